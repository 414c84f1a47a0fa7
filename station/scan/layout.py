"""What a keyboard layout did to a code, and how far that can be undone.

A scanner that plays a keyboard types into whatever layout the system has. The Russian layout of Windows and Linux
(ЙЦУКЕН) maps the 94 printable keys of QWERTY one to one, so a code with a Cyrillic letter or № is recovered with
certainty. Seven marks come out as other marks of ASCII; a code with those and not one letter may be either reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

QWERTY: Final = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
RUSSIAN: Final = "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю." + 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'

_TO_QWERTY: Final = str.maketrans(RUSSIAN, QWERTY)
_TO_RUSSIAN: Final = str.maketrans(QWERTY, RUSSIAN)
_ONLY_RUSSIAN: Final = frozenset(RUSSIAN) - frozenset(QWERTY)  # 66 letters and №: no key of QWERTY gives them
_ONLY_QWERTY: Final = frozenset(QWERTY) - frozenset(RUSSIAN)  # 52 letters and 15 marks: proof of the right layout
_LETTERS_BACK: Final = {ord(mark): _TO_QWERTY[ord(mark)] for mark in _ONLY_RUSSIAN}
MOVED_MARKS: Final = frozenset('".,/:;?')  # ASCII that the Russian layout types too, but from another key


@dataclass(frozen=True)
class Reading:
    """One way to read what was typed; `healed` when the keyboard layout was undone for it."""

    text: str
    healed: bool = False


@dataclass(frozen=True)
class Readings:
    """All ways to read a scan, the likeliest first; `ambiguous` when the layout cannot be told from the text."""

    each: tuple[Reading, ...]
    ambiguous: bool


def to_qwerty(text: str) -> str:
    """Return what the keys would have given on QWERTY, had the text been typed in the Russian layout."""
    return text.translate(_TO_QWERTY)


def to_russian(text: str) -> str:
    """Return what the Russian layout makes of a code: the fault itself, for tests and for the simulator."""
    return text.translate(_TO_RUSSIAN)


def readings(text: str) -> Readings:
    """Return every way in which the text may have been meant: layout undone, Caps Lock undone, or as it stands.

    Caps Lock is never undone first: only a known code or a shape can prove it.
    """
    cyrillic, latin = not _ONLY_RUSSIAN.isdisjoint(text), not _ONLY_QWERTY.isdisjoint(text)
    match cyrillic, latin:
        case True, False:
            # In the Russian layout Caps Lock moves the keys of х ъ ж э б ю ё too: it is undone before the layout.
            healed = (Reading(to_qwerty(text), healed=True), Reading(to_qwerty(text.swapcase()), healed=True))
            return Readings(_distinct(*healed, Reading(text)), ambiguous=False)
        case True, True:  # the layout changed within the scan, or the text is truly of two scripts
            letters = Reading(text.translate(_LETTERS_BACK), healed=True)
            return Readings(_distinct(letters, Reading(text)), ambiguous=True)
        case False, False if not MOVED_MARKS.isdisjoint(text):
            return Readings(_distinct(Reading(text), Reading(to_qwerty(text), healed=True)), ambiguous=True)
        case _:
            return Readings(_distinct(Reading(text), Reading(text.swapcase())), ambiguous=False)


def _distinct(*found: Reading) -> tuple[Reading, ...]:
    seen: dict[str, Reading] = {}
    for reading in found:
        seen.setdefault(reading.text, reading)
    return tuple(seen.values())
