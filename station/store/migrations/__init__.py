"""The way from each version of the schema to the next (Alembic, run from `station.store.schema`)."""
