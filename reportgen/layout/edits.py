"""Edits of one place in a YAML text: set or drop a key, insert or drop an item of a list, open a flow collection."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from reportgen.facts.source import Path
from reportgen.layout.emit import Item, lines, listed, scalar
from reportgen.layout.nodes import Layout


def put(text: str, path: Path, item: Item, order: Sequence[str]) -> str:
    """`text` with `item` in the mapping at `path`: its value replaced, or a key after those before it in `order`."""
    layout = opened(text, path)
    mapping = layout.node(path)
    found = layout.pair(mapping, item.key)
    if found is None:
        return _add(layout, mapping, item, order)
    key, value = found
    simple = isinstance(value, yaml.ScalarNode) and isinstance(item.value, str)
    return _replace_scalar(layout, value, item) if simple else _replace(layout, key, value, item)


def _add(layout: Layout, mapping: yaml.MappingNode, item: Item, order: Sequence[str]) -> str:
    column = mapping.value[0][0].start_mark.column
    before = order[: order.index(item.key)] if item.key in order else order
    placed = [value for key, value in mapping.value if key.value in before]
    at = layout.line_end(layout.end(placed[-1] if placed else mapping))
    return _insert_lines(layout.text, at, lines(item, column))


def _replace_scalar(layout: Layout, value: yaml.ScalarNode, item: Item) -> str:
    text, start, end = layout.text, value.start_mark.index, layout.end(value)
    new = scalar(str(item.value))
    if start == end:
        return f"{text[:start]} {new}{text[end:]}"
    head, _, _ = text[start:end].partition("\n")
    _, mark, comment = head.partition(" #") if value.style in ("|", ">") else ("", "", "")
    return text[:start] + new + (f"  #{comment}" if mark else "") + text[end:]


def _replace(layout: Layout, key: yaml.ScalarNode, value: yaml.Node, item: Item) -> str:
    """The whole pair written anew; people's comments inside it stay, below it."""
    column = key.start_mark.column
    start, end = key.start_mark.index, layout.line_end(layout.end(value))
    kept = layout.comments(start, end)
    new = lines(item, column)
    tail = [" " * (column + 2) + comment for comment in kept]
    return layout.text[:start] + "\n".join([*new, *tail])[column:] + layout.text[end:]


def drop(text: str, path: Path, key: str) -> str:
    """`text` without `key` of the mapping at `path`; people's comments in it stay."""
    layout = opened(text, path)
    mapping = layout.node(path)
    name, value = next((k, v) for k, v in mapping.value if k.value == key)
    start, end = name.start_mark.index, layout.line_end(layout.end(value))
    kept = layout.comments(start, end)
    line = layout.line_start(start)
    if layout.text[line:start].strip():  # it shares its line with the dash of a list
        following = next((k.start_mark.index for k, _ in mapping.value if k.start_mark.index > start), None)
        if following is None:
            return text[:start] + "{}" + text[end:]
        rest = layout.text[end:following].rstrip(" ").strip("\n")
        pad = " " * name.start_mark.column
        notes = [*(pad + c for c in kept), *([rest] if rest.strip() else [])]
        joined = "\n".join([layout.text[following : layout.line_end(following)], *notes])
        return layout.text[:start] + joined + layout.text[layout.line_end(following) :]
    return _cut(layout.text, line, end, [" " * name.start_mark.column + c for c in kept])


def insert(text: str, path: Path, index: int, items: Sequence[Item]) -> str:
    """`text` with a mapping of `items` as item `index` of the list at `path`."""
    layout = opened(text, path)
    sequence = layout.node(path)
    column = sequence.start_mark.column
    if index == 0:
        at = layout.line_start(layout.dash(sequence, 0))
        return layout.text[:at] + "\n".join(listed(items, column)) + "\n" + layout.text[at:]
    at = layout.line_end(layout.end(sequence.value[index - 1]))
    return _insert_lines(layout.text, at, listed(items, column))


