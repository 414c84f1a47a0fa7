from __future__ import annotations

import wave
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.feedback import Effect, Speakers
from ui.presenters.state import Sound
from ui.sounds.make import SOUNDS, Pulse, make

LONG_MS = 150
LONGEST_MS = 900


def rhythm(pulses: tuple[Pulse, ...]) -> str:
    return "".join("-" if pulse.ms >= LONG_MS else "." for pulse in pulses)


def test_no_sound_is_missing_and_none_is_left_over() -> None:
    assert set(SOUNDS) == {sound.value for sound in Sound if sound is not Sound.NONE}


def test_sounds_differ_in_count_or_rhythm_and_not_in_pitch_alone() -> None:
    rhythms = [rhythm(pulses) for pulses in SOUNDS.values()]
    assert len(set(rhythms)) == len(rhythms)


def test_every_sound_is_short() -> None:
    assert all(sum(pulse.ms + pulse.rest_ms for pulse in pulses) <= LONGEST_MS for pulses in SOUNDS.values())


def test_the_files_are_what_the_generator_makes(tmp_path: Path) -> None:
    make(tmp_path)
    for name in SOUNDS:
        shipped = (files("ui.sounds") / f"{name}.wav").read_bytes()
        assert shipped == (tmp_path / f"{name}.wav").read_bytes(), name


@pytest.mark.parametrize("name", sorted(SOUNDS))
def test_no_sound_begins_or_ends_with_a_click(name: str) -> None:
    with wave.open(str(files("ui.sounds") / f"{name}.wav")) as file:
        frames = file.readframes(file.getnframes())
    edges = frames[:2], frames[-2:]
    assert all(abs(int.from_bytes(edge, "little", signed=True)) < 3000 for edge in edges)


class FakeEffect:
    """A sound that is heard until it is stopped."""

    def __init__(self) -> None:
        self.begun = 0
        self.heard = False

    def play(self) -> None:
        self.begun += 1
        self.heard = True

    def stop(self) -> None:
        self.heard = False

    def isPlaying(self) -> bool:  # noqa: N802 - as Qt names it
        return self.heard


def no_library() -> Mapping[Sound, Effect]:
    raise ImportError


def test_speakers_play_nothing_before_they_are_loaded_and_say_no_trouble() -> None:
    speakers = Speakers(no_library)
    speakers.play(Sound.WRONG)
    assert speakers.available


def test_a_machine_without_an_audio_library_is_quiet_and_says_so() -> None:
    speakers = Speakers(no_library)
    speakers.preload()
    speakers.play(Sound.WRONG)
    speakers.stop()
    assert not speakers.available


def test_this_machine_plays_or_says_that_it_cannot(qapp: QApplication) -> None:
    speakers = Speakers()
    speakers.preload()
    for sound in Sound:
        speakers.play(sound)
    speakers.stop()


def test_a_sound_silences_the_one_before_it() -> None:
    effects: dict[Sound, FakeEffect] = {sound: FakeEffect() for sound in Sound if sound is not Sound.NONE}
    speakers = Speakers(lambda: effects)
    speakers.preload()
    speakers.play(Sound.NONE)
    speakers.play(Sound.ACCEPTED)
    speakers.play(Sound.WRONG)
    assert speakers.available
    assert [sound for sound, effect in effects.items() if effect.heard] == [Sound.WRONG]
    speakers.play(Sound.WRONG)
    assert effects[Sound.WRONG].begun == 2
    speakers.stop()
    assert not any(effect.heard for effect in effects.values())
