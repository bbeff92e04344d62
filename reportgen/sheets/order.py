"""The order of a font's parts in styles.xml as ECMA-376 (CT_Font) has it; openpyxl's own is refused by validators."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

_STYLES = "xl/styles.xml"
_FONT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}font"
_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)


def ordered(workbook: bytes) -> bytes:
    """The same workbook (.xlsx), the parts of every font in their order."""
    made = BytesIO()
    with ZipFile(BytesIO(workbook)) as given, ZipFile(made, "w", ZIP_DEFLATED) as out:
        for entry in given.infolist():
            data = given.read(entry)
            out.writestr(entry.filename, _fonts(data) if entry.filename == _STYLES else data)
    return made.getvalue()


def _fonts(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for font in root.iter(_FONT):
        font[:] = sorted(font, key=lambda part: _ORDER.index(etree.QName(part).localname))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
