"""A department's real report for the benchmark: its template with all inheritance resolved to one .docx, its context.

docxtpl cannot inherit, so blocks, super() and include are resolved here; what is left is plain docxtpl syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen import pipeline, report
from reportgen.word import Template
from reportgen.word.ooxml import archive, grid
from reportgen.word.ooxml.wordml import w

_SPLIT = re.compile(r"(\{%\s*(?:block\s+\w+|endblock\b[^%]*)\s*%\})")
_OPENED = re.compile(r"\{%\s*block\s+(\w+)\s*%\}")
_SUPER = re.compile(r"\{\{[^}]*super\(\)[^}]*\}\}")
_EXTENDS = re.compile(r"\{%\s*extends\s+[\"']([^\"']+)[\"']\s*%\}")
_INCLUDE = re.compile(r"\{%\s*include\s+[\"']([^\"']+)[\"']\s*%\}")
_LEVELS = {w("p"): "r", w("tr"): "tc", w("tbl"): "tr"}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A named block and what stands in it."""

    name: str
    nodes: tuple[str | Block, ...]


def job(dept: Path) -> tuple[str, bytes, Mapping[str, Any], Mapping[str, Callable[..., Any]]]:
    """Name, composed template, context and filters of the report of a dept.yaml."""
    inputs, _ = pipeline.read(dept)
    evaluation, _ = pipeline.evaluate(inputs)
    template = Template(inputs.pack.template, search=inputs.pack.folders, filters=report.TEMPLATE_FILTERS)
    filters = {**report.TEMPLATE_FILTERS, **template._environment.filters}
    return inputs.pack.name, composed(template), report.context(evaluation), filters


def composed(template: Template) -> bytes:
    """The template as one .docx that inherits nothing."""
    main = next(iter(template._parts))
    source = template._sources[template._parts[main].name or ""]
    body = _TAG.sub(_plain, resolved({name: s.text for name, s in template._sources.items()}, source.name))
    xml = f"{source.head}{body}{source.tail}".translate({ord(grid.FROM): None, ord(grid.TO): None})
    entries = {**template._shell.entries, main: archive.pack(main, _in_elements(xml))}
    return archive.write(entries.values())


def _in_elements(xml: str) -> bytes:
    """Tags between paragraphs, rows, cells or runs put in paragraphs, rows … of their own, as a person types them."""
    root = etree.fromstring(xml)
    for element in list(root.iter(etree.Element)):
        parts = [(0, element.text, element), *((i + 1, child.tail, element) for i, child in enumerate(element))]
        for at, text, parent in reversed(parts):
            if element.tag != w("t") and _TAG.search(text or ""):
                parent[at:at] = [_element(tag, parent) for tag in _TAG.findall(text or "")]
    for element in root.iter(etree.Element):
        element.tail = None
        element.text = None if _TAG.search(element.text or "") and element.tag != w("t") else element.text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _element(tag: str, parent: etree._Element) -> etree._Element:
    """The tag in the element that a person would give it below `parent`."""
    level = _LEVELS.get(str(parent.tag), "p")
    made = run = etree.Element(w("r"))
    etree.SubElement(run, w("t")).text = f"{tag[:2]}{level} {tag[2:].strip()}"
    for name in {"r": (), "p": ("p",), "tc": ("p", "tc"), "tr": ("p", "tc", "tr")}[level]:
        outer = etree.Element(w(name))
        outer.append(made)
        made = outer
    return made


def _plain(tag: re.Match[str]) -> str:
    """A tag on one line, as XML text."""
    text = " ".join(tag[0].split())
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def resolved(texts: Mapping[str, str], name: str) -> str:
    """The source `name` without extends, block, super and include."""
    chain = [name]
    while found := _EXTENDS.search(texts[chain[-1]]):
        chain.append(found[1])
    trees = [_tree(iter(_SPLIT.split(texts[file]))) for file in chain]
    versions: dict[str, list[Block]] = {}
    for tree in trees:
        for block in _blocks(tree):
            versions.setdefault(block.name, []).append(block)
    text = "".join(_expanded(trees[-1], versions))
    return _INCLUDE.sub(lambda match: resolved(texts, match[1]), text)


def _tree(pieces: Iterator[str]) -> tuple[str | Block, ...]:
    nodes: list[str | Block] = []
    for piece in pieces:
        if opened := _OPENED.match(piece):
            nodes.append(Block(opened[1], _tree(pieces)))
        elif _SPLIT.match(piece):
            break
        else:
            nodes.append(piece)
    return tuple(nodes)


def _blocks(nodes: Sequence[str | Block]) -> Iterator[Block]:
    for node in nodes:
        if isinstance(node, Block):
            yield node
            yield from _blocks(node.nodes)


def _expanded(nodes: Sequence[str | Block], versions: Mapping[str, list[Block]], above: str = "") -> Iterator[str]:
    """The text of `nodes`, each block in its youngest version; `above` is what super() stands for."""
    for node in nodes:
        if isinstance(node, str):
            yield _SUPER.sub(lambda _: above, node)
        else:
            text = ""
            for version in reversed(versions[node.name]):
                text = "".join(_expanded(version.nodes, versions, text))
            yield text
