"""A bench that answers with a given state and remembers what it was asked; speakers that remember what they played."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from station.ports import RawScan
from ui.presenters.state import ScreenState, Sound


class ScriptedBench:
    """Answers by `answer`, which a test may change."""

    def __init__(self, answer: Callable[[], ScreenState]) -> None:
        self.answer = answer
        self.asked: list[tuple[str, object]] = []
        self.threads: set[int] = set()

    def _say(self, what: str, detail: object = None) -> ScreenState:
        self.asked.append((what, detail))
        self.threads.add(threading.get_ident())
        return self.answer()

    def asked_for(self, what: str) -> list[object]:
        return [detail for name, detail in self.asked if name == what]

    def scanned(self, scan: RawScan) -> ScreenState:
        return self._say("scanned", scan.raw)

    def acknowledged(self) -> ScreenState:
        return self._say("acknowledged")

    def pin_entered(self, pin: str) -> ScreenState:
        return self._say("pin_entered", pin)

    def weight_typed(self, grams: int) -> ScreenState:
        return self._say("weight_typed", grams)

    def cancelled_question(self) -> ScreenState:
        return self._say("cancelled_question")

    def command(self, verb: str) -> ScreenState:
        return self._say("command", verb)

    def refreshed(self) -> ScreenState:
        return self._say("refreshed")

    def language_chosen(self, language: str) -> ScreenState:
        return self._say("language_chosen", language)


class HeardSounds:
    """Speakers that only remember."""

    def __init__(self, *, available: bool = True) -> None:
        self.available = available
        self.heard: list[Sound] = []

    def play(self, sound: Sound) -> None:
        self.heard.append(sound)

    def __iter__(self) -> Iterator[Sound]:
        return iter(self.heard)
