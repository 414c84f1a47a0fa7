"""The catalogues of words: read, compiled for gettext, and the page of codes made from them (`script/words`)."""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from station.domain.codes import Code
from station.usecases.tones import tone_of
from ui.texts import LANGUAGES, LOCALE, Texts

CODES_PAGE = Path(__file__).parents[2] / "docs/codes.md"
MO_MAGIC = 0x950412DE
MO_HEAD = 7 * 4

EXAMPLES: Mapping[str, str] = {
    "at": "2026-11-22T11:03:00+00:00",
    "bench": "Стол 2",
    "by": "size",
    "carrier": "spsr",
    "carrier_code": "1041",
    "child": "10482-2",
    "count": "2",
    "detail": "",
    "expected": "17,5",
    "field": "city",
    "file": "larets.backup",
    "from": "confirmed",
    "got": "18,0",
    "grams": "412",
    "line": "2",
    "lock": "sister_unit",
    "manifest": "2211-03",
    "name": "Кольцо с бриллиантом",
    "next": "Серьги «Капля» с топазом",
    "next_place": "Б-04-7",
    "order": "10482",
    "ours": "0002",
    "parcel": "1",
    "parcels": "2",
    "place": "Б-04-7",
    "printer": "Zebra-2",
    "right": "short",
    "row": "7",
    "scanner": "COM3",
    "status": "assembling",
    "text": "СПСР не нашёл город.",
    "to": "shipped",
    "tracking": "200004720526",
    "tray": "LZT004",
    "units": "Серьги «Капля» x1",
    "until": "2026-11-22T11:10:00+00:00",
    "url": "serial:COM3",
    "verb": "short",
    "version": "0009",
    "host": "stol-2",
    "pid": "4711",
    "since": "2026-11-22T06:00:00.000000Z",
    "who": "Анна Выдумова",
    "why": "order_held",
}
"""A fact of every name that a use case gives, as it gives it. Invented people only."""

NUMBER = "200004720526"
OTHER_NUMBER = "200004720597"
EXAMPLES_OF: Mapping[str, Mapping[str, str]] = {
    **{
        code: {"expected": OTHER_NUMBER, "got": NUMBER}
        for code in (
            Code.ALREADY_BOUND, Code.AMBIGUOUS_LAYOUT, Code.MISREAD, Code.NOT_A_UIN, Code.NOT_THIS_LABEL,
            Code.NUMBER_MISREAD, Code.NUMBER_OF_GOODS, Code.NUMBER_SHAPE, Code.NUMBER_TAKEN, Code.NUMBER_VOID,
            Code.ORDER_SHIPPED, Code.OTHER_UIN, Code.OTHER_UNIT_RESERVED, Code.TRACKING_BOUND, Code.UNDONE_BINDING,
            Code.UNKNOWN_CODE,
        )
    },
    Code.CAGE_ALARM: {"place": "17"},
    Code.CHANGED_AFTER_LABEL: {"by": ""},
    Code.DEVICE_ADDRESS: {"why": "there is no such port"},
    Code.IN_CAGE: {"place": "17"},
    Code.IN_CAGE_ALREADY: {"place": "17"},
    Code.OTHER_CARRIER: {"expected": "spsr", "got": "russian_post"},
    Code.OTHER_ORDER_UNIT: {"order": "10490"},
    Code.OTHER_STORE: {"expected": "pavel", "got": "arbat"},
    Code.UNKNOWN_COMMAND: {"got": "LARETSJUMP"},
}  # fmt: skip


@dataclass(frozen=True)
class Message:
    """One entry of a catalogue. `note` is for who translates; `forms` are one, or as many as the language's plural."""

    key: str
    forms: tuple[str, ...]
    plural: bool = False
    note: str = ""


def po_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "larets.po"


def mo_of(language: str) -> Path:
    return po_of(language).with_suffix(".mo")