def remove(text: str, path: Path, index: int) -> str:
    """`text` without item `index` of the list at `path`; people's comments in it stay."""
    layout = opened(text, path)
    sequence = layout.node(path)
    start = layout.line_start(layout.dash(sequence, index))
    end = layout.line_end(layout.end(sequence.value[index]))
    pad = " " * sequence.start_mark.column
    return _cut(layout.text, start, end, [pad + c for c in layout.comments(start, end)])


def silence(text: str, path: Path, note: str) -> str:
    """`text` with what stands at `path` left as a comment under `note`: a key without its value, or no item."""
    layout = opened(text, path[:-1])
    holder, last = layout.node(path[:-1]), path[-1]
    if isinstance(last, int):
        start = layout.line_start(layout.dash(holder, last))
        column, value = holder.start_mark.column, holder.value[last]
        key = ""
    else:
        name, value = next((k, v) for k, v in holder.value if k.value == last)
        start, column = name.start_mark.index, name.start_mark.column
        key = layout.text[start : name.end_mark.index]
    end = layout.line_end(layout.end(value))
    first, *rest = layout.text[start:end].split("\n")
    indent = column if isinstance(last, int) else 0  # a key is cut out from where it begins
    was = [first[indent:], *(row[min(column, len(row) - len(row.lstrip(" "))) :] for row in rest)]
    told = [f"# {note}", *(f"# {row}".rstrip() for row in was)]
    rows = [" " * column + row for row in told]
    return layout.text[:start] + "\n".join([f"{key}:", *rows] if key else rows) + layout.text[end:]


def _cut(text: str, start: int, end: int, kept: Sequence[str]) -> str:
    """`text` without the whole lines from `start` to `end`, with the lines `kept` in their place."""
    lines = [*text[:start].split("\n")[:-1], *kept]
    return "\n".join([*lines, text[end + 1 :]] if end < len(text) else lines)


def _insert_lines(text: str, at: int, new: Sequence[str]) -> str:
    """`text` with the lines `new` after the line that ends at `at`."""
    return text[:at] + "".join(f"\n{line}" for line in new) + text[at:]


def opened(text: str, path: Path) -> Layout:
    """The layout of `text`, every flow collection on the way to `path` written as a block."""
    layout = Layout(text)
    for depth in range(len(path) + 1):
        node = layout.node(path[:depth])
        if isinstance(node, yaml.CollectionNode) and node.flow_style and node.value:
            layout = Layout(_opened(layout, node, isinstance(path[depth - 1], str) if depth else False))
    return layout


def _opened(layout: Layout, node: yaml.CollectionNode, under_key: bool) -> str:
    """The text with flow `node` as a block; a list under a key starts on the next line."""
    text, start = layout.text, node.start_mark.index
    line = layout.line_start(start)
    indent = len(text[line:start]) - len(text[line:start].lstrip(" -"))
    column = indent + 2 if under_key else node.start_mark.column
    out: list[str] = []
    at = start + 1
    for child in node.value:
        first, last = child if isinstance(child, tuple) else (child, child)
        out += [" " * column + comment for comment in layout.comments(at, first.start_mark.index)]
        at = max(layout.end(last), layout.end(first))
        out.append(" " * column + _raw(layout, child, column))
    out += [" " * column + comment for comment in layout.comments(at, node.end_mark.index)]
    block = "\n".join(out)
    before = text[:start].rstrip(" ") + "\n" if under_key else text[:start]
    return before + (block if under_key else block[column:]) + text[node.end_mark.index :]


def _raw(layout: Layout, child: yaml.Node | tuple[yaml.Node, yaml.Node], column: int) -> str:
    if isinstance(child, tuple):
        key, value = (_slice(layout, part, column) for part in child)
        return f"{key}: {value}".rstrip()
    return "- " + _slice(layout, child, column)


def _slice(layout: Layout, node: yaml.Node, column: int) -> str:
    """The source of `node`, its further lines indented under `column`."""
    first, *rest = layout.text[node.start_mark.index : layout.end(node)].split("\n")
    return "\n".join([first, *(" " * (column + 2) + line.strip() for line in rest)])
