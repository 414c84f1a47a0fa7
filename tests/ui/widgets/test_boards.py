from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui import invented
from tests.ui.words import words
from ui.presenters.state import CageTile, Caption
from ui.theme import Skin
from ui.widgets.cage_board import CageBoard
from ui.widgets.waiting_table import WaitingTable


@pytest.fixture
def board(qtbot: QtBot) -> CageBoard:
    board = CageBoard(Skin())
    qtbot.addWidget(board)
    board.resize(844, 640)
    board.show()
    return board


@pytest.fixture
def table(qtbot: QtBot) -> WaitingTable:
    table = WaitingTable(Skin())
    qtbot.addWidget(table)
    table.resize(844, 640)
    table.show()
    return table


def test_an_empty_board_has_no_tiles_and_paints_what_to_do(board: CageBoard) -> None:
    board.show_state(invented.handover_state(total=0, inside=0))
    board.grab()
    assert board.tiles.tiles == ()


def test_six_to_eight_tiles_stand_in_a_row(board: CageBoard) -> None:
    board.show_state(invented.handover_state(total=450, inside=100))
    for width, columns in ((700, 5), (844, 6), (1000, 7), (1240, 8), (1800, 8)):
        assert board.tiles.columns(width) == columns


def test_a_parcel_that_comes_into_the_cage_is_scrolled_to(board: CageBoard) -> None:
    state = invented.handover_state(total=450, inside=100)
    board.show_state(state)
    view = state.handover
    assert view is not None
    tiles = list(view.tiles)
    tiles[440] = replace(tiles[440], condition="in")
    board.show_state(replace(state, handover=replace(view, tiles=tuple(tiles), inside=101)))
    assert board.tiles.visibleRegion().contains(board.tiles.tile_box(440))


def test_no_tile_stands_on_another(board: CageBoard) -> None:
    board.show_state(invented.handover_state(total=60, inside=10))
    boxes = [board.tiles.tile_box(at) for at in range(60)]
    assert not [1 for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.intersects(b)]
    assert all(board.tiles.rect().contains(box) for box in boxes)


@pytest.mark.qt_log_ignore("does not support raise")  # the screen of the tests has no layers
def test_a_tile_is_found_under_a_finger_and_its_whole_is_told(board: CageBoard, qtbot: QtBot) -> None:
    tile = CageTile("10430", "200004718008", "alarm", "стол 1, 12:40")
    state = invented.handover_state()
    assert state.handover is not None
    board.show_state(replace(state, handover=replace(state.handover, tiles=(tile,))))
    centre = board.tiles.tile_box(0).center()
    assert board.tiles.tile_at(centre) == tile
    assert board.tiles.tile_at(QPoint(0, 0)) is None
    point = board.tiles.mapToGlobal(centre)
    QApplication.sendEvent(board.tiles, QHelpEvent(QEvent.Type.ToolTip, centre, point))
    qtbot.waitUntil(lambda: "стол 1, 12:40" in QToolTip.text())
    QToolTip.hideText()


def test_an_empty_table_hides_its_heads(table: WaitingTable) -> None:
    table.show_state(invented.empty_ready_state())
    table.grab()
    assert table.accessibleName() == f"Ждут сборки: 0. {words('ru')[Caption.NOTHING_WAITS]}"


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_table_says_its_orders_and_tells_the_whole_of_a_row(table: WaitingTable, qtbot: QtBot) -> None:
    table.show_state(invented.ready_state())
    assert table.accessibleName().startswith("Ждут сборки: 34; 10497, сегодня 15:00")
    rows = table.rows
    point = QPoint(20, rows.row_height + 5)
    QApplication.sendEvent(rows, QHelpEvent(QEvent.Type.ToolTip, point, rows.mapToGlobal(point)))
    qtbot.waitUntil(lambda: "Подвеска П-0931" in QToolTip.text())
    QToolTip.hideText()


def test_a_table_paints_no_more_rows_than_are_in_sight(table: WaitingTable) -> None:
    table.show_state(invented.ready_state())
    table.grab()
    assert table.rows.dirty.height() <= 640
    assert table.rows.height() >= 34 * table.rows.row_height
