"""The last scans at the bottom of the screen: when, what was scanned, what came of it. Nothing secret is among them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from station.scan.commands import find_command
from station.usecases.desk import Answer
from ui.presenters.state import ScanChip
from ui.texts import Texts, tail

KEPT = 8
_SHOWN_WHOLE = 9  # order numbers and trays; of longer codes the last four tell them apart


@dataclass(frozen=True)
class _Heard:
    at: datetime
    raw: str
    code: str
    tone: str
    facts: Mapping[str, str]


@dataclass
class Chips:
    """The last scans, the newest last; they can be said again in another language."""

    _heard: deque[_Heard] = field(default_factory=lambda: deque(maxlen=KEPT))
    _shown: deque[ScanChip] = field(default_factory=lambda: deque(maxlen=KEPT))

    @property
    def shown(self) -> tuple[ScanChip, ...]:
        """The chips as they stand."""
        return tuple(self._shown)

    def add(self, answer: Answer, facts: Mapping[str, str], at: datetime, texts: Texts) -> None:
        """Add the newest."""
        heard = _Heard(at, answer.raw, answer.outcome.code, answer.outcome.tone.value, facts)
        self._heard.append(heard)
        self._shown.append(_chip(heard, texts))

    def say_in(self, texts: Texts) -> None:
        """Say all of them anew."""
        self._shown = deque((_chip(heard, texts) for heard in self._heard), maxlen=KEPT)


def _chip(heard: _Heard, texts: Texts) -> ScanChip:
    time = f"{heard.at.astimezone(texts.zone):%H:%M:%S}"
    return ScanChip(time, _scanned(heard.raw, texts), texts.result(heard.code, heard.facts), heard.tone)


def _scanned(raw: str, texts: Texts) -> str:
    """Return what was scanned as people speak of it: a badge, a command, a code by its last digits."""
    kind, _, secret = raw.partition(":")
    if secret and kind in {"badge", "document"}:
        return texts.caption(f"chip_{kind}")
    command = find_command(raw.strip())
    if command is not None:
        return texts.command(command.verb, command.argument).name
    shown = "".join(mark for mark in raw if mark.isprintable()).strip()
    return shown if len(shown) <= _SHOWN_WHOLE else tail(shown)
