"""The first tables: people, groups, items, posts, attempts and their projections"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, Json, UtcDateTime

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "guilds",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False, comment="Discord's id"),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("timezone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("post_minute", sa.SmallInteger(), nullable=False, comment="local minutes after midnight"),
        sa.Column("post_days", sa.SmallInteger(), nullable=False, comment="bit mask, bit 0 = Monday"),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("moderator_role_id", sa.BigInteger(), nullable=True),
        sa.Column("moderator_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("ping_role_id", sa.BigInteger(), nullable=True),
        sa.Column("welcome_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("welcome_message_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True, comment="when the bot was removed from the guild"),
        sa.CheckConstraint("post_days BETWEEN 1 AND 127", name=op.f("ck_guilds_post_days")),
        sa.CheckConstraint("post_minute BETWEEN 0 AND 1439", name=op.f("ck_guilds_post_minute")),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_guilds")),
    )
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False, comment="the last sign of life of any process"),
        sa.Column("holder", sa.Text(), nullable=False, comment="the process that does the scheduled work"),
        sa.Column("lease_until", UtcDateTime(), nullable=False, comment="another may take over then"),
        sa.CheckConstraint("id = 1", name=op.f("ck_heartbeat_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "item_versions",
        sa.Column("version", sa.Text(), nullable=False, comment="hash of the authored fields"),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("stored_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_item_versions")),
    )
    with op.batch_alter_table("item_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_versions_item_id"), ["item_id"], unique=False)

    op.create_table(
        "learners",
        sa.Column("id", BigId(), nullable=False),
        sa.Column("discord_id", sa.BigInteger(), nullable=False),
        sa.Column("locale", sa.Text(), server_default="", nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column(
            "chose_timezone",
            sa.Boolean(),
            nullable=False,
            comment="false: the group's zone, followed when it changes",
        ),
        sa.Column("timezone_changed_at", UtcDateTime(), nullable=True),
        sa.Column("next_timezone", sa.Text(), nullable=True),
        sa.Column(
            "next_timezone_at",
            UtcDateTime(),
            nullable=True,
            comment="the rollover at which next_timezone takes effect",
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learners")),
        sa.UniqueConstraint("discord_id", name=op.f("uq_learners_discord_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notices",
        sa.Column("id", BigId(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the same key is told once"),
        sa.Column("details", Json(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("guild_id", "kind", "key", name=op.f("uq_notices_guild_id_kind_key")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(
            "ix_notices_to_tell",
            ["id"],
            unique=False,
            sqlite_where=sa.text("told_at IS NULL"),
            postgresql_where=sa.text("told_at IS NULL"),
        )

    op.create_table(
        "outages",
        sa.Column("id", BigId(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False, comment="the last sign of life"),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outages")),
        sa.UniqueConstraint("ended_at", name=op.f("uq_outages_ended_at")),
    )
    op.create_table(
        "synced_commands",
        sa.Column("application_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("synced_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_synced_commands")),
    )
    op.create_table(
        "daily_posts",
        sa.Column("id", BigId(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("phase", sa.SmallInteger(), nullable=False),
        sa.Column("track", sa.Text(), server_default="", nullable=False, comment="'' where common to both"),
        sa.Column("post_date", sa.Date(), nullable=False, comment="the group's local date"),
        sa.Column(
            "slot", sa.SmallInteger(), server_default="0", nullable=False, comment="0 is the scheduled one"
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("option_order", Json(), nullable=False, comment="ids of options as shown to everyone"),
        sa.Column("is_repeat", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column(
            "post_days",
            sa.SmallInteger(),
            nullable=False,
            comment="the group's post days when this was planned",
        ),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column(
            "token",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="counts claims; marks must name it",
        ),
        sa.Column("first_attempt_at", UtcDateTime(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column(
            "closes_at", UtcDateTime(), nullable=True, comment="revealed then, or when the next one appears"
        ),
        sa.Column("revealed_at", UtcDateTime(), nullable=True),
        sa.Column(
            "reveal_shown_at",
            UtcDateTime(),
            nullable=True,
            comment="when the message was edited to show the reveal",
        ),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'claimed', 'sent', 'revealed', 'skipped', 'failed')",
            name=op.f("ck_daily_posts_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'revealed') OR (message_id IS NOT NULL AND sent_at IS NOT NULL)",
            name=op.f("ck_daily_posts_sent"),
        ),
        sa.CheckConstraint("phase BETWEEN 1 AND 4", name=op.f("ck_daily_posts_phase")),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.guild_id"], name=op.f("fk_daily_posts_guild_id")),
        sa.ForeignKeyConstraint(["version"], ["item_versions.version"], name=op.f("fk_daily_posts_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_posts")),
        sa.UniqueConstraint(
            "guild_id",
            "phase",
            "track",
            "post_date",
            "slot",
            name=op.f("uq_daily_posts_guild_id_phase_track_post_date_slot"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("daily_posts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_daily_posts_guild_id_phase_sent_at"),
            ["guild_id", "phase", "sent_at"],
            unique=False,
        )
        batch_op.create_index(
            "ix_daily_posts_to_edit",
            ["revealed_at"],
            unique=False,
            sqlite_where=sa.text("state = 'revealed' AND reveal_shown_at IS NULL"),
            postgresql_where=sa.text("state = 'revealed' AND reveal_shown_at IS NULL"),
        )
        batch_op.create_index(
            "ix_daily_posts_to_reveal",
            ["closes_at"],
            unique=False,
            sqlite_where=sa.text("state = 'sent'"),
            postgresql_where=sa.text("state = 'sent'"),
        )
        batch_op.create_index(
            "ix_daily_posts_to_send",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('planned', 'claimed')"),
            postgresql_where=sa.text("state IN ('planned', 'claimed')"),
        )

    op.create_table(
        "discussions",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.guild_id"], name=op.f("fk_discussions_guild_id")),
        sa.PrimaryKeyConstraint("guild_id", "item_id", name=op.f("pk_discussions")),
    )
    op.create_table(
        "enrollments",
        sa.Column("id", BigId(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("learner_id", BigId(), nullable=False),
        sa.Column("display_name", sa.Text(), server_default="", nullable=False, comment="as last seen"),
        sa.Column("phase", sa.SmallInteger(), nullable=False),
        sa.Column("phase_started_on", sa.Date(), nullable=False),
        sa.Column("pace", sa.SmallInteger(), nullable=False, comment="months the whole path takes"),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("wants_ping", sa.Boolean(), nullable=True, comment="null until asked"),
        sa.Column("paused_from", sa.Date(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True, comment="last study day of the pause"),
        sa.Column(
            "offered_phase", sa.SmallInteger(), nullable=True, comment="the next phase, once it was offered"
        ),
        sa.Column("enrolled_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.Column("last_active_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("track IN ('pytorch', 'tensorflow')", name=op.f("ck_enrollments_track")),
        sa.CheckConstraint("pace IN (6, 9, 12)", name=op.f("ck_enrollments_pace")),
        sa.CheckConstraint("phase BETWEEN 1 AND 4", name=op.f("ck_enrollments_phase")),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.guild_id"], name=op.f("fk_enrollments_guild_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_enrollments_learner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollments")),
        sa.UniqueConstraint("guild_id", "learner_id", name=op.f("uq_enrollments_guild_id_learner_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("enrollments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrollments_guild_id_phase_last_active_at"),
            ["guild_id", "phase", "last_active_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_enrollments_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(
            "ix_enrollments_to_offer",
            ["pace", "phase_started_on"],
            unique=False,
            sqlite_where=sa.text("offered_phase IS NULL AND left_at IS NULL"),
            postgresql_where=sa.text("offered_phase IS NULL AND left_at IS NULL"),
        )

    op.create_table(
        "guild_phases",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("phase", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("phase BETWEEN 1 AND 4", name=op.f("ck_guild_phases_phase")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.guild_id"], name=op.f("fk_guild_phases_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "phase", name=op.f("pk_guild_phases")),
    )
    op.create_table(
        "reports",
        sa.Column("id", BigId(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("learner_id", BigId(), nullable=True),
        sa.Column(
            "ref", sa.Text(), nullable=False, comment="the question it was filed from: p<post> or q<prompt>"
        ),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("reported_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True, comment="when the moderators' channel had it"),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('wrong-key', 'ambiguous', 'typo', 'outdated', 'other')", name=op.f("ck_reports_kind")
        ),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.guild_id"], name=op.f("fk_reports_guild_id")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_reports_learner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["version"], ["item_versions.version"], name=op.f("fk_reports_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("learner_id", "version", name=op.f("uq_reports_learner_id_version")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reports_guild_id_closed_at"), ["guild_id", "closed_at"], unique=False
        )
        batch_op.create_index(
            "ix_reports_to_tell",
            ["id"],
            unique=False,
            sqlite_where=sa.text("told_at IS NULL"),
            postgresql_where=sa.text("told_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_reports_version"), ["version"], unique=False)

    op.create_table(
        "excused_days",
        sa.Column("enrollment_id", BigId(), nullable=False),
        sa.Column("study_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"],
            ["enrollments.id"],
            name=op.f("fk_excused_days_enrollment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "study_day", name=op.f("pk_excused_days")),
    )
    op.create_table(
        "learner_events",
        sa.Column("id", BigId(), nullable=False),
        sa.Column("enrollment_id", BigId(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("study_day", sa.Date(), nullable=False),
        sa.Column("details", Json(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('enrolled', 'phase', 'pace', 'track', 'timezone', 'paused', 'resumed', 'left', 'returned')",
            name=op.f("ck_learner_events_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"],
            ["enrollments.id"],
            name=op.f("fk_learner_events_enrollment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner_events")),
    )
    with op.batch_alter_table("learner_events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learner_events_enrollment_id_kind_id"),
            ["enrollment_id", "kind", "id"],
            unique=False,
        )

    op.create_table(
        "prompts",
        sa.Column("id", BigId(), nullable=False),
        sa.Column("enrollment_id", BigId(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("option_order", Json(), nullable=False),
        sa.Column(
            "study_day", sa.Date(), nullable=False, comment="the study day it was put before the learner"
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "source IN ('extra', 'practice', 'review', 'quiz', 'placement')", name=op.f("ck_prompts_source")
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_prompts_enrollment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["version"], ["item_versions.version"], name=op.f("fk_prompts_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_prompts_enrollment_id_study_day"), ["enrollment_id", "study_day"], unique=False
        )

    op.create_table(
        "standings",
        sa.Column("enrollment_id", BigId(), autoincrement=False, nullable=False),
        sa.Column(
            "period", sa.Text(), nullable=False, comment="'all', or the Monday of a week as YYYY-MM-DD"
        ),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False, comment="each day capped"),
        sa.Column("is_listed", sa.Boolean(), nullable=False, comment="false while hidden or gone"),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_standings_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "period", name=op.f("pk_standings")),
    )
    op.create_table(
        "streaks",
        sa.Column("enrollment_id", BigId(), autoincrement=False, nullable=False),
        sa.Column("current", sa.Integer(), server_default="0", nullable=False),
        sa.Column("since_miss", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_miss", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("last_answer_at", UtcDateTime(), nullable=True),
        sa.Column("best", sa.Integer(), server_default="0", nullable=False),
        sa.Column("active_days", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_streaks_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrollment_id", name=op.f("pk_streaks")),
    )
    op.create_table(
        "study_days",
        sa.Column("enrollment_id", BigId(), autoincrement=False, nullable=False),
        sa.Column("study_day", sa.Date(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("correct", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False, comment="before the daily cap"),
        sa.ForeignKeyConstraint(
            ["enrollment_id"],
            ["enrollments.id"],
            name=op.f("fk_study_days_enrollment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "study_day", name=op.f("pk_study_days")),
    )
    op.create_table(
        "attempts",
        sa.Column("id", BigId(), nullable=False),
        sa.Column(
            "learner_id",
            BigId(),
            nullable=True,
            comment="null once the person had their data deleted: what is left is anonymous",
        ),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", BigId(), nullable=True),
        sa.Column("prompt_id", BigId(), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("option_order", Json(), nullable=False),
        sa.Column(
            "response", Json(), nullable=False, comment="typed: option ids, or the text and the number read"
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("practice_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.Column("study_day", sa.Date(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False, comment="the learner's zone at that time"),
        sa.CheckConstraint(
            "source IN ('daily', 'extra', 'practice', 'review', 'quiz', 'placement')",
            name=op.f("ck_attempts_source"),
        ),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.guild_id"], name=op.f("fk_attempts_guild_id")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_attempts_learner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["daily_posts.id"], name=op.f("fk_attempts_post_id")),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name=op.f("fk_attempts_prompt_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["version"], ["item_versions.version"], name=op.f("fk_attempts_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("post_id", "learner_id", name=op.f("uq_attempts_post_id_learner_id")),
        sa.UniqueConstraint("prompt_id", name=op.f("uq_attempts_prompt_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attempts_guild_id_answered_at"), ["guild_id", "answered_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attempts_item_id"), ["item_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attempts_learner_id_guild_id_answered_at"),
            ["learner_id", "guild_id", "answered_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_attempts_learner_id_item_id"), ["learner_id", "item_id"], unique=False
        )

    op.create_table(
        "verdicts",
        sa.Column("attempt_id", BigId(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.SmallInteger(), autoincrement=False, nullable=False, comment="the latest counts"),
        sa.Column("score", sa.Float(), nullable=False, comment="0 to 1"),
        sa.Column("is_correct", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False, comment="before the daily cap"),
        sa.Column("graded_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="answer", nullable=False),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_verdicts_score")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_verdicts_attempt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "seq", name=op.f("pk_verdicts")),
    )
    op.create_index(
        "ix_standings_board",
        "standings",
        ["guild_id", "period", sa.text("points DESC"), "enrollment_id"],
        sqlite_where=sa.text("is_listed"),
        postgresql_where=sa.text("is_listed"),
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is the backup that was made before the migration")
