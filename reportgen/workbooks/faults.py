"""Cells that readers give as empty: a formula that came to an error, or (.xlsx) whose value nobody has saved."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from reportgen.patterns import regex
from reportgen.workbooks import binary
from reportgen.workbooks.sheet import letters

UNSAVED = "公式（没有存下值）"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DAMAGED = (zipfile.BadZipFile, LookupError, etree.XMLSyntaxError, OSError, struct.error, ValueError, StopIteration)
_PARSER = etree.XMLParser(resolve_entities=False)
_CONTENT = "content.xml"
_MOST = 50_000_000  # bytes of a sheet: more is no form and no table of a department
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ODS_ERROR = regex(r"#\S+[!?A]|Err:\d+")
_CELL = regex(r"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_AT = regex(r'\br="([A-Z]+[0-9]+)"')
_VALUE = regex(r"<(?:\w+:)?v[^>]*>([^<]+)</")
_FORMULA = regex(r"<(?:\w+:)?f[ >/]")


def faults(data: bytes) -> Mapping[str, Mapping[str, str]]:
    """By the names of sheets and the places of cells, what stands there; of other files, or damaged ones, nothing."""
    try:
        if data.startswith(binary.OLE):
            return {name: {_at(*at): seen for at, seen in found.items()} for name, found in binary.errors(data).items()}
        with zipfile.ZipFile(BytesIO(data)) as book:
            if _CONTENT in book.namelist():
                return _of_ods(book)
            return {name: found for name, part in _parts(book) if (found := dict(_faulty(book, part)))}
    except _DAMAGED:
        return {}


def _at(row: int, column: int) -> str:
    return f"{letters(column)}{row + 1}"


def _of_ods(book: zipfile.ZipFile) -> Mapping[str, Mapping[str, str]]:
    if book.getinfo(_CONTENT).file_size > _MOST:
        return {}
    found: dict[str, dict[str, str]] = {}
    for table in etree.fromstring(book.read(_CONTENT), _PARSER).iter(f"{_TABLE}table"):
        number = 0
        for row in table.iter(f"{_TABLE}table-row"):
            for column, seen in _of_row(row):
                found.setdefault(table.get(f"{_TABLE}name", ""), {})[_at(number, column)] = seen
            number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))
    return found


def _of_row(row: etree._Element) -> Iterator[tuple[int, str]]:
    """The errors of a row by column, from 0: a cell says what it is, or a formula shows it."""
    column = 0
    for cell in row.iter(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        shown = "".join(cell.findtext(_TEXT, ""))
        formula = cell.get(f"{_TABLE}formula") is not None
        if cell.get(_KIND) == "error" or (formula and _ODS_ERROR.fullmatch(shown)):
            yield column, shown
        column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))


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
