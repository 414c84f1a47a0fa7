"""Where everything stands on a label, in whole dots of the printer. Nothing runs out of its box."""

from __future__ import annotations

from dataclasses import dataclass

from station.documents.code128 import Bars, bars_of
from station.documents.fitting import Line, Paragraph, fit_code, fit_text
from station.documents.label_fields import LabelFields
from station.documents.label_template import Align, Cell, Kind, Row, Template
from station.documents.typeface import ASCENT, CAPITAL, Weight, text_width
from station.errors import BadInput

_MM_PER_INCH = 25.4
_NARROWEST_MM = 0.165  # a thinner bar is lost on thermal paper
_LEFT_PART = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}
_WIDEST_MM = 0.52  # a wider one only makes the code too long for a reader's field


@dataclass(frozen=True)
class Box:
    """A rectangle in dots, from the upper left corner."""

    x: int
    y: int
    width: int
    height: int

    def inset(self, by: int) -> Box:
        """Return the rectangle made smaller at every side."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True)
class TextAt:
    """One run of text: left end of its baseline, its size and the width it needs, in dots."""

    x: int
    baseline: int
    text: str
    weight: Weight
    size: int
    width: float


@dataclass(frozen=True)
class BarsAt:
    """A barcode: upper left corner of its first bar, dots in a module, height of the bars."""

    x: int
    y: int
    module: int
    height: int
    bars: Bars


@dataclass(frozen=True)
class Page:
    """A label that is ready to be painted. `rules` are filled black rectangles."""

    width: int
    height: int
    texts: tuple[TextAt, ...]
    bars: tuple[BarsAt, ...]
    rules: tuple[Box, ...]


def to_dots(millimetres: float, dpi: int) -> int:
    """Return the dots nearest to a length."""
    return round(millimetres * dpi / _MM_PER_INCH)


def lay_out(template: Template, fields: LabelFields, *, width: int, height: int, dpi: int) -> Page:
    """Place the fields on a label of `width` x `height` dots. Raises BadInput `label_too_narrow`."""
    drawn_for = to_dots(template.width_mm, dpi), to_dots(template.height_mm, dpi)
    ruler = _Ruler(dpi, max(1.0, min(width / drawn_for[0], height / drawn_for[1])))
    gap = ruler.dots(template.gap_mm)
    area = Box(0, 0, width, height).inset(ruler.dots(template.margin_mm))
    rows = [row for row in template.rows if any(_shown(cell, fields) for cell in row.cells)]
    placing = _Placing(fields, ruler)
    y = area.y
    for row, row_height in zip(rows, _heights(rows, area.height - gap * (len(rows) - 1), ruler), strict=True):
        placing.row(row, Box(area.x, y, area.width, row_height), gap)
        y += row_height + gap
    return Page(width, height, tuple(placing.texts), tuple(placing.bars), tuple(placing.rules))


def _shown(cell: Cell, fields: LabelFields) -> tuple[str, ...]:
    return tuple(text for text in map(fields.text, cell.show) if text)


def _heights(rows: list[Row], available: int, ruler: _Ruler) -> tuple[int, ...]:
    least = [ruler.dots(row.height_mm) for row in rows]
    left = available - sum(least)
    if left < 0:  # a label lower than its template: all rows give way alike
        return tuple(height * available // sum(least) for height in least)
    parts = sum(row.grow for row in rows) or 1.0
    return tuple(height + int(left * row.grow / parts) for row, height in zip(rows, least, strict=True))


@dataclass(frozen=True)
class _Ruler:
    """Millimetres of a template in dots of this printer; on larger paper they are longer."""

    dpi: int
    grown: float

    def dots(self, millimetres: float) -> int:
        return to_dots(millimetres * self.grown, self.dpi)


class _Placing:
    """Collects what was placed."""

    def __init__(self, fields: LabelFields, ruler: _Ruler) -> None:
        self._fields = fields
        self._ruler = ruler
        self._hair = max(1, ruler.dots(0.2))
        self.texts: list[TextAt] = []
        self.bars: list[BarsAt] = []
        self.rules: list[Box] = []

    def row(self, row: Row, box: Box, gap: int) -> None:
        """Place the cells of one row; empty cells leave their room to the others."""
        if row.line:
            self.rules.append(Box(box.x, box.y - gap // 2 - self._hair, box.width, self._hair))
        cells = [cell for cell in row.cells if _shown(cell, self._fields)]
        shares = [cell.share or self._needed(cell) for cell in cells]
        room = box.width - gap * (len(cells) - 1)
        x = box.x
        for cell, share in zip(cells, shares, strict=True):
            width = int(room * share / sum(shares))
            self._cell(cell, Box(x, box.y, width, box.height))
            x += width + gap

    def _needed(self, cell: Cell) -> float:
        texts = _shown(cell, self._fields)
        return max(text_width(text, cell.weight, self._ruler.dots(cell.largest_mm)) for text in texts)

    def _cell(self, cell: Cell, box: Box) -> None:
        if cell.kind is Kind.BARS:
            self.bars.append(self._bars(_shown(cell, self._fields)[0], box))
            return
        inner = box
        if cell.frame:
            self._frame(box)
            inner = box.inset(self._hair + self._ruler.dots(0.5))
        largest, smallest = self._ruler.dots(cell.largest_mm), to_dots(cell.smallest_mm, self._ruler.dpi)
        if cell.kind is Kind.CODE:
            lines = fit_code(_shown(cell, self._fields)[0], inner.width, inner.height, largest=largest)
        else:
            paragraphs = [
                Paragraph(text, cell.weight if at == 0 else cell.rest, 1.0 if at == 0 else cell.rest_scale)
                for at, text in enumerate(_shown(cell, self._fields))
            ]
            least = 1 if cell.whole else smallest
            lines = fit_text(paragraphs, inner.width, inner.height, largest=largest, smallest=least, lines=cell.lines)
        self._lines(lines, inner, cell)

    def _bars(self, code: str, box: Box) -> BarsAt:
        bars = bars_of(code)
        module = min(box.width // bars.with_quiet, to_dots(_WIDEST_MM, self._ruler.dpi))
        if module * _MM_PER_INCH / self._ruler.dpi < _NARROWEST_MM:
            raise BadInput("label_too_narrow", code_length=str(len(code)))
        return BarsAt(box.x + (box.width - module * bars.modules) // 2, box.y, module, box.height, bars)

    def _frame(self, box: Box) -> None:
        hair = self._hair
        self.rules += (
            Box(box.x, box.y, box.width, hair),
            Box(box.x, box.y + box.height - hair, box.width, hair),
            Box(box.x, box.y, hair, box.height),
            Box(box.x + box.width - hair, box.y, hair, box.height),
        )

    def _lines(self, lines: tuple[Line, ...], box: Box, cell: Cell) -> None:
        if len(lines) == 1 and cell.lines:  # one line stands in the middle, measured by its capitals
            size = lines[0].runs[-1].size
            top = box.y + (box.height - size * CAPITAL) / 2 - size * (ASCENT - CAPITAL)
        else:
            spare = box.height - sum(line.height for line in lines)
            top = box.y + (spare / 2 if cell.lines else 0)
        for line in lines:
            width = sum(run.width for run in line.runs)
            x = box.x + int((box.width - width) * _LEFT_PART[cell.align])
            baseline = round(top + line.ascent)
            for run in line.runs:
                self.texts.append(TextAt(x, baseline, run.text, run.weight, run.size, run.width))
                x += round(run.width)
            top += line.height
