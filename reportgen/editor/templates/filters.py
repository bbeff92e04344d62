"""What a filter makes of a value, and which filters do not suit which values."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jinja2 import nodes

from reportgen.diagnostics import did_you_mean, nearest
from reportgen.editor.templates.scope import Scope
from reportgen.editor.templates.shape import ANY, DATE, NUMBER, PROSE, TEXT, TRUTH, Group, Leaf, Rows, Shape

_PICKED = ("sort", "unique", "reverse", "select", "reject", "selectattr", "rejectattr")
_SAME = frozenset((*_PICKED, "list", "横线", "逐一", "已达目标", "未达目标", "default", "d"))
_BY_NAME = frozenset(
    ("map", "selectattr", "rejectattr", "sum", "sort", "unique", "min", "max", "groupby", "合计", "相邻合并")
)
_NUMBERS = frozenset(("万元", "亿元", "千分位", "百分比", "分", "数", "中文数", "增减"))
_TRUTHS = frozenset(("已填",))
_RATIO, _MONEY = "百分比", frozenset(("万元", "亿元", "千分位", "增减"))


def apply(node: nodes.Filter, value: Shape, scope: Scope) -> Shape:
    """The shape of `value` after the filter; what is wrong is told to `scope`."""
    _columns(node, value, scope)
    _suited(node, value, scope)
    if node.name in _SAME:
        return value
    if node.name in _CHANGES:
        return _CHANGES[node.name](node, value)
    return Leaf(TRUTH) if node.name in _TRUTHS else Leaf(TEXT)


def _one_row(node: nodes.Filter, value: Shape) -> Shape:
    return value.item if isinstance(value, Rows) else ANY


def _merged(node: nodes.Filter, value: Shape) -> Shape:
    if not isinstance(value, Rows) or not isinstance(value.item, Group):
        return ANY
    first = Group({column: Leaf(TRUTH) for column in _named(node)})
    return Rows(Group({**value.item.fields, "首行": first}))


def _counted(node: nodes.Filter, value: Shape) -> Shape:
    return Leaf(NUMBER, "%" if node.name == "占" else _unit_of_column(node, value))


def _named(node: nodes.Filter) -> Iterator[str]:
    """The names of columns that a filter is given as text."""
    if node.name not in _BY_NAME:
        return
    keyed = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    plain = {"map": [], "sort": [], "unique": [], "min": [], "max": [], "相邻合并": node.args}
    for given in [*keyed, *plain.get(node.name, node.args[:1])]:
        if isinstance(given, nodes.Const) and isinstance(given.value, str):
            yield given.value


def _columns(node: nodes.Filter, value: Shape, scope: Scope) -> None:
    """Columns named as text stand in the rows, too."""
    row = value.item if isinstance(value, Rows) else None
    for name in _named(node):
        first = name.split(".")[0]
        if isinstance(row, Group) and first not in row.fields and not row.open:
            meant = nearest(first, row.fields) or ""
            hint = did_you_mean(first, list(row.fields))
            scope.tell("unknown-attribute", f"过滤器“{node.name}”里的“{first}”不存在", hint, name=first, meant=meant)


def _suited(node: nodes.Filter, value: Shape, scope: Scope) -> None:
    """Units and kinds that a filter cannot show."""
    name = node.name
    if isinstance(value, Group | Rows) and name in _NUMBERS | {"日期", "横线"}:
        what = "一组数" if isinstance(value, Group) else "列表"
        scope.tell("filter-unsuited", f"过滤器“{name}”前面是{what}，不是一个值", "请写到具体的一项", name=name)
    if not isinstance(value, Leaf):
        return
    if name in _NUMBERS and value.kind in (DATE, TRUTH, PROSE):
        scope.tell("filter-unsuited", f"过滤器“{name}”前面是{value.kind}，不是数", "请换一个过滤器", name=name)
    elif name == _RATIO and value.kind == NUMBER and value.unit not in ("%", ""):
        advice = "万元" if value.unit.endswith("元") else "数"
        message = f"过滤器“百分比”前面的单位是{value.unit}，不是比率"
        scope.tell("filter-unsuited", message, f"请改用 | {advice}", name=name, meant=advice)
    elif name in _MONEY and value.kind == NUMBER and value.unit == "%":
        message = f"过滤器“{name}”前面是比率（%），不是金额"
        scope.tell("filter-unsuited", message, "请改用 | 百分比", name=name, meant=_RATIO)
    elif name == "日期" and value.kind != DATE:
        scope.tell("filter-unsuited", f"过滤器“日期”前面是{value.kind}，不是日期", "请去掉 | 日期", name=name)
    elif name == "正文" and value.kind != PROSE:
        scope.tell("filter-unsuited", f"过滤器“正文”前面是{value.kind}，不是成段文字", "请去掉 | 正文", name=name)


def _mapped(node: nodes.Filter, value: Shape) -> Shape:
    row = value.item if isinstance(value, Rows) else ANY
    columns = list(_named(node))
    if columns and isinstance(row, Group):
        return Rows(row.fields.get(columns[0], ANY))
    return Rows(Leaf(TEXT)) if node.args and not columns else Rows(ANY)


def _unit_of_column(node: nodes.Filter, value: Shape) -> str:
    row = value.item if isinstance(value, Rows) else ANY
    columns = list(_named(node))
    column = row.fields.get(columns[0]) if columns and isinstance(row, Group) else None
    return column.unit if isinstance(column, Leaf) else ""


_CHANGES: dict[str, Callable[[nodes.Filter, Shape], Shape]] = {
    **dict.fromkeys(("first", "last", "random", "min", "max"), _one_row),
    **dict.fromkeys(("length", "count", "合计", "sum", "占", "round", "abs", "int", "float"), _counted),
    **dict.fromkeys(("groupby", "batch", "slice", "items", "dictsort", "tojson", "attr"), lambda node, value: ANY),
    "相邻合并": _merged,
    "map": _mapped,
}
