"""`larets outbox list` and `larets outbox retry`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.cli.asked import Asked, Commands
from ui.cli.documents import outbox_document


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    outbox = commands.add_parser("outbox", help="what waits to go out", parents=[common])
    verbs = outbox.add_subparsers(required=True, metavar="VERB")
    listing = verbs.add_parser("list", parents=[common])
    listing.add_argument("--waiting", action="store_true", help="only what was not sent yet")
    listing.set_defaults(run=list_outbox)


def list_outbox(asked: Asked, given: Namespace) -> int:
    """Print the rows of the outbox, oldest first (docs/outbox.md)."""
    with asked.station() as station, station.unit_of_work() as uow:
        rows = uow.outbox.list_rows(waiting_only=given.waiting)
    documents = [outbox_document(row) for row in rows]
    asked.show(documents, lambda: "\n".join(f"{r.id}\t{r.topic}\t{r.order}\t{r.state}\t{r.trouble}" for r in rows))
    return 0
