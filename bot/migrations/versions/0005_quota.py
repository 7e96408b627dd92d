"""What was asked within the last minute, and the day's questions to the chat model."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "usage",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("admitted", sa.Integer, nullable=False),
    )
    op.create_index("usage_by_person", "usage", ["team", "person", "at"])
    op.create_table(
        "model_calls",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
    )
