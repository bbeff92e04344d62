"""A YAML file as sections of entries: an entry edited in place, cut out with its comments, appended."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml

from reportgen.layout.edits import opened
from reportgen.layout.emit import Item, listed
from reportgen.layout.nodes import Layout

STEP = 2


def edit(text: str, section: str, index: int, change: Callable[[str], str]) -> str:
    """`text` with entry `index` of `section` changed; `change` gets it as a list of one."""
    layout = opened(text, (section,))
    start, end = _span(layout, section, index)
    return layout.text[:start] + change(layout.text[start:end]) + layout.text[end:]


def cut(text: str, section: str, index: int) -> tuple[str, list[str]]:
    """`text` without entry `index` of `section`, and the entry's lines with its comments, its dash at column 0."""
    layout = opened(text, (section,))
    start, end = _span(layout, section, index)
    column = layout.node((section,)).start_mark.column
    before, block, after = layout.text[:start], layout.text[start:end], layout.text[end + 1 :]
    above, below = before.split("\n")[:-1], after.split("\n")
    block_lines = block.split("\n")
    while _comment(above[-1]) and _indent(above[-1]) <= column:
        block_lines.insert(0, above.pop())
    while below and _comment(below[0]) and _indent(below[0]) > column:
        block_lines.append(below.pop(0))
    is_last = index == len(layout.node((section,)).value) - 1
    if below and not below[0].strip() and not (is_last and above[-1].strip()):
        below.pop(0)
    return "\n".join([*above, *below]), _shifted(block_lines, -column)


def append(text: str, section: str, block: Sequence[str], heading: str = "") -> str:
    """`text` with the lines `block` (dash at column 0) as the last entry of `section`, which is made where missing."""
    layout = opened(_without_brackets(text, section), (section,))
    pair = Layout.pair(layout.root, section)
    if pair is None:
        return append(_with_section(layout, section, heading), section, block)
    key, value = pair
    if isinstance(value, yaml.SequenceNode):
        at = layout.line_end(layout.end(value))
        new = ["", *_shifted(block, value.start_mark.column)]
        while _comment(following := layout.text[at + 1 : layout.line_end(at + 1)]) and (
            _indent(following) > value.start_mark.column
        ):
            at = layout.line_end(at + 1)
    else:
        at = layout.line_end(layout.end(key))
        new = _shifted(block, key.start_mark.column + STEP)
    tail = layout.text[at:]
    return layout.text[:at] + "".join(f"\n{line}" for line in new) + (tail or "\n")


def entry(items: Sequence[Item]) -> list[str]:
    """A new entry's lines, its dash at column 0."""
    return listed(items, 0)


def _span(layout: Layout, section: str, index: int) -> tuple[int, int]:
    """Whole lines of entry `index`: the start of the first and the end of the last."""
    sequence = layout.node((section,))
    start = layout.line_start(layout.dash(sequence, index))
    return start, layout.line_end(layout.end(sequence.value[index]))


def _without_brackets(text: str, section: str) -> str:
    """`text` with an empty flow list or file written as nothing, so that it can be filled."""
    layout = opened(text, ())
    for path in ((section,), ()):
        node = layout.node(path)
        if isinstance(node, yaml.CollectionNode) and node.flow_style and not node.value:
            text = layout.text[: node.start_mark.index].rstrip(" ") + layout.text[node.end_mark.index :]
            layout = Layout(text)
    return layout.text


def _with_section(layout: Layout, section: str, heading: str) -> str:
    """The text with an empty `section` at its end."""
    column = layout.root.start_mark.column if isinstance(layout.root, yaml.MappingNode) else 0
    pad = " " * column
    text = layout.text.rstrip()
    lines = [*([text, ""] if text else []), *([f"{pad}# {heading}"] if heading else []), f"{pad}{section}:"]
    return "\n".join(lines) + "\n"


def _comment(line: str) -> bool:
    return line.lstrip(" ").startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _shifted(lines: Sequence[str], by: int) -> list[str]:
    """`lines` indented by more or fewer spaces; blank ones stay."""
    if by < 0:
        return [re.sub(f"^ {{0,{-by}}}", "", line) for line in lines]
    return [" " * by + line if line.strip() else line for line in lines]
