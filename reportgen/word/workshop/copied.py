"""A block of the templates above, copied into a pack's own so that it can be changed there."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from reportgen.diagnostics import Diagnostic, Position, Refused, did_you_mean, error
from reportgen.patterns import regex
from reportgen.word.adopt import adopt
from reportgen.word.ooxml import archive, package
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import Element, texts, w
from reportgen.word.workshop.anatomy import Anatomy
from reportgen.word.workshop.starter import tag_lines

_TAG = regex(r"\{%[-+]?p?\s+(block\s+(?P<name>\S+)|endblock\b)[^%]*%\}")
_SUPER = regex(r"\{\{p?\s+super\(\)\s*\}\}")
_NOTE = regex(r"\{#.*?#\}")


def with_block(anatomy: Anatomy, name: str) -> bytes:
    """The template that `anatomy` is of, with block `name` in it as its parents print it; nothing else is changed.

    Where it has the block already and only takes in the parents', that line gives way to what they have. A block inside
    of it takes in the parents', or what the template had of it. Raises Refused where there is no such block, or where
    the template has it in words of its own.
    """
    above = [Path(part.file) for part in anatomy.chain()][1:]
    shell = package.load(Path(anatomy.main))
    inside = _printed(above, name, shell)
    if inside is None:
        raise Refused([_unknown(anatomy, name)])
    root = shell.tree(shell.main)
    body = root.find(w("body"))
    assert body is not None, "the package was opened as a document"
    own = _span(list(body), name)
    if own is None:
        opening, closing = tag_lines(shell, f"{{%p block {name} %}}", "{%p endblock %}")
        own = [opening, closing]
        _insert(body, own)
    elif not _takes_in(own[1:-1]):
        raise Refused([_there(anatomy, name)])
    for old in own[1:-1]:
        body.remove(old)
    for element in reversed(_moved(body, inside)):
        own[0].addnext(element)
    shell.put_tree(shell.main, root)
    return archive.write(shell.entries.values())


def _unknown(anatomy: Anatomy, name: str) -> Diagnostic:
    known = sorted(anatomy.blocks())
    hint = did_you_mean(name, known) or "块名见 reportgen pack preview 生成的样稿"
    return error("unknown-block", f"上级模板没有名为“{name}”的块", hint, Position(anatomy.main))


def _there(anatomy: Anatomy, name: str) -> Diagnostic:
    message = f"本套件的模板里已有块“{name}”，未改动"
    return error("block-twice", message, "请直接改它；要重来的，先在 Word 里删去这一块", Position(anatomy.main))


def _printed(files: Sequence[Path], name: str, shell: Package) -> list[Element] | None:
    """What stands in block `name` of the first of `files` that has it, ready to stand in `shell`."""
    for n, file in enumerate(files):
        origin = package.load(file)
        body = origin.tree(origin.main).find(w("body"))
        if body is None or (found := _span(list(body), name)) is None:
            continue
        holder = etree.Element(w("body"))
        holder.extend(copy.deepcopy(element) for element in found[1:-1])
        adopt(holder, origin, shell)
        made: list[Element] = []
        for element in _emptied(list(holder), shell):
            made += (_printed(files[n + 1 :], name, shell) or []) if _is_super(element, made) else [element]
        return made
    return None


def _emptied(elements: list[Element], shell: Package) -> list[Element]:
    """`elements`, whose inner blocks take in what the parents have."""
    made: list[Element] = []
    depth = 0
    for element in elements:
        opens, closes = _steps(element)
        if depth == 0 and opens:
            made += [element, *tag_lines(shell, "{{p super() }}")]
        elif depth == 0 or (depth == closes and not opens):
            made.append(element)
        depth += opens - closes
    return made


def _is_super(element: Element, before: Sequence[Element]) -> bool:
    """Whether an element takes in what stands above the block; of an inner block that comes right before it, not."""
    return bool(_SUPER.fullmatch(_text(element).strip())) and not (before and _steps(before[-1])[0])


def _takes_in(elements: Sequence[Element]) -> bool:
    """Whether all that `elements` say is what the parents say."""
    said = "".join(_NOTE.sub("", _text(element)).strip() for element in elements)
    return bool(_SUPER.fullmatch(said)) and not any(element.tag == w("tbl") for element in elements)


def _moved(body: Element, inside: Sequence[Element]) -> list[Element]:
    """`inside`, with what the template has itself of a block in it, which goes from where it stood."""
    made: list[Element] = []
    for element in inside:
        name = _opened(made[-1]) if made else ""
        own = _span(list(body), name) if name else None
        made += [element] if own is None else own[1:-1]
        for tag in (own[0], own[-1]) if own else ():
            body.remove(tag)
    return made


def _opened(element: Element) -> str:
    """The name of the block that a paragraph opens, "" for others."""
    found = _TAG.search(_text(element))
    return (found["name"] or "") if found else ""


def _insert(body: Element, made: Sequence[Element]) -> None:
    """`made` after the last block: what follows are the sections that give the report its pages."""
    last = next((element for element in reversed(list(body)) if _steps(element)[1]), None)
    if last is None:
        last = next(element for element in body if "extends" in _text(element))
    for element in reversed(made):
        last.addnext(element)


def _span(elements: Sequence[Element], name: str) -> list[Element] | None:
    """The elements from the tag that opens block `name` to the one that closes it."""
    for start, element in enumerate(elements):
        if _opened(element) == name:
            depth = 0
            for end in range(start, len(elements)):
                opens, closes = _steps(elements[end])
                depth += opens - closes
                if depth <= 0:
                    return list(elements[start : end + 1])
    return None


def _steps(element: Element) -> tuple[int, int]:
    """How many blocks a paragraph opens, and how many it closes."""
    found = list(_TAG.finditer(_text(element))) if element.tag == w("p") else []
    opens = sum(bool(tag["name"]) for tag in found)
    return opens, len(found) - opens


def _text(element: Element) -> str:
    return "".join(piece.text or "" for piece in texts(element)) if element.tag == w("p") else ""
