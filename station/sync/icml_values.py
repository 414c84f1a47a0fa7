"""Values of an ICML feed: kilograms, centimetres, counts and UINs, as text -> ours, as integers.

ICML gives weight in KILOGRAMS and dimensions as "length/width/height" in CENTIMETRES (RetailCRM's documentation of
the format; its API, in contrast, answers grams and millimetres).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from station.domain.incoming import OfferUin
from station.sync.wording import barcodes_in

HEAVIEST_MG = 10**9  # a tonne: more is a slip
LONGEST_MM = 10**5

_MILLIGRAMS = {"": 1_000_000, "кг": 1_000_000, "kg": 1_000_000, "г": 1000, "гр": 1000, "g": 1000, "мг": 1, "mg": 1}
_NUMBER_AND_UNIT = re.compile(r"^([0-9]+(?:[.,][0-9]+)?)\s*([a-zа-я]*)\.?$", re.IGNORECASE)
_BETWEEN_SIDES = re.compile(r"[/xхXХ×*]")
_UIN = re.compile(r"^[0-9]{16}$")


class BrokenValue(ValueError):
    """A value that cannot be read; the offer comes in without it."""


@lru_cache(maxsize=4096)  # a feed of a million offers has a few thousand different weights
def milligrams(text: str, unit: str = "") -> int:
    """Return a weight in milligrams; without a unit it is in kilograms. Raises BrokenValue."""
    found = _NUMBER_AND_UNIT.match(text)
    factor = _MILLIGRAMS.get((found[2] or unit).lower()) if found else None
    if found is None or factor is None:
        raise BrokenValue(text[:40])
    made = _half_up(_decimal(found[1]) * factor)
    if made > HEAVIEST_MG:
        raise BrokenValue(text[:40])
    return made


@lru_cache(maxsize=4096)
def millimetres(text: str) -> tuple[int, int, int]:
    """Return length, width and height in millimetres of "L/W/H" in centimetres. Raises BrokenValue."""
    sides = _BETWEEN_SIDES.split(text)
    if len(sides) != 3:  # noqa: PLR2004  # a box has three sides
        raise BrokenValue(text[:40])
    length, width, height = (_half_up(_decimal(side) * 10) for side in sides)
    if max(length, width, height) > LONGEST_MM or min(length, width, height) < 0:
        raise BrokenValue(text[:40])
    return length, width, height


def count(text: str) -> int:
    """Return a stock figure; some generators write 3.0, and less than nothing is nothing. Raises BrokenValue."""
    if text.isdecimal() and len(text) < 10:  # noqa: PLR2004  # the usual case, and the feed has a million of them
        return int(text)
    amount = _decimal(text)
    if amount > LONGEST_MM * LONGEST_MM:
        raise BrokenValue(text[:40])
    return max(0, int(amount))


def uins(texts: Sequence[str], barcodes: tuple[str, ...]) -> tuple[OfferUin, ...]:
    """Return the UINs of an offer, each given as "barcode:uin" or plain. Raises BrokenValue.

    A plain one belongs to the offer's barcode when there is just one; else no one can say to which.
    """
    made = []
    for text in texts:
        for code in barcodes_in(text):
            barcode, _, uin = code.rpartition(":")
            if not _UIN.match(uin):
                raise BrokenValue(code[:40])
            made.append(OfferUin(barcode or (barcodes[0] if len(barcodes) == 1 else ""), uin))
    return tuple(dict.fromkeys(made))


def _decimal(text: str) -> Decimal:
    try:
        made = Decimal("".join(text.split()).replace(",", "."))
    except InvalidOperation:
        raise BrokenValue(text[:40]) from None
    if not made.is_finite() or made.adjusted() > 15:  # noqa: PLR2004  # 1e999 is a number, but not of this world
        raise BrokenValue(text[:40])
    return made


def _half_up(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))
