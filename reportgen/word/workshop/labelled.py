"""A report made to be looked at by the template's editor: each block's beginning and end, each value with its name.

Names are in small print. In the cells of a table, where they would take all the room, numbers stand for them; what
each number means is told below the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.diagnostics import Position, Refused, error
from reportgen.language.tag import TAG
from reportgen.patterns import regex
from reportgen.values import Changing, field, replace
from reportgen.word import gaps
from reportgen.word.loader import Loaded
from reportgen.word.ooxml import archive
from reportgen.word.ooxml.wordml import Element, text, texts, w
from reportgen.word.tags.blocks import block_name
from reportgen.word.tags.scan import TaggedParagraph
from reportgen.word.tags.word_tag import Tag
from reportgen.word.template import Template

BEGIN, END, WHEN = "▼ 块：", "▲ 块到此为止：", "◇ 有条件的段落："
_NAME = regex(r"〖[^〖〗]*〗")
_OF_A_LOOP = regex(r"if (?:not )?loop\.\w+")
_SIGN = regex(f"[{BEGIN[0]}{END[0]}{WHEN[0]}] .+")
_CLOSING = str.maketrans("{}%〖〗", "（）％（）")
_ALWAYS = "if true"
_LONGEST = 60
_SMALL = "15"  # half points
_AFTER_RAISED = frozenset(map(w, ("rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")))


def preview(
    path: Path, *, search: Sequence[Path], filters: Mapping[str, Callable[..., Any]], context: Mapping[str, Any]
) -> bytes:
    """The report of `context`, marked up: every branch that takes whole paragraphs is shown, with its condition."""
    made = Template(path, search=search, filters=filters, prepare=lambda loaded: _mark(loaded, names=True))
    entries = archive.read(made.render(context))
    for name, entry in entries.items():
        if name.startswith("word/") and name.endswith(".xml") and "/_rels/" not in name:
            xml = entry.data().decode()
            painted = gaps.paint(gaps.paint(xml, _NAME, "cyan"), _SIGN, "lightGray")
            if painted != xml:
                entries[name] = archive.pack(name, _small(painted).encode())
    return archive.write(entries.values())


def _small(xml: str) -> str:
    """The XML of a part with every name in small print, and every number raised and without its brackets."""
    root = etree.fromstring(xml.encode())
    for run in root.iter(w("r")):
        look, words = run.find(w("rPr")), list(run.iter(w("t")))
        found = _NAME.fullmatch("".join(t.text or "" for t in words))
        if look is None or found is None:
            continue
        if found[0][1:-1].isdecimal():
            words[0].text = found[0][1:-1]
            at = next((i for i, child in enumerate(look) if child.tag in _AFTER_RAISED), len(look))
            look.insert(at, etree.Element(w("vertAlign"), {w("val"): "superscript"}))
        else:
            for old in look.findall(w("sz")) + look.findall(w("szCs")):
                look.remove(old)
            at = next(i for i, child in enumerate(look) if child.tag == w("highlight"))
            look[at:at] = [etree.Element(w(name), {w("val"): _SMALL}) for name in ("sz", "szCs")]
    return etree.tostring(root, encoding="unicode")


class _Legends(Changing):
    """What the numbers in the tables of one file stand for: for each outermost table, names by number from 1."""

    tables: dict[Element, list[str]] = field(default_factory=dict)

    def short(self, name: str, paragraph: TaggedParagraph) -> str:
        """`name` as it stands at `paragraph`: itself, or in a table its number."""
        table = next(reversed(list(paragraph.element.iterancestors(w("tbl")))), None)
        if table is None:
            return name
        names = self.tables.setdefault(table, [])
        if name not in names:
            names.append(name)
        return str(names.index(name) + 1)

    def told(self) -> None:
        """Put a paragraph below each table: which number stands for which name."""
        for table, names in self.tables.items():
            words = "　".join(f"〖{n}：{name}〗" for n, name in enumerate(names, 1))
            made = etree.Element(w("p"))
            close = {w("before"): "0", w("after"): "60", w("line"): "240", w("lineRule"): "auto"}
            etree.SubElement(etree.SubElement(made, w("pPr")), w("spacing"), close)
            etree.SubElement(etree.SubElement(made, w("r")), w("t")).text = words
            table.addnext(made)


def block(
    path: Path,
    name: str,
    *,
    search: Sequence[Path],
    filters: Mapping[str, Callable[..., Any]],
    context: Mapping[str, Any],
) -> bytes:
    """Only what block `name` of the report prints, on its own pages; raises Refused where there is no such block."""
    made = Template(path, search=search, filters=filters, prepare=lambda loaded: _mark(loaded, names=False))
    entries = archive.read(made.render(context))
    main = "word/document.xml"
    root = etree.fromstring(entries[main].data())
    body = list(root[0])
    marks = [i for i, child in enumerate(body) if text(child).startswith((f"{BEGIN}{name}（", f"{END}{name}（"))]
    if len(marks) < 2:
        hint = f"请用 {{%p block {name} %}} 和 {{%p endblock %}} 把它括起来"
        raise Refused([error("no-block", f"模板里没有块“{name}”", hint, Position(str(path)))])
    kept = [child for child in body[marks[0] + 1 : marks[-1]] if not _SIGN.match(text(child))]
    section = next(section for child in body[marks[-1] :] for section in child.iter(w("sectPr")))
    root[0][:] = [*kept, section]
    entries[main] = archive.pack(main, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return archive.write(entries.values())


def _mark(loaded: Loaded, *, names: bool) -> None:
    """Put the marks into the trees of all files, before they are compiled."""
    for own, piece in loaded.pieces.items():
        open_blocks: list[str] = []
        legends = _Legends()
        done = tuple(_marked(p, own, open_blocks, legends if names else None) for p in piece.paragraphs)
        legends.told()
        loaded.pieces[own] = replace(piece, paragraphs=done)


def _marked(paragraph: TaggedParagraph, file: str, open_blocks: list[str], legends: _Legends | None) -> TaggedParagraph:
    where = Path(file.partition("#")[0])
    for tag in paragraph.tags:
        if tag.word == "block" and tag.level == "p":
            open_blocks.append(block_name(tag))
            _beside(paragraph, f"{BEGIN}{open_blocks[-1]}（{where.parent.name}/{where.name}）", after=True)
        elif tag.word == "endblock" and open_blocks:
            name = open_blocks.pop()
            _beside(paragraph, f"{END}{name}（{where.parent.name}/{where.name}）", after=False)
    if legends is None:
        return paragraph
    for tag in paragraph.tags:
        if tag.kind == "{{" and tag.level == "p" and "super(" not in tag.body:
            _beside(paragraph, f"〖{legends.short(_said(tag), paragraph)}〗", after=False)
    names = {tag.source: f"〖{legends.short(_said(tag), paragraph)}〗" for tag in paragraph.tags if _is_value(tag)}
    for piece in texts(paragraph.element):
        piece.text = TAG.sub(lambda found: found[0] + names.get(found[0], ""), piece.text or "")
    return replace(paragraph, tags=tuple(_taken(tag, paragraph) for tag in paragraph.tags))


def _is_value(tag: Tag) -> bool:
    return tag.kind == "{{" and not tag.level


def _said(tag: Tag) -> str:
    return tag.body.translate(_CLOSING)


def _taken(tag: Tag, paragraph: TaggedParagraph) -> Tag:
    """Conditions on whole paragraphs always hold, so that every branch is seen; each is told where it begins."""
    if tag.level != "p" or tag.word not in ("if", "elif", "else") or _OF_A_LOOP.fullmatch(tag.body):
        return tag  # what only the loop decides, as a heading before the first of its rows, stands where it does
    said = _said(tag) if tag.word != "else" else "以上条件都不成立时"
    _beside(paragraph, WHEN + (said if len(said) <= _LONGEST else said[:_LONGEST] + "…"), after=True)
    return replace(tag, body=_ALWAYS) if tag.word == "if" else replace(tag, kind="{#", source="{#p #}", body="")


def _beside(paragraph: TaggedParagraph, words: str, *, after: bool) -> None:
    """A paragraph of the editor's own, before or after one of the template."""
    made = etree.Element(w("p"))
    look = paragraph.element.find(w("pPr"))
    style = None if look is None else look.find(w("pStyle"))
    if style is not None:
        etree.SubElement(etree.SubElement(made, w("pPr")), w("pStyle"), {w("val"): style.get(w("val"), "")})
    etree.SubElement(etree.SubElement(made, w("r")), w("t")).text = words
    if after:
        paragraph.element.addnext(made)
    else:
        paragraph.element.addprevious(made)
