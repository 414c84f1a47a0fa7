from __future__ import annotations

import re

import pytest

from carriers.spsr.codes import CODES, Act, ResultCode, result_code
from carriers.spsr.faults import SaidNo, trouble
from station.errors import CarrierDown, CarrierRefused, OutcomeUnknown

# facts: the published list of WebAPI's result codes
PUBLISHED = {
    *range(10),
    *(1004, 1005, 1006, 1007),
    *range(1009, 1060),
    1062,
}

RAISES: dict[Act, type[Exception]] = {
    Act.RETRY: CarrierDown,
    Act.LOG_IN: CarrierDown,
    Act.ACCOUNT: CarrierDown,
    Act.RECONCILE: OutcomeUnknown,
    Act.ORDER: CarrierRefused,
}


def test_a_code_that_nobody_described_is_a_refusal_that_a_person_can_report() -> None:
    strange = result_code(4711)

    assert strange.act is Act.ORDER
    assert "4711" in strange.text


def test_every_published_code_is_in_the_table() -> None:
    assert set(CODES) == PUBLISHED


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: str(code.number))
def test_every_code_has_one_russian_sentence_and_its_error(code: ResultCode) -> None:
    assert re.fullmatch(r"[А-ЯXЁ][^.]*[.]", code.text), code.text
    if code.act is not Act.DONE:
        raised = trouble(SaidNo(code, code.text))
        assert type(raised) is RAISES[code.act]
        assert raised.facts["carrier_code"] == str(code.number)


def test_only_the_lost_session_asks_for_a_new_log_in() -> None:
    assert [code.number for code in CODES.values() if code.act is Act.LOG_IN] == [1006]
