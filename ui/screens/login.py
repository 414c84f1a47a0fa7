"""Nobody is logged in: a picture of what to do, read from the door."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.presenters.state import ScreenState
from ui.theme import Skin
from ui.widgets.icons import draw_badge
from ui.widgets.lettering import Weight, draw, fit, line_height
from ui.widgets.surface import Panel


class LoginScreen(Panel):
    """A badge under a scanner's beam, and three words."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._title = ""
        self._text = ""

    def show_state(self, state: ScreenState) -> None:
        """Show the words of the state."""
        if (state.hint_title, state.hint_text) == (self._title, self._text):
            return
        self._title, self._text = state.hint_title, state.hint_text
        self.say(f"{self._title}. {self._text}")
        self.update()

    def paint_content(self, painter: QPainter) -> None:
        """Paint picture and words in the middle."""
        colours, sizes = self.skin.colours, self.skin.sizes
        room = self.width() - 4 * sizes.pad
        title = fit(self._title, sizes.digits, Weight.BOLD, room, 2)
        text = fit(self._text, sizes.name, Weight.REGULAR, min(room, 640), 3)
        words = line_height(sizes.digits) * len(title.lines) + 8 + line_height(sizes.name) * len(text.lines)
        side = min(sizes.touch * 2.75, self.height() - words - 96)
        y = (self.height() - side - 32 - words) / 2
        picture = QRectF((self.width() - side) / 2, y, side, side)
        draw_badge(painter, picture, line=colours.ink, fill=colours.tag, accent=colours.accent)
        middle = Qt.AlignmentFlag.AlignHCenter
        left = 2 * sizes.pad
        y = draw(
            painter, left, y + side + 32, title, sizes.digits, Weight.BOLD,
            colour=colours.ink, width=room, align=middle,
        )  # fmt: skip
        draw(painter, left, y + 8, text, sizes.name, colour=colours.quiet, width=room, align=middle)
