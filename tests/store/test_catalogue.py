"""The catalogue: what a code stands for, and how a new one takes the place of the old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from station.domain.incoming import CatalogueOffer, OfferUin
from station.domain.offer import Identity, Offer, Unit
from station.domain.parcel import LabelState
from station.domain.people import Operator, Role
from station.domain.workflow.phases import Phase
from station.errors import BadInput
from station.scan.barcode import badge_code, decode
from station.scan.known import Known, NumberOf, UnitPlace
from station.store.catalogue_feed import CatalogueCounts, replace_catalogue
from station.store.engine import Store
from station.store.people import badge_hash
from tests.store.builders import (
    BARCODE,
    NOW,
    Raw,
    a_cage_row,
    a_label,
    a_manifest,
    a_packed_order,
    a_parcel,
    a_unit,
    an_order,
    keep,
    ship,
)

RING = CatalogueOffer(
    code="ring-1", article_code="a1", article="R-100", name="Кольцо «Лёд»", product_name="Кольцо",
    barcodes=("4600000000015", "0012345678905"), weight_mg=2410, size="17.5", stone="бриллиант",
    properties=(("probe", "585"),), jewellery=True, picture="ring.svg", place="А-01-1", store="main",
)  # fmt: skip
SINGLE = replace(
    RING, code="ring-2", identity=Identity.UNIT, uin_required=True, barcodes=("2000000000015", "2000000000022"),
    uins=(OfferUin("2000000000015", "6430000000000001"), OfferUin("2000000000022", "6430000000000002")),
)  # fmt: skip
UNIT = "02000000000015"


def known(store: Store, raw: bytes) -> Known:
    with store.unit_of_work() as uow:
        return uow.lookup.known(decode(raw))


def bring(store: Store, *offers: CatalogueOffer, source: str = "shop") -> CatalogueCounts:
    return replace_catalogue(store, offers, source=source, at=NOW, chunk=2)


def test_a_code_that_nobody_knows(store: Store) -> None:
    assert known(store, b"4006381333931") == Known()


def test_an_offer_is_known_by_any_of_its_barcodes(store: Store) -> None:
    bring(store, RING)

    assert known(store, b"4600000000015").offers == ("ring-1",)
    assert known(store, b"012345678905").offers == ("ring-1",), "as UPC-A, without its leading zero"
    assert known(store, b"]E04600000000015").offers == ("ring-1",)


def test_an_offer_comes_back_as_it_was(store: Store) -> None:
    bring(store, RING, SINGLE)

    with store.reading() as uow:
        assert uow.catalogue.offers({"ring-1", "none"}) == {
            "ring-1": Offer(
                "ring-1", "a1", "R-100", "Кольцо «Лёд»", Identity.OFFER, uin_required=False, weight_mg=2410,
                size="17.5", stone="бриллиант", properties=(("probe", "585"),), jewellery=True, picture="ring.svg",
                place="А-01-1", store="main",
            )
        }  # fmt: skip
        assert uow.catalogue.barcodes({"ring-1"}) == {"ring-1": ("0012345678905", "4600000000015")}
        assert uow.catalogue.offers(()) == {}


def test_a_barcode_of_two_offers_names_both(store: Store) -> None:
    bring(store, RING, replace(RING, code="ring-9", barcodes=(BARCODE,)))

    assert set(known(store, BARCODE.encode()).offers) == {"ring-1", "ring-9"}


def test_a_unit_is_known_by_its_barcode_and_by_its_uin(store: Store) -> None:
    bring(store, SINGLE)
    with store.unit_of_work() as uow:
        uow.catalogue.reserve(UNIT, "10482")
        uow.commit()
    unit = Unit(UNIT, "ring-2", "main", ("6430000000000001",), "10482")

    assert known(store, b"2000000000015").unit == unit
    assert known(store, b"6430000000000001").unit == unit
    with store.reading() as uow:
        assert uow.catalogue.reserved_for("10482") == (unit,)
        assert [one.code for one in uow.catalogue.units("ring-2")] == [UNIT, "02000000000022"]


def test_a_reservation_moves_and_ends(store: Store) -> None:
    bring(store, SINGLE)
    for order in ("1", "2", ""):
        with store.unit_of_work() as uow:
            uow.catalogue.reserve(UNIT, order)
            uow.commit()
        unit = known(store, b"2000000000015").unit
        assert unit is not None
        assert unit.reserved_for == order


def test_a_unit_in_a_parcel_is_named_with_its_place(store: Store) -> None:
    bring(store, SINGLE)
    order = an_order()
    order.parcels.append(a_parcel(2))
    order.parcels[0].units.append(a_unit(unit=UNIT))
    keep(store, order)
    place = UnitPlace("10482", 2, NOW, "anna")

    assert known(store, b"2000000000015").unit_place == place
    assert known(store, b"6430000000000001").unit_place == place, "by its UIN, though its barcode was scanned"


def test_an_order_is_known_by_its_number_and_by_its_tray(store: Store) -> None:
    order = an_order()
    order.tray = "LZT0042"
    keep(store, order)

    assert known(store, b"10482").order == "10482"
    assert known(store, b"LZT0042").parked_order == "10482"
    assert known(store, b"LZT0043").parked_order is None


def test_a_badge_is_known_by_its_hash(store: Store) -> None:
    code = badge_code(1234567890)
    with store.unit_of_work() as uow:
        uow.operators.add(Operator("anna", "Анна Выдумова", Role.PACKER, badge_hash(code)))
        uow.commit()

    assert known(store, code.encode()).operator == "anna"
    assert known(store, badge_code(1).encode()).operator is None


def test_an_order_that_no_catalogue_knows_is_packed_by_its_own_barcodes(store: Store) -> None:
    keep(store, an_order())

    assert known(store, BARCODE.encode()).offers == ("ring-1",)


def test_where_the_catalogue_has_barcodes_an_old_order_s_word_does_not_count(store: Store) -> None:
    keep(store, an_order())
    bring(store, replace(RING, barcodes=("0012345678905",)), replace(RING, code="ring-7"))

    assert known(store, BARCODE.encode()).offers == ("ring-7",)


def test_a_number_is_known_as_bound_as_label_and_as_void(store: Store) -> None:
    bound, labelled = a_packed_order("1"), a_packed_order("2", tracking=None)
    labelled.parcels[0].labels += [a_label("200123456780"), a_label("200000000024", LabelState.VOID)]
    keep(store, bound, labelled)
    parcel = labelled.parcels[0].id
    assert parcel is not None

    number = known(store, b"200000000017").number
    assert number is not None
    assert (number.order, number.bound, number.void, number.phase) == ("1", True, False, Phase.PACKED)
    assert known(store, b"200123456780").number == NumberOf(
        "200123456780", "spsr", "2", 1, parcel, Phase.PACKED, bound=False
    )
    void = known(store, b"200000000024").number
    assert void is not None
    assert void.void


def test_the_number_of_a_binding_that_was_undone_is_free(store: Store, raw: Raw) -> None:
    order = a_packed_order()
    order.parcels[0].labels.clear()
    keep(store, order)
    raw.run("UPDATE bindings SET ended_at = bound_at, ended_why = 'undo'")

    assert known(store, b"200000000017").number is None


# -- a new catalogue -----------------------------------------------------------------------------------------------


class Torn(Exception):
    """A fault of the feed that nobody foresaw."""


def torn(error: Exception) -> Iterator[CatalogueOffer]:
    for n in range(5):
        yield replace(RING, code=f"new-{n}", barcodes=(BARCODE,))
    raise error


@pytest.mark.parametrize("error", [BadInput("file_cut"), Torn()])
def test_a_feed_that_breaks_off_leaves_the_old_catalogue(store: Store, raw: Raw, error: Exception) -> None:
    bring(store, RING, SINGLE)

    with pytest.raises(type(error)):
        replace_catalogue(store, torn(error), source="shop", at=NOW, chunk=2)

    assert known(store, BARCODE.encode()).offers == ("ring-1",)
    assert raw.value("SELECT COUNT(*) FROM offers") == 2
    assert raw.value("SELECT COUNT(*) FROM catalogue_generations") == 1


def test_a_new_catalogue_takes_the_place_of_the_old_one(store: Store, raw: Raw) -> None:
    bring(store, RING, SINGLE)

    counts = bring(store, replace(RING, code="ring-8"))

    assert counts == CatalogueCounts(offers=1, barcodes=2, units=0, kept_units=0)
    assert known(store, BARCODE.encode()).offers == ("ring-8",)
    assert known(store, b"2000000000015") == Known()
    for table in ("offers", "barcodes", "units", "unit_uins", "catalogue_generations"):
        assert raw.value(f"SELECT COUNT(DISTINCT {'id' if 'cat' in table else 'generation'}) FROM {table}") < 2


def test_two_shops_have_two_catalogues(store: Store) -> None:
    bring(store, RING, source="jewels")
    bring(store, replace(RING, code="dress", barcodes=("4600000000022",)), source="clothes")
    bring(store, replace(RING, code="dress-2", barcodes=("4600000000022",)), source="clothes")

    assert known(store, BARCODE.encode()).offers == ("ring-1",)
    assert known(store, b"4600000000022").offers == ("dress-2",)


def test_scanning_goes_on_while_a_catalogue_comes_in(store: Store) -> None:
    bring(store, RING)
    seen: list[tuple[str, ...]] = []

    def feed() -> Iterator[CatalogueOffer]:
        for n in range(6):
            seen.append(known(store, BARCODE.encode()).offers)
            yield replace(RING, code=f"new-{n}", barcodes=(BARCODE,))

    replace_catalogue(store, feed(), source="shop", at=NOW, chunk=2)

    assert set(seen) == {("ring-1",)}
    assert len(known(store, BARCODE.encode()).offers) == 6


def test_units_set_aside_or_in_parcels_stay(store: Store) -> None:
    third = replace(SINGLE, barcodes=(*SINGLE.barcodes, "2000000000039"))
    bring(store, third)
    order = an_order()
    order.parcels.append(a_parcel())
    order.parcels[0].units.append(a_unit(unit=UNIT))
    keep(store, order)
    with store.unit_of_work() as uow:
        uow.catalogue.reserve("02000000000022", "10482")
        uow.commit()

    counts = bring(store, RING)

    assert counts.kept_units == 2
    with store.reading() as uow:
        assert {one.code for one in uow.catalogue.units("ring-2")} == {UNIT, "02000000000022"}
        assert uow.catalogue.offers({"ring-2"})["ring-2"].uin_required
    found = known(store, b"6430000000000001")
    assert found.unit is not None
    assert found.unit_place is not None


def test_the_same_offer_twice_in_a_feed_counts_once(store: Store) -> None:
    bring(store, RING, replace(RING, name="again"))

    with store.reading() as uow:
        assert uow.catalogue.offers({"ring-1"})["ring-1"].name == RING.name


# -- manifests and outbox ------------------------------------------------------------------------------------------


def test_the_parcels_that_wait_for_a_manifest_are_told(store: Store) -> None:
    first, second = a_packed_order("1"), a_packed_order("2", tracking="200123456780")
    keep(store, first, second)
    ship(store, "1")
    with store.reading() as uow:
        assert [one.number for one in uow.manifests.waiting("spsr")] == ["200000000017"]
        assert uow.manifests.waiting("ems") == ()

    with store.unit_of_work() as uow:
        manifest = a_manifest()
        uow.manifests.add(manifest)
        manifest.rows.append(a_cage_row(first))
        uow.commit()

    with store.unit_of_work() as uow:
        assert uow.manifests.waiting("spsr") == ()
        assert uow.manifests.open_for("spsr") == manifest
        assert uow.manifests.open_for("ems") is None
        assert first.parcels[0].id is not None
        assert uow.manifests.of_parcel(first.parcels[0].id) == manifest
        assert uow.manifests.of_parcel(0) is None
        assert uow.manifests.list_all() == (manifest,)
        tile = uow.manifests.tiles(manifest.number)[0]
        assert (tile.order, tile.parcel, tile.tracking, tile.weight_g) == ("1", 1, "200000000017", 240)
        assert tile.troubled, "it has no shipment yet"


def test_manifests_are_numbered_by_the_day(store: Store) -> None:
    with store.unit_of_work() as uow:
        assert uow.manifests.next_number(NOW.date()) == "2011-01"
        uow.manifests.add(a_manifest("2011-09"))
        uow.flush()
        assert uow.manifests.next_number(NOW.date()) == "2011-10"


def test_an_unknown_manifest_is_refused(store: Store) -> None:
    from station.errors import Refused

    with store.reading() as uow, pytest.raises(Refused, match="manifest_none"):
        uow.manifests.get("2011-01")
