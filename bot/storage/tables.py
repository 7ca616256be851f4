"""The data model on one page.

Facts that are never changed: attempts, verdicts, hint_uses, learner_events, excused_days, outages, item_versions.
Derived from them and kept only for speed (`database check` rebuilds it): streaks, study_days, standings. All else is
settings, or the state of something being delivered. Ids that live on in custom_ids and nonces are never used again,
on SQLite neither (`sqlite_autoincrement`). Instants are aware UTC; study days are dates in the learner's own zone.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.types import BigId, Json, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

guilds = Table(
    "guilds",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False, comment="Discord's id"),
    Column("name", Text, nullable=False, server_default=""),
    Column("timezone", Text, nullable=False, server_default="UTC"),
    Column("post_minute", SmallInteger, nullable=False, comment="local minutes after midnight"),
    Column("post_days", SmallInteger, nullable=False, comment="bit mask, bit 0 = Monday"),
    Column("channel_id", BigInteger),
    Column("moderator_role_id", BigInteger),
    Column("moderator_channel_id", BigInteger),
    Column("ping_role_id", BigInteger),
    Column("welcome_channel_id", BigInteger),
    Column("welcome_message_id", BigInteger),
    Column("created_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime, comment="when the bot was removed from the guild"),
    CheckConstraint("post_minute BETWEEN 0 AND 1439", name="post_minute"),
    CheckConstraint("post_days BETWEEN 1 AND 127", name="post_days"),
)

guild_phases = Table(
    "guild_phases",
    metadata,
    Column("guild_id", BigInteger, ForeignKey("guilds.guild_id", ondelete="CASCADE"), primary_key=True),
    Column("phase", SmallInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger),
    Column("role_id", BigInteger),
    CheckConstraint("phase BETWEEN 1 AND 4", name="phase"),
)

learners = Table(
    "learners",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("discord_id", BigInteger, nullable=False, unique=True),
    Column("locale", Text, nullable=False, server_default=""),
    Column("timezone", Text, nullable=False),
    Column(
        "chose_timezone", Boolean, nullable=False, comment="false: the group's zone, followed when it changes"
    ),
    Column("timezone_changed_at", UtcDateTime),
    Column("next_timezone", Text),
    Column("next_timezone_at", UtcDateTime, comment="the rollover at which next_timezone takes effect"),
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

enrollments = Table(
    "enrollments",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("guild_id", BigInteger, ForeignKey("guilds.guild_id"), nullable=False),
    Column("learner_id", BigId, ForeignKey("learners.id"), nullable=False),
    Column("display_name", Text, nullable=False, server_default="", comment="as last seen"),
    Column("phase", SmallInteger, nullable=False),
    Column("phase_started_on", Date, nullable=False),
    Column("pace", SmallInteger, nullable=False, comment="months the whole path takes"),
    Column("track", Text, nullable=False),
    Column("is_hidden", Boolean, nullable=False, server_default=text("false")),
    Column("wants_ping", Boolean, comment="null until asked"),
    Column("paused_from", Date),
    Column("paused_until", Date, comment="last study day of the pause"),
    Column("offered_phase", SmallInteger, comment="the next phase, once it was offered"),
    Column("enrolled_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Column("last_active_at", UtcDateTime),
    UniqueConstraint("guild_id", "learner_id"),
    CheckConstraint("phase BETWEEN 1 AND 4", name="phase"),
    CheckConstraint("pace IN (6, 9, 12)", name="pace"),
    CheckConstraint("track IN ('pytorch', 'tensorflow')", name="track"),
    Index(None, "learner_id"),
    Index(None, "guild_id", "phase", "last_active_at"),
    Index(
        "ix_enrollments_to_offer",
        "pace",
        "phase_started_on",
        sqlite_where=text("offered_phase IS NULL AND left_at IS NULL"),
        postgresql_where=text("offered_phase IS NULL AND left_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

item_versions = Table(
    "item_versions",
    metadata,
    Column("version", Text, primary_key=True, comment="hash of the authored fields"),
    Column("item_id", Text, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("body", Json, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    Index(None, "item_id"),
)

daily_posts = Table(
    "daily_posts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("guild_id", BigInteger, ForeignKey("guilds.guild_id"), nullable=False),
    Column("phase", SmallInteger, nullable=False),
    Column("track", Text, nullable=False, server_default="", comment="'' where common to both"),
    Column("post_date", Date, nullable=False, comment="the group's local date"),
    Column("slot", SmallInteger, nullable=False, server_default="0", comment="0 is the scheduled one"),
    Column("state", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("version", Text, ForeignKey("item_versions.version"), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("option_order", Json, nullable=False, comment="ids of options as shown to everyone"),
    Column("is_repeat", Boolean, nullable=False, server_default=text("false")),
    Column("post_days", SmallInteger, nullable=False, comment="the group's post days when this was planned"),
    Column("channel_id", BigInteger, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("token", Integer, nullable=False, server_default="0", comment="counts claims; marks must name it"),
    Column("first_attempt_at", UtcDateTime),
    Column("message_id", BigInteger),
    Column("sent_at", UtcDateTime),
    Column("closes_at", UtcDateTime, comment="revealed then, or when the next one appears"),
    Column("revealed_at", UtcDateTime),
    Column("reveal_shown_at", UtcDateTime, comment="when the message was edited to show the reveal"),
    Column("reason", Text, nullable=False, server_default=""),
    UniqueConstraint("guild_id", "phase", "track", "post_date", "slot"),
    CheckConstraint("phase BETWEEN 1 AND 4", name="phase"),
    CheckConstraint("state IN ('planned', 'claimed', 'sent', 'revealed', 'skipped', 'failed')", name="state"),
    CheckConstraint(
        "state NOT IN ('sent', 'revealed') OR (message_id IS NOT NULL AND sent_at IS NOT NULL)", name="sent"
    ),
    Index(
        "ix_daily_posts_to_send",
        "due_at",
        sqlite_where=text("state IN ('planned', 'claimed')"),
        postgresql_where=text("state IN ('planned', 'claimed')"),
    ),
    Index(
        "ix_daily_posts_to_reveal",
        "closes_at",
        sqlite_where=text("state = 'sent'"),
        postgresql_where=text("state = 'sent'"),
    ),
    Index(
        "ix_daily_posts_to_edit",
        "revealed_at",
        sqlite_where=text("state = 'revealed' AND reveal_shown_at IS NULL"),
        postgresql_where=text("state = 'revealed' AND reveal_shown_at IS NULL"),
    ),
    Index(None, "guild_id", "phase", "sent_at"),
    sqlite_autoincrement=True,
)

prompts = Table(
    "prompts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("enrollment_id", BigId, ForeignKey("enrollments.id", ondelete="CASCADE"), nullable=False),
    Column("source", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("version", Text, ForeignKey("item_versions.version"), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("option_order", Json, nullable=False),
    Column("study_day", Date, nullable=False, comment="the study day it was put before the learner"),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("source IN ('extra', 'practice', 'review', 'quiz', 'placement')", name="source"),
    Index(None, "enrollment_id", "study_day"),
    sqlite_autoincrement=True,
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column(
        "learner_id",
        BigId,
        ForeignKey("learners.id", ondelete="SET NULL"),
        comment="null once the person had their data deleted: what is left is anonymous",
    ),
    Column("guild_id", BigInteger, ForeignKey("guilds.guild_id"), nullable=False),
    Column("post_id", BigId, ForeignKey("daily_posts.id")),
    Column("prompt_id", BigId, ForeignKey("prompts.id", ondelete="SET NULL")),
    Column("item_id", Text, nullable=False),
    Column("version", Text, ForeignKey("item_versions.version"), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("option_order", Json, nullable=False),
    Column("response", Json, nullable=False, comment="typed: option ids, or the text and the number read"),
    Column("source", Text, nullable=False),
    Column("practice_reason", Text, nullable=False, server_default=""),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("study_day", Date, nullable=False),
    Column("timezone", Text, nullable=False, comment="the learner's zone at that time"),
    UniqueConstraint("post_id", "learner_id"),
    UniqueConstraint("prompt_id"),
    CheckConstraint("source IN ('daily', 'extra', 'practice', 'review', 'quiz', 'placement')", name="source"),
    Index(None, "learner_id", "item_id"),
    Index(None, "learner_id", "guild_id", "answered_at"),
    Index(None, "guild_id", "answered_at"),
    Index(None, "item_id"),
    sqlite_autoincrement=True,
)

verdicts = Table(
    "verdicts",
    metadata,
    Column(
        "attempt_id",
        BigId,
        ForeignKey("attempts.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("seq", SmallInteger, primary_key=True, autoincrement=False, comment="the latest counts"),
    Column("score", Float, nullable=False, comment="0 to 1"),
    Column("is_correct", Boolean, nullable=False),
    Column("points", Integer, nullable=False, comment="before the daily cap"),
    Column("graded_at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False, server_default="answer"),
    CheckConstraint("score >= 0 AND score <= 1", name="score"),
)

hint_uses = Table(
    "hint_uses",
    metadata,
    Column(
        "enrollment_id",
        BigId,
        ForeignKey("enrollments.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("ref", Text, primary_key=True, comment="the question: p<post> or q<prompt>"),
    Column("number", SmallInteger, primary_key=True, autoincrement=False, comment="1 is the first hint"),
    Column("shown_at", UtcDateTime, nullable=False),
)

learner_events = Table(
    "learner_events",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("enrollment_id", BigId, ForeignKey("enrollments.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("study_day", Date, nullable=False),
    Column("details", Json, nullable=False),
    CheckConstraint(
        "kind IN ('enrolled', 'phase', 'pace', 'track', 'timezone', 'paused', 'resumed', 'left', 'returned')",
        name="kind",
    ),
    Index(None, "enrollment_id", "kind", "id"),
)

excused_days = Table(
    "excused_days",
    metadata,
    Column("enrollment_id", BigId, ForeignKey("enrollments.id", ondelete="CASCADE"), primary_key=True),
    Column("study_day", Date, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

outages = Table(
    "outages",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("started_at", UtcDateTime, nullable=False, comment="the last sign of life"),
    Column("ended_at", UtcDateTime, nullable=False, unique=True),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False, comment="the last sign of life of any process"),
    Column("holder", Text, nullable=False, comment="the process that does the scheduled work"),
    Column("lease_until", UtcDateTime, nullable=False, comment="another may take over then"),
    CheckConstraint("id = 1", name="one_row"),
)

streaks = Table(
    "streaks",
    metadata,
    Column(
        "enrollment_id",
        BigId,
        ForeignKey("enrollments.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("current", Integer, nullable=False, server_default="0"),
    Column("since_miss", Integer, nullable=False, server_default="0"),
    Column("last_miss", Date),
    Column("last_day", Date),
    Column("last_answer_at", UtcDateTime),
    Column("best", Integer, nullable=False, server_default="0"),
    Column("active_days", Integer, nullable=False, server_default="0"),
)

study_days = Table(
    "study_days",
    metadata,
    Column(
        "enrollment_id",
        BigId,
        ForeignKey("enrollments.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("study_day", Date, primary_key=True),
    Column("answers", Integer, nullable=False),
    Column("correct", Integer, nullable=False),
    Column("points", Integer, nullable=False, comment="before the daily cap"),
)

standings = Table(
    "standings",
    metadata,
    Column(
        "enrollment_id",
        BigId,
        ForeignKey("enrollments.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("period", Text, primary_key=True, comment="'all', or the Monday of a week as YYYY-MM-DD"),
    Column("guild_id", BigInteger, nullable=False),
    Column("points", Integer, nullable=False, comment="each day capped"),
    Column("is_listed", Boolean, nullable=False, comment="false while hidden or gone"),
    Index(
        "ix_standings_board",
        "guild_id",
        "period",
        text("points DESC"),
        "enrollment_id",
        sqlite_where=text("is_listed"),
        postgresql_where=text("is_listed"),
    ),
)

reports = Table(
    "reports",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("guild_id", BigInteger, ForeignKey("guilds.guild_id"), nullable=False),
    Column("learner_id", BigId, ForeignKey("learners.id", ondelete="SET NULL")),
    Column("ref", Text, nullable=False, comment="the question it was filed from: p<post> or q<prompt>"),
    Column("item_id", Text, nullable=False),
    Column("version", Text, ForeignKey("item_versions.version"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("reported_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime, comment="when the moderators' channel had it"),
    Column("closed_at", UtcDateTime),
    UniqueConstraint("learner_id", "version"),
    CheckConstraint("kind IN ('wrong-key', 'ambiguous', 'typo', 'outdated', 'other')", name="kind"),
    Index(None, "guild_id", "closed_at"),
    Index(
        "ix_reports_to_tell",
        "id",
        sqlite_where=text("told_at IS NULL"),
        postgresql_where=text("told_at IS NULL"),
    ),
    Index(None, "version"),
    sqlite_autoincrement=True,
)

discussions = Table(
    "discussions",
    metadata,
    Column("guild_id", BigInteger, ForeignKey("guilds.guild_id"), primary_key=True, autoincrement=False),
    Column("item_id", Text, primary_key=True),
    Column("channel_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False, comment="the same key is told once"),
    Column("details", Json, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
    UniqueConstraint("guild_id", "kind", "key"),
    Index(
        "ix_notices_to_tell",
        "id",
        sqlite_where=text("told_at IS NULL"),
        postgresql_where=text("told_at IS NULL"),
    ),
)

synced_commands = Table(
    "synced_commands",
    metadata,
    Column("application_id", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),
    Column("synced_at", UtcDateTime, nullable=False),
)
