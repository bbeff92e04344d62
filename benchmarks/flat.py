"""The sample without conditions and paragraph loops, so that it can be written in every renderer's own tags."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import sample
from docx import Document
from docx.oxml.ns import qn
from jinja2 import Environment
from lxml import etree

from reportgen.packs.filters import FILTERS

_VALUE = re.compile(r"\{% if .*?\{% endif %\}|\{\{.*?\}\}")
_LOOP = re.compile(r"\{%p for 项 in 事项\[(\d+):\] %\}")
_ROWS = re.compile(r"\{%tr for 行 in (\w+) %\}")


@dataclass(frozen=True)
class Syntax:
    """How a renderer's tags look: a value, and the cells of a row that stands for all rows of a table."""

    value: Callable[[str], str]
    cell: Callable[[str, int, int], str]  # table, column, number of columns
    around: Callable[[str], tuple[str, str]] | None = None  # rows of their own before and after
    following: Callable[[str, int, int], str] | None = None  # a second row, as an example


def _braces(table: str, column: int, columns: int) -> str:
    before, after = "{#" + table + "}" if column == 0 else "", "{/" + table + "}" if column == columns - 1 else ""
    return f"{before}{{c{column}}}{after}"


JINJA = Syntax(
    "{{{{ {} }}}}".format,
    lambda table, column, _: f"{{{{ 行.c{column} }}}}",
    around=lambda table: (f"{{%tr for 行 in {table} %}}", "{%tr endfor %}"),
)
BRACES = Syntax("{{{}}}".format, _braces)
CARBONE = Syntax(
    "{{d.{}}}".format,
    lambda table, column, _: f"{{d.{table}[i].c{column}}}",
    following=lambda table, column, _: f"{{d.{table}[i+1].c{column}}}",
)


@dataclass
class Flat:
    """The values of the flat sample by name, and its tables as lists of rows; every value is text."""

    values: dict[str, Any] = field(default_factory=dict)
    jinja: Environment = field(default_factory=Environment)

    def keep(self, value: str) -> str:
        """The name under which `value` is kept."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return name


def written(syntax: Syntax) -> tuple[bytes, Mapping[str, Any]]:
    """The flat sample in tags of `syntax`, and its values."""
    flat, context = Flat(), sample.context()
    flat.jinja.filters.update(FILTERS)
    document = Document(BytesIO(sample.template()))
    body = document.element.body
    for element, scope in list(_unrolled(list(body), context)):
        body.append(element) if element.tag != qn("w:sectPr") else None
        if element.tag == qn("w:tbl"):
            _table(flat, element, context, syntax)
        else:
            _paragraph(flat, element, scope, syntax)
    body.append(body.find(qn("w:sectPr")))
    _paragraph(flat, document.sections[0].footer._element, context, syntax)
    made = BytesIO()
    document.save(made)
    return made.getvalue(), flat.values


def _unrolled(elements: list[etree._Element], context: Mapping[str, Any]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Every element with what its tags may name; those of a loop once for each of its items."""
    looped: list[etree._Element] = []
    items: list[Mapping[str, Any]] | None = None
    for element in elements:
        text = "".join(element.itertext(qn("w:t")))
        element.getparent().remove(element) if element.tag != qn("w:sectPr") else None
        if found := _LOOP.fullmatch(text):
            items, looped = context["事项"][int(found[1]) :], []
        elif text == "{%p endfor %}" and items is not None:
            yield from ((copy.deepcopy(e), {**context, "项": item}) for item in items for e in looped)
            items = None
        elif not text.startswith("{%p"):
            looped.append(element)
            if items is None:
                yield element, context


def _paragraph(flat: Flat, element: etree._Element, scope: Mapping[str, Any], syntax: Syntax) -> None:
    for text in element.iter(qn("w:t")):
        parts = _VALUE.split(text.text or "")
        tags = [
            syntax.value(flat.keep(flat.jinja.from_string(tag).render(scope)))
            for tag in _VALUE.findall(text.text or "")
        ]
        text.text = "".join(part + tag for part, tag in zip(parts, [*tags, ""], strict=True))


def _table(flat: Flat, table: etree._Element, context: Mapping[str, Any], syntax: Syntax) -> None:
    _, begin, row, end = table.findall(qn("w:tr"))
    name = _ROWS.search("".join(begin.itertext(qn("w:t"))))
    assert name, "the table has a loop"
    texts = list(row.iter(qn("w:t")))
    rows = [
        {f"c{i}": flat.jinja.from_string(t.text or "").render({**context, "行": r}) for i, t in enumerate(texts)}
        for r in context[name[1]]
    ]
    key = "t" + flat.keep("")
    flat.values[key] = rows
    if syntax.around:
        for place, tag in zip((begin, end), syntax.around(key), strict=True):
            next(place.iter(qn("w:t"))).text = tag
    else:
        table.remove(begin)
        table.remove(end)
    if syntax.following:
        second = copy.deepcopy(row)
        row.addnext(second)
        _fill(second, key, syntax.following)
    _fill(row, key, syntax.cell)


def _fill(row: etree._Element, table: str, cell: Callable[[str, int, int], str]) -> None:
    texts = list(row.iter(qn("w:t")))
    for column, text in enumerate(texts):
        text.text = cell(table, column, len(texts))
