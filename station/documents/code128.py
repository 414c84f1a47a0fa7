"""Code 128 as rows of bars, from python-barcode: whole modules, never scaled by a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from barcode.codex import Code128

from station.errors import BadInput

QUIET = 10  # modules of white at either side, as ISO/IEC 15417 asks


@dataclass(frozen=True)
class Bars:
    """The bars of one code: (start, width) of each black bar, in modules from the first one."""

    code: str
    modules: int
    black: tuple[tuple[int, int], ...]

    @property
    def with_quiet(self) -> int:
        """The width in modules with both quiet zones."""
        return self.modules + 2 * QUIET


@lru_cache(maxsize=1024)
def bars_of(code: str) -> Bars:
    """Return the bars of a code of ASCII characters. Raises BadInput `code_not_printable` for any other."""
    if not code or not code.isascii() or not code.isprintable():
        raise BadInput("code_not_printable", length=str(len(code)))
    black: list[tuple[int, int]] = []
    at = 0
    for colour, run in groupby(Code128(code).build()[0]):
        width = len(list(run))
        if colour == "1":
            black.append((at, width))
        at += width
    return Bars(code, at, tuple(black))
