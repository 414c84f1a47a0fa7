"""Whether an order needs a passport check at all. The gate itself always stands; the policy may say "not required"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from station.domain.offer import Offer
from station.domain.order import Order, PassportCheck, PassportState

POLICY = "policy"


def has_jewellery(order: Order, offers: Mapping[str, Offer], *, jewellery_shop: bool) -> bool:
    """Whether any goods line is jewellery: by the catalogue, else by the shop (what is unknown counts as jewellery)."""
    return any(
        offers[line.offer].jewellery if line.offer in offers else jewellery_shop for line in order.lines if line.to_scan
    )


def apply_policy(order: Order, *, jewellery: bool, policy: str, at: datetime) -> bool:
    """Bring the record of the check in line with the policy ("jewellery", "always", "off"); say whether it changed.

    A person's verdict is never weakened here; what was not required becomes required when jewellery appears.
    """
    required = policy == "always" or (policy != "off" and jewellery)
    why = f"policy:{policy}:{'jewellery' if jewellery else 'no_jewellery'}"
    state = PassportState.REQUIRED if required else PassportState.NOT_REQUIRED
    check = order.passport
    if check is None:
        order.passport = PassportCheck(state, why, POLICY, at)
        return True
    if check.decided_by != POLICY or check.state is state:
        return False
    check.state, check.why, check.decided_at = state, why, at
    return True
