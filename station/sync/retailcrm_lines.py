"""The positions of a RetailCRM order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from station.domain.import_codes import ImportCode
from station.domain.incoming import IncomingLine
from station.domain.order import LineKind
from station.errors import Reason
from station.sync.json_fields import Fields, UnreadableField, plain_text, to_kopecks
from station.sync.retailcrm_settings import RetailCrmSettings
from station.sync.wording import barcodes_in, marking_code

MOST_OF_ONE_LINE = 100_000  # units; more is a slip of the keyboard

_SERVICE_WORDS = {"service", "услуга"}
_KIND_PROPERTIES = {"type", "kind", "product-type", "product_type", "тип"}


def read_lines(order: Fields, settings: RetailCrmSettings, remarks: list[Reason]) -> tuple[IncomingLine, ...]:
    """Return the lines of an order, cancelled ones among them. Raises UnreadableField that names the line."""
    lines: dict[str, IncomingLine] = {}
    for position, value in enumerate(order.members("items"), 1):
        key = _key(value, position, lines)
        try:
            lines[key] = _read_line(Fields.of(value), key, settings)
        except UnreadableField as error:
            raise UnreadableField(error.reason.code, **{**error.reason.facts, "line": key}) from error
    made = tuple(lines.values())
    remarks.extend(Reason(ImportCode.LINE_WITHOUT_OFFER, {"line": line.key}) for line in made if not line.offer)
    if made and all(line.cancelled for line in made):
        remarks.append(Reason(ImportCode.ORDER_ALL_LINES_CANCELLED))
    elif made and not any(line.kind is LineKind.GOODS and not line.cancelled for line in made):
        remarks.append(Reason(ImportCode.ORDER_SERVICES_ONLY))
    return made


def _key(value: object, position: int, taken: dict[str, IncomingLine]) -> str:
    if not isinstance(value, dict):
        raise UnreadableField(ImportCode.LINE_BROKEN, line=str(position))
    item = Fields.of(value)
    key = item.text("id") or _external_key(item)
    if key:
        if key in taken:
            raise UnreadableField(ImportCode.LINE_TWICE, line=key)
        return key
    # no id of any kind: the offer names the line, so that the same file gives the same key again
    made = wanted = _offer_code(item) or "line"
    count = 1
    while made in taken:
        count += 1
        made = f"{wanted}#{count}"
    return made


def _external_key(item: Fields) -> str:
    for member in item.members("externalIds"):
        if found := Fields.of(member).text("value"):
            return found
    return item.text("externalId")


def _read_line(item: Fields, key: str, settings: RetailCrmSettings) -> IncomingLine:
    offer = item.child("offer")
    properties = dict(_properties(offer)) | dict(_properties(item))
    code, article = _offer_code(item), offer.text("article") or item.text("article")
    service = _is_service(item, properties) or bool({code, article} & settings.service_articles - {""})
    cancelled = item.flag("isCanceled") or item.text("status") in settings.statuses.cancelled_lines
    kind = LineKind.SERVICE if service else LineKind.GOODS
    quantity = _quantity(item, kind=kind, cancelled=cancelled)
    return IncomingLine(
        key=key,
        kind=kind,
        offer=code,
        article=article,
        name=offer.text("displayName") or offer.text("name") or item.text("productName"),
        quantity=quantity,
        price_kopecks=_price_kopecks(item),
        barcodes=_barcodes(offer),
        marking_codes=tuple(_marking_codes(item)),
        cancelled=cancelled or quantity == 0,
        size=_first(properties, settings.size_codes),
        stone=_first(properties, settings.stone_codes),
        properties=tuple(
            (name, text)
            for code, (name, text) in properties.items()
            if code.lower() not in settings.size_codes | settings.stone_codes | _KIND_PROPERTIES
        ),
    )


def _offer_code(item: Fields) -> str:
    offer = item.child("offer")
    return offer.text("externalId") or offer.text("xmlId") or offer.text("id")


def _is_service(item: Fields, properties: dict[str, tuple[str, str]]) -> bool:
    offer = item.child("offer")
    kinds = {
        item.text("type"),
        item.text("productType"),
        item.child("product").text("type"),
        offer.text("type"),
        offer.child("product").text("type"),
        *(text for code, (_, text) in properties.items() if code.lower() in _KIND_PROPERTIES),
    }
    return any(kind.lower() in _SERVICE_WORDS for kind in kinds)


def _quantity(item: Fields, *, kind: LineKind, cancelled: bool) -> int:
    try:
        amount = item.amount("quantity")
    except UnreadableField:
        if cancelled:
            return 0
        raise
    if amount is None:
        raise UnreadableField(ImportCode.LINE_QUANTITY_MISSING)
    if kind is LineKind.SERVICE or cancelled:
        return max(
            0, int(amount.to_integral_value(ROUND_CEILING))
        )  # half an hour of engraving is one service on the sheet
    if amount < 0 or amount > MOST_OF_ONE_LINE:
        raise UnreadableField(ImportCode.LINE_QUANTITY_BROKEN, value=str(amount)[:20])
    if amount != amount.to_integral_value():
        raise UnreadableField(ImportCode.LINE_QUANTITY_FRACTIONAL, value=str(amount)[:20])
    return int(amount)


def _price_kopecks(item: Fields) -> int:
    """Return the final price of one unit: the mean of `prices`, else the initial price less its discount."""
    total = count = Decimal(0)
    for member in item.members("prices"):
        row = Fields.of(member)
        quantity = row.amount("quantity")
        weight = Decimal(1) if quantity is None else quantity
        total += (row.amount("price") or Decimal(0)) * weight
        count += weight
    if count > 0:
        price = total / count
    else:
        price = (item.amount("initialPrice") or Decimal(0)) - (item.amount("discountTotal") or Decimal(0))
    if price < 0:
        raise UnreadableField(ImportCode.NUMBER_BROKEN, field="price", value=str(price)[:40])
    return to_kopecks(price)


def _barcodes(offer: Fields) -> tuple[str, ...]:
    several = [plain_text(member) for member in offer.members("barcodes")]
    return barcodes_in(" ".join([offer.text("barcode"), *several]))


def _marking_codes(item: Fields) -> Iterator[str]:
    for member in item.members("markingCodes"):
        value = member if isinstance(member, str) else Fields.of(member).values.get("code")
        if isinstance(value, str) and (code := marking_code(value)):
            yield code


def _properties(owner: Fields) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield code, (name, value): RetailCRM sends `{code: {name, value}}`, `{code: value}`, a list of rows or `[]`."""
    for code, value in owner.named("properties"):
        row = Fields.of(value)
        text = row.text("value") or plain_text(value)
        if text:
            yield code, (row.text("name") or code, text)
    if not owner.child("properties"):
        for member in owner.members("properties"):
            row = Fields.of(member)
            if row.text("value"):
                yield row.text("code") or row.text("name"), (row.text("name") or row.text("code"), row.text("value"))


def _first(properties: dict[str, tuple[str, str]], codes: frozenset[str]) -> str:
    return next((text for code, (_, text) in properties.items() if code.lower() in codes), "")
