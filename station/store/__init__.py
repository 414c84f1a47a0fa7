"""The only package that speaks SQL: tables, mapping, unit of work, outbox, journal."""
