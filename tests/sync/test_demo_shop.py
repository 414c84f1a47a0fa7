"""The demo shop comes in clean through the same importers as a real channel, and has something of everything."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from station.domain.incoming import CatalogueOffer, ChannelPlace, IncomingOrder
from station.domain.numbers import gtin_check_ok, number_fits, uin_shape
from station.domain.offer import Identity
from station.domain.order import LineKind
from station.domain.people import Role
from station.domain.shipment import Numbering
from station.sync.icml import IcmlSettings, read_catalogue
from station.sync.retailcrm import read_orders
from tests.sync.orders import SETTINGS
from ui.demo.facts import DATA, DemoFacts, catalogue_files, order_files, read_facts
from ui.demo.generate import write_files
from ui.demo.shift import BASE_DAY, shifted

PICTURES = DATA.parents[1] / "pictures"
TODAY = date(2027, 3, 14)


@pytest.fixture(scope="module")
def orders() -> dict[str, IncomingOrder]:
    found: dict[str, IncomingOrder] = {}
    for data in order_files(TODAY):
        result = read_orders(data, SETTINGS)
        assert result.skipped == ()
        found |= {order.number: order for order in result.orders}
    return found


@pytest.fixture(scope="module")
def offers() -> dict[str, CatalogueOffer]:
    found: dict[str, CatalogueOffer] = {}
    for path in catalogue_files():
        reader = read_catalogue(path, IcmlSettings())
        found |= {offer.code: offer for offer in reader}
        assert (reader.skipped_count, reader.odd) == (0, {})
    return found


@pytest.fixture(scope="module")
def facts() -> DemoFacts:
    return read_facts()


def test_the_files_are_what_the_generator_writes_and_it_writes_the_same_again(tmp_path: Path) -> None:
    for path in write_files(tmp_path):
        assert path.read_bytes() == (DATA / path.name).read_bytes(), "run python -m ui.demo.generate"


def test_the_order_of_the_two_shops_come_in_without_a_remark(orders: dict[str, IncomingOrder]) -> None:
    assert Counter(order.site for order in orders.values()) == {"zlatotsvet": 60, "vydumka": 60}
    assert [(order.number, order.remarks) for order in orders.values() if order.remarks] == []


def test_most_can_be_packed_and_every_other_place_occurs(orders: dict[str, IncomingOrder]) -> None:
    places = Counter(order.status for order in orders.values())
    assert set(places) == set(ChannelPlace)
    assert places[ChannelPlace.ASSEMBLY] >= 70


def test_every_way_of_numbering_and_paying_occurs(orders: dict[str, IncomingOrder]) -> None:
    ways = {(order.delivery.carrier, order.delivery.numbering) for order in orders.values()}
    assert ways == {
        ("spsr", Numbering.ALLOTTED),
        ("spsr", Numbering.PREPRINTED),
        ("russian_post", Numbering.PREPRINTED),
        ("own_courier", Numbering.OWN),
        ("pickup", Numbering.OWN),
    }
    assert {(order.prepaid_kopecks > 0, order.due_kopecks > 0) for order in orders.values()} == {
        (True, False),
        (False, True),
        (True, True),
    }


def test_lines_are_of_every_kind(orders: dict[str, IncomingOrder]) -> None:
    lines = [line for order in orders.values() for line in order.lines]
    assert any(line.kind is LineKind.SERVICE for line in lines)
    assert any(line.cancelled for line in lines)
    assert any(line.quantity > 1 for line in lines)
    assert max(len(line.name) for line in lines) > 80
    assert any(len(order.lines) >= 5 for order in orders.values())


def test_every_line_is_of_an_offer_of_the_catalogue(
    orders: dict[str, IncomingOrder], offers: dict[str, CatalogueOffer]
) -> None:
    for order in orders.values():
        for line in order.lines:
            assert (line.kind is LineKind.SERVICE) == offers[line.offer].service
            assert set(line.barcodes) <= set(offers[line.offer].barcodes)


def test_all_barcodes_are_sound_and_none_stands_for_two_things(offers: dict[str, CatalogueOffer]) -> None:
    barcodes = [barcode for offer in offers.values() for barcode in offer.barcodes]
    assert all(gtin_check_ok(barcode) and len(barcode) == 13 for barcode in barcodes)
    assert len(barcodes) == len(set(barcodes))
    assert {barcode[:2] for barcode in barcodes} == {"20", "46"}


def test_each_single_unit_has_its_uin_and_there_are_enough_units(
    orders: dict[str, IncomingOrder], offers: dict[str, CatalogueOffer]
) -> None:
    wanted = Counter[str]()
    for order in orders.values():
        for line in order.lines:
            wanted[line.offer] += 0 if line.cancelled else line.quantity
    single = [offer for offer in offers.values() if offer.identity is Identity.UNIT]
    assert single
    for offer in single:
        assert offer.jewellery
        assert {uin.barcode for uin in offer.uins} == set(offer.barcodes)
        assert all(uin_shape(uin.uin) for uin in offer.uins)
        assert len(offer.barcodes) >= wanted[offer.code] + 2
    assert any(offer.uin_required for offer in single)


def test_offers_have_all_that_a_bench_shows(offers: dict[str, CatalogueOffer]) -> None:
    goods = [offer for offer in offers.values() if not offer.service]
    assert all(offer.weight_mg and offer.length_mm and offer.place and offer.picture and offer.store for offer in goods)
    assert any(offer.size and offer.stone for offer in goods)
    assert any(len(offer.barcodes) > 1 and offer.identity is Identity.OFFER for offer in goods)
    assert [offer.article for offer in goods if not offer.barcodes] == ["ШР-810"]
    assert {offer.jewellery for offer in goods} == {True, False}
    assert all((PICTURES / offer.picture).is_file() for offer in goods)


def test_the_facts_speak_of_orders_and_units_that_exist(
    facts: DemoFacts, orders: dict[str, IncomingOrder], offers: dict[str, CatalogueOffer]
) -> None:
    packable = {number for number, order in orders.items() if order.status is ChannelPlace.ASSEMBLY}
    named = [row.order for row in facts.passports] + [row.order for row in facts.holds]
    assert {*named, *(row.order for row in facts.reserved)} <= packable
    assert set(facts.examples.values()) <= set(orders)
    for row in (*facts.units_elsewhere, *facts.reserved):
        assert row.unit in offers[row.offer].barcodes
    for row in facts.reserved:
        assert row.offer in {line.offer for line in orders[row.order].lines}
    assert {row.state for row in facts.passports} == {"red", "required"}


def test_examples_to_pack_are_not_held(facts: DemoFacts) -> None:
    held = {row.order for row in facts.passports} | {row.order for row in facts.holds}
    assert not held & set(facts.examples.values())


def test_people_have_known_roles_and_pins_of_their_own(facts: DemoFacts) -> None:
    assert {Role(person.role) for person in facts.people} >= {
        Role.PACKER,
        Role.SHIFT_LEAD,
        Role.MANAGER,
        Role.OFFICER,
        Role.COURIER,
        Role.ADMINISTRATOR,
    }
    assert len({person.pin for person in facts.people}) == len(facts.people)


def test_the_bags_carry_numbers_that_their_carrier_knows(facts: DemoFacts) -> None:
    for bags in facts.bags:
        assert all(number_fits(bags.carrier, number) for number in bags.numbers)
        assert len(bags.numbers) == len(set(bags.numbers))


def test_orders_are_moved_to_the_day_on_which_the_demo_is_opened(orders: dict[str, IncomingOrder]) -> None:
    days = Counter(order.ship_by.date() for order in orders.values() if order.ship_by)
    assert days.most_common(1)[0][0] == TODAY
    assert set(days) == {TODAY + timedelta(days=offset) for offset in (-1, 0, 1, 2)}
    assert all(order.created_at and order.created_at.date() < TODAY for order in orders.values())
    assert shifted(b'"2026-09-01" 2026-09-01 "12026-09-011"', BASE_DAY) == b'"2026-09-01" 2026-09-01 "12026-09-011"'


def test_nobody_in_the_demo_can_be_called_or_written_to() -> None:
    for path in DATA.glob("orders-*.json"):
        text = path.read_text("utf-8")
        assert set(re.findall(r"\+7(\d{3})", text)) == {"000"}
        assert set(re.findall(r"@([a-z.]+)", text)) == {"example.org"}
