"""The desk: raw scans in, answers out, one after the other on the thread of the store.

Window and headless bench stand on the same desk, so that the same scans have the same outcomes.
"""

from __future__ import annotations

import hashlib
import hmac
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from station.domain.codes import Code
from station.errors import Reason, Refused, StoreTrouble
from station.ports import Clock, RawScan
from station.scan.barcode import Decoded, Shape, decode
from station.scan.cleaning import MAX_LENGTH
from station.scan.commands import Verb as CommandVerb
from station.scan.commands import code_of
from station.usecases import handle_scan as scans
from station.usecases.handle_scan import BenchAt, Handled, ScanToHandle
from station.usecases.outcome import Outcome, Tone
from station.usecases.view import BenchView
from station.usecases.watch_order import find_order, stop_bench, why_not_packed

MANY_CODES = 256

log = structlog.get_logger()


@dataclass(frozen=True)
class Answer:
    """The answer to one scan. `raw` is masked where it is a secret; `ms` from the last byte to the decision."""

    scan_id: str
    raw: str
    outcome: Outcome
    view: BenchView
    ms: float
    repaired: bool = False


@dataclass
class Desk:
    """Handles scans in the order in which they come. Not to be shared between threads."""

    place: BenchAt
    clock: Clock
    mask_key: bytes = field(repr=False)
    view: BenchView = field(init=False)
    _reads: dict[tuple[str, str], int] = field(default_factory=dict, init=False, repr=False)
    _open: str | None = field(default=None, init=False)  # the order that the last answer left open
    _stopped: tuple[str, str] | None = field(default=None, init=False)  # order and code of the last STOP

    def __post_init__(self) -> None:
        """Find the bench as it was left, also by a crash."""
        scans.forget_operator_after_absence(self.place, self.clock.now())
        self.view = scans.look(self.place, self.clock.now())
        self._open = self.view.order.number if self.view.order else None

    def scanned(self, scan: RawScan) -> Answer:
        """Answer a scan. A store in trouble is an answer too: nothing was counted, and that is said."""
        decoded = decode(scan.raw)
        to_handle = self._to_handle(decoded, scan.device, scan.raw)
        try:
            if self._second_read(scan, decoded):
                twice = Outcome(Tone.ATTENTION, Code.DUPLICATE_READ, "nothing")
                handled = scans.note(self.place, to_handle, twice)
            else:
                handled = scans.handle_scan(self.place, to_handle)
                if handled.outcome.code == Code.ACKNOWLEDGED:
                    self._reads = {(scan.device, decoded.text): scan.at_ns}  # what was not counted may come at once
        except StoreTrouble as trouble:
            self._reads.clear()  # the scan must be made again, and then it is no second read
            handled = Handled(trouble_outcome(trouble, self.view), self.view)
        return self._answer(to_handle, handled, scan.at_ns, repaired=decoded.repaired)

    def command(self, verb: CommandVerb, argument: str = "") -> Answer:
        """Do what the command barcode of a verb does."""
        return self.typed(code_of(verb, argument))

    def typed(self, code: str) -> Answer:
        """Take a code from a button of the screen; it is no scanner, so it is never a second read."""
        decoded = decode(code.encode())
        to_handle = self._to_handle(decoded, "screen", code.encode())
        return self._guarded(to_handle, lambda: scans.handle_scan(self.place, to_handle))

    def pin(self, pin: str) -> Answer:
        """Answer the question for a PIN. The PIN itself is written down nowhere."""
        to_handle = ScanToHandle(new_scan_id(), decode(b""), "screen", self.clock.now(), "")
        return self._guarded(to_handle, lambda: scans.answer_pin(self.place, to_handle, pin))

    def drop_question(self) -> BenchView:
        """Take the open question away. With the store in trouble it stands on, and is seen to."""
        with suppress(StoreTrouble):
            self.view = scans.drop_question(self.place, self.clock.now())
        return self.view

    def look(self) -> BenchView:
        """Look at the bench anew: another program may have changed what lies on it.

        With the store in trouble it stays as it was last seen: the next scan says what the trouble is.
        """
        with suppress(StoreTrouble):
            self.view = scans.look(self.place, self.clock.now())
        return self.view

    def watch(self) -> Outcome | None:
        """Look anew, and stop the bench when its open order may not be packed any more. Told once: None otherwise."""
        with suppress(StoreTrouble, Refused):  # tried again at the next look
            view = self.look()
            order = view.order or (find_order(self.place, self._open) if self._open else None)
            why = why_not_packed(order) if order is not None else None
            if order is None or why is None:
                self._stopped = None
                return None
            if (order.number, why.code) == self._stopped or view.lock is not None or not view.operator:
                return None
            handled = stop_bench(self.place, self.clock.now(), why)
            self._seen(handled)
            return handled.outcome
        return None

    def _seen(self, handled: Handled) -> None:
        """Remember what the packer was answered, so that the same is not told again without a scan."""
        self.view = handled.view
        before, self._open = self._open, self.view.order.number if self.view.order else None
        if handled.outcome.tone is Tone.STOP:
            self._stopped = (self._open or before or "", handled.outcome.code)

    def _guarded(self, to_handle: ScanToHandle, do: Callable[[], Handled]) -> Answer:
        started = time.monotonic_ns()
        try:
            handled = do()
        except StoreTrouble as trouble:
            handled = Handled(trouble_outcome(trouble, self.view), self.view)
        return self._answer(to_handle, handled, started)

    def _answer(self, scan: ScanToHandle, handled: Handled, from_ns: int, *, repaired: bool = False) -> Answer:
        self._seen(handled)
        ms = (time.monotonic_ns() - from_ns) / 1e6
        outcome = handled.outcome
        log.info("scan", scan=scan.scan_id, intent=outcome.intent, outcome=str(outcome.code), ms=round(ms, 1))
        return Answer(scan.scan_id, scan.raw_for_journal, handled.outcome, handled.view, ms, repaired)

    def _to_handle(self, decoded: Decoded, device: str, raw: bytes) -> ScanToHandle:
        kept = self._masked(decoded) if decoded.secret else raw[:MAX_LENGTH].decode("utf-8", "backslashreplace")
        return ScanToHandle(new_scan_id(), decoded, device, self.clock.now(), kept)

    def _masked(self, decoded: Decoded) -> str:
        """Keep of a secret its kind, its length and a keyed hash, by which two reads can be told equal."""
        kind = "badge" if Shape.BADGE in decoded.shapes else "document"
        mac = hmac.new(self.mask_key, decoded.text.encode(), hashlib.sha256).hexdigest()[:16]
        return f"{kind}:{len(decoded.text)}:{mac}"

    def _second_read(self, scan: RawScan, decoded: Decoded) -> bool:
        """Whether the same device read the same code a blink ago (the window runs on with each read)."""
        key = (scan.device, decoded.text)
        before = self._reads.get(key)
        if len(self._reads) > MANY_CODES:
            self._reads.clear()
        self._reads[key] = scan.at_ns
        window_ns = self.place.settings.duplicate_ms * 1_000_000
        return before is not None and 0 <= scan.at_ns - before < window_ns


def new_scan_id() -> str:
    """Make the id under which a scan stands in the journal, once for ever."""
    return uuid.uuid4().hex


def trouble_outcome(trouble: StoreTrouble, view: BenchView) -> Outcome:
    """Say that a scan could not be kept and so was not counted."""
    reason = Reason(trouble.code, trouble.facts)
    order = view.order.number if view.order else None
    return Outcome(Tone.STOP, trouble.code, "nothing", (reason,), trouble.facts, order)
