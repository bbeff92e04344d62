"""The order of a font's parts in styles.xml as ECMA-376 (CT_Font) has it; openpyxl's own is refused by validators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

_STYLES = "xl/styles.xml"
_FONT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}font"
_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)


def ordered(workbook: bytes, changes: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """The same workbook (.xlsx), the parts of every font in their order, and `changes` made to parts by their names."""
    changes = {_STYLES: _fonts, **(changes or {})}
    made = BytesIO()
    with ZipFile(BytesIO(workbook)) as given, ZipFile(made, "w", ZIP_DEFLATED) as out:
        for entry in given.infolist():
            data = given.read(entry)
            change = changes.get(entry.filename)
            out.writestr(entry.filename, change(data) if change else data)
    return made.getvalue()


def _fonts(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for font in root.iter(_FONT):
        font[:] = sorted(font, key=lambda part: _ORDER.index(etree.QName(part).localname))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
