"""Answers that RetailCRM itself published come in. They are not part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from station.domain.incoming import ChannelPlace
from station.errors import BadInput
from station.sync.retailcrm import read_orders
from tests.sync.orders import SETTINGS

SAMPLES = Path(os.environ.get("LARETS_SHARED", Path(__file__).parents[3] / "shared")) / "samples" / "retailcrm"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="RetailCRM's published samples are not on this machine")


def test_the_published_list_answer_comes_in() -> None:
    result = read_orders(SAMPLES / "orders-list.json", SETTINGS)
    assert result.skipped == ()
    (order,) = result.orders
    assert (order.number, order.status, len(order.lines)) == ("7141C", ChannelPlace.ASSEMBLY, 1)


def test_the_published_order_answer_comes_in() -> None:
    result = read_orders(SAMPLES / "order-get.json", SETTINGS)
    assert result.skipped == ()
    (order,) = result.orders
    assert (order.status, order.lines[0].offer) == (ChannelPlace.ELSEWHERE, "1005001690749727")


def test_published_answers_about_other_things_are_refused() -> None:
    for path in SAMPLES.glob("reference-*.json"):
        with pytest.raises(BadInput, match="file_not_orders"):
            read_orders(path, SETTINGS)
