"""How the devices and the carriers are: gathered elsewhere, shown as lamps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from station.ports import DeviceState
from ui.presenters.state import Lamp
from ui.texts import Texts


@dataclass(frozen=True)
class Health:
    """The state of the world around the bench. `None` for a device that this bench does not have.

    `waiting` counts what waits in the outbox for each carrier, `stuck` what a person must look at (refused, unknown).
    `numbers_low`: how many are left of a carrier's range that runs out.
    """

    scanner: DeviceState | None = None
    scale: DeviceState | None = None
    printer: DeviceState | None = None
    labels_unknown: int = 0
    waiting: Mapping[str, int] = field(default_factory=dict)
    stuck: Mapping[str, int] = field(default_factory=dict)
    numbers_low: Mapping[str, int] = field(default_factory=dict)
    backup_age_h: int | None = None
    backup_nowhere: bool = False
    backup_never: bool = False
    backup_failed: bool = False
    labels_failed: int = 0


def lamps(health: Health, texts: Texts) -> tuple[Lamp, ...]:
    """Return a lamp for each device and each carrier with something on its way."""
    shown = []
    for name, state in (("scanner", health.scanner), ("scale", health.scale), ("printer", health.printer)):
        if state is not None:
            shown.append(_device(name, state, texts))
    if health.labels_unknown:
        caption = texts.caption("lamp_labels", count=health.labels_unknown)
        shown.append(Lamp(caption, "attention", texts.caption("lamp_labels_detail")))
    if health.labels_failed:
        caption = texts.caption("lamp_labels_failed", count=health.labels_failed)
        shown.append(Lamp(caption, "stop", texts.caption("lamp_labels_failed_detail")))
    shown += [_carrier(carrier, health, texts) for carrier in sorted({*health.waiting, *health.stuck})]
    for carrier, left in health.numbers_low.items():
        caption = texts.caption("lamp_numbers_low", carrier=carrier, count=left)
        shown.append(Lamp(caption, "attention", texts.caption("lamp_numbers_low_detail")))
    shown += _backup(health, texts)
    return tuple(shown)


OLD_BACKUP_H = 36


def _backup(health: Health, texts: Texts) -> list[Lamp]:
    shown = []
    if health.backup_failed:
        shown.append(Lamp(texts.caption("lamp_backup_failed"), "stop", texts.caption("lamp_backup_failed_detail")))
    if health.backup_nowhere or health.backup_never:
        why = texts.caption("backup_nowhere" if health.backup_nowhere else "backup_none")
        shown.append(Lamp(texts.caption("lamp_backup_none"), "attention", why))
    if health.backup_age_h is not None:
        condition = "ok" if health.backup_age_h < OLD_BACKUP_H else "attention"
        shown.append(Lamp(texts.caption("lamp_backup", hours=health.backup_age_h), condition))
    return shown


def _device(name: str, state: DeviceState, texts: Texts) -> Lamp:
    caption = texts.caption(f"lamp_{name}")
    condition = {"ready": "ok", "busy": "attention"}.get(state.condition, "stop")
    words = texts.verdict(state.code, {}, tone="stop") if state.code and condition != "ok" else None
    detail = " ".join(part for part in (words.title, words.action) if part) if words else ""
    detail = texts.caption("all_well") if condition == "ok" else detail
    return Lamp(caption, condition, detail)


def _carrier(carrier: str, health: Health, texts: Texts) -> Lamp:
    name = texts.carrier(carrier)
    stuck, waiting = health.stuck.get(carrier, 0), health.waiting.get(carrier, 0)
    if stuck:
        return Lamp(
            texts.caption("lamp_carrier_stuck", carrier=name, count=stuck), "stop", texts.caption("lamp_stuck_detail")
        )
    if waiting:
        return Lamp(
            texts.caption("lamp_carrier_waits", carrier=name, count=waiting),
            "attention",
            texts.caption("lamp_waits_detail"),
        )
    return Lamp(name, "ok", texts.caption("all_well"))
