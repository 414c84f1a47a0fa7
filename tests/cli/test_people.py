"""People by the command line: the first administrator, another badge, the end."""

from __future__ import annotations

import pytest

from station import app, config
from tests.cli.conftest import AddPerson, CommandLine


def test_the_first_of_a_shop_is_an_administrator_with_a_pin(
    larets: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "badge_needed" in larets.refused("people", "add", "anna", "Анна Выдумова", "packer")
    monkeypatch.setenv("LARETS_NEW_PIN", "")
    assert "pin_needed" in larets.refused("people", "add", "gleb", "Глеб Присказкин", "administrator")


def test_nobody_else_comes_in_without_an_administrator_s_badge(shop: CommandLine, add_person: AddPerson) -> None:
    lead = add_person("maria", "shift_lead")

    assert "badge_needed" in CommandLine(shop.data, shop.capsys).refused("people", "add", "x", "Икс", "administrator")
    assert "not_allowed" in shop.refused("people", "add", "x", "Икс", "packer", by=lead)
    assert "person_taken" in shop.refused("people", "add", "maria", "Другая", "packer")


def test_a_pin_is_never_on_the_command_line(shop: CommandLine) -> None:
    with pytest.raises(SystemExit):
        shop("people", "add", "anna", "Анна Выдумова", "packer", "--new-pin", "1122")


def test_a_wrong_pin_is_refused_and_counted(shop: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LARETS_PIN", "0000")
    said = [shop.refused("people", "add", "x", "Икс", "packer") for _ in range(5)]

    assert ["pin_wrong" in one for one in said] == [True] * 4 + [False]
    assert "pin_locked" in said[-1]
    station = app.build(shop.data, config.load(shop.data), app.database_url(shop.data, None))
    with station.reading() as uow:
        tried = [line.code for line in uow.journal.story("") if line.payload.get("tried") == "gleb"]
    station.close()
    assert tried == ["pin_wrong"] * 4 + ["pin_locked"]


def test_a_new_badge_makes_the_old_one_dead(shop: CommandLine, add_person: AddPerson) -> None:
    old = add_person("nina", "administrator")
    assert "person_unknown" in shop.refused("people", "badge", "nobody")

    given = shop("people", "badge", "nina")

    assert isinstance(given, dict)
    assert "unknown_badge" in shop.refused("people", "add", "x", "Икс", "packer", by=old)
    shop("people", "add", "x", "Икс", "packer", by=str(given["badge"]))


def test_who_left_may_do_nothing_and_the_last_administrator_stays(shop: CommandLine, add_person: AddPerson) -> None:
    assert "last_administrator" in shop.refused("people", "off", "gleb")
    nina = add_person("nina", "administrator")

    shop("people", "off", "gleb", by=nina)

    assert "not_allowed" in shop.refused("people", "add", "x", "Икс", "packer")
