"""What a scan means on this bench now: (what the code is, what is known of it, what the bench expects) -> Intent.

One place decides, so that the same scan has the same meaning on every screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from station.domain.bench import Bench, Wanted
from station.domain.codes import Code
from station.scan.barcode import Decoded, Shape
from station.scan.commands import Command, find_command
from station.scan.known import Known

NUMBER_SHAPES = frozenset({Shape.SPSR, Shape.S10, Shape.POSTAL14, Shape.OWN_NUMBER})


@dataclass(frozen=True)
class ShowBadge:
    """A person says who they are; `operator` is None when nobody has this badge."""

    operator: str | None


@dataclass(frozen=True)
class GiveCommand:
    """A command barcode."""

    command: Command


@dataclass(frozen=True)
class OpenOrder:
    """Open this order on the bench."""

    number: str


@dataclass(frozen=True)
class UseTray:
    """Put the parked order there, or take the one that lies there."""

    tray: str
    parked_order: str | None


@dataclass(frozen=True)
class GiveUin:
    """The UIN that the bench asked for."""

    text: str
    known: Known


@dataclass(frozen=True)
class VerifyUnit:
    """A thing that is sold."""

    decoded: Decoded
    known: Known


@dataclass(frozen=True)
class BindTracking:
    """A number that may be bound to a parcel."""

    text: str
    misread: bool
    known: Known


@dataclass(frozen=True)
class PutInCage:
    """A parcel onto the open manifest."""

    text: str
    known: Known


@dataclass(frozen=True)
class TakeOutOfCage:
    """A parcel out of the cage again; asked for by the scan before."""

    text: str
    known: Known


@dataclass(frozen=True)
class Meaningless:
    """Nothing that can be acted on: `code` says why."""

    code: Code


Intent = (
    ShowBadge
    | GiveCommand
    | OpenOrder
    | UseTray
    | GiveUin
    | VerifyUnit
    | BindTracking
    | PutInCage
    | TakeOutOfCage
    | Meaningless
)

NAMES: dict[type, str] = {
    ShowBadge: "badge", GiveCommand: "command", OpenOrder: "open_order", UseTray: "tray", GiveUin: "uin",
    VerifyUnit: "verify_unit", BindTracking: "bind_tracking", PutInCage: "put_in_cage",
    TakeOutOfCage: "take_out_of_cage", Meaningless: "nothing",
}  # fmt: skip


def intent_of(decoded: Decoded, known: Known, bench: Bench, *, wants_number: bool) -> Intent:
    """Decide what a scan means. `wants_number`: the open order is packed and waits for tracking barcodes."""
    reserved = _reserved(decoded, known)
    if reserved is not None:
        return reserved
    if bench.pending is not None and bench.pending.wanted is Wanted.UIN:
        return GiveUin(decoded.text, known)
    if bench.manifest is not None and bench.order is None:
        taking_out = bench.pending is not None and bench.pending.wanted is Wanted.PARCEL
        return _out_of_the_cage(decoded, known) if taking_out else _at_the_cage(decoded, known)
    if bench.order is not None:
        return _with_an_order(decoded, known, wants_number=wants_number)
    return _without_an_order(decoded, known)


def _reserved(decoded: Decoded, known: Known) -> Intent | None:
    """Return the intent of codes that mean the same everywhere."""
    if Shape.COMMAND in decoded.shapes:
        command = find_command(decoded.text)
        return GiveCommand(command) if command else Meaningless(Code.UNKNOWN_COMMAND)
    if Shape.BADGE in decoded.shapes:
        return ShowBadge(known.operator)
    if Shape.TRAY in decoded.shapes:
        return UseTray(decoded.text, known.parked_order)
    return _no_code(decoded)


def _no_code(decoded: Decoded) -> Meaningless | None:
    if Shape.MRZ in decoded.shapes:
        return Meaningless(Code.IDENTITY_DOCUMENT)
    if Shape.GARBAGE in decoded.shapes:
        return Meaningless(Code.GARBAGE)
    if decoded.secret:  # a damaged badge or passport: nothing may look it up, bind it or show it
        return Meaningless(Code.MISREAD)
    return None


def _at_the_cage(decoded: Decoded, known: Known) -> Intent:
    if known.number is None and known.order is not None:
        return OpenOrder(known.order)
    if known.number is None and decoded.misread:
        return Meaningless(Code.MISREAD)
    return PutInCage(decoded.text, known)


def _out_of_the_cage(decoded: Decoded, known: Known) -> Intent:
    if known.number is None and decoded.misread:
        return Meaningless(Code.MISREAD)
    return TakeOutOfCage(decoded.text, known)


def _with_an_order(decoded: Decoded, known: Known, *, wants_number: bool) -> Intent:
    if known.goods:
        return VerifyUnit(decoded, known)
    if known.number is not None:
        return BindTracking(decoded.text, decoded.misread, known)
    if known.order is not None:
        return OpenOrder(known.order)
    if decoded.shapes & NUMBER_SHAPES or (wants_number and not decoded.ambiguous):
        return BindTracking(decoded.text, decoded.misread, known)
    return _unknown(decoded)


def _without_an_order(decoded: Decoded, known: Known) -> Intent:
    if known.order is not None:
        return OpenOrder(known.order)
    if known.goods or known.number is not None:
        return Meaningless(Code.OPEN_AN_ORDER_FIRST)
    return _unknown(decoded)


def _unknown(decoded: Decoded) -> Meaningless:
    if decoded.misread:
        return Meaningless(Code.MISREAD)
    return Meaningless(Code.AMBIGUOUS_LAYOUT if decoded.ambiguous else Code.UNKNOWN_CODE)
