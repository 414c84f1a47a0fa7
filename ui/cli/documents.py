"""The JSON documents of the command line (docs/cli.md): kept stable for the programs that read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from station.domain.codes import Code
from station.domain.manifest import Manifest
from station.domain.order import Order, OrderLine
from station.domain.parcel import LabelState, Parcel
from station.domain.workflow.gates import what_blocks
from station.domain.workflow.phases import OUT, Phase
from station.errors import Reason
from station.ports import JournalLine, OrderRow, OutboxRow

Document = dict[str, object]


def time_text(at: datetime | None) -> str | None:
    """Write a time as ISO 8601 in UTC."""
    return at.isoformat().replace("+00:00", "Z") if at else None


def reason_codes(reasons: tuple[Reason, ...]) -> list[str]:
    """Return the codes of reasons. Why an order is held is not a packer's to know: there is one code for it."""
    quiet = {Code.PASSPORT_NOT_CLEAR: Code.ORDER_HELD}
    return list(dict.fromkeys(str(quiet.get(Code(r.code), r.code)) if r.code in set(Code) else r.code for r in reasons))


def order_document(order: Order, barcodes: Mapping[str, tuple[str, ...]]) -> Document:
    """Return an order as `larets order show --json` prints it."""
    blocks = () if order.phase in OUT else what_blocks(order, Phase.SHIPPED)
    address = order.consignee.address
    return {
        "number": order.number,
        "status": order.status,
        "phase": order.phase.value,
        "site": order.site,
        "channel": order.channel,
        "channel_id": order.channel_id,
        "channel_status": order.channel_status,
        "closed_elsewhere": order.closed_elsewhere,
        "parent": order.parent,
        "carrier": order.carrier,
        "service": order.service,
        "numbering": order.numbering.value,
        "holds": [{"reason": hold.reason, "by": hold.by, "since": time_text(hold.since)} for hold in order.open_holds],
        "lines": [_line(order, line, barcodes) for line in order.lines],
        "parcels": [_parcel(order, parcel) for parcel in order.live_parcels],
        "shipment": _shipment(order),
        "reasons": reason_codes(blocks),
        "consignee": {
            "name": order.consignee.name,
            "phone": order.consignee.phone,
            "country": address.country,
            "postcode": address.postcode,
            "region": address.region,
            "city": address.city,
            "address": address.text,
        },
        "deadline": time_text(order.ship_by),
        "deliver_on": order.deliver_on.isoformat() if order.deliver_on else None,
        "total_kopecks": order.total_kopecks,
        "due_kopecks": order.due_goods_kopecks + order.due_delivery_kopecks,
        "bench": order.bench,
        "tray": order.tray,
    }


def _line(order: Order, line: OrderLine, barcodes: Mapping[str, tuple[str, ...]]) -> Document:
    units = [unit for parcel in order.live_parcels for unit in parcel.live_units if unit.line == line.key]
    return {
        "line": line.key,
        "kind": line.kind.value,
        "offer": line.offer,
        "article": line.article,
        "name": line.name,
        "quantity": line.quantity,
        "verified": order.verified(line),
        "cancelled": line.cancelled,
        "barcodes": list(dict.fromkeys((*line.barcodes, *barcodes.get(line.offer, ())))),
        "units": [
            {"code": unit.code, "unit": unit.unit, "uin": unit.uin, "by": unit.by, "at": time_text(unit.at)}
            for unit in units
        ],
    }


def _parcel(order: Order, parcel: Parcel) -> Document:
    label = parcel.label
    shipment = order.shipment
    return {
        "id": parcel.id,
        "parcel": parcel.position,
        "state": parcel.state.value,
        "carrier": parcel.carrier,
        "numbering": parcel.numbering.value,
        "tracking": parcel.tracking or (label.number if label else None),
        "bound_at": time_text(parcel.binding.bound_at) if parcel.binding else None,
        "weight_g": parcel.weight_g,
        "units": len(parcel.live_units),
        "label_printed": bool(label and label.state is LabelState.PRINTED),
        "label_state": label.state.value if label else None,
        "label_copies": label.copies if label else 0,
        "shipment_state": shipment.state.value if shipment else None,
    }


def _shipment(order: Order) -> Document | None:
    shipment = order.shipment
    if shipment is None:
        return None
    return {
        "reference": shipment.reference,
        "carrier": shipment.carrier,
        "state": shipment.state.value,
        "waybill": shipment.waybill or None,
        "trouble_code": shipment.trouble_code or None,
        "trouble_text": shipment.trouble_text or None,
    }


def row_document(row: OrderRow) -> Document:
    """Return one row of `larets order list --json`."""
    return {
        "number": row.number,
        "status": row.status,
        "phase": row.phase,
        "site": row.site,
        "carrier": row.carrier,
        "city": row.consignee_city,
        "deadline": time_text(row.ship_by),
        "held": row.held,
        "bench": row.bench,
        "closed_elsewhere": row.closed_elsewhere,
        "channel_status": row.channel_status,
    }


def manifest_document(manifest: Manifest) -> Document:
    """Return a manifest as `larets manifest show --json` prints it."""
    return {
        "id": manifest.number,
        "number": manifest.number,
        "carrier": manifest.carrier,
        "state": manifest.state.value,
        "bench": manifest.bench,
        "opened_at": time_text(manifest.opened_at),
        "opened_by": manifest.opened_by,
        "closed_at": time_text(manifest.closed_at),
        "closed_by": manifest.closed_by,
        "journal_head": manifest.journal_head or None,
        "journal_count": manifest.journal_count or None,
        "parcels": [
            {
                "place": row.place,
                "order": row.order,
                "parcel": row.parcel,
                "tracking": row.tracking,
                "at": time_text(row.at),
                "by": row.by,
            }
            for row in manifest.live_rows
        ],
        "taken_out": [
            {
                "place": row.place,
                "order": row.order,
                "tracking": row.tracking,
                "at": time_text(row.removed_at),
                "by": row.removed_by,
            }
            for row in manifest.rows
            if not row.live
        ],
    }


def outbox_document(row: OutboxRow) -> Document:
    """Return one row of `larets outbox list --json`."""
    return {
        "id": row.id,
        "topic": row.topic,
        "key": row.key,
        "order": row.order,
        "state": row.state,
        "attempts": row.attempts,
        "trouble": row.trouble or None,
        "created_at": time_text(row.created_at),
        "next_try_at": time_text(row.next_try_at),
        "payload": dict(row.payload),
    }


def journal_document(line: JournalLine) -> Document:
    """Return one line of `larets audit show --json`."""
    return {
        "at": time_text(line.at),
        "bench": line.bench,
        "kind": line.kind,
        "code": line.code,
        "tone": line.tone or None,
        "intent": line.intent or None,
        "operator": line.operator or None,
        "order": line.order or None,
        "parcel": line.parcel,
        "scan_id": line.scan_id or None,
        "payload": dict(line.payload),
    }
