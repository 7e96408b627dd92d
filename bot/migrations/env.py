"""Alembic's entry: runs the migrations on the connection that `bot.database` gives, inside its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite cannot alter a table in place
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
