"""Tokens of workspaces are sealed, and longer for it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_SECRET = ("bot_token", "bot_refresh_token")
_OF_PERSONS = ("user_token", "user_refresh_token", "incoming_webhook_url")


def upgrade() -> None:
    """Make room; what is there stays as it is until it is sealed by ``netboard reseal`` or written anew."""
    for table, columns in (("slack_bots", _SECRET), ("slack_installations", _SECRET + _OF_PERSONS)):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.alter_column(column, existing_type=sa.String(200), type_=sa.Text())
