"""The open order as the bench shows it: lines, what to scan next, the steps to SHIPPED, the parcel."""

from __future__ import annotations

from datetime import datetime

from station.documents.numbers import group_code
from station.domain.bench import Wanted
from station.domain.codes import Code
from station.domain.offer import Offer
from station.domain.order import LineKind, Order, OrderLine
from station.domain.parcel import Parcel, ParcelState
from station.domain.shipment import Numbering
from station.usecases.outcome import Outcome
from station.usecases.view import BenchView
from ui.presenters.state import Fact, LineView, OrderView, Step
from ui.texts import Texts

STEPS = ("units", "weight", "label", "tracking", "shipped")


def order_view(view: BenchView, order: Order, outcome: Outcome | None, texts: Texts, now: datetime) -> OrderView:
    """Return everything of the open order, in words."""
    step = step_of(order)
    wanted, verified = order.next_line, order.verified_by_line
    parcel = _current(order)
    title, caption = _next(view, wanted, parcel, step, texts)
    return OrderView(
        number=order.number,
        headline=_headline(order, texts, now),
        left=order.units_missing,
        total=sum(line.to_scan for line in order.lines),
        lines=tuple(
            _line(
                line,
                view.offers.get(line.offer),
                outcome,
                texts,
                done=verified[line.key],
                expected=line is wanted,
            )
            for line in order.lines
        ),
        next_title=title,
        next_caption=caption,
        steps=_steps(step, order, texts),
        parcel_title=texts.caption(
            "parcel_title", parcel=_place(order, parcel), parcels=max(1, len(order.live_parcels))
        ),
        parcel=_parcel_facts(view, order, parcel, texts),
    )


def step_of(order: Order) -> str:
    """Return the step that is to be done now."""
    if order.units_missing or not order.live_parcels:
        return "units"
    if any(parcel.state is not ParcelState.CLOSED for parcel in order.live_parcels):
        return "weight"
    unbound = [parcel for parcel in order.live_parcels if parcel.binding is None]
    if unbound and unbound[0].label is not None and not unbound[0].label.out:
        return "label"
    return "tracking" if unbound else "shipped"


def _current(order: Order) -> Parcel | None:
    unbound = next((p for p in order.live_parcels if p.binding is None and p.state is ParcelState.CLOSED), None)
    last = order.live_parcels[-1] if order.live_parcels else None
    return order.open_parcel or (unbound if not order.units_missing else None) or last


def _place(order: Order, parcel: Parcel | None) -> int:
    return parcel.position_among(order.live_parcels) if parcel else 1


def _headline(order: Order, texts: Texts, now: datetime) -> tuple[Fact, ...]:
    due = order.due_goods_kopecks + order.due_delivery_kopecks
    late = order.ship_by is not None and order.ship_by < now
    ship_by = texts.day_time(order.ship_by, now) if order.ship_by else texts.caption("no_deadline")
    carrier = texts.delivery(order.carrier, order.service) if order.carrier else texts.caption("carrier_unknown")
    return (
        Fact(texts.caption("ship_by"), ship_by, "stop" if late else ""),
        Fact(texts.caption("delivery"), carrier),
        Fact(texts.caption("to_pay"), texts.money(due) if due else texts.caption("paid")),
    )


def _line(
    line: OrderLine, offer: Offer | None, outcome: Outcome | None, texts: Texts, *, done: int, expected: bool
) -> LineView:
    marked = outcome is not None and outcome.line == line.key and outcome.code != Code.UNDONE_UNIT
    note = ""
    if line.cancelled:
        note = texts.caption("line_cancelled_note")
    elif line.kind is LineKind.SERVICE:
        note = texts.caption("line_service_note")
    return LineView(
        key=line.key,
        name=line.name,
        tags=_tags(line, offer, texts),
        picture=offer.picture if offer else "",
        place=offer.place if offer else "",
        done=done,
        total=line.to_scan,
        expected=expected,
        mark=outcome.tone.value if marked and outcome is not None else "",
        note=note,
    )


