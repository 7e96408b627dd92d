"""Preferences: how each person wants to be answered."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "preferences",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("length", sa.String(8), nullable=False),
        sa.Column("private", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
    )
