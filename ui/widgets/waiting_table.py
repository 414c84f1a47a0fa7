"""The orders that wait, what is late first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.presenters.state import Caption, ListRow, ScreenState
from ui.theme import Skin
from ui.widgets.lettering import Fitted, Weight, draw, fit, line_height
from ui.widgets.scrolling import Scrolling
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Panel, Surface, paint_box

_GAP = 16
_SIGN = 16
_SAID = 20  # rows that a reader of the screen says
_SHARES = (0.13, 0.25, 0.38, 0.24)  # of the width: number, deadline, contents, carrier


def _columns(width: int, pad: int) -> tuple[tuple[int, int], ...]:
    room = width - 2 * pad - _GAP * (len(_SHARES) - 1)
    left, columns = pad, []
    for part in _SHARES:
        columns.append((left, int(room * part)))
        left += int(room * part) + _GAP
    return tuple(columns)


class WaitingRows(Surface):
    """The rows: only those in sight are painted."""

    def __init__(self, skin: Skin) -> None:
        super().__init__(skin)
        self.rows: tuple[ListRow, ...] = ()
        self.held = ""

    def ground(self) -> str:
        """Lie on the white of the panel."""
        return self.skin.colours.panel

    @property
    def row_height(self) -> int:
        """The height of a row, in pixels."""
        return self.skin.sizes.row - 32

    def paint(self, painter: QPainter) -> None:
        """Paint the rows that must be painted."""
        high = self.row_height
        for at in range(self.dirty.top() // high, min(len(self.rows), self.dirty.bottom() // high + 1)):
            self._paint_row(painter, self.rows[at], at * high)

    def _paint_row(self, painter: QPainter, row: ListRow, y: int) -> None:
        colours, sizes, high = self.skin.colours, self.skin.sizes, self.row_height
        painter.fillRect(0, y + high - 1, self.width(), 1, QColor(colours.hair))
        number, deadline, contents, carrier = _columns(self.width(), sizes.pad)
        middle = y + high / 2
        words = fit(row.number, sizes.name, Weight.BOLD, number[1])
        ink = colours.quiet if row.held else colours.ink
        draw(painter, number[0], middle - line_height(sizes.name) / 2, words, sizes.name, Weight.BOLD, colour=ink)
        late = row.late and not row.held
        indent = _SIGN + 8 if row.late or row.held else 0
        shown = self.held if row.held else row.deadline
        colour = colours.stop.word if late else colours.attention.word if row.held else ink
        weight = Weight.SEMIBOLD if indent else Weight.REGULAR
        if indent:
            sign = QRectF(deadline[0], round(middle - _SIGN / 2), _SIGN, _SIGN)
            draw_sign(painter, sign, "stop" if late else "attention", fill=colour, inner=colours.panel)
        self._cell(painter, shown, deadline[0] + indent, middle, deadline[1] - indent, colour=colour, weight=weight)
        self._cell(painter, row.contents, contents[0], middle, contents[1], colour=ink)
        self._cell(painter, row.carrier, carrier[0], middle, carrier[1], colour=ink)

    def _cell(
        self, painter: QPainter, text: str, x: float, middle: float, width: int, *,
        colour: str, weight: Weight = Weight.REGULAR,
    ) -> None:  # fmt: skip
        size = self.skin.sizes.body
        words = fit(text, size, weight, width, 2)
        top = middle - line_height(size) * len(words.lines) / 2
        draw(painter, x, top, words, size, weight, colour=colour)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of a row under the pointer."""
        if isinstance(event, QHelpEvent):
            at = event.pos().y() // self.row_height
            if at < len(self.rows):
                row = self.rows[at]
                QToolTip.showText(
                    event.globalPos(), f"{row.number} · {row.deadline}\n{row.contents}\n{row.carrier}", self
                )
            return True
        return super().event(event)


