from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.scan.commands import COMMANDS, Command
from tests.ui import invented
from tests.ui.desk import PICTURES, Desk, picture_of
from ui.presenters.state import Fact, ScanChip
from ui.theme import LIGHT, Skin
from ui.widgets.barcode_picture import barcode_width, paint_barcode
from ui.widgets.bottom_bar import BottomBar
from ui.widgets.facts_panel import FactsPanel
from ui.widgets.icons import draw_icon, drawn_names
from ui.widgets.pictures import Pictures
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Surface

TONES = ("ok", "attention", "stop", "idle")


def sign_of(tone: str) -> Image.Image:
    picture = QImage(64, 64, QImage.Format.Format_RGB888)
    picture.fill(QColor("white"))
    with QPainter(picture) as painter:
        draw_sign(painter, QRectF(4, 4, 56, 56), tone, fill="#000000", inner="#ffffff")
    return Image.frombytes("RGB", (64, 64), bytes(picture.constBits()), "raw", "RGB", picture.bytesPerLine())


def test_signs_differ_by_shape_when_all_are_of_one_colour(qapp: QApplication) -> None:
    pixels = [sign_of(tone).tobytes() for tone in TONES]
    for at, one in enumerate(pixels):
        for other in pixels[at + 1 :]:
            assert sum(a != b for a, b in zip(one, other, strict=True)) > len(one) * 0.05


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.code)
def test_every_command_is_read_off_the_screen(qapp: QApplication, command: Command) -> None:
    code = command.code
    width = barcode_width(code)
    picture = QImage(width, 60, QImage.Format.Format_RGB888)
    with QPainter(picture) as painter:
        paint_barcode(painter, QRectF(0, 0, width, 60), code)
    raw = Image.frombytes("RGB", (width, 60), bytes(picture.constBits()), "raw", "RGB", picture.bytesPerLine())
    assert [found.text for found in zxingcpp.read_barcodes(raw)] == [code]


def test_every_button_of_a_command_has_a_drawing(qapp: QApplication) -> None:
    assert {command.verb.value for command in COMMANDS} <= drawn_names()
    picture = QImage(24, 24, QImage.Format.Format_RGB888)
    for name in (*drawn_names(), "unknown"):
        with QPainter(picture) as painter:
            draw_icon(painter, QRectF(0, 0, 24, 24), name, colour=LIGHT.ink)


def test_a_picture_that_is_not_there_is_none(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "broken.svg").write_text("no drawing")
    (tmp_path / "broken.png").write_text("no picture")
    size = QSize(80, 60)
    pictures = Pictures(tmp_path)
    assert [pictures.find(name, size) for name in ("", "none.svg", "broken.png")] == [None, None, None]
    assert Pictures(None).find("ring-diamond.svg", size) is None


def test_a_picture_keeps_its_proportions_and_cannot_leave_its_folder(qapp: QApplication) -> None:
    pictures = Pictures(PICTURES)
    drawn = pictures.find("ring-diamond.svg", QSize(80, 60))
    assert drawn is not None
    assert (drawn.width(), drawn.height()) == (72, 60)
    assert pictures.find("../../../LICENSE", QSize(80, 60)) is None


def test_the_newest_scan_is_always_in_sight(qtbot: QtBot) -> None:
    bar = BottomBar(Skin())
    qtbot.addWidget(bar)
    bar.resize(700, 52)
    chips = tuple(ScanChip(f"14:05:{at:02}", f"…{at:04}", "кольцо с бриллиантом", "ok") for at in range(20))
    shown = bar.fitting(chips, 620)
    assert shown[-1][0] is chips[-1]
    assert 1 <= len(shown) < 5
    assert bar.fitting(chips, 60)[-1][0] is chips[-1]


def test_facts_that_do_not_fit_are_told_by_the_tooltip(qtbot: QtBot) -> None:
    panel = FactsPanel(Skin())
    qtbot.addWidget(panel)
    panel.resize(400, 100)
    panel.show_facts("МЕСТО", tuple(Fact(f"Поле {at}", "значение", "ok") for at in range(8)))
    picture_of(panel)
    assert "Поле 7: значение" in panel.toolTip()
    panel.resize(400, 500)
    picture_of(panel)
    assert panel.toolTip() == ""


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_nothing_is_cut_on_an_ordinary_day(
    open_desk: Callable[..., Desk], language: str, size: tuple[int, int]
) -> None:
    states = (
        invented.order_state, invented.stop_state, invented.attention_state, invented.complete_state,
        invented.login_state, invented.ready_state, invented.handover_state,
    )  # fmt: skip
    for state in states:
        desk = open_desk(state(language))
        desk.window.resize(*size)
        desk.picture()
        seen = [part for part in desk.window.findChildren(Surface) if part.isVisible()]
        cut = [part.toolTip() for part in seen if part.toolTip()]
        assert cut == []
