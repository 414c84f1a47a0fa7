"""A manifest is open: the board of its parcels."""

from __future__ import annotations

from ui.widgets.cage_board import CageBoard


class HandoverScreen(CageBoard):
    """The cage, tile by tile."""
