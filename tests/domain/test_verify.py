from __future__ import annotations

from collections.abc import Sequence

import pytest

from station.domain.codes import Code
from station.domain.offer import Offer, Unit
from station.domain.order import Order
from station.domain.verify import Match, ScannedUnit, match_unit
from station.errors import Reason, Refused
from tests.builders import NOON, a_line, a_parcel, a_unit, a_verified, an_offer, an_order

RING_17 = an_offer("ring-17", size="17", stone="топаз")
RING_18 = an_offer("ring-18", size="18", stone="топаз", place="Б-2")
RING_RUBY = an_offer("ring-ruby", size="17", stone="рубин")
RING_TWIN = an_offer("ring-twin", size="17", stone="топаз")
CHAIN = an_offer("chain", "Ц-5", place="А-1")
HOUSE = {offer.code: offer for offer in (RING_17, RING_18, RING_RUBY, RING_TWIN, CHAIN)}


def scanned(*offers: str, unit: Unit | None = None, code: str = "2000000000001", lies: bool = False) -> ScannedUnit:
    place = ("10400", 2, NOON, "Пакова") if lies else None
    return ScannedUnit(code, offers, unit, place)


def match(order: Order, thing: ScannedUnit, reserved: Sequence[Unit] = ()) -> Match:
    return match_unit(order, thing, HOUSE, reserved)


def refusal(order: Order, thing: ScannedUnit, reserved: Sequence[Unit] = ()) -> Reason:
    with pytest.raises(Refused) as refused:
        match(order, thing, reserved)
    (reason,) = refused.value.reasons
    return reason


def an_order_of(offer: Offer, **odd: object) -> Order:
    return an_order(a_line("1", offer.code), **odd)  # type: ignore[arg-type]  # a test names the fields


def test_a_unit_that_lies_in_a_parcel_is_refused_with_which_when_and_who() -> None:
    reason = refusal(an_order(), scanned("ring-17", unit=a_unit(), lies=True))
    assert reason.code == Code.UNIT_IN_PARCEL
    assert dict(reason.facts) == {
        "order": "10400", "parcel": "2", "at": NOON.isoformat(), "who": "Пакова", "got": "2000000000001",
    }  # fmt: skip


def test_a_thing_that_the_order_does_not_want_is_another_orders() -> None:
    reason = refusal(an_order(), scanned("chain"))
    assert reason == Reason(Code.OTHER_ORDER_UNIT, {"name": "Товар chain", "place": "А-1"})


def test_a_thing_that_the_catalogue_lost_is_another_orders_by_its_code() -> None:
    assert refusal(an_order(), scanned("lost")).facts["name"] == "lost"


def test_an_offer_without_an_article_has_no_sisters() -> None:
    house = {"odd": an_offer("odd", ""), "ring-17": an_offer("ring-17", "")}
    with pytest.raises(Refused) as refused:
        match_unit(an_order(), scanned("odd"), house, ())
    assert refused.value.reasons[0].code == Code.OTHER_ORDER_UNIT


SISTERS = [
    (RING_18, {"expected": "17", "got": "18", "by": "size", "place": "Б-2"}),
    (RING_RUBY, {"expected": "топаз", "got": "рубин", "by": "stone"}),
    (RING_TWIN, {"expected": "ring-17", "got": "ring-twin", "by": "code"}),
]


@pytest.mark.parametrize(("sister", "differs"), SISTERS)
def test_a_sister_is_told_apart_by_what_a_hand_can_see(sister: Offer, differs: dict[str, str]) -> None:
    reason = refusal(an_order_of(RING_17), scanned(sister.code))
    assert reason.code == Code.SISTER_UNIT
    assert differs.items() <= dict(reason.facts).items()


def test_the_sister_that_is_still_missing_is_named_first() -> None:
    done, open_ = a_line("1", "ring-17"), a_line("2", "ring-ruby")
    order = an_order(done, open_, parcels=[a_parcel(a_verified(done))])
    assert refusal(order, scanned("ring-18")).facts["line"] == "2"


