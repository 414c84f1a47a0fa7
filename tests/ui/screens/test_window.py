from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui import invented
from tests.ui.desk import Desk
from tests.ui.words import words
from ui.bridge import NOT_A_SCAN
from ui.presenters.state import Caption, Mode, ScreenState, Sound
from ui.widgets.order_lines import OrderLines

OpenDesk = Callable[..., Desk]
KINDS = ["pin", "weight", "again", "badge", "uin", "tray"]
STATES: dict[str, ScreenState] = {
    "login": invented.login_state(),
    "ready": invented.ready_state(),
    "order": invented.order_state(),
    "handover": invented.handover_state(),
}


def lines_of(desk: Desk) -> OrderLines:
    lines = desk.window.screens[Mode.ORDER].findChild(OrderLines)
    assert isinstance(lines, OrderLines)
    return lines


# -- a stop ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_end_a_stop(open_desk: OpenDesk, key: Qt.Key) -> None:
    desk = open_desk(invented.stop_state())
    desk.press(key)
    desk.waits_for("acknowledged", None)


def test_keys_do_nothing_where_there_is_nothing_to_end(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_7):
        desk.press(key)
    desk.bridge.command("undo")
    desk.waits_for("command", "undo")
    assert [what for what, _ in desk.bench.asked] == ["command"]


