"""Make a clean .docx look as Word saves it: a new run at every Han/ASCII border, revision ids, proofing marks."""

from __future__ import annotations

import copy
import re
import zipfile
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAIN = "word/document.xml"
_STRETCH = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


def fragmented(docx: bytes) -> bytes:
    """`docx` with the body's runs broken as Word breaks them; nothing that a reader sees changes."""
    return replaced(docx, MAIN, etree.tostring(broken(part(docx, MAIN)), xml_declaration=True, encoding="UTF-8"))


def part(docx: bytes, name: str) -> etree._Element:
    """A part of a .docx, parsed."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(name))


def replaced(docx: bytes, name: str, data: bytes) -> bytes:
    """`docx` with other bytes for one of its parts."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, data if info.filename == name else old.read(info))
    return made.getvalue()


def broken(root: etree._Element) -> etree._Element:
    """Break every run of one text; number paragraphs and runs with rsids; bracket every third run by proofErr."""
    for n, paragraph in enumerate(root.iter(f"{W}p")):
        for name in ("rsidR", "rsidRDefault", "rsidP"):
            paragraph.set(f"{W}{name}", f"00{n * 7 % 97:02d}A1B2")
    for n, run in enumerate(list(root.iter(f"{W}r"))):
        texts = run.findall(f"{W}t")
        if len(texts) == 1 and texts[0].text:
            _break(run, texts[0].text, n)
    return root


def _break(run: etree._Element, text: str, n: int) -> None:
    look = run.find(f"{W}rPr")
    pieces = []
    for i, stretch in enumerate(_STRETCH.findall(text)):
        piece = etree.Element(f"{W}r")
        piece.set(f"{W}rsidR", f"00{(n + i) * 13 % 89:02d}C3D4")
        if look is not None:
            piece.append(copy.deepcopy(look))
        written = etree.SubElement(piece, f"{W}t")
        written.text = stretch
        if stretch != stretch.strip():
            written.set(SPACE, "preserve")
        pieces += [_mark("gramStart"), piece, _mark("gramEnd")] if i % 3 == 1 else [piece]
    parent = run.getparent()
    assert parent is not None
    at = parent.index(run)
    parent[at : at + 1] = pieces


def _mark(kind: str) -> etree._Element:
    mark = etree.Element(f"{W}proofErr")
    mark.set(f"{W}type", kind)
    return mark


def runs(docx: bytes) -> int:
    """How many runs the body has."""
    return sum(1 for _ in part(docx, MAIN).iter(f"{W}r"))
