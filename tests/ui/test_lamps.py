"""The lamps of what runs beside the bench: what failed is never green."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from station import app
from station.config import Settings
from station.errors import StoreTrouble
from tests.fakes import FakePrinter, ManualClock
from ui.presenters.health import Health, lamps
from ui.presenters.state import Lamp
from ui.texts import Texts
from ui.wiring import _Watch

EN = Texts("en", ZoneInfo("Europe/Moscow"))


def conditions(health: Health) -> list[tuple[str, str]]:
    return [(lamp.name, lamp.condition) for lamp in lamps(health, EN)]


def test_a_failed_backup_is_red_however_young_the_last_one_is() -> None:
    failed = Health(backup_failed=True, backup_age_h=2)
    assert conditions(failed) == [("Backup failed", "stop"), ("Backup: 2 h ago", "ok")]


def test_no_backup_yet_is_amber() -> None:
    (lamp,) = lamps(Health(backup_never=True), EN)
    assert lamp == Lamp("No backup", "attention", "no backup yet")


def test_a_label_that_cannot_be_drawn_is_red() -> None:
    assert conditions(Health(labels_failed=1)) == [("Labels: 1 not drawn", "stop")]


def test_the_age_of_the_backup_is_known_also_when_the_next_one_fails(tmp_path: Path) -> None:
    settings = Settings(backup_dir=str(tmp_path / "backups"))
    clock = ManualClock()
    station = app.build(tmp_path, settings, app.database_url(tmp_path, None), clock=clock)
    watch = _Watch(station, station.print_relay(FakePrinter()))
    watch.keep()
    assert (watch.backup_failed, watch.backup_never, watch.backup_age is None) == (False, False, False)
    station.settings = replace(settings, backup_dir=str(tmp_path / "larets.db" / "no folder"))
    with pytest.raises(StoreTrouble):
        watch.keep()
    assert (watch.backup_failed, watch.backup_never) == (True, True)
    station.close()
