"""Text as channels send it, made fit for look-ups, labels and databases."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_BARCODE_SEPARATORS = re.compile(r"[,;|\s]+")


def one_line(text: str) -> str:
    """Return the text as one line: no control marks, no NBSP, no doubled blanks, no half of a surrogate pair."""
    if text.isprintable() and "  " not in text:  # nearly always; no control mark, NBSP or surrogate is printable
        return text.strip()
    return " ".join(_sound(text).split())


def many_lines(text: str) -> str:
    """Return a comment with its lines kept, each of them clean."""
    lines = (one_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def barcodes_in(text: str) -> tuple[str, ...]:
    """Return the barcodes of one field, which some generators fill with several, divided by `,` `;` or `|`."""
    return tuple(dict.fromkeys(code for code in _BARCODE_SEPARATORS.split(_sound(text)) if code))


def marking_code(text: str) -> str:
    """Return a marking code as it is: its GS marks (0x1D) are part of it."""
    return _CONTROL.sub(lambda found: found[0] if found[0] == "\x1d" else "", _whole(text)).strip(" \r\n\t")


def _sound(text: str) -> str:
    return _CONTROL.sub("", _whole(text))


def _whole(text: str) -> str:
    # JSON may carry "\ud83d" alone; no database and no printer takes it
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
