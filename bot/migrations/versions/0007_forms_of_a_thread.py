"""Of which thread an open form is, so that it is erased with the case."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the place."""
    for name in ("channel", "thread_ts"):
        op.add_column("forms", sa.Column(name, sa.String(32), nullable=False, server_default=""))
