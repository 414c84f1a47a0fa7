"""`larets codes`, `larets sheet` and `larets people add|list|badge|off`."""

from __future__ import annotations

import getpass
import os
import secrets
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from station import app
from station.domain.people import Operator, Right, Role
from station.scan.barcode import badge_code
from station.scan.commands import COMMANDS
from station.store.people import badge_hash
from station.usecases import people
from ui.cli.asked import Asked, Commands
from ui.cli.demo import write_badge_sheet, write_command_sheet, write_tray_sheet
from ui.demo.load import read_badges

NEW_PIN = "LARETS_NEW_PIN"


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    codes = commands.add_parser("codes", help="badge codes (of a demo only) and command barcodes", parents=[common])
    codes.set_defaults(run=show_codes)
    sheet = commands.add_parser(
        "sheet", help="print a sheet as PDF: commands, trays, or the sheet of an order", parents=[common]
    )
    sheet.add_argument("what", metavar="commands|trays|ORDER")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.set_defaults(run=print_sheet)
    persons = commands.add_parser("people", help="operators and their badges", parents=[common])
    verbs = persons.add_subparsers(required=True, metavar="VERB")
    verbs.add_parser("list", parents=[common]).set_defaults(run=list_people)
    adding = verbs.add_parser("add", parents=[common])
    adding.add_argument("code")
    adding.add_argument("name")
    adding.add_argument("role", choices=[role.value for role in Role if role is not Role.OWNER])
    adding.add_argument("--badge-sheet", type=Path, metavar="FILE", help="the badge as a card to be printed, PDF")
    adding.set_defaults(run=add_person)
    for verb, run in (("badge", give_badge), ("off", take_off)):
        one = verbs.add_parser(verb, parents=[common])
        one.add_argument("code")
        if verb == "badge":
            one.add_argument("--badge-sheet", type=Path, metavar="FILE", help="the badge as a card to be printed, PDF")
        one.set_defaults(run=run)


def show_codes(asked: Asked, given: Namespace) -> int:
    """Print the codes that may be scanned. Badges of a real shop cannot be read back: only their hashes are kept."""
    del given
    texts = asked.texts()
    badges = [{"code": b.code, "role": b.role, "name": b.name, "pin": b.pin} for b in read_badges(asked.data)]
    document = {
        "badges": badges,
        "commands": [
            {
                "code": c.code,
                "verb": c.verb.value,
                "argument": c.argument,
                "name": texts.command(c.verb, c.argument).name,
            }
            for c in COMMANDS
        ],
    }
    rows = [f"{b['code']}\t{b['name']}" for b in badges] + [f"{c.code}\t{c.verb}\t{c.argument}" for c in COMMANDS]
    asked.show(document, lambda: "\n".join(rows))
    return 0


def print_sheet(asked: Asked, given: Namespace) -> int:
    """Write a sheet to a file."""
    from station.documents.sheets import OrderSheetFacts, OrderSheetLine, render_order_sheet

    texts = asked.texts()
    if given.what == "commands":
        write_command_sheet(given.out, texts)
        return 0
    if given.what == "trays":
        write_tray_sheet(given.out, texts)
        return 0
    with asked.station() as station, station.reading() as uow:
        order = uow.orders.get(given.what)
        offers = uow.catalogue.offers({line.offer for line in order.lines})
        known = uow.catalogue.barcodes(set(offers))
        lines = []
        for line in order.lines:
            offer = offers.get(line.offer)
            internal = line.barcodes[0] if line.barcodes and not known.get(line.offer) else ""
            place, size = (offer.place, offer.size) if offer else ("", dict(line.properties).get("size", ""))
            if line.to_scan:
                lines.append(OrderSheetLine(place, line.article, size, line.to_scan, internal))
        ship_by = texts.day_time(order.ship_by, None) if order.ship_by else ""
        carrier = texts.delivery(order.carrier, order.service)
        facts = OrderSheetFacts(order.number, ship_by, carrier, tuple(lines), texts.language)
    given.out.write_bytes(render_order_sheet(facts))
    return 0


def list_people(asked: Asked, given: Namespace) -> int:
    """Print the operators; no badge and no PIN is among what is printed."""
    del given
    with asked.station() as station, station.reading() as uow:
        everybody = uow.operators.everybody()
    documents = [{"code": p.code, "name": p.name, "role": p.role.value, "active": p.active} for p in everybody]
    asked.show(documents, lambda: "\n".join(f"{p.code}\t{p.role.value}\t{p.name}" for p in everybody))
    return 0


def add_person(asked: Asked, given: Namespace) -> int:
    """Add a person and say their badge once: it is never said again. The first administrator needs no badge."""
    code = badge_code(secrets.randbits(64))
    with asked.station() as station:
        with station.reading() as uow:
            first = not uow.operators.everybody()
        person = None if first and given.role == Role.ADMINISTRATOR else asked.person(station, Right.ADMINISTER)
        pin = _new_pin()
        pin_hash = app.Pins().hash(pin) if pin else ""
        with station.office(person) as work:
            people.add_person(work, Operator(given.code, given.name, Role(given.role), badge_hash(code), pin_hash))
            _card(asked, given.badge_sheet, code, given.name, Role(given.role))
            work.uow.commit()
    asked.show({"code": given.code, "badge": code}, lambda: code)
    return 0


def _new_pin() -> str:
    """Ask for the new person's PIN. It never stands on the command line, where everybody could read it."""
    given = os.environ.get(NEW_PIN)
    if given is not None or not sys.stdin.isatty():
        return given or ""
    return getpass.getpass("new PIN: ")


def give_badge(asked: Asked, given: Namespace) -> int:
    """Make a new badge for a person and say it once; the old one is dead."""
    code = badge_code(secrets.randbits(64))
    with asked.station() as station:
        person = asked.person(station, Right.ADMINISTER)
        with station.office(person) as work:
            people.change_badge(work, given.code, badge_hash(code))
            whose = work.uow.operators.get(given.code)
            _card(asked, given.badge_sheet, code, whose.name, whose.role)
            work.uow.commit()
    asked.show({"code": given.code, "badge": code}, lambda: code)
    return 0


def _card(asked: Asked, file: Path | None, badge: str, name: str, role: Role) -> None:
    """Write the card, where one is wanted, before the badge is kept: one that could not be printed would be lost."""
    if file is not None:
        write_badge_sheet(file, ((badge, name, role),), asked.texts())


def take_off(asked: Asked, given: Namespace) -> int:
    """End a person: their badge opens nothing any more."""
    with asked.station() as station:
        person = asked.person(station, Right.ADMINISTER)
        with station.office(person) as work:
            people.end_person(work, given.code)
            work.uow.commit()
    asked.show({"code": given.code, "active": False}, lambda: "OK")
    return 0
