"""What a person may press. Buttons never take the focus: a scan or a key is never lost to one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.theme import BUTTON_CORNER, Skin
from ui.widgets.icons import draw_icon
from ui.widgets.lettering import Weight, draw, fit, line_height, width_of
from ui.widgets.surface import paint_box


class Button(QAbstractButton):
    """A button with words, or with a picture over its words. `main`: the one that should be pressed."""

    def __init__(self, skin: Skin, parent: QWidget | None = None, *, main: bool = False, icon: str = "") -> None:
        super().__init__(parent)
        self.skin = skin
        self.icon_name = icon
        self.on_bar = False
        self.large = False
        self.lines = 2
        """How many lines of words a picture leaves room for: the same for all buttons of a row."""
        self._main = main
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def name(self, words: str, icon: str = "", *, hint: str = "") -> None:
        """Set the words, for eye and ear, and the picture."""
        if (words, icon) != (self.text(), self.icon_name):
            self.icon_name = icon
            self.setText(words)
            self.update()
        if self.accessibleName() != (hint or words):
            self.setAccessibleName(hint or words)
            self.setToolTip(hint)

    def sizeHint(self) -> QSize:
        """Say how much room the words need."""
        sizes = self.skin.sizes
        width = int(width_of(self.text(), sizes.body, Weight.SEMIBOLD)) + 2 * sizes.pad
        return QSize(width, line_height(sizes.body) + sizes.pad)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button as it stands: ready, pressed or off."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = self._paint_body(painter)
            if self.icon_name and self.text():
                self._paint_tall(painter, ink)
            elif self.icon_name:
                side = min(self.width(), self.height()) * 0.5
                box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
                draw_icon(painter, box, self.icon_name, colour=ink)
            else:
                self._paint_words(painter, ink)

    def _paint_body(self, painter: QPainter) -> str:
        colours = self.skin.colours
        box = QRectF(self.rect())
        if self.on_bar:
            fill = colours.bar_chip if self.isDown() or self.underMouse() else colours.bar
            paint_box(painter, box, fill=fill, edge=fill, corner=BUTTON_CORNER)
            return colours.bar_ink
        if not self.isEnabled():
            paint_box(painter, box, fill=colours.off, edge=colours.off, corner=BUTTON_CORNER)
            return colours.off_ink
        if self._main:
            fill = colours.accent if not self.isDown() else QColor(colours.accent).darker(115).name()
            paint_box(painter, box, fill=fill, edge=fill, corner=BUTTON_CORNER)
            return colours.accent_ink
        pressed = self.isDown() or self.underMouse()
        fill = colours.accent_tint if pressed else colours.panel
        paint_box(painter, box, fill=fill, edge=colours.accent if pressed else colours.edge, corner=BUTTON_CORNER)
        return colours.accent

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        sizes = self.skin.sizes
        size = sizes.name if self._main and self.height() >= sizes.touch else sizes.body
        size = sizes.head if self.large else size
        room = self.width() - 16
        words = fit(self.text(), size, Weight.SEMIBOLD, room, 2)
        top = (self.height() - line_height(size) * len(words.lines)) / 2
        draw(painter, 8, top, words, size, Weight.SEMIBOLD, colour=ink, width=room, align=Qt.AlignmentFlag.AlignHCenter)

    def _paint_tall(self, painter: QPainter, ink: str) -> None:
        size = self.skin.sizes.caption
        words = fit(self.text(), size, Weight.SEMIBOLD, self.width() - 4, 2)
        side = 24.0 if self.height() < 88 else 28.0  # noqa: PLR2004 - a taller button has a larger picture
        high = side + 4 + line_height(size) * self.lines
        top = (self.height() - high) / 2
        draw_icon(painter, QRectF((self.width() - side) / 2, top, side, side), self.icon_name, colour=ink)
        draw(
            painter, 2, top + side + 4, words, size, Weight.SEMIBOLD,
            colour=ink, width=self.width() - 4, align=Qt.AlignmentFlag.AlignHCenter,
        )  # fmt: skip
