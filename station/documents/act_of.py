"""The facts of an act, gathered from the store."""

from __future__ import annotations

from station.config import Settings
from station.documents.act_facts import ActFacts, ActRow
from station.domain.manifest import Manifest
from station.ports import UnitOfWork


def act_facts(uow: UnitOfWork, manifest: Manifest, settings: Settings) -> ActFacts:
    """Gather what stands on the act of a manifest. Sums stand on the first parcel of an order, so that they add up."""
    rows = []
    told: set[str] = set()
    for row in manifest.live_rows:
        order = uow.orders.get(row.order)
        parcel = next(one for one in order.parcels if one.id == row.parcel_id)
        first = row.order not in told
        told.add(row.order)
        rows.append(
            ActRow(
                order=row.order,
                tracking=row.tracking,
                waybill=order.shipment.waybill if order.shipment else "",
                parcel=parcel.position_among(order.live_parcels),
                parcels=len(order.live_parcels),
                weight_g=parcel.weight_g or 0,
                declared_kopecks=order.declared_kopecks if first else None,
                due_kopecks=order.due_goods_kopecks + order.due_delivery_kopecks if first else None,
            )
        )
    return ActFacts(
        manifest=manifest.number,
        carrier_name=settings.carrier(manifest.carrier).name or manifest.carrier,
        bench=settings.bench_name or manifest.bench,
        operator=manifest.closed_by or manifest.opened_by,
        courier=manifest.courier,
        opened_at=manifest.opened_at,
        closed_at=manifest.closed_at,
        time_zone=settings.time_zone,
        rows=tuple(rows),
        journal_head=manifest.journal_head,
        journal_count=manifest.journal_count,
        language="en" if settings.language == "en" else "ru",
    )
