"""A parsed template made to pay for what it does: loops by the weight of their bodies, values by their size.

And to print what it quotes in quotes of the second order.

What cannot grow costs nothing at run time: its weight is in the loop, macro or block around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jinja2 import Environment, nodes

from reportgen.language.walk import children
from reportgen.patterns import regex

# filters that only a compiled template can name
ROUNDS, WEIGHED, PAID, PRINTED = "语言 逐轮", "语言 衡量", "语言 计次", "语言 相连"
QUOTED = "语言 引号内"
_OPEN, _CLOSED = regex("“(?:<[^>]*>)*$"), regex("(?:<[^>]*>)*”")  # with the tags of XML between
_CHEAP = (nodes.Const, nodes.TemplateData)


def bind(every: Sequence[nodes.Node], environment: Environment) -> None:
    """Put into a tree, in place, what pays while it is rendered; `every` are its nodes, and learn their environment."""
    for node in every:
        node.environment = environment
    for node in every:
        if isinstance(node, nodes.For):
            node.iter = filtered(node.iter, ROUNDS, *_weight(node.body))
        elif isinstance(node, nodes.Macro | nodes.CallBlock | nodes.Block):
            paid = filtered(_const(None, node), PAID, *_weight(node.body))
            node.body.insert(0, nodes.ExprStmt(paid, lineno=node.lineno, environment=environment))
        elif isinstance(node, nodes.Output):
            node.nodes = list(_within_quotes(node.nodes))
        elif isinstance(node, nodes.Concat):
            node.nodes = [filtered(inner, PRINTED) for inner in node.nodes]
        elif isinstance(node, nodes.Compare):
            _compared(node)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
            node.node = filtered(node.node, WEIGHED)


def filtered(node: nodes.Node, name: str, *arguments: int) -> nodes.Filter:
    """`node` through the filter `name`."""
    given: list[nodes.Expr] = [_const(value, node) for value in arguments]
    return nodes.Filter(node, name, given, [], None, None, lineno=node.lineno, environment=node.environment)


def _within_quotes(parts: Sequence[nodes.Expr]) -> Iterator[nodes.Expr]:
    """What is printed, where it stands alone between quotes so that its own become single ones: “‘三公’经费”."""
    around = [None, *parts, None]
    for before, inner, after in zip(around, parts, around[2:], strict=False):
        opened = isinstance(before, nodes.TemplateData) and _OPEN.search(before.data)
        closed = isinstance(after, nodes.TemplateData) and _CLOSED.match(after.data)
        yield filtered(inner, QUOTED) if opened and closed else inner


def _const(value: object, at: nodes.Node) -> nodes.Const:
    return nodes.Const(value, lineno=at.lineno, environment=at.environment)


def _compared(node: nodes.Compare) -> None:
    """Both sides of == and the like where neither is a constant; of `in`, what is looked through."""
    for operand in node.ops:
        both = not isinstance(node.expr, _CHEAP) and not isinstance(operand.expr, _CHEAP)
        if (both or operand.op in ("in", "notin")) and not isinstance(operand.expr, _CHEAP):
            operand.expr = filtered(operand.expr, WEIGHED)
    if len(node.ops) > 1 or (node.ops[0].op not in ("in", "notin") and not isinstance(node.ops[0].expr, _CHEAP)):
        node.expr = filtered(node.expr, WEIGHED)


def _weight(body: Sequence[nodes.Node]) -> tuple[int, int]:
    """Operations and characters of one round of `body`, without those of the loops in it."""
    steps, characters = 1, 0
    left: list[nodes.Node] = list(body)
    while left:
        node = left.pop()
        steps += 1
        if isinstance(node, nodes.TemplateData):
            characters += len(node.data)
        left += _inside(node)
    return steps, characters


def _inside(node: nodes.Node) -> Iterable[nodes.Node]:
    """The nodes that are done with `node`: of a loop, what it goes through; of a macro, nothing until it is called."""
    if isinstance(node, nodes.For):
        return (node.iter,)
    return () if isinstance(node, nodes.Macro) else children(node)
