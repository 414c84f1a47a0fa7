"""The template of a label: rows of cells in TOML, read into types, with the place of every fault.

width_mm, height_mm          the paper it was drawn for; on larger paper all lengths grow alike
margin_mm = 1.5              white at the edge          gap_mm = 0.8     between rows and cells
[[rows]]                     from top to bottom; a row whose cells show nothing is left out
height_mm = 4.0              its least height           grow = 2         its part of what is left over
line = true                  a thin line above it
[[rows.cells]]               from left to right
kind = "text"                text, code (a long number, its end standing out) or bars
show = ["name", "address"]   fields of LabelFields, each its own paragraph
share = 3                    its part of the row's width; 0: as much as its text needs
largest_mm, smallest_mm      size of the type: as large as fits, never below the second
weight = "Bold"              of the first paragraph;    rest = "Medium"  of those after it
rest_scale = 0.8             size of those after it
lines = 2                    at most so many lines (0: as many as fit, from the top)
align = "left"               left, right or center
whole = true                 never cut: it shrinks as far as it must (numbers, sums)
frame = true                 a box around the cell
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import cast

from station.documents.label_fields import LabelFields
from station.documents.typeface import Weight
from station.errors import BadInput

TEMPLATES = Path(__file__).parent / "templates"


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    CODE = "code"
    BARS = "bars"


class Align(StrEnum):
    """Where a line stands in its cell."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True)
class Cell:
    """One cell of a row; sizes in millimetres."""

    show: tuple[str, ...]
    kind: Kind = Kind.TEXT
    share: float = 1.0
    largest_mm: float = 3.0
    smallest_mm: float = 1.6
    weight: Weight = Weight.MEDIUM
    rest: Weight = Weight.MEDIUM
    rest_scale: float = 1.0
    lines: int = 1
    align: Align = Align.LEFT
    whole: bool = False
    frame: bool = False


@dataclass(frozen=True)
class Row:
    """Cells side by side; `grow` is the row's part of the height that is left over."""

    cells: tuple[Cell, ...]
    height_mm: float
    grow: float = 0.0
    line: bool = False


@dataclass(frozen=True)
class Template:
    """A label from top to bottom, drawn for paper of this size."""

    rows: tuple[Row, ...]
    width_mm: float
    height_mm: float
    margin_mm: float
    gap_mm: float


@cache
def load_template(name: str) -> Template:
    """Return the template that ships under this name."""
    return parse_template((TEMPLATES / f"{name}.toml").read_text(encoding="utf-8"), name=name)


def parse_template(text: str, *, name: str) -> Template:
    """Read a template. Raises BadInput `label_template_bad`; its `place` says row and cell."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput("label_template_bad", place=name, problem=str(error)) from error
    reader = _Reader(table, name)
    rows = tuple(_row(row) for row in reader.tables("rows"))
    template = Template(
        rows,
        reader.number("width_mm", 58),
        reader.number("height_mm", 40),
        reader.number("margin_mm", 1.5),
        reader.number("gap_mm", 0.8),
    )
    reader.nothing_else()
    return template


def _row(reader: _Reader) -> Row:
    cells = tuple(_cell(cell) for cell in reader.tables("cells"))
    height, grow = reader.number("height_mm", 3.0), reader.number("grow", 0.0)
    row = Row(cells, height, grow, line=reader.flag("line"))
    reader.nothing_else()
    return row


def _cell(reader: _Reader) -> Cell:
    cell = Cell(
        show=reader.names("show"),
        kind=Kind(reader.choice("kind", "text", tuple(Kind))),
        share=reader.number("share", 1.0),
        largest_mm=reader.number("largest_mm", 3.0),
        smallest_mm=reader.number("smallest_mm", 1.6),
        weight=Weight(reader.choice("weight", "Medium", tuple(Weight))),
        rest=Weight(reader.choice("rest", "Medium", tuple(Weight))),
        rest_scale=reader.number("rest_scale", 1.0),
        lines=round(reader.number("lines", 1)),
        align=Align(reader.choice("align", "left", tuple(Align))),
        whole=reader.flag("whole"),
        frame=reader.flag("frame"),
    )
    reader.nothing_else()
    return cell


class _Reader:
    """One table of the file, which remembers its place and what was asked of it."""

    def __init__(self, table: Mapping[str, object], place: str) -> None:
        self._table = table
        self._place = place
        self._asked: set[str] = set()

    def _get(self, key: str, default: object) -> object:
        self._asked.add(key)
        return self._table.get(key, default)

    def _bad(self, key: str, problem: str) -> BadInput:
        return BadInput("label_template_bad", place=f"{self._place}.{key}", problem=problem)

    def tables(self, key: str) -> tuple[_Reader, ...]:
        """Return the tables of an array, at least one."""
        found = self._get(key, None)
        if not isinstance(found, list) or not found or not all(isinstance(item, dict) for item in found):
            raise self._bad(key, "needs at least one table")
        tables = cast("list[Mapping[str, object]]", found)
        return tuple(_Reader(item, f"{self._place}.{key}[{at}]") for at, item in enumerate(tables, start=1))

    def number(self, key: str, default: float) -> float:
        """Return a number that is not negative."""
        found = self._get(key, default)
        if isinstance(found, bool) or not isinstance(found, int | float) or found < 0:
            raise self._bad(key, "needs a number of at least 0")
        return float(found)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        found = self._get(key, default=False)
        if not isinstance(found, bool):
            raise self._bad(key, "needs true or false")
        return found

    def choice(self, key: str, default: str, allowed: tuple[str, ...]) -> str:
        """Return one of the allowed words."""
        found = self._get(key, default)
        if not isinstance(found, str) or found not in allowed:
            raise self._bad(key, f"needs one of {', '.join(allowed)}")
        return found

    def names(self, key: str) -> tuple[str, ...]:
        """Return names of fields of a label, at least one."""
        found = self._get(key, None)
        known = {field.name for field in fields(LabelFields)}
        if not isinstance(found, list) or not found or not all(name in known for name in found):
            raise self._bad(key, f"needs some of {', '.join(sorted(known))}")
        return tuple(str(name) for name in found)

    def nothing_else(self) -> None:
        """Refuse a key that nobody asked for: it is a slip of the pen."""
        for key in self._table:
            if key not in self._asked:
                raise self._bad(key, "is not known here")
