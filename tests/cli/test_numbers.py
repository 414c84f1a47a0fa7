"""Ranges of tracking numbers by the command line."""

from __future__ import annotations

import pytest

from station.domain.numbers import counter_of, own_number, spsr_parcel_number
from tests.cli.conftest import AddPerson, CommandLine


@pytest.mark.parametrize("text", ["", "2000000000", "200000000011", "LN000000001", "x", "٣"])
def test_what_is_no_number_of_spsr_has_no_counter(text: str) -> None:
    assert counter_of("spsr", text) is None


def test_a_counter_is_found_in_the_printed_number() -> None:
    assert counter_of("spsr", spsr_parcel_number(100_000_001)) == 100_000_001
    assert counter_of("spsr", "100000001") == 100_000_001
    assert counter_of("own", own_number(17)) == 17


def test_a_range_is_added_by_an_administrator_only(shop: CommandLine, add_person: AddPerson) -> None:
    assert "not_allowed" in shop.refused("numbers", "add", "spsr", "1", "9", by=add_person("oleg", "manager"))
    assert "number_shape" in shop.refused("numbers", "add", "spsr", "9", "1")
    assert "number_shape" in shop.refused("numbers", "add", "spsr", "200000000011", "9")


def test_ranges_as_printed_and_as_counters_add_up_and_may_not_overlap(shop: CommandLine) -> None:
    shop("numbers", "add", "spsr", spsr_parcel_number(101), spsr_parcel_number(200))
    shop("numbers", "add", "spsr", "201", "300")
    assert "number_taken" in shop.refused("numbers", "add", "spsr", "300", "400")

    assert {"carrier": "spsr", "left": 200, "allotted": 200} in list(shop("numbers", "list"))  # type: ignore[call-overload]  # a list of documents
