"""Tags in parts of a template that are not rendered: charts, SmartArt, links' addresses, properties, building blocks.

They would stand in the report as they are typed, and nobody looks there.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.language.tag import TAG
from reportgen.word.ooxml.package import Package, rels_name
from reportgen.word.ooxml.wordml import STORIES

_CALLED = (  # by what a part's name begins with
    ("docProps/app", "文档属性（公司、经理等）"),
    ("docProps/", "自定义文档属性"),
    ("word/charts/", "图表"),
    ("word/diagrams/", "SmartArt 图形"),
    ("word/drawings/", "绘图"),
    ("word/glossary/", "构建基块（文档部件）"),
    ("word/settings", "文档设置（文档变量）"),
    ("word/webSettings", "文档设置"),
    ("customXml/", "自定义 XML"),
)
_BROUGHT = ("word/charts/", "word/diagrams/", "word/drawings/")
_HINT = "这里的标签不会被填写，会原样留在报告里；请改成固定文字，要随资料变的写到正文里"
_SHOWN = 40


def look(package: Package, file: str) -> Iterator[Diagnostic]:
    """Every tag in the parts of a template that are not rendered."""
    aside = {link.target for link in package.links(package.main).values() if link.kind in (*STORIES, "comments")}
    aside |= {link.target for link in package.links("").values() if link.kind == "core-properties"}
    for name in package.entries:
        if name not in aside | {package.main}:
            yield from _part(package, name, file)


def brought(package: Package, file: str) -> Iterator[Diagnostic]:
    """The same in the parts that come along with the body of `package` into another template."""
    for name in package.entries:
        if name.startswith(_BROUGHT) or name == rels_name(package.main):
            yield from _part(package, name, file)


def _part(package: Package, name: str, file: str) -> Iterator[Diagnostic]:
    if name.endswith(".rels"):
        texts = [unquote(link.target) for link in package.links(_owner(name)).values() if link.external]
    elif name.endswith(".xml") and b"{" in package.data(name):
        root = package.tree(name)
        held = (str(v) for e in root.iter(etree.Element) for v in e.attrib.values() if "{" in str(v))
        texts = ["".join(map(str, root.itertext())), *held]
    else:
        texts = []
    for tag in dict.fromkeys(m[0] for text in texts for m in TAG.finditer(text)):
        message = f"{_called(name)}里有标签“{tag[:_SHOWN]}”"
        yield error("tag-elsewhere", message, _HINT, Position(file, place=_called(name)))


def _owner(rels: str) -> str:
    """The part whose relationships `rels` holds."""
    return rels.replace("_rels/", "").removesuffix(".rels")


def _called(name: str) -> str:
    if name.endswith(".rels"):
        return "链接的地址"
    return next((called for start, called in _CALLED if name.startswith(start)), f"部件“{name}”")
