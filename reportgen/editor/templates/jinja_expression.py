"""Expressions of a template looked at without being run: every name, attribute, filter and use of a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from jinja2 import nodes

from reportgen.diagnostics import did_you_mean, nearest
from reportgen.editor.templates import filter_results
from reportgen.editor.templates.scope import Scope
from reportgen.editor.templates.shape import ANY, DATE, NUMBER, PROSE, TEXT, TRUTH, Leaf, Names, Rows, Shape

GLOBALS = ("range", "dict", "lipsum", "cycler", "joiner", "namespace")
_PYTHON = {TEXT: str, DATE: dt.date, NUMBER: object, TRUTH: object, PROSE: tuple}
_MAPPING = ("items", "keys", "values", "get")


def shape(node: nodes.Node, scope: Scope) -> Shape:
    """The shape of what `node` gives; faults inside it are told to `scope`."""
    for kind, read in _READERS:
        if isinstance(node, kind):
            return read(node, scope)
    for child in node.iter_child_nodes():
        shape(child, scope)
    return Leaf(TEXT) if isinstance(node, nodes.Concat) else ANY


def written(node: nodes.Node) -> str:
    """A name with its attributes as it is written: 预算.合计.年初; empty for other expressions."""
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            before = written(node.node)
            return f"{before}.{node.attr}" if before else ""
    return ""


def _name(name: str, scope: Scope) -> Shape:
    seen = scope.names()
    if name in seen:
        return seen[name]
    if name in GLOBALS:
        return ANY
    if scope.hidden(name):
        return scope.tell(
            "hidden-variable", f"“{name}”在 block 里看不到外面的 for、set", "请把 for、set 移到 block 里面"
        )
    deep = [path for path in paths(scope.context) if path.endswith(f".{name}")]
    near = nearest(name, seen)
    if not near and deep:
        return scope.tell(
            "unknown-variable", f"没有“{name}”这个名称", f"是否应为“{deep[0]}”？", name=name, meant=deep[0]
        )
    hint = did_you_mean(name, sorted(seen)) if near else "可用的名称见 reportgen pack vars"
    return scope.tell("unknown-variable", f"没有“{name}”这个名称", hint, name=name, meant=near or "")


def paths(group: Names, prefix: str = "", depth: int = 4) -> list[str]:
    """The dotted names of the values in `group`, without those of rows."""
    found: list[str] = []
    for name, inner in group.fields.items():
        if isinstance(inner, Names) and depth:
            found += paths(inner, f"{prefix}{name}.", depth - 1)
        elif isinstance(inner, Leaf):
            found.append(prefix + name)
    return found


def _attribute(owner: Shape, name: str, node: nodes.Node, scope: Scope) -> Shape:
    full = written(node) or name
    match owner:
        case Names():
            return _member(owner, name, full, scope)
        case Rows():
            message = f"“{full}”：“{full.rpartition('.')[0]}”是列表，不能直接取“{name}”"
            return scope.tell("attribute-of-list", message, "请用 for 逐行取值，或用 [0] 取第一行", name=name)
        case Leaf() if not hasattr(_PYTHON[owner.kind], name):
            message = f"“{full}”：“{full.rpartition('.')[0]}”是一个值，下面没有“{name}”"
            return scope.tell("attribute-of-value", message, f"请删去“.{name}”", name=name)
    return ANY


def _member(owner: Names, name: str, full: str, scope: Scope) -> Shape:
    if name in owner.fields:
        return owner.fields[name]
    if owner.open or name in _MAPPING:
        return ANY
    meant = nearest(name, owner.fields) or ""
    hint = did_you_mean(name, list(owner.fields))
    return scope.tell("unknown-attribute", f"“{full}”里的“{name}”不存在", hint, name=name, meant=meant)


def _item(node: nodes.Getitem, scope: Scope) -> Shape:
    owner, key = shape(node.node, scope), node.arg
    if isinstance(key, nodes.Const) and isinstance(key.value, str):
        return _attribute(owner, key.value, node, scope)
    if isinstance(key, nodes.Slice):
        return owner
    shape(key, scope)
    if isinstance(owner, Rows):
        return owner.item
    return next(iter(owner.fields.values()), ANY) if isinstance(owner, Names) else ANY


def _constant(node: nodes.Const, scope: Scope) -> Shape:
    value = node.value
    return (
        ANY if value is None else Leaf(TRUTH if value in (True, False) else TEXT if isinstance(value, str) else NUMBER)
    )


def _choice(node: nodes.CondExpr, scope: Scope) -> Shape:
    shape(node.test, scope)
    return _common([node.expr1] if node.expr2 is None else [node.expr1, node.expr2], scope)


def _either(node: nodes.BinExpr, scope: Scope) -> Shape:
    return _common([node.left, node.right], scope)


def _common(choices: Sequence[nodes.Node], scope: Scope) -> Shape:
    """One of several: the shape that all of them have."""
    first, *others = [shape(choice, scope) for choice in choices]
    return first if all(other == first for other in others) else ANY


def _test(node: nodes.Test, scope: Scope) -> Shape:
    """A test; whether a name is defined may be asked of any name."""
    own = scope.at_same_place() if node.name in ("defined", "undefined") else scope
    for child in node.iter_child_nodes():
        shape(child, own)
    return Leaf(TRUTH)


def _truth(node: nodes.Node, scope: Scope) -> Shape:
    for child in node.iter_child_nodes():
        shape(child, scope)
    return Leaf(TRUTH)


def _listed(node: nodes.List | nodes.Tuple, scope: Scope) -> Shape:
    items = [shape(item, scope) for item in node.items]
    return Rows(items[0] if items else ANY)


def _arithmetic(node: nodes.BinExpr, scope: Scope) -> Shape:
    sides = [(side, shape(side, scope)) for side in (node.left, node.right)]
    for side, found in sides:
        if what := _no_number(found, node):
            name = written(side) or "这个值"
            return scope.tell("not-a-number", f"“{name}”是{what}，不能参与计算", "请写到具体的一个数", name=name)
    units = {found.unit for _, found in sides if isinstance(found, Leaf)}
    return Leaf(NUMBER, units.pop() if len(units) == 1 and isinstance(node, nodes.Add | nodes.Sub) else "")


def _no_number(found: Shape, node: nodes.BinExpr) -> str:
    """What a side of `node` is instead of a number; texts may be added to texts."""
    if isinstance(found, Names | Rows):
        return "一组数" if isinstance(found, Names) else "列表"
    wrong = (DATE, PROSE) if isinstance(node, nodes.Add | nodes.Mod) else (TEXT, DATE, PROSE)
    return found.kind if isinstance(found, Leaf) and found.kind in wrong else ""


def _call(node: nodes.Call, scope: Scope) -> Shape:
    for child in (*node.args, *node.kwargs, node.node):
        shape(child, scope)
    return ANY


def _filtered(node: nodes.Filter, scope: Scope) -> Shape:
    value = shape(node.node, scope) if node.node is not None else ANY
    for child in (*node.args, *node.kwargs):
        shape(child, scope)
    if node.name not in scope.known_filters:
        own = [name for name in scope.known_filters if node.name.isascii() or not name.isascii()]
        hint = did_you_mean(node.name, own)
        meant = nearest(node.name, own) or ""
        return scope.tell("unknown-filter", f"没有“{node.name}”这个过滤器", hint, name=node.name, meant=meant)
    return filter_results.apply(node, value, scope)


_READERS: tuple[tuple[type[nodes.Node], Callable[[Any, Scope], Shape]], ...] = (
    (nodes.Name, lambda node, scope: _name(node.name, scope)),
    (nodes.Getattr, lambda node, scope: _attribute(shape(node.node, scope), node.attr, node, scope)),
    (nodes.Getitem, _item),
    (nodes.Filter, _filtered),
    (nodes.Test, _test),
    (nodes.Const, _constant),
    (nodes.CondExpr, _choice),
    (nodes.And, _either),
    (nodes.Or, _either),
    (nodes.Not, _truth),
    (nodes.Compare, _truth),
    (nodes.BinExpr, _arithmetic),
    (nodes.Call, _call),
    (nodes.List, _listed),
    (nodes.Tuple, _listed),
)
