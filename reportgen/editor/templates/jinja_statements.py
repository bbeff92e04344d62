"""Statements of a template looked at without being run: what for, set, block and macro bind, and what is printed."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes

from reportgen.editor.templates.jinja_expression import shape, written
from reportgen.editor.templates.scope import Frame, Scope
from reportgen.editor.templates.shape import ANY, DATE, NUMBER, PROSE, TEXT, TRUTH, Leaf, Names, Rows, Shape

_COUNT = Leaf(NUMBER)
LOOP = Names(
    {
        **dict.fromkeys(("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), _COUNT),
        **dict.fromkeys(("first", "last"), Leaf(TRUTH)),
        **dict.fromkeys(("cycle", "changed", "previtem", "nextitem"), ANY),
    }
)
_NOT_PLAIN = (PROSE, DATE, TRUTH)


def walk(statements: Iterable[nodes.Node], scope: Scope) -> None:
    """Every statement of a whole template, in order."""
    for node in statements:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        printed(part, scope)
            case nodes.For():
                enter_loop(node, scope)
                walk(node.body, scope)
                scope.frames.pop()
                walk(node.else_, scope)
            case nodes.If():
                shape(node.test, scope)
                walk([*node.body, *node.elif_, *node.else_], scope)
            case _:
                enter(node, scope)


def enter(node: nodes.Node, scope: Scope) -> None:
    """A statement that binds names: set, macro, import; any other is only looked through."""
    match node:
        case nodes.Assign():
            _bind(node.target, shape(node.node, scope), scope)
        case nodes.AssignBlock():
            walk(node.body, scope)
            _bind(node.target, Leaf(TEXT), scope)
        case nodes.Macro():
            scope.bind(node.name, ANY)
        case nodes.Import():
            scope.bind(node.target, ANY)
        case nodes.FromImport():
            scope.frames[-1].names.update({name if isinstance(name, str) else name[1]: ANY for name in node.names})
        case _:
            for child in node.iter_child_nodes():
                if isinstance(child, nodes.Expr):
                    shape(child, scope)


def inside(node: nodes.Node, scope: Scope) -> None:
    """Open the frame of a macro, with or block."""
    scope.frames.append(Frame(closed=isinstance(node, nodes.Block)))
    match node:
        case nodes.Macro():
            for name in (*(argument.name for argument in node.args), "caller", "varargs", "kwargs"):
                scope.bind(name, ANY)
        case nodes.With():
            for target, value in zip(node.targets, node.values, strict=True):
                _bind(target, shape(value, scope), scope)
        case nodes.Block():
            scope.bind("super", ANY)
            scope.bind("self", ANY)


def enter_loop(node: nodes.For, scope: Scope) -> None:
    """Open the frame of a loop, with its own names bound."""
    over = shape(node.iter, scope)
    name = written(node.iter) or "这个值"
    if isinstance(over, Leaf) and over.kind != TEXT:
        scope.tell("not-a-list", f"“{name}”是一个值，不能用 for 逐项取", "请写列表的名称", name=name)
    scope.frames.append(Frame())
    _bind(node.target, over.item if isinstance(over, Rows) else ANY, scope)
    scope.bind("loop", LOOP)
    if node.test is not None:
        shape(node.test, scope)


def _bind(target: nodes.Node, value: Shape, scope: Scope) -> None:
    if isinstance(target, nodes.Name):
        scope.bind(target.name, value)
    elif isinstance(target, nodes.Tuple):
        for item in target.items:
            _bind(item, ANY, scope)


def printed(node: nodes.Node, scope: Scope) -> None:
    """A value that is put into the text: one that a reader would not take for text is told."""
    found = shape(node, scope)
    name = written(node)
    what = f"“{name}”" if name else "这里"
    match found:
        case Names():
            first = next(iter(found.fields), "名称")
            hint = f"请写到具体的一项，如 {name}.{first}" if name else "请写到具体的一项"
            scope.tell("group-printed", f"{what}是一组数，不是一个值", hint, name=name)
        case Rows():
            hint = "请用 for 逐行取值，或用 | 顿号 连成一句"
            scope.tell("list-printed", f"{what}是列表，不是一个值", hint, name=name)
        case Leaf(kind=kind, unit=unit) if kind in _NOT_PLAIN or unit == "%":
            _told_raw(found, name, what, scope)


def _told_raw(found: Leaf, name: str, what: str, scope: Scope) -> None:
    """A value whose plain form is not fit to be read."""
    if found.kind == PROSE:
        scope.tell(
            "prose-printed", f"{what}是成段文字，要用过滤器 正文", f"请写成 {{{{p {name} | 正文(3) }}}}", name=name
        )
    elif found.kind == TRUTH:
        scope.tell("truth-printed", f"{what}的值是“是/否”，不能直接打印", "请用 if 判断", name=name)
    elif found.kind == DATE:
        scope.tell("date-printed", f"{what}是日期，会打印成 2021-09-18 的样子", "请加 | 日期", name=name, grave=False)
    else:
        scope.tell("ratio-printed", f"{what}是比率，会打印成 0.8793 的样子", "请加 | 百分比", name=name, grave=False)
