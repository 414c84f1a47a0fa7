"""Send again what was given up, by a person's word: a refusal is mended in the order, and then asked anew."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.people import Right
from station.domain.shipment import ShipmentState
from station.errors import Reason, Refused
from station.ports import OutboxRow
from station.usecases.ship_order import REGISTER
from station.usecases.work import Work


def send_again(work: Work, row_id: int) -> None:
    """Let a parked row of the outbox wait again, and its refused booking with it. Raises Refused."""
    work.need(Right.RELEASE)
    row = next((one for one in work.uow.outbox.list_rows() if one.id == row_id and one.state == "parked"), None)
    if row is None:
        raise Refused(Reason(Code.ROW_NOT_PARKED, {"row": str(row_id)}))
    if row.topic == REGISTER:
        _ask_anew(work, row)
    work.uow.outbox.again(row_id, at=work.at)
    work.uow.flush()


def _ask_anew(work: Work, row: OutboxRow) -> None:
    order = work.uow.orders.get(row.order)
    for shipment in order.shipments:
        if shipment.reference == row.payload["reference"] and shipment.state is ShipmentState.REFUSED:
            shipment.state, shipment.changed_at = ShipmentState.PENDING, work.at
            shipment.trouble_code = shipment.trouble_text = ""
    work.tell("carrier", "sent_again", order, reference=str(row.payload["reference"]))
