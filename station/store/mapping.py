"""The dataclasses of the domain laid onto the tables, from outside: the domain knows nothing of it.

Rows of an order are never deleted by taking them out of a list: their reference may not be null, so the database
refuses. Columns that the domain has no word for (`order_id`) get a leading underscore.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import registry, relationship

from station.domain.bench import Bench
from station.domain.manifest import CageRow, Manifest
from station.domain.order import Hold, Order, OrderLine, PassportCheck
from station.domain.parcel import Binding, Parcel, ParcelLabel, Shipment, VerifiedUnit
from station.domain.people import Operator
from station.store.tables import handover, house, orders
from station.store.tables.schema import metadata

mapper_registry = registry(metadata=metadata)


def _map_domain() -> None:
    _map_parts_of_an_order()
    _map_orders()
    _map_manifests()
    _map_people()
    mapper_registry.configure()


def _many(of: type, order_by: Any) -> Any:  # noqa: ANN401 - a column, and what SQLAlchemy makes of it
    return relationship(of, order_by=order_by, lazy="selectin", cascade="save-update, merge")


def _part(of: type, table: Table, owner: str, **renamed: str) -> None:
    """Map a class whose rows belong to another row; `renamed` gives the column of an attribute."""
    columns: dict[str, Any] = {attribute: table.c[column] for attribute, column in renamed.items()}
    mapper_registry.map_imperatively(of, table, properties={f"_{owner}": table.c[owner], **columns})


def _map_parts_of_an_order() -> None:
    _part(OrderLine, orders.order_lines, "order_id", key="line_key")
    _part(Hold, orders.holds, "order_id", by="held_by", since="held_at")
    _part(Shipment, orders.shipments, "order_id")
    _part(VerifiedUnit, orders.verified_units, "parcel_id", line="line_key", by="verified_by", at="verified_at")
    _part(Binding, orders.bindings, "parcel_id")
    _part(ParcelLabel, orders.parcel_labels, "parcel_id")
    mapper_registry.map_imperatively(PassportCheck, orders.passport_checks)


def _map_orders() -> None:
    parcels, table = orders.parcels, orders.orders
    mapper_registry.map_imperatively(
        Parcel,
        parcels,
        properties={
            "_order_id": parcels.c.order_id,
            "units": _many(VerifiedUnit, orders.verified_units.c.id),
            "bindings": _many(Binding, orders.bindings.c.id),
            "labels": _many(ParcelLabel, orders.parcel_labels.c.id),
        },
    )
    mapper_registry.map_imperatively(
        Order,
        table,
        version_id_col=table.c.version,
        properties={
            "ship_by": table.c.ship_by_at,
            "window": table.c.delivery_window,
            "_passport_id": table.c.passport_id,
            "passport": relationship(PassportCheck, lazy="selectin", cascade="save-update, merge"),
            "lines": _many(OrderLine, orders.order_lines.c.position),
            "parcels": _many(Parcel, parcels.c.position),
            "holds": _many(Hold, orders.holds.c.id),
            "shipments": _many(Shipment, orders.shipments.c.id),
        },
    )


def _map_manifests() -> None:
    rows, table = handover.manifest_rows, handover.manifests
    _part(CageRow, rows, "manifest_id", order="order_number", parcel="parcel_position", at="caged_at", by="caged_by")
    mapper_registry.map_imperatively(
        Manifest, table, version_id_col=table.c.version, properties={"rows": _many(CageRow, rows.c.place)}
    )


def _map_people() -> None:
    table = house.benches
    mapper_registry.map_imperatively(
        Bench,
        table,
        version_id_col=table.c.version,
        properties={"order": table.c.order_number, "lock": table.c.lock_code},
    )
    mapper_registry.map_imperatively(
        Operator, house.operators, properties={"pin_locked_until": house.operators.c.pin_locked_until_at}
    )


_map_domain()  # once for a process: statements of the repositories are built from the mapped classes
