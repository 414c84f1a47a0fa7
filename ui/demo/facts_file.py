"""What no channel tells of the demo shops: people, passport verdicts, holds, other stores, ranges of numbers, bags."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from station.domain.holds import BY_HAND
from station.domain.numbers import spsr_parcel_number
from ui.demo.goods import PLAIN_RING, Shop
from ui.demo.orders import Order
from ui.demo.stock import Offer

OTHER_STORE = "salon-1"

_HEAD = """\
# Facts of the demo shop. Written by `python -m ui.demo.generate`: change the generator, not this file.
# Orders are named by number, units by barcode. All people are invented; the PINs are for the demo only.
"""

_SITES = (
    {"code": "zlatotsvet", "name": "Златоцвет", "sender": "ООО «Отправитель»", "jewellery": True},
    {"code": "vydumka", "name": "Выдумка", "sender": "ООО «Отправитель»", "jewellery": False},
)
_PEOPLE = (
    ("anna", "Анна Выдумова", "packer", "1122"),
    ("semyon", "Семён Небылицын", "packer", "2233"),
    ("maria", "Мария Сказкина", "shift_lead", "3344"),
    ("oleg", "Олег Вымыслов", "manager", "4455"),
    ("darya", "Дарья Чудесина", "dispatcher", "5566"),
    ("pyotr", "Пётр Былинин", "courier", "6677"),
    ("irina", "Ирина Загадкина", "officer", "7788"),
    ("nina", "Нина Легендина", "head", "8899"),
    ("gleb", "Глеб Присказкин", "administrator", "9900"),
)
_RANGES = (("spsr", 100_000_001, 100_009_999), ("own_courier", 1, 99_999), ("pickup", 500_001, 599_999))
_SPSR_BAGS = 120  # a little more than the orders that travel in one
_SPSR_BAGS_FROM, _SPSR_BAGS_STEP = 700_000_003, 7
_EMS_BAGS, _EMS_FROM = 12, 4_200_001
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)

ShopStock = tuple[Sequence[Order], Sequence[Offer]]


def write_facts(shops: Sequence[ShopStock]) -> str:
    """Return the facts as TOML."""
    orders = [order for shop_orders, _ in shops for order in shop_orders]
    parts = [_HEAD, *(_table("sites", row) for row in _SITES)]
    parts += [_table("people", {"code": c, "name": n, "role": r, "pin": p}) for c, n, r, p in _PEOPLE]
    parts += ["# jewellery that is not named here is clear\n", *_passports(orders), *_holds(orders)]
    examples = _examples(orders)
    shown = {order.number for order in examples.values()}
    parts += [*_other_store(shops), *_reserved([order for order in orders if order.number not in shown])]
    parts += [_table("ranges", {"carrier": c, "first": first, "last": last}) for c, first, last in _RANGES]
    parts += [_table("bags", {"carrier": "spsr", "numbers": list(_spsr_bags())})]
    parts += [_table("bags", {"carrier": "russian_post", "numbers": list(_ems_bags())})]
    parts += ["# orders that show something, for the tour and for who looks\n"]
    parts += [_table("examples", {"kind": kind, "order": order.number}) for kind, order in examples.items()]
    return "\n".join(parts)


def _passports(orders: Sequence[Order]) -> Iterator[str]:
    red, awaited = _last_to_pack(orders, Shop.JEWELS)[:2]
    yield _table("passports", {"order": red.number, "state": "red"})
    yield _table("passports", {"order": awaited.number, "state": "required"})


def _holds(orders: Sequence[Order]) -> Iterator[str]:
    for order, note in (
        (_last_to_pack(orders, Shop.CLOTHES)[0], "Получатель просил подождать до пятницы"),
        (_last_to_pack(orders, Shop.JEWELS)[2], "Уточняется гравировка"),
    ):
        yield _table("holds", {"order": order.number, "reason": BY_HAND, "note": note})


def _other_store(shops: Sequence[ShopStock]) -> Iterator[str]:
    ordered = [offer for _, offers in shops for offer in offers if offer.single and offer.ordered]
    for offer in ordered[::5]:
        yield _table("units_elsewhere", {"unit": offer.units[-1].barcode, "offer": offer.code, "store": OTHER_STORE})


def _reserved(orders: Sequence[Order]) -> Iterator[str]:
    taken: set[str] = set()
    for order in _to_pack(orders, Shop.JEWELS):
        offer = order.lines[0].offer
        if offer is not None and offer.single and offer.code not in taken and len(taken) < 3:  # noqa: PLR2004  # enough
            taken.add(offer.code)
            row = {"unit": offer.units[0].barcode, "offer": offer.code, "order": order.number}
            yield _table("reserved", row)


def _examples(orders: Sequence[Order]) -> dict[str, Order]:
    apart = {order.number for shop in Shop for order in _last_to_pack(orders, shop)[:3]}
    free = [order for order in orders if order.to_pack and order.number not in apart]
    jewels, clothes = (_of(free, shop) for shop in (Shop.JEWELS, Shop.CLOTHES))
    return {
        "one_ring": _first(jewels, _is_one_ring),
        "preprinted_bag": _first(jewels, lambda o: _is_plain(o) and o.delivery == "spsr-bag"),
        "two_lines": _first(clothes, lambda o: _is_plain(o) and o.delivery == "spsr" and len(o.lines) == 2),  # noqa: PLR2004
        "uin_scan": _first(jewels, lambda o: any(line.offer and line.offer.model.uin_required for line in o.lines)),
        "several_parcels": max(clothes, key=lambda o: (o.delivery.startswith("spsr"), _units(o))),
        "without_barcode": _first(clothes, lambda o: any(line.offer and not line.offer.barcodes for line in o.lines)),
        "with_service": _first(jewels, lambda o: any(line.service for line in o.lines)),
        "cash_on_delivery": _first(clothes, lambda o: o.prepaid_roubles == 0),
        "long_name": _first(free, lambda o: "-" in o.person.surname and o.delivery.startswith("spsr")),
        "own_courier": _first(free, lambda o: o.delivery == "courier"),
        "pickup": _first(free, lambda o: o.delivery == "self-delivery"),
        "ems": _first(free, lambda o: o.delivery == "ems"),
        "line_cancelled": _first(orders, lambda o: any(line.cancelled for line in o.lines)),
        "cancelled": _first(orders, lambda o: o.status in {"no-call", "cancel-other"}),
        "closed_elsewhere": _first(orders, lambda o: o.status in {"delivering", "complete"}),
        "not_ready": _first(orders, lambda o: o.status == "new"),
    }


def _is_one_ring(order: Order) -> bool:
    offer = order.lines[0].offer
    ring = offer is not None and offer.model.article == PLAIN_RING
    return ring and _is_plain(order) and len(order.lines) == 1 and order.delivery.startswith("spsr")


def _is_plain(order: Order) -> bool:
    return all(
        line.offer and line.quantity == 1 and not line.cancelled and _scans_once(line.offer) for line in order.lines
    )


def _scans_once(offer: Offer) -> bool:
    return not offer.model.uin_required and bool(offer.single or offer.barcodes)


def _units(order: Order) -> int:
    return sum(line.quantity for line in order.lines if line.counts and line.offer)


def _to_pack(orders: Sequence[Order], shop: Shop) -> list[Order]:
    return [order for order in _of(orders, shop) if order.to_pack]


def _last_to_pack(orders: Sequence[Order], shop: Shop) -> list[Order]:
    return _to_pack(orders, shop)[::-1]


def _of(orders: Sequence[Order], shop: Shop) -> list[Order]:
    return [order for order in orders if order.shop is shop]


def _first(orders: Sequence[Order], fits: Callable[[Order], object]) -> Order:
    return next(order for order in orders if fits(order))


def _spsr_bags() -> Iterator[str]:
    for bag in range(_SPSR_BAGS):
        yield spsr_parcel_number(_SPSR_BAGS_FROM + bag * _SPSR_BAGS_STEP)


def _ems_bags() -> Iterator[str]:
    for bag in range(_EMS_BAGS):
        serial = f"{_EMS_FROM + bag * 13:08d}"
        rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, _S10_WEIGHTS, strict=True)) % 11
        yield f"EA{serial}{ {10: 0, 11: 5}.get(rest, rest) }RU"


def _table(name: str, row: Mapping[str, object]) -> str:
    # JSON's texts, numbers, truths and lists are TOML's as well
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items()]
    return "\n".join([f"[[{name}]]", *lines, ""])