def read_po(text: str) -> Iterator[Message]:
    """Read a catalogue; its head is the message without a key."""
    for block in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        field = ""
        for line in block.splitlines():
            if line.startswith("#. "):
                fields["note"] = line[3:]
            elif not line.startswith("#") and line:
                name, _, quoted = line.rpartition(' "') if not line.startswith('"') else (field, "", line[1:])
                field = name
                fields[field] = fields.get(field, "") + str(ast.literal_eval('"' + quoted))
        if "msgid" in fields:
            forms = [fields[name] for name in sorted(fields) if name.startswith("msgstr")]
            yield Message(fields["msgid"], tuple(forms), "msgid_plural" in fields, fields.get("note", ""))


def compile_mo(messages: Sequence[Message]) -> bytes:
    """Return a catalogue as gettext reads it (GNU gettext manual, "The Format of GNU MO Files")."""
    pairs = sorted(
        ((f"{m.key}\0{m.key}" if m.plural else m.key).encode(), "\0".join(m.forms).encode()) for m in messages
    )
    keys, words = [key for key, _ in pairs], [word for _, word in pairs]
    at = MO_HEAD + 2 * 8 * len(pairs)
    tables = b""
    for strings in (keys, words):
        for string in strings:
            tables += struct.pack("<II", len(string), at)
            at += len(string) + 1
    head = struct.pack("<7I", MO_MAGIC, 0, len(pairs), MO_HEAD, MO_HEAD + 8 * len(pairs), 0, MO_HEAD)
    return head + tables + b"".join(string + b"\0" for string in (*keys, *words))


def examples(code: str) -> dict[str, str]:
    """Return every fact that a code could have."""
    return {**EXAMPLES, **EXAMPLES_OF.get(code, {})}


def codes_page() -> str:
    """Return docs/codes.md: every code with its tone, its words with example facts, and when it is said."""
    languages = [Texts(language, ZoneInfo("Europe/Moscow")) for language in LANGUAGES]
    notes = {m.key.removesuffix(".title"): m.note for m in read_po(po_of("en").read_text(encoding="utf-8")) if m.note}
    rows = [_row(code, notes.get(code, "refusal: "), languages) for code in Code]
    return "\n".join([*PAGE_HEAD, *rows, ""])


PAGE_HEAD = (
    "# Codes",
    "",
    "The closed list of what the core says: outcomes of scans and reasons of refusals. Made by `script/words` from",
    "`station/domain/codes.py`, `station/usecases/tones.py` and the catalogues in `ui/locale`: not by hand.",
    "",
    "Tone: `ok` goes on, `attention` is amber and goes on, `stop` locks the bench until it is acknowledged, `remark`",
    "is told to a person beside the scans. The words are shown with invented facts; a sentence whose fact is missing",
    "falls back to a shorter one.",
    "",
    "A new code: its line in `codes.py`; `CODE.title`, `CODE.text`, `CODE.action` (and `CODE.chip`, where the title is",
    "too long for the list of the last scans) in both `larets.po`, with the note `#. refusal: WHEN` above the title",
    "(or `ok`, `attention`, `remark`); then `script/words`, which also writes the `.mo` files that the program reads.",
    "",
    "| code | tone | Russian | English | when |",
    "|---|---|---|---|---|",
)


def _row(code: Code, note: str, languages: Sequence[Texts]) -> str:
    kind, _, when = note.partition(": ")
    tone = tone_of(code).value if kind == "refusal" else kind
    cells = []
    for texts in languages:
        words = texts.verdict(code, examples(code), tone=tone)
        cells.append(" ".join(part for part in (f"**{words.title}.**", words.text, words.action) if part))
    return f"| `{code.value}` | {tone} | {cells[0]} | {cells[1]} | {when} |"


def main() -> None:
    """Compile the catalogues and write the page of codes."""
    for language in LANGUAGES:
        mo_of(language).write_bytes(compile_mo(tuple(read_po(po_of(language).read_text(encoding="utf-8")))))
    CODES_PAGE.write_text(codes_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
