"""The nodes of a parsed template, gathered in one go: Jinja's own search takes three times as long."""

from __future__ import annotations

from functools import cache

from jinja2 import nodes

_LEAVES = frozenset((nodes.Name, nodes.Const, nodes.TemplateData, nodes.NSRef))  # two of three, and nothing in them
_PLAIN = frozenset(("attr", "ctx", "name", "op"))  # what holds no node, whichever node has it


def every_node(tree: nodes.Node) -> list[nodes.Node]:
    """`tree` and all that is in it, each before what is inside it."""
    found: list[nodes.Node] = []
    left = [tree]
    while left:
        node = left.pop()
        found.append(node)
        left += children(node)[::-1]
    return found


def searched(tree: nodes.Node) -> None:
    """Have Jinja's compiler, which searches in `tree` several times and changes nothing, find what this walk finds."""
    inside = every_node(tree)[1:]
    tree.find_all = lambda kinds: (node for node in inside if isinstance(node, kinds))  # type: ignore[assignment]


def statements(tree: nodes.Node) -> list[nodes.Node]:
    """`tree` and every statement in it, each before what is inside it: what is printed holds none."""
    found: list[nodes.Node] = []
    left: list[nodes.Node] = [tree]
    while left:
        node = left.pop()
        found.append(node)
        if not isinstance(node, nodes.Output):
            left += [inner for inner in children(node) if isinstance(inner, nodes.Stmt)][::-1]
    return found


def children(node: nodes.Node) -> list[nodes.Node]:
    """What stands directly in `node`, in its order."""
    found: list[nodes.Node] = []
    for name in _fields(type(node)):
        value = getattr(node, name, None)
        if isinstance(value, nodes.Node):
            found.append(value)
        elif value and type(value) is list:
            found += [inner for inner in value if isinstance(inner, nodes.Node)]
    return found


@cache
def _fields(kind: type[nodes.Node]) -> tuple[str, ...]:
    """The fields of such a node in which there may be others."""
    return () if kind in _LEAVES else tuple(name for name in kind.fields if name not in _PLAIN)
