"""A small .docx made from a body, for tests: every style, list and relationship in it can be replaced."""

from __future__ import annotations

import zipfile
from io import BytesIO

from reportgen.word.ooxml.package import Finished, Shell

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = f'xmlns:w="{WORD}" xmlns:r="{LINKS}"'
STYLES = {
    "公文正文": "Body",
    "heading 1": "H1",
    "heading 2": "H2",
    "heading 3": "H3",
    "heading 4": "H4",
    "公文表格": "Grid",
    "表格文字": "Cell",
    "表格表头": "Head",
    "表格数字": "Number",
}
_TABLES = ("Grid",)
_LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def styles_xml() -> str:
    """The styles of STYLES; headings are numbered by list 1."""
    return part("styles", "".join(_style(name, id_) for name, id_ in STYLES.items()))


def _style(name: str, id_: str) -> str:
    kind = "table" if id_ in _TABLES else "paragraph"
    heading = name.startswith("heading ")
    numbering = '<w:numPr><w:numId w:val="1"/></w:numPr>' if heading else ""
    outline = f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if heading else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f"<w:pPr>{numbering}{outline}</w:pPr></w:style>"
    )


def numbering_xml(levels: str = "", nums: str = "") -> str:
    """List 1: 一、（一）1.（1）, each level linked to its heading style; or `levels` and `nums` instead."""
    linked = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="H{i + 1}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (form, pattern) in enumerate(_LEVELS)
    )
    nums = nums or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return part("numbering", f'<w:abstractNum w:abstractNumId="0">{levels or linked}</w:abstractNum>{nums}')


def part(root: str, content: str) -> str:
    """A part with its root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{root} {NAMESPACES}>{content}</w:{root}>'


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of one run."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(text: str, properties: str = "") -> str:
    """A cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str, columns: int = 2) -> str:
    """A table whose rows are cells already written."""
    grid = '<w:gridCol w:w="100"/>' * columns
    inside = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"


def docx(body: str, *, main: str | None = None, others: dict[str, str | None] | None = None) -> bytes:
    """A .docx of `body`; `others` replaces parts by name, adds them (headers, notes …) or, as None, drops them."""
    parts: dict[str, str | None] = {
        "word/document.xml": main or part("document", f"<w:body>{body}{SECTION}</w:body>"),
        "word/styles.xml": styles_xml(),
        "word/numbering.xml": numbering_xml(),
        **(others or {}),
    }
    parts.setdefault("_rels/.rels", _rels([("rId1", "officeDocument", "word/document.xml")]))
    parts.setdefault("[Content_Types].xml", _types())
    kept = {name: text for name, text in parts.items() if text is not None}
    kept.setdefault("word/_rels/document.xml.rels", _links([name for name in kept if name != "word/document.xml"]))
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in kept.items():
            archive.writestr(name, text)
    return made.getvalue()


def written(body: str, shell: Shell | None = None) -> Finished:
    """A document whose body stands as lxml writes it, with the other parts of `shell`."""
    made = Finished(docx(body))
    finished = Finished({**made.entries, **shell.entries, made.main: made.entries[made.main]}, shell) if shell else made
    finished.put_tree(finished.main, finished.tree(finished.main))
    return finished


def _links(names: list[str]) -> str:
    """Relationships rId1, rId2 … of the document to its other parts."""
    files = [name.removeprefix("word/") for name in names if name.startswith("word/")]
    return _rels([(f"rId{i}", f.removesuffix(".xml").rstrip("0123456789"), f) for i, f in enumerate(files, 1)])


def _rels(links: list[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{LINKS}/{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _types() -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/></Types>'
    )
