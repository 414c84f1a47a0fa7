"""The channel or the office cancels while a packer has the order open: the window stops by itself, once."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.people import Operator, Role
from station.usecases.decide import cancel_order
from tests.journeys.packer import Packer

ORDER = "10437"


def test_a_cancellation_stops_the_window_without_a_scan(packer: Packer) -> None:
    packer.scans(ORDER)
    with packer.opened.bench.station.office(Operator("owner", "Хозяйкина", Role.OWNER, "")) as work:
        cancel_order(work, ORDER)
        work.uow.commit()

    stopped = packer.until(lambda state: state.locked, "the stop")

    assert (stopped.verdict.tone, stopped.verdict.code) == ("stop", Code.ORDER_CANCELLED)
    assert ORDER in stopped.verdict.text
    assert not packer.acknowledges().locked
