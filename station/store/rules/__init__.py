"""What the database itself refuses, whoever asks: the law of the phases once more, as triggers and unique indexes.

`law` says each rule once, in the SQL that SQLite and PostgreSQL share; `sqlite` and `postgres` make triggers of it.
Each refusal carries the name of its rule.
"""
