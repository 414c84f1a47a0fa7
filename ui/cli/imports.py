"""`larets import orders|catalogue FILE...`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from station.domain.people import Right
from ui.cli.asked import Asked, Commands


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    taking = commands.add_parser("import", help="orders and the catalogue from files", parents=[common])
    kinds = taking.add_subparsers(required=True, metavar="KIND")
    orders = kinds.add_parser("orders", parents=[common])
    orders.add_argument("files", nargs="+", type=Path, metavar="FILE")
    orders.set_defaults(run=import_orders)
    catalogue = kinds.add_parser("catalogue", parents=[common])
    catalogue.add_argument("files", nargs=1, type=Path, metavar="FILE")
    catalogue.add_argument(
        "--shop", default="", metavar="SITE", help="whose catalogue it is, where several shops pack here"
    )
    catalogue.set_defaults(run=import_catalogue)


def import_orders(asked: Asked, given: Namespace) -> int:
    """Take orders in. 1 when any was skipped; the others are in."""
    texts = asked.texts()
    with asked.station() as station:
        person = asked.person(station, Right.IMPORT)
        result = station.import_orders(given.files, person)
    for one in result.skipped:
        said = "; ".join(texts.reason(reason) for reason in one.remarks)
        print(f"larets: {one.number}: {said}", file=sys.stderr)
    document = {
        "new": result.count("new"),
        "changed": result.count("changed"),
        "unchanged": result.count("unchanged"),
        "skipped": result.count("skipped"),
        "orders": [
            {"number": one.number, "result": one.result, "reasons": [str(r.code) for r in one.remarks]}
            for one in result.orders
        ],
    }
    asked.show(
        document, lambda: texts.caption("imported_orders", **{k: str(v) for k, v in document.items() if k != "orders"})
    )
    return 1 if result.skipped else 0


def import_catalogue(asked: Asked, given: Namespace) -> int:
    """Replace the catalogue by a feed; a feed that is cut short changes nothing."""
    texts = asked.texts()
    with asked.station() as station:
        person = asked.person(station, Right.IMPORT)
        counts = station.import_catalogue(given.files[0], person, shop=given.shop)
    asked.show(dict(counts), lambda: texts.caption("imported_catalogue", **{k: str(v) for k, v in counts.items()}))
    return 0
