"""The first floor: orders, parcels, catalogue, manifests, journal, outbox, and the rules of the phases."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from station.store.ddl import thawed

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    file = Path(__file__).with_name(f"r0001_{op.get_bind().dialect.name}.sql")
    for statement in thawed(file.read_text(encoding="utf-8")):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    raise NotImplementedError("the way back is a restored backup")
