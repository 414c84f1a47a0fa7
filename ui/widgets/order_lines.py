"""The lines of the open order. Rows are kept and only change their words; the expected line is always in sight."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Caption, LineView, ScreenState
from ui.theme import Skin
from ui.widgets.lettering import Weight, width_of
from ui.widgets.line_row import Columns, LineRow
from ui.widgets.pictures import Pictures
from ui.widgets.scrolling import Scrolling
from ui.widgets.surface import Surface

_NARROW = 720
_LEAST_PLACE, _MOST_PLACE = 72, 152


class _Sheet(Surface):
    """What is scrolled: white, with the rows upon it."""

    def ground(self) -> str:
        return self.skin.colours.panel


class OrderLines(Scrolling):
    """A list of rows that is not rebuilt while an order is open."""

    def __init__(self, skin: Skin, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._pictures = pictures
        self._sheet = _Sheet(skin)
        self.setWidget(self._sheet)
        self._rows: list[LineRow] = []
        self._lines: tuple[LineView, ...] = ()
        self._place_caption = ""
        self._columns = Columns()
        self._placed: tuple[int, int, int] = (0, 0, 0)

    @property
    def rows(self) -> tuple[LineRow, ...]:
        """The rows of the lines that are shown."""
        return tuple(self._rows[: len(self._lines)])

    def show_state(self, state: ScreenState) -> None:
        """Show the lines of the open order."""
        lines = state.order.lines if state.order else ()
        caption = state.labels.get(Caption.PLACE, "")
        if lines == self._lines and caption == self._place_caption:
            return
        moved = _keys(lines) != _keys(self._lines) or _watched(lines) != _watched(self._lines)
        self._lines, self._place_caption = lines, caption
        self._fill()
        if moved:
            self.reveal()

    def reveal(self) -> None:
        """Scroll so that the line of the last verdict, and above all the expected one, is in sight."""
        for key in (_watched(self._lines)[1], _watched(self._lines)[0]):
            for row in self.rows:
                if key and row.line.key == key:
                    margin = min(row.height() // 2, max(0, (self.viewport().height() - row.height()) // 2))
                    self.ensureVisible(1, row.y() + row.height() // 2, 0, row.height() // 2 + margin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows anew."""
        super().resizeEvent(event)
        self._fill()
        self.reveal()

    def colour(self) -> None:
        """Take colours and sizes of the skin."""
        super().colour()
        if hasattr(self, "_rows"):
            self._fill()

    def _fill(self) -> None:
        self._columns = self._measure()
        while len(self._rows) < len(self._lines):
            self._rows.append(LineRow(self.skin, self._pictures, self._sheet))
        self._place_rows()
        for row, line in zip(self._rows, self._lines, strict=False):
            row.show_line(line, self._columns)

    def _measure(self) -> Columns:
        sizes = self.skin.sizes
        narrow = self.viewport().width() < _NARROW
        large = not narrow and sizes.row_large * len(self._lines) <= self.viewport().height()
        name = sizes.head if large else sizes.name
        place = max((width_of(line.place, name, Weight.SEMIBOLD) for line in self._lines if line.place), default=0)
        digits = max((len(str(line.total)) for line in self._lines), default=1)
        widest = "0" * digits
        return Columns(
            place=int(min(max(place + 1, _LEAST_PLACE), _MOST_PLACE)) if place else 0,
            place_caption=self._place_caption,
            digits=int(width_of(widest, sizes.digits, Weight.BOLD)) + 1,
            rest=int(width_of(f"/ {widest}", sizes.head)) + 6,
            large=large,
            narrow=narrow,
        )

    def _place_rows(self) -> None:
        sizes = self.skin.sizes
        high = sizes.row_large if self._columns.large else sizes.row
        placed = (len(self._lines), high, self.viewport().width())
        if placed == self._placed:
            return
        self._placed = placed
        width = self.viewport().width()
        self._sheet.resize(width, max(high * len(self._lines), self.viewport().height()))
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(self._lines))
            row.setGeometry(0, at * high, width, high)


def _keys(lines: tuple[LineView, ...]) -> tuple[str, ...]:
    return tuple(line.key for line in lines)


def _watched(lines: tuple[LineView, ...]) -> tuple[str, str]:
    expected = next((line.key for line in lines if line.expected), "")
    marked = next((line.key for line in lines if line.mark), "")
    return expected, marked
