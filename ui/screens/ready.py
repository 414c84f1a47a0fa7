"""Logged in, no order open: what waits."""

from __future__ import annotations

from ui.widgets.waiting_table import WaitingTable


class ReadyScreen(WaitingTable):
    """The orders that wait for a bench, what is late first."""
