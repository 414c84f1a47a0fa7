"""The stuff that the widgets are made of: they paint themselves in the colours of the skin and never take the focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import PANEL_CORNER, Skin


class Surface(QWidget):
    """A widget that fills every pixel of itself, so that repainting it repaints nothing beneath."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.skin = skin
        self.dirty = QRect()
        """What must be painted: long boards paint no more than this."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def float_over(self) -> None:
        """Let what lies beneath show through the round corners."""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)

    def say(self, words: str) -> None:
        """Set what a reader of the screen says of this widget."""
        if self.accessibleName() != words:
            self.setAccessibleName(words)

    def hint(self, words: str) -> None:
        """Set the tooltip: the whole of what was cut."""
        if self.toolTip() != words:
            self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, then what the widget is."""
        self.dirty = event.rect()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
                painter.fillRect(self.rect(), QColor(self.ground()))
            self.paint(painter)

    def ground(self) -> str:
        """Return the colour behind this widget."""
        return self.skin.colours.ground

    def paint(self, painter: QPainter) -> None:
        """Paint the widget upon its ground."""


class Panel(Surface):
    """A white panel with round corners."""

    def paint(self, painter: QPainter) -> None:
        """Paint the panel, then what is on it."""
        colours = self.skin.colours
        paint_box(painter, QRectF(self.rect()), fill=colours.panel, edge=colours.edge)
        self.paint_content(painter)

    def paint_content(self, painter: QPainter) -> None:
        """Paint what is on the panel."""


def paint_box(
    painter: QPainter, box: QRectF, *, fill: str, edge: str, corner: float = PANEL_CORNER, thick: float = 1
) -> None:
    """Paint a box with round corners; its edge lies inside of it."""
    half = thick / 2
    painter.setPen(QPen(QColor(edge), thick))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), corner - half, corner - half)
