"""What a bench shows after a scan: gathered in the scan's own transaction, read by the presenter on the same thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from station.domain.bench import Pending
from station.domain.manifest import Manifest
from station.domain.offer import Offer
from station.domain.order import Order
from station.domain.people import Operator
from station.domain.workflow.phases import Phase
from station.ports import CageTile, OrderRow
from station.scan.known import NumberOf
from station.usecases.pack_order import expected_weight_g
from station.usecases.work import Work

WAITING_ROWS = 12


@dataclass(frozen=True)
class BenchView:
    """The bench between two scans. `order` is the open one; `waiting` are the orders that may be opened next."""

    bench: str
    operator: str = ""
    role: str = ""
    lock: str | None = None
    pending: Pending | None = None
    order: Order | None = None
    offers: Mapping[str, Offer] = field(default_factory=dict)
    expected_g: int | None = None
    manifest: Manifest | None = None
    outside: tuple[NumberOf, ...] = ()  # bound parcels of the manifest's carrier that are not in the cage
    tiles: tuple[CageTile, ...] = ()
    waiting: tuple[OrderRow, ...] = ()


def view_of(work: Work) -> BenchView:
    """Gather what the bench shows now."""
    bench = work.bench
    order = work.uow.orders.get(bench.order) if bench.order else None
    offers = work.uow.catalogue.offers({line.offer for line in order.lines}) if order else {}
    parcel = order.open_parcel if order else None
    manifest = work.uow.manifests.get(bench.manifest) if bench.manifest and order is None else None
    idle = order is None and manifest is None
    person = _operator(work)
    return BenchView(
        bench=bench.name,
        operator=person.name if person else "",
        role=person.role.value if person else "",
        lock=bench.lock,
        pending=bench.pending,
        order=order,
        offers=offers,
        expected_g=expected_weight_g(work, order, parcel) if order and parcel else None,
        manifest=manifest,
        outside=work.uow.manifests.waiting(manifest.carrier) if manifest else (),
        tiles=work.uow.manifests.tiles(manifest.number) if manifest else (),
        waiting=work.uow.order_lists.rows(phase=Phase.ASSEMBLY, limit=WAITING_ROWS) if idle else (),
    )


def _operator(work: Work) -> Operator | None:
    """Return who is logged in now: the scan just answered may have been a badge."""
    if work.person is not None and work.person.code == work.bench.operator:
        return work.person
    return work.uow.operators.get(work.bench.operator) if work.bench.operator else None
