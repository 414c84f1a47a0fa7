"""A shop's own tables over those that ship: faults are named by their row."""

from __future__ import annotations

from pathlib import Path

import pytest

from station.domain.incoming import ChannelPlace
from station.errors import BadInput
from station.sync.retailcrm import map_status
from station.sync.retailcrm_order import read_order
from station.sync.retailcrm_settings import read_delivery_map, read_status_map, with_shop_tables, zone_named
from tests.sync.orders import SETTINGS, an_order


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[statuses]\nown = "packed"', "statuses.own"),
        ('[groups]\ncancel = ""', "groups.cancel"),
        ('statuses = "new"', "statuses"),
        ('[lines]\ncancelled = "lost"', "cancelled"),
    ],
)
def test_a_fault_in_a_table_of_statuses_names_its_row(text: str, place: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_status_map(text)
    assert caught.value.facts["place"] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("deliveries = 1", "deliveries"),
        ("deliveries = [1]", "deliveries[1]"),
        ('[[deliveries]]\nis = ["x"]\ncarrier = "spsr"\nnumbering = "any"', "deliveries[1].numbering"),
        ('[[deliveries]]\nis = ["x"]\nnumbering = "own"', "deliveries[1]"),
        ('[[deliveries]]\ncarrier = "spsr"\nnumbering = "own"', "deliveries[1]"),
    ],
)
def test_a_fault_in_a_delivery_map_names_its_row(text: str, place: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_delivery_map(text)
    assert caught.value.facts["place"] == place


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(BadInput, match="settings_not_toml"):
        read_status_map("[statuses")


def test_a_table_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="file_unreadable"):
        with_shop_tables(SETTINGS, statuses=tmp_path / "none.toml")


def test_an_unknown_time_zone_is_refused() -> None:
    for name in ("Europe/Vymyslovo", "../secrets"):
        with pytest.raises(BadInput, match="time_zone_unknown"):
            zone_named(name)


def test_a_shops_own_statuses_add_to_the_known_ones(tmp_path: Path) -> None:
    table = tmp_path / "statuses.toml"
    table.write_text('[statuses]\nwaits = "approval"\n[status_groups]\ndict-statuses-1 = "assembling"\n', "utf-8")
    settings = with_shop_tables(SETTINGS, statuses=table)
    assert map_status("waits", settings) is ChannelPlace.APPROVAL
    assert map_status("dict-statuses-1", settings) is ChannelPlace.ASSEMBLY
    assert map_status("assembling", settings) is ChannelPlace.ASSEMBLY


def test_a_shops_own_delivery_rows_come_first_and_may_speak_of_one_site(tmp_path: Path) -> None:
    table = tmp_path / "deliveries.toml"
    row = 'site = "platye"\nis = ["spsr"]\ncarrier = "spsr"\nservice = "GepOn"\nnumbering = "preprinted"\n'
    table.write_text(f"[[deliveries]]\n{row}", "utf-8")
    settings = with_shop_tables(SETTINGS, deliveries=table)
    assert read_order(an_order(site="platye"), settings).delivery.service == "GepOn"
    assert read_order(an_order(site="zlatotsvet"), settings).delivery.service == "PelOn"
