"""Whether two .docx files hold the same: part by part, each XML part after C14N."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from lxml import etree

from reportgen.word.ooxml.normalise import SPACE, clean
from reportgen.word.ooxml.wordml import w

Clean = Callable[[etree._Element], None]
_PROPERTIES = "docProps/core.xml"


def differences(left: bytes, right: bytes, clean: Clean | None = None) -> list[str]:
    """Names of the parts that are not equal; `clean` is applied to both sides of every part below word/ first."""
    with zipfile.ZipFile(BytesIO(left)) as one, zipfile.ZipFile(BytesIO(right)) as two:
        names = sorted({*one.namelist(), *two.namelist()})
        both = {*one.namelist()} & {*two.namelist()}
        return [n for n in names if n not in both or _form(n, one.read(n), clean) != _form(n, two.read(n), clean)]


def joined(root: etree._Element) -> None:
    """Revision marks dropped, equal neighbouring runs joined, xml:space kept only where it shows."""
    clean(root)
    for text in root.iter(w("t")):
        if (text.text or "") == (text.text or "").strip():
            text.attrib.pop(SPACE, None)


def _form(name: str, data: bytes, clean: Clean | None) -> object:
    """What is compared: order does not count in lists of parts and relationships, nor do empty document properties."""
    if not name.endswith((".xml", ".rels")):
        return data
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    if name.endswith(".rels") or name == "[Content_Types].xml":
        return {tuple(sorted(entry.attrib.items())) for entry in root}
    if name == _PROPERTIES:
        return {(entry.tag, entry.text) for entry in root if entry.text}
    if clean and name.startswith("word/"):
        clean(root)
    return etree.tostring(root, method="c14n")
