"""A document of the command line as people read it: a line for each fact, what belongs together set in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

EMPTY: tuple[object, ...] = (None, "", [], {})
STEP = "  "


def plain(document: Mapping[str, object]) -> str:
    """Return the lines of a document; what is empty is left out, and a list has a line for each of its rows."""
    return "\n".join(_lines(document, ""))


def _lines(document: Mapping[str, object], margin: str) -> Iterator[str]:
    for name, value in document.items():
        if value in EMPTY:
            continue
        if isinstance(value, Mapping):
            yield f"{margin}{name}:"
            yield from _lines(value, margin + STEP)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield from _rows(name, value, margin)
        else:
            yield f"{margin}{name}: {_word(value)}"


def _rows(name: str, rows: Sequence[object], margin: str) -> Iterator[str]:
    if not any(isinstance(row, Mapping) for row in rows):
        yield f"{margin}{name}: {', '.join(_word(row) for row in rows)}"
        return
    yield f"{margin}{name}:"
    for row in rows:
        inside = list(_lines(row, margin + STEP * 2)) if isinstance(row, Mapping) else [_word(row)]
        first = inside[0].strip() if inside else ""
        yield f"{margin}{STEP}- {first}"
        yield from inside[1:]


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
