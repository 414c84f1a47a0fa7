"""The act of a handover: what was scanned into the cage, to be signed by who gives and who takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table

from station.documents.act_words import ACT_WORDS, ActWords, time_text
from station.documents.numbers import Language, count_text, money_text, weight_text
from station.documents.paper import (
    GROUND,
    HAIR,
    INK,
    TEXT_WIDTH,
    BarcodeFlowable,
    build_pages,
    column_width,
    styles,
    words,
)
from station.documents.spelled import in_words

_BARS_HEIGHT = 11.5 * mm
_SIDE = 2 * mm
_BARS_WIDTH = 45 * mm
_NARROW = 8 * mm, 16 * mm  # number of the row, parcel
_WEIGHT = 17 * mm
_SUM = 22 * mm
_ORDER_PART = 0.47  # of what the order and the waybill share

_Cells = list[Flowable | str]


@dataclass(frozen=True)
class ActRow:
    """One parcel of the act: grams and kopecks; a sum that the carrier need not know is None."""

    order: str
    tracking: str
    waybill: str = ""
    parcel: int = 1
    parcels: int = 1
    weight_g: int = 0
    declared_kopecks: int | None = None
    due_kopecks: int | None = None


@dataclass(frozen=True)
class ActFacts:
    """All that stands on an act. Times are aware; `time_zone` is the shop's (Europe/Moscow)."""

    manifest: str
    carrier_name: str
    bench: str
    operator: str
    courier: str
    opened_at: datetime
    closed_at: datetime | None
    time_zone: str
    rows: tuple[ActRow, ...]
    journal_head: str
    journal_count: int
    language: Language = "ru"


def render_act(facts: ActFacts) -> bytes:
    """Return the act as a PDF of A4 pages, the same bytes for the same facts.

    Raises BadInput `code_not_printable` for a number that Code 128 has no signs for.
    """
    said = ACT_WORDS[facts.language]

    def story() -> list[Flowable]:
        return [
            _title(facts, said),
            Spacer(0, 4 * mm),
            _parties(facts, said),
            Spacer(0, 5 * mm),
            _Rows(facts, said).table(),
            CondPageBreak(48 * mm),
            KeepTogether([Spacer(0, 4 * mm), *_ending(facts, said)]),
        ]

    title = f"{said.title}, {said.manifest.format(number=facts.manifest)}"
    return build_pages(story, title=title, foot=lambda page, pages: said.page.format(page=page, pages=pages))


def _title(facts: ActFacts, said: ActWords) -> Flowable:
    bars = BarcodeFlowable(
        facts.manifest, width=max(55 * mm, BarcodeFlowable.least_width(facts.manifest)), height=14 * mm
    )
    name = [
        words(said.title, styles().title),
        Spacer(0, 1.5 * mm),
        words(f"{said.manifest.format(number=facts.manifest)} · {facts.carrier_name}", styles().head),
    ]
    return Table(
        [[name, bars]],
        colWidths=[TEXT_WIDTH - bars.width, bars.width],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *_no_padding()],
    )


def _parties(facts: ActFacts, said: ActWords) -> Flowable:
    closed = "—" if facts.closed_at is None else time_text(facts.closed_at, facts.time_zone)
    pairs = (
        ((said.bench, facts.bench), (said.carrier, facts.carrier_name)),
        ((said.operator, facts.operator), (said.courier, facts.courier or "—")),
        ((said.opened, time_text(facts.opened_at, facts.time_zone)), (said.closed, closed)),
    )
    cells: list[list[Flowable]] = [
        [flowable for name, value in pair for flowable in (words(name, styles().small), words(value, styles().bold))]
        for pair in pairs
    ]
    half = TEXT_WIDTH / 2
    return Table(
        cells,
        colWidths=[28 * mm, half - 28 * mm] * 2,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, -1), GROUND),
            ("TOPPADDING", (0, 0), (-1, -1), 1.1 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.1 * mm),
            ("LEFTPADDING", (0, 0), (-1, -1), 2.5 * mm),
            ("TOPPADDING", (0, 0), (0, -1), 1.6 * mm),
            ("TOPPADDING", (2, 0), (2, -1), 1.6 * mm),
        ],
    )


