"""Values as lines of YAML that our strict dialect reads back unchanged."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from reportgen.facts.dialect.folds import goes_on
from reportgen.patterns import regex
from reportgen.values import Frozen

Scalar: TypeAlias = str | None
Row: TypeAlias = "Mapping[str, str] | Sequence[Item]"
_RISKY_START = regex(r"[-!&*?|>@`\"'%#{}\[\],:=~<\s]|\.\.\.|$")
_RISKY = regex(r":(?:\s|$)|\s#|[\n\t]|\s$")
_FLOW = regex(r"[\[\]{},?]")  # PyYAML ends a plain scalar at a ? too
_EMPTY = {"null", "Null", "NULL"}


class Item(Frozen):
    """A key with its value: None (still to fill in), a text, a flow list (tuple of texts), a mapping of texts, a list
    of flow rows (mappings of texts), or a list of mappings (sequences of items).

    `comment` stands at the end of the key's line, `above` on lines of their own before it.
    """

    key: str
    value: Scalar | tuple[str, ...] | Mapping[str, str] | list[Row]
    comment: str = ""
    above: tuple[str, ...] = ()

    @property
    def data(self) -> Any:
        """The value as the parser gives it back."""
        match self.value:
            case tuple():
                return list(self.value)
            case Mapping():
                return dict(self.value)
            case list():
                return [dict(row) if isinstance(row, Mapping) else as_data(row) for row in self.value]
        return self.value


def as_data(items: Sequence[Item]) -> dict[str, Any]:
    """A mapping of items as the parser gives it back."""
    return {item.key: item.data for item in items}


def scalar(text: str, *, flow: bool = False) -> str:
    """`text` plain where that is safe, else in double quotes."""
    risky = _RISKY_START.match(text) or _RISKY.search(text) or text in _EMPTY or (flow and _FLOW.search(text))
    return json.dumps(text, ensure_ascii=False) if risky or goes_on(text) else text


def lines(item: Item, column: int) -> list[str]:
    """`item` as lines, its key at `column`."""
    pad = " " * column
    head = f"{pad}{scalar(item.key)}:"
    comment = f"  # {item.comment}" if item.comment else ""
    above = [f"{pad}# {line}" for line in item.above]
    match item.value:
        case None:
            body = [head + comment]
        case str():
            body = [f"{head} {scalar(item.value)}{comment}"]
        case tuple():
            body = [f"{head} [{', '.join(scalar(v, flow=True) for v in item.value)}]{comment}"]
        case Mapping():
            body = [head + comment, *(f"{pad}  {scalar(k)}: {scalar(v)}" for k, v in item.value.items())]
        case list():
            body = [head + comment]
            for row in item.value:
                body += [f"{pad}  - {flow(row)}"] if isinstance(row, Mapping) else listed(row, column + 2)
    return [*above, *body]


def listed(items: Sequence[Item], column: int) -> list[str]:
    """A mapping as an item of a list, its dash at `column`; what stands above its first key stands above the dash."""
    inner = [line for item in items for line in lines(item, column + 2)]
    first = len(items[0].above)
    return [
        *(line[2:] for line in inner[:first]),
        " " * column + "- " + inner[first][column + 2 :],
        *inner[first + 1 :],
    ]


def flow(row: Mapping[str, str]) -> str:
    """A mapping of texts on one line."""
    return "{" + ", ".join(f"{scalar(k, flow=True)}: {scalar(v, flow=True)}" for k, v in row.items()) + "}"
