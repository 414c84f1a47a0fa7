"""Who receives a parcel."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """Where a parcel goes. `text` is one line, as a courier reads it."""

    country: str = "RU"
    postcode: str = ""
    region: str = ""
    city: str = ""
    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class Consignee:
    """The person on the label. Personal fields never enter a log: they are left out of `repr`."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: Address = field(default_factory=Address)
    comment: str = field(default="", repr=False)
