"""Paper as a reader sees it: pictures of pages, and the codes that two decoders find on them."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

WHITE = 255


def picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("L")


def pages(pdf: bytes, dpi: float) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def texts(pdf: bytes) -> list[str]:
    """The text of each page, spaces of every width as plain ones."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def worn(seen: Image.Image, *, blur: float = 1.0, degrees: float = 3.0) -> Image.Image:
    """A label that was smeared and lies askew under the reader."""
    turned = seen.rotate(degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)
    return turned.filter(ImageFilter.GaussianBlur(blur))


def codes(seen: Image.Image) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(seen))


def zbar_codes(seen: Image.Image, folder: Path) -> list[str] | None:
    """What zbarimg reads, None where it is not installed."""
    program = shutil.which("zbarimg")
    if program is None:
        return None
    path = folder / "seen.png"
    seen.save(path)
    run = subprocess.run([program, "-q", "--raw", str(path)], capture_output=True, text=True, check=False, timeout=60)
    return sorted(run.stdout.split("\n")[:-1])
