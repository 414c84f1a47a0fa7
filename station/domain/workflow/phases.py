"""The fixed stages of the program, and the law of moving between them (docs/adr/0002).

The shop's own matrix of statuses can only narrow this law, never widen it.
"""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """Where an order stands. Statuses, which are the shop's data, each belong to one phase."""

    NEW = "NEW"
    APPROVAL = "APPROVAL"
    APPROVED = "APPROVED"
    AVAILABLE = "AVAILABLE"
    ASSEMBLY = "ASSEMBLY"
    PACKED = "PACKED"
    SHIPPED = "SHIPPED"
    IN_DELIVERY = "IN_DELIVERY"
    AT_PICKUP = "AT_PICKUP"
    DELIVERED = "DELIVERED"
    RETURNING = "RETURNING"
    RETURNED = "RETURNED"
    TAKEN_APART = "TAKEN_APART"
    CANCELLED = "CANCELLED"


OUT: frozenset[Phase] = frozenset(
    {Phase.SHIPPED, Phase.IN_DELIVERY, Phase.AT_PICKUP, Phase.DELIVERED, Phase.RETURNING, Phase.RETURNED}
)
"""The parcel has left, or may leave, the bench."""

IMPORTABLE: frozenset[Phase] = frozenset(
    {Phase.NEW, Phase.APPROVAL, Phase.APPROVED, Phase.AVAILABLE, Phase.ASSEMBLY, Phase.CANCELLED}
)
"""The only phases that an import may set."""

OPENABLE: frozenset[Phase] = frozenset({Phase.AVAILABLE, Phase.ASSEMBLY, Phase.PACKED})
"""The phases in which a bench may open an order."""

PROGRESS: tuple[Phase, ...] = tuple(Phase)
"""From least to most advanced: what the channel is told of a split order is the least advanced child."""


def lawful(before: Phase, after: Phase, *, handed_over: bool) -> bool:
    """Say whether any shop may let an order move so. `handed_over`: a closed manifest holds a parcel of it."""
    if before is after:
        return True
    if after in OUT:
        return _into_out(before, after)
    if before in OUT:
        return _out_of_out(before, after, handed_over=handed_over)
    if before is Phase.CANCELLED:
        return after in {Phase.APPROVED, Phase.TAKEN_APART}
    if before is Phase.TAKEN_APART:
        return after in {Phase.APPROVED, Phase.CANCELLED}
    return True


def _into_out(before: Phase, after: Phase) -> bool:
    if before not in OUT:
        return before is Phase.PACKED and after is Phase.SHIPPED
    return after is not Phase.SHIPPED


def _out_of_out(before: Phase, after: Phase, *, handed_over: bool) -> bool:
    if before is Phase.SHIPPED:
        return not handed_over and after in {Phase.ASSEMBLY, Phase.CANCELLED, Phase.TAKEN_APART}
    return before is Phase.RETURNED and after is Phase.TAKEN_APART
