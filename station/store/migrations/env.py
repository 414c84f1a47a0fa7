"""Runs the steps on the connection that `station.store.schema` gives: there is no alembic.ini."""

from __future__ import annotations

from alembic import context

# Both databases can undo DDL, so a step that fails leaves nothing behind.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
