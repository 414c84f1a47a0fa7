"""`larets outbox list` and `larets outbox retry`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from station.domain.people import Right
from station.usecases.send_again import send_again
from ui.cli.asked import Asked, Commands
from ui.cli.documents import outbox_document


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    outbox = commands.add_parser("outbox", help="what waits to go out", parents=[common])
    verbs = outbox.add_subparsers(required=True, metavar="VERB")
    listing = verbs.add_parser("list", parents=[common])
    listing.add_argument("--waiting", action="store_true", help="only what was not sent yet")
    listing.set_defaults(run=list_outbox)
    again = verbs.add_parser("retry", parents=[common])
    again.add_argument("id", type=int)
    again.set_defaults(run=retry)


def list_outbox(asked: Asked, given: Namespace) -> int:
    """Print the rows of the outbox, oldest first (docs/outbox.md)."""
    with asked.station() as station, station.reading() as uow:
        rows = uow.outbox.list_rows(waiting_only=given.waiting)
    documents = [outbox_document(row) for row in rows]
    asked.show(documents, lambda: "\n".join(f"{r.id}\t{r.topic}\t{r.order}\t{r.state}\t{r.trouble}" for r in rows))
    return 0


def retry(asked: Asked, given: Namespace) -> int:
    """Send a row again that was given up, after the order was mended."""
    with asked.station() as station:
        person = asked.person(station, Right.RELEASE)
        with station.office(person) as work:
            send_again(work, given.id)
            work.uow.commit()
        with station.reading() as uow:
            document = next(outbox_document(row) for row in uow.outbox.list_rows() if row.id == given.id)
    asked.show(document, lambda: "OK")
    return 0
