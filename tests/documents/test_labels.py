from __future__ import annotations

import time
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.documents.labels import LabelForm, label_page, render_label
from station.documents.layout import Page, to_dots
from station.documents.typeface import DESCENT, raster_face
from station.domain.consignee import Address
from station.errors import BadInput
from tests.documents.labelled import LONG_ADDRESS, LONG_NAME, a_label
from tests.documents.reading import codes, pages, picture, texts, worn, zbar_codes

SMALL, LARGE = (58, 40), (75, 120)
FORMS = [LabelForm(*size, dpi) for size, dpi in product((SMALL, LARGE), (203, 300))]
TRACKINGS = ["200123456780", "RA123456785RU", "10944022440321", "1234567890-1"]
LONG = a_label(name=LONG_NAME, address=Address(postcode="628400", city="Сургут", text=LONG_ADDRESS), due_kopecks=1)


def form_name(form: LabelForm) -> str:
    return f"{form.width_mm}x{form.height_mm}@{form.dpi}"


every_form = pytest.mark.parametrize("form", FORMS, ids=form_name)


def strings(page: Page) -> str:
    return " ".join(text.text for text in page.texts).replace("\u00a0", " ").replace("\u202f", " ")


def stays_inside(page: Page) -> bool:
    return all(
        text.x >= 0
        and text.x + raster_face(text.weight, text.size).getlength(text.text) <= page.width
        and text.baseline - 0.75 * text.size >= 0
        and text.baseline + text.size * DESCENT <= page.height + 1
        for text in page.texts
    ) and all(
        code.x >= 10 * code.module and code.x + (code.bars.modules + 10) * code.module <= page.width
        for code in page.bars
    )


def test_a_number_that_has_no_bars_is_refused_without_being_told() -> None:
    with pytest.raises(BadInput) as refusal:
        render_label(a_label(tracking="ТРЕК-1"), LabelForm())
    assert refusal.value.code == "code_not_printable"
    assert "ТРЕК" not in str(refusal.value)


def test_a_number_too_long_for_the_paper_is_refused() -> None:
    with pytest.raises(BadInput, match="label_too_narrow"):
        render_label(a_label(tracking="AB" * 20), LabelForm(40, 40, 203))


@pytest.mark.parametrize(("width", "height", "dpi"), [(39, 40, 203), (58, 121, 203), (58, 40, 600)])
def test_paper_that_no_template_was_made_for_is_refused(width: int, height: int, dpi: int) -> None:
    with pytest.raises(BadInput, match="label_form_unknown"):
        LabelForm(width, height, dpi)


@pytest.mark.parametrize("name", ["", "58", "58x40mm", "58 x 40", "٥٨x٤٠", "9999x1"])
def test_a_form_that_settings_misspell_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="label_form_unknown"):
        LabelForm.named(name, dpi=203)


def test_a_form_is_known_by_its_name() -> None:
    assert LabelForm.named("75x120", dpi=300) == LabelForm(75, 120, 300)


def test_a_flat_keeps_its_number_on_its_line() -> None:
    where = Address(text="ул. Вымышленная, д. 12, корп. 3, кв. 45")
    shown = " ".join(text.text for text in label_page(a_label(address=where), LabelForm()).texts)
    assert "кв.\u00a045" in shown
    assert "д.\u00a012" in shown


@every_form
@pytest.mark.parametrize("tracking", TRACKINGS)
def test_a_label_is_read_back_new_worn_and_from_paper(form: LabelForm, tracking: str) -> None:
    label = render_label(a_label(tracking=tracking, due_kopecks=1250000), form)
    seen = picture(label.png)
    assert codes(seen) == [tracking]
    assert codes(worn(seen)) == [tracking]
    assert codes(worn(seen, degrees=-3)) == [tracking]
    [page] = pages(label.pdf, form.dpi)
    assert codes(page) == [tracking]
    [seen_closer] = pages(label.pdf, 2 * form.dpi)
    assert codes(worn(seen_closer, blur=1.5)) == [tracking]


@every_form
def test_a_second_decoder_reads_it_too(form: LabelForm, tmp_path: Path) -> None:
    found = zbar_codes(picture(render_label(a_label(), form).png), tmp_path)
    if found is None:
        pytest.skip("zbarimg is not installed here: only one decoder has read the labels")
    assert found == ["200123456780"]


@every_form
def test_the_picture_has_the_dots_of_the_paper_and_one_bit_each(form: LabelForm) -> None:
    label = render_label(a_label(), form)
    seen = picture(label.png)
    assert seen.size == (to_dots(form.width_mm, form.dpi), to_dots(form.height_mm, form.dpi))
    assert {level for _, level in seen.getcolors() or ()} == {0, 255}


@every_form
def test_the_same_facts_give_the_same_bytes(form: LabelForm) -> None:
    assert render_label(a_label(), form) == render_label(a_label(), form)


