"""The offers of a demo shop as an ICML feed: kilograms and centimetres, several barcodes, UINs as parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from ui.demo.goods import SHORTENING, WRAPPING, Shop
from ui.demo.shift import BASE_DAY
from ui.demo.stock import SPARE_STOCK, Offer

_NAMES = {Shop.JEWELS: "Златоцвет", Shop.CLOTHES: "Выдумка"}
_CATEGORIES = {Shop.JEWELS: "Ювелирные изделия", Shop.CLOTHES: "Одежда"}


def write_catalogue(shop: Shop, offers: Sequence[Offer]) -> str:
    """Return the feed of a shop."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<yml_catalog date="{BASE_DAY.isoformat()} 03:00:00">',
        "<shop>",
        f"<name>{_NAMES[shop]}</name>",
        f'<categories><category id="1">{_CATEGORIES[shop]}</category><category id="2">Услуги</category></categories>',
        "<offers>",
        *("\n".join(_offer(offer)) for offer in offers),
        "\n".join(_service(shop)),
        "</offers>",
        "</shop>",
        "</yml_catalog>",
    ]
    return "\n".join(parts) + "\n"


def _offer(offer: Offer) -> Iterator[str]:
    model = offer.model
    stock = len(offer.units) if offer.single else offer.ordered + SPARE_STOCK
    yield f'<offer id="{offer.code}" productId="{offer.model_code}" quantity="{stock}">'
    yield f" <name>{escape(offer.name)}</name>"
    yield f" <productName>{escape(model.name)}</productName>"
    yield f" <xmlId>demo-{offer.code}</xmlId>"
    yield f" <price>{model.roubles}.00</price>"
    yield " <categoryId>1</categoryId>"
    if model.picture:
        yield f" <picture>{model.picture}.svg</picture>"
    for barcode in offer.barcodes or [unit.barcode for unit in offer.units]:
        yield f" <barcode>{barcode}</barcode>"
    yield f" <weight>{model.weight_mg / 1_000_000:.6f}</weight>"
    yield f" <dimensions>{model.box_cm}</dimensions>"
    yield _param("article", "Артикул", model.article)
    yield from _tags(offer)
    yield _param("identity", "Учёт", "unit" if offer.single else "offer")
    yield _param("place", "Ячейка", offer.place)
    yield _param("store", "Склад", "main")
    if offer.single:
        for unit in offer.units:
            yield _param("uin", "УИН", f"{unit.barcode}:{unit.uin}")
    if model.uin_required:
        yield _param("uin-required", "УИН сканируется", "Y")
    yield ' <unit code="pcs" name="Штука" sym="шт." />'
    yield " <vatRate>none</vatRate>"
    yield "</offer>"


def _tags(offer: Offer) -> Iterator[str]:
    if offer.size:
        yield _param("size", "Размер", offer.size)
    if offer.variant and offer.model.probe:
        yield _param("stone", "Вставка", offer.variant)
    elif offer.variant:
        yield _param("color", "Цвет", offer.variant)
    if offer.model.probe:
        yield _param("probe", "Проба", offer.model.probe)


def _service(shop: Shop) -> Iterator[str]:
    model = WRAPPING if shop is Shop.JEWELS else SHORTENING
    yield f'<offer id="{model.article}" productId="{model.article}" type="service">'
    yield f" <name>{escape(model.name)}</name>"
    yield f" <price>{model.roubles}.00</price>"
    yield " <categoryId>2</categoryId>"
    yield _param("jewellery", "Ювелирное изделие", "N")
    yield "</offer>"


def _param(code: str, name: str, value: str) -> str:
    return f" <param name={quoteattr(name)} code={quoteattr(code)}>{escape(value)}</param>"
