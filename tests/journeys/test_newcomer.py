"""Somebody who has never seen the program clicks what stands out, and reads nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from station.domain.codes import Code
from tests.journeys.packer import Packer
from ui.presenters.state import Mode

MOST_CLICKS = 10


def clicks_the_blue_button(packer: Packer) -> str:
    """Click what the panel repeats at its top; return what the bench answered."""
    button = packer.opened.window.demo_panel.next_button
    packer.until(lambda _: bool(packer.next_code) and button.scan.code == packer.next_code, "the blue button")
    before = packer.answers
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    packer.until(lambda _: packer.answers > before, "an answer")
    answer = packer.opened.bench.presenter.last
    assert answer is not None
    return answer.code


def test_a_first_order_is_shipped_by_clicking_what_stands_out(stranger: Packer) -> None:
    answers = [clicks_the_blue_button(stranger)]
    while answers[-1] != Code.ORDER_SHIPPED and len(answers) < MOST_CLICKS:
        answers.append(clicks_the_blue_button(stranger))

    assert answers == [
        Code.LOGGED_IN,
        Code.ORDER_OPENED,
        Code.UNIT_VERIFIED,
        Code.ORDER_PACKED,
        Code.ORDER_SHIPPED,
    ]
    assert stranger.state.mode is Mode.READY


def test_a_stop_is_left_by_clicking_what_stands_out(packer: Packer) -> None:
    packer.scans("20401")
    packer.click("demo_sister", Code.SISTER_UNIT)

    assert clicks_the_blue_button(packer) == Code.ACKNOWLEDGED


def test_every_wrong_scan_on_offer_is_refused(packer: Packer) -> None:
    packer.scans("20401", "4690000000412")

    for caption, code in (
        ("demo_sister", Code.SISTER_UNIT),
        ("demo_foreign", Code.OTHER_ORDER_UNIT),
        ("demo_twice", Code.ONE_TOO_MANY),
        ("demo_misread", Code.MISREAD),
    ):
        packer.click(caption, code)
        packer.acknowledges()
