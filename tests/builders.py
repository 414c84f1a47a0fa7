"""Builders of orders, goods and people for tests: all invented, sound unless a test wants something to be odd."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from station.domain.consignee import Address, Consignee
from station.domain.incoming import ChannelPlace, DeliveryChoice, IncomingLine, IncomingOrder, hash_of
from station.domain.offer import Identity, Offer, Unit
from station.domain.order import Hold, LineKind, Order, OrderLine, PassportCheck, PassportState
from station.domain.parcel import Binding, LabelState, Parcel, ParcelLabel, ParcelState, Shipment, VerifiedUnit
from station.domain.shipment import Numbering, ShipmentState
from station.domain.workflow.phases import Phase
from station.domain.workflow.statuses import Status, Workflow
from station.sync.workflow_file import shipped_workflow

NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Midday in Moscow, on an invented Monday."""

CONSIGNEE = Consignee(
    name="Вымыслова Анна", phone="+70000000001", address=Address(city="Москва", text="ул. Небывалая, 1, кв. 2")
)
SHOP = shipped_workflow()


# -- the domain alone ------------------------------------------------------------------------------------------------


def a_line(key: str = "1", offer: str = "ring-17", *, quantity: int = 1, **odd: object) -> OrderLine:
    """A goods line."""
    line = OrderLine(key, 1, LineKind.GOODS, offer, "К-100", f"Товар {offer}", quantity, price_kopecks=100_00)
    return replace(line, **odd)  # type: ignore[arg-type]  # a test names the fields


def an_order(*lines: OrderLine, number: str = "10482", phase: Phase = Phase.ASSEMBLY, **odd: object) -> Order:
    """An order of one ring in assembly, nothing scanned yet; its passport check is not required."""
    order = Order(
        number=number, workflow="default", status=phase.value.lower(), phase=phase, carrier="spsr", service="PELSTD",
        consignee=CONSIGNEE, lines=list(lines or (a_line(),)),
        passport=PassportCheck(PassportState.NOT_REQUIRED, "policy", "policy", NOON),
    )  # fmt: skip
    return replace(order, **odd)  # type: ignore[arg-type]  # a test names the fields


def a_verified(line: OrderLine, **odd: object) -> VerifiedUnit:
    """One unit of a line, scanned."""
    unit = VerifiedUnit(line.key, line.offer, f"code of {line.offer}", "Пакова", NOON, "scan-1")
    return replace(unit, **odd)  # type: ignore[arg-type]  # a test names the fields


def a_label(number: str, **odd: object) -> ParcelLabel:
    """A label that was asked for."""
    return replace(ParcelLabel(number, LabelState.ASKED, NOON, "Пакова"), **odd)  # type: ignore[arg-type]  # see above


def a_parcel(*units: VerifiedUnit, position: int = 1, label: str = "", bound: str = "", **odd: object) -> Parcel:
    """A closed and weighed parcel."""
    parcel = Parcel(
        position, "spsr", Numbering.ALLOTTED, NOON, ParcelState.CLOSED, weight_g=120, weighed_by="Пакова",
        closed_at=NOON, units=list(units), id=position,
    )  # fmt: skip
    if label:
        parcel.labels.append(a_label(label))
    if bound:
        parcel.bindings.append(Binding("spsr", bound, NOON, "Пакова", "scan-2"))
    return replace(parcel, **odd)  # type: ignore[arg-type]  # a test names the fields


def a_packed_order(*, label: str = "200000000017", bound: str = "", **odd: object) -> Order:
    """An order of one ring in one weighed parcel, whose label waits to be scanned unless `bound`."""
    line = a_line()
    order = an_order(line, phase=Phase.PACKED, parcels=[a_parcel(a_verified(line), label=label, bound=bound)])
    return replace(order, **odd)  # type: ignore[arg-type]  # a test names the fields


def a_shipped_order(state: ShipmentState = ShipmentState.REGISTERED, **odd: object) -> Order:
    """An order that left the bench, booked."""
    order = a_packed_order(bound="200000000017", phase=Phase.SHIPPED, status="shipped")
    order.shipments.append(Shipment("spsr", "PELSTD", "10482/1", state, NOON))
    return replace(order, **odd)  # type: ignore[arg-type]  # a test names the fields


def a_hold(reason: str = "by_hand", *, released: bool = False) -> Hold:
    """A hold, open unless released."""
    return Hold(reason, "Главнов", NOON, released_at=NOON if released else None)


def an_offer(code: str = "ring-17", article: str = "К-100", **odd: object) -> Offer:
    """An offer of the catalogue."""
    return replace(Offer(code, article, article, f"Товар {code}", weight_mg=2410), **odd)  # type: ignore[arg-type]  # above


def a_unit(code: str = "U1", offer: str = "ring-17", **odd: object) -> Unit:
    """One physical thing."""
    return replace(Unit(code, offer), **odd)  # type: ignore[arg-type]  # a test names the fields


def with_status(code: str, phase: Phase, *, after: str, before: str) -> Workflow:
    """The shop's workflow with one status more, between two others."""
    moves = SHOP.transitions | {(after, code), (code, before)}
    return replace(SHOP, statuses=(*SHOP.statuses, Status(code, phase, position=99)), transitions=moves)


# -- what comes in ---------------------------------------------------------------------------------------------------


def an_incoming_line(key: str = "1", offer: str = "shirt", *, quantity: int = 1, **odd: object) -> IncomingLine:
    """A line as a channel has it."""
    line = IncomingLine(key, LineKind.GOODS, offer, "А-7", f"Товар {offer}", quantity, 1500_00)
    return replace(line, **odd)  # type: ignore[arg-type]  # a test names the fields


SPSR = DeliveryChoice("courier", carrier="spsr", service="PELSTD", numbering=Numbering.ALLOTTED)
BAG = DeliveryChoice("bag", carrier="spsr", service="PELSTD", numbering=Numbering.PREPRINTED)
OWN = DeliveryChoice("own", carrier="own_courier", service="day", numbering=Numbering.OWN)
POST = DeliveryChoice("post", carrier="russian_post", service="ems", numbering=Numbering.PREPRINTED)


def an_incoming(
    number: str = "501",
    *lines: IncomingLine,
    status: ChannelPlace = ChannelPlace.ASSEMBLY,
    delivery: DeliveryChoice = SPSR,
    **odd: object,
) -> IncomingOrder:
    """An order as a channel has it: one shirt, paid, to be packed."""
    made = IncomingOrder(
        channel="crm", channel_id=f"id-{number}", external_id="", number=number, site="shop",
        channel_status=status.value, status=status, consignee=CONSIGNEE, delivery=delivery, shipment_store="",
        lines=lines or (an_incoming_line(),), total_kopecks=1500_00, prepaid_kopecks=1500_00, due_kopecks=0,
        delivery_kopecks=0, created_at=NOON,
    )  # fmt: skip
    made = replace(made, **odd)  # type: ignore[arg-type]  # a test names the fields
    return replace(made, payload_hash=hash_of(made))


UNIT_OF_ITS_OWN = Identity.UNIT
