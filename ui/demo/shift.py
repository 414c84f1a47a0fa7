"""The demo's orders are dated around a fixed day; when the demo is opened, they are moved to the present."""

from __future__ import annotations

import re
from datetime import date

BASE_DAY = date(2026, 9, 1)

# only values that are a date or a date with a time: no name, number or address of the demo looks like that
_DAY = re.compile(r'(?<=")(\d{4}-\d{2}-\d{2})(?=(?: \d{2}:\d{2}:\d{2})?")')


def shifted(data: bytes, today: date) -> bytes:
    """Return a file of demo orders (JSON) with every date moved so that the base day becomes today."""
    moved = today - BASE_DAY

    def later(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[1]) + moved).isoformat()

    return _DAY.sub(later, data.decode("utf-8")).encode("utf-8")
