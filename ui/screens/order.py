"""An order is open: its head and its lines."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.presenters.state import ScreenState
from ui.theme import PANEL_CORNER, Skin
from ui.widgets.order_head import OrderHead
from ui.widgets.order_lines import OrderLines
from ui.widgets.pictures import Pictures
from ui.widgets.surface import Panel


class OrderScreen(Panel):
    """One white panel: the head stands, the lines scroll."""

    def __init__(self, skin: Skin, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self.head = OrderHead(skin, self)
        self.lines = OrderLines(skin, pictures, self)

    def show_state(self, state: ScreenState) -> None:
        """Show the open order."""
        self.head.show_state(state)
        self.lines.show_state(state)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay head and lines anew; both stay clear of the round corners."""
        high = self.head.wanted_height()
        inside = PANEL_CORNER - 4
        self.head.setGeometry(1, inside, self.width() - 2, high)
        top = inside + high
        self.lines.setGeometry(1, top, self.width() - 2, max(0, self.height() - top - inside))
