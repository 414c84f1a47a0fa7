"""The head of an open order: number, deadline, delivery, payment, and how much is left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Caption, Fact, OrderView, ScreenState
from ui.theme import Skin
from ui.widgets.lettering import Weight, draw, fit, line_height, longest_word, share, width_of
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Surface

_GAP = 20
_NUMBER_SHARE = 0.4


class OrderHead(Surface):
    """One quiet line; only the number and what is left are large."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._number = ""
        self._left = ""
        self._left_caption = ""
        self._complete = False
        self._facts: tuple[Fact, ...] = ()

    def ground(self) -> str:
        """Lie on the white of the panel."""
        return self.skin.colours.panel

    def show_state(self, state: ScreenState) -> None:
        """Show the head of the open order."""
        order = state.order or OrderView("")
        number = state.labels.get(Caption.ORDER_NUMBER, "{number}").format(number=order.number)
        left = state.labels.get(Caption.COUNT_OF, "{left} / {total}").format(left=order.left, total=order.total)
        caption = state.labels.get(Caption.LEFT, "")
        shown = (number, left, caption, order.headline)
        if shown == (self._number, self._left, self._left_caption, self._facts):
            return
        self._number, self._left, self._left_caption, self._facts = shown
        self._complete = order.left == 0
        told = "; ".join(f"{fact.name}: {fact.value}" for fact in order.headline)
        self.say(f"{number}; {told}; {caption} {left}")
        self.update()

    def wanted_height(self) -> int:
        """Say how high the head is."""
        sizes = self.skin.sizes
        return line_height(sizes.caption) + line_height(sizes.title) + sizes.pad - 4

    def paint(self, painter: QPainter) -> None:
        """Paint number, facts, and the count at the right."""
        colours, sizes = self.skin.colours, self.skin.sizes
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.edge))
        room = self.width() - 2 * sizes.pad
        top = (self.height() - line_height(sizes.caption) - line_height(sizes.title)) / 2
        base = top + line_height(sizes.caption)
        most = int(room * _NUMBER_SHARE)
        size = sizes.title if width_of(self._number, sizes.title, Weight.BOLD) <= most else sizes.name
        number = fit(self._number, size, Weight.BOLD, most)
        drop = (line_height(sizes.title) - line_height(size)) * 0.68  # a smaller number stands on the same line
        draw(painter, sizes.pad, base + drop, number, size, Weight.BOLD, colour=colours.ink)
        left = sizes.pad + max((width_of(line, size, Weight.BOLD) for line in number.lines), default=0) + _GAP
        count = max(width_of(self._left, sizes.title, Weight.BOLD), width_of(self._left_caption, sizes.caption))
        right = sizes.pad + room - count
        colour = colours.ok.word if self._complete else colours.ink
        aside = Qt.AlignmentFlag.AlignRight
        draw(painter, right, top, self._left_caption, sizes.caption, colour=colours.quiet, width=count, align=aside)
        draw(painter, right, base, self._left, sizes.title, Weight.BOLD, colour=colour, width=count, align=aside)
        cut = self._paint_facts(painter, left, right - _GAP, base)
        whole = "\n".join([self._number, *(f"{fact.name}: {fact.value}" for fact in self._facts)])
        self.hint(whole if cut or number.cut else "")

    def _paint_facts(self, painter: QPainter, left: float, right: float, base: float) -> bool:
        colours, sizes = self.skin.colours, self.skin.sizes
        facts = self._fitting(right - left)
        if not facts:
            return bool(self._facts)
        wanted = tuple(
            max(
                width_of(fact.name, sizes.caption) + self._sign(fact), width_of(fact.value, sizes.body, Weight.SEMIBOLD)
            )
            for fact in facts
        )
        least = tuple(self._least(fact) for fact in facts)
        widths = share(wanted, right - left - _GAP * (len(facts) - 1), least)
        top = base + line_height(sizes.title) - line_height(sizes.caption) - line_height(sizes.body) - 4
        cut = len(facts) < len(self._facts)
        for fact, width in zip(facts, widths, strict=True):
            name = fit(fact.name, sizes.caption, Weight.REGULAR, width - self._sign(fact))
            value = fit(fact.value, sizes.body, Weight.SEMIBOLD, width, 2)
            rise = line_height(sizes.body) / 2 if len(value.lines) > 1 else 0
            colour = colours.tone(fact.tone).word
            if self._sign(fact):
                box = QRectF(round(left), round(top - rise + 1), sizes.caption, sizes.caption)
                draw_sign(painter, box, fact.tone, fill=colour, inner=colours.panel)
            draw(painter, left + self._sign(fact), top - rise, name, sizes.caption, colour=colours.quiet)
            y = top - rise + line_height(sizes.caption)
            draw(painter, left, y, value, sizes.body, Weight.SEMIBOLD, colour=colour)
            cut |= name.cut or value.cut
            left += width + _GAP
        return cut

    def _least(self, fact: Fact) -> float:
        sizes = self.skin.sizes
        name = width_of(fact.name, sizes.caption) + self._sign(fact)
        return max(name, longest_word(fact.value, sizes.body, Weight.SEMIBOLD)) + 1

    def _sign(self, fact: Fact) -> int:
        """Return the room of the sign before a name: a toned value is not told by its colour alone."""
        return self.skin.sizes.caption + 4 if fact.tone in ("attention", "stop") else 0

    def _fitting(self, room: float) -> tuple[Fact, ...]:
        """Return the first facts whose words all stay whole; the rest stand in the tooltip."""
        facts = self._facts
        while facts and sum(self._least(fact) for fact in facts) + _GAP * (len(facts) - 1) > room:
            facts = facts[:-1]
        return facts
