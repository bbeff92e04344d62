"""A template taken apart for its editor: every file it is made of, its paragraphs, tags and blocks, and its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Diagnostic, error
from reportgen.values import Frozen
from reportgen.word import prose
from reportgen.word.engine.environment import WordEnvironment
from reportgen.word.examine import Examined, examined
from reportgen.word.loader import Loaded
from reportgen.word.tags import blocks
from reportgen.word.tags.scan import TaggedParagraph

_SUPER = "{{psuper()}}"


class Part(Frozen):
    """A body, header or footer that holds tags; `parent` is the part it extends, `file` the file as users see it."""

    name: str
    parent: str | None
    paragraphs: tuple[TaggedParagraph, ...]

    @property
    def file(self) -> str:
        """The file as users see it."""
        return self.paragraphs[0].spot.file if self.paragraphs else self.name


class Anatomy(Frozen):
    """`parts` by the names that extends and include use; `main` is the body of the file itself."""

    main: str
    parts: Mapping[str, Part]
    faults: tuple[Diagnostic, ...]
    filters: Mapping[str, Callable[..., Any]]  # all that a tag may use, Jinja's own included
    examined: Examined  # what it was taken from

    def chain(self) -> Iterator[Part]:
        """The body of the file itself, then those it extends, up to the last."""
        name: str | None = self.main
        while name is not None:
            part = self.parts[name]
            yield part
            name = part.parent

    def replaced(self) -> dict[str, frozenset[str]]:
        """For each part, the blocks that a part below it replaces without taking them in by super()."""
        chain = list(self.chain())
        names = blocks.replaced(part.paragraphs for part in chain)
        return {part.name: own for part, own in zip(chain, names, strict=True)}

    def blocks(self) -> dict[str, tuple[Part, list[str]]]:
        """Every block that the report is made of, with the part that writes it and its lines.

        Where a block takes in what is above it by super(), the lines from there stand in that line's place.
        """
        found: dict[str, tuple[Part, list[str]]] = {}
        replaced = self.replaced()
        for part in self.chain():
            texts = block_lines(part.paragraphs)
            for block in blocks.blocks(part.paragraphs):
                if not replaced[part.name].intersection(block.inside):
                    writer, lines = found.get(block.name, (part, [_SUPER]))
                    found[block.name] = (writer, _taken_in(lines, texts[block.name]))
        return found

    def unreachable(self) -> list[Diagnostic]:
        """Blocks of the file itself whose place in the parent went with a block around it that was replaced."""
        own, *parents = self.chain()
        replaced = self.replaced()
        around: dict[str, list[set[str]]] = {}
        for part in parents:
            for block in blocks.blocks(part.paragraphs):
                around.setdefault(block.name, []).append(set(block.inside) & replaced[part.name])
        return [
            error(
                "unreachable-block",
                f"块“{block.name}”在上级模板里属于“{'、'.join(sorted(around[block.name][0]))}”，"
                "那一块已被整块重写，本块不会出现在报告中",
                "请把这一块移到重写的那一块里面，或在那一块里写上 {{p super() }}",
                block.tag.position,
            )
            for block in blocks.blocks(own.paragraphs)
            if not block.inside and block.name in around and all(around[block.name])
        ]


def _taken_in(lines: Sequence[str], above: Sequence[str]) -> list[str]:
    return [own for line in lines for own in (above if "".join(line.split()) == _SUPER else [line])]


def anatomy(path: Path, search: Sequence[Path], filters: Mapping[str, Callable[..., Any]]) -> Anatomy:
    """Take the template at `path` apart; raises Refused only where a file cannot be opened."""
    environment = WordEnvironment({}, {**filters, "正文": prose.FILTER.call})
    found = examined(path, search, environment)
    parts = {name: _part(found.loaded, name) for name in found.loaded.pieces}
    return Anatomy(str(path), parts, found.diagnostics, environment.filters, found)


def _part(loaded: Loaded, name: str) -> Part:
    return Part(name, loaded.parents.get(name), loaded.pieces[name].paragraphs)


def block_lines(paragraphs: Sequence[TaggedParagraph]) -> dict[str, list[str]]:
    """The text of each block, a line for each paragraph; a block inside it is one line, 〔块：名称〕."""
    names = {id(block.tag): block.name for block in blocks.blocks(paragraphs)}
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    path: list[str] = []
    for paragraph in paragraphs:
        opened = [names[id(tag)] for tag in paragraph.tags if id(tag) in names]
        closed = sum(tag.word == "endblock" for tag in paragraph.tags)
        if path and opened:
            found[path[-1]].append(f"〔块：{opened[0]}〕")
        elif path and not closed and paragraph.spot.text.strip():
            found[path[-1]].append(paragraph.spot.text)
        path += opened
        del path[len(path) - min(closed, len(path)) :]
    return found
