"""The orders of a demo shop: who wants what, how it travels, how it is paid, and how far the channel has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from station.domain.offer import Identity
from ui.demo.goods import HANDMADE, PLAIN_RING, SHORTENING, WRAPPING, Model, Shop
from ui.demo.people import Person, invent_person
from ui.demo.stock import Offer

PER_SHOP = 60
LARGEST_DUE = 60_000  # roubles: what is dearer is paid before it travels

# how far the channel has come, with the number of orders of each shop
_STATUSES = (
    ("send-to-assembling", 26),
    ("assembling", 14),
    ("new", 4),
    ("offer-analog", 2),
    ("client-confirmed", 3),
    ("availability-confirmed", 4),
    ("delivering", 2),
    ("complete", 1),
    ("no-call", 2),
    ("cancel-other", 2),
)
_DELIVERIES = {
    Shop.JEWELS: (("spsr-bag", 33), ("spsr", 16), ("courier", 5), ("self-delivery", 4), ("ems", 2)),
    Shop.CLOTHES: (("spsr", 40), ("spsr-bag", 7), ("courier", 6), ("self-delivery", 5), ("ems", 2)),
}
_COSTS = {"spsr": 390, "spsr-bag": 590, "courier": 300, "self-delivery": 0, "ems": 850}
_FIRST_NUMBER = {Shop.JEWELS: 10401, Shop.CLOTHES: 20401}
_FIRST_ID = {Shop.JEWELS: 7001, Shop.CLOTHES: 8001}
_WINDOWS = (("09:00", "14:00"), ("14:00", "18:00"), ("09:00", "18:00"))
_WISHED = {Shop.JEWELS: PLAIN_RING, Shop.CLOTHES: HANDMADE}
_COMMENTS = ("Позвоните за час до приезда", "Это подарок, пожалуйста, без чека", "Оставить у консьержа нельзя")


@dataclass(frozen=True)
class Line:
    """A position; either an offer or a service."""

    key: int
    offer: Offer | None
    service: Model | None
    quantity: int
    roubles: int
    cancelled: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is paid for and sent."""
        return not self.cancelled


@dataclass(frozen=True)
class Order:
    """One order; days are counted from the day on which the demo is opened."""

    key: int
    number: str
    shop: Shop
    status: str
    person: Person
    lines: tuple[Line, ...]
    delivery: str
    delivery_roubles: int
    prepaid_roubles: int
    created_day: int
    created_time: str
    ship_day: int
    window: tuple[str, str] | None
    comment: str

    @property
    def total_roubles(self) -> int:
        """What the order costs with its delivery."""
        return self.delivery_roubles + sum(line.roubles * line.quantity for line in self.lines if line.counts)

    @property
    def to_pack(self) -> bool:
        """Whether it waits at the bench."""
        return self.status in {"send-to-assembling", "assembling"}


def make_orders(shop: Shop, offers: Sequence[Offer], dice: Random) -> tuple[Order, ...]:
    """Make the orders of a shop and count in the offers what is ordered of each."""
    statuses = _shuffled(_spread(_STATUSES), dice)
    deliveries = _shuffled(_spread(_DELIVERIES[shop]), dice)
    orders = []
    for position in range(PER_SHOP):
        key = _FIRST_ID[shop] + position
        lines = _make_lines(shop, position, key, offers, dice)
        goods = sum(line.roubles * line.quantity for line in lines if line.counts)
        cost = _COSTS[deliveries[position]]
        orders.append(
            Order(
                key=key,
                number=str(_FIRST_NUMBER[shop] + position),
                shop=shop,
                status=statuses[position],
                person=invent_person(dice, position + (0 if shop is Shop.JEWELS else PER_SHOP) + 1),
                lines=lines,
                delivery=deliveries[position],
                delivery_roubles=cost,
                prepaid_roubles=_prepaid(goods + cost, dice),
                created_day=-1 - dice.randrange(4),
                created_time=f"{8 + dice.randrange(14):02}:{dice.randrange(60):02}:{dice.randrange(60):02}",
                ship_day=(-1, 0, 0, 0, 0, 0, 1, 1, 2)[dice.randrange(9)],
                window=_WINDOWS[dice.randrange(3)] if dice.randrange(2) else None,
                comment=_COMMENTS[dice.randrange(3)] if dice.randrange(4) == 0 else "",
            )
        )
    return tuple(orders)


def _make_lines(shop: Shop, position: int, key: int, offers: Sequence[Offer], dice: Random) -> tuple[Line, ...]:
    many = (1, 1, 1, 1, 2, 2, 3) if shop is Shop.JEWELS else (1, 2, 2, 3, 3, 4, 6)
    count = many[dice.randrange(len(many))]
    wish = position % 15 == 9  # noqa: PLR2004  # some orders show what a tour needs
    chosen: dict[str, Line] = {}
    for turn in range(1 if wish and shop is Shop.JEWELS else count):
        offer = offers[dice.randrange(len(offers))]
        if wish and turn == 0:
            wished = [offer for offer in offers if offer.model.article == _WISHED[shop]]
            offer = wished[dice.randrange(len(wished))]
        if offer.code in chosen:
            continue
        quantity = 1 if offer.model.identity is Identity.UNIT else (1, 1, 1, 2, 3)[dice.randrange(5)]
        chosen[offer.code] = Line(key * 10 + len(chosen), offer, None, quantity, offer.model.roubles)
    lines = list(chosen.values())
    if position % 15 == 4 and len(lines) > 1:  # noqa: PLR2004  # some customers think again
        last = lines.pop()
        lines.append(Line(last.key, last.offer, None, last.quantity, last.roubles, cancelled=True))
    if position % 6 == 2:  # noqa: PLR2004  # some want a service with it
        service = WRAPPING if shop is Shop.JEWELS else SHORTENING
        lines.append(Line(key * 10 + 9, None, service, 1, service.roubles))
    for line in lines:
        if line.offer is not None and line.counts:
            line.offer.ordered += line.quantity
    return tuple(lines)


def _prepaid(total: int, dice: Random) -> int:
    way = dice.randrange(10)
    if total > LARGEST_DUE or way < 5:  # noqa: PLR2004  # half of them are paid
        return total
    return 1000 if way == 5 and total > 2000 else 0  # noqa: PLR2004  # a deposit here and there


def _spread(rows: Sequence[tuple[str, int]]) -> list[str]:
    return [word for word, count in rows for _ in range(count)]


def _shuffled(words: list[str], dice: Random) -> list[str]:
    # not dice.shuffle: its order is not promised to be the same in every Python
    left = list(words)
    return [left.pop(dice.randrange(len(left))) for _ in words]
