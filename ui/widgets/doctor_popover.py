"""What a press on a lamp opens: each device and carrier with its state in words."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Caption, Fact, ScreenState
from ui.theme import Skin
from ui.widgets.buttons import Button
from ui.widgets.facts_panel import FactsPanel

_WIDTH = 480
_CLOSE = 44


class DoctorPopover(FactsPanel):
    """A panel beneath the dark bar. It closes by its button, by Escape, or by the lamp once more."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self.float_over()
        self.close_button = Button(skin, self, icon="close")
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_state(self, state: ScreenState) -> None:
        """Show the lamps as rows."""
        rows = tuple(
            Fact(lamp.name, lamp.detail or state.labels.get(f"tone_{lamp.condition}", ""), lamp.condition)
            for lamp in state.lamps
        )
        self.show_facts(state.labels.get(Caption.DOCTOR, ""), rows)
        self.close_button.name("", "close", hint=state.labels.get(Caption.CLOSE, ""))

    def open_at(self, x: int, top: int, right: int) -> None:
        """Open beneath a point of the bar, left of `right` where the verdict is; or close if it is open."""
        if not self.isHidden():
            self.hide()
            return
        window = self.window()
        width = min(_WIDTH, right - 16)
        left = max(8, min(x - width // 2, right - width))
        self.setGeometry(left, top, width, min(self.wanted_height() + 8, window.height() - top - 8))
        self.show()
        self.raise_()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keep the button in the corner."""
        self.close_button.setGeometry(self.width() - _CLOSE - 4, 4, _CLOSE, _CLOSE - 8)
