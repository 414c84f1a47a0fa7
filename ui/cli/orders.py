"""`larets order ...` and `larets parcel show`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from station.app import DEFAULT_WORKFLOW
from station.domain.codes import Code
from station.domain.order import PassportState
from station.domain.people import Right
from station.domain.workflow.phases import Phase
from station.errors import Reason, Refused
from station.ports import UnitOfWork
from station.scan.barcode import decode
from station.usecases import decide
from station.usecases.hold_order import release
from station.usecases.labels import reprint_label, void_labels
from station.usecases.move_order import move_order
from station.usecases.short_order import split_order
from ui.cli.asked import Asked, Commands
from ui.cli.documents import Document, order_document, row_document
from ui.cli.plain import plain


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    order = commands.add_parser("order", help="orders: list, show, and what a person decides", parents=[common])
    verbs = order.add_subparsers(required=True, metavar="VERB")
    listing = verbs.add_parser("list", parents=[common])
    listing.add_argument("--status", metavar="CODE")
    listing.add_argument("--phase", metavar="PHASE", choices=[phase.value for phase in Phase])
    listing.set_defaults(run=list_orders)
    showing = verbs.add_parser("show", parents=[common])
    showing.add_argument("number")
    showing.set_defaults(run=show_order)
    for verb in ("hold", "release", "cancel", "agree", "reopen", "split", "void", "reprint", "passport", "move"):
        one = verbs.add_parser(verb, parents=[common])
        one.add_argument("number")
        if verb in {"hold", "void", "reprint"}:
            one.add_argument("--why", required=True)
        if verb == "passport":
            one.add_argument("verdict", choices=[state.value for state in sorted(decide.DECIDABLE)])
        if verb == "move":
            one.add_argument("status")
        one.set_defaults(run=decide_order, verb=verb)
    parcel = commands.add_parser("parcel", help="one parcel by its tracking number", parents=[common])
    parcel_verbs = parcel.add_subparsers(required=True, metavar="VERB")
    one = parcel_verbs.add_parser("show", parents=[common])
    one.add_argument("tracking")
    one.set_defaults(run=show_parcel)


def list_orders(asked: Asked, given: Namespace) -> int:
    """Print the orders, the earliest deadline first. Raises Refused for a status that no shop of ours has."""
    with asked.station() as station, station.reading() as uow:
        workflows = {DEFAULT_WORKFLOW, *(site.workflow for site in station.settings.sites.values())}
        if given.status and not any(uow.workflows.get(code).find(given.status) for code in workflows):
            raise Refused(Reason(Code.STATUS_UNKNOWN, {"status": given.status}))
        rows = uow.order_lists.rows(status=given.status, phase=given.phase)
    documents = [row_document(row) for row in rows]
    asked.show(documents, lambda: "\n".join(f"{r.number}\t{r.phase}\t{r.status}\t{r.carrier}" for r in rows))
    return 0


def show_order(asked: Asked, given: Namespace) -> int:
    """Print one order with its lines, parcels and what still blocks it."""
    with asked.station() as station, station.reading() as uow:
        document = _document(uow, given.number)
    asked.show(document, lambda: plain(document))
    return 0


def show_parcel(asked: Asked, given: Namespace) -> int:
    """Print the parcel that a tracking number stands for."""
    with asked.station() as station, station.reading() as uow:
        number = uow.lookup.known(decode(given.tracking.encode())).number
        if number is None:
            raise Refused(Reason(Code.UNKNOWN_CODE, {"got": given.tracking}))
        order = _document(uow, number.order)
        manifest = uow.manifests.of_parcel(number.parcel_id)
    parcels = order["parcels"] if isinstance(order["parcels"], list) else []
    parcel: Document = next((one for one in parcels if one["id"] == number.parcel_id), {})
    document: Document = {
        **parcel,
        "order": number.order,
        "phase": order["phase"],
        "void": number.void,
        "manifest": manifest.number if manifest else None,
        "shipment": order["shipment"],
    }
    asked.show(document, lambda: plain(document))
    return 0


def decide_order(asked: Asked, given: Namespace) -> int:
    """Do what a person decides; rights are asked in the use case."""
    rights = {
        "hold": Right.HOLD, "release": Right.RELEASE, "cancel": Right.MOVE_STATUS, "agree": Right.MOVE_STATUS,
        "reopen": Right.REOPEN, "split": Right.SPLIT, "void": Right.VOID, "reprint": Right.REPRINT,
        "passport": Right.DECIDE_PASSPORT, "move": Right.MOVE_STATUS,
    }  # fmt: skip
    with asked.station() as station:
        person = asked.person(station, rights[given.verb])
        with station.office(person) as work:
            match given.verb:
                case "hold":
                    decide.hold_by_hand(work, given.number, given.why)
                case "release":
                    release(work, given.number)
                case "cancel":
                    decide.cancel_order(work, given.number)
                case "agree":
                    decide.agree_again(work, given.number)
                case "reopen":
                    decide.reopen_order(work, given.number)
                case "split":
                    split_order(work, given.number)
                case "void":
                    void_labels(work, work.uow.orders.get(given.number), given.why)
                case "reprint":
                    reprint_label(work, work.uow.orders.get(given.number), given.why)
                case "move":
                    move_order(work, given.number, given.status)
                case _:
                    decide.decide_passport(work, given.number, PassportState(given.verdict))
            work.uow.commit()
        with station.reading() as uow:
            document = _document(uow, given.number)
    asked.show(document, lambda: plain(document))
    return 0


def _document(uow: UnitOfWork, number: str) -> Document:
    order = uow.orders.get(number)
    return order_document(order, uow.catalogue.barcodes({line.offer for line in order.lines}))
