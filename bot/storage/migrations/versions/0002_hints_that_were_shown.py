"""Hints that were shown, so that they cannot be unseen."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, UtcDateTime

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "hint_uses",
        sa.Column("enrollment_id", BigId(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False, comment="the question: p<post> or q<prompt>"),
        sa.Column(
            "number", sa.SmallInteger(), autoincrement=False, nullable=False, comment="1 is the first hint"
        ),
        sa.Column("shown_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_hint_uses_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "ref", "number", name=op.f("pk_hint_uses")),
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is the backup that was made before the migration")
