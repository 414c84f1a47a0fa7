"""Make the sounds: each differs from the others in how many pulses it has and in their rhythm, not in pitch alone."""

from __future__ import annotations

import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

RATE_HZ = 22_050
_LOUD = 0.55
_EDGE_S = 0.006  # each pulse swells and fades: no clicks
_OVERTONES = ((1, 0.8), (2, 0.15), (3, 0.05))


@dataclass(frozen=True)
class Pulse:
    """A tone, then silence, in thousandths of a second."""

    hertz: int
    ms: int
    rest_ms: int = 0


SOUNDS: dict[str, tuple[Pulse, ...]] = {
    "accepted": (Pulse(1320, 80),),
    "attention": (Pulse(990, 90, 70), Pulse(990, 90)),
    "complete": (Pulse(880, 80, 40), Pulse(1108, 80, 40), Pulse(1320, 80, 40), Pulse(1760, 200)),
    "wrong": (Pulse(240, 320, 120), Pulse(240, 320)),
    "too_many": tuple(Pulse(520, 60, 45) for _ in range(5)),
    "person": (Pulse(440, 300, 80), Pulse(660, 90, 80), Pulse(440, 300)),
    "network": (Pulse(700, 260, 260), Pulse(700, 80)),
}
"""By the value of `Sound`."""


def samples(pulses: tuple[Pulse, ...]) -> bytes:
    """Return 16-bit samples of one channel."""
    wave_form: list[int] = []
    for pulse in pulses:
        count = RATE_HZ * pulse.ms // 1000
        wave_form += [_sample(pulse.hertz, at / RATE_HZ, count / RATE_HZ) for at in range(count)]
        wave_form += [0] * (RATE_HZ * pulse.rest_ms // 1000)
    return struct.pack(f"<{len(wave_form)}h", *wave_form)


def _sample(hertz: int, at_s: float, length_s: float) -> int:
    swell = min(1.0, at_s / _EDGE_S, (length_s - at_s) / _EDGE_S)
    tone = sum(share * math.sin(2 * math.pi * hertz * order * at_s) for order, share in _OVERTONES)
    return round(32_767 * _LOUD * swell * tone)


def make(folder: Path) -> None:
    """Write all sounds into a folder."""
    for name, pulses in SOUNDS.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(samples(pulses))


if __name__ == "__main__":
    make(Path(__file__).parent)
