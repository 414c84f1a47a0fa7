"""What the real window shows beside its verdicts: languages, lists, questions, what a restart finds."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from devices.simulators import SimScale
from station import app, config
from station.domain.codes import Code
from station.scan.commands import Verb
from tests.journeys.packer import Packer
from ui import main, wiring
from ui.demo.load import read_badges
from ui.presenters.state import Mode
from ui.texts import Texts
from ui.tour import Silence

SHIRTS, SISTER, ONE_SHIRT, THE_SHIRT = "20401", "4690000000443", "20426", "4690000000405"


def test_no_code_of_a_badge_is_shown_outside_the_panel(packer: Packer, shop: Path) -> None:
    packer.scans(SHIRTS)

    state = packer.state

    assert [badge.name for badge in read_badges(shop) if badge.code in repr(state)] == []
    assert state.chips[0].text == "бейдж"


def test_another_language_says_everything_anew_also_what_was_scanned_before(packer: Packer) -> None:
    packer.scans(SHIRTS)
    packer.scan(SISTER, Code.SISTER_UNIT)

    packer.opened.bridge.choose_language("en")
    state = packer.until(lambda state: state.language == "en", "English")

    assert [(chip.text, chip.result) for chip in state.chips] == [
        ("badge", "you are logged in"),
        (SHIRTS, "order opened"),
        ("…0443", "sister unit"),
    ]
    assert state.verdict.title == "Another unit of the same article"


def test_after_log_off_the_window_says_how_to_begin_though_a_manifest_is_open(packer: Packer) -> None:
    packer.commands(Verb.MANIFEST, "spsr")

    state = packer.commands(Verb.LOG_OFF)

    assert state.mode is Mode.LOGIN
    assert state.hint_title == "Сканируйте свой бейдж"
    assert {fact.value for fact in state.facts} == {"в порядке"}


def test_a_scale_that_is_silent_is_replaced_by_the_pad(packer: Packer) -> None:
    scale = packer.opened.bench.station.scale
    assert isinstance(scale, SimScale)
    scale.switch_off()
    state = packer.scan(ONE_SHIRT)
    state = packer.scan(THE_SHIRT, Code.ALL_UNITS_VERIFIED)
    assert state.ask is not None
    assert state.ask.kind == "weight"

    for key in ("1", "8", "0", "enter"):
        packer.opened.window.question.pad.press(key)
    state = packer.until(lambda state: state.verdict.code == Code.ORDER_PACKED, "the weight")

    assert state.ask is None
    assert packer.label


def test_a_stop_that_a_restart_finds_is_still_to_be_acknowledged(qtbot: QtBot, packer: Packer, shop: Path) -> None:
    packer.scans(SHIRTS)
    packer.scan(SISTER, Code.SISTER_UNIT)
    packer.opened.close()

    again = main.open_window(
        shop, config.load(shop), app.database_url(shop, None), wiring.Choice(), Silence()
    )  # within the grace: nobody must log in again
    try:
        after = Packer(again, Texts("ru", config.load(shop).zone), shop)

        assert after.state.locked
        assert (after.state.verdict.tone, after.state.verdict.title) == ("stop", "Другое изделие того же артикула")
        assert not after.acknowledges().locked
    finally:
        again.close()
        again.window.close()
        again.window.deleteLater()
