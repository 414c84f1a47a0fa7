"""Text that never runs out of its box: it wraps at spaces, then shortens; what was cut is told, for a tooltip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.fonts import FALLBACKS, FAMILY

_ELLIPSIS = "…"
_GLUED = re.compile(" ([·—–])")  # no line begins with one of these
_BREAKS_AFTER = "-/\\_.,;:"
_CACHE = 4096
_TIGHT_FROM, _TIGHT = 26, 98  # large letters stand closer, as in any printed headline


class Weight(IntEnum):
    """The weights that ship, as Qt counts them."""

    REGULAR = 400
    MEDIUM = 500
    SEMIBOLD = 600
    BOLD = 700


@dataclass(frozen=True)
class Fitted:
    """Lines that fit their width; `cut` when not all of the text is in them."""

    lines: tuple[str, ...]
    cut: bool = False


@lru_cache(maxsize=64)
def face(size: int, weight: Weight = Weight.REGULAR) -> QFont:
    """Return the font of a size in pixels."""
    font = QFont()
    font.setFamilies([FAMILY, *FALLBACKS])
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if size >= _TIGHT_FROM:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _TIGHT)
    return font


@lru_cache(maxsize=64)
def metrics(size: int, weight: Weight = Weight.REGULAR) -> QFontMetricsF:
    """Return the measures of a font."""
    return QFontMetricsF(face(size, weight))


@lru_cache(maxsize=_CACHE)
def width_of(text: str, size: int, weight: Weight = Weight.REGULAR) -> float:
    """Return how wide a text is, in pixels."""
    return metrics(size, weight).horizontalAdvance(text)


def line_height(size: int) -> int:
    """Return the height of a line of text: the next step of 4 above 1.2 of its size."""
    return -(-size * 12 // 40) * 4


@lru_cache(maxsize=_CACHE)
def fit(text: str, size: int, weight: Weight, width: int, lines: int = 1) -> Fitted:
    """Lay a text into at most `lines` lines of `width` pixels. Breaks at spaces; a long word breaks where it must."""
    words = _GLUED.sub("\u00a0\\1", text).split(" ")
    done: list[str] = []
    for last in range(lines):
        if not words:
            break
        if last == lines - 1:
            rest = " ".join(words)
            if width_of(rest, size, weight) <= width:
                return Fitted((*done, rest))
            shortened = metrics(size, weight).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            return Fitted((*done, shortened), cut=True)
        done.append(_take_line(words, size, weight, width))
    return Fitted(tuple(done))


def _take_line(words: list[str], size: int, weight: Weight, width: int) -> str:
    line = words.pop(0)
    if width_of(line, size, weight) > width:
        head, tail = _split_word(line, size, weight, width)
        if tail:
            words.insert(0, tail)
        return head
    while words and width_of(f"{line} {words[0]}", size, weight) <= width:
        line = f"{line} {words.pop(0)}"
    return line


def _split_word(word: str, size: int, weight: Weight, width: int) -> tuple[str, str]:
    fits = min(1, len(word))
    while fits < len(word) and width_of(word[: fits + 1], size, weight) <= width:
        fits += 1
    for at in range(fits, fits // 2, -1):
        if word[at - 1] in _BREAKS_AFTER:
            return word[:at], word[at:]
    return word[:fits], word[fits:]


def draw(  # noqa: PLR0913 - what painting a text needs
    painter: QPainter,
    x: float,
    y: float,
    text: str | Fitted,
    size: int,
    weight: Weight = Weight.REGULAR,
    *,
    colour: str,
    width: float = 0,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Paint lines from the top left corner (`x`, `y`), aligned within `width`; answers where the next line begins."""
    lines = text.lines if isinstance(text, Fitted) else (text,)
    measures = metrics(size, weight)
    height = line_height(size)
    rise = (height - measures.ascent() - measures.descent()) / 2 + measures.ascent()
    painter.setFont(face(size, weight))
    painter.setPen(QColor(colour))
    for line in lines:
        spare = width - width_of(line, size, weight)
        shift = {Qt.AlignmentFlag.AlignRight: spare, Qt.AlignmentFlag.AlignHCenter: spare / 2}.get(align, 0.0)
        painter.drawText(QPointF(round(x + shift), round(y + rise)), line)
        y += height
    return y


def share(wanted: tuple[float, ...], available: float, least: tuple[float, ...] = ()) -> tuple[int, ...]:
    """Share a width among columns: each gets what it wants; if that is too much, the widest give way first.

    No column falls below its `least` (its longest word), as long as all of these fit.
    """
    if least and sum(least) <= available:
        spare = tuple(max(0.0, most + 1 - low) for most, low in zip(wanted, least, strict=True))
        more = share(spare, available - sum(least))
        return tuple(int(low + 0.999) + part for low, part in zip(least, more, strict=True))
    limit = max(0.0, available)
    left = limit
    for count, width in enumerate(sorted(wanted)):
        limit = max(0.0, left) / (len(wanted) - count)
        if width > limit:
            break
        left -= width
        limit = width
    return tuple(int(min(width, limit) + 0.999) for width in wanted)


def longest_word(text: str, size: int, weight: Weight = Weight.REGULAR) -> float:
    """Return the width of the longest word, in pixels."""
    return max(width_of(word, size, weight) for word in text.split(" "))
