"""Edits and deletions: where parts of a reply stand, the conversation after each message, and which change was last."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create what an edited or deleted question needs."""
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("revision", sa.String(32), nullable=False, server_default=""))
    op.create_table(
        "posts",
        sa.Column("delivery", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("delivery", sa.String(32), nullable=False, unique=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("thread_ts", sa.String(32), nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
    )
    op.create_index("turns_by_thread", "turns", ["team", "channel", "thread_ts"])
