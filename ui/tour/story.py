"""What happens on the tour: a log-in, three orders and what can go wrong with them, and a manifest."""

from __future__ import annotations

from typing import Final

from station.domain.codes import Code
from station.scan.commands import Verb, code_of
from ui.tour.stage import LARGE, Stage, TourFailed

JEWELS: Final = "10404"  # three single pieces, one of which wants its UIN; a number allotted to us, our label
CLOTHES: Final = "20431"  # several alike, cash on delivery, a bag with its number printed on it
TWO_PARCELS: Final = "20455"  # two parcels, cash on delivery, bags as well
FOREIGN: Final = "20405"  # travels with our own courier: no parcel for this manifest
HELD: Final = "20458"
MOST_SCANS: Final = 20
OK: Final = code_of(Verb.CONFIRM)


def play_story(stage: Stage) -> str:
    """Play it all; return the number of the manifest. Raises TourFailed."""
    for part in (_log_in, _jewels, _clothes, _two_parcels, _held_order, _foreign_parcel):
        stage.step = part.__name__.strip("_")
        part(stage)
    stage.step = "manifest"
    return _manifest(stage)


def _log_in(stage: Stage) -> None:
    stage.picture("login", panel=True)
    stage.log_in("packer")
    stage.picture("ready", size=LARGE)


def _jewels(stage: Stage) -> None:
    stage.scan(JEWELS, Code.ORDER_OPENED)
    stage.picture("order-opened", panel=True)
    stage.click_next(Code.UNIT_VERIFIED)
    stage.picture("unit-verified")
    stage.click_next(Code.UIN_NEEDED)
    stage.picture("uin-needed")
    stage.click_next(Code.UNIT_VERIFIED)
    stage.scan(code_of(Verb.UNDO), Code.UNDONE_UNIT)
    stage.picture("undone")
    stage.click_next(Code.UIN_NEEDED)
    stage.click_next(Code.UNIT_VERIFIED)
    stage.click_next(Code.ORDER_PACKED)
    _label_printed(stage)
    stage.picture("label-printed", size=LARGE)
    stage.click_next(Code.ORDER_SHIPPED)
    stage.picture("shipped")


def _clothes(stage: Stage) -> None:
    stage.scan(CLOTHES, Code.ORDER_OPENED)
    stage.click_next(Code.UNIT_VERIFIED)
    right = stage.next_code
    stage.click("demo_sister", Code.SISTER_UNIT)
    stage.picture("sister")
    stage.picture("sister", dark=True)
    stage.picture("sister", language=_other(stage))
    stage.scan(right, Code.NOT_COUNTED)
    stage.picture("not-counted")
    stage.scan(OK, Code.ACKNOWLEDGED)
    _verify_rest(stage)
    stage.picture("bag-wanted", size=LARGE, dark=True)
    stage.click_next(Code.ORDER_SHIPPED)


def _two_parcels(stage: Stage) -> None:
    stage.scan(TWO_PARCELS, Code.ORDER_OPENED)
    stage.click_next(Code.UNIT_VERIFIED)
    stage.scan(code_of(Verb.NEW_PARCEL), Code.PARCEL_WEIGHED)
    stage.picture("second-parcel")
    _verify_rest(stage)
    stage.click("demo_other_bag", Code.NUMBER_TAKEN)
    stage.picture("bag-taken")
    stage.scan(OK, Code.ACKNOWLEDGED)
    stage.click_next(Code.TRACKING_BOUND)
    stage.click_next(Code.ORDER_SHIPPED)


def _held_order(stage: Stage) -> None:
    stage.scan(HELD, Code.ORDER_HELD)
    stage.picture("held")
    stage.scan(OK, Code.ACKNOWLEDGED)


def _foreign_parcel(stage: Stage) -> None:
    stage.scan(FOREIGN, Code.ORDER_OPENED)
    _verify_rest(stage)
    _label_printed(stage)
    stage.click_next(Code.ORDER_SHIPPED)


def _manifest(stage: Stage) -> str:
    stage.until_carried()
    foreign = stage.bound(FOREIGN)[0]
    stage.scan(code_of(Verb.MANIFEST, "spsr"), Code.MANIFEST_OPENED)
    number = stage.manifest
    for _ in stage.bound(JEWELS):
        stage.click_next(Code.IN_CAGE)
    stage.picture("cage", size=LARGE)
    stage.scan(foreign, Code.OTHER_CARRIER)
    stage.picture("foreign-parcel")
    stage.scan(OK, Code.ACKNOWLEDGED)
    for _ in range(MOST_SCANS):
        if stage.state.handover and stage.state.handover.inside == stage.state.handover.total:
            break
        stage.click_next(Code.IN_CAGE)
    stage.picture("all-inside", language=_other(stage))
    stage.scan(code_of(Verb.CLOSE_MANIFEST), Code.SCAN_AGAIN)
    stage.picture("close-again")
    stage.scan(code_of(Verb.CLOSE_MANIFEST), Code.MANIFEST_CLOSED)
    stage.picture("closed")
    return number


def _verify_rest(stage: Stage) -> None:
    """Follow the panel until the order is packed."""
    for _ in range(MOST_SCANS):
        order = stage.state.order
        if order is None:
            raise TourFailed(f"{stage.step}: no order is open")
        if order.left == 0:
            return
        stage.click_next(Code.UNIT_VERIFIED if order.left > 1 else Code.ORDER_PACKED)
    raise TourFailed(f"{stage.step}: {MOST_SCANS} scans did not pack it")


def _label_printed(stage: Stage) -> None:
    """Wait until the label is out of the printer: before, there is none to scan."""
    stage.until(lambda _: bool(stage.next_code) and stage.all_labels_printed, "the label")


def _other(stage: Stage) -> str:
    return "ru" if stage.state.language == "en" else "en"
