"""Take in a range of tracking numbers that a carrier allotted."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.numbers import NUMBER_MAKERS, counter_of
from station.domain.people import Right
from station.errors import Reason, Refused
from station.usecases.work import Work


def allot_numbers(work: Work, carrier: str, first: str, last: str) -> int:
    """Add a range, its ends as the carrier wrote them: whole numbers, or counters. Return how many numbers it holds.

    Raises Refused: a carrier whose numbers we cannot make, an end that is none, a range that overlaps another.
    """
    work.need(Right.ADMINISTER)
    if carrier not in NUMBER_MAKERS:
        raise Refused(Reason(Code.NUMBER_SHAPE, {"carrier": carrier}))
    lowest, highest = _counter(carrier, first), _counter(carrier, last)
    if highest < lowest:
        raise Refused(Reason(Code.NUMBER_SHAPE, {"carrier": carrier, "got": last}))
    work.uow.numbers.add_range(carrier, lowest, highest)
    work.tell("numbers", "allotted", None, carrier=carrier, first=str(lowest), last=str(highest))
    return highest - lowest + 1


def _counter(carrier: str, text: str) -> int:
    counter = counter_of(carrier, text)
    if counter is None:
        raise Refused(Reason(Code.NUMBER_SHAPE, {"carrier": carrier, "got": text}))
    return counter
