"""The carriers that a gateway can serve. A new one is a folder and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from carriers.adapter import Adapter, Recorder
from carriers.settings import CarrierSettings
from carriers.spsr.adapter import SpsrAdapter

Create = Callable[[CarrierSettings, Recorder], Adapter | None]


def _spsr(settings: CarrierSettings, recorder: Recorder) -> Adapter | None:
    return SpsrAdapter(settings.spsr, recorder) if settings.spsr else None


CARRIERS: Final[Mapping[str, Create]] = MappingProxyType({"spsr": _spsr})


def create_adapters(settings: CarrierSettings, recorder: Recorder) -> Mapping[str, Adapter]:
    """Return the adapters of all carriers that are set up, by code."""
    made = {code: create(settings, recorder) for code, create in CARRIERS.items()}
    return {code: adapter for code, adapter in made.items() if adapter is not None}
