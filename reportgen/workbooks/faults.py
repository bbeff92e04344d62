"""Cells of an .xlsx that readers give as empty: a formula that came to an error, or whose value nobody has saved."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from reportgen.patterns import regex

UNSAVED = "公式（没有存下值）"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARSER = etree.XMLParser(resolve_entities=False)
_MOST = 50_000_000  # bytes of a sheet: more is no form and no table of a department
_CELL = regex(r"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_AT = regex(r'\br="([A-Z]+[0-9]+)"')
_VALUE = regex(r"<(?:\w+:)?v[^>]*>([^<]+)</")
_FORMULA = regex(r"<(?:\w+:)?f[ >/]")


def faults(data: bytes) -> Mapping[str, Mapping[str, str]]:
    """By the names of sheets and the places of cells, what stands there; of other files, or damaged ones, nothing."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            return {name: found for name, part in _parts(book) if (found := dict(_faulty(book, part)))}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError):
        return {}


def _parts(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet with the part of the file in which it stands."""
    if "xl/workbook.xml" not in book.namelist():
        return
    links = etree.fromstring(book.read("xl/_rels/workbook.xml.rels"), _PARSER)
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in etree.fromstring(book.read("xl/workbook.xml"), _PARSER).iter(f"{{{_MAIN}}}sheet"):
        target = targets.get(sheet.get(f"{{{_LINKS}}}id"), "")
        yield sheet.get("name", ""), target[1:] if target.startswith("/") else f"xl/{target}"


def _faulty(book: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    if book.getinfo(part).file_size > _MOST:
        return
    for cell in _CELL.finditer(book.read(part).decode("utf-8", "replace")):
        place, value = _AT.search(cell[1]), _VALUE.search(cell[2])
        if place and 't="e"' in cell[1] and value:
            yield place[1], value[1]
        elif place and not value and 't="str"' not in cell[1] and _FORMULA.search(cell[2]):
            yield place[1], UNSAVED