def _tags(line: OrderLine, offer: Offer | None, texts: Texts) -> tuple[str, ...]:
    """Tags tell twins apart: article, size, stone, and that a UIN is needed."""
    properties = dict(line.properties)
    size = (offer.size if offer else "") or properties.get("size", "")
    stone = (offer.stone if offer else "") or properties.get("stone", "")
    tags = [line.article, texts.caption("tag_size", size=size) if size else "", stone]
    if offer is not None and offer.uin_required:
        tags.append(texts.caption("tag_uin"))
    return tuple(tag for tag in tags if tag)


def _next(view: BenchView, wanted: OrderLine | None, parcel: Parcel | None, step: str, texts: Texts) -> tuple[str, str]:
    """Return the next thing to scan and what to do with it."""
    if view.pending is not None and view.pending.wanted is Wanted.UIN:
        return texts.caption("next_uin_title", name=view.pending.facts.get("name", "")), texts.caption("next_scan")
    if step == "units" and wanted is not None:
        return _on_the_shelf(wanted), texts.caption("next_scan")
    if step == "weight":
        return texts.caption("next_weight_title"), texts.caption("next_weight")
    if parcel is not None and step in {"label", "tracking"}:
        return _next_number(parcel, step, texts)
    return texts.caption("next_nothing_title"), texts.caption("next_nothing")


def _on_the_shelf(line: OrderLine) -> str:
    """Return a thing as one looks for it: what it is, what tells it from its twins, the article."""
    head, quote, rest = line.name.partition("»")
    if quote:  # between the name and the first comma stands what it is made of, for the customer
        head, rest = head + quote, rest.partition(",")[2]
    return ", ".join(part.strip() for part in (head, rest, line.article) if part.strip())


def _next_number(parcel: Parcel, step: str, texts: Texts) -> tuple[str, str]:
    if parcel.numbering is Numbering.PREPRINTED:
        return texts.caption("next_bag_title", carrier=texts.carrier(parcel.carrier)), texts.caption("next_scan")
    number = group_code(parcel.label.number) if parcel.label else ""
    caption = texts.caption("next_printing") if step == "label" else texts.caption("next_scan")
    return texts.caption("next_label_title", number=number), caption


def _steps(now: str, order: Order, texts: Texts) -> tuple[Step, ...]:
    names = [s for s in STEPS if s != "label" or order.numbering is not Numbering.PREPRINTED]
    at = names.index(now) if now in names else len(names) - 1
    conditions = ["done" if i < at else "now" if i == at else "later" for i in range(len(names))]
    return tuple(Step(texts.caption(f"step_{name}"), c) for name, c in zip(names, conditions, strict=True))


def _parcel_facts(view: BenchView, order: Order, parcel: Parcel | None, texts: Texts) -> tuple[Fact, ...]:
    facts = [Fact(texts.caption("parcel_units"), str(len(parcel.live_units)) if parcel else "0")]
    if parcel is not None and parcel.weight_g:
        facts.append(Fact(texts.caption("parcel_weight"), texts.weight(parcel.weight_g)))
    elif view.expected_g is not None:
        facts.append(Fact(texts.caption("parcel_expected"), texts.weight(view.expected_g)))
    if parcel is not None and parcel.label is not None:
        tone = "ok" if parcel.label.out else "attention"
        facts.append(Fact(texts.caption("parcel_label"), texts.name("label", parcel.label.state.value), tone))
    tracking = parcel.tracking if parcel else None
    bound = group_code(tracking) if tracking else texts.caption("not_bound")
    facts.append(Fact(texts.caption("parcel_tracking"), bound, "ok" if tracking else "attention"))
    if len(order.live_parcels) > 1:
        done = sum(1 for one in order.live_parcels if one.binding)
        facts.append(Fact(texts.caption("parcels_bound"), f"{done} / {len(order.live_parcels)}"))
    return tuple(facts)
