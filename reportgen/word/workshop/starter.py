"""The report.docx of a new pack: the parent's look, nothing of its text, and one block to begin with."""

from __future__ import annotations

import copy

from lxml import etree

from reportgen.diagnostics import Position, Refused, error
from reportgen.word.adopt import style_ids
from reportgen.word.ooxml import archive, package
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import Element, w

_TAGS = "模板标记"  # the style in which the shipped templates show their tags


def starter(parent: bytes, extends: str, block: str) -> bytes:
    """A template that extends `extends` and looks like `parent`; its only block gives what the parent's gives.

    Styles, lists, headers, footers and the page setup of every section are the parent's. Raises Refused when `parent`
    is no .docx.
    """
    opened = package.opened(parent, extends)
    root = opened.tree(opened.main)
    body = root.find(w("body"))
    if body is None:
        raise Refused([error("template-damaged", "文件里没有正文", "请在 Word 里打开检查后另存", Position(extends))])
    sections = [copy.deepcopy(section) for section in root.iter(w("sectPr"))]
    body[:] = [*_lines(opened, extends, block), *map(_holding, sections[:-1]), *sections[-1:]]
    opened.put_tree(opened.main, root)
    return archive.write(opened.entries.values())


def _lines(opened: Package, extends: str, block: str) -> list[Element]:
    """The tags of the template, with words on what to do with them."""
    texts = (
        f'{{%p extends "{extends}" %}}',
        "{#p 本文件只写与上级模板不同的块，没有写的块沿用上级；块名见 reportgen pack preview 生成的样稿 #}",
        f"{{%p block {block} %}}",
        "{#p 下一行照用上级这一块的内容；要在前后加话，就在它的前后另起一段；要整块重写，就删去下一行 #}",
        "{{p super() }}",
        "{%p endblock %}",
    )
    return tag_lines(opened, *texts)


def tag_lines(opened: Package, *texts: str) -> list[Element]:
    """Each of `texts`, which are tags, as a paragraph in the look that tags have in the file."""
    style = style_ids(opened).get(_TAGS)
    return [_paragraph(text, style) for text in texts]


def _paragraph(text: str, style: str | None) -> Element:
    made = etree.Element(w("p"))
    if style:
        look = etree.SubElement(made, w("pPr"))
        etree.SubElement(look, w("pStyle"), {w("val"): style})
    run = etree.SubElement(made, w("r"))
    etree.SubElement(run, w("t")).text = text
    return made


def _holding(section: Element) -> Element:
    """An empty paragraph that ends a section: it stands in no block, but its page setup is that of the report."""
    made = etree.Element(w("p"))
    etree.SubElement(made, w("pPr")).append(section)
    return made
