"""What the demo shops sell: models with their variants. No such goods exist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from station.domain.offer import Identity


class Shop(StrEnum):
    """The two shops, by the code of their site."""

    JEWELS = "zlatotsvet"
    CLOTHES = "vydumka"


@dataclass(frozen=True)
class Model:
    """One article. Each of its sizes and variants (a stone or a colour) makes an offer."""

    article: str
    name: str
    picture: str
    roubles: int
    weight_mg: int
    sizes: tuple[str, ...] = ("",)
    variants: tuple[str, ...] = ("",)
    identity: Identity = Identity.OFFER
    uin_required: bool = False
    barcodes: int = 1  # of an offer whose units are all alike; 0: none at all
    probe: str = ""
    box_cm: str = "8/8/4"


HANDMADE = "ШР-810"  # has no barcode of any kind
PLAIN_RING = "К-5120"
_RINGS = ("16", "16.5", "17", "17.5", "18")
_CHAINS = ("40 см", "45 см", "50 см", "55 см")
_DRESSES = ("42", "44", "46", "48", "50")
_LETTERS = ("S", "M", "L", "XL")
_SHOES = ("37", "38", "39", "40", "41", "42")
_ONE = ("",)
_GOLD = Model("", "", "", 0, 0, identity=Identity.UNIT, probe="585")  # each piece has its own barcode and UIN
_GOLD_750 = replace(_GOLD, probe="750")
_GOLD_UIN = replace(_GOLD, uin_required=True)
_SILVER = Model("", "", "", 0, 0, probe="925")
_CLOTH = Model("", "", "", 0, 0, box_cm="35/25/5")
_TWO_CODES = replace(_CLOTH, barcodes=2)
_BULKY = replace(_CLOTH, box_cm="50/40/14")
_SMALL = replace(_CLOTH, box_cm="25/20/4")

# like what | article | name | picture | roubles | milligrams of one | sizes | stones or colours
_Row = tuple[Model, str, str, str, int, int, tuple[str, ...], tuple[str, ...]]

_JEWELS: tuple[_Row, ...] = (
    (_GOLD, PLAIN_RING, "Кольцо «Небылица»", "ring-diamond", 45990, 2410, _RINGS, ("бриллиант",)),
    (_GOLD_750, "К-5134", "Кольцо «Лукоморье»", "ring-emerald", 128500, 3120, _RINGS, ("изумруд",)),
    (_GOLD, "К-5001", "Кольцо обручальное «Жили-были»", "ring-plain", 18900, 2950, _RINGS, _ONE),
    (_GOLD_UIN, "К-5188", "Кольцо «Жар-птица»", "ring-diamond", 67400, 3480, ("16.5", "17.5"), ("рубин", "сапфир")),
    (_GOLD, "С-2207", "Серьги «Росинка»", "earrings-drop", 38750, 4100, _ONE, ("топаз", "аметист", "гранат")),
    (_SILVER, "С-2210", "Серьги-пусеты «Искорка»", "earrings-studs", 4990, 1240, _ONE, ("фианит",)),
    (
        replace(_GOLD_UIN, probe="750"), "С-2245", "Серьги «Хозяйка горы» с россыпью бриллиантов",
        "earrings-drop", 214000, 7350, _ONE, ("малахит",),
    ),
    (_GOLD, "П-3301", "Подвеска «Ягодка»", "pendant-garnet", 9650, 1180, _ONE, ("гранат", "хризолит")),
    (_GOLD, "П-3340", "Крест «Тихая заводь»", "cross", 15200, 2260, _ONE, _ONE),
    (_GOLD, "Ц-4402", "Цепь «Ручеёк»", "chain", 21300, 3900, _CHAINS, _ONE),
    (
        _GOLD, "Ц-4477", "Цепь «Тридевятое царство» плетения бисмарк с алмазной гранью и замком в виде пера",
        "chain-fine", 96800, 14250, ("45 см", "50 см", "60 см"), _ONE,
    ),
    (_GOLD, "Б-6610", "Браслет «Околица»", "bracelet", 33400, 5120, ("17 см", "18 см", "19 см"), _ONE),
    (replace(_GOLD, box_cm="10/10/8"), "Ч-7001", "Часы «Полночь» золотые", "watch", 187900, 42600, _ONE, _ONE),
    (_SILVER, "Р-8105", "Брошь «Перо»", "brooch", 12480, 3300, _ONE, ("эмаль",)),
    (replace(_SILVER, barcodes=2), "К-5210", "Кольцо «Прибаутка»", "ring-plain", 3250, 1900, _RINGS, _ONE),
)  # fmt: skip

_CLOTHES: tuple[_Row, ...] = (
    (_CLOTH, "ПЛ-101", "Платье «Алая заря»", "dress-evening", 7490, 380_000, _DRESSES, ("красный",)),
    (_CLOTH, "ПЛ-102", "Платье «Синие сумерки»", "dress", 8290, 410_000, _DRESSES, ("синий",)),
    (_TWO_CODES, "РБ-210", "Рубашка «Понедельник»", "shirt", 3990, 240_000, _LETTERS, ("белый",)),
    (_CLOTH, "РБ-214", "Рубашка «Тельняшкин»", "shirt", 4290, 250_000, _LETTERS, ("синяя полоска",)),
    (_CLOTH, "ФТ-305", "Футболка «Выходной»", "tshirt", 1490, 160_000, _LETTERS, ("серый", "чёрный", "хаки")),
    (_CLOTH, "ДЖ-401", "Джинсы «Просёлок» прямые", "jeans", 5990, 620_000, ("28", "30", "32", "34"), ("индиго",)),
    (_CLOTH, "БР-411", "Брюки «Заседание»", "jeans", 5490, 480_000, ("44", "46", "48", "50"), ("графит",)),
    (_CLOTH, "ЮБ-502", "Юбка «Карусель»", "skirt", 4790, 310_000, ("42", "44", "46"), ("бордо", "олива")),
    (_BULKY, "ПТ-601", "Пальто «Первый снег» двубортное", "coat", 21900, 1_850_000, _DRESSES, ("бежевый",)),
    (_BULKY, "КР-620", "Куртка «Непогода»", "jacket", 14900, 1_120_000, _LETTERS, ("тёмно-синий",)),
    (
        _CLOTH, "СВ-705", "Свитер «Бабушкины сказки» крупной вязки с высоким воротом и узором из северных оленей",
        "sweater", 6990, 540_000, _LETTERS, ("молочный", "брусничный"),
    ),
    (_SMALL, "ШР-801", "Шарф «Позёмка»", "scarf", 1990, 180_000, _ONE, ("синий", "серый")),
    (replace(_SMALL, barcodes=0), HANDMADE, "Шарф ручной работы «Бахрома»", "scarf", 3490, 210_000, _ONE, ("пёстрый",)),
    (_SMALL, "ШП-820", "Шапка «Помпон»", "hat", 1790, 120_000, _ONE, ("красный", "белый")),
    (_BULKY, "ТФ-901", "Туфли «Паркет»", "shoes", 8990, 780_000, _SHOES, ("чёрный",)),
    (_BULKY, "БТ-910", "Сапоги «Слякоть» на устойчивом каблуке", "boots", 12900, 1_640_000, _SHOES, ("коричневый",)),
    (_BULKY, "СМ-950", "Сумка «Дорожная байка»", "handbag", 9790, 870_000, _ONE, ("рыжий",)),
    (_SMALL, "РМ-970", "Ремень «Пряжка»", "belt", 2290, 190_000, ("90 см", "100 см"), ("чёрный",)),
)  # fmt: skip

WRAPPING = Model("УСЛ-1", "Подарочная упаковка", "gift-box", 350, 0)
SHORTENING = Model("УСЛ-2", "Подгонка по длине", "", 600, 0)


def models_of(shop: Shop) -> tuple[Model, ...]:
    """Return what a shop sells."""
    return tuple(_model(row) for row in (_JEWELS if shop is Shop.JEWELS else _CLOTHES))


def _model(row: _Row) -> Model:
    like, article, name, picture, roubles, weight_mg, sizes, variants = row
    made = replace(like, article=article, name=name, picture=picture, roubles=roubles, weight_mg=weight_mg)
    return replace(made, sizes=sizes, variants=variants)
