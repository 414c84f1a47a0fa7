"""The bytes of printed labels, and the labels that wait for the printer."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from station.domain.label import PrintedLabel
from station.domain.parcel import LabelState, ParcelState
from station.store.sitting import Sitting
from station.store.tables.handover import label_files
from station.store.tables.orders import orders, parcel_labels, parcels

_KEEP = {
    "sqlite": sqlite.insert(label_files).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(label_files).on_conflict_do_nothing(),
}
_FIND = select(
    label_files.c.png, label_files.c.pdf, label_files.c.dpi, label_files.c.width_mm, label_files.c.height_mm
).where(label_files.c.label_id == bindparam("label"))
_IN_STATE = (
    select(orders.c.number, parcel_labels.c.id)
    .select_from(parcel_labels.join(parcels).join(orders, orders.c.id == parcels.c.order_id))
    .where(
        parcel_labels.c.bench == bindparam("bench"),
        parcel_labels.c.state == bindparam("state", type_=parcel_labels.c.state.type),
        parcels.c.state != ParcelState.VOID,
    )
    .order_by(parcel_labels.c.id)
)


class SqlLabelFiles:
    """The files of the labels."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def keep(self, label_id: int, printed: PrintedLabel) -> None:
        """Keep the bytes of a label, once for ever: what is kept already stays as it is."""
        self._sitting.flush()
        facts = {
            "label_id": label_id, "png": printed.png, "pdf": printed.pdf, "dpi": printed.dpi,
            "width_mm": printed.width_mm, "height_mm": printed.height_mm,
        }  # fmt: skip
        self._sitting.write(_KEEP[self._sitting.dialect], facts)

    def find(self, label_id: int) -> PrintedLabel | None:
        """Return the bytes of a label."""
        row = self._sitting.read(_FIND, {"label": label_id}).one_or_none()
        return PrintedLabel(*row) if row else None

    def asked(self, bench: str) -> tuple[tuple[str, int], ...]:
        """Return (order number, label id) of what waits for a bench's printer, oldest first."""
        return self._in_state(bench, LabelState.ASKED)

    def unknown(self, bench: str) -> tuple[tuple[str, int], ...]:
        """Return (order number, label id) of a bench's labels of which nobody knows whether they were printed."""
        return self._in_state(bench, LabelState.UNKNOWN)

    def failed(self, bench: str) -> tuple[tuple[str, int], ...]:
        """Return (order number, label id) of a bench's labels that cannot be drawn."""
        return self._in_state(bench, LabelState.FAILED)

    def sending(self, bench: str) -> tuple[tuple[str, int], ...]:
        """Return (order number, label id) of what a bench was sending when its program ended."""
        return self._in_state(bench, LabelState.SENDING)

    def _in_state(self, bench: str, state: LabelState) -> tuple[tuple[str, int], ...]:
        return tuple((row[0], row[1]) for row in self._sitting.read(_IN_STATE, {"bench": bench, "state": state}))
