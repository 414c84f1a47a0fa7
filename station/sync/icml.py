"""A catalogue feed in RetailCRM's ICML -> offers, streamed with flat memory however large the feed is.

Format: yml_catalog > shop > categories, offers > offer; see docs/import.md for every field.
"""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from station.domain.import_codes import ImportCode
from station.domain.incoming import CatalogueOffer, Skipped
from station.errors import BadInput, Reason
from station.sync.icml_offer import Gathered, IcmlSettings, Surroundings, make_offer
from station.sync.wording import one_line

__all__ = ["CatalogueReader", "IcmlSettings", "read_catalogue"]

CHUNK = 1 << 17  # bytes
DEEPEST = 32  # elements; a feed has five levels, a description in HTML some more
LONGEST_TEXT = 1 << 16  # characters of one element that is of use to us
MOST_TEXTS = 64  # pieces of one text that are kept from chunk to chunk; each has at most 8 KB
LARGEST_TOKEN = 8 << 20  # bytes of one tag or comment, which expat must hold whole
NAMED_SKIPPED = 100  # skipped offers are all counted, the first ones are also named

_GZIP_MAGIC = b"\x1f\x8b"
_OFFERS = ["yml_catalog", "shop", "offers"]
_CATEGORIES = ["yml_catalog", "shop", "categories"]
_WANTED = frozenset(
    {"name", "productName", "barcode", "param", "categoryId", "picture", "weight", "dimensions", "vendorCode"}
    | {"activity", "productActivity"}
)
_UNKNOWN_ENCODING = expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]
_CUT_SHORT = {
    expat.errors.codes[text]
    for text in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


class CatalogueReader:
    """Iterate it once for the offers; afterwards it tells what was left out.

    A truncated feed gives its sound offers first and raises BadInput at its end. So take the offers into a stage of
    their own, and put the stage in place of the old catalogue only when the iteration has ended by itself.
    """

    def __init__(self, path: Path, settings: IcmlSettings) -> None:
        """Remember the path; nothing is opened before the iteration."""
        self.path = path
        self.bytes_read = 0  # after decompression: for showing progress
        self.offers = 0
        self.skipped_count = 0
        self.skipped: list[Skipped] = []
        self.odd: Counter[str] = Counter()  # codes of broken values that were left out, with their number
        self._settings = settings

    def __iter__(self) -> Iterator[CatalogueOffer]:
        """Yield the offers. Raises BadInput for a feed that is broken, cut short, dangerous or no ICML at all."""
        try:
            yield from self._offers()
        except EOFError as error:  # of gzip
            raise BadInput(ImportCode.CATALOGUE_TRUNCATED, file=self.path.name) from error
        except (OSError, zlib.error) as error:
            raise BadInput(ImportCode.FILE_UNREADABLE, file=self.path.name, detail=type(error).__name__) from error
        except BadInput as error:
            raise BadInput(error.code, file=self.path.name, **error.facts) from error

    def _offers(self) -> Iterator[CatalogueOffer]:
        feed = _Feed(self)
        with self.path.open("rb") as raw:
            packed = raw.read(2) == _GZIP_MAGIC
            raw.seek(0)
            stream: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=raw) if packed else raw
            while chunk := stream.read(CHUNK):
                self.bytes_read += len(chunk)
                yield from feed.take(chunk)
        yield from feed.finish()

    @property
    def settings(self) -> IcmlSettings:
        """How this feed is read."""
        return self._settings

    def skip(self, name: str, reason: Reason) -> None:
        """Count an offer that was left out, and name the first ones."""
        self.skipped_count += 1
        if len(self.skipped) < NAMED_SKIPPED:
            self.skipped.append(Skipped(name, reason))


def read_catalogue(path: Path | str, settings: IcmlSettings) -> CatalogueReader:
    """Return a reader of the feed at the path: plain or gzip, in the encoding that it declares."""
    return CatalogueReader(Path(path), settings)


