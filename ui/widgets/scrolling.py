"""A quiet scroll area: no frame, a thin bar, a finger may drag it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

from ui.theme import Skin

_BAR = """
QScrollBar:vertical {{ background: {ground}; width: 10px; margin: 0; border: none; }}
QScrollBar::handle:vertical {{ background: {handle}; border-radius: 5px; min-height: 48px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: {ground}; }}
"""


class Scrolling(QScrollArea):
    """Holds one widget that is as wide as the area and as high as it says by `place(width)`."""

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

    def colour(self) -> None:
        """Take the colours of the skin."""
        colours = self.skin.colours
        self.verticalScrollBar().setStyleSheet(_BAR.format(ground=colours.panel, handle=colours.edge))
