"""Rows of name and value: the parcel, the totals of a manifest, the devices."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Fact
from ui.theme import Skin
from ui.widgets.lettering import Weight, draw, fit, line_height, share, width_of
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Panel

_LEAST_ROW = 24


class FactsPanel(Panel):
    """A caption and rows. A toned value stands beside its sign, so that colour is not alone."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._title = ""
        self._facts: tuple[Fact, ...] = ()
        self._empty = ""

    def show_facts(self, title: str, facts: tuple[Fact, ...], empty: str = "") -> None:
        """Show rows, or the words for having none."""
        if (title, facts, empty) == (self._title, self._facts, self._empty):
            return
        self._title, self._facts, self._empty = title, facts, empty
        self.say("; ".join([title, *(f"{fact.name}: {fact.value}" for fact in facts)]))
        self.update()

    def wanted_height(self) -> int:
        """Say how high the panel is when no row is squeezed."""
        sizes = self.skin.sizes
        rows = sizes.fact * len(self._facts) if self._facts else line_height(sizes.body) * 2
        return 2 * sizes.pad - 8 + line_height(sizes.caption) + rows

    def least_height(self) -> int:
        """Say how high the panel is when its rows are squeezed as far as they go."""
        sizes = self.skin.sizes
        return sizes.pad + 4 + line_height(sizes.caption) + _LEAST_ROW * len(self._facts)

    def paint_content(self, painter: QPainter) -> None:
        """Paint the caption and as many rows as fit, squeezed if need be."""
        colours, sizes = self.skin.colours, self.skin.sizes
        x, y, room = sizes.pad, float(sizes.pad - 4), self.width() - 2 * sizes.pad
        if self._title:
            title = fit(self._title, sizes.caption, Weight.SEMIBOLD, room)
            y = draw(painter, x, y, title, sizes.caption, Weight.SEMIBOLD, colour=colours.quiet)
        if not self._facts:
            words = fit(self._empty, sizes.body, Weight.REGULAR, room, 2)
            draw(painter, x, y + 4, words, sizes.body, colour=colours.quiet)
            return
        left = self.height() - y - 8
        row = int(min(sizes.fact, max(_LEAST_ROW, left / len(self._facts))))
        fits = max(1, int(left) // row)
        cut = False
        for at, fact in enumerate(self._facts[:fits]):
            cut |= self._paint_fact(painter, fact, y, row)
            y += row
            if at < min(fits, len(self._facts)) - 1:
                painter.setPen(QPen(QColor(colours.hair), 1))
                painter.drawLine(x, int(y), x + room, int(y))
        hidden = len(self._facts) > fits
        self.hint("\n".join(f"{fact.name}: {fact.value}" for fact in self._facts) if cut or hidden else "")

    def _paint_fact(self, painter: QPainter, fact: Fact, y: float, row: int) -> bool:
        colours, sizes = self.skin.colours, self.skin.sizes
        size = sizes.body
        x, room = sizes.pad, self.width() - 2 * sizes.pad
        sign = size if fact.tone in ("attention", "stop", "ok") else 0
        wanted = (width_of(fact.name, size), width_of(fact.value, size, Weight.SEMIBOLD))
        name_width, value_width = share(wanted, room - 16 - (sign + 8 if sign else 0))
        name = fit(fact.name, size, Weight.REGULAR, name_width)
        value = fit(fact.value, size, Weight.SEMIBOLD, value_width)
        top = y + (row - line_height(size)) / 2
        draw(painter, x, top, name, size, colour=colours.ink)
        colour = colours.tone(fact.tone).word
        draw(
            painter, x + room - value_width, top, value, size, Weight.SEMIBOLD,
            colour=colour, width=value_width, align=Qt.AlignmentFlag.AlignRight,
        )  # fmt: skip
        if sign:
            left = x + room - width_of(value.lines[0] if value.lines else "", size, Weight.SEMIBOLD) - sign - 8
            box = QRectF(round(left), round(y + (row - sign) / 2), sign, sign)
            draw_sign(painter, box, fact.tone, fill=colour, inner=colours.panel)
        return name.cut or value.cut
