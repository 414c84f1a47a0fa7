"""A quiet scroll area: no frame, a thin bar, a finger may drag it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

from ui.theme import Skin

_BAR = """
QScrollBar:vertical {{ background: {ground}; width: 10px; margin: 0; border: none; }}
QScrollBar::handle:vertical {{ background: {handle}; border-radius: 5px; min-height: 48px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: {ground}; }}
"""


class Scrolling(QScrollArea):
    """Holds one widget, which whoever made it lays out anew when `resized` tells."""

    resized = Signal()

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.skin = skin
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        skin.on_change(self.colour)
        self.colour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the new size: one that was hidden learns of it when it is shown."""
        super().resizeEvent(event)
        self.resized.emit()

    def colour(self) -> None:
        """Take the colours of the skin."""
        colours = self.skin.colours
        self.verticalScrollBar().setStyleSheet(_BAR.format(ground=colours.panel, handle=colours.edge))
