"""The bench is heard: sounds are loaded beforehand and begin at once; a machine without a speaker only stays silent."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Protocol

from PySide6.QtCore import QLoggingCategory, QUrl

from ui.presenters.state import Sound


class Feedback(Protocol):
    """What the window asks of the speakers."""

    @property
    def available(self) -> bool:
        """Whether anything can be heard."""

    def play(self, sound: Sound) -> None:
        """Begin a sound and return at once."""


class Effect(Protocol):
    """A loaded sound, as Qt names its parts."""

    def play(self) -> None:
        """Begin at once, from the start."""

    def stop(self) -> None:
        """Fall silent."""

    def isPlaying(self) -> bool:
        """Whether it is heard now."""


def load_effects() -> Mapping[Sound, Effect]:
    """Load every sound for the machine's own speakers; nothing where there are none. Raises ImportError."""
    # Sound effects need no codecs: without them the start is faster and a bare machine's log stays clean.
    os.environ.setdefault("QT_MEDIA_BACKEND", "none")
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

    effects: dict[Sound, Effect] = {}
    if not QMediaDevices.audioOutputs():
        return effects
    for sound in Sound:
        file = files("ui.sounds") / f"{sound.value}.wav"
        if file.is_file():
            effect = QSoundEffect()
            effect.setSource(QUrl.fromLocalFile(str(file)))
            effects[sound] = effect
    return effects


class Speakers:
    """The machine's own speakers, through Qt."""

    def __init__(self, load: Callable[[], Mapping[Sound, Effect]] = load_effects) -> None:
        self._load = load
        self._effects: Mapping[Sound, Effect] = {}
        self.available = True
        """Until `preload` has looked, silence is not told as trouble."""

    def preload(self) -> None:
        """Load every sound. Takes some tens of milliseconds once: called when the window stands."""
        try:
            self._effects = self._load()
        except ImportError:  # the system's audio library is not there: the bench works on without it
            self._effects = {}
        self.available = bool(self._effects)

    def play(self, sound: Sound) -> None:
        """Begin a sound; one that is still heard gives way."""
        effect = self._effects.get(sound)
        if effect is None:
            return
        for other in self._effects.values():
            if other is not effect and other.isPlaying():
                other.stop()
        effect.play()

    def stop(self) -> None:
        """Fall silent and let the device go."""
        for effect in self._effects.values():
            effect.stop()
        self._effects = {}
