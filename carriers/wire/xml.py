"""XML from outside, read without document types, entities, huge trees or the network."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

BODY_LIMIT: Final = 5 * 1024 * 1024  # bytes; what a hundred shipments need is far less

# What XML 1.0 cannot carry at all (https://www.w3.org/TR/xml/#charsets): scanners and pasted text bring it along.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


class BadXml(Exception):
    """The bytes are not XML that we read; the text says why, without quoting them."""


def parsed(body: bytes) -> etree._Element:
    """Return the document element. Raises BadXml for what is broken, too big, too deep, or declares a DTD."""
    if len(body) > BODY_LIMIT:
        raise BadXml("over 5 MB")
    # Refused before it is parsed: no declaration, no entity. Without NULs the search holds for UTF-16 as well.
    if b"<!DOCTYPE" in body.replace(b"\0", b""):
        raise BadXml("a document type is not allowed")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        element = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise BadXml(f"not well-formed: {type(error).__name__}") from error
    return element


def parsed_misdeclared(body: bytes) -> etree._Element:
    """Return the document element of bytes whose declared encoding may lie.

    SPSR's answers say windows-1251 and are UTF-8, so the declaration is dropped: UTF-8 first, then windows-1251.
    Raises BadXml.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("windows-1251", errors="replace")
    return parsed(_DECLARATION.sub("", text, count=1).strip().encode())


def printable(text: str) -> str:
    """Return the text without the characters that XML cannot carry."""
    return _NOT_XML.sub("", text)
