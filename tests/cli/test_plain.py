from __future__ import annotations

from ui.cli.plain import plain

ORDER = {
    "number": "501",
    "parent": None,
    "closed_elsewhere": False,
    "reasons": ["order_held", "units_missing"],
    "holds": [],
    "consignee": {"name": "Анна Выдумова", "region": "", "city": "Небылицк"},
    "parcels": [
        {"parcel": 1, "tracking": "200000000017", "units": [{"line": "1", "unit": None}, {"line": "2"}]},
        {"parcel": 2, "open": True},
    ],
}


def test_a_document_reads_line_by_line_without_any_sign_of_a_program() -> None:
    assert plain(ORDER).splitlines() == [
        "number: 501",
        "closed_elsewhere: no",
        "reasons: order_held, units_missing",
        "consignee:",
        "  name: Анна Выдумова",
        "  city: Небылицк",
        "parcels:",
        "  - parcel: 1",
        "    tracking: 200000000017",
        "    units:",
        "      - line: 1",
        "      - line: 2",
        "  - parcel: 2",
        "    open: yes",
    ]
