"""Writes the files of the demo shop: `python -m ui.demo.generate [FOLDER]`. The same seed gives the same files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from ui.demo.catalogue_file import write_catalogue
from ui.demo.facts_file import write_facts
from ui.demo.goods import Shop, models_of
from ui.demo.order_file import write_orders
from ui.demo.orders import make_orders
from ui.demo.stock import Counter, fill_shelves, make_offers

SEED = 20260903
DATA = Path(__file__).parent / "data"


def demo_files() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file of the demo."""
    dice, counter = Random(SEED), Counter()
    shops = []
    for shop in Shop:
        offers = make_offers(shop, models_of(shop), counter)
        orders = make_orders(shop, offers, dice)
        fill_shelves(offers, counter)
        shops.append((orders, offers))
        yield f"orders-{shop}.json", write_orders(orders)
        yield f"catalogue-{shop}.xml", write_catalogue(shop, offers)
    yield "facts.toml", write_facts(shops)


def write_files(folder: Path) -> tuple[Path, ...]:
    """Write the files of the demo into a folder, and return them."""
    written = []
    for name, text in demo_files():
        written.append(folder / name)
        written[-1].write_text(text, "utf-8", newline="\n")
    return tuple(written)


if __name__ == "__main__":
    for file in write_files(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA):
        print(file)
