"""No scale at this bench: weights are typed."""

from __future__ import annotations

from station.ports import ScaleReading


class NoScale:
    """Never has a reading."""

    def read(self, expected_g: int | None) -> ScaleReading | None:  # noqa: ARG002 - the port's name for it
        """Return None."""
        return None
