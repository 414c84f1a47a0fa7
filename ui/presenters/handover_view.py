"""The open manifest as the board shows it: what lies in the cage, what is missing, what must come out again."""

from __future__ import annotations

from station.documents.numbers import group_code
from station.domain.manifest import Manifest
from station.usecases.view import BenchView
from ui.presenters.state import CageTile, Fact, HandoverView
from ui.texts import Texts

MISSING_SHOWN = 6


def handover_view(view: BenchView, manifest: Manifest, texts: Texts) -> HandoverView:
    """Return the board in words. Inside first, in order of place; then what waits outside."""
    inside = [
        CageTile(
            tile.order,
            group_code(tile.tracking),
            "alarm" if tile.troubled else "in",
            texts.caption("tile_place", place=tile.place),
        )
        for tile in view.tiles
    ]
    outside = [CageTile(number.order, group_code(number.number), "waiting") for number in view.outside]
    alarms = sum(1 for tile in view.tiles if tile.troubled)
    total = len(inside) + len(outside)
    close, may_close = _close(len(inside), len(outside), alarms, texts)
    return HandoverView(
        caption=texts.caption("manifest_caption", manifest=manifest.number, carrier=texts.carrier(manifest.carrier)),
        title=texts.caption("in_cage_title", inside=len(inside), total=total),
        inside=len(inside),
        total=total,
        tiles=(*inside, *outside),
        missing=_missing(view, texts),
        totals=_totals(view, texts),
        close_text=close,
        may_close=may_close,
    )


def _close(inside: int, outside: int, alarms: int, texts: Texts) -> tuple[str, bool]:
    if alarms:
        return texts.caption("close_alarm", count=alarms), False
    if not inside:
        return texts.caption("close_empty"), False
    if outside:
        return texts.caption("close_missing", inside=inside, count=outside), True
    return texts.caption("close_all", count=inside), True


def _missing(view: BenchView, texts: Texts) -> tuple[Fact, ...]:
    alarms = [
        Fact(tile.order, texts.caption("tile_out_again", place=tile.place), "stop")
        for tile in view.tiles
        if tile.troubled
    ]
    waiting = [Fact(number.order, group_code(number.number), "attention") for number in view.outside]
    rest = len(waiting) - MISSING_SHOWN
    more = [Fact(texts.caption("and_more", count=rest), "")] if rest > 0 else []
    return (*alarms, *waiting[:MISSING_SHOWN], *more)


def _totals(view: BenchView, texts: Texts) -> tuple[Fact, ...]:
    grams = sum(tile.weight_g for tile in view.tiles)
    declared = sum(tile.declared_kopecks for tile in view.tiles)
    due = sum(tile.due_kopecks for tile in view.tiles)
    return (
        Fact(texts.caption("total_parcels"), str(len(view.tiles))),
        Fact(texts.caption("total_weight"), texts.weight(grams)),
        Fact(texts.caption("total_declared"), texts.money(declared)),
        Fact(texts.caption("total_due"), texts.money(due)),
    )
