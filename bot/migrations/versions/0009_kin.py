"""Which workspaces are of the organisation that installed the bot, or of that of the workspace that did."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "kin",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("workspace", sa.String(32), primary_key=True),
    )
