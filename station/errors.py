"""Every error that is not a bug, named by who must act.

    LaretsError
    ├── Refused            the rules say no; the reasons say what to do        -> the operator
    └── Trouble            the world outside does not do its part
        ├── StoreTrouble   database locked, read-only, full, damaged           -> the administrator
        ├── DeviceTrouble  scanner, scale, printer                             -> the operator, then the administrator
        ├── CarrierTrouble a carrier or the gateway
        │   ├── CarrierRefused   it said no, with a code and a sentence        -> the person who mends the order
        │   ├── CarrierDown      certainly not reached: may be sent again      -> nobody; it is sent again
        │   └── OutcomeUnknown   perhaps accepted: ask, never send again       -> nobody first, then a person
        └── BadInput       a file or a message that cannot be read             -> who sent it

Everything else is a bug and flies to the last hook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class LaretsError(Exception):
    """The root: something expected that stops what was asked."""


@dataclass(frozen=True)
class Reason:
    """Why not: a code of the closed list in `station.domain.codes`, and the facts its sentence needs."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


class Refused(LaretsError):
    """The rules say no. Holds all reasons, the cheapest to mend first."""

    def __init__(self, *reasons: Reason) -> None:
        """Take at least one reason."""
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


class Trouble(LaretsError):
    """The world outside did not do its part; `code` is of the closed list, `facts` holds no secret."""

    def __init__(self, code: str, **facts: str) -> None:
        """Name the trouble by its code."""
        super().__init__(code if not facts else f"{code}: {', '.join(f'{k}={v}' for k, v in facts.items())}")
        self.code = code
        self.facts: Mapping[str, str] = facts


class StoreTrouble(Trouble):
    """The database cannot be read or written now."""


class DeviceTrouble(Trouble):
    """A scanner, scale or printer does not answer as it should."""


class CarrierTrouble(Trouble):
    """A carrier or the gateway did not do what was asked."""


class CarrierRefused(CarrierTrouble):
    """The carrier said no; facts: `carrier_code`, `text` (for people, in Russian), `field` where known."""


class CarrierDown(CarrierTrouble):
    """Certainly not reached or certainly not accepted: the same call may be made again."""


class OutcomeUnknown(CarrierTrouble):
    """Perhaps accepted. Ask by our reference; never send again blindly."""


class BadInput(Trouble):
    """A file or message that cannot be read; facts name the place."""
