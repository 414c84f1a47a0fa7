"""The one form in which barcodes are stored and looked up."""

from __future__ import annotations

from station.domain.numbers import gtin14, gtin_check_ok


def barcode_key(text: str) -> str:
    """Return a GTIN padded to 14 digits, any other code in capitals without outer blanks."""
    clean = text.strip()
    return gtin14(clean) if gtin_check_ok(clean) else clean.upper()
