"""Counts spelled in words, so that no figure can be added to a signed paper by hand."""

from __future__ import annotations

from station.documents.numbers import Language

_LARGEST = 999

# fmt: off
_RU_ONES = (
    "ноль", "одно", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать",
    "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать",
    "девятнадцать",
)
_RU_TENS = (
    "-", "-", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
)
_RU_HUNDREDS = (
    "-", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
)
_EN_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_EN_TENS = (
    "-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)
# fmt: on


def in_words(count: int, *, language: Language) -> str:
    """Return a count of parcels in words (Russian in the neuter of «место»); above 999 in figures."""
    if not 0 <= count <= _LARGEST:
        return str(count)
    return _russian(count) if language == "ru" else _english(count)


def _russian(count: int) -> str:
    hundreds, rest = divmod(count, 100)
    parts = [_RU_HUNDREDS[hundreds]] if hundreds else []
    if rest >= len(_RU_ONES):
        parts.append(_RU_TENS[rest // 10])
        rest %= 10
    if rest or not parts:
        parts.append(_RU_ONES[rest])
    return " ".join(parts)


def _english(count: int) -> str:
    hundreds, rest = divmod(count, 100)
    parts = [f"{_EN_ONES[hundreds]} hundred"] if hundreds else []
    if rest >= len(_EN_ONES):
        tens, ones = _EN_TENS[rest // 10], rest % 10
        parts.append(f"{tens}-{_EN_ONES[ones]}" if ones else tens)
    elif rest or not parts:
        parts.append(_EN_ONES[rest])
    return " and ".join(parts)
