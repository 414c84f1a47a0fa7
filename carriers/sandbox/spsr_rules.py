"""What the sandbox of SPSR takes: elements, attributes and values as XmlConverter 1.3 allows them, and nothing else.

Written as tables from the description of the format; no file of the carrier's is needed to run it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

Check = Callable[[str], bool]


def _pattern(text: str) -> Check:
    compiled = re.compile(text)
    return lambda value: compiled.fullmatch(value) is not None


def _at_most(length: int) -> Check:
    return lambda value: len(value) <= length


def _one_of(values: str) -> Check:
    allowed = frozenset(values.split())
    return lambda value: value in allowed


def _any(_: str) -> bool:
    return True


_FLOAT: Final = _pattern(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_WHOLE: Final = _pattern(r"[0-9]{1,10}")
_FLAG: Final = _one_of("0 1")
_POSTCODE: Final = _pattern(r"[0-9]{6}")


@dataclass(frozen=True)
class Rule:
    """One element: attributes by name, those required, children by name, and how often a child may stand."""

    attributes: Mapping[str, Check] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    children: Mapping[str, tuple[Rule, int, int]] = field(default_factory=dict)  # rule, least, most


_PLACE: Final[Mapping[str, Check]] = {
    "PostCode": _POSTCODE,
    "Country": _any,
    "Region": _any,
    "City": _any,
    "Address": _at_most(100),
    "CompanyName": _at_most(100),
    "ContactName": _at_most(60),
    "Email": _at_most(255),
    "City_ID": _WHOLE,
    "City_Owner_ID": _WHOLE,
}
_SHIPPER: Final = Rule({**_PLACE, "Phone": _at_most(20)}, frozenset({"City", "Address"}))
_RECEIVER: Final = Rule(
    {**_PLACE, "Phone": _any, "ConsigneeCollect": _any, "Comment": _at_most(100)}, frozenset({"City", "Address"})
)
_CUSTOMER: Final = Rule({f"Info{number}": _at_most(255) for number in range(1, 8)})
_SERVICES: Final = Rule(
    {
        **dict.fromkeys(
            (
                *("COD", "PartDelivery", "ReturnDoc", "CheckContents", "Verify", "TryOn", "ByHand"),
                *("EveningDelivery", "SaturdayDelivery", "PaidByReceiver", "AgreedDelivery", "IDC"),
            ),
            _FLAG,
        ),
        "ReturnDocType": _one_of("0 1 2"),
    }
)
_SMS: Final = Rule({"SMStoShipper": _FLAG, "SMSNumberShipper": _any, "SMStoReceiver": _FLAG, "SMSNumberReceiver": _any})
_SUB_PIECE: Final = Rule(
    {
        "Description": _at_most(255),
        "Cost": _FLOAT,
        "ProductCode": _at_most(255),
        "Info": _at_most(255),
        "Quantity": _pattern(r"0*[1-9][0-9]*"),
    },
    frozenset({"Description", "Cost"}),
)
_PIECE: Final = Rule(
    {
        "Description": _pattern(r"1[5-9]|2[0-4]"),
        "PieceID": _pattern(r"20[0-9]{10}"),
        "ClientBarcode": _at_most(255),
        **dict.fromkeys(("Weight", "Length", "Width", "Depth"), _FLOAT),
    },
    children={"SubPiece": (_SUB_PIECE, 0, 100_000)},
)
_INVOICE: Final = Rule(
    {
        "Action": _one_of("N U"),
        "ShipmentNumber": _pattern(r"[0-9]{1,20}"),
        "ShipRefNum": _at_most(50),
        "PickUpType": _one_of("W C"),
        "ProductCode": _one_of(
            "Dox Gep10 Gep13 Gep18 GepEx GepIntl PelSt PelEc PelOn PelIn BisCa BisAv BisSt BisEc Freig"
        ),
        **dict.fromkeys(("CODDeliverySum", "CODGoodsSum", "InsuranceSum"), _FLOAT),
        "FullDescription": _any,
        "PiecesCount": _WHOLE,
        "DeliveryDate": _any,
        "DeliveryTime": _one_of("AM PM WD AM1 PM1 PM2 WD1"),
        "InsuranceType": _one_of("VAL INS"),
    },
    frozenset({"Action", "PiecesCount", "InsuranceType"}),
    {
        "Shipper": (_SHIPPER, 0, 1),
        "Receiver": (_RECEIVER, 1, 1),
        "CustomerInfo": (_CUSTOMER, 0, 1),
        "AdditionalServices": (_SERVICES, 0, 1),
        "SMS": (_SMS, 0, 1),
        "Pieces": (Rule(children={"Piece": (_PIECE, 1, 100_000)}), 1, 1),
    },
)
_GENERAL: Final = Rule(
    {
        "ContractNumber": _pattern(r"[0-9]{10}"),
        **dict.fromkeys(("TotalShipments", "TotalPieces"), _WHOLE),
        **dict.fromkeys(("TotalInsurance", "TotalDeclared", "TotalCOD", "TotalWeight"), _FLOAT),
    },
    frozenset({"ContractNumber"}),
    {"Invoice": (_INVOICE, 1, 500)},
)
CONVERTER: Final = Rule(children={"GeneralInfo": (_GENERAL, 1, 1)})


def broken_rules(element: etree._Element, rule: Rule) -> list[str]:
    """Return what is wrong with an element and all below it, as places and reasons; empty when it is right."""
    here = etree.QName(element)
    found = [f"{here.localname}: no text belongs here"] if (element.text or "").strip() else []
    found += [
        f"{here.localname}/@{name}: missing" for name in sorted(rule.required - {str(each) for each in element.attrib})
    ]
    for key, value in element.attrib.items():
        name = str(key)
        check = rule.attributes.get(name)
        if check is None or not check(str(value)):
            found.append(f"{here.localname}/@{name}: {'unknown' if check is None else 'bad value'}")
    counts = dict.fromkeys(rule.children, 0)
    for child in element:
        inner = etree.QName(child)
        if inner.localname not in counts or inner.namespace != here.namespace:
            found.append(f"{here.localname}/{inner.localname}: unknown")
            continue
        counts[inner.localname] += 1
        found += broken_rules(child, rule.children[inner.localname][0])
    found += [
        f"{here.localname}/{child_name}: {count} times"
        for child_name, count in counts.items()
        if not rule.children[child_name][1] <= count <= rule.children[child_name][2]
    ]
    return found
