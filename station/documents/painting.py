"""A laid-out label as bytes: black dots for the thermal head, or a page of vectors."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from station.documents.layout import Page
from station.documents.typeface import raster_face, register_faces

_POINTS_PER_INCH = 72
_INK = 140  # a dot darker than this of 255 is burnt: thin strokes survive, counters stay open


def paint_png(page: Page, *, dpi: int) -> bytes:
    """Return the label as a PNG of one bit for each dot of the printer."""
    picture = Image.new("L", (page.width, page.height), 255)
    draw = ImageDraw.Draw(picture)
    for rule in page.rules:
        draw.rectangle((rule.x, rule.y, rule.x + rule.width - 1, rule.y + rule.height - 1), fill=0)
    for code in page.bars:
        for start, width in code.bars.black:
            left = code.x + start * code.module
            draw.rectangle((left, code.y, left + width * code.module - 1, code.y + code.height - 1), fill=0)
    for text in page.texts:
        face = raster_face(text.weight, text.size)
        draw.text((text.x, text.baseline), text.text, fill=0, font=face, anchor="ls")
    out = BytesIO()
    black = picture.point([0 if level < _INK else 255 for level in range(256)], "1")
    black.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def paint_pdf(page: Page, *, dpi: int, width_mm: int, height_mm: int, title: str) -> bytes:
    """Return the label as a PDF page of exactly its size, the same bytes every time."""
    register_faces()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width_mm * mm, height_mm * mm), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setCreator("Larets")
    # the printer's own dots, from the upper left corner as in the picture: its rasteriser then hits them exactly
    canvas.translate(0, height_mm * mm)
    canvas.scale(_POINTS_PER_INCH / dpi, _POINTS_PER_INCH / dpi)
    for rule in page.rules:
        canvas.rect(rule.x, -rule.y - rule.height, rule.width, rule.height, stroke=0, fill=1)
    for code in page.bars:
        for start, width in code.bars.black:
            left = code.x + start * code.module
            canvas.rect(left, -code.y - code.height, width * code.module, code.height, stroke=0, fill=1)
    for text in page.texts:
        canvas.setFont(text.weight.pdf_name, text.size)
        canvas.drawString(text.x, -text.baseline, text.text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
