"""Every refusal of the bench, as the packer meets it: in the real window, on the demo shop, in words of the shelf."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from station import app, config
from station.domain.codes import Code
from station.ports import RawScan
from station.scan.barcode import badge_code
from station.scan.commands import Verb
from tests.journeys.packer import BAGS, Packer
from ui.demo.load import read_badges

JEWELS, SAME_JEWELS = "10404", "10449"  # both want the earrings of one offer, single units with a UIN
BRACELET, EARRINGS, EARRINGS_UIN, OTHER_UIN = "2000000001289", "2000000000862", "9990000000000086", "9990000000000087"
SHIRTS, SHIRT, OTHER_SHIRT, SHOES = "20401", "4690000000412", "4690000000443", "4690000000832"
ONE_SHIRT, BAG_ORDER, OTHER_BAG_ORDER = "20426", "10437", "10443"


def nothing(_packer: Packer) -> None:
    pass


def opens(order: str, *codes: str) -> Callable[[Packer], None]:
    return lambda packer: packer.scans(order, *codes)


def packs(order: str) -> Callable[[Packer], None]:
    return lambda packer: packer.packs(order)


def ships(*orders: str) -> Callable[[Packer], None]:
    def ship(packer: Packer) -> None:
        for order in orders:
            packer.ships(order)

    return ship


def both(first: Callable[[Packer], None], then: Callable[[Packer], None]) -> Callable[[Packer], None]:
    def do(packer: Packer) -> None:
        first(packer)
        then(packer)

    return do


@dataclass(frozen=True)
class Case:
    """What was done before, what is scanned, and what the window must say: the code, and words of the verdict."""

    before: Callable[[Packer], None]
    scan: str
    code: Code
    says: tuple[str, ...]


CASES = {
    "an_unknown_code": Case(opens(SHIRTS), "НЕЧТО-17", Code.UNKNOWN_CODE, ()),
    "a_misread_code": Case(opens(SHIRTS), "4690000000413", Code.MISREAD, ()),
    "a_unit_of_an_article_that_is_not_in_the_order": Case(opens(SHIRTS), SHOES, Code.OTHER_ORDER_UNIT, ("Туфли",)),
    "a_unit_set_aside_for_another_order": Case(opens(JEWELS), "2000000001272", Code.OTHER_ORDER_UNIT, ("10412",)),
    "another_size_of_the_article": Case(opens(SHIRTS), OTHER_SHIRT, Code.SISTER_UNIT, ("размер",)),
    "another_unit_than_the_one_set_aside": Case(opens("10412"), BRACELET, Code.OTHER_UNIT_RESERVED, ("1272", "1289")),
    "one_unit_too_many": Case(opens(SHIRTS, SHIRT), SHIRT, Code.ONE_TOO_MANY, ()),
    "a_unit_from_another_store": Case(opens(JEWELS), "2000000001302", Code.OTHER_STORE, ()),
    "a_unit_that_lies_in_a_parcel": Case(
        both(ships(JEWELS), opens(SAME_JEWELS)), EARRINGS, Code.UNIT_IN_PARCEL, ("10404", "Анна")
    ),
    "a_unit_of_a_line_that_is_cancelled": Case(opens("20405"), "4690000000719", Code.LINE_CANCELLED, ()),
    "the_uin_of_another_unit": Case(opens(JEWELS, EARRINGS), OTHER_UIN, Code.OTHER_UIN, ()),
    "no_uin_where_one_is_wanted": Case(opens(JEWELS, EARRINGS), SHIRT, Code.NOT_A_UIN, ("УИН",)),
    "a_cancelled_order": Case(nothing, "10417", Code.ORDER_CANCELLED, ("10417",)),
    "a_held_order": Case(nothing, "10458", Code.ORDER_HELD, ("10458",)),
    "an_order_whose_passport_check_is_red": Case(nothing, "10460", Code.ORDER_HELD, ("10460",)),
    "an_order_that_the_channel_closed": Case(nothing, "10406", Code.CLOSED_ELSEWHERE, ("10406",)),
    "an_order_that_is_not_to_be_packed_yet": Case(nothing, "10414", Code.ORDER_NOT_READY, ("10414",)),
    "an_order_that_is_shipped": Case(ships(ONE_SHIRT), ONE_SHIRT, Code.ORDER_SHIPPED_ALREADY, (ONE_SHIRT,)),
    "another_order_while_one_is_open": Case(opens(SHIRTS), ONE_SHIRT, Code.OTHER_ORDER_OPEN, (SHIRTS,)),
    "a_bag_where_our_own_label_is_wanted": Case(packs(ONE_SHIRT), BAGS[5], Code.NOT_THIS_LABEL, (BAGS[5][-4:],)),
    "a_bag_that_is_taken": Case(
        both(ships(BAG_ORDER), packs(OTHER_BAG_ORDER)), BAGS[0], Code.NUMBER_TAKEN, (BAG_ORDER, BAGS[0][-4:])
    ),
    "a_misread_number_of_a_bag": Case(packs(BAG_ORDER), "207000000039", Code.NUMBER_MISREAD, ("0039",)),
    "a_number_of_another_carrier": Case(packs(BAG_ORDER), "EA042000015RU", Code.NUMBER_SHAPE, ("СПСР",)),
    "a_badge_that_nobody_has": Case(nothing, badge_code(17), Code.UNKNOWN_BADGE, ()),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_is_refused_and_nothing_is_counted_until_it_is_acknowledged(packer: Packer, case: Case) -> None:
    case.before(packer)
    left = packer.left

    state = packer.scan(case.scan, case.code)

    assert (state.verdict.tone, state.locked, state.chips[-1].tone) == ("stop", True, "stop")
    said = f"{state.verdict.title} {state.verdict.text} {state.verdict.action}"
    assert [word for word in case.says if word not in said] == []
    assert state.verdict.action, "nobody is told what to do"
    assert state.verdict.title in packer.painted
    assert packer.left == left
    packer.scan(SHIRT, Code.NOT_COUNTED)
    assert packer.state.verdict == state.verdict, "the refusal stands until it is acknowledged"
    assert not packer.acknowledges().locked
    assert packer.left == left


def test_a_void_label_is_refused_for_ever(packer: Packer, shop: Path) -> None:
    lead = next(badge for badge in read_badges(shop) if badge.role == "shift_lead")
    packer.packs(ONE_SHIRT)
    void = packer.label
    packer.commands(Verb.VOID)
    packer.commands(Verb.VOID)
    packer.scan(lead.code, Code.PIN_NEEDED)
    packer.gives_pin(lead.pin, Code.LABEL_VOIDED)

    state = packer.scan(void, Code.NUMBER_VOID)

    assert void[-4:] in state.verdict.title + state.verdict.text
    packer.acknowledges()
    assert packer.label != void
    packer.scan(packer.label, Code.ORDER_SHIPPED)


def test_an_order_that_lies_open_at_another_bench_is_refused_by_its_name(packer: Packer, shop: Path) -> None:
    other = app.build(shop, replace(config.load(shop), bench="bench-7"), app.database_url(shop, None))
    desk = other.desk()
    badge = next(badge for badge in read_badges(shop) if badge.operator == "semyon")
    for code in (badge.code, SHIRTS):
        desk.scanned(RawScan("other", code.encode(), 0))
    other.close()

    state = packer.scan(SHIRTS, Code.ORDER_OPEN_ELSEWHERE)

    assert "bench-7" in state.verdict.title + state.verdict.text


def test_nothing_is_done_before_the_badge(packer: Packer) -> None:
    packer.commands(Verb.LOG_OFF)

    state = packer.scan(SHIRTS, Code.LOG_IN_FIRST)

    assert (state.verdict.tone, state.order) == ("attention", None)


def test_of_an_identity_document_nothing_is_shown(packer: Packer) -> None:
    document = "P<RUSVYDUMOVA<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<"

    state = packer.scan(document, Code.IDENTITY_DOCUMENT)

    assert "VYDUMOVA" not in repr(state)
    assert packer.state.chips[-1].text == "документ"
