"""What a filter makes of a value, and which filters do not suit which values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from jinja2 import nodes

from reportgen import report
from reportgen.diagnostics import did_you_mean, nearest
from reportgen.editor.templates.scope import Scope
from reportgen.editor.templates.shape import ANY, DATE, NUMBER, PROSE, TEXT, TRUTH, Leaf, Names, Rows, Shape
from reportgen.language.filter import Gives, Takes
from reportgen.word import prose

OWN = {**report.DECLARED, "正文": prose.FILTER}
_PICKED = ("sort", "unique", "reverse", "select", "reject", "selectattr", "rejectattr")
_SAME = frozenset((*_PICKED, "list", "default", "d"))  # this and what follows: filters of Jinja
_COLUMNS: Mapping[str, int | None] = {  # how many of their arguments name columns, beside attribute=
    **dict.fromkeys(("map", "sort", "unique", "min", "max"), 0),
    **dict.fromkeys(("selectattr", "rejectattr", "sum", "groupby"), 1),
}


def apply(node: nodes.Filter, value: Shape, scope: Scope) -> Shape:
    """The shape of `value` after the filter; what is wrong is told to `scope`."""
    _columns(node, value, scope)
    _suited(node, value, scope)
    own = OWN.get(node.name)
    if node.name in _SAME or (own and own.gives is Gives.SAME):
        return value
    if own:
        return _MADE[own.gives](node, value)
    return _CHANGES[node.name](node, value) if node.name in _CHANGES else Leaf(TEXT)


def _one_row(node: nodes.Filter, value: Shape) -> Shape:
    return value.item if isinstance(value, Rows) else ANY


def _merged(node: nodes.Filter, value: Shape) -> Shape:
    if not isinstance(value, Rows) or not isinstance(value.item, Names):
        return ANY
    first = Names({column: Leaf(TRUTH) for column in _named(node)})
    return Rows(Names({**value.item.fields, "首行": first}))


def _counted(node: nodes.Filter, value: Shape) -> Shape:
    return Leaf(NUMBER, _unit_of_column(node, value))


def _named(node: nodes.Filter) -> Iterator[str]:
    """The names of columns that a filter is given as text."""
    count = OWN[node.name].columns if node.name in OWN else _COLUMNS.get(node.name, 0)
    keyed = [pair.value for pair in node.kwargs if pair.key == "attribute" and node.name in _COLUMNS]
    for given in [*keyed, *node.args[:count]]:
        if isinstance(given, nodes.Const) and isinstance(given.value, str):
            yield given.value


def _columns(node: nodes.Filter, value: Shape, scope: Scope) -> None:
    """Columns named as text stand in the rows, too."""
    row = value.item if isinstance(value, Rows) else None
    for name in _named(node):
        first = name.split(".")[0]
        if isinstance(row, Names) and first not in row.fields and not row.open:
            meant = nearest(first, row.fields) or ""
            hint = did_you_mean(first, list(row.fields))
            scope.tell("unknown-attribute", f"过滤器“{node.name}”里的“{first}”不存在", hint, name=first, meant=meant)


def _suited(node: nodes.Filter, value: Shape, scope: Scope) -> None:
    """Units and kinds that a filter of ours cannot show."""
    name, takes = node.name, OWN[node.name].takes if node.name in OWN else Takes.ANYTHING
    if isinstance(value, Names | Rows) and takes not in (Takes.ANYTHING, Takes.PROSE):
        what = "一组数" if isinstance(value, Names) else "列表"
        scope.tell("filter-unsuited", f"过滤器“{name}”前面是{what}，不是一个值", "请写到具体的一项", name=name)
    if not isinstance(value, Leaf):
        return
    if takes.numeric and value.kind in (DATE, TRUTH, PROSE):
        scope.tell("filter-unsuited", f"过滤器“{name}”前面是{value.kind}，不是数", "请换一个过滤器", name=name)
    elif takes is Takes.RATIO and value.kind == NUMBER and value.unit not in ("%", ""):
        advice = "万元" if value.unit.endswith("元") else "数"
        message = f"过滤器“{name}”前面的单位是{value.unit}，不是比率"
        scope.tell("filter-unsuited", message, f"请改用 | {advice}", name=name, meant=advice)
    elif takes is Takes.AMOUNT and value.kind == NUMBER and value.unit == "%":
        message = f"过滤器“{name}”前面是比率（%），不是金额"
        scope.tell("filter-unsuited", message, f"请改用 | {_RATIO}", name=name, meant=_RATIO)
    elif takes in (Takes.DATE, Takes.PROSE) and value.kind != takes.value:
        message = f"过滤器“{name}”前面是{value.kind}，不是{takes.value}"
        scope.tell("filter-unsuited", message, f"请去掉 | {name}", name=name)


def _mapped(node: nodes.Filter, value: Shape) -> Shape:
    row = value.item if isinstance(value, Rows) else ANY
    columns = list(_named(node))
    if columns and isinstance(row, Names):
        return Rows(row.fields.get(columns[0], ANY))
    return Rows(Leaf(TEXT)) if node.args and not columns else Rows(ANY)


def _unit_of_column(node: nodes.Filter, value: Shape) -> str:
    row = value.item if isinstance(value, Rows) else ANY
    columns = list(_named(node))
    column = row.fields.get(columns[0]) if columns and isinstance(row, Names) else None
    return column.unit if isinstance(column, Leaf) else ""


_MADE: Mapping[Gives, Callable[[nodes.Filter, Shape], Shape]] = {
    Gives.TEXT: lambda node, value: Leaf(TEXT),
    Gives.TRUTH: lambda node, value: Leaf(TRUTH),
    Gives.RATIO: lambda node, value: Leaf(NUMBER, "%"),
    Gives.TOTAL: _counted,
    Gives.MARKED: _merged,
}
_CHANGES: Mapping[str, Callable[[nodes.Filter, Shape], Shape]] = {
    **dict.fromkeys(("first", "last", "random", "min", "max"), _one_row),
    **dict.fromkeys(("length", "count", "sum", "round", "abs", "int", "float"), _counted),
    **dict.fromkeys(("groupby", "batch", "slice", "items", "dictsort", "tojson", "attr"), lambda node, value: ANY),
    "map": _mapped,
}
_RATIO = next(name for name, own in OWN.items() if own.takes is Takes.RATIO)
