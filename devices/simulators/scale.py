"""A scale that is not there."""

from __future__ import annotations

from station.ports import ScaleReading


class SimScale:
    """A scale in software: by itself it shows what the parcel ought to weigh, or what was put on it by hand."""

    def __init__(self, grams: int | None = None, *, division_g: int = 1) -> None:
        """Take a weight that stays on the plate; None: whatever is expected."""
        self._grams = grams
        self._division_g = division_g
        self._on = True
        self._stable = True

    def put(self, grams: int | None, *, stable: bool = True) -> None:
        """Lay a weight on the plate, still or swinging; None: from now on whatever is expected."""
        self._grams, self._stable, self._on = grams, stable, True

    def switch_off(self) -> None:
        """Give no readings until something is put on the plate."""
        self._on = False

    def read(self, expected_g: int | None) -> ScaleReading | None:
        """Return what lies on the plate, in whole divisions; None when off, or when nothing lies there."""
        grams = expected_g if self._grams is None else self._grams
        if not self._on or grams is None:
            return None
        whole = (grams + self._division_g // 2) // self._division_g * self._division_g
        return ScaleReading(whole, self._stable, self._division_g)