def test_a_sister_of_what_lies_in_the_parcel_already_is_a_sister_still() -> None:
    done = a_line("1", "ring-17")
    order = an_order(done, parcels=[a_parcel(a_verified(done))])
    assert refusal(order, scanned("ring-18")).code == Code.SISTER_UNIT


def test_one_too_many_is_refused_with_how_many_were_wanted() -> None:
    line = a_line(quantity=2)
    order = an_order(line, parcels=[a_parcel(a_verified(line), a_verified(line))])
    reason = refusal(order, scanned("ring-17"))
    assert reason == Reason(Code.ONE_TOO_MANY, {"name": line.name, "line": "1", "count": "2"})


def test_a_cancelled_line_wants_nothing() -> None:
    assert refusal(an_order(a_line(cancelled=True)), scanned("ring-17")).code == Code.LINE_CANCELLED


def test_a_unit_set_aside_for_another_order_is_refused() -> None:
    reason = refusal(an_order(), scanned(unit=a_unit(reserved_for="10500")))
    assert (reason.code, reason.facts["order"]) == (Code.OTHER_ORDER_UNIT, "10500")


def test_a_unit_from_another_store_is_refused() -> None:
    order = an_order(shipment_store="Тверская")
    reason = refusal(order, scanned(unit=a_unit(store="Арбат")))
    assert reason.code == Code.OTHER_STORE
    assert (reason.facts["expected"], reason.facts["got"]) == ("Тверская", "Арбат")
    assert match(order, scanned(unit=a_unit(store="Тверская"))).unit == "U1"


def test_a_reserved_unit_is_expected_exactly() -> None:
    reason = refusal(an_order(), scanned(unit=a_unit("U2")), reserved=[a_unit("U1")])
    assert (reason.code, reason.facts["expected"], reason.facts["got"]) == (Code.OTHER_UNIT_RESERVED, "U1", "U2")
    assert match(an_order(), scanned(unit=a_unit("U1")), reserved=[a_unit("U1")]).unit == "U1"


def test_beside_a_reserved_unit_that_is_packed_a_free_one_may_follow() -> None:
    line = a_line(quantity=2)
    order = an_order(line, parcels=[a_parcel(a_verified(line, unit="U1"))])
    assert match(order, scanned(unit=a_unit("U2")), reserved=[a_unit("U1")]).unit == "U2"
    assert match(order, scanned("ring-17"), reserved=[a_unit("U1")]).line is line


def test_where_a_unit_is_reserved_the_barcode_of_its_offer_is_not_enough() -> None:
    reason = refusal(an_order(), scanned("ring-17"), reserved=[a_unit("U1")])
    assert (reason.code, reason.facts["expected"]) == (Code.OTHER_UNIT_RESERVED, "U1")


def test_where_a_uin_is_asked_for_it_will_tell_which_unit_it_is() -> None:
    house = {"ring-17": an_offer(uin_required=True)}
    assert match_unit(an_order(), scanned("ring-17"), house, [a_unit("U1")]).unit is None


def test_a_unit_reserved_for_another_offer_of_the_order_does_not_matter() -> None:
    assert match(an_order(), scanned("ring-17"), reserved=[a_unit("U9", "chain")]).line.key == "1"


def test_the_first_free_unit_claims_the_line() -> None:
    assert match(an_order(), scanned("ring-17")) == Match(an_order().lines[0], None, None)


def test_of_two_lines_of_one_offer_the_one_that_is_missing_is_claimed() -> None:
    first, second = a_line("1"), a_line("2")
    order = an_order(first, second, parcels=[a_parcel(a_verified(first))])
    assert match(order, scanned("ring-17")).line is second


def test_a_barcode_of_two_offers_is_taken_for_the_one_that_is_wanted() -> None:
    assert match(an_order(), scanned("chain", "ring-17")).line.offer == "ring-17"


def test_a_unit_scanned_by_its_uin_needs_no_second_scan() -> None:
    unit = a_unit(uins=("6430000000000001", "6430000000000002"))
    found = match(an_order(), scanned(unit=unit, code="6430000000000002"))
    assert (found.unit, found.uin) == ("U1", "6430000000000002")
    assert match(an_order(), scanned(unit=unit, code="U1")).uin is None
