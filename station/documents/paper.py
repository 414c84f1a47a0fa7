"""Sheets of A4: the styles, the barcode as a flowable, and pages that know how many they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from station.documents.code128 import QUIET, bars_of
from station.documents.numbers import split_code
from station.documents.typeface import Weight, printable, register_faces

INK = HexColor("#1c1b1a")
QUIET_INK = HexColor("#5d5a55")
HAIR = HexColor("#b9b4ab")
GROUND = HexColor("#f3f1ec")

MARGIN = 12 * mm
PAGE_WIDTH, PAGE_HEIGHT = A4
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
_FOOT = 9 * mm
_LEAST_MODULE = 0.72  # points: 0.254 mm, two dots at 200 dpi
_LARGEST_MODULE = 1.05
_CODE_SIZE = 8.5
_BREATH = 0.5  # a line as wide as its column to the last point would be broken


@dataclass(frozen=True)
class Styles:
    """The few ways in which a sheet speaks."""

    title: ParagraphStyle
    head: ParagraphStyle
    body: ParagraphStyle
    bold: ParagraphStyle
    right: ParagraphStyle
    right_bold: ParagraphStyle
    center_bold: ParagraphStyle
    small: ParagraphStyle
    figure: ParagraphStyle
    card: ParagraphStyle
    note: ParagraphStyle


@cache
def styles() -> Styles:
    """Return the styles of all sheets."""
    register_faces()

    def style(
        name: str, weight: Weight, size: float, *, align: Literal[0, 1, 2] = TA_LEFT, ink: Color = INK
    ) -> ParagraphStyle:
        made = ParagraphStyle(name, fontName=weight.pdf_name, fontSize=size, leading=size * 1.28, textColor=ink)
        made.alignment = align
        return made

    return Styles(
        title=style("title", Weight.BOLD, 17),
        head=style("head", Weight.SEMIBOLD, 11.5),
        body=style("body", Weight.REGULAR, 9),
        bold=style("bold", Weight.SEMIBOLD, 9),
        right=style("right", Weight.REGULAR, 9, align=TA_RIGHT),
        right_bold=style("right_bold", Weight.SEMIBOLD, 9, align=TA_RIGHT),
        center_bold=style("center_bold", Weight.SEMIBOLD, 9, align=TA_CENTER),
        figure=style("figure", Weight.BOLD, 15, align=TA_CENTER),
        card=style("card", Weight.BOLD, 12.5, align=TA_CENTER),
        note=style("note", Weight.REGULAR, 8.5, align=TA_CENTER, ink=QUIET_INK),
        small=style("small", Weight.REGULAR, 7.5, ink=QUIET_INK),
    )


def words(text: str, style: ParagraphStyle) -> Paragraph:
    """Return a paragraph of plain text: nothing in it is taken for markup."""
    return Paragraph(escape(printable(text), quote=False), style)


def column_width(texts: Iterable[str], style: ParagraphStyle, *, least: float) -> float:
    """Return the width in points that none of the texts has to be broken in."""
    register_faces()
    widths = (stringWidth(printable(text), style.fontName, style.fontSize) for text in texts)
    return max([least, *(width + _BREATH for width in widths)])


class BarcodeFlowable(Flowable):
    """A Code 128 with its quiet zones, and its number beneath with the last four digits standing out."""

    def __init__(self, code: str, *, width: float, height: float) -> None:
        super().__init__()
        self._code = code
        self._bars = bars_of(code)
        self.width = width
        self.height = height

    @staticmethod
    def least_width(code: str) -> float:
        """Return the width in points below which the code would not be read from paper."""
        return bars_of(code).with_quiet * _LEAST_MODULE

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Say how large it is."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the bars from the middle outwards, then the number."""
        module = min(self.width / self._bars.with_quiet, _LARGEST_MODULE)
        foot = _CODE_SIZE * 1.55
        left = (self.width - module * self._bars.with_quiet) / 2 + QUIET * module
        self.canv.setFillColorRGB(0, 0, 0)
        for start, width in self._bars.black:
            self.canv.rect(left + start * module, foot, width * module, self.height - foot, stroke=0, fill=1)
        self._number()

    def _number(self) -> None:
        head, tail = split_code(self._code)
        regular, bold = Weight.REGULAR.pdf_name, Weight.BOLD.pdf_name
        size = _CODE_SIZE
        needed = self.canv.stringWidth(head, regular, size) + self.canv.stringWidth(tail, bold, size)
        size *= min(1.0, self.width / needed)
        head_width = self.canv.stringWidth(head, regular, size)
        left = (self.width - head_width - self.canv.stringWidth(tail, bold, size)) / 2
        self.canv.setFont(regular, size)
        self.canv.drawString(left, size * 0.28, head)
        self.canv.setFont(bold, size)
        self.canv.drawString(left + head_width, size * 0.28, tail)


def build_pages(story: Callable[[], Sequence[Flowable]], *, title: str, foot: Callable[[int, int], str]) -> bytes:
    """Return an A4 document, the same bytes for the same story; `foot` gets the page and the number of pages.

    The story is told twice: only after the first time is the number of pages known.
    """
    pages = _build(story(), title, foot, 0)[1]
    return _build(story(), title, foot, pages)[0]


def _build(story: Sequence[Flowable], title: str, foot: Callable[[int, int], str], pages: int) -> tuple[bytes, int]:
    register_faces()
    out = BytesIO()
    seen: list[int] = []

    def on_page(canvas: Canvas, _document: BaseDocTemplate) -> None:
        number = canvas.getPageNumber()
        seen.append(number)
        canvas.setFont(Weight.REGULAR.pdf_name, 7.5)
        canvas.setFillColor(QUIET_INK)
        canvas.drawRightString(PAGE_WIDTH - MARGIN, _FOOT, foot(number, pages))
        canvas.drawString(MARGIN, _FOOT, printable(title))

    frame = Frame(
        MARGIN,
        MARGIN + _FOOT / 2,
        TEXT_WIDTH,
        PAGE_HEIGHT - 2 * MARGIN - _FOOT / 2,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document = BaseDocTemplate(out, pagesize=A4, invariant=1, pageCompression=1, title=title, creator="Larets")
    document.addPageTemplates([PageTemplate(id="sheet", frames=[frame], onPage=on_page)])
    document.build(list(story))
    return out.getvalue(), len(seen)
