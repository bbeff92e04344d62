"""Figures put into a YAML text: a value where its key stands empty, a key where it is missing, a row of a list.

Nothing is opened, reordered or reflowed: a flow mapping grows inside its braces, a comment keeps its column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import yaml

from reportgen.diagnostics import width
from reportgen.facts.dialect.pieces import apart
from reportgen.facts.source import Path
from reportgen.layout.edits import opened
from reportgen.layout.emit import flow, scalar
from reportgen.layout.nodes import Layout
from reportgen.patterns import regex

Order: TypeAlias = Callable[[Path], Sequence[str]]  # the keys of the mapping at a path, as a form has them
_PADDING = regex(r" +(?=#)")
_STEP = 2


def put(text: str, path: Path, value: str, order: Order) -> str:
    """`text` with `value` at `path`; groups that are missing are made, each key after those before it in `order`.

    Raises KeyError where something else than a mapping stands on the way. Only the group that it is in is looked at.
    """
    before, own, behind = apart(text, str(path[0])) or ("", text, "")
    return f"{before}{_put(own, path, value, order)}{behind}"


def _put(text: str, path: Path, value: str, order: Order) -> str:
    layout = Layout(text)
    node = layout.root
    if node is None:
        return f"{text.rstrip()}\n{_block(path, value, 0)}\n".lstrip("\n")
    for depth, key in enumerate(path):
        if isinstance(key, int):
            node = node.value[key]
            if depth == len(path) - 1:
                return _set(layout, node, value)
            continue
        found = layout.pair(node, key)
        if found is None:
            return _added(layout, node, path[depth:], value, order(path[:depth]))
        inner = found[1]
        if depth == len(path) - 1:
            return _set(layout, inner, value)
        if _empty(inner):
            return _begun(layout, node, key, path[depth + 1 :], value)
        node = inner
    raise KeyError(path)


def add_row(text: str, path: Path, row: Mapping[str, str], order: Order) -> str:
    """`text` with `row` at the end of the list at `path`, which is made where it is missing."""
    layout = opened(text, path[:-1])
    found = layout.pair(layout.node(path[:-1]), str(path[-1]))
    if layout.node(path[:-1]) is None:
        return _with_list(layout, path, row, order)
    if found is None:
        return _added(layout, layout.node(path[:-1]), path[-1:], f"\n- {flow(row)}", order(path[:-1]))
    name, node = found
    if _empty(node):
        start, end = node.start_mark.index, node.end_mark.index  # [] may stand there
        text = layout.text[:start].rstrip(" ") + layout.text[end:] if end > start else layout.text
        at = Layout(text).line_end(name.end_mark.index)
        return f"{text[:at]}\n{' ' * (name.start_mark.column + _STEP)}- {flow(row)}{text[at:]}"
    if node.flow_style:
        at = layout.end(node.value[-1])
        return f"{layout.text[:at]}, {flow(row)}{layout.text[at:]}"
    at = layout.line_end(layout.end(node.value[-1]))
    return f"{layout.text[:at]}\n{' ' * node.start_mark.column}- {flow(row)}{layout.text[at:]}"


def _with_list(layout: Layout, path: Path, row: Mapping[str, str], order: Order) -> str:
    """The groups above a list made first, by a key that the list then takes."""
    begun = put(layout.text, path, "[]", order)
    return add_row(begun.replace(f"{path[-1]}: []", f"{path[-1]}:"), path, row, order)


def _empty(node: yaml.Node) -> bool:
    return not node.value


def _set(layout: Layout, node: yaml.Node, value: str) -> str:
    """The value in the place of what stands there; a comment behind an empty one keeps its column."""
    text, start, end = layout.text, node.start_mark.index, layout.end(node)
    if start != end:
        return text[:start] + value + text[end:]
    padding = _PADDING.match(text, start)
    room = len(padding[0]) if padding else 0
    gap = " " * max(2, room - width(value) - 1) if padding else ""
    return f"{text[:start]} {value}{gap}{text[start + room :]}"


def _added(layout: Layout, mapping: yaml.Node, keys: Path, value: str, order: Sequence[str]) -> str:
    """The keys with the value in `mapping`, after those before the first of them in `order`."""
    if not isinstance(mapping, yaml.MappingNode):
        raise KeyError(keys)
    key, text = str(keys[0]), layout.text
    before = order[: order.index(key)] if key in order else None
    placed = [(name, inner) for name, inner in mapping.value if before is None or name.value in before]
    if mapping.flow_style:
        return _added_in_flow(layout, mapping, placed, keys, value)
    column = mapping.value[0][0].start_mark.column
    new = _block(keys, value, column)
    if not placed:
        at = layout.line_start(mapping.value[0][0].start_mark.index)
        return f"{text[:at]}{new}\n{text[at:]}"
    at = layout.line_end(max(layout.end(placed[-1][1]), placed[-1][0].end_mark.index))
    at = _behind_comments(layout, at, column)
    return f"{text[:at]}\n{new}{text[at:]}"


def _added_in_flow(
    layout: Layout, mapping: yaml.MappingNode, placed: Sequence[tuple[yaml.Node, yaml.Node]], keys: Path, value: str
) -> str:
    text = layout.text
    new = f"{scalar(str(keys[0]), flow=True)}: {_flow(keys[1:], value)}"
    if placed:
        at = max(layout.end(placed[-1][1]), placed[-1][0].end_mark.index)
        return f"{text[:at]}, {new}{text[at:]}"
    at = mapping.start_mark.index + 1
    return f"{text[:at]}{new}{', ' if mapping.value else ''}{text[at:].lstrip(' ') if mapping.value else text[at:]}"


def _behind_comments(layout: Layout, at: int, column: int) -> int:
    """The end of the comments below the line that ends at `at` that are indented more than `column`."""
    while True:
        line = layout.text[at + 1 : layout.line_end(at + 1)] if at < len(layout.text) else ""
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) <= column:
            return at
        at = layout.line_end(at + 1)


def _begun(layout: Layout, holder: yaml.MappingNode, key: str, rest: Path, value: str) -> str:
    """The group `key` of `holder`, which stands empty, filled in."""
    name, node = layout.pair(holder, key) or (holder, holder)
    text, start, end = layout.text, node.start_mark.index, node.end_mark.index
    if holder.flow_style or end > start:
        return f"{text[:start].rstrip(' ')} {_flow(rest, value)}{text[end:]}"
    at = layout.line_end(name.end_mark.index)
    return f"{text[:at]}\n{_block(rest, value, name.start_mark.column + _STEP)}{text[at:]}"


def _block(keys: Path, value: str, column: int) -> str:
    """The keys on lines of their own, the innermost of several in braces; a value of lines below its key."""
    pad, key = " " * column, scalar(str(keys[0]))
    if len(keys) > 1 and (len(keys) > _STEP or value.startswith(("\n", "{"))):
        return f"{pad}{key}:\n{_block(keys[1:], value, column + _STEP)}"
    if value.startswith("\n"):
        return f"{pad}{key}:" + value.replace("\n", f"\n{pad}  ")
    return f"{pad}{key}: {_flow(keys[1:], value)}"


def _flow(keys: Path, value: str) -> str:
    inner = value
    for key in reversed(keys):
        inner = f"{{{scalar(str(key), flow=True)}: {inner}}}"
    return inner
