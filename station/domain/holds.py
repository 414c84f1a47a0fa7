"""The reasons of holds that the program itself sets; a shop's people may add their own in words."""

from __future__ import annotations

SHORT = "short"
CHANNEL_CANCELLED = "channel_cancelled"
CHANGED_AFTER_LABEL = "changed_after_label"
CHANGED_AFTER_VERIFY = "changed_after_verify"
LINE_WITHOUT_BARCODE = "line_without_barcode"
CARRIER_UNKNOWN = "carrier_unknown"
BY_HAND = "by_hand"
