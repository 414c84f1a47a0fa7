"""A question over the bench. It covers the lists, never the verdict, and takes no scan away: scans do not pass here."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Ask, Caption, ScreenState
from ui.theme import Skin
from ui.widgets.barcode_picture import barcode_width, paint_barcode
from ui.widgets.buttons import Button
from ui.widgets.digit_pad import DigitPad
from ui.widgets.icons import draw_badge, draw_icon
from ui.widgets.lettering import Fitted, Weight, draw, fit, line_height
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Panel

PIN, WEIGHT = "pin", "weight"
_MOST_DIGITS = {PIN: 8, WEIGHT: 6}
_WORDS_WIDTH = 336
_BARCODE = 96


class _Words(Panel):
    """What is asked, with a picture or the barcode that answers."""

    def __init__(self, skin: Skin, parent: QWidget) -> None:
        super().__init__(skin, parent)
        self.float_over()
        self.ask = Ask("", "")

    def paint_content(self, painter: QPainter) -> None:
        colours, sizes = self.skin.colours, self.skin.sizes
        room = self.width() - 2 * sizes.pad
        self._paint_picture(painter)
        y: float = sizes.pad + 84
        title, text = self._fitted(room)
        y = draw(painter, sizes.pad, y, title, sizes.head, Weight.BOLD, colour=colours.ink) + 4
        y = draw(painter, sizes.pad, y, text, sizes.name, colour=colours.quiet) + 12
        self.hint(f"{self.ask.title}\n{self.ask.text}" if title.cut or text.cut else "")
        if self.ask.code:
            module = 3 if barcode_width(self.ask.code, 3) <= room else 2
            paint_barcode(painter, QRectF(sizes.pad, y, barcode_width(self.ask.code, module), _BARCODE), self.ask.code)

    def wanted_height(self, width: int) -> int:
        """Say how high the panel is at a width, the button beneath included."""
        sizes = self.skin.sizes
        title, text = self._fitted(width - 2 * sizes.pad)
        words = line_height(sizes.head) * len(title.lines) + line_height(sizes.name) * len(text.lines) + 16
        return 2 * sizes.pad + 84 + words + (_BARCODE + 12 if self.ask.code else 0) + 12 + sizes.touch

    def _fitted(self, room: int) -> tuple[Fitted, Fitted]:
        sizes = self.skin.sizes
        title = fit(self.ask.title, sizes.head, Weight.BOLD, room, 3)
        return title, fit(self.ask.text, sizes.name, Weight.REGULAR, room, 3)

    def _paint_picture(self, painter: QPainter) -> None:
        colours, sizes = self.skin.colours, self.skin.sizes
        box = QRectF(sizes.pad, sizes.pad, 72, 72)
        match self.ask.kind:
            case "badge":
                draw_badge(painter, box, line=colours.ink, fill=colours.tag, accent=colours.accent)
            case "weight":
                draw_icon(painter, box.adjusted(4, 4, -4, -4), "weigh", colour=colours.accent, thick=1.4)
            case "tray":
                draw_icon(painter, box.adjusted(4, 4, -4, -4), "cancel_view", colour=colours.accent, thick=1.4)
            case "pin":
                draw_icon(painter, box.adjusted(4, 4, -4, -4), "lock", colour=colours.accent, thick=1.4)
            case "again":
                tone = colours.attention
                draw_sign(painter, box.adjusted(4, 4, -4, -4), "attention", fill=tone.sign, inner=tone.sign_inner)
            case _:
                draw_sign(painter, box.adjusted(4, 4, -4, -4), "idle", fill=colours.accent, inner=colours.panel)


class Question(QWidget):
    """PIN pad, weight pad, or a prompt to scan something. Opens and closes with the state."""

    pin_entered = Signal(str)
    weight_typed = Signal(int)
    cancelled = Signal()

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.skin = skin
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = _Words(skin, self)
        self.pad = DigitPad(skin, self)
        self.pad.entered.connect(self._entered)
        self.cancel = Button(skin, self)
        self.cancel.clicked.connect(self.cancelled)
        self.hide()

    @property
    def kind(self) -> str:
        """What is asked now; empty when nothing is."""
        return "" if self.isHidden() else self._words.ask.kind

    def show_state(self, state: ScreenState) -> None:
        """Open, change or close. What was typed so far outlives a refresh."""
        if state.ask is None:
            self.hide()
            return
        self.cancel.name(state.labels.get(Caption.CANCEL, ""))
        if self.isHidden() or state.ask != self._words.ask:
            self._words.ask = state.ask
            self._words.say(f"{state.ask.title}. {state.ask.text}")
            self.setAccessibleName(state.ask.title)
            if state.ask.kind in _MOST_DIGITS:
                self.pad.open(state, hidden=state.ask.kind == PIN, most=_MOST_DIGITS[state.ask.kind])
            self.pad.setVisible(state.ask.kind in _MOST_DIGITS)
            self._lay()
            self._words.update()
        self.show()
        self.raise_()

    def _entered(self, digits: str) -> None:
        if self.kind == PIN:
            self.pin_entered.emit(digits)
        else:
            self.weight_typed.emit(int(digits))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the question anew."""
        self._lay()

    def _lay(self) -> None:
        sizes = self.skin.sizes
        padded = self._words.ask.kind in _MOST_DIGITS
        pad_width = self.pad.wanted_width() if padded else 0
        words_width = _WORDS_WIDTH if padded else 520
        words_width = min(words_width, self.width() - 16 - (pad_width + 12 if padded else 0))
        high = self.pad.wanted_height() if padded else self._words.wanted_height(words_width)
        high = min(self.height() - 16, high)
        left = (self.width() - words_width - pad_width - (12 if padded else 0)) // 2
        top = (self.height() - high) // 2
        self._words.setGeometry(left, top, words_width, high)
        self.pad.setGeometry(left + words_width + 12, top, pad_width, high)
        cancel = QRect(left + sizes.pad, top + high - sizes.pad - sizes.touch, 0, sizes.touch)
        cancel.setWidth(min(200, words_width - 2 * sizes.pad))
        self.cancel.setGeometry(cancel)
        self.cancel.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shade what lies beneath."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self.skin.colours.shade))
