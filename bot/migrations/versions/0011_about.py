"""To which thread a private conversation belongs, so that it is erased with the case of that thread."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the place; of what was asked privately before it is not known."""
    op.add_column("deliveries", sa.Column("about", sa.String(32), nullable=False, server_default=""))
