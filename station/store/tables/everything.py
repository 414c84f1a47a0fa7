"""All tables at once: importing this module fills `metadata`."""

from __future__ import annotations

from station.store.tables import goods, handover, house, orders
from station.store.tables.schema import metadata

__all__ = ["goods", "handover", "house", "metadata", "orders"]
