"""A parcel's label: the facts in, a picture for the thermal head and a PDF out, the same bytes for the same facts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from station.documents.label_fields import label_fields
from station.documents.label_template import Template, load_template
from station.documents.layout import Page, lay_out, to_dots
from station.documents.numbers import Language
from station.documents.painting import paint_pdf, paint_png
from station.domain.label import LabelFacts, PrintedLabel
from station.errors import BadInput

_NAME = re.compile(r"([0-9]{1,3})x([0-9]{1,3})")
SIDES_MM = range(40, 121)
RESOLUTIONS = (203, 300)
_LARGE_MM = 58, 70  # from here on the large template has room


@dataclass(frozen=True)
class LabelForm:
    """The paper and the printer: millimetres and dots per inch. Raises BadInput `label_form_unknown`."""

    width_mm: int = 58
    height_mm: int = 40
    dpi: int = 203
    language: Language = "ru"

    def __post_init__(self) -> None:
        """Refuse what no template was made for."""
        if self.width_mm not in SIDES_MM or self.height_mm not in SIDES_MM or self.dpi not in RESOLUTIONS:
            raise BadInput("label_form_unknown", form=f"{self.width_mm}x{self.height_mm} mm, {self.dpi} dpi")

    @classmethod
    def named(cls, name: str, *, dpi: int, language: Language = "ru") -> LabelForm:
        """Return the form of a name as settings have it: 58x40. Raises BadInput `label_form_unknown`."""
        found = _NAME.fullmatch(name)
        if found is None:
            raise BadInput("label_form_unknown", form=name)
        return cls(int(found[1]), int(found[2]), dpi, language)

    @property
    def template(self) -> Template:
        """The template that ships for paper of this size."""
        large = self.width_mm >= _LARGE_MM[0] and self.height_mm >= _LARGE_MM[1]
        return load_template("label_75x120" if large else "label_58x40")


def render_label(facts: LabelFacts, form: LabelForm) -> PrintedLabel:
    """Return the label of one parcel.

    Raises BadInput: `code_not_printable` for a tracking number that Code 128 has no signs for, `label_too_narrow`
    where its bars would be too thin to be read.
    """
    page = label_page(facts, form)
    title = facts.tracking
    return PrintedLabel(
        png=paint_png(page, dpi=form.dpi),
        pdf=paint_pdf(page, dpi=form.dpi, width_mm=form.width_mm, height_mm=form.height_mm, title=title),
        dpi=form.dpi,
        width_mm=form.width_mm,
        height_mm=form.height_mm,
    )


def label_page(facts: LabelFacts, form: LabelForm) -> Page:
    """Return where everything stands, before it is painted."""
    return lay_out(
        form.template,
        label_fields(facts, language=form.language),
        width=to_dots(form.width_mm, form.dpi),
        height=to_dots(form.height_mm, form.dpi),
        dpi=form.dpi,
    )
