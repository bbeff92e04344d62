"""A text of several lines put into a YAML file as a block scalar."""

from __future__ import annotations

import re

import yaml

from reportgen.facts.source import Path
from reportgen.layout import edits

_STYLES = frozenset("|>")


def put_block(text: str, path: Path, words: str) -> str:
    """`text` with `words` in the place of the value at `path`, a block scalar; raises KeyError where no key stands."""
    layout = edits.opened(text, path[:-1])
    mapping = layout.node(path[:-1])
    key, value = layout.pair(mapping, str(path[-1])) or (None, None)
    if key is None or value is None:
        raise KeyError(path)
    start, end = value.start_mark.index, layout.end(value)
    head = layout.text[start:end].split("\n", 1)[0] if isinstance(value, yaml.ScalarNode) else ""
    styled = value.style in _STYLES
    indent = key.start_mark.column + 2
    if styled:
        typed = [line for line in layout.text[start:end].split("\n")[1:] if line.strip()]
        indent = min((len(line) - len(line.lstrip(" ")) for line in typed), default=indent)
    comment = re.search(r"\s#.*", head if styled else layout.text[end : layout.line_end(end)])
    if comment and not styled:
        end = layout.line_end(end)
    body = "\n".join(" " * indent + line if line.strip() else "" for line in words.split("\n"))
    opening = "|" + (comment[0] if comment else "")
    before = layout.text[:start] if layout.text[start - 1 : start].isspace() else layout.text[:start] + " "
    return f"{before}{opening}\n{body}{layout.text[end:]}"
