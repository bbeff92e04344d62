"""叙述.docx laid out: a heading for each section, a note on what belongs there, and what stands there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from reportgen.facts.narrative import Block, Paragraph, Table, plain
from reportgen.values import Frozen
from reportgen.word.ooxml import properties
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import DEEPEST_LEVEL

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as Line

NOTE = "【说明】"  # what begins so was written by the program
PREFIX = "reportgen-叙述."
_LOOKS = (("Normal", "仿宋_GB2312", 14), ("Heading 1", "黑体", 16), ("Heading 2", "楷体_GB2312", 15))
_LOOKS_BELOW = (("Heading 3", "仿宋_GB2312", 14), ("Heading 4", "仿宋_GB2312", 14))
_DEEPEST = 4  # headings that are laid out


class Chapter(Frozen):
    """A section of the narrative: its heading, what belongs there, and what stands there."""

    title: str
    note: str
    blocks: tuple[Block, ...] = ()


def document(notes: Sequence[str], sections: Sequence[Chapter], told: Mapping[str, str]) -> bytes:
    """A .docx with the `sections` under `notes`, and the properties `told`, which nobody sees."""
    import docx  # noqa: PLC0415 - for this file alone

    made = docx.Document()
    _dressed(made)
    lists = _Lists(made)
    for note in notes:
        _noted(made, note)
    for section in sections:
        made.add_heading(section.title, 1)
        _noted(made, section.note)
        for block in section.blocks:
            _add(made, block, lists)
        made.add_paragraph()
    saved = BytesIO()
    made.save(saved)
    finished = Finished(saved.getvalue())
    properties.write(finished, PREFIX, told)
    return finished.zipped()


def _dressed(made: Document) -> None:
    """Chinese fonts for the styles that are used."""
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    for name, font, size in (*_LOOKS, *_LOOKS_BELOW):
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), font)


def _noted(made: Document, note: str) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    run = made.add_paragraph().add_run(NOTE + note)
    run.font.size, run.font.color.rgb = Pt(10.5), RGBColor(0x80, 0x80, 0x80)


def _add(made: Document, block: Block, lists: _Lists) -> None:
    if isinstance(block, Table):
        _table(made, block)
    elif block.kind == "heading":
        made.add_heading(plain(block.spans), min(block.level + 1, _DEEPEST))
    elif block.kind == "item":
        line = made.add_paragraph(style="List Paragraph")
        lists.number(line, block)
        _words(line, block)
    else:
        _words(made.add_paragraph(), block)
    if not (isinstance(block, Paragraph) and block.kind == "item"):
        lists.close()


def _words(line: Line, block: Paragraph) -> None:
    for span in block.spans:
        run = line.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None


def _table(made: Document, table: Table) -> None:
    rows = (table.header, *table.rows)
    grid = made.add_table(len(rows), max(len(table.header), 1), style="Table Grid")
    for line, cells in zip(grid.rows, rows, strict=True):
        for cell, words in zip(line.cells, cells, strict=True):
            cell.text = plain(words)
    made.add_paragraph()  # two tables in a row would become one


class _Lists:
    """Word's own lists: one of bullets, and one for each run of numbers, which begins where it was typed to begin."""

    def __init__(self, made: Document) -> None:
        self.root = made.part.numbering_part.element
        self.next = 1 + max((int(n) for n in self.root.xpath("./w:num/@w:numId")), default=0)
        kinds = list(map(int, self.root.xpath("./w:abstractNum/@w:abstractNumId")))
        self.numbers, self.bullets = max(kinds, default=0) + 1, max(kinds, default=0) + 2
        for kind, levels in ((self.numbers, _levels("decimal")), (self.bullets, _levels("bullet"))):
            self._insert(f'<w:abstractNum w:abstractNumId="{kind}">{"".join(levels)}</w:abstractNum>')
        self.running: dict[int, tuple[int, int | None]] = {}

    def number(self, line: Line, item: Paragraph) -> None:
        """Make `line` the `item` of the list that is going on, or of a new one."""
        level = min(item.level - 1, DEEPEST_LEVEL)
        own, last = self.running.get(level, (0, None))
        goes_on = own and (last is None) == (item.ordinal is None) and item.ordinal in (None, (last or 0) + 1)
        if not goes_on:
            own = self._begun(level, item.ordinal)
        self.running = {at: known for at, known in self.running.items() if at < level}
        self.running[level] = own, item.ordinal
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{own}"/></w:numPr>'
        line._p.get_or_add_pPr().append(_element(place))

    def close(self) -> None:
        """No list goes on."""
        self.running = {}

    def _begun(self, level: int, ordinal: int | None) -> int:
        kind = self.bullets if ordinal is None else self.numbers
        start = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{ordinal}"/></w:lvlOverride>'
        inside = f'<w:abstractNumId w:val="{kind}"/>{"" if ordinal is None else start}'
        number, self.next = self.next, self.next + 1
        self._insert(f'<w:num w:numId="{number}">{inside}</w:num>')
        return number

    def _insert(self, xml: str) -> None:
        """Lists stand before what refers to them."""
        element = _element(xml)
        if first := self.root.xpath("./w:num") if str(element.tag).endswith("abstractNum") else []:
            first[0].addprevious(element)
        else:
            self.root.append(element)


def _element(xml: str) -> BaseOxmlElement:
    """An element of Word's, from XML that names no namespaces."""
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    return parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))


def _levels(form: str) -> Iterator[str]:
    for level in range(DEEPEST_LEVEL + 1):
        sign = "•" if form == "bullet" else f"%{level + 1}."
        yield (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{sign}"/>'
            f'<w:pPr><w:ind w:left="{(level + 1) * 420}" w:hanging="420"/></w:pPr></w:lvl>'
        )
