"""The dark bar: whose bench, what state the world is in, who works, what time it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.presenters.state import Caption, Lamp, ScreenState
from ui.theme import Skin
from ui.widgets.buttons import Button
from ui.widgets.lettering import Weight, draw, fit, line_height, share, width_of
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Surface, paint_box

_DOT = 10
_LAMP_PAD = 8
_GAP = 4
_NAME_LIMIT = 260
_BENCH_LIMIT = 320
_PAD = 16


class LampButton(QAbstractButton):
    """A device or carrier: green dot, amber triangle or red square, and its name. A press opens the doctor."""

    def __init__(self, skin: Skin, parent: QWidget) -> None:
        super().__init__(parent)
        self.skin = skin
        self.lamp = Lamp("", "ok")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_lamp(self, lamp: Lamp) -> None:
        """Take the lamp's new state."""
        if lamp == self.lamp:
            return
        self.lamp = lamp
        self.setAccessibleName(f"{lamp.name}: {lamp.detail or lamp.condition}")
        self.setToolTip(f"{lamp.name}\n{lamp.detail}" if lamp.detail else "")
        self.update()

    def wanted_width(self) -> float:
        """Say how wide the whole name is."""
        return width_of(self.lamp.name, self.skin.sizes.caption) + _DOT + 6 + 2 * _LAMP_PAD

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape and the name."""
        colours, size = self.skin.colours, self.skin.sizes.caption
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse():
                box = QRectF(self.rect()).adjusted(0, 10, 0, -10)
                paint_box(painter, box, fill=colours.bar_chip, edge=colours.bar_chip, corner=8)
            shape = QRectF(_LAMP_PAD, round((self.height() - _DOT) / 2), _DOT, _DOT)
            lamp = colours.tone(self.lamp.condition).lamp
            if self.lamp.condition == "attention":
                shape.adjust(-1, -2, 1, 0)
                draw_sign(painter, shape, "attention", fill=lamp, inner=colours.bar)
            elif self.lamp.condition == "stop":
                painter.fillRect(shape, QColor(lamp))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(lamp))
                painter.drawEllipse(shape)
            room = self.width() - _DOT - 6 - 2 * _LAMP_PAD
            ink = colours.bar_quiet if self.lamp.condition == "ok" else colours.bar_ink
            name = fit(self.lamp.name, size, Weight.REGULAR, room + 1)
            draw(painter, _LAMP_PAD + _DOT + 6, (self.height() - line_height(size)) / 2, name, size, colour=ink)


class TopBar(Surface):
    """Lamps, language and theme can be pressed; the rest is to be read."""

    lamp_pressed = Signal(int)
    """The middle of the lamp, in pixels from the left."""
    language_pressed = Signal(str)
    theme_pressed = Signal()

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._state: tuple[str, str, str, str] = ("", "", "", "")
        self._other_language = "en"
        self._lamps: list[LampButton] = []
        self._shown_lamps = 0
        self.language_button = Button(skin, self)
        self.language_button.on_bar = True
        self.language_button.clicked.connect(lambda: self.language_pressed.emit(self._other_language))
        self.theme_button = Button(skin, self)
        self.theme_button.on_bar = True
        self.theme_button.clicked.connect(self.theme_pressed)

    def ground(self) -> str:
        """Be the dark bar."""
        return self.skin.colours.bar

    def show_state(self, state: ScreenState) -> None:
        """Show who, where, when, and the lamps."""
        shown = (state.labels.get(Caption.APP, ""), state.bench, state.operator, state.clock)
        self._other_language = "ru" if state.language == "en" else "en"
        words = state.labels
        self.language_button.name(self._other_language.upper(), hint=words.get(Caption.LANGUAGE, ""))
        self.theme_button.name("", "sun" if self.skin.theme.dark else "moon", hint=words.get(Caption.THEME, ""))
        lamps_moved = self._show_lamps(state.lamps)
        if shown != self._state or lamps_moved:
            self._state = shown
            self.say(", ".join(part for part in shown if part))
            self._lay()
            self.update()

    def lamp_buttons(self) -> tuple[LampButton, ...]:
        """Return the lamps that are shown."""
        return tuple(self._lamps[: self._shown_lamps])

    def _show_lamps(self, lamps: tuple[Lamp, ...]) -> bool:
        before = tuple(button.lamp.name for button in self.lamp_buttons())
        while len(self._lamps) < len(lamps):
            button = LampButton(self.skin, self)
            button.clicked.connect(
                lambda _checked=False, lamp=button: self.lamp_pressed.emit(lamp.geometry().center().x())
            )
            self._lamps.append(button)
        for at, button in enumerate(self._lamps):
            button.setVisible(at < len(lamps))
        for button, lamp in zip(self._lamps, lamps, strict=False):
            button.show_lamp(lamp)
        self._shown_lamps = len(lamps)
        return before != tuple(lamp.name for lamp in lamps)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the lamps anew."""
        self._lay()

    def _chip_width(self) -> float:
        operator = self._state[2]
        size = self.skin.sizes.body
        return min(_NAME_LIMIT, width_of(operator, size, Weight.MEDIUM) + 28) if operator else 0

    def _clock_width(self) -> float:
        return width_of(self._state[3], self.skin.sizes.body, Weight.MEDIUM)

    def _lay(self) -> None:
        sizes, high = self.skin.sizes, self.height()
        square = high - 8
        x = self.width() - _PAD + 8 - square
        self.theme_button.setGeometry(x, 4, square, square)
        x -= square
        self.language_button.setGeometry(x, 4, square, square)
        clock = self._clock_width()
        self._right = x - 12 - clock
        x = int(self._right - (self._chip_width() + _PAD if self._chip_width() else 0)) - 12
        app = width_of(self._state[0], sizes.name, Weight.BOLD)
        bench = min(_BENCH_LIMIT, width_of(self._state[1], sizes.body))
        left = _PAD + app + _PAD + bench * 0.5 + 24
        lamps = self.lamp_buttons()
        wanted = tuple(lamp.wanted_width() + 1 for lamp in lamps)
        widths = share(wanted, x - left - _GAP * max(0, len(lamps) - 1))
        x -= sum(widths) + _GAP * max(0, len(lamps) - 1)
        self._bench_room = int(x - 24 - _PAD - app - _PAD)
        for lamp, width in zip(lamps, widths, strict=True):
            lamp.setGeometry(x, 0, width, high)
            x += width + _GAP

    def paint(self, painter: QPainter) -> None:
        """Paint the name of the program, the bench, the operator and the clock."""
        colours, sizes = self.skin.colours, self.skin.sizes
        app, bench, operator, clock = self._state
        middle = self.height() / 2
        draw(painter, _PAD, middle - line_height(sizes.name) / 2, app, sizes.name, Weight.BOLD, colour=colours.bar_ink)
        left = _PAD + width_of(app, sizes.name, Weight.BOLD) + _PAD
        top = middle - line_height(sizes.body) / 2
        place = fit(bench, sizes.body, Weight.REGULAR, max(0, self._bench_room))
        self.hint(bench if place.cut else "")
        draw(painter, left, top, place, sizes.body, colour=colours.bar_quiet)
        draw(painter, self._right, top, clock, sizes.body, Weight.MEDIUM, colour=colours.bar_ink)
        if operator:
            width = self._chip_width()
            chip = QRectF(round(self._right - _PAD - width), 10, round(width), self.height() - 20)
            paint_box(painter, chip, fill=colours.bar_chip, edge=colours.bar_chip, corner=chip.height() / 2)
            name = fit(operator, sizes.body, Weight.MEDIUM, int(width - 27))
            draw(painter, chip.x() + 14, top, name, sizes.body, Weight.MEDIUM, colour=colours.bar_ink)


class DemoBand(Surface):
    """The thin striped band that says: nothing here is real."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Set the words on the band."""
        if words != self._words:
            self._words = words
            self.say(words)
            self.update()

    def ground(self) -> str:
        """Lie in the lighter stripe."""
        return self.skin.colours.stripe

    def paint(self, painter: QPainter) -> None:
        """Paint slanting stripes and the words on a clear patch."""
        colours, size = self.skin.colours, 13
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.stripe_other))
        high = self.height()
        for x in range(-high, self.width(), 32):
            painter.save()
            painter.translate(x, 0)
            painter.shear(-1, 0)
            painter.drawRect(QRectF(high, 0, 16, high))
            painter.restore()
        width = width_of(self._words, size, Weight.SEMIBOLD) + 32
        left = (self.width() - width) / 2
        painter.fillRect(QRectF(left, 0, width, high), QColor(colours.stripe))
        top = (high - line_height(size)) / 2
        draw(painter, left + 16, top, self._words, size, Weight.SEMIBOLD, colour=colours.ink)
