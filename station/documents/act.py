"""The act of a handover: what was scanned into the cage, to be signed by who gives and who takes."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from station.documents.act_facts import ActFacts, ActRow
from station.documents.act_table import ActTable
from station.documents.act_words import ACT_WORDS, ActWords, time_text
from station.documents.numbers import count_text
from station.documents.paper import (
    GROUND,
    INK,
    TEXT_WIDTH,
    BarcodeFlowable,
    build_pages,
    styles,
    words,
)
from station.documents.spelled import in_words

__all__ = ["ActFacts", "ActRow", "render_act"]

_INSET = 2 * mm  # what the table keeps free at its sides


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
            ActTable(facts, said, _ending(facts, said)).flowable(),
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


def _ending(facts: ActFacts, said: ActWords) -> list[Flowable]:
    count = len(facts.rows)
    statement = said.statement.format(count=count_text(count), in_words=in_words(count, language=facts.language))
    journal = said.journal.format(count=count_text(facts.journal_count), head=_in_fours(facts.journal_head))
    half = (TEXT_WIDTH - _INSET) / 2 - 5 * mm
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
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 2), (0, 2), 0.7, INK),
            ("LINEBELOW", (2, 2), (2, 2), 0.7, INK),
            *_no_padding(),
            ("TOPPADDING", (0, 3), (-1, 3), 1 * mm),
        ],
    )
    return [
        Spacer(0, 2 * mm),
        words(statement, styles().body),
        Spacer(0, 4 * mm),
        signatures,
        Spacer(0, 5 * mm),
        words(journal, styles().small),
    ]


def _in_fours(digest: str) -> str:
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _no_padding() -> list[tuple[str, tuple[int, int], tuple[int, int], float]]:
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(side, (0, 0), (-1, -1), 0.0) for side in sides]
