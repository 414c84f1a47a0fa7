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


def main() -> None:
    """Write the files into the folder named, else where the program looks for them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    for name, text in demo_files():
        (folder / name).write_text(text, "utf-8", newline="\n")
        print(folder / name)


if __name__ == "__main__":
    main()
