"""A notice over the bench: what happened, in words, until it is closed. Scanning goes on beneath."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Skin
from ui.widgets.buttons import Button
from ui.widgets.lettering import Fitted, Weight, draw, fit, line_height
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Panel

_SIGN = 48


class Notice(Panel):
    """Sign, title, text, one button."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self.float_over()
        self._title = ""
        self._text = ""
        self.close_button = Button(skin, self, main=True)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def tell(self, title: str, text: str, close: str) -> None:
        """Show the notice."""
        self._title, self._text = title, text
        self.close_button.name(close)
        self.say(f"{title}. {text}")
        self.update()
        self.show()
        self.raise_()

    def wanted_height(self, width: int) -> int:
        """Say how high the notice is at a width."""
        sizes = self.skin.sizes
        title, text = self._words(width)
        words = len(title.lines) * line_height(sizes.head) + 8 + len(text.lines) * line_height(sizes.body)
        return 3 * sizes.pad + max(words, _SIGN) + sizes.touch

    def _words(self, width: int) -> tuple[Fitted, Fitted]:
        sizes = self.skin.sizes
        room = width - 3 * sizes.pad - _SIGN
        title = fit(self._title, sizes.head, Weight.BOLD, room, 2)
        return title, fit(self._text, sizes.body, Weight.REGULAR, room, 6)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keep the button beneath."""
        sizes = self.skin.sizes
        self.close_button.setGeometry(sizes.pad, self.height() - sizes.pad - sizes.touch, 200, sizes.touch)

    def paint_content(self, painter: QPainter) -> None:
        """Paint sign and words."""
        colours, sizes = self.skin.colours, self.skin.sizes
        tone = colours.attention
        sign = QRectF(sizes.pad, sizes.pad, _SIGN, _SIGN)
        draw_sign(painter, sign, "attention", fill=tone.sign, inner=tone.sign_inner)
        left = 2 * sizes.pad + _SIGN
        title, text = self._words(self.width())
        y = draw(painter, left, sizes.pad, title, sizes.head, Weight.BOLD, colour=colours.ink) + 8
        self.hint(self._text if text.cut else "")
        draw(painter, left, y, text, sizes.body, colour=colours.ink)
