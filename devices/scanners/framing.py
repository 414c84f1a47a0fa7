"""Bytes of a scanner to frames: where one code ends and the next begins. Pure; the clock is handed in.

CR, LF, CRLF, TAB and STX..ETX all come down to one rule: each of these bytes separates, and empty frames are dropped.
A scanner that sends none of them is told by silence. Silence is what the wire reports (`silent`), never a reckoning of
the time between two reads: a machine too busy to read for a while must not cut a code in two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

LONGEST_FRAME: Final = 4096  # bytes; no code is longer
DEFAULT_GAP_NS: Final = 50_000_000
_PATIENCE: Final = 5  # gaps that a device is given which is known to end its frames: a slow wire, not an end
_SEPARATORS: Final = re.compile(rb"[\x02\x03\t\n\r]")


@dataclass(frozen=True)
class Frame:
    """One code as it came, without its ends. `overlong`: cut at 4096 bytes, the rest up to the next end thrown away."""

    raw: bytes = field(repr=False)
    at_ns: int  # when its last byte was read, or its terminator
    overlong: bool = False


class Framer:
    """Cuts what one device sends into frames. Not for use by two threads."""

    def __init__(self, gap_ns: int = DEFAULT_GAP_NS) -> None:
        """Take the silence that ends a frame of a scanner which sends no terminator."""
        self._gap_ns = gap_ns
        self._partial = bytearray()
        self._last_ns = 0
        self._skipping = False  # after an overlong frame, until its end
        self._terminates = True  # believed of a device until it ends a frame by silence

    @property
    def silence_ns(self) -> int | None:
        """How long the wire must be silent from the last byte on to end the frame; None when none is open."""
        if not self._partial and not self._skipping:
            return None
        return self._gap_ns * (_PATIENCE if self._terminates else 1)

    def feed(self, chunk: bytes, at_ns: int) -> list[Frame]:
        """Return the frames that this chunk completes, in order. NUL bytes are dropped."""
        *ended, rest = _SEPARATORS.split(chunk.replace(b"\0", b""))
        frames: list[Frame] = []
        for piece in ended:
            frames += self._take(piece, at_ns)
            frames += self._end(at_ns)
            self._terminates = True
        frames += self._take(rest, at_ns)
        return frames

    def silent(self) -> list[Frame]:
        """Tell that nothing came for `silence_ns`: what is open ends here."""
        if self._partial:
            self._terminates = False
        return self._end(self._last_ns)

    def reset(self) -> None:
        """Forget half a frame: the wire was cut."""
        self._partial.clear()
        self._skipping = False

    def _take(self, piece: bytes, at_ns: int) -> list[Frame]:
        if not piece:
            return []
        self._last_ns = at_ns
        if self._skipping:
            return []
        self._partial += piece
        if len(self._partial) <= LONGEST_FRAME:
            return []
        frame = Frame(bytes(self._partial[:LONGEST_FRAME]), at_ns, overlong=True)
        self._partial.clear()
        self._skipping = True
        return [frame]

    def _end(self, at_ns: int) -> list[Frame]:
        raw = bytes(self._partial)
        self.reset()
        return [Frame(raw, at_ns)] if raw else []