class _Feed:
    """The parser: gathers one offer at a time. Inside of an offer it listens with handlers of their own, for speed."""

    def __init__(self, reader: CatalogueReader) -> None:
        self._reader = reader
        self._around = Surroundings(reader.settings, reader.odd)
        self._made: list[CatalogueOffer] = []
        self._path: list[str] = []
        self._category = ""
        self._seen_offers = False
        self._offer = Gathered({})
        self._inside = 0  # levels below the offer
        self._field = ""
        self._attributes: dict[str, str] = {}
        self._texts: list[str] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._texts.append  # no call of ours for the million texts that no one wants
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser

    def take(self, chunk: bytes) -> list[CatalogueOffer]:
        """Parse a piece of the feed and return the offers that ended in it."""
        self._parse(chunk, final=False)
        del self._texts[MOST_TEXTS:]
        if self._reader.bytes_read - self._parser.CurrentByteIndex > LARGEST_TOKEN:
            raise BadInput(ImportCode.CATALOGUE_BROKEN, detail="token", **self._place())
        return self._take_made()

    def finish(self) -> list[CatalogueOffer]:
        """End the feed."""
        self._parse(b"", final=True)
        if not self._seen_offers:
            raise BadInput(ImportCode.CATALOGUE_WITHOUT_OFFERS)
        return self._take_made()

    def _take_made(self) -> list[CatalogueOffer]:
        made, self._made = self._made, []
        self._reader.offers += len(made)
        return made

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            detail = expat.ErrorString(error.code) or ""
            raise BadInput(
                _fault(error.code, final=final), detail=detail, line=str(error.lineno), column=str(error.offset)
            ) from error
        except (LookupError, ValueError) as error:
            if self._path:
                raise  # ours: encodings, unknown ones or not of single bytes, fail before the root
            raise BadInput(ImportCode.CATALOGUE_ENCODING_UNKNOWN, detail=str(error)[:100]) from error

    def _place(self) -> dict[str, str]:
        return {"line": str(self._parser.CurrentLineNumber), "column": str(self._parser.CurrentColumnNumber)}

    def _doctype(self, _name: str, _system: str | None, _public: str | None, internal: object) -> None:
        # entities can only be declared in an internal subset: no bomb goes off, no file of ours is read;
        # the bare <!DOCTYPE yml_catalog SYSTEM "shops.dtd"> of old generators is harmless: it is never fetched
        if internal:
            raise BadInput(ImportCode.CATALOGUE_DANGEROUS, **self._place())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        path = self._path
        path.append(name)
        if len(path) == 1 and name != "yml_catalog":
            raise BadInput(ImportCode.CATALOGUE_ROOT_MISSING, root=name[:40])
        if name == "offer" and path[:-1] == _OFFERS:
            self._offer, self._inside = Gathered(attributes), 0
            self._parser.StartElementHandler = self._start_inside
            self._parser.EndElementHandler = self._end_inside
        elif name == "category" and path[:-1] == _CATEGORIES:
            self._category = attributes.get("id", "")
            self._texts.clear()
        elif path == _OFFERS:
            self._seen_offers = True
        elif len(path) > DEEPEST:
            raise BadInput(ImportCode.CATALOGUE_BROKEN, detail="depth", **self._place())

    def _end(self, name: str) -> None:
        if self._category and name == "category" and self._path[:-1] == _CATEGORIES:
            self._around.add_category(self._category, self._stop_listening())
            self._category = ""
        self._path.pop()

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        self._inside += 1
        if self._inside == 1 and name in _WANTED:
            self._field, self._attributes = name, attributes
            self._texts.clear()
        elif self._inside > DEEPEST:
            raise BadInput(ImportCode.CATALOGUE_BROKEN, detail="depth", **self._place())

    def _end_inside(self, _name: str) -> None:
        self._inside -= 1
        if self._inside == 0 and self._field:
            self._offer.add(self._field, self._attributes, self._stop_listening())
            self._field = ""
        elif self._inside < 0:
            self._end_offer()

    def _end_offer(self) -> None:
        self._path.pop()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        if self._offer.attributes.get("id", "").strip():
            self._made.append(make_offer(self._offer, self._around))
        else:
            line = str(self._parser.CurrentLineNumber)
            self._reader.skip(f"line {line}", Reason(ImportCode.OFFER_WITHOUT_ID, {"line": line}))

    def _stop_listening(self) -> str:
        texts = self._texts
        text = texts[0] if len(texts) == 1 else "".join(texts)
        return one_line(text[:LONGEST_TEXT])


def _fault(code: int, *, final: bool) -> str:
    if final and code in _CUT_SHORT:
        return ImportCode.CATALOGUE_TRUNCATED
    return ImportCode.CATALOGUE_ENCODING_UNKNOWN if code == _UNKNOWN_ENCODING else ImportCode.CATALOGUE_BROKEN
