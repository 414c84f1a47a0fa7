"""What the gateway does, without SOAP: each shipment once, whatever is asked how often."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, replace
from typing import Final

import structlog

from carriers.adapter import Adapter, Cancelled
from carriers.contract import FaultKind, Outcome, State
from carriers.contract.answers import Answer, Carrier, Found, GatewayFault, Problem, problem_of
from carriers.gateway.ledger import Entry, EntryState, Ledger
from station.domain.shipment import Booking, Registered
from station.errors import CarrierDown, CarrierRefused, OutcomeUnknown, StoreTrouble

log = structlog.get_logger()

# A call that a carrier holds up must end before its caller gives up; what is left is answered `down` and sent again.
_BATCH_S: Final = 40.0

_BEING_SENT = Problem("being_sent", "Отправление сейчас регистрируется другим запросом.")
_NOT_CERTAIN = Problem("outcome_unknown", "Неизвестно, принято ли отправление; решает человек.")
_VOID = Problem("reference_void", "Отправление с этим номером отменено; нужно новое с новым номером.", "reference")
_NOTHING_TO_CANCEL = Problem("nothing_to_cancel", "Отправления с таким номером нет.", "reference")
_LEDGER = Problem("ledger_trouble", "Журнал шлюза сейчас недоступен, отправление не передано.")
_NO_TIME_LEFT = Problem("no_time_left", "До этого отправления очередь не дошла: служба доставки отвечает долго.")
_OTHER_CONTENT = "Отправление уже зарегистрировано с другими данными; показано то, что есть у службы доставки."


class GatewayService:
    """The gateway's operations over adapters and ledger. Called from several threads at once."""

    def __init__(
        self, adapters: Mapping[str, Adapter], ledger: Ledger, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._adapters = adapters
        self._ledger = ledger
        self._monotonic = monotonic

    def carriers(self) -> tuple[Carrier, ...]:
        """Return the carriers that are set up."""
        told = ((code, adapter.abilities) for code, adapter in sorted(self._adapters.items()))
        return tuple(Carrier(code, can.name, can.cancels, can.jewellery, can.parcels) for code, can in told)

    def register(self, bookings: Sequence[Booking], *, bench: str) -> tuple[Answer, ...]:
        """Register shipments, each answered on its own. Raises GatewayFault before anything is sent."""
        adapters = [self._adapter(each.carrier) for each in bookings]
        deadline = self._monotonic() + _BATCH_S
        return tuple(
            self._registered(adapter, booking, bench)
            if self._monotonic() < deadline
            else _answer(booking, Outcome.DOWN, _NO_TIME_LEFT)
            for adapter, booking in zip(adapters, bookings, strict=True)
        )

    def find(self, carrier: str, reference: str) -> Found:
        """Return what is certain about a reference, asking the carrier where the ledger does not know.

        Raises GatewayFault (UnknownOutcome, CarrierDown, BadRequest).
        """
        adapter = self._adapter(carrier)
        entry = self._ledger.entry(carrier, reference)
        if entry and entry.state is EntryState.VOID:
            return Found(State.VOID)
        if entry and entry.registered:
            return Found(State.REGISTERED, entry.registered)
        try:
            registered = self._asked(adapter, carrier, reference, entry)
        except CarrierDown as down:
            raise GatewayFault(FaultKind.DOWN, problem_of(down)) from down
        if registered:
            return Found(State.REGISTERED, registered)
        if entry and self._ledger.is_under_way(entry):
            raise GatewayFault(FaultKind.UNKNOWN, _BEING_SENT)
        if entry and not _is_certain(adapter, entry):
            raise GatewayFault(FaultKind.UNKNOWN, _NOT_CERTAIN)
        return Found(State.NONE)

    def cancel(self, carrier: str, reference: str) -> Cancelled:
        """Cancel, or give up where the carrier cannot cancel. The reference is void from then on.

        Raises GatewayFault (RefusedByCarrier, UnknownOutcome, CarrierDown, BadRequest).
        """
        adapter = self._adapter(carrier)
        entry = self._ledger.entry(carrier, reference)
        if entry and entry.state is EntryState.VOID:
            return Cancelled.GIVEN_UP if not adapter.abilities.cancels else Cancelled.BY_CARRIER
        if entry and self._ledger.is_under_way(entry):
            raise GatewayFault(FaultKind.UNKNOWN, _BEING_SENT)
        try:
            entry = entry or self._adopted(adapter, carrier, reference)
            result = adapter.cancel(reference)
        except CarrierRefused as no:
            raise GatewayFault(FaultKind.REFUSED, problem_of(no)) from no
        except OutcomeUnknown as perhaps:
            raise GatewayFault(FaultKind.UNKNOWN, problem_of(perhaps)) from perhaps
        except CarrierDown as down:
            raise GatewayFault(FaultKind.DOWN, problem_of(down)) from down
        if not self._ledger.settle(entry, EntryState.VOID):
            raise GatewayFault(FaultKind.UNKNOWN, _BEING_SENT)
        return result

    def _adopted(self, adapter: Adapter, carrier: str, reference: str) -> Entry:
        """Return the entry for a shipment that only the carrier knows of."""
        found = adapter.find(reference)
        if found:
            self._ledger.registered(carrier, found)
        entry = self._ledger.entry(carrier, reference)
        if entry is None:
            raise GatewayFault(FaultKind.REFUSED, _NOTHING_TO_CANCEL)
        return entry

    def _adapter(self, carrier: str) -> Adapter:
        adapter = self._adapters.get(carrier)
        if adapter is None:
            problem = Problem("carrier_not_served", f"Этот шлюз не обслуживает службу доставки «{carrier}».", "carrier")
            raise GatewayFault(FaultKind.BAD_REQUEST, problem)
        return adapter

    def _registered(self, adapter: Adapter, booking: Booking, bench: str) -> Answer:
        try:
            claimed = self._claimed(adapter, booking, bench)
        except StoreTrouble:
            log.exception("ledger_trouble")
            return _answer(booking, Outcome.DOWN, _LEDGER)  # nothing has been sent
        return claimed if isinstance(claimed, Answer) else self._sent(adapter, booking, claimed)

    def _claimed(self, adapter: Adapter, booking: Booking, bench: str) -> Answer | Entry:
        """Return the entry that is ours to send now, or the answer where nothing is to be sent."""
        content = _content(booking)
        entry = self._ledger.entry(booking.carrier, booking.reference)
        if entry and entry.state in {EntryState.UNKNOWN, EntryState.SENDING}:
            entry = self._resolved(adapter, booking, entry)
        if entry and (answer := _known(entry, booking, content)):
            return answer
        attempt = self._ledger.claim(booking, content=content, bench=bench)
        if attempt is None:
            return _answer(booking, Outcome.UNKNOWN, _BEING_SENT)  # another call was quicker
        return Entry(booking.carrier, booking.reference, EntryState.SENDING, attempt)

    def _sent(self, adapter: Adapter, booking: Booking, claimed: Entry) -> Answer:
        try:
            registered = adapter.register(booking)
        except CarrierRefused as no:
            return self._settled(claimed, EntryState.REFUSED, Outcome.REFUSED, problem_of(no))
        except CarrierDown as down:
            return self._settled(claimed, EntryState.DOWN, Outcome.DOWN, problem_of(down))
        except OutcomeUnknown as perhaps:
            return self._settled(claimed, EntryState.UNKNOWN, Outcome.UNKNOWN, problem_of(perhaps))
        except Exception:  # the edge of an adapter: nobody knows how far a call with a bug in it got
            log.exception("adapter_failed", carrier=booking.carrier, reference=booking.reference)
            return self._settled(claimed, EntryState.UNKNOWN, Outcome.UNKNOWN, _NOT_CERTAIN)
        dated = self._ledger.registered(booking.carrier, registered)
        return Answer(booking.carrier, booking.reference, Outcome.REGISTERED, dated)

    def _settled(self, claimed: Entry, state: EntryState, outcome: Outcome, problem: Problem) -> Answer:
        self._ledger.settle(claimed, state, problem)
        return Answer(claimed.carrier, claimed.reference, outcome, problem=problem)

    def _resolved(self, adapter: Adapter, booking: Booking, entry: Entry) -> Entry | None:
        """Ask the carrier about an unknown outcome, and return the entry as it stands then."""
        try:
            registered = self._asked(adapter, booking.carrier, booking.reference, entry)
        except CarrierDown as down:
            return replace(entry, state=EntryState.UNKNOWN, problem=problem_of(down))
        if registered is None and self._ledger.is_under_way(entry):
            return replace(entry, problem=_BEING_SENT)
        if registered is None and not _is_certain(adapter, entry):
            return replace(entry, problem=_NOT_CERTAIN)
        return self._ledger.entry(booking.carrier, booking.reference)

    def _asked(self, adapter: Adapter, carrier: str, reference: str, entry: Entry | None) -> Registered | None:
        registered = adapter.find(reference)
        if registered:
            log.info("shipment_found", carrier=carrier, reference=reference)
            return self._ledger.registered(carrier, registered)
        if entry and _is_certain(adapter, entry) and not self._ledger.is_under_way(entry):
            self._ledger.settle(entry, EntryState.ABSENT)
        return None


def _is_certain(adapter: Adapter, entry: Entry) -> bool:
    """Tell whether the carrier's "I have none" frees the reference: a late first call must not make a second one."""
    perhaps_sent = entry.state in {EntryState.UNKNOWN, EntryState.SENDING}
    return adapter.abilities.unique_reference or not perhaps_sent


def _known(entry: Entry, booking: Booking, content: str) -> Answer | None:
    """Return the answer that the ledger holds already; None when the shipment may be sent."""
    match entry.state:
        case EntryState.REGISTERED if entry.registered:
            registered = entry.registered
            if entry.content and entry.content != content:
                registered = replace(registered, notes=(*registered.notes, _OTHER_CONTENT))
            return Answer(booking.carrier, booking.reference, Outcome.REGISTERED, registered)
        case EntryState.VOID:
            return _answer(booking, Outcome.REFUSED, _VOID)
        case EntryState.UNKNOWN | EntryState.SENDING:
            return _answer(booking, Outcome.UNKNOWN, entry.problem or _NOT_CERTAIN)
        case _:
            return None


def _answer(booking: Booking, outcome: Outcome, problem: Problem) -> Answer:
    return Answer(booking.carrier, booking.reference, outcome, problem=problem)


def _content(booking: Booking) -> str:
    return hashlib.sha256(repr(astuple(booking)).encode()).hexdigest()
