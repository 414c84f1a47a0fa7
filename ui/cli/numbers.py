"""`larets numbers add|list`: the ranges of tracking numbers that carriers allotted."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from station.domain.numbers import NUMBER_MAKERS
from station.domain.people import Right
from station.usecases.allot_numbers import allot_numbers
from ui.cli.asked import Asked, Commands


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    numbers = commands.add_parser("numbers", help="ranges of tracking numbers", parents=[common])
    verbs = numbers.add_subparsers(required=True, metavar="VERB")
    verbs.add_parser("list", parents=[common]).set_defaults(run=list_numbers)
    adding = verbs.add_parser("add", parents=[common])
    adding.add_argument("carrier", choices=sorted(NUMBER_MAKERS))
    adding.add_argument("first", help="the first number as it is printed, or its counter")
    adding.add_argument("last")
    adding.set_defaults(run=add_numbers)


def list_numbers(asked: Asked, given: Namespace) -> int:
    """Print how many numbers are left of each source."""
    del given
    with asked.station() as station, station.reading() as uow:
        left = {source: uow.numbers.left(source) for source in sorted(NUMBER_MAKERS)}
    documents = [{"carrier": source, "left": some, "allotted": every} for source, (some, every) in left.items()]
    asked.show(documents, lambda: "\n".join(f"{d['carrier']}\t{d['left']}\t{d['allotted']}" for d in documents))
    return 0


def add_numbers(asked: Asked, given: Namespace) -> int:
    """Take in a range that a carrier allotted."""
    with asked.station() as station:
        person = asked.person(station, Right.ADMINISTER)
        with station.office(person) as work:
            count = allot_numbers(work, given.carrier, given.first, given.last)
            work.uow.commit()
    asked.show({"carrier": given.carrier, "count": count}, lambda: str(count))
    return 0
