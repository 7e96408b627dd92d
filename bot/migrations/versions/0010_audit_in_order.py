"""On SQLite an entry of the audit trail cannot be put in the place of another one either."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Refuse an entry that is not behind all others of its chain.

    SQLite's ``INSERT OR REPLACE`` takes out what is in the way, by any key or by the number of the row, and tells no
    trigger of deletions about it. Postgres has nothing of the kind: its ``ON CONFLICT`` updates, which is refused.
    """
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER audit_no_replacement BEFORE INSERT ON audit WHEN EXISTS ("
            "SELECT 1 FROM audit WHERE rowid = NEW.rowid OR (team = NEW.team AND "
            "(number >= NEW.number OR (event = NEW.event AND subject = NEW.subject)))) "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )
