"""What the gateway answers, as values that both its sides share."""

from __future__ import annotations

from dataclasses import dataclass

from carriers.contract import FaultKind, Outcome, State
from station.domain.shipment import Registered
from station.errors import CarrierTrouble


@dataclass(frozen=True)
class Problem:
    """Why not: a code, a Russian sentence for people, and the element at fault where it is known."""

    code: str
    text: str
    field: str = ""


@dataclass(frozen=True)
class Answer:
    """What became of one shipment: `registered` stands when it was, `problem` when it was not."""

    carrier: str
    reference: str
    outcome: Outcome
    registered: Registered | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Found:
    """What is known for certain about a reference."""

    state: State
    registered: Registered | None = None


@dataclass(frozen=True)
class Carrier:
    """A carrier that a gateway serves."""

    code: str
    name: str
    cancels: bool
    jewellery: bool
    parcels: int


class GatewayFault(Exception):
    """A whole call that the gateway did not answer, as one of the contract's typed faults."""

    def __init__(self, kind: FaultKind, problem: Problem) -> None:
        """Keep the kind and the problem."""
        super().__init__(f"{kind}: {problem.code}")
        self.kind = kind
        self.problem = problem


def problem_of(trouble: CarrierTrouble) -> Problem:
    """Return a carrier's trouble as the contract tells it."""
    facts = trouble.facts
    return Problem(facts.get("carrier_code", trouble.code), facts.get("text", trouble.code), facts.get("field", ""))
