"""A file of orders as RetailCRM's API v5 answers them -> orders to take in, and those that cannot be.

Understood: the answer of GET /orders, GET /orders/{id}, create, edit, upload and history; a bare order, a bare list,
and JSON lines of any of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from station.domain.import_codes import ImportCode
from station.domain.incoming import FileResult, IncomingOrder, Skipped
from station.errors import BadInput, Reason
from station.sync.json_fields import Fields, UnreadableField, load_json, plain_text
from station.sync.retailcrm_order import map_status, read_order
from station.sync.retailcrm_settings import RetailCrmSettings, default_settings

__all__ = ["RetailCrmSettings", "default_settings", "map_status", "read_orders"]

MOST_ORDERS = 20_000  # in one file; the API itself answers a hundred at a time

_LISTS = ("orders", "uploadedOrders", "failedOrders", "history", "order")


@dataclass(frozen=True)
class _Found:
    """Something of the file that should be an order, and where it stood."""

    place: str
    value: object


def read_orders(source: Path | str | bytes, settings: RetailCrmSettings) -> FileResult:
    """Read a file (by its path) or its bytes. An order that cannot be taken in is named and skipped.

    Raises BadInput, and nothing else, when the file as a whole cannot be read or is an answer that says "failed".
    """
    try:
        found, skipped = _documents(_text(source, settings))
    except BadInput as error:
        raise _named(error, source) from error
    orders: dict[str, IncomingOrder] = {}
    for piece in found:
        try:
            _keep(orders, read_order(piece.value, settings))
        except UnreadableField as error:
            skipped.append(Skipped(_name_of(piece), error.reason))
    return FileResult(tuple(orders.values()), tuple(skipped))


def _named(error: BadInput, source: Path | str | bytes) -> BadInput:
    """Return the fault with the name of its file, which a person who gave several must know."""
    return BadInput(error.code, **({} if isinstance(source, bytes) else {"file": Path(source).name}), **error.facts)


def _keep(orders: dict[str, IncomingOrder], order: IncomingOrder) -> None:
    before = orders.pop(order.number, None)
    if before is not None and before.channel_id != order.channel_id:
        orders[before.number] = before
        raise UnreadableField(ImportCode.ORDER_NUMBER_TWICE, number=order.number)
    orders[order.number] = order  # the same order twice: the later word of the channel counts


def _name_of(piece: _Found) -> str:
    """Return the order's number, else its id, else only its place: what a person can look for."""
    if not isinstance(piece.value, dict):
        return piece.place
    number = plain_text(piece.value.get("number"))
    key = plain_text(piece.value.get("id"))
    return (number or (f"{piece.place} id {key}" if key else piece.place))[:100]


