"""Bytes of a device to text: without the wire's own marks, and never with an error."""

from __future__ import annotations

import re
from typing import Final

MAX_LENGTH: Final = 4096  # bytes; no code is longer, what is longer is noise
GS: Final = "\x1d"  # between the elements of a GS1 code
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_WIRE_MARKS: Final = dict.fromkeys(map(ord, "\0\x02\x03\r\n\t\N{ZERO WIDTH NO-BREAK SPACE}"))
_STRUCTURE: Final = frozenset("\x04\x1c\x1d\x1e\x1f")  # separators that codes may hold (GS1, ISO 15434)
_RUSSIAN_LETTERS: Final = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ№")
_SHORTEST_CP1251: Final = 4  # below that any noise would pass for Russian
_GS_AS_E8: Final = re.compile(rb"(?:\][A-Za-z][0-9])?\xe8?01[0-9]{14}")  # some scanners send 0xE8 for FNC1


def text_of(raw: bytes) -> str:
    """Return the text of a frame: at most 4096 bytes, no NUL, STX, ETX, CR, LF, TAB, BOM, no blanks at the ends.

    What is not UTF-8 is tried as windows-1251, and kept only if that gives nothing but Russian and ASCII.
    """
    cut = raw[:MAX_LENGTH]
    try:
        text = cut.decode()
    except UnicodeDecodeError:
        text = _not_utf8(cut)
    return text.translate(_WIRE_MARKS).strip(" \N{NO-BREAK SPACE}")


def printable(text: str) -> bool:
    """Tell whether the text can be a code: nothing lost in decoding, no control characters but separators."""
    return bool(text) and REPLACEMENT not in text and all(mark.isprintable() or mark in _STRUCTURE for mark in text)


def _not_utf8(raw: bytes) -> str:
    if _GS_AS_E8.match(raw):
        return raw.replace(b"\xe8", GS.encode()).decode(errors="replace")
    as_russian = raw.decode("cp1251", errors="replace")
    foreign = {mark for mark in as_russian if not mark.isascii()} - _RUSSIAN_LETTERS
    if foreign or len(as_russian) < _SHORTEST_CP1251:
        return raw.decode(errors="replace")
    return as_russian
