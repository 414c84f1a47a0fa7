"""Manifests, and the parcels that wait for one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, case, exists, func, or_, select

from station.domain.codes import Code
from station.domain.handover import MAY_LIE_IN_THE_CAGE
from station.domain.manifest import Manifest, ManifestState
from station.domain.order import PASSPORT_OPEN_STATES, LineKind
from station.domain.parcel import ParcelState
from station.domain.workflow.phases import Phase
from station.errors import Reason, Refused
from station.ports import CageTile
from station.scan.known import NumberOf
from station.store import mapping  # noqa: F401 - the classes must be mapped before statements name them
from station.store.sitting import Sitting
from station.store.tables.handover import manifest_rows, manifests
from station.store.tables.orders import bindings, holds, order_lines, orders, parcels, passport_checks, shipments

_BY_NUMBER = select(Manifest).where(manifests.c.number == bindparam("number"))
_LOCK = select(manifests.c.id).where(manifests.c.number == bindparam("number")).with_for_update(key_share=True)
_OPEN_FOR = (
    select(manifests.c.number)
    .where(manifests.c.carrier == bindparam("carrier"), manifests.c.state == ManifestState.OPEN)
    .order_by(manifests.c.id)
    .limit(1)
)
_OF_PARCEL = (
    select(manifests.c.number)
    .join(manifest_rows, manifest_rows.c.manifest_id == manifests.c.id)
    .where(manifest_rows.c.parcel_id == bindparam("parcel_id"), manifest_rows.c.removed_at.is_(None))
)
_ALL = select(Manifest).order_by(manifests.c.id.desc())
_TO_KEEP = (
    select(manifests.c.number)
    .where(
        manifests.c.bench == bindparam("bench"),
        manifests.c.state == ManifestState.CLOSED,
        manifests.c.act_kept_at.is_(None),
    )
    .order_by(manifests.c.id)
)
_OF_DAY = select(manifests.c.number).where(manifests.c.number.like(bindparam("day")))
_WAITING = (
    select(bindings.c.number, orders.c.number, parcels.c.position, parcels.c.id, orders.c.phase)
    .select_from(orders.join(parcels).join(bindings))
    .where(
        orders.c.phase == Phase.SHIPPED,
        parcels.c.carrier == bindparam("carrier"),
        parcels.c.state != ParcelState.VOID,
        bindings.c.ended_at.is_(None),
        ~exists().where(manifest_rows.c.parcel_id == parcels.c.id, manifest_rows.c.removed_at.is_(None)),
    )
    .order_by(orders.c.id, parcels.c.position)
)
_SHUT = or_(
    orders.c.phase != Phase.SHIPPED,
    exists().where(holds.c.order_id == orders.c.id, holds.c.released_at.is_(None)),
    ~exists().where(
        passport_checks.c.id == orders.c.passport_id, passport_checks.c.state.in_(sorted(PASSPORT_OPEN_STATES))
    ),
    ~exists().where(
        shipments.c.order_id == orders.c.id,
        shipments.c.state.in_(sorted(MAY_LIE_IN_THE_CAGE)),
    ),
)
_FIRST = func.row_number().over(partition_by=manifest_rows.c.order_number, order_by=manifest_rows.c.place) == 1
_DECLARED = (  # as on the act, and to the carrier: the goods that travel, without delivery and services
    select(func.coalesce(func.sum(order_lines.c.price_kopecks * order_lines.c.quantity), 0))
    .where(
        order_lines.c.order_id == orders.c.id,
        order_lines.c.kind != LineKind.SERVICE,
        order_lines.c.cancelled.is_(False),
    )
    .correlate(orders)
    .scalar_subquery()
)
_TILES = (
    select(
        manifest_rows.c.order_number,
        manifest_rows.c.parcel_position,
        manifest_rows.c.tracking,
        manifest_rows.c.place,
        func.coalesce(parcels.c.weight_g, 0),
        case((_FIRST, _DECLARED), else_=0),
        case((_FIRST, orders.c.due_goods_kopecks + orders.c.due_delivery_kopecks), else_=0),
        case((_SHUT, True), else_=False),
    )
    .select_from(manifest_rows.join(manifests).join(parcels).join(orders))
    .where(manifests.c.number == bindparam("number"), manifest_rows.c.removed_at.is_(None))
    .order_by(manifest_rows.c.place)
)


class SqlManifests:
    """The manifests."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def get(self, number: str) -> Manifest:
        """Return a manifest. Raises Refused(manifest_none)."""
        self._sitting.flush()
        if self._sitting.locks_rows:
            self._sitting.read(_LOCK, {"number": number})
        manifest = self._sitting.session.execute(_BY_NUMBER, {"number": number}).scalar_one_or_none()
        if manifest is None:
            raise Refused(Reason(Code.MANIFEST_NONE, {"manifest": number}))
        self._sitting.keep(manifest)
        return manifest

    def open_for(self, carrier: str) -> Manifest | None:
        """Return the open manifest of a carrier."""
        number = self._sitting.read(_OPEN_FOR, {"carrier": carrier}).scalar()
        return self.get(number) if number is not None else None

    def of_parcel(self, parcel_id: int) -> Manifest | None:
        """Return the manifest on which a parcel stands."""
        number = self._sitting.read(_OF_PARCEL, {"parcel_id": parcel_id}).scalar()
        return self.get(number) if number is not None else None

    def add(self, manifest: Manifest) -> None:
        """Add a manifest."""
        self._sitting.session.add(manifest)

    def list_all(self) -> tuple[Manifest, ...]:
        """Return all manifests, the newest first."""
        self._sitting.flush()
        return tuple(self._sitting.session.execute(_ALL).scalars())

    def acts_to_keep(self, bench: str) -> tuple[str, ...]:
        """Return the closed manifests of a bench whose act is not kept yet, the oldest first."""
        return tuple(self._sitting.read(_TO_KEEP, {"bench": bench}).scalars())

    def next_number(self, day: date) -> str:
        """Return the next free number of a day: DDMM-NN. Days of other years count on, so no number comes twice."""
        prefix = f"{day:%d%m}-"
        taken = [
            int(number.removeprefix(prefix))
            for number in self._sitting.read(_OF_DAY, {"day": f"{prefix}%"}).scalars()
            if number.removeprefix(prefix).isdecimal()
        ]
        return f"{prefix}{max(taken, default=0) + 1:02d}"

    def waiting(self, carrier: str) -> tuple[NumberOf, ...]:
        """Return the bound parcels of SHIPPED orders of a carrier that stand on no manifest yet."""
        rows = self._sitting.read(_WAITING, {"carrier": carrier})
        return tuple(
            NumberOf(number, carrier, order, parcel, parcel_id, phase, bound=True)
            for number, order, parcel, parcel_id, phase in rows
        )

    def tiles(self, number: str) -> tuple[CageTile, ...]:
        """Return the parcels in the cage, in order of place, in one query; see the port."""
        return tuple(CageTile(*row) for row in self._sitting.read(_TILES, {"number": number}))
