from __future__ import annotations

import re
from dataclasses import fields

import pytest

from ui.theme import COMPACT, DARK, LIGHT, ROOMY, TOUCH, TYPE_SCALE, Colours, Sizes, Skin, contrast

TEXT, VERDICT, SHAPE = 4.5, 7.0, 3.0
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@BOTH
@pytest.mark.parametrize("tone", ["idle", "ok", "attention", "stop"])
def test_a_verdict_is_read_at_seven_to_one(colours: Colours, tone: str) -> None:
    drawn = colours.tone(tone)
    assert contrast(drawn.ink, drawn.ground) >= VERDICT


@BOTH
@pytest.mark.parametrize("tone", ["ok", "attention", "stop"])
def test_a_signal_is_read_wherever_it_stands(colours: Colours, tone: str) -> None:
    drawn = colours.tone(tone)
    assert contrast(drawn.word, colours.panel) >= TEXT
    assert contrast(drawn.word, drawn.tint) >= TEXT
    assert contrast(colours.ink, drawn.tint) >= TEXT
    assert contrast(colours.quiet, drawn.tint) >= TEXT
    assert contrast(drawn.sign, drawn.ground) >= SHAPE
    assert contrast(drawn.sign_inner, drawn.sign) >= SHAPE
    assert contrast(drawn.lamp, colours.bar) >= SHAPE


@BOTH
def test_every_other_word_is_read_at_four_and_a_half_to_one(colours: Colours) -> None:
    grounds = (colours.panel, colours.ground, colours.accent_tint, colours.tag, colours.picture)
    pairs = [(ink, ground) for ink in (colours.ink, colours.quiet) for ground in grounds]
    pairs += [(colours.accent, colours.panel), (colours.accent, colours.accent_tint)]
    pairs += [(colours.accent_ink, colours.accent), (colours.off_ink, colours.off)]
    pairs += [(colours.bar_ink, colours.bar), (colours.bar_quiet, colours.bar), (colours.bar_ink, colours.bar_chip)]
    pairs += [(colours.ink, colours.stripe), (colours.ink, colours.stripe_other)]
    faint = [(ink, ground, round(contrast(ink, ground), 2)) for ink, ground in pairs if contrast(ink, ground) < TEXT]
    assert not faint


@BOTH
def test_colours_are_written_so_that_they_can_be_counted(colours: Colours) -> None:
    plain = [str(getattr(colours, field.name)) for field in fields(colours) if field.type == "str"]
    assert plain
    assert all(re.fullmatch(r"#([0-9a-f]{2})?[0-9a-f]{6}", colour) for colour in plain)


@pytest.mark.parametrize("sizes", [COMPACT, ROOMY], ids=["compact", "roomy"])
def test_type_is_of_the_scale_and_measures_are_steps_of_four(sizes: Sizes) -> None:
    type_sizes = (sizes.caption, sizes.body, sizes.name, sizes.head, sizes.title, sizes.digits)
    assert set(type_sizes) <= set(TYPE_SCALE)
    assert list(type_sizes) == sorted(type_sizes)
    assert sizes.digits >= 40
    assert sizes.touch >= TOUCH
    measures = [getattr(sizes, field.name) for field in fields(sizes)][len(type_sizes) :]
    assert all(measure % 4 == 0 for measure in measures)


def test_a_skin_tells_a_change_and_only_a_change() -> None:
    told: list[bool] = []
    skin = Skin()
    skin.on_change(lambda: told.append(skin.theme.dark))
    assert not skin.use(dark=False)
    assert skin.use(dark=True)
    assert skin.use(roomy=True)
    assert told == [True, True]
    assert skin.colours is DARK
    assert skin.sizes is ROOMY
