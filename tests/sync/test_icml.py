"""A catalogue feed is streamed; one that is cut short, dangerous or no ICML is refused at its end."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.domain.incoming import CatalogueOffer, OfferUin
from station.domain.offer import Identity
from station.errors import BadInput
from station.sync.icml import CatalogueReader, IcmlSettings, read_catalogue

RING = """<offer id="88123" productId="5120" quantity="1">
  <url>https://shop.example/5120</url><price>45990.00</price><categoryId>3</categoryId>
  <picture>ring-diamond.svg</picture><picture>second.svg</picture>
  <name>Кольцо «Небылица» р. 17,5</name><productName>Кольцо «Небылица»</productName>
  <param name="Артикул" code="article">К-5120</param><param name="Размер" code="size">17.5</param>
  <param name="Вставка" code="stone">бриллиант</param><param name="Проба" code="probe">585</param>
  <param name="Место" code="place">А-01-1</param><param name="Склад" code="store">main</param>
  <param code="uin">2000000881232:1234567890123456</param>
  <unit code="pcs" name="Штука" sym="шт." /><vatRate>20</vatRate>
  <barcode>2000000881232</barcode><weight>0.00241</weight><dimensions>3/3.05/2</dimensions>
</offer>"""
HEAD = '<?xml version="1.0" encoding="{encoding}"?>\n'
SHOP = (
    '<yml_catalog date="2026-08-30 10:00:00"><shop><name>Златоцвет</name>'
    '<categories><category id="3">Ювелирные изделия</category><category id="4"><name>Платья</name></category>'
    "</categories>"
    "<offers>{offers}</offers></shop></yml_catalog>\n"
)


def a_feed(*offers: str, encoding: str = "UTF-8") -> bytes:
    """A whole feed with these offers."""
    return (HEAD.format(encoding=encoding) + SHOP.format(offers="".join(offers))).encode(encoding)


def an_offer(inner: str = "", attributes: str = 'id="1"') -> str:
    return f"<offer {attributes}>{inner}</offer>"


class Folder:
    """Writes feeds into a folder and reads them."""

    def __init__(self, path: Path) -> None:
        self.path = path / "catalogue.xml"

    def reader(self, feed: bytes, crm: IcmlSettings | None = None) -> CatalogueReader:
        self.path.write_bytes(feed)
        return read_catalogue(self.path, crm or IcmlSettings())

    def read(self, feed: bytes, crm: IcmlSettings | None = None) -> list[CatalogueOffer]:
        return list(self.reader(feed, crm))

    def one(self, inner: str = "", attributes: str = 'id="1"', crm: IcmlSettings | None = None) -> CatalogueOffer:
        (offer,) = self.read(a_feed(an_offer(inner, attributes)), crm)
        return offer

    def refusal(self, feed: bytes) -> str:
        with pytest.raises(BadInput) as caught:
            self.read(feed)
        return caught.value.code


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


BOMB = '<!DOCTYPE yml_catalog [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("feed", "code"),
    [
        (b"", "catalogue_truncated"),
        (b"{}", "catalogue_broken"),
        (b"<html><body>404</body></html>", "catalogue_root_missing"),
        (b"<yml_catalog/>", "catalogue_without_offers"),
        (b"<yml_catalog><shop><offer id='1'/></shop></yml_catalog>", "catalogue_without_offers"),
        (b"<yml_catalog><offers><offer id='1'/></offers></yml_catalog>", "catalogue_without_offers"),
        (a_feed(RING)[:-30], "catalogue_truncated"),
        (a_feed(RING)[:-200], "catalogue_truncated"),
        (a_feed(RING) + b"<more/>", "catalogue_broken"),
        (a_feed(an_offer("<name>&nbsp;</name>")), "catalogue_broken"),
        (a_feed("<offer id='1'><name></offer>"), "catalogue_broken"),
        (a_feed("<a>" * 40 + "</a>" * 40), "catalogue_broken"),
        (a_feed(an_offer("<a>" * 40 + "</a>" * 40)), "catalogue_broken"),
        (a_feed().replace(b"<yml_catalog", BOMB.encode() + b"<yml_catalog", 1), "catalogue_dangerous"),
        (b'<?xml version="1.0" encoding="x-none"?><yml_catalog/>', "catalogue_encoding_unknown"),
        (b'<?xml version="1.0" encoding="big5"?><yml_catalog/>', "catalogue_encoding_unknown"),
        (HEAD.format(encoding="UTF-8").encode() + SHOP.format(offers=RING).encode("cp1251"), "catalogue_broken"),
        (gzip.compress(a_feed(RING))[:-40], "catalogue_truncated"),
        (b"\x1f\x8b\x08\x00" + b"\xff" * 99, "file_unreadable"),
    ],
)
def test_a_feed_that_cannot_be_trusted_is_refused(folder: Folder, feed: bytes, code: str) -> None:
    assert folder.refusal(feed) == code


def test_a_refused_feed_is_named_with_the_place_of_its_fault(folder: Folder) -> None:
    with pytest.raises(BadInput) as caught:
        folder.read(a_feed(RING) + b"<more/>")
    assert caught.value.facts["file"] == "catalogue.xml"
    assert int(caught.value.facts["line"]) > 1


def test_a_missing_feed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="file_unreadable"):
        list(read_catalogue(tmp_path / "none.xml", IcmlSettings()))


def test_a_truncated_feed_gives_its_offers_before_it_is_refused_so_stage_them(folder: Folder) -> None:
    feed = a_feed(RING, an_offer(attributes='id="2"'))
    seen: list[str] = []
    with pytest.raises(BadInput, match="catalogue_truncated"):
        seen.extend(offer.code for offer in folder.reader(feed[: feed.rindex(b"</offers>")]))
    assert seen == ["88123", "2"]


def test_an_endless_tag_is_refused_with_little_memory(folder: Folder) -> None:
    assert folder.refusal(b"<yml_catalog " + b"a" * (20 << 20)) == "catalogue_broken"


def test_an_entity_is_refused_wherever_it_is_declared(folder: Folder) -> None:
    feed = a_feed().replace(b"<yml_catalog", b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><yml_catalog', 1)
    assert folder.refusal(feed) == "catalogue_dangerous"


def test_the_bare_doctype_of_old_generators_is_never_fetched_and_does_no_harm(folder: Folder) -> None:
    feed = a_feed(RING).replace(
        b"<yml_catalog", b'<!DOCTYPE yml_catalog SYSTEM "http://127.0.0.1:1/x.dtd"><yml_catalog', 1
    )
    assert len(folder.read(feed)) == 1


def test_offers_without_id_are_left_out_counted_and_placed(folder: Folder) -> None:
    reader = folder.reader(a_feed(an_offer(attributes=""), an_offer(attributes='id=" "'), RING))
    assert [offer.code for offer in reader] == ["88123"]
    assert reader.skipped_count == 2
    assert [skipped.reason.code for skipped in reader.skipped] == ["offer_without_id", "offer_without_id"]


def test_a_whole_offer_is_read_field_by_field(folder: Folder) -> None:
    (offer,) = folder.read(a_feed(RING))
    assert offer == CatalogueOffer(
        code="88123",
        article_code="5120",
        article="К-5120",
        name="Кольцо «Небылица» р. 17,5",
        product_name="Кольцо «Небылица»",
        barcodes=("2000000881232",),
        identity=Identity.UNIT,
        uins=(OfferUin("2000000881232", "1234567890123456"),),
        weight_g=2,
        weight_mg=2410,
        length_mm=30,
        width_mm=31,
        height_mm=20,
        size="17.5",
        stone="бриллиант",
        properties=(("Проба", "585"),),
        jewellery=True,
        picture="ring-diamond.svg",
        place="А-01-1",
        store="main",
        quantity=1,
    )


@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1251", "UTF-16", "KOI8-R"])
@pytest.mark.parametrize("packed", [False, True])
def test_the_encoding_is_the_one_it_declares_packed_or_not(folder: Folder, encoding: str, packed: bool) -> None:  # noqa: FBT001  # pytest gives it by name
    russian = '<offer id="1"><name>Платье летнее</name></offer>'
    feed = a_feed(russian, encoding=encoding)
    (offer,) = folder.read(gzip.compress(feed) if packed else feed)
    assert offer.name == "Платье летнее"


def test_a_byte_order_mark_does_no_harm(folder: Folder) -> None:
    assert len(folder.read(b"\xef\xbb\xbf" + a_feed(RING))) == 1


def test_several_barcodes_keep_their_zeros(folder: Folder) -> None:
    offer = folder.one(
        "<barcode>0046000000017</barcode><barcode> 4600000000024; 4600000000031|1,0046000000017</barcode><barcode/>"
    )
    assert offer.barcodes == ("0046000000017", "4600000000024", "4600000000031", "1")


@pytest.mark.parametrize(
    ("inner", "weight_mg", "weight_g"),
    [
        ("<weight>0.0005</weight>", 500, 1),
        ("<weight>0.000499</weight>", 499, 0),
        ("<weight>1,25</weight>", 1_250_000, 1250),
        ("<weight>2.41 г</weight>", 2410, 2),
        ('<param name="Вес" code="weight">0.3</param>', 300_000, 300),
        ('<param name="Вес" code="weight" unit="г">2,5</param>', 2500, 3),
        ('<weight>0.1</weight><param code="weight">9</param>', 100_000, 100),
        ("<weight>heavy</weight>", 0, 0),
        ("<weight>-1</weight>", 0, 0),
        ("<weight>1e9</weight>", 0, 0),
        ("<weight>1000000</weight>", 0, 0),
        ("<weight/>", 0, 0),
    ],
)
def test_weights_are_kilograms_turned_into_grams_half_up(
    folder: Folder, inner: str, weight_mg: int, weight_g: int
) -> None:
    offer = folder.one(inner)
    assert (offer.weight_mg, offer.weight_g) == (weight_mg, weight_g)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("30/20/10.5", (300, 200, 105)),
        ("30x20х0,05", (300, 200, 1)),
        ("30/20", (0, 0, 0)),
        ("a/b/c", (0, 0, 0)),
        ("1e999/1/1", (0, 0, 0)),
        ("-1/1/1", (0, 0, 0)),
        ("nan/1/1", (0, 0, 0)),
    ],
)
def test_dimensions_are_centimetres_turned_into_millimetres(
    folder: Folder, text: str, sides: tuple[int, int, int]
) -> None:
    reader = folder.reader(a_feed(an_offer(f"<dimensions>{text}</dimensions>")))
    (offer,) = reader
    assert (offer.length_mm, offer.width_mm, offer.height_mm) == sides
    assert reader.odd == ({} if any(sides) else {"dimensions_broken": 1})


@pytest.mark.parametrize(
    ("text", "quantity"), [("3", 3), ("3.0", 3), ("-2", 0), ("", None), ("many", None), ("9" * 12, None)]
)
def test_stock_is_a_whole_number_or_unknown(folder: Folder, text: str, quantity: int | None) -> None:
    assert folder.one(attributes=f'id="1" quantity="{text}"').quantity == quantity


@pytest.mark.parametrize(
    ("inner", "attributes", "identity"),
    [
        ("", 'id="1" quantity="1"', Identity.OFFER),
        ('<param code="identity">unit</param>', 'id="1" quantity="9"', Identity.UNIT),
        ('<param code="identity">offer</param><param code="uin">1234567890123456</param>', 'id="1"', Identity.OFFER),
        ('<param code="uin">1234567890123456</param>', 'id="1"', Identity.UNIT),
        ('<param code="identity">both</param>', 'id="1"', Identity.OFFER),
    ],
)
def test_the_identity_is_what_the_feed_says_else_what_uins_show(
    folder: Folder, inner: str, attributes: str, identity: Identity
) -> None:
    assert folder.one(inner, attributes).identity is identity


def test_a_stock_of_one_is_a_unit_only_where_the_shop_says_so(folder: Folder) -> None:
    assert folder.one("", 'id="1" quantity="1"', IcmlSettings(single_is_unit=True)).identity is Identity.UNIT


def test_a_plain_uin_belongs_to_the_only_barcode(folder: Folder) -> None:
    uin = '<param code="uin">1234567890123456</param>'
    assert folder.one(uin + "<barcode>2</barcode>").uins == (OfferUin("2", "1234567890123456"),)
    assert folder.one(uin + "<barcode>2</barcode><barcode>3</barcode>").uins == (OfferUin("", "1234567890123456"),)


def test_a_broken_uin_is_left_out_and_counted(folder: Folder) -> None:
    reader = folder.reader(a_feed(an_offer('<param code="uin">12345</param>')))
    assert [offer.uins for offer in reader] == [()]
    assert reader.odd == {"uin_broken": 1}


@pytest.mark.parametrize(
    ("inner", "jewellery"),
    [
        ("", False),
        ("<categoryId>4</categoryId>", False),
        ("<categoryId>3</categoryId>", True),
        ('<param code="Proba">585</param>', True),
        ('<categoryId>3</categoryId><param code="jewellery">N</param>', False),
        ('<param code="jewellery">Y</param>', True),
    ],
)
def test_jewellery_is_told_by_category_hallmark_or_word(folder: Folder, inner: str, jewellery: bool) -> None:  # noqa: FBT001  # pytest gives it by name
    assert folder.one(inner).jewellery is jewellery


def test_whether_a_uin_must_be_scanned_is_said_by_the_feed_else_by_the_shop(folder: Folder) -> None:
    needs = IcmlSettings(jewellery_needs_uin=True)
    assert not folder.one('<param code="probe">585</param>').uin_required
    assert folder.one('<param code="probe">585</param>', crm=needs).uin_required
    assert not folder.one('<param code="probe">585</param><param code="uin-required">N</param>', crm=needs).uin_required
    assert folder.one('<param code="uin-required">Y</param>').uin_required


@pytest.mark.parametrize(
    ("inner", "attributes", "told"),
    [
        ("", 'id="1"', (True, False)),
        ("<activity>N</activity>", 'id="1"', (False, False)),
        ("<productActivity>N</productActivity><activity>Y</activity>", 'id="1"', (False, False)),
        ("", 'id="1" type="service"', (True, True)),
        ('<param code="type">service</param>', 'id="1"', (True, True)),
    ],
)
def test_activity_and_services_are_read(folder: Folder, inner: str, attributes: str, told: tuple[bool, bool]) -> None:
    offer = folder.one(inner, attributes)
    assert (offer.active, offer.service) == told


def test_names_fall_back_on_each_other_and_are_cleaned(folder: Folder) -> None:
    offer = folder.one("<productName><![CDATA[ Платье\u00a0 &amp; <b>пояс</b>\n]]></productName>")
    assert offer.name == offer.product_name == "Платье &amp; <b>пояс</b>"


def test_a_parameter_without_a_code_is_known_by_its_name(folder: Folder) -> None:
    offer = folder.one('<param name="Размер">44</param><param name="Цвет">синий</param><param>x</param>')
    assert (offer.size, offer.properties) == ("44", (("Цвет", "синий"),))


def test_memory_stays_flat_however_long_the_feed(folder: Folder) -> None:
    def peak(offers: int) -> int:
        reader = folder.reader(a_feed(*(RING for _ in range(offers))))
        tracemalloc.start()
        count = sum(1 for _ in reader)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == offers
        return most

    peak(10)
    assert peak(4000) < 2 * peak(400)


def test_a_text_without_end_is_cut_rather_than_kept(folder: Folder) -> None:
    assert len(folder.one(f"<name>{'ж' * 200_000}</name>").name) <= 1 << 16


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_a_feed_cut_or_spoilt_anywhere_is_refused_or_whole(folder: Folder, data: st.DataObject) -> None:
    feed = bytearray(a_feed(RING, an_offer("<name>Платье</name>", 'id="2"')))
    for place in data.draw(st.lists(st.integers(0, len(feed) - 1), max_size=3)):
        feed[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(feed)))
    try:
        folder.read(bytes(feed[:cut]))
    except BadInput as refused:
        assert refused.code  # noqa: PT017  # either answer is fine, another exception is not
    else:
        assert b"</yml_catalog" in feed[:cut] or feed != a_feed(RING, an_offer("<name>Платье</name>", 'id="2"'))