class _Rows:
    """The table of parcels. A column of sums is there only if some parcel has one."""

    def __init__(self, facts: ActFacts, said: ActWords) -> None:
        self._facts = facts
        self._said = said
        self._declared = any(row.declared_kopecks is not None for row in facts.rows)
        self._due = any(row.due_kopecks is not None for row in facts.rows)

    def table(self) -> Flowable:
        """Return the table: its head is repeated, a row is never cut."""
        parcels = [self._row(at, row) for at, row in enumerate(self._facts.rows, start=1)]
        return Table(
            [self._head(), *parcels, self._total()],
            colWidths=self._widths(),
            repeatRows=1,
            splitInRow=0,
            style=[
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("BACKGROUND", (0, 0), (-1, 0), GROUND),
                ("LINEBELOW", (0, 0), (-1, -2), 0.4, HAIR),
                ("LINEABOVE", (0, -1), (-1, -1), 1.0, INK),
                ("SPAN", (0, -1), (4, -1)),
                ("TOPPADDING", (0, 0), (-1, -1), 1.7 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.7 * mm),
                ("LEFTPADDING", (0, 0), (-1, -1), _SIDE / 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE / 2),
            ],
        )

    def _bars_width(self) -> float:
        return max([_BARS_WIDTH, *(BarcodeFlowable.least_width(row.tracking) for row in self._facts.rows)])

    def _widths(self) -> list[float]:
        number, parcel = _NARROW
        bars = self._bars_width() + _SIDE
        measured = [self._measured(texts, least) for texts, least in self._figures()]
        left = TEXT_WIDTH - sum((number, bars, parcel, *measured))
        return [number, left * _ORDER_PART, bars, left * (1 - _ORDER_PART), parcel, *measured]

    def _measured(self, texts: list[str], least: float) -> float:
        return column_width(texts, styles().right_bold, least=least - _SIDE) + _SIDE

    def _figures(self) -> list[tuple[list[str], float]]:
        """Return the texts of each column of figures, its total among them, and the column's least width."""
        rows, language, said = self._facts.rows, self._facts.language, self._said
        weights = [row.weight_g for row in rows]
        declared = [row.declared_kopecks or 0 for row in rows]
        due = [row.due_kopecks or 0 for row in rows]
        columns = [
            ([said.weight, *(weight_text(grams, language=language) for grams in (*weights, sum(weights)))], _WEIGHT)
        ]
        for shown, name, sums in ((self._declared, said.declared, declared), (self._due, said.due, due)):
            if shown:
                columns.append(
                    ([name, *(money_text(kopecks, language=language) for kopecks in (*sums, sum(sums)))], _SUM)
                )
        return columns

    def _head(self) -> _Cells:
        said = self._said
        right = [said.weight, *[said.declared] * self._declared, *[said.due] * self._due]
        return [
            words("№", styles().bold),
            words(said.order, styles().bold),
            words(said.tracking, styles().center_bold),
            words(said.waybill, styles().bold),
            words(said.parcel, styles().bold),
            *(_right(name, bold=True) for name in right),
        ]

    def _row(self, at: int, row: ActRow) -> _Cells:
        style = styles()
        language = self._facts.language
        parcel = self._said.parcel_of.format(parcel=row.parcel, parcels=row.parcels)
        return [
            words(str(at), style.body),
            words(row.order, style.bold),
            BarcodeFlowable(row.tracking, width=self._bars_width(), height=_BARS_HEIGHT),
            words(row.waybill, style.body),
            words(parcel.replace(" ", "\u00a0"), style.body),
            _right(weight_text(row.weight_g, language=language)),
            *self._sums(row.declared_kopecks, row.due_kopecks, bold=False),
        ]

    def _total(self) -> _Cells:
        rows = self._facts.rows
        weight = weight_text(sum(row.weight_g for row in rows), language=self._facts.language)
        declared = sum(row.declared_kopecks or 0 for row in rows)
        due = sum(row.due_kopecks or 0 for row in rows)
        total = words(self._said.total.format(count=count_text(len(rows))), styles().head)
        return [total, "", "", "", "", _right(weight, bold=True), *self._sums(declared, due, bold=True)]

    def _sums(self, declared: int | None, due: int | None, *, bold: bool) -> list[Flowable]:
        shown = [declared] * self._declared + [due] * self._due
        language = self._facts.language
        return [_right("—" if sum_ is None else money_text(sum_, language=language), bold=bold) for sum_ in shown]


def _ending(facts: ActFacts, said: ActWords) -> Sequence[Flowable]:
    count = len(facts.rows)
    statement = said.statement.format(count=count_text(count), in_words=in_words(count, language=facts.language))
    journal = said.journal.format(count=count_text(facts.journal_count), head=_in_fours(facts.journal_head))
    half = TEXT_WIDTH / 2 - 5 * mm
    signatures = Table(
        [
            [words(said.given, styles().bold), "", words(said.taken, styles().bold)],
            [words(facts.operator, styles().body), "", words(facts.courier, styles().body)],
            ["", "", ""],
            [words(said.signs, styles().small), "", words(said.signs, styles().small)],
        ],
        colWidths=[half, 10 * mm, half],
        rowHeights=[None, None, 11 * mm, None],
        style=[
            ("LINEBELOW", (0, 2), (0, 2), 0.7, INK),
            ("LINEBELOW", (2, 2), (2, 2), 0.7, INK),
            *_no_padding(),
        ],
    )
    return (
        words(statement, styles().body),
        Spacer(0, 4 * mm),
        signatures,
        Spacer(0, 5 * mm),
        words(journal, styles().small),
    )


def _right(text: str, *, bold: bool = False) -> Flowable:
    style = styles().right_bold if bold else styles().right
    return words(text, style)


def _in_fours(digest: str) -> str:
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _no_padding() -> list[tuple[str, tuple[int, int], tuple[int, int], float]]:
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(side, (0, 0), (-1, -1), 0.0) for side in sides]