def _text(source: Path | str | bytes, settings: RetailCrmSettings) -> str:
    if not isinstance(source, bytes):
        path = Path(source)
        try:
            with path.open("rb") as file:
                source = file.read(settings.largest_file + 1)
        except (OSError, ValueError) as error:
            raise BadInput(ImportCode.FILE_UNREADABLE, detail=type(error).__name__) from error
    if len(source) > settings.largest_file:
        raise BadInput(ImportCode.FILE_TOO_LARGE, megabytes=str(settings.largest_file >> 20))
    try:
        return source.decode(json.detect_encoding(source)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BadInput(ImportCode.FILE_NOT_UTF8, byte=str(error.start)) from error


def _documents(text: str) -> tuple[list[_Found], list[Skipped]]:
    """Split a file into pieces: as one document, else as JSON lines. Raises BadInput."""
    found: list[_Found] = []
    skipped: list[Skipped] = []
    try:
        _open_answer(load_json(text), "", found, skipped)
    except BadInput as fault:
        lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
        if fault.code != ImportCode.FILE_NOT_JSON or not _is_json_lines(lines):
            raise
        for number, line in lines:
            try:
                _open_answer(load_json(line), f"line {number} ", found, skipped)
            except BadInput as error:
                skipped.append(Skipped(f"line {number}", Reason(error.code, error.facts)))
    if len(found) + len(skipped) > MOST_ORDERS:
        raise BadInput(ImportCode.FILE_TOO_MANY_ORDERS, most=str(MOST_ORDERS))
    return found, skipped


def _is_json_lines(lines: Sequence[tuple[int, str]]) -> bool:
    if len(lines) < 2:  # noqa: PLR2004  # one line that is no JSON is just a broken file
        return False
    try:
        return isinstance(load_json(lines[0][1]), dict)
    except BadInput:
        return False


def _open_answer(document: object, place: str, found: list[_Found], skipped: list[Skipped]) -> None:
    if isinstance(document, list):
        found.extend(_Found(f"{place}[{n}]", value) for n, value in enumerate(document))
        return
    try:
        answer = Fields.of(document)
    except UnreadableField as error:
        raise BadInput(error.reason.code, **error.reason.facts) from error
    known = [key for key in _LISTS if key in answer.values]
    if answer.values.get("success") is False and not {"uploadedOrders", "failedOrders"} & set(known):
        raise BadInput(ImportCode.CHANNEL_REFUSED, text=answer.text("errorMsg")[:200])
    if not known and {"number", "items"} & set(answer.values):
        found.append(_Found(f"{place}order", document))
    elif not known and not answer.text("id"):
        raise BadInput(ImportCode.FILE_NOT_ORDERS, place=place.strip())
    elif not known:  # a create answer without its order
        skipped.append(Skipped(f"{place}id {answer.text('id')}", Reason(ImportCode.ORDER_BODY_MISSING)))
    elif "history" in known:
        _open_history(answer, place, found, skipped)
    elif any(not isinstance(answer.values[key], list | dict) for key in known):
        raise BadInput(ImportCode.FILE_NOT_ORDERS, place=place.strip())
    else:
        _open_lists(answer, place, found, skipped)


def _open_lists(answer: Fields, place: str, found: list[_Found], skipped: list[Skipped]) -> None:
    order = answer.values.get("order")
    if order is not None:
        found.append(_Found(f"{place}order", order))
    bodies = set()
    short: list[tuple[str, str, str]] = []
    for key in ("orders", "uploadedOrders", "failedOrders"):
        for position, value in enumerate(_members(answer, key)):
            name = f"{place}{key}[{position}]"
            if key == "orders" or _has_body(value):
                found.append(_Found(name, value))
                bodies.add(_id_of(value))
            else:
                code = ImportCode.ORDER_REFUSED_BY_CHANNEL if key == "failedOrders" else ImportCode.ORDER_BODY_MISSING
                short.append((_id_of(value), name, code))
    skipped.extend(
        Skipped(f"{name} id {key}" if key else name, Reason(code)) for key, name, code in short if key not in bodies
    )


def _open_history(answer: Fields, place: str, found: list[_Found], skipped: list[Skipped]) -> None:
    """Take the full orders of "created" records; an order of which only changes are told is named and skipped."""
    bodies: dict[str, _Found] = {}
    changed: dict[str, str] = {}
    for position, value in enumerate(_members(answer, "history")):
        record = value if isinstance(value, dict) else {}
        order, name = record.get("order"), f"{place}history[{position}]"
        if record.get("created") and _has_body(order):
            bodies[_id_of(order)] = _Found(name, order)
        else:
            changed[_id_of(order)] = name  # also after its creation: the body is old then
    found.extend(piece for key, piece in bodies.items() if key not in changed)
    skipped.extend(Skipped(f"{name} id {key}", Reason(ImportCode.ORDER_BODY_MISSING)) for key, name in changed.items())


def _members(answer: Fields, key: str) -> Iterator[object]:
    try:
        yield from answer.members(key)
    except UnreadableField as error:
        raise BadInput(error.reason.code, **error.reason.facts) from error


def _has_body(value: object) -> bool:
    return isinstance(value, dict) and bool({"number", "items"} & set(value))


def _id_of(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    return plain_text(value.get("id")) or plain_text(value.get("externalId"))
