"""SPSR's "no" as an error named by who must act."""

from __future__ import annotations

from carriers.spsr.codes import Act, ResultCode
from station.errors import CarrierDown, CarrierRefused, CarrierTrouble, OutcomeUnknown

CARRIER = "spsr"


class SaidNo(Exception):
    """SPSR answered with a result code that is not 0. `text` is its own sentence, or that of our table."""

    def __init__(self, code: ResultCode, text: str) -> None:
        """Keep the code and the sentence."""
        super().__init__(f"RC {code.number}")
        self.code = code
        self.text = text


def trouble(no: SaidNo) -> CarrierTrouble:
    """Return the error that the gateway understands."""
    facts = {"carrier": CARRIER, "carrier_code": str(no.code.number), "text": no.text}
    match no.code.act:
        case Act.RECONCILE:
            return OutcomeUnknown("outcome_unknown", **facts)
        case Act.RETRY | Act.LOG_IN | Act.ACCOUNT:
            return CarrierDown("carrier_down", **facts)
        case Act.ORDER | Act.DONE:
            return CarrierRefused("carrier_refused", **facts)


def refused(code: str, text: str, field: str) -> CarrierRefused:
    """Return a refusal that we make ourselves, because SPSR certainly would; `field` is an element of our contract."""
    return CarrierRefused("carrier_refused", carrier=CARRIER, carrier_code=code, text=text, field=field)


def down(why: str) -> CarrierDown:
    """Return the error for a carrier that was certainly not reached, or was asked for nothing but an answer."""
    return CarrierDown("carrier_down", carrier=CARRIER, carrier_code=why, text="СПСР не отвечает.")


def unknown(why: str) -> OutcomeUnknown:
    """Return the error for a request that SPSR may have accepted."""
    text = "Неизвестно, приняла ли СПСР накладную; программа уточняет по номеру заказчика."
    return OutcomeUnknown("outcome_unknown", carrier=CARRIER, carrier_code=why, text=text)
