"""The station's side of the gateway's contract: the port `Carriers` over SOAP.

zeep and the contract are loaded at the first call, or by `warm_up` from a background thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from carriers.contract import FaultKind, Outcome, State
from carriers.contract.answers import Answer, Carrier, GatewayFault, Problem
from carriers.settings import GatewaySettings
from carriers.wire import NotAnswered, NotSent
from station.domain.shipment import Booking, Registered
from station.errors import CarrierDown, CarrierRefused, CarrierTrouble, OutcomeUnknown

if TYPE_CHECKING:
    from carriers.contract.calls import GatewayCalls

Connect = Callable[[GatewaySettings], "GatewayCalls"]


def over_http(settings: GatewaySettings) -> GatewayCalls:
    """Return the calls to a gateway on the network."""
    from carriers.contract.calls import GatewayCalls
    from carriers.wire.http import new_session

    return GatewayCalls(settings, new_session())


class GatewayClient:
    """The carriers as the station sees them. Calls stand in line, so several threads may share it."""

    def __init__(self, settings: GatewaySettings, connect: Connect = over_http) -> None:
        self._settings = settings
        self._connect = connect
        self._lock = threading.Lock()
        self._calls: GatewayCalls | None = None

    def warm_up(self) -> None:
        """Load zeep and the contract now. Call it from a background thread; nothing is sent."""
        with self._lock:
            self._connected()

    def close(self) -> None:
        """Let the wire go, and the ledger of a gateway in this process. A later call opens them again."""
        with self._lock:
            if self._calls:
                self._calls.close()
            self._calls = None

    def register(self, booking: Booking) -> Registered:
        """Book a shipment. Raises CarrierRefused, CarrierDown or OutcomeUnknown."""
        from carriers.contract.calls import BadMessage

        try:
            with self._lock:
                answers = self._connected().register((booking,))
        except BadMessage as error:
            raise _bad_request(booking.carrier, _not_by_contract(error)) from error
        except NotSent as error:
            raise _down(booking.carrier, str(error)) from error
        except NotAnswered as error:
            raise _unknown(booking.carrier, str(error)) from error
        except GatewayFault as fault:
            _raise_fault(booking.carrier, fault)
        return _registered(booking, answers)

    def find(self, carrier: str, reference: str) -> Registered | None:
        """Ask for a booking by our reference.

        None when the carrier certainly has none, or when it was cancelled. Raises CarrierDown for all else: a
        question may always be asked again.
        """
        from carriers.contract.calls import BadMessage

        try:
            with self._lock:
                found = self._connected().find(carrier, reference)
        except (BadMessage, NotSent, NotAnswered) as error:
            raise _down(carrier, str(error)) from error
        except GatewayFault as fault:
            raise CarrierDown(_code(fault.kind), **_facts(carrier, fault.problem)) from fault
        if found.state is State.REGISTERED and found.registered is None:
            raise _down(carrier, "no shipment in the answer")
        return found.registered

    def cancel(self, carrier: str, reference: str) -> None:
        """Cancel a booking. Raises CarrierRefused, CarrierDown or OutcomeUnknown."""
        from carriers.contract.calls import BadMessage

        try:
            with self._lock:
                self._connected().cancel(carrier, reference)
        except BadMessage as error:
            raise _bad_request(carrier, _not_by_contract(error)) from error
        except NotSent as error:
            raise _down(carrier, str(error)) from error
        except NotAnswered as error:
            raise _unknown(carrier, str(error)) from error
        except GatewayFault as fault:
            _raise_fault(carrier, fault)

    def carriers(self) -> tuple[Carrier, ...]:
        """Return the carriers that the gateway serves; a harmless test of address and key. Raises CarrierDown."""
        try:
            with self._lock:
                return self._connected().carriers()
        except (NotSent, NotAnswered) as error:
            raise _down("", str(error)) from error
        except GatewayFault as fault:
            raise CarrierDown(_code(fault.kind), **_facts("", fault.problem)) from fault

    def _connected(self) -> GatewayCalls:
        if self._calls is None:
            self._calls = self._connect(self._settings)
        return self._calls


def _registered(booking: Booking, answers: tuple[Answer, ...]) -> Registered:
    if len(answers) != 1 or answers[0].reference != booking.reference:
        raise _unknown(booking.carrier, "an answer about another shipment")
    answer = answers[0]
    problem = answer.problem or Problem("gateway_answer_unclear", "Шлюз не объяснил ответа.")
    match answer.outcome:
        case Outcome.REGISTERED if answer.registered:
            return answer.registered
        case Outcome.REFUSED:
            raise CarrierRefused("carrier_refused", **_facts(booking.carrier, problem))
        case Outcome.DOWN:
            raise CarrierDown("carrier_down", **_facts(booking.carrier, problem))
        case Outcome.UNKNOWN | Outcome.REGISTERED:
            raise OutcomeUnknown("outcome_unknown", **_facts(booking.carrier, problem))


def _raise_fault(carrier: str, fault: GatewayFault) -> NoReturn:
    facts = _facts(carrier, fault.problem)
    match fault.kind:
        case FaultKind.REFUSED | FaultKind.BAD_REQUEST:
            raise CarrierRefused(_code(fault.kind), **facts) from fault
        # A wrong or revoked key is no order's fault: what waits is sent when the key is right again.
        case FaultKind.DOWN | FaultKind.NOT_ALLOWED:
            raise CarrierDown(_code(fault.kind), **facts) from fault
        case FaultKind.UNKNOWN:
            raise OutcomeUnknown(_code(fault.kind), **facts) from fault


def _code(kind: FaultKind) -> str:
    match kind:
        case FaultKind.REFUSED:
            return "carrier_refused"
        case FaultKind.UNKNOWN:
            return "outcome_unknown"
        case FaultKind.DOWN:
            return "carrier_down"
        case FaultKind.NOT_ALLOWED:
            return "gateway_not_allowed"
        case FaultKind.BAD_REQUEST:
            return "gateway_bad_request"


def _facts(carrier: str, problem: Problem) -> dict[str, str]:
    facts = {"carrier": carrier, "carrier_code": problem.code, "text": problem.text, "field": problem.field}
    return {name: value for name, value in facts.items() if value}


def _not_by_contract(error: Exception) -> Problem:
    return Problem("gateway_bad_request", f"Данные заказа не подходят для отправки: {error}")


def _bad_request(carrier: str, problem: Problem) -> CarrierTrouble:
    return CarrierRefused("gateway_bad_request", **_facts(carrier, problem))


def _down(carrier: str, why: str) -> CarrierDown:
    return CarrierDown("gateway_down", carrier=carrier, why=why)


def _unknown(carrier: str, why: str) -> OutcomeUnknown:
    return OutcomeUnknown("outcome_unknown", carrier=carrier, why=why)
