"""Inheritance between files: extends comes first, blocks bear one name each, and what stands outside them is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Diagnostic, did_you_mean, error
from reportgen.values import Frozen
from reportgen.word.tags.scan import TaggedParagraph
from reportgen.word.tags.word_tag import Tag

_NO_OUTPUT = frozenset(("set", "endset", "import", "from", "extends"))
_DEPTH = {"block": 1, "endblock": -1, "macro": 1, "endmacro": -1}


class Block(Frozen):
    """A block: its name, its opening tag, and the blocks of the same file that it stands in."""

    name: str
    tag: Tag
    inside: tuple[str, ...]


def blocks(paragraphs: Sequence[TaggedParagraph]) -> list[Block]:
    """The blocks of a file in their order."""
    found: list[Block] = []
    path: list[str] = []
    for tag in _statements(paragraphs):
        if tag.word == "block":
            name = tag.body.split()[1] if " " in tag.body else ""
            found.append(Block(name, tag, tuple(path)))
            path.append(name)
        elif tag.word == "endblock" and path:
            path.pop()
    return found


def _statements(paragraphs: Sequence[TaggedParagraph]) -> Iterator[Tag]:
    return (tag for paragraph in paragraphs for tag in paragraph.tags if tag.kind == "{%")


def look(paragraphs: Sequence[TaggedParagraph], inherited: set[str] | None) -> Iterator[Diagnostic]:
    """Faults of the blocks of a file; `inherited` are the names that its parents know, None where it extends none."""
    own = blocks(paragraphs)
    seen: dict[str, Tag] = {}
    for block in own:
        if first := seen.get(block.name):
            message = f"已有名为“{block.name}”的 block（{first.spot.place}）"
            yield error("block-twice", message, "请换一个名称", block.tag.position)
        seen.setdefault(block.name, block.tag)
        if inherited is not None and block.name not in inherited and not block.inside:
            message = f"上级模板没有名为“{block.name}”的 block，这部分不会出现在报告中"
            yield error("unknown-block", message, did_you_mean(block.name, sorted(inherited)), block.tag.position)
    if inherited is not None:
        yield from _outside(paragraphs)


def _outside(paragraphs: Sequence[TaggedParagraph]) -> Iterator[Diagnostic]:
    """The first paragraph of each stretch that stands in no block of a file that extends another."""
    depth = 0
    told = extended = False
    for paragraph in paragraphs:
        words = [tag.word if tag.kind == "{%" else "{{" for tag in paragraph.tags if tag.kind != "{#"]
        quiet = not paragraph.plain.strip() and all(word in _NO_OUTPUT for word in words)
        if "extends" in words:
            extended = True
        if depth == 0 and not quiet and not {"block", "macro"} & set(words) and not told:
            what = "不在任何 block 里，不会出现在报告中" if extended else "在 extends 之前"
            hint = "请移到某个 block 里，或删去" if extended else "extends 须是第一段"
            text = paragraph.spot.text.strip()[:20]
            yield error("outside-block", f"“{text}”{what}", hint, paragraph.spot.position())
            told = True
        depth += sum(_DEPTH.get(word, 0) for word in words)
        told = told and depth == 0
