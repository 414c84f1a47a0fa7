"""Codes to words: all that people read on screens and at the command line, in Russian and English. Needs no Qt.

The words lie in gettext catalogues, `ui/locale/*/LC_MESSAGES/larets.po`, under stable keys (`sister_unit.title`). A
message is a template, because any fact may be missing. `{weight}` is a fact; `{grams:weight}` a fact shown in a way of
its own; `[one {a}|two {b}|three]` is the first alternative whose facts are all there, and nothing when none is.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from station.documents.numbers import FIXED, Language, count_text, money_text, weight_text
from station.domain.people import Role
from station.domain.workflow.phases import Phase
from station.errors import Reason
from station.scan.barcode import TRAY_PREFIX
from station.scan.commands import Verb

LANGUAGES: Final[tuple[Language, ...]] = ("ru", "en")
LOCALE: Final = Path(__file__).parent / "locale"
NOUNS: Final = ("units", "parcels", "orders", "labels", "scans", "lines", "numbers", "days", "wait")
KINDS: Final = (
    "role", "right", "phase", "verb", "effect", "argument", "intent", "hold", "carrier", "service", "shipment", "label",
    "passport", "numbering", "condition", "field", "imported",
)  # fmt: skip
"""The kinds of our own codes that have names, as a template and `Texts.name` speak of them."""

CAPTIONS: Final = (
    "app", "last_scans", "latency", "left", "count_of", "place", "order_number", "nothing_waits", "column_order",
    "column_deadline", "column_contents", "column_carrier", "held", "stop_caption", "stop_title", "stop_hint",
    "acknowledge", "missing", "nothing_missing", "totals", "board_empty", "cancel", "enter", "erase", "grams",
    "doctor", "close", "theme", "language", "demo_band", "demo_title", "demo_next", "demo_hide", "demo_show",
    "no_sound", "no_sound_detail", "crash_title", "crash_text", "tone_ok", "tone_attention", "tone_stop",
)  # fmt: skip
"""The fixed captions of the window; where it fills something in itself, that stands in braces."""

_CHOICE: Final = re.compile(r"\[([^\[\]]*)\]")
_FACT: Final = re.compile(r"\{([a-z_]+)(?::([a-z_]+))?\}")
_FIRST_LETTER: Final = re.compile(r"[A-ZА-ЯЁ](?=[a-zа-яё ])")
_TAIL: Final = 4
_SHOWN_WHOLE: Final = 14
_LONGEST_FACT: Final = 160
_LONGEST_SHORT_NAME: Final = 24
_ADJECTIVE: Final = re.compile(r"[а-яё]{3,}(?:ая|яя|ое|ее|ые|ие|ый|ий|ой)", re.IGNORECASE)
_SMALL_WORDS: Final = frozenset({"с", "со", "из", "для", "в", "во", "на", "к", "и", "без", "with", "of", "for", "and"})


@dataclass(frozen=True)
class Words:
    """What a verdict says: few words, expected against got, and what to do now. The last two may be empty."""

    title: str
    text: str = ""
    action: str = ""


@dataclass(frozen=True)
class CommandWords:
    """A command barcode in words: its name, and what it does, as a sentence."""

    name: str
    what: str


class Texts:
    """The words of one language; times by the clock of `zone`, the shop's. Another language is another Texts."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language: Language = "en" if language == "en" else "ru"
        self.zone = zone
        with (LOCALE / self.language / "LC_MESSAGES/larets.mo").open("rb") as file:
            self._catalogue = gettext.GNUTranslations(file)

    def verdict(self, code: str, facts: Mapping[str, str], *, tone: str, now: datetime | None = None) -> Words:
        """Return the words of an outcome or a reason; a code without words shows itself. `tone` as in Outcome.

        With `now`, times of the same day are told without their date.
        """
        title = self._part(code, "title", facts, now)
        if not title:
            return Words(code, action=self.caption("unknown_stop") if tone == "stop" else "")
        return Words(title, self._part(code, "text", facts, now), self._part(code, "action", facts, now))

    def reason(self, reason: Reason, *, now: datetime | None = None) -> str:
        """Return why not, as one sentence for lists and stderr; a code without words shows itself."""
        own = self._part(reason.code, "reason", reason.facts, now)
        title = own or self._part(reason.code, "title", reason.facts, now)
        text = self._fill(_lowered(self._template(reason.code, "text", reason.facts)), reason.facts, now)
        return ": ".join(part.rstrip(".") for part in (title, text) if part) or reason.code

    def trouble(self, code: str, facts: Mapping[str, str]) -> str:
        """Return what the world outside did not do, and what helps, for stderr."""
        action = self._part(code, "action", facts)
        return f"{self.reason(Reason(code, facts))}. {action}".rstrip(". ")

    def result(self, code: str, facts: Mapping[str, str]) -> str:
        """Return what came of a scan, in a word or two, for the list of the last scans."""
        own = self._fill(self._template(code, "chip", facts), facts)
        return own or _lowered(self._part(code, "title", facts)) or code

    def caption(self, key: str, **facts: object) -> str:
        """Return a caption of the screens, with its facts; a key without words shows itself."""
        template = self._find(f"caption.{key}")
        return self._fill(template, {name: str(fact) for name, fact in facts.items()}) if template else key

    def captions(self) -> dict[str, str]:
        """Return the fixed captions of the window, by key."""
        return {key: _bound(self._find(f"caption.{key}")) for key in CAPTIONS}

    def name(self, kind: str, code: str) -> str:
        """Return the name of one of our own codes, of one of KINDS: `name("label", "printed")`; else the code."""
        return self._find(f"{kind}.{code}") or code

    def role(self, role: Role | str) -> str:
        """Return who a person is at work."""
        return self.name("role", role)

    def phase(self, phase: Phase | str) -> str:
        """Return the name of a phase."""
        return self.name("phase", phase)

    def intent(self, name: str) -> str:
        """Return what a scan was taken for."""
        return self.name("intent", name)

    def hold(self, reason: str) -> str:
        """Return why an order is held; a person's own words come back as they are. Never shown to a packer."""
        return self.name("hold", reason)

    def carrier(self, code: str) -> str:
        """Return the short name of a carrier."""
        return self.name("carrier", code)

    def delivery(self, carrier: str, service: str = "") -> str:
        """Return carrier and service as one: СПСР · Пеликан-Онлайн."""
        return " · ".join(part for part in (self.carrier(carrier), self.name("service", service)) if part)

    def command(self, verb: Verb | str, argument: str = "") -> CommandWords:
        """Return a command's name, with its argument (a reason, a carrier, grams), and what it does."""
        name = self.name("verb", verb)
        if argument:
            grams = _whole(argument)
            known = self._find(f"argument.{argument}") or self.carrier(argument)
            name = f"{name}: {known if grams is None else self.weight(grams)}"
        return CommandWords(name, self.name("effect", verb))

    def money(self, kopecks: int) -> str:
        """Return a sum of kopecks in roubles: 12 500 ₽."""
        return money_text(kopecks, language=self.language)

    def weight(self, grams: int) -> str:
        """Return a weight of grams: 412 г, 1,62 кг."""
        return weight_text(grams, language=self.language)

    def counted(self, count: int, noun: str) -> str:
        """Return a count with one of NOUNS, up to ten in words: два изделия, 21 изделие."""
        key = f"counted.{noun}"
        template = self._catalogue.ngettext(key, key, abs(count))
        figure = _FACT.match(template)
        if figure is None:
            return count_text(count)
        spelled = self._find(f"numbers.{figure[1]}").split()
        if 1 <= count <= len(spelled):
            return spelled[count - 1] + template[figure.end() :]
        return count_text(count) + template[figure.end() :].replace(" ", FIXED, 1)

    def day_time(self, at: datetime, now: datetime | None) -> str:
        """Return an aware time as people say it: сегодня, 16:00; 24 ноября, 12:00. Without `now`, always the date."""
        return f"{self._dated(at.astimezone(self.zone).date(), now)}, {self.clock(at)}"

    def day(self, day: date, now: datetime | None) -> str:
        """Return a date as people say it: завтра, 24 ноября."""
        return self._dated(day, now)

    def clock(self, at: datetime) -> str:
        """Return the time of day: 16:04."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def ago(self, at: datetime, now: datetime) -> str:
        """Return how long ago something was: 14 мин, 3 ч, 2 дня."""
        age = max(now - at, timedelta())
        if age >= timedelta(days=1):
            return self.counted(age.days, "days")
        minutes = age // timedelta(minutes=1)
        key, count = ("hours", minutes // 60) if minutes >= 60 else ("minutes", minutes)  # noqa: PLR2004 - an hour
        return self._find(f"ago.{key}").format(count=count).replace(" ", FIXED) if minutes else self._find("ago.now")

    # -- messages and templates --------------------------------------------------------------------------------------

    def _find(self, key: str) -> str:
        """Return a message, or nothing: gettext answers the key itself for one that it lacks."""
        found = self._catalogue.gettext(key)
        return "" if found == key else found

    def _template(self, code: str, part: str, facts: Mapping[str, str]) -> str:
        """Return the template of a code; where twins are told apart `by` something, the one for that."""
        return self._find(f"{code}.{part}.{facts.get('by', '')}") or self._find(f"{code}.{part}")

    def _part(self, code: str, part: str, facts: Mapping[str, str], now: datetime | None = None) -> str:
        text = self._fill(self._template(code, part, facts), facts, now)
        return text[:1].upper() + text[1:]

    def _fill(self, template: str, facts: Mapping[str, str], now: datetime | None = None) -> str:
        def shown(fact: re.Match[str]) -> str:
            return self._show(facts.get(fact[1], ""), fact[2] or "", now)

        def chosen(choice: re.Match[str]) -> str:
            every = choice[1].split("|")
            return next((one for one in every if all(shown(fact) for fact in _FACT.finditer(one))), "")

        # What a fact says is put in last, so that brackets within it stay what they are.
        return _bound(_FACT.sub(shown, _CHOICE.sub(chosen, template)).strip())

    def _show(self, fact: str, way: str, now: datetime | None) -> str:
        """Return a fact in the way its template asks for; nothing when it is missing or makes no sense."""
        fact = "".join(mark if mark.isprintable() else " " for mark in fact[: 2 * _LONGEST_FACT]).strip()
        if not fact or way in _PLAIN_WAYS:
            return _PLAIN_WAYS[way](fact) if fact else ""
        if way in {"clock", "when"}:
            return self._moment(fact, way, now)
        if way in {"title", "reason"}:
            title = self._part(fact, "title", {}) or fact
            return title if way == "title" else _lowered(title)
        return self.name(way, fact) if way in KINDS else self._figure(fact, way)

    def _figure(self, fact: str, way: str) -> str:
        number = _whole(fact)
        if number is None or (way in NOUNS and not number):
            return ""
        return self.counted(number, way) if way in NOUNS else {"weight": self.weight, "money": self.money}[way](number)

    def _moment(self, fact: str, way: str, now: datetime | None) -> str:
        try:
            at = datetime.fromisoformat(fact)
        except ValueError:
            return fact
        today = now is not None and at.astimezone(self.zone).date() == now.astimezone(self.zone).date()
        return self.clock(at) if way == "clock" or today else self.day_time(at, now)

    def _dated(self, day: date, now: datetime | None) -> str:
        today = now.astimezone(self.zone).date() if now else None
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days) if today else None
        if near:
            return self._find(f"date.{near}")
        month = self._find("months").split()[day.month - 1]
        far = "year" if today and day.year != today.year else "day"
        return self._find(f"date.{far}").format(day=day.day, month=month, year=day.year).replace(" ", FIXED, 1)


def tail(code: str) -> str:
    """Return the last four characters of a long code, by which people tell codes apart: …1232."""
    return code if len(code) <= _TAIL else f"…{code[-_TAIL:]}"


def short_name(name: str) -> str:
    """Return what a thing is, in a word or two: «Кольцо с бриллиантом, золото 585» is a кольцо."""
    words = re.split(r"[,;«»\"“”(]", name.strip(), maxsplit=1)[0].split() or [
        name.split(",", maxsplit=1)[0].strip('«»"“” ')
    ]
    two = len(words) > 1 and words[1].lower() not in _SMALL_WORDS and _ADJECTIVE.fullmatch(words[0])
    short = " ".join(words[: 2 if two else 1])
    return _lowered(short if len(short) <= _LONGEST_SHORT_NAME else words[0])[:_LONGEST_SHORT_NAME]


def _code(code: str) -> str:
    return code if len(code) <= _SHOWN_WHOLE else tail(code)


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_FACT else text[: _LONGEST_FACT - 1].rstrip() + "…"


_PLAIN_WAYS: Final[Mapping[str, Callable[[str], str]]] = {
    "": _clipped,
    "tail": tail,
    "code": _code,
    "short": short_name,
    "tray": lambda code: code.removeprefix(TRAY_PREFIX),
}


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?[0-9]{1,15}", text) else None


def _lowered(sentence: str) -> str:
    """Return a sentence fit to stand within another; alternatives in brackets at its head are lowered alike."""
    if not sentence.startswith("["):
        return sentence[:1].lower() + sentence[1:] if _FIRST_LETTER.match(sentence) else sentence
    head, bracket, rest = sentence[1:].partition("]")
    return "[" + "|".join(_lowered(one) for one in head.split("|")) + bracket + rest


def _bound(text: str) -> str:
    """Keep a number with its sign and a dash with the word before it: no line is broken there."""
    return text.replace("№ ", f"№{FIXED}").replace("No. ", f"No.{FIXED}").replace(" —", f"{FIXED}—")
