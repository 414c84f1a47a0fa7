"""What a new order and a changed one are taken in by alike: the channel's facts, lines, barcodes, passport policy."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.holds import LINE_WITHOUT_BARCODE
from station.domain.incoming import ChannelPlace, IncomingLine, IncomingOrder
from station.domain.numbers import ean13
from station.domain.order import LineKind, Order, OrderLine
from station.domain.passport_policy import apply_policy, has_jewellery
from station.domain.shipment import Numbering
from station.domain.workflow.phases import IMPORTABLE, Phase
from station.errors import Reason, Refused
from station.ports import UnitOfWork
from station.usecases.hold_order import hold
from station.usecases.work import Work

INTERNAL = "internal"  # the range of our own barcodes for goods that have none
INTERNAL_PREFIX = "28"  # EAN-13 prefix for use inside a company (GS1: 20-29)


def phase_of(place: ChannelPlace) -> Phase:
    """Return our phase for where the channel says an order is; never beyond ASSEMBLY except CANCELLED."""
    if place is ChannelPlace.ELSEWHERE:
        return Phase.NEW
    phase = Phase(place.value.upper())
    if phase not in IMPORTABLE:
        raise AssertionError(phase)
    return phase


def copy_facts(order: Order, incoming: IncomingOrder) -> None:
    """Copy what the channel owns: consignee, sums, delivery, deadlines."""
    order.channel_status = incoming.channel_status
    order.consignee = incoming.consignee
    order.carrier, order.service = incoming.delivery.carrier, incoming.delivery.service
    order.numbering = incoming.delivery.numbering or Numbering.PREPRINTED
    order.shipment_store = incoming.shipment_store
    order.ship_by, order.deliver_on = incoming.ship_by, incoming.deliver_on
    order.window = "-".join(part for part in (incoming.window_from, incoming.window_to) if part)
    order.total_kopecks = incoming.total_kopecks
    order.due_delivery_kopecks = min(incoming.delivery_kopecks, incoming.due_kopecks)
    order.due_goods_kopecks = incoming.due_kopecks - order.due_delivery_kopecks
    order.payload_hash = incoming.payload_hash


def new_line(line: IncomingLine, position: int) -> OrderLine:
    """Make our line of a channel's line."""
    tags = [("size", line.size), ("stone", line.stone), *line.properties]
    return OrderLine(
        key=line.key,
        position=position,
        kind=LineKind(line.kind.value),
        offer=line.offer or f"line:{line.key}",
        article=line.article,
        name=line.name,
        quantity=line.quantity,
        price_kopecks=line.price_kopecks,
        barcodes=line.barcodes,
        properties=tuple((k, v) for k, v in tags if v),
        cancelled=line.cancelled,
    )


def ask_policy(work: Work, order: Order) -> None:
    """Ask the passport policy anew; the answer is stored with the rule that gave it."""
    site = work.settings.site(order.site)
    offers = work.uow.catalogue.offers({line.offer for line in order.lines})
    jewellery = has_jewellery(order, offers, jewellery_shop=site.jewellery)
    if apply_policy(order, jewellery=jewellery, policy=site.passport, at=work.at) and order.passport is not None:
        work.tell("passport", order.passport.state.value, order, why=order.passport.why)


def ask_policy_anew(work: Work, order: Order) -> None:
    """Forget the verdict of an order that was cancelled: taken up again, it is asked everything anew."""
    order.passport = None
    ask_policy(work, order)


def give_barcodes(work: Work, order: Order) -> None:
    """Give goods without a barcode one of ours, to be printed; a piece of jewellery without one holds the order."""
    codes = {line.offer for line in order.lines}
    known = work.uow.catalogue.barcodes(codes)
    offers = work.uow.catalogue.offers(codes)
    for line in order.lines:
        if not line.to_scan or line.barcodes or known.get(line.offer):
            continue
        offer = offers.get(line.offer)
        if offer.jewellery if offer else work.settings.site(order.site).jewellery:
            hold(work, order, LINE_WITHOUT_BARCODE, note=line.name)
        else:
            line.barcodes = (internal_barcode(work.uow),)


def internal_barcode(uow: UnitOfWork) -> str:
    """Return an EAN-13 of ours that was never given before. Raises Refused when the range is used up."""
    counter = uow.numbers.allot(INTERNAL)
    if counter is None:
        raise Refused(Reason(Code.NUMBERS_EXHAUSTED, {"carrier": INTERNAL}))
    return ean13(f"{INTERNAL_PREFIX}{counter:010d}")