class WaitingTable(Panel):
    """Title, number of rows, heads of columns, rows; or what to do when there is none."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._title = ""
        self._heads: tuple[str, ...] = ()
        self._empty = ""
        self.rows = WaitingRows(skin)
        self._scroll = Scrolling(skin, self)
        self._scroll.setWidget(self.rows)
        self._scroll.resized.connect(self._lay_rows)

    def show_state(self, state: ScreenState) -> None:
        """Show the orders that wait."""
        words = state.labels
        heads = tuple(
            words.get(key, "").upper()
            for key in (Caption.COLUMN_ORDER, Caption.COLUMN_DEADLINE, Caption.COLUMN_CONTENTS, Caption.COLUMN_CARRIER)
        )
        shown = (state.waiting_title, heads, words.get(Caption.NOTHING_WAITS, ""))
        if shown != (self._title, self._heads, self._empty):
            self._title, self._heads, self._empty = shown
            self.update()
        rows = "; ".join(f"{row.number}, {row.deadline}" for row in state.waiting[:_SAID])
        self.say(f"{self._title}; {rows}" if rows else f"{self._title}. {self._empty}")
        held = words.get(Caption.HELD, "")
        if (state.waiting, held) != (self.rows.rows, self.rows.held):
            self.rows.rows, self.rows.held = state.waiting, held
            self._lay()
            self.rows.update()
            self.update()

    def _head_height(self) -> int:
        sizes = self.skin.sizes
        return sizes.pad + line_height(sizes.head) + 8 + line_height(sizes.caption) + 12

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the rows anew."""
        self._lay()

    def _lay(self) -> None:
        head = self._head_height()
        self._scroll.setVisible(bool(self.rows.rows))
        self._scroll.setGeometry(1, head, self.width() - 2, max(0, self.height() - head - 8))
        self._lay_rows()

    def _lay_rows(self) -> None:
        high = max(self.rows.row_height * len(self.rows.rows), self._scroll.viewport().height())
        self.rows.resize(self._scroll.viewport().width(), high)

    def paint_content(self, painter: QPainter) -> None:
        """Paint title and heads, or the words for an empty table."""
        colours, sizes = self.skin.colours, self.skin.sizes
        title = fit(self._title, sizes.head, Weight.BOLD, self.width() - 2 * sizes.pad)
        y = draw(painter, sizes.pad, sizes.pad - 4, title, sizes.head, Weight.BOLD, colour=colours.ink) + 8
        if not self.rows.rows:
            self._paint_empty(painter)
            return
        for head, (left, width) in zip(self._heads, _columns(self.rows.width(), sizes.pad), strict=False):
            words = fit(head, sizes.caption, Weight.SEMIBOLD, width)
            draw(painter, left + 1, y, words, sizes.caption, Weight.SEMIBOLD, colour=colours.quiet)
        painter.fillRect(1, self._head_height() - 1, self.width() - 2, 1, QColor(colours.edge))

    def _paint_empty(self, painter: QPainter) -> None:
        paint_empty(painter, QRectF(self.rect()), self.skin, self._empty)


def paint_empty(painter: QPainter, box: QRectF, skin: Skin, words: str) -> None:
    """Paint what an empty list says: the frame of a scan, and what to do."""
    colours, sizes = skin.colours, skin.sizes
    room = int(min(box.width() - 4 * sizes.pad, 460))
    laid: Fitted = fit(words, sizes.name, Weight.REGULAR, room, 3)
    side = 72.0
    high = side + 16 + line_height(sizes.name) * len(laid.lines)
    y = box.center().y() - high / 2
    ring = QRectF(box.center().x() - side / 2, y, side, side)
    paint_box(painter, ring, fill=colours.picture, edge=colours.picture, corner=side / 2)
    draw_sign(painter, ring.adjusted(20, 20, -20, -20), "idle", fill=colours.quiet, inner=colours.picture)
    draw(
        painter, box.center().x() - room / 2, y + side + 16, laid, sizes.name,
        colour=colours.quiet, width=room, align=Qt.AlignmentFlag.AlignHCenter,
    )  # fmt: skip
