"""The tables, by subject. `metadata` of `tables.schema` holds them all once their modules are imported."""
