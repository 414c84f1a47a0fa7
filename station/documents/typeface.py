"""The one typeface of Larets on paper: where it lies, what it can draw and how wide it is.

Its origin and licence stand in `fonts/README.md`.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FAMILY = "Larets Sans"
FONTS = Path(__file__).parent / "fonts"

ASCENT = 0.95  # of the size, from the baseline up to a capital letter's accent
CAPITAL = 0.73
DESCENT = 0.24
LEADING = 1.18

_MISSING = "□"  # what cannot be drawn is seen to be missing
_TATTERS = frozenset({"Mn", "Me", "Cf"})  # marks and joiners that mean nothing alone


class Weight(StrEnum):
    """The four weights that ship with the program."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"

    @property
    def path(self) -> Path:
        """The file of this weight."""
        return FONTS / f"LaretsSans-{self}.ttf"

    @property
    def pdf_name(self) -> str:
        """The name under which `register_faces` makes the weight known to reportlab."""
        return f"LaretsSans-{self}"


@cache
def register_faces() -> None:
    """Make all weights known to reportlab, once for the process."""
    for weight in Weight:
        pdfmetrics.registerFont(TTFont(weight.pdf_name, str(weight.path)))
    pdfmetrics.registerFontFamily(
        Weight.REGULAR.pdf_name,
        normal=Weight.REGULAR.pdf_name,
        bold=Weight.BOLD.pdf_name,
        italic=Weight.REGULAR.pdf_name,
        boldItalic=Weight.BOLD.pdf_name,
    )


@lru_cache(maxsize=256)
def raster_face(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """Return the face for pictures, `size` in dots. The plain layout engine, so that every machine draws alike."""
    return ImageFont.truetype(str(weight.path), size, layout_engine=ImageFont.Layout.BASIC)


def text_width(text: str, weight: Weight, size: int) -> float:
    """Return the width in dots that the text needs both in a picture and in a PDF."""
    return sum(_advance(character, weight, size) for character in text)


@lru_cache(maxsize=65536)
def _advance(character: str, weight: Weight, size: int) -> float:
    register_faces()
    drawn = raster_face(weight, size).getlength(character)
    return max(drawn, pdfmetrics.stringWidth(character, weight.pdf_name, size))


def printable(text: str) -> str:
    """Return the text as the typeface can draw it, on one line; a letter that it lacks becomes an open square."""
    letters: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character in _letters() or character == "\u00a0":
            letters.append(character)
        elif character.isspace() or unicodedata.category(character) == "Cc":
            letters.append(" ")
        elif unicodedata.category(character) not in _TATTERS:
            letters.append(_MISSING)
    return " ".join(word for word in "".join(letters).split(" ") if word)


@cache
def _letters() -> frozenset[str]:
    face = TTFont(Weight.REGULAR.pdf_name, str(Weight.REGULAR.path)).face
    return frozenset(chr(code) for code in face.charToGlyph if chr(code).isprintable() or chr(code) in "\u202f\u2009")
