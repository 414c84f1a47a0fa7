"""Making text fit its box: large if it can be, then smaller and wrapped, cut with an ellipsis when all else failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from station.documents.numbers import split_code
from station.documents.typeface import ASCENT, DESCENT, LEADING, Weight, text_width

_ELLIPSIS = "…"
_TAIL_SCALE = 1.28  # how much larger the last digits of a code are
_FOLLOWS = "-/.,;"  # a line may be broken after one of these when a word alone is too long


@dataclass(frozen=True)
class Paragraph:
    """A text of one weight; `scale` is its size relative to the block's."""

    text: str
    weight: Weight
    scale: float = 1.0


@dataclass(frozen=True)
class Run:
    """A piece of a line in one weight and size (dots), and the width it needs."""

    text: str
    weight: Weight
    size: int
    width: float


@dataclass(frozen=True)
class Line:
    """One line; `ascent` and `height` in dots."""

    runs: tuple[Run, ...]
    ascent: float
    height: float


def fit_text(
    paragraphs: Sequence[Paragraph], width: int, height: int, *, largest: int, smallest: int, lines: int
) -> tuple[Line, ...]:
    """Return the lines of all paragraphs at the largest size that fits; at most `lines` of them (0: as many as fit).

    Words are torn, and then the text is cut, only at the smallest size.
    """
    low, high = min(smallest, largest), max(smallest, largest)
    best: tuple[Line, ...] | None = None
    while low <= high:  # what fits at one size fits at every smaller one, near enough
        size = (low + high) // 2
        found = _set(paragraphs, width, size, torn=False)
        if found is not None and _fits(found, height, lines):
            best, low = found, size + 1
        else:
            high = size - 1
    if best is not None:
        return best
    return _cut(paragraphs, width, height, size=smallest, lines=lines)


def fit_code(code: str, width: int, height: int, *, largest: int) -> tuple[Line, ...]:
    """Return a long code as one line, its last four characters larger and bold."""
    for size in range(largest, 1, -1):
        line = _code_line(code, size)
        if sum(run.width for run in line.runs) <= width and line.runs[-1].size * (ASCENT + DESCENT) <= height:
            return (line,)
    return (_code_line(code, 1),)


def _code_line(code: str, size: int) -> Line:
    head, tail = split_code(code)
    big = round(size * _TAIL_SCALE) if tail else size
    parts = ((head, Weight.MEDIUM, size), (tail, Weight.BOLD, big))
    runs = tuple(_run(text, weight, run_size) for text, weight, run_size in parts if text)
    return Line(runs, big * ASCENT, big * LEADING)


def _fits(lines: Sequence[Line], height: int, most: int) -> bool:
    return sum(line.height for line in lines) <= height and (most == 0 or len(lines) <= most)


def _run(text: str, weight: Weight, size: int) -> Run:
    return Run(text, weight, size, text_width(text, weight, size))


def _line(text: str, weight: Weight, size: int) -> Line:
    return Line((_run(text, weight, size),), size * ASCENT, size * LEADING)


def _set(paragraphs: Sequence[Paragraph], width: int, size: int, *, torn: bool) -> tuple[Line, ...] | None:
    lines: list[Line] = []
    for paragraph in paragraphs:
        own = max(1, round(size * paragraph.scale))
        wrapped = _wrap(paragraph.text, paragraph.weight, own, width, torn=torn)
        if wrapped is None:
            return None
        lines += (_line(text, paragraph.weight, own) for text in wrapped)
    return tuple(lines)


def _wrap(text: str, weight: Weight, size: int, width: int, *, torn: bool) -> tuple[str, ...] | None:
    """Return the lines, or None when a word is wider than the box and may not be torn."""
    lines: list[str] = []
    line = ""
    for word in _words(text.split(" "), weight, size, width, torn=torn):
        longer = f"{line} {word}" if line else word
        if text_width(longer, weight, size) <= width:
            line = longer
            continue
        if not line or text_width(word, weight, size) > width:
            return None
        lines.append(line)
        line = word
    return (*lines, line) if line else tuple(lines)


def _words(words: Iterable[str], weight: Weight, size: int, width: int, *, torn: bool) -> Iterable[str]:
    for word in words:
        if not torn or text_width(word, weight, size) <= width:
            yield word
        else:
            yield from _pieces(word, weight, size, width)


def _pieces(word: str, weight: Weight, size: int, width: int) -> Iterable[str]:
    rest = word
    while text_width(rest, weight, size) > width and len(rest) > 1:
        most = next(
            (at for at in range(len(rest) - 1, 1, -1) if text_width(rest[:at], weight, size) <= width),
            1,
        )
        after = max((rest.rfind(sign, 0, most) + 1 for sign in _FOLLOWS), default=0)
        at = after if after > most // 2 else most
        yield rest[:at]
        rest = rest[at:]
    yield rest


def _cut(paragraphs: Sequence[Paragraph], width: int, height: int, *, size: int, lines: int) -> tuple[Line, ...]:
    """Shorten the longest paragraph until all of them fit: an address loses its end before a telephone goes."""
    left = list(paragraphs)
    while left:
        found = _set(left, width, size, torn=True) or ()
        if _fits(found, height, lines):
            return found
        at = max(range(len(left)), key=lambda index: len(left[index].text))
        kept = left[at].text.removesuffix(_ELLIPSIS)
        kept = kept[: min(len(kept) - 1, len(kept) * 19 // 20)].rstrip(" ,")
        if kept:
            left[at] = replace(left[at], text=kept + _ELLIPSIS)
        else:
            del left[at]
    return ()
