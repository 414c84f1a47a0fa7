"""`larets audit verify` and `larets audit show NUMBER`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from station.store.journal_audit import Fault, Finding
from ui.cli.asked import Asked, Commands
from ui.cli.documents import journal_document
from ui.texts import Texts


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    audit = commands.add_parser("audit", help="the journal: its chain, and the story of an order", parents=[common])
    verbs = audit.add_subparsers(required=True, metavar="VERB")
    verbs.add_parser("verify", parents=[common]).set_defaults(run=verify)
    one = verbs.add_parser("show", parents=[common])
    one.add_argument("number")
    one.set_defaults(run=show)


def verify(asked: Asked, given: Namespace) -> int:
    """Check every chain; name the first line of each that was altered, inserted or is missing."""
    del given
    with asked.station() as station:
        findings, others = station.verify_journal(), station.chains_elsewhere()
    documents = [{"bench": one.bench, "seq": one.seq, "fault": one.fault.value} for one in findings]
    texts = asked.texts()
    asked.show(
        {"whole": not findings, "findings": documents, "elsewhere": list(others)},
        lambda: "" if findings else texts.caption("journal_whole"),
    )
    for bench in others:
        print(f"larets: {texts.caption('journal_elsewhere', bench=bench)}", file=sys.stderr)
    for found in findings:
        said = _said(texts, found)
        print(f"larets: {said}", file=sys.stderr)
    return 1 if findings else 0


def _said(texts: Texts, found: Finding) -> str:
    """Say a finding. Of a cut tail the first line that is gone is known, and the last that stands is said."""
    if found.fault is not Fault.CUT:
        return texts.caption(f"journal_{found.fault.value}", bench=found.bench, seq=str(found.seq))
    if found.seq <= 1:
        return texts.caption("journal_emptied", bench=found.bench)
    return texts.caption("journal_cut", bench=found.bench, seq=str(found.seq - 1))


def show(asked: Asked, given: Namespace) -> int:
    """Print what happened to an order, oldest first."""
    with asked.station() as station, station.reading() as uow:
        uow.orders.get(given.number)
        story = uow.journal.story(given.number)
    documents = [journal_document(line) for line in story]
    asked.show(documents, lambda: "\n".join(f"{d['at']}\t{d['kind']}\t{d['code']}\t{d['operator']}" for d in documents))
    return 0