@every_form
def test_the_sum_stands_only_where_the_carrier_needs_it(form: LabelForm) -> None:
    assert "₽" not in strings(label_page(a_label(due_kopecks=None), form))
    assert "К оплате 12 500 ₽" in strings(label_page(a_label(due_kopecks=1250000), form))


def test_the_small_label_says_this_and_nothing_else() -> None:
    assert strings(label_page(a_label(due_kopecks=1250000), LabelForm())) == (
        "СПСР Экспресс место 1 из 2 20 01234 5 6780 Выдумова Анна Сергеевна "
        "115114, Москва, ул. Вымышленная, д. 12, корп. 3, кв. 45 +7 900 000-00-00 "
        "Заказ 10482 К оплате 12 500 ₽ 1,24 кг"
    )


def test_the_small_label_speaks_english() -> None:
    page = label_page(a_label(due_kopecks=1250000), LabelForm(language="en"))
    assert "parcel 1 of 2" in strings(page)
    assert "To collect 12 500 ₽ 1.24 kg" in strings(page)


def test_a_city_that_stands_in_the_street_is_not_said_twice() -> None:
    where = Address(postcode="115114", region="Москва", city="Москва", text="г. Москва, ул. Вымышленная, 1")
    assert strings(label_page(a_label(address=where), LabelForm())).count("Москва") == 1


@every_form
def test_the_longest_people_and_places_are_printed_whole(form: LabelForm) -> None:
    assert len(LONG_NAME) >= 115
    assert len(LONG_ADDRESS) >= 295
    page = label_page(LONG, form)
    assert stays_inside(page)
    assert "…" not in strings(page)
    assert LONG_NAME in strings(page)
    assert LONG_ADDRESS in strings(page)
    assert codes(worn(picture(render_label(LONG, form).png))) == ["200123456780"]


def test_beyond_all_measure_the_address_loses_its_end_and_the_telephone_stays() -> None:
    page = label_page(a_label(address=Address(text=LONG_ADDRESS * 3)), LabelForm())
    assert stays_inside(page)
    assert "… +7 900 000-00-00" in strings(page)


def test_a_word_wider_than_the_label_is_torn_not_lost() -> None:
    page = label_page(a_label(name="Щ" * 70), LabelForm())
    assert stays_inside(page)
    assert strings(page).count("Щ") == 70


def test_signs_that_the_typeface_lacks_are_seen_to_be_missing() -> None:
    shown = strings(label_page(a_label(name="Anna 👩‍👩‍👧 Müller\x00\nŁódź"), LabelForm()))
    assert "Anna □□□ Müller Łódź" in shown


def test_an_empty_consignee_makes_no_holes() -> None:
    label = render_label(a_label(name="", address=Address(), phone="", weight_g=None), LabelForm())
    assert codes(picture(label.png)) == ["200123456780"]


def test_the_page_is_of_the_paper_s_size_with_text_that_can_be_searched() -> None:
    label = render_label(a_label(), LabelForm(*LARGE, 300))
    [page] = pages(label.pdf, 254)
    assert page.size == pytest.approx((750, 1200), abs=1)
    assert "Выдумова Анна" in texts(label.pdf)[0]


@pytest.mark.parametrize("width", [40, 58, 75, 120])
@pytest.mark.parametrize("height", [40, 70, 120])
def test_numbers_and_sums_are_never_cut(width: int, height: int) -> None:
    facts = a_label(order="2026-11-0010482-2", due_kopecks=123456789099, weight_g=12345)
    shown = strings(label_page(facts, LabelForm(width, height)))
    for whole in ("место 1 из 2", "Заказ 2026-11-0010482-2", "К оплате 1 234 567 890,99 ₽", "12,345 кг"):
        assert whole in shown


def test_type_grows_with_the_paper() -> None:
    small, large = label_page(a_label(), LabelForm(58, 40)), label_page(a_label(), LabelForm(116, 60))
    assert large.texts[0].size > 1.3 * small.texts[0].size


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.text(max_size=120),
    address=st.text(max_size=300),
    width=st.integers(40, 120),
    height=st.integers(40, 120),
    dpi=st.sampled_from((203, 300)),
    due=st.none() | st.integers(0, 10**10),
)
def test_whatever_the_name_nothing_runs_off(
    name: str, address: str, width: int, height: int, dpi: int, due: int | None
) -> None:
    facts = a_label(name=name, address=Address(text=address), due_kopecks=due)
    assert stays_inside(label_page(facts, LabelForm(width, height, dpi)))


def test_a_label_is_ready_before_the_packer_s_hand_is() -> None:
    form = LabelForm(*LARGE, 300)
    render_label(a_label(order="1"), form)
    spent: list[float] = []
    for number in range(8):
        began = time.process_time()
        render_label(a_label(order=str(number)), form)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.040
