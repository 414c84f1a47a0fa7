"""A touch pad of digits for a PIN or a weight. Its keys take no focus; the window hands typed keys to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Caption, ScreenState
from ui.theme import Skin
from ui.widgets.buttons import Button
from ui.widgets.lettering import Weight, draw, line_height
from ui.widgets.surface import Panel, paint_box

_GAP = 8
_COLUMNS = 3
_DISPLAY = 60
_ERASE, _ENTER = "erase", "enter"
_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", _ERASE, "0", _ENTER)
_DOT = "•"


class DigitPad(Panel):
    """Digits gather until they are entered. `hidden` shows dots."""

    entered = Signal(str)

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self.float_over()
        self._digits = ""
        self._most = 8
        self._hidden = True
        self._unit = ""
        self._keys: dict[str, Button] = {}
        for key in _KEYS:
            button = Button(skin, self, main=key == _ENTER)
            button.clicked.connect(lambda _checked=False, key=key: self.press(key))
            button.large = key.isdecimal()
            self._keys[key] = button

    def open(self, state: ScreenState, *, hidden: bool, most: int) -> None:
        """Begin an entry: for a PIN hidden, for a weight in plain digits."""
        words = state.labels
        self._digits, self._hidden, self._most = "", hidden, most
        self._unit = "" if hidden else words.get(Caption.GRAMS, "")
        for key, button in self._keys.items():
            button.name(key)
        self._keys[_ERASE].name("", "erase", hint=words.get(Caption.ERASE, ""))
        self._keys[_ENTER].name(words.get(Caption.ENTER, ""))
        self._tell()

    def press(self, key: str) -> None:
        """Take a digit, "erase" or "enter", from a finger or from the keyboard."""
        if key == _ENTER:
            digits, self._digits = self._digits, ""
            if digits:
                self.entered.emit(digits)
        elif key == _ERASE:
            self._digits = self._digits[:-1]
        elif len(self._digits) < self._most:
            self._digits += key
        self._tell()

    @property
    def key_buttons(self) -> tuple[Button, ...]:
        """The keys, in reading order."""
        return tuple(self._keys.values())

    def wanted_height(self) -> int:
        """Say how high the pad is."""
        sizes = self.skin.sizes
        return _DISPLAY + 4 * (sizes.touch + _GAP) + 2 * sizes.pad

    def wanted_width(self) -> int:
        """Say how wide the pad is."""
        sizes = self.skin.sizes
        return 2 * sizes.pad + _COLUMNS * (sizes.touch + 28) + (_COLUMNS - 1) * _GAP

    def _tell(self) -> None:
        self.say(f"{len(self._digits)}" if self._hidden else self._digits)
        self._keys[_ENTER].setEnabled(bool(self._digits))
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the keys anew."""
        sizes = self.skin.sizes
        width = (self.width() - 2 * sizes.pad - _GAP * (_COLUMNS - 1)) // _COLUMNS
        for at, button in enumerate(self._keys.values()):
            row, column = divmod(at, _COLUMNS)
            top = sizes.pad + _DISPLAY + _GAP + row * (sizes.touch + _GAP)
            button.setGeometry(sizes.pad + column * (width + _GAP), top, width, sizes.touch)

    def paint_content(self, painter: QPainter) -> None:
        """Paint what was typed so far: dots, or digits and their unit."""
        colours, sizes = self.skin.colours, self.skin.sizes
        field = self.rect().toRectF().adjusted(sizes.pad, sizes.pad, -sizes.pad, 0)
        field.setHeight(_DISPLAY)
        paint_box(painter, field, fill=colours.tag, edge=colours.edge, corner=9)
        size = sizes.title
        words = " ".join(_DOT * len(self._digits)) if self._hidden else f"{self._digits or '0'} {self._unit}"
        faint = not self._digits
        draw(
            painter, field.x(), field.y() + (_DISPLAY - line_height(size)) / 2, words, size, Weight.BOLD,
            colour=colours.quiet if faint else colours.ink, width=field.width(), align=Qt.AlignmentFlag.AlignHCenter,
        )  # fmt: skip
