"""A packer at the real window: scans, and says what the window shows."""

from __future__ import annotations

from pathlib import Path

from station.domain.codes import Code
from station.scan.commands import Verb, code_of
from ui.demo.facts import read_facts
from ui.main import Opened
from ui.presenters.state import ScreenState
from ui.texts import Texts
from ui.tour.stage import Stage

BAGS = next(bags.numbers for bags in read_facts().bags if bags.carrier == "spsr")


class Packer(Stage):
    """The stage of the tour, with the ways of a test."""

    def __init__(self, opened: Opened, texts: Texts, folder: Path) -> None:
        super().__init__(opened, texts, folder)
        self.opened = opened
        self.texts = texts
        self.step = "test"

    def scans(self, *codes: str) -> None:
        """Scan what must go well, whatever it answers."""
        for code in codes:
            self.scan(code)
            assert self.state.verdict.tone != "stop", self.state.verdict

    def packs(self, order: str) -> None:
        """Open an order and follow the panel until every unit lies in its parcel."""
        self.scans(order)
        while self.state.order and self.state.order.left:
            self.click_next()
            assert not self.state.locked, self.state.verdict

    def ships(self, order: str) -> None:
        """Pack an order and follow the panel until it has left the bench."""
        self.packs(order)
        while self.state.order is not None:
            self.click_next()
            assert not self.state.locked, self.state.verdict

    def commands(self, verb: Verb, argument: str = "") -> ScreenState:
        """Scan a command barcode."""
        return self.scan(code_of(verb, argument))

    def acknowledges(self) -> ScreenState:
        """Scan what ends a STOP."""
        return self.scan(code_of(Verb.CONFIRM), Code.ACKNOWLEDGED)

    def gives_pin(self, pin: str, expected: Code) -> ScreenState:
        """Type a PIN on the pad."""
        self.opened.bridge.enter_pin(pin)
        return self.until(lambda state: state.verdict.code == expected, expected)

    @property
    def answers(self) -> int:
        """How many scans the window has answered."""
        return self._answers

    @property
    def label(self) -> str:
        """The number on the label of the open order's parcel."""
        self.until(lambda _: self.all_labels_printed, "the label")
        order = self.opened.bench.presenter.desk.view.order
        assert order is not None
        label = order.live_parcels[0].label
        assert label is not None
        return label.number

    @property
    def painted(self) -> str:
        """What the verdict's panel says to a reader of the screen."""
        return self.opened.window.side.verdict.accessibleName()

    @property
    def left(self) -> int:
        """How many units are still missing."""
        return self.state.order.left if self.state.order else 0
