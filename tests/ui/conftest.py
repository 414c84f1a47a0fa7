"""A desk: a window on a scripted bench, shown offscreen and taken away after."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk import Desk
from ui.fonts import load_fonts
from ui.presenters.state import DemoScan, ScreenState


@pytest.fixture
def open_desk(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    """Return what opens a desk that shows a state."""
    load_fonts()
    desks: list[Desk] = []

    def opened(state: ScreenState, *, demo: tuple[DemoScan, ...] = (), sound: bool = True) -> Desk:
        desk = Desk(qtbot, state, demo=demo, sound=sound)
        desks.append(desk)
        return desk

    yield opened
    for desk in desks:
        desk.close()
