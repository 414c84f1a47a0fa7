"""Numbers as people read them on paper and screen: narrow spaces in thousands, nothing torn from its unit.

Pure; the languages are "ru" (the default) and "en".
"""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["ru", "en"]

THIN = "\u202f"  # narrow, and a line is never broken at it
FIXED = "\u00a0"  # of ordinary width, and a line is never broken at it

_S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")
_RUN = re.compile(r"\d+|\D+")
_KNOWN_GROUPS = {13: (1, 6, 6), 14: (6, 2, 5, 1)}  # EAN-13; the domestic number of Russian Post
_GROUP = 5
_ALONE = 6  # so many digits are read at one glance
_STANDS_OUT = 4
_KILO = 1000


def count_text(number: int) -> str:
    """Return a whole number with narrow spaces in its thousands: 1 250 000."""
    return f"{number:,}".replace(",", THIN).replace("-", "\u2212")


def money_text(kopecks: int, *, language: Language = "ru") -> str:
    """Return a sum of kopecks in roubles; kopecks are shown only where there are some: 12 500 ₽, 99,90 ₽."""
    roubles, rest = divmod(abs(kopecks), 100)
    fraction = f"{_point(language)}{rest:02d}" if rest else ""
    sign = "\u2212" if kopecks < 0 else ""
    return f"{sign}{count_text(roubles)}{fraction}{FIXED}₽"


def weight_text(grams: int, *, language: Language = "ru") -> str:
    """Return a weight of grams: below a kilogram in grams, above in kilograms without needless zeros."""
    if abs(grams) < _KILO:
        return f"{count_text(grams)}{FIXED}{'г' if language == 'ru' else 'g'}"
    kilograms, rest = divmod(abs(grams), _KILO)
    fraction = f"{_point(language)}{rest:03d}".rstrip("0") if rest else ""
    sign = "\u2212" if grams < 0 else ""
    return f"{sign}{count_text(kilograms)}{fraction}{FIXED}{'кг' if language == 'ru' else 'kg'}"


def group_code(code: str) -> str:
    """Return a long code in groups that an eye can hold: 20 01234 56780, RA 123 456 785 RU."""
    if _S10.fullmatch(code):
        return FIXED.join((code[:2], code[2:5], code[5:8], code[8:11], code[11:]))
    return "".join(_grouped(run) if run.isdigit() else run for run in _RUN.findall(code))


def split_code(code: str) -> tuple[str, str]:
    """Return a grouped code in two parts: the second, its last four characters, is to stand out.

    The second part of a code that is no number (a command) is empty.
    """
    grouped = group_code(code)
    if sum(character.isdigit() for character in code) < _STANDS_OUT < len(code):
        return grouped, ""
    if len(code) <= _STANDS_OUT:
        return "", grouped
    cut = [at for at, character in enumerate(grouped) if character != FIXED][-_STANDS_OUT]
    return grouped[:cut], grouped[cut:]


def _point(language: Language) -> str:
    return "," if language == "ru" else "."


def _grouped(digits: str) -> str:
    if len(digits) <= _ALONE:
        return digits
    sizes = _KNOWN_GROUPS.get(len(digits))
    if sizes is None:
        first = len(digits) % _GROUP
        sizes = (first, *[_GROUP] * (len(digits) // _GROUP))
    parts: list[str] = []
    at = 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return FIXED.join(part for part in parts if part)
