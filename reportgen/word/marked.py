"""A report made to be looked at by the template's editor: each block's beginning and end, each value with its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.diagnostics import Position, Refused, error
from reportgen.word import gaps
from reportgen.word.anatomy import block_name
from reportgen.word.loader import Loaded
from reportgen.word.ooxml import archive
from reportgen.word.tags.places import texts
from reportgen.word.tags.scan import Paragraph
from reportgen.word.tags.tag import TAG, Tag
from reportgen.word.template import Template
from reportgen.word.wordml import text, w

BEGIN, END, WHEN = "▼ 块：", "▲ 块到此为止：", "◇ 有条件的段落："
_NAME = re.compile(r"〖[^〖〗]*〗")
_SIGN = re.compile(f"[{BEGIN[0]}{END[0]}{WHEN[0]}] .+")
_CLOSING = str.maketrans("{}%〖〗", "（）％（）")
_ALWAYS = "if true"
_LONGEST = 60


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
                entries[name] = archive.pack(name, painted.encode())
    return archive.write(entries.values())


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
        done = tuple(_marked(p, own, open_blocks, names=names) for p in piece.paragraphs)
        loaded.pieces[own] = replace(piece, paragraphs=done)


def _marked(paragraph: Paragraph, file: str, open_blocks: list[str], *, names: bool) -> Paragraph:
    where = Path(file.partition("#")[0])
    for tag in paragraph.tags:
        if tag.word == "block" and tag.level == "p":
            open_blocks.append(block_name(tag))
            _beside(paragraph, f"{BEGIN}{open_blocks[-1]}（{where.parent.name}/{where.name}）", after=True)
        elif tag.word == "endblock" and open_blocks:
            name = open_blocks.pop()
            _beside(paragraph, f"{END}{name}（{where.parent.name}/{where.name}）", after=False)
    if not names:
        return paragraph
    for tag in paragraph.tags:
        if tag.kind == "{{" and tag.level == "p" and "super(" not in tag.body:
            _beside(paragraph, f"〖{tag.body.translate(_CLOSING)}〗", after=False)
    for piece in texts(paragraph.element):
        piece.text = TAG.sub(_named(list(paragraph.tags)), piece.text or "")
    return replace(paragraph, tags=tuple(_taken(tag, paragraph) for tag in paragraph.tags))


def _named(tags: list[Tag]) -> Callable[[re.Match[str]], str]:
    by_source = {tag.source: tag for tag in tags}

    def name(match: re.Match[str]) -> str:
        tag = by_source.get(match[0])
        if tag is None or tag.kind != "{{" or tag.level:
            return match[0]
        return f"{match[0]}〖{tag.body.translate(_CLOSING)}〗"

    return name


def _taken(tag: Tag, paragraph: Paragraph) -> Tag:
    """Conditions on whole paragraphs always hold, so that every branch is seen; each is told where it begins."""
    if tag.level != "p" or tag.word not in ("if", "elif", "else"):
        return tag
    said = tag.body.translate(_CLOSING) if tag.word != "else" else "以上条件都不成立时"
    _beside(paragraph, WHEN + (said if len(said) <= _LONGEST else said[:_LONGEST] + "…"), after=True)
    return replace(tag, body=_ALWAYS) if tag.word == "if" else replace(tag, kind="{#", source="{#p #}", body="")


def _beside(paragraph: Paragraph, words: str, *, after: bool) -> None:
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
