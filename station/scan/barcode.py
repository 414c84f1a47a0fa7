"""What a code is, by its form alone. What it means on this bench is decided by what is known of it.

Shapes overlap (a GTIN-14 and a domestic postal number have one check digit; 16 digits are a UIN only perhaps), so a
code may have several. The first of its readings (layout, Caps Lock) that has a shape of its own is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto
from typing import Final

from station.domain import numbers
from station.scan import gs1, layout
from station.scan.cleaning import MAX_LENGTH, printable, text_of

# Reserved for Larets: capitals and digits only, so that no keyboard layout and no Caps Lock can hurt them.
COMMAND_PREFIX: Final = "LARETS"  # and a word: LARETSUNDO
BADGE_PREFIX: Final = "LZB"  # and 13 characters of Crockford's base 32 (64 random bits), and a check character
TRAY_PREFIX: Final = "LZT"  # and 3 to 6 digits

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BADGE_BITS: Final = 64
_BADGE_DIGITS: Final = 13
_ADD_ON: Final = re.compile(r"[0-9]{13}(?:[0-9]{2}|[0-9]{5})")  # an EAN-13 with the add-on of a magazine (]E3)

_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z](?=.)", re.DOTALL)
_COMMAND: Final = re.compile(COMMAND_PREFIX + r"[A-Z0-9]{1,26}")
_TRAY: Final = re.compile(TRAY_PREFIX + r"[0-9]{3,6}")
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_NAMED_UIN: Final = re.compile(r"(?<=uin=)[0-9]{16}(?![0-9])", re.IGNORECASE)
_ANY_UIN: Final = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
_GROUPED: Final = re.compile(r"[0-9]+(?: [0-9]+)+|[A-Z]{2} ?[0-9 ]{9,12} ?[A-Z]{2}")  # as people write numbers
# Lines of a machine readable zone (ICAO 9303; РФ: order 851, annex 3), whole, or cut short by a bad read.
_MRZ: Final = re.compile(r"[PIACV][A-Z<][A-Z<]{3}[A-Z0-9<]*<[A-Z0-9<]*|(?=.*<<)[A-Z0-9<]+")
_MRZ_START: Final = re.compile(r"P[<N]RUS[A-Z0-9<]*")
_MRZ_DATES: Final = re.compile(r"[A-Z0-9<]{9}[0-9<][A-Z<]{3}[0-9]{6}[0-9][MFX<][A-Z0-9<]{8,24}")
# Series and number of a Russian passport as people write them; ten digits in one are any number.
_PASSPORT_NUMBER: Final = re.compile(
    r"(?:[0-9]{2} [0-9]{2}|[0-9]{4})(?: ?(?:№|N[Oo]?\.?) ?| )[0-9]{6}|[0-9]{2} [0-9]{8}"
)
_MRZ_LENGTHS: Final = range(20, 200)  # two lines of 44 make 88; longer is noise
# A badge or a passport within noise, or glued to another scan, is a secret still.
_SECRET_WITHIN: Final = re.compile(BADGE_PREFIX + r"[0-9A-Z]{8}|P[<N]RUS[A-Z]|<<<", re.IGNORECASE)
# Forms of capitals only: where one holds, no other reading need be looked up.
_SURE: Final = frozenset({"command", "tray", "s10", "own_number"})


class Shape(StrEnum):
    """What a code looks like. TEXT is what has no other form; GARBAGE cannot be a code."""

    COMMAND = auto()
    BADGE = auto()
    TRAY = auto()
    GTIN = auto()
    UIN = auto()
    SPSR = auto()
    S10 = auto()
    POSTAL14 = auto()
    OWN_NUMBER = auto()
    GS1 = auto()
    MARKING = auto()
    LINK = auto()
    MRZ = auto()
    TEXT = auto()
    GARBAGE = auto()


@dataclass(frozen=True)
class Decoded:
    """A scan, cleaned and named by its form.

    `misread`: it has the length and letters of a number with a check digit, the digit is wrong, and nothing else fits.
    `repaired`: the Russian keyboard layout was undone. `ambiguous`: from the text alone the layout cannot be told.
    `secret`: a badge or an identity document, whole or in part: neither text nor raw bytes may be kept.
    `candidates`: all readings to look up, `text` first.
    """

    text: str = field(repr=False)
    shapes: frozenset[Shape]
    misread: bool = False
    repaired: bool = False
    ambiguous: bool = False
    aim: str = ""
    gtin14: str | None = None
    uin: str | None = None
    serial: str | None = None
    secret: bool = False
    candidates: tuple[str, ...] = field(default=(), repr=False)


def reserved(number: str) -> bool:
    """Say that an order may not be called so: its sheet would be taken for a command, badge, tray or passport."""
    ours = (COMMAND_PREFIX, BADGE_PREFIX, TRAY_PREFIX)
    return number.strip().upper().startswith(ours) or decode(number.encode()).secret


def badge_code(bits: int) -> str:
    """Return the code of a badge for 64 random bits. Raises ValueError when there are more."""
    if not 0 <= bits < 1 << _BADGE_BITS:
        raise ValueError("a badge holds 64 bits")
    digits = "".join(_CROCKFORD[bits >> 5 * place & 31] for place in reversed(range(_BADGE_DIGITS)))
    return BADGE_PREFIX + digits + _badge_check(digits)


def badge_check_ok(text: str) -> bool:
    """Tell whether this is a whole badge code with a right check character."""
    digits, check = text[len(BADGE_PREFIX) : -1], text[-1:]
    whole = text.startswith(BADGE_PREFIX) and len(digits) == _BADGE_DIGITS and set(digits) <= set(_CROCKFORD)
    return whole and _badge_check(digits) == check


def _badge_check(digits: str) -> str:
    # Horner in GF(32), x^5 + x^2 + 1: finds every single wrong character and every two neighbours that changed places.
    total = 0
    for digit in digits:
        total = (total ^ _CROCKFORD.index(digit)) << 1
        total ^= 0x25 * (total >> 5)
    return _CROCKFORD[total]


def decode(raw: bytes) -> Decoded:
    """Say what a frame of a scanner is, by its form. Never raises; a pure function of the bytes."""
    text = text_of(raw)
    ways = layout.readings(text)
    leaks = any(_SECRET_WITHIN.search(way.text) for way in ways.each)
    if len(raw) >= MAX_LENGTH or not printable(text):
        return Decoded(text, frozenset({Shape.GARBAGE}), secret=leaks)
    found = [(way, _classify(way.text)) for way in ways.each]
    way, best = next(((way, one) for way, one in found if _has_form(one)), found[0])
    best = replace(best, repaired=way.healed, ambiguous=ways.ambiguous)
    if leaks or any(one.secret for _, one in found):
        return replace(best, secret=True, candidates=(best.text,))
    if best.shapes & _SURE:
        return best
    texts = dict.fromkeys((*best.candidates, *(text for _, one in found for text in one.candidates)))
    return replace(best, candidates=tuple(texts))


def _has_form(one: Decoded) -> bool:
    # What the scanner itself named and misread is not to be explained away by Caps Lock (]E0 is an EAN, ]e0 is not).
    return one.secret or Shape.TEXT not in one.shapes or (one.misread and one.aim != "")


def _classify(text: str) -> Decoded:
    """Name one reading. Its candidates are its own: the cleaned text, and the whole text where that says more."""
    prefix = _AIM.match(text)
    aim = prefix[0] if prefix else ""
    body = text[len(aim) :]
    if _GROUPED.fullmatch(body) and _has_form(ungrouped := _number(body.replace(" ", ""), aim)):
        return ungrouped
    for reader in (_reserved, _link, _element_string, _document):
        if (found := reader(body, aim)) is not None:
            return found
    return _number(body, aim)


def _reserved(text: str, aim: str) -> Decoded | None:
    if text.startswith(BADGE_PREFIX):
        sound = badge_check_ok(text)
        shape = Shape.BADGE if sound else Shape.TEXT
        return Decoded(text, frozenset({shape}), misread=not sound, aim=aim, secret=True, candidates=(text,))
    for pattern, shape in ((_COMMAND, Shape.COMMAND), (_TRAY, Shape.TRAY)):
        if pattern.fullmatch(text):
            return Decoded(text, frozenset({shape}), aim=aim, candidates=(text,))
    return None


def _document(text: str, aim: str) -> Decoded | None:
    if _PASSPORT_NUMBER.fullmatch(text):
        return Decoded(text, frozenset({Shape.MRZ}), aim=aim, secret=True, candidates=(text,))
    line = text.upper().replace(" ", "")
    whole = len(line) in _MRZ_LENGTHS and (_MRZ.fullmatch(line) or _MRZ_DATES.fullmatch(line))
    if not (whole or _MRZ_START.fullmatch(line)):
        return None
    return Decoded(line, frozenset({Shape.MRZ}), aim=aim, secret=True, candidates=(line,))


def _link(text: str, aim: str) -> Decoded | None:
    if not _LINK.fullmatch(text):
        return None
    if (elements := gs1.read(text, aim)) is not None and elements.sound:
        return replace(_of_elements(elements, aim), candidates=(elements.text, text))
    uin = _NAMED_UIN.search(text) or _ANY_UIN.search(text)
    if uin is None:
        return Decoded(text, frozenset({Shape.LINK}), aim=aim, candidates=(text,))
    return Decoded(uin[0], frozenset({Shape.LINK, Shape.UIN}), aim=aim, uin=uin[0], candidates=(uin[0], text))


def _element_string(text: str, aim: str) -> Decoded | None:
    elements = gs1.read(text, aim)
    if elements is None:
        return None
    return replace(_of_elements(elements, aim), candidates=tuple(dict.fromkeys((elements.text, text))))


def _of_elements(elements: gs1.Elements, aim: str) -> Decoded:
    if not elements.sound:
        return Decoded(elements.text, frozenset({Shape.TEXT}), misread=True, aim=aim)
    marking = elements.gtin is not None and elements.serial is not None
    shapes = frozenset({Shape.GS1, Shape.MARKING} if marking else {Shape.GS1})
    return Decoded(elements.text, shapes, aim=aim, gtin14=elements.gtin, serial=elements.serial)


def _number(text: str, aim: str) -> Decoded:
    """Name what is left: numbers, told by length and check digit, or plain text."""
    if aim == "]E3" and _ADD_ON.fullmatch(text):
        text = text[:13]
    rules = {
        Shape.GTIN: numbers.gtin_check_ok,
        Shape.UIN: numbers.uin_shape,
        Shape.SPSR: numbers.spsr_ok,
        Shape.S10: numbers.s10_ok,
        Shape.POSTAL14: numbers.postal14_ok,
        Shape.OWN_NUMBER: numbers.own_number_ok,
    }
    shapes = frozenset(shape for shape, rule in rules.items() if rule(text))
    return Decoded(
        text,
        shapes or frozenset({Shape.TEXT}),
        misread=not shapes and _checked(text, aim),
        aim=aim,
        gtin14=numbers.gtin14(text) if Shape.GTIN in shapes else None,
        uin=text if Shape.UIN in shapes else None,
        candidates=(text,),
    )


def _checked(text: str, aim: str) -> bool:
    """Tell whether a check digit ought to be right here: by length and digits, or because the scanner says EAN."""
    of_goods = numbers.all_digits(text) and len(text) in numbers.GTIN_LENGTHS
    named_so = aim.startswith("]E") or aim in gs1.AIM_OF_GS1
    return of_goods or named_so or numbers.s10_shape(text) or numbers.own_shape(text)
