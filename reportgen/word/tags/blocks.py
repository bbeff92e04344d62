"""Inheritance between files: extends comes first, blocks bear one name each, and what stands outside them is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from reportgen.diagnostics import Diagnostic, did_you_mean, error
from reportgen.values import Frozen
from reportgen.word.ooxml.wordml import take_out
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


def block_name(tag: Tag) -> str:
    """The name of the block that a tag opens, "" for other tags."""
    return tag.body.partition(" ")[2].split(" ")[0] if tag.word == "block" else ""


def replaced(files: Iterable[Sequence[TaggedParagraph]]) -> Iterator[frozenset[str]]:
    """Of each of a chain of files, the lowest first, the blocks that one below it replaces without super()."""
    names: frozenset[str] = frozenset()
    for paragraphs in files:
        yield names
        names |= _without_super(paragraphs)


def _without_super(paragraphs: Sequence[TaggedParagraph]) -> frozenset[str]:
    path: list[str] = []
    named: set[str] = set()
    kept: set[str] = set()
    for tag in (tag for paragraph in paragraphs for tag in paragraph.tags):
        if tag.word == "block":
            path.append(block_name(tag))
            named.add(path[-1])
        elif tag.word == "endblock" and path:
            path.pop()
        elif "super(" in tag.body and path:
            kept.add(path[-1])
    return frozenset(named - kept)


def emptied(
    paragraphs: Sequence[TaggedParagraph], names: Collection[str], below: Collection[str]
) -> tuple[TaggedParagraph, ...]:
    """What is left where the blocks `names` are emptied, as far as each stands in paragraphs of its own.

    One in which there is a block that is to stay and that a file `below` has, too, stays as it is.
    """
    kept = list(paragraphs)
    for start, end in reversed(list(_spans(paragraphs, names))):
        first, last = paragraphs[start], paragraphs[end]
        inside = {block.name for block in blocks(paragraphs[start + 1 : end])}
        alone = all(len(edge.tags) == 1 and edge.tags[0].level == "p" for edge in (first, last))
        if alone and first.element.getparent() is last.element.getparent() and not (inside - {*names}) & {*below}:
            for element in list(first.element.itersiblings()):
                if element is last.element:
                    break
                take_out(element)
            del kept[start + 1 : end]
    return tuple(kept)


def _spans(paragraphs: Sequence[TaggedParagraph], names: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where the outermost blocks among `names` open and close."""
    path: list[str] = []
    start = depth = 0
    for number, tag in ((n, tag) for n, paragraph in enumerate(paragraphs) for tag in paragraph.tags):
        if tag.word == "block":
            path.append(block_name(tag))
            if not depth and path[-1] in names:
                start, depth = number, len(path)
        elif tag.word == "endblock" and path:
            if len(path) == depth:
                yield start, number
                depth = 0
            path.pop()


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
