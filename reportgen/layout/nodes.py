"""Where things stand in a YAML text: nodes with offsets, ends without trailing space, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml

from reportgen.facts.dialect.composing import quick_loader
from reportgen.facts.source import Path

OWN_COMMENTS = ("# 待填：", "# 常见原因", "#   · ", "# 数字变了")


def _composed(text: str) -> Any:
    """The node of the whole text; libyaml's where it says the same, ten times as fast."""
    if loader := quick_loader(text):
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=loader)
    return yaml.compose(text, Loader=yaml.BaseLoader)


class Layout:
    """A text whose nodes can be found by path; positions are offsets into `text`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = _composed(text)

    def node(self, path: Path) -> Any:
        """The node at `path`, None where there is none."""
        found = self.root
        for part in path:
            if isinstance(part, int):
                items = found.value if isinstance(found, yaml.SequenceNode) else []
                found = items[part] if part < len(items) else None
            else:
                found = (self.pair(found, part) or (None, None))[1]
        return found

    @staticmethod
    def pair(mapping: Any, key: str) -> tuple[Any, Any] | None:
        """The key node and value node of `key` in the node `mapping`."""
        pairs = mapping.value if isinstance(mapping, yaml.MappingNode) else []
        return next(((k, v) for k, v in pairs if k.value == key), None)

    def end(self, node: Any) -> int:
        """Where `node` ends, without the blank lines and comments that follow it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return int(start) + len(self.text[start:end].rstrip())

    def line_start(self, offset: int) -> int:
        """The start of the line that holds `offset`."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """The end of the line that holds `offset`, before its line break."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def dash(self, sequence: Any, index: int) -> int:
        """Where the dash of item `index` of a block `sequence` stands."""
        if index == 0:
            return int(sequence.start_mark.index)
        at = self.end(sequence.value[index - 1])
        found = re.compile(r"(?:\s|#[^\n]*)*-").match(self.text, at)
        assert found is not None
        return found.end() - 1

    def comments(self, start: int, end: int) -> list[str]:
        """People's comments between two offsets."""
        found = []
        at = start
        scalars = sorted(self._scalars(self.root, start, end))
        while (at := self.text.find("#", at, end)) >= 0:
            inside = next((stop for begin, stop in scalars if begin <= at < stop), None)
            if inside is None and (at == 0 or self.text[at - 1] in " \t\n"):
                inside = self.line_end(at)
                found.append(self.text[at:inside].rstrip())
            at = inside or at + 1
        return [comment for comment in found if not comment.startswith(OWN_COMMENTS)]

    def _scalars(self, node: Any, start: int, end: int) -> Iterator[tuple[int, int]]:
        if node is None or node.end_mark.index < start or node.start_mark.index > end:
            return
        if isinstance(node, yaml.ScalarNode):
            yield node.start_mark.index, self.end(node)
            return
        for child in node.value:
            for inner in child if isinstance(child, tuple) else (child,):
                yield from self._scalars(inner, start, end)