def test_a_stop_is_ended_by_a_finger_and_hides_the_other_buttons(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    assert all(button.isVisible() for button in desk.window.side.buttons.action_buttons)
    desk.shows(invented.stop_state())
    assert not any(button.isVisible() for button in desk.window.side.buttons.action_buttons)
    desk.click(desk.window.side.buttons.acknowledge_button)
    desk.waits_for("acknowledged", None)
    desk.shows(invented.order_state())
    assert not desk.window.side.buttons.acknowledge_button.isVisible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_the_command_that_ends_a_stop_is_read_off_the_screen(
    open_desk: OpenDesk, size: tuple[int, int], *, dark: bool
) -> None:
    for demo in ((), invented.demo_scans()):
        desk = open_desk(replace(invented.stop_state(), demo=bool(demo)), demo=demo)
        desk.window.resize(*size)
        if dark:
            desk.window.switch_theme()
        read = [found.text for found in zxingcpp.read_barcodes(desk.picture())]
        assert invented.ACKNOWLEDGE in read


# -- questions take no scan away ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_scan_reaches_the_presenter_while_a_question_is_open(open_desk: OpenDesk, kind: str) -> None:
    desk = open_desk(invented.ask_state(kind))
    assert desk.window.question.isVisible()
    desk.scan("2000000488714")
    desk.waits_for("scanned", b"2000000488714")


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_leaves_the_verdict_in_sight_and_can_be_taken_away(open_desk: OpenDesk, kind: str) -> None:
    desk = open_desk(invented.ask_state(kind))
    window = desk.window
    assert not window.question.geometry().intersects(window.side.geometry())
    desk.click(window.question.cancel)
    desk.press(Qt.Key.Key_Escape)
    desk.waits_for("cancelled_question", None, None)
    desk.shows(invented.order_state())
    assert not window.question.isVisible()


def test_a_scan_reaches_the_presenter_while_doctor_and_notice_are_open(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    desk.click(desk.window.top.lamp_buttons()[0])
    desk.window.show_trouble("crash.txt")
    assert desk.window.doctor.isVisible()
    assert desk.window.notice.isVisible()
    desk.scan("10482")
    desk.waits_for("scanned", b"10482")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.window.doctor.isVisible()
    assert not desk.window.notice.isVisible()


def test_no_part_of_the_window_takes_the_focus(open_desk: OpenDesk) -> None:
    desk = open_desk(replace(invented.ask_state("pin"), demo=True), demo=invented.demo_scans())
    parts = desk.window.findChildren(QWidget)
    assert [part for part in parts if part.focusPolicy() != Qt.FocusPolicy.NoFocus] == []


def test_a_pin_is_typed_by_finger_or_key_and_never_shown(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.ask_state("pin"))
    pad = desk.window.question.pad
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_9)
    desk.press(Qt.Key.Key_Backspace)
    for digit in "58":
        desk.click(next(key for key in pad.key_buttons if key.text() == digit))
    assert "258" not in pad.accessibleName()
    desk.press(Qt.Key.Key_Return)
    desk.waits_for("pin_entered", "258")
    desk.press(Qt.Key.Key_Return)
    assert desk.bench.asked_for("pin_entered") == ["258"]


def test_a_weight_is_typed_in_grams_and_outlives_a_refresh(open_desk: OpenDesk) -> None:
    state = invented.ask_state("weight")
    desk = open_desk(state)
    desk.press(Qt.Key.Key_4)
    desk.shows(replace(state, clock="14:07"))
    desk.press(Qt.Key.Key_1)
    assert desk.window.question.pad.accessibleName() == "41"
    desk.press(Qt.Key.Key_Enter)
    desk.waits_for("weight_typed", 41)


def test_a_pad_has_keys_for_gloves(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.ask_state("pin"))
    desk.window.resize(1280, 720)
    keys = desk.window.question.pad.key_buttons
    assert len(keys) == 12
    assert all(min(key.width(), key.height()) >= 76 for key in keys)


# -- each state shows what it must -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(STATES))
def test_each_mode_shows_its_own_screen_and_the_same_verdict(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(STATES[name])
    shown = {mode.value for mode, screen in desk.window.screens.items() if screen.isVisible()}
    assert shown == {name}
    side = desk.window.side
    assert side.verdict.isVisible()
    assert side.verdict.mapTo(desk.window, side.verdict.rect().topLeft()).toTuple() == (870, 64)
    assert side.verdict.width() == 484
    assert STATES[name].verdict.title in side.verdict.accessibleName()


def test_a_verdict_says_its_tone_to_those_who_do_not_see_it(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.stop_state())
    assert desk.window.side.verdict.accessibleName().startswith(
        f"{words('ru')[Caption.TONE_STOP]}. Другое изделие того же артикула"
    )


def test_every_part_that_is_seen_has_a_name(open_desk: OpenDesk) -> None:
    desk = open_desk(replace(invented.order_state(), demo=True), demo=invented.demo_scans())
    window = desk.window
    parts = [window.top, window.bottom, window.side.verdict, window.side.next, window.side.facts, window.demo_panel]
    parts += [*lines_of(desk).rows]
    buttons = [*window.top.lamp_buttons(), *window.side.buttons.action_buttons, *window.demo_panel.buttons]
    assert all(part.accessibleName() for part in (*parts, *buttons))


def test_a_line_says_name_place_and_count(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    said = lines_of(desk).rows[1].accessibleName()
    assert said == "Серьги «Капля» с топазом, комплект из двух; С-2207, УИН нужен, 5,10 г; Б-04-7; 0 / 1"


def test_the_expected_line_of_forty_is_in_sight_and_stays_so(open_desk: OpenDesk) -> None:
    state = invented.long_state()
    desk = open_desk(state)
    order = state.order
    assert order is not None
    for expected in (22, 39, 0, 12):
        lines = tuple(replace(line, expected=at == expected) for at, line in enumerate(order.lines))
        desk.shows(replace(state, order=replace(order, lines=lines)))
        row = lines_of(desk).rows[expected]
        assert row.visibleRegion().boundingRect() == row.rect()


def test_rows_are_kept_while_counts_change(open_desk: OpenDesk) -> None:
    state = invented.order_state()
    desk = open_desk(state)
    before = lines_of(desk).rows
    assert state.order is not None
    lines = tuple(replace(line, done=line.total) for line in state.order.lines)
    desk.shows(replace(state, order=replace(state.order, lines=lines[:3])))
    assert lines_of(desk).rows == before[:3]


def test_a_manifest_that_may_not_close_says_why_and_cannot_be_pressed(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.handover_state())
    button = desk.window.side.close_manifest
    assert button.text() == "Закрыть: не хватает 11"
    assert not button.isEnabled()
    desk.shows(invented.handover_state(total=48, inside=48))
    desk.click(button)
    desk.waits_for("command", "close_manifest")


def test_lamps_open_the_doctor_beside_the_verdict_and_close_it(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    lamp = desk.window.top.lamp_buttons()[2]
    desk.click(lamp)
    doctor = desk.window.doctor
    assert "нет бумаги, 2 этикетки ждут" in doctor.accessibleName()
    assert not doctor.geometry().intersects(desk.window.side.geometry())
    desk.click(lamp)
    assert not doctor.isVisible()
    desk.click(lamp)
    desk.click(doctor.close_button)
    assert not doctor.isVisible()


def test_buttons_do_what_command_barcodes_do(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    for button in desk.window.side.buttons.action_buttons:
        desk.click(button)
    desk.waits_for("command", "undo", "short", "new_parcel", "cancel_view")  # the reprint is off


def test_a_missing_caption_leaves_a_blank_and_breaks_nothing(open_desk: OpenDesk) -> None:
    for state in STATES.values():
        desk = open_desk(replace(state, labels={}))
        desk.window.grab()


# -- language, theme, sound --------------------------------------------------------------------------------------------


def test_the_language_is_asked_for_and_shown_at_once(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    desk.click(desk.window.top.language_button)
    desk.waits_for("language_chosen", "en")
    desk.shows(invented.order_state("en"))
    assert desk.window.windowTitle() == "Larets"
    desk.click(desk.window.top.language_button)
    desk.waits_for("language_chosen", "en", "ru")


def test_the_theme_is_switched_and_told(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk(invented.order_state())
    light = desk.picture().getpixel((300, 690))
    with qtbot.waitSignal(desk.window.theme_chosen) as told:
        desk.click(desk.window.top.theme_button)
    assert told.args == [True]
    assert light == (255, 255, 255)
    assert desk.picture().getpixel((300, 690)) == (0x1D, 0x20, 0x25)


def test_a_large_window_gets_large_type(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    small = desk.window.skin.sizes.name
    desk.window.resize(1920, 1080)
    assert desk.window.skin.sizes.name > small
    desk.window.resize(1280, 720)
    assert desk.window.skin.sizes.name == small


def test_a_bench_without_a_speaker_says_so_by_a_lamp(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state(), sound=False)
    names = [lamp.accessibleName() for lamp in desk.window.top.lamp_buttons()]
    assert names[-1] == "Звук: нет устройства"


def test_the_sound_of_a_verdict_begins_with_it(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    desk.shows(invented.stop_state())
    assert desk.sounds.heard == [Sound.ACCEPTED, Sound.WRONG]


# -- time --------------------------------------------------------------------------------------------------------------


def test_the_time_from_scan_to_painted_verdict_is_measured_and_shown(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk(invented.order_state())
    desk.bench.answer = invented.stop_state
    desk.scan("2000000488721")
    qtbot.waitUntil(lambda: len(desk.window.latencies) == 1)
    assert 0 < desk.window.latencies[0] < 5000
    assert "мс" in desk.window.bottom.latency


def test_the_time_of_what_was_no_scan_is_not_measured(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    desk.window.take(invented.stop_state(), NOT_A_SCAN)
    assert not desk.window.latencies


def test_a_window_that_is_not_seen_measures_nothing(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state())
    desk.window.hide()
    desk.window.take(invented.stop_state(), time.monotonic_ns())
    assert not desk.window.latencies


def test_the_window_asks_for_the_time_while_it_stands(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk(invented.order_state())
    desk.window.begin()
    qtbot.waitUntil(lambda: len(desk.bench.asked_for("refreshed")) >= 2, timeout=10_000)
    with qtbot.waitSignal(desk.window.closed):
        desk.window.close()


# -- the demo ----------------------------------------------------------------------------------------------------------


def test_a_real_shop_has_no_demo_panel(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state(), demo=invented.demo_scans())
    assert not desk.window.demo_panel.isVisible()
    assert not desk.window.band.isVisible()
    assert desk.window.windowTitle() == "Ларец"


def test_a_demo_says_so_and_offers_the_next_sensible_scan(open_desk: OpenDesk) -> None:
    scans = invented.demo_scans()
    desk = open_desk(replace(invented.order_state(), demo=True), demo=scans)
    assert desk.window.windowTitle() == "Ларец · Учебный магазин"
    assert desk.window.band.isVisible()
    desk.click(desk.window.demo_panel.next_button)
    desk.click(desk.window.demo_panel.buttons[3])
    assert desk.clicked == [scans[0].code, scans[3].code]


def test_the_demo_panel_steps_aside_and_comes_back(open_desk: OpenDesk) -> None:
    desk = open_desk(replace(invented.order_state(), demo=True), demo=invented.demo_scans())
    narrow = desk.window.side.x()
    desk.click(desk.window.demo_panel.hide_button)
    assert not desk.window.demo_panel.isVisible()
    assert desk.window.side.x() > narrow
    desk.click(desk.window.demo_tab)
    assert desk.window.demo_panel.isVisible()
    assert desk.window.side.x() == narrow


def test_no_part_stands_on_another_at_any_size(open_desk: OpenDesk) -> None:
    for state in STATES.values():
        desk = open_desk(replace(state, demo=True), demo=invented.demo_scans())
        for size in ((1280, 720), (1366, 768), (1920, 1080)):
            desk.window.resize(*size)
            window = desk.window
            parts = [window.top, window.band, window.bottom, window.side, window.demo_panel]
            parts += [screen for screen in window.screens.values() if screen.isVisible()]
            boxes = [part.geometry() for part in parts if part.isVisible()]
            assert all(window.rect().contains(box) for box in boxes)
            assert not [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.intersects(b)]
            inside = window.side.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            inner = [part.geometry() for part in inside if part.isVisible()]
            assert all(window.side.rect().contains(box) for box in inner)
            assert not [(a, b) for at, a in enumerate(inner) for b in inner[at + 1 :] if a.intersects(b)]


def test_trouble_of_the_program_is_told_in_words(open_desk: OpenDesk) -> None:
    desk = open_desk(invented.order_state("en"))
    desk.window.show_trouble("")
    assert desk.window.notice.accessibleName().startswith(words("en")[Caption.CRASH_TITLE])
    desk.click(desk.window.notice.close_button)
    assert not desk.window.notice.isVisible()


def test_every_caption_has_words_for_the_tests_in_both_languages() -> None:
    assert words("ru").keys() == words("en").keys()
