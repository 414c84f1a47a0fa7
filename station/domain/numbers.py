"""The numbers that stand on goods and parcels, and the check digits that tell a misread from an unknown code.

All rules are pure and take text that is already clean (see `station.scan.barcode`); none of them raises on bad text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

Rule = Callable[[str], bool]

GTIN_LENGTHS: Final = frozenset({8, 12, 13, 14})
COUNTER_LIMIT: Final = 1_000_000_000  # SPSR's numbers and ours both hold a counter of nine digits

_S10: Final = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_S10_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)
_OWN: Final = re.compile(r"LN([0-9]{9})([0-9X])")


def all_digits(text: str) -> bool:
    """Tell whether the text is one or more of 0-9 (and not the digits of other scripts, as `str.isdigit` allows)."""
    return text.isascii() and text.isdigit()


def _mod10(digits: str) -> int:
    """Return the check digit by GS1 General Specifications 7.9: weights 3, 1, 3 ... counted from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -total % 10


def gtin_check_ok(digits: str) -> bool:
    """Tell whether this is a GTIN-8, -12, -13 or -14 with a right check digit. All zeros are no GTIN."""
    if len(digits) not in GTIN_LENGTHS or not all_digits(digits) or not digits.strip("0"):
        return False
    return _mod10(digits[:-1]) == int(digits[-1])


def gtin14(digits: str) -> str:
    """Return a GTIN of any length padded to 14 digits: the one form in which two GTINs may be compared."""
    return digits.zfill(14)


def ean13(first_twelve: str) -> str:
    """Return the EAN-13 for twelve digits. Raises ValueError when they are not twelve digits."""
    if len(first_twelve) != 12 or not all_digits(first_twelve):  # noqa: PLR2004 - the twelve of the name
        msg = "an EAN-13 is made of twelve digits"
        raise ValueError(msg)
    return first_twelve + str(_mod10(first_twelve))


def _spsr_check(body: str) -> int:
    # Odd places weigh 1 and even ones 3: the reverse of UPC-A, so no helper for UPC fits (a shop's module for SPSR).
    total = sum(int(digit) * (1 if place % 2 == 0 else 3) for place, digit in enumerate(body))
    return -total % 10


def spsr_parcel_number(counter: int) -> str:
    """Return the 12 digits of an SPSR parcel: "20", the counter of the allotted range in nine digits, a check digit.

    Raises ValueError when the counter does not fit nine digits.
    """
    _refuse_wide(counter)
    body = f"20{counter:09d}"
    return body + str(_spsr_check(body))


def spsr_ok(text: str) -> bool:
    """Tell whether this is an SPSR parcel number: 20 and ten digits (SPSR's XSD, BarCode), the last a check digit."""
    return (
        len(text) == 12  # noqa: PLR2004 - SPSR's XSD
        and text.startswith("20")
        and all_digits(text)
        and _spsr_check(text[:-1]) == int(text[-1])
    )


def s10_ok(text: str) -> bool:
    """Tell whether this is an international postal number (UPU S10): EMS and registered mail, as RR123456785TR."""
    if not _S10.fullmatch(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text[2:10], _S10_WEIGHTS, strict=True))
    check = 11 - total % 11
    return int(text[10]) == {10: 0, 11: 5}.get(check, check)


def s10_shape(text: str) -> bool:
    """Tell whether this has the letters and digits of an S10 number, its check digit right or not."""
    return _S10.fullmatch(text) is not None


def postal14_ok(text: str) -> bool:
    """Tell whether this is a domestic number of Russian Post: 14 digits, the last one a check digit.

    Odd places weigh 3. The check digit is reckoned as that of a GTIN-14: only what is known can tell the two apart.
    """
    return len(text) == 14 and gtin_check_ok(text)  # noqa: PLR2004 - as the docstring says


def uin_shape(text: str) -> bool:
    """Tell whether this looks like the UIN of a piece of jewellery (GIIS DMDK): 16 digits, no published check digit."""
    return len(text) == 16 and all_digits(text)  # noqa: PLR2004 - as the docstring says


def _own_check(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def own_number(counter: int) -> str:
    """Return a number of ours, for parcels that the shop hands out itself: "LN", nine digits, a check character.

    The check character is ISO 7064 MOD 11-2 over the nine digits (X stands for ten): it finds every single wrong
    digit and every two that changed places. Raises ValueError when the counter does not fit nine digits.
    """
    _refuse_wide(counter)
    return f"LN{counter:09d}{_own_check(f'{counter:09d}')}"


def own_shape(text: str) -> bool:
    """Tell whether this has the form of a number of ours, its check character right or not."""
    return _OWN.fullmatch(text) is not None


def own_number_ok(text: str) -> bool:
    """Tell whether this is a number of ours with a right check character."""
    parts = _OWN.fullmatch(text)
    return parts is not None and _own_check(parts[1]) == parts[2]


def _refuse_wide(counter: int) -> None:
    if not 0 <= counter < COUNTER_LIMIT:
        msg = "the counter of a parcel number has nine digits"
        raise ValueError(msg)


Maker = Callable[[int], str]
NUMBER_MAKERS: Final[Mapping[str, Maker]] = MappingProxyType({"spsr": spsr_parcel_number, "own": own_number})
"""How the counters of a range become numbers: by the carrier that allotted it, "own" for numbers of ours."""

ALLOTTING: Final = tuple(source for source in NUMBER_MAKERS if source != "own")
"""The carriers that allot us ranges."""

_FEW: Final = 10  # per cent


def few_left(left: int, allotted: int) -> bool:
    """Tell whether a range that was allotted runs out: time to ask the carrier for another."""
    return allotted > 0 and left * 100 < allotted * _FEW


_COUNTERS: Final[Mapping[str, tuple[Rule, slice]]] = MappingProxyType({"spsr": (spsr_ok, slice(2, 11))})
_COUNTER_DIGITS: Final = 9


def counter_of(source: str, text: str) -> int | None:
    """Return the counter of a range's end as people give it: the printed number, or the counter of nine digits alone.

    None for anything else, a printed number with a wrong check digit among it.
    """
    if all_digits(text) and len(text) <= _COUNTER_DIGITS:
        return int(text)
    fits, digits = _COUNTERS.get(source, (own_number_ok, slice(2, 11)))
    return int(text[digits]) if fits(text) else None


# Which numbers may be bound to a carrier's parcel. EMS is a service of Russian Post and carries S10 numbers.
NUMBER_RULES: Final[Mapping[str, tuple[Rule, ...]]] = MappingProxyType(
    {
        "spsr": (spsr_ok,),
        "russian_post": (s10_ok, postal14_ok),
        "own_courier": (own_number_ok,),
        "pickup": (own_number_ok,),
    }
)


def number_fits(carrier: str, text: str) -> bool:
    """Tell whether this may be the tracking number of a parcel of this carrier. No number fits an unknown carrier."""
    return any(rule(text) for rule in NUMBER_RULES.get(carrier, ()))
