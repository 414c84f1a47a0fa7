"""Bring an asked label to the printer: its state before and after the bytes went out, each committed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from station.config import Settings
from station.domain.label import LabelFacts, PrintedLabel
from station.domain.order import Order
from station.domain.parcel import LabelState, Parcel, ParcelLabel
from station.usecases.labels import label_facts
from station.usecases.work import UnitOfWorkMaker, Work


@dataclass(frozen=True)
class ToPrint:
    """One label for the printer. `printed` holds the bytes of a label that was printed before."""

    order: str
    label_id: int
    facts: LabelFacts
    form: str
    copy_number: int
    printed: PrintedLabel | None


@dataclass(frozen=True)
class LabelPrinting:
    """The two ends of a print, as use cases, for the labels of the settings' bench.

    `place` is the name under which they write to the journal.
    """

    units_of_work: UnitOfWorkMaker
    settings: Settings
    place: str

    def waiting(self, at: datetime) -> tuple[ToPrint, ...]:
        """Return the labels that wait for this bench's printer, oldest first."""
        with self.units_of_work() as uow:
            work = Work(uow, uow.benches.get(self.place), at, "", self.settings)
            found = []
            for number, label_id in uow.label_files.asked(self.settings.bench):
                order = uow.orders.get(number)
                parcel, label = _find(order, label_id)
                facts = label_facts(order, parcel, label, work)
                kept = uow.label_files.find(label_id)
                found.append(ToPrint(number, label_id, facts, label.form, label.copies, kept))
            return tuple(found)

    def sending(self, job: ToPrint, printed: PrintedLabel) -> bool:
        """Say that the bytes go out now, and keep them. False when the label was made void meanwhile."""
        with self.units_of_work() as uow:
            _, label = _find(uow.orders.get(job.order), job.label_id)
            if label.state is not LabelState.ASKED:
                return False
            if job.printed is None:
                uow.label_files.keep(job.label_id, printed)
            label.state = LabelState.SENDING
            uow.commit()
            return True

    def not_drawn(self, job: ToPrint, trouble: str, at: datetime) -> None:
        """Say that a label cannot be drawn: it is not tried again by itself, and what waits behind it goes on."""
        with self.units_of_work() as uow:
            work = Work(uow, uow.benches.get(self.place), at, "", self.settings)
            order = uow.orders.get(job.order)
            _, label = _find(order, job.label_id)
            if label.state is LabelState.ASKED:
                label.state, label.trouble = LabelState.FAILED, trouble
                work.tell("print", LabelState.FAILED.value, order, number=label.number, trouble=trouble)
                uow.commit()

    def sent(self, job: ToPrint, state: LabelState, trouble: str, at: datetime) -> None:
        """Say how it went."""
        with self.units_of_work() as uow:
            work = Work(uow, uow.benches.get(self.place), at, "", self.settings)
            order = uow.orders.get(job.order)
            _, label = _find(order, job.label_id)
            news = trouble != label.trouble or state is LabelState.PRINTED
            if label.state is LabelState.SENDING:
                label.state, label.trouble = state, trouble
                if state is LabelState.PRINTED:
                    label.printed_at = label.printed_at or at
            if news:  # a printer that stays in trouble is told once, not at each try
                number, copy = label.number, str(job.copy_number)
                work.tell("print", state.value, order, number=number, copy=copy, trouble=trouble)
            uow.commit()

    def recover(self, at: datetime) -> int:
        """At start: what was being sent when the program ended is unknown, and is not sent again by itself."""
        with self.units_of_work() as uow:
            work = Work(uow, uow.benches.get(self.place), at, "", self.settings)
            lost = uow.label_files.sending(self.settings.bench)
            for number, label_id in lost:
                order = uow.orders.get(number)
                _, label = _find(order, label_id)
                label.state, label.trouble = LabelState.UNKNOWN, "printer_unknown"
                work.tell("print", LabelState.UNKNOWN.value, order, number=label.number)
            if lost:
                uow.commit()
            return len(lost)


def _find(order: Order, label_id: int) -> tuple[Parcel, ParcelLabel]:
    return next((p, label) for p in order.parcels for label in p.labels if label.id == label_id)
