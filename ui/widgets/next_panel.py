"""The next thing to scan, in words, with the way to SHIPPED beneath; at a STOP, how to go on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Caption, ScreenState, Step
from ui.theme import Skin
from ui.widgets.barcode_picture import barcode_width, paint_barcode
from ui.widgets.lettering import Weight, draw, fit, line_height, share, width_of
from ui.widgets.surface import Panel

_BAR = 4
_BESIDE = 120  # the least width of the hint beside the barcode


class NextPanel(Panel):
    """One of three: what to scan, with steps; what to do on an empty bench; the barcode that ends a STOP."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._caption = ""
        self._title = ""
        self._text = ""
        self._code = ""
        self._steps: tuple[Step, ...] = ()

    def show_state(self, state: ScreenState) -> None:
        """Show what the state asks for next."""
        words = state.labels
        steps: tuple[Step, ...] = ()
        code = caption = ""
        if state.locked:
            caption, title = words.get(Caption.STOP_CAPTION, ""), words.get(Caption.STOP_TITLE, "")
            text, code = words.get(Caption.STOP_HINT, ""), state.acknowledge_code
        elif state.ask:
            title, text = state.ask.title, state.ask.text
        elif order := state.order:
            caption, title, text, steps = order.next_caption, order.next_title, "", order.steps
        else:
            title, text = state.hint_title, state.hint_text
        shown = (caption, title, text, code, steps)
        if shown == (self._caption, self._title, self._text, self._code, self._steps):
            return
        self._caption, self._title, self._text, self._code, self._steps = shown
        self.say(". ".join(part.rstrip(".") for part in (self._caption, self._title, self._text) if part))
        self.update()

    def paint_content(self, painter: QPainter) -> None:
        """Paint caption, title, and what belongs beneath."""
        colours, sizes = self.skin.colours, self.skin.sizes
        room, x = self.width() - 2 * sizes.pad, sizes.pad
        y: float = sizes.pad - 4
        if self._caption:
            y = draw(painter, x, y, self._caption, sizes.caption, Weight.SEMIBOLD, colour=colours.quiet)
        end = self._steps_top() - 4 if self._steps else self.height() - sizes.pad
        lines = max(1, min(2, int(end - y) // line_height(sizes.head)))
        title = fit(self._title, sizes.head, Weight.BOLD, room, 1 if self._code else lines)
        self.hint(self._title if title.cut else "")
        y = draw(painter, x, y, title, sizes.head, Weight.BOLD, colour=colours.ink) + 4
        if self._code:
            self._paint_stop(painter, y)
        elif self._steps:
            self._paint_steps(painter, self._steps_top())
        else:
            left = max(1, int(self.height() - y - 8) // line_height(sizes.body))
            draw(
                painter, x, y, fit(self._text, sizes.body, Weight.REGULAR, room, left), sizes.body, colour=colours.quiet
            )

    def _steps_top(self) -> int:
        sizes = self.skin.sizes
        return self.height() - sizes.pad - line_height(sizes.caption) - _BAR - 4

    def _paint_stop(self, painter: QPainter, y: float) -> None:
        colours, sizes = self.skin.colours, self.skin.sizes
        module = 3 if self.width() >= 2 * barcode_width(self._code, 2) + 120 else 2
        width = min(barcode_width(self._code, module), self.width() - 2 * sizes.pad)
        beneath = 0 if self.hint_beside(self._code) else 2 * line_height(sizes.caption) + 4
        high = self.height() - y - sizes.pad + 8 - beneath
        paint_barcode(painter, QRectF(sizes.pad, y, width, high), self._code)
        left = sizes.pad if beneath else sizes.pad + width + 16
        room = int(self.width() - left - sizes.pad)
        most = 2 if beneath else max(1, int(high) // line_height(sizes.caption))
        hint = fit(self._text, sizes.caption, Weight.REGULAR, room, most)
        self.hint(self._text if hint.cut else "")
        top = y + high + 4 if beneath else y + (high - line_height(sizes.caption) * len(hint.lines)) / 2
        draw(painter, left, top, hint, sizes.caption, colour=colours.quiet)

    def hint_beside(self, code: str) -> bool:
        """Whether the words of a STOP stand beside the barcode, or need room beneath it."""
        return self.width() - 2 * self.skin.sizes.pad - barcode_width(code) - 16 >= _BESIDE

    def _paint_steps(self, painter: QPainter, y: float) -> None:
        colours, sizes = self.skin.colours, self.skin.sizes
        gap = 6
        room = self.width() - 2 * sizes.pad - gap * (len(self._steps) - 1)
        wanted = tuple(max(width_of(step.name, sizes.caption, Weight.SEMIBOLD), 48) for step in self._steps)
        widths = share(wanted, room)
        spare = max(0.0, (room - sum(widths)) / len(widths))
        x = float(sizes.pad)
        for step, least in zip(self._steps, widths, strict=True):
            width = least + spare
            now, done = step.condition == "now", step.condition == "done"
            bar = colours.accent if now else colours.ok.sign if done else colours.edge
            painter.fillRect(QRectF(round(x), y, round(width), _BAR), QColor(bar))
            word = colours.accent if now else colours.ok.word if done else colours.quiet
            weight = Weight.SEMIBOLD if now else Weight.REGULAR
            name = fit(step.name, sizes.caption, weight, int(width) + 1)
            draw(painter, round(x), y + _BAR + 4, name, sizes.caption, weight, colour=word)
            x += width + gap
