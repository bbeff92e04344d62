"""What templates ask for by name, found without running them: dotted names, and groups and lists asked for whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from jinja2 import nodes

from reportgen.language.walk import children, statements
from reportgen.values import Frozen

WHOLE = "."  # ends the name of what is asked for with all that is in it
_SHORT = ("已填", "合计", "length", "count", "list", "first", "last", "sort", "unique", "join")
_OF_COLUMNS = ("selectattr", "rejectattr", "map", "sum", "groupby")
_OF_LISTS = frozenset((*_SHORT, *_OF_COLUMNS))  # filters that look into a list no deeper than the columns they name
_READING = (nodes.Include, nodes.Import, nodes.FromImport)
_OF_MAPPINGS = ("items", "keys", "values", "get")


class BlockNames(Frozen):
    """What the text of a block asks for, the blocks in it, and whether it prints its parent's as well."""

    names: frozenset[str]
    blocks: tuple[str, ...] = ()
    is_more: bool = False


class SourceNames(Frozen):
    """What one source asks for: outside of blocks (under ""), and in each block; and the sources that it reads."""

    blocks: Mapping[str, BlockNames]
    parent: str = ""
    others: tuple[str, ...] = ()


def holds(names: Collection[str], name: str) -> bool:
    """Whether `name`, or something that it stands in, is among the `names` that are asked for."""
    parts = name.split(".")
    return name in names or any(".".join(parts[:n]) + WHOLE in names for n in range(1, len(parts) + 1))


def of(tree: nodes.Template) -> SourceNames:
    """What a source asks for; `tree` is its text as Jinja reads it."""
    every = statements(tree)
    whole = {"": _block(tree), **{node.name: _block(node) for node in every if isinstance(node, nodes.Block)}}
    extended = (node for node in every if isinstance(node, nodes.Extends))
    parent = next((named for one in extended for named in _constants(one.template)), "")
    read = [node.template for node in every if isinstance(node, _READING)]
    return SourceNames(whole, parent, tuple(name for one in read for name in _constants(one)))


def together(sources: Mapping[str, SourceNames], starts: Collection[str]) -> frozenset[str]:
    """What is asked for where the sources `starts` are printed: of a block only the text that stands at last."""
    asked: set[str] = set()
    for start in starts:
        chain = list(_chain(sources, start))
        asked.update(*(source.blocks[""].names for source in chain))
        _follow(chain, asked)
        others = {name for source in chain for name in source.others if name in sources} - {*starts}
        asked |= together(sources, others) if others else set()
    return frozenset(asked)


def _chain(sources: Mapping[str, SourceNames], name: str) -> Iterator[SourceNames]:
    """A source and those that it inherits from, itself first."""
    seen: set[str] = set()
    while name in sources and name not in seen:
        seen.add(name)
        yield sources[name]
        name = sources[name].parent


def _follow(chain: list[SourceNames], asked: set[str]) -> None:
    """Add what the blocks ask for that are reached from the last of `chain`."""
    todo, seen = [*chain[-1].blocks[""].blocks], set()
    while todo:
        if (name := todo.pop()) in seen:
            continue
        seen.add(name)
        for source in chain:
            if (block := source.blocks.get(name)) is not None:
                asked |= block.names
                todo += block.blocks
                if not block.is_more:
                    break


def _block(node: nodes.Template | nodes.Block) -> BlockNames:
    walk = _Walk()
    for child in node.body:
        walk.enter(child)
    return BlockNames(frozenset(walk.names), tuple(walk.blocks), walk.is_more)


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        yield str(node.value)
    for constant in node.find_all(nodes.Const):
        yield str(constant.value)


class _Walk:
    """A walk through one block: names bound by for and set stand for what they were bound to."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.blocks: list[str] = []
        self.is_more = False
        self.bound: dict[str, set[str]] = {}

    def enter(self, node: nodes.Node, *, is_test: bool = False) -> None:
        """Add what `node` asks for; what is only tested is not asked for whole."""
        match node:
            case nodes.Block():
                self.blocks.append(node.name)
            case nodes.For():
                self.bind(node.target, node.iter)
                self.inside(node.iter, is_test=True)
                self.children([*node.body, *node.else_, *filter(None, [node.test])])
            case nodes.Assign():
                self.bind(node.target, node.node)
                self.inside(node.node, is_test=True)
            case nodes.With():
                for target, value in zip(node.targets, node.values, strict=True):
                    self.bind(target, value)
                    self.inside(value, is_test=True)
                self.children(node.body)
            case nodes.If() | nodes.CondExpr():
                self.enter(node.test, is_test=True)
                self.children([child for child in children(node) if child is not node.test], is_test=is_test)
            case nodes.Call(node=nodes.Name(name="super")):
                self.is_more = True
            case nodes.Name() | nodes.Getattr() | nodes.Getitem() | nodes.Filter():
                self.inside(node, is_test=is_test)
            case nodes.Not() | nodes.And() | nodes.Or() | nodes.Compare() | nodes.Test():
                self.children(children(node), is_test=is_test or not isinstance(node, nodes.Or))
            case _:
                self.children(children(node))

    def children(self, found: list[nodes.Node], *, is_test: bool = False) -> None:
        for child in found:
            self.enter(child, is_test=is_test)

    def inside(self, node: nodes.Node, *, is_test: bool) -> None:
        """A name, or a list by way of filters."""
        if isinstance(node, nodes.Filter) and node.node is not None:
            of_list = node.name in _OF_LISTS
            for name in self.called(node.node) if of_list else ():
                self.names.update(f"{name}.{word}" for word in self.words(node))
            self.children([*node.args, *node.kwargs])
            self.inside(node.node, is_test=of_list)
            return
        if isinstance(node, nodes.Getattr) and node.attr in _OF_MAPPINGS:
            self.inside(node.node, is_test=False)
            return
        called = self.called(node)
        if isinstance(node, nodes.Call):
            self.enter(node)  # {{p super() }} goes through a filter of the engine's
        elif not called:
            self.children(children(node))
        self.names |= called
        self.names |= set() if is_test else {name + WHOLE for name in called}

    def words(self, node: nodes.Filter) -> Iterator[str]:
        """The columns that a filter of lists names."""
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            yield from _constants(argument)

    def bind(self, target: nodes.Node, value: nodes.Node) -> None:
        while isinstance(value, nodes.Filter) and value.node is not None:
            value = value.node
        if isinstance(target, nodes.Name):
            self.bound.setdefault(target.name, set()).update(self.called(value))

    def called(self, node: nodes.Node) -> set[str]:
        """What a name with its attributes stands for: 项.名称 in a loop over 项目 is 项目.名称."""
        match node:
            case nodes.Name():
                return self.bound.get(node.name, {node.name})
            case nodes.Getattr():
                return {f"{name}.{node.attr}" for name in self.called(node.node)}
            case nodes.Getitem(arg=nodes.Const(value=str() as key)):
                return {f"{name}.{key}" for name in self.called(node.node)}
            case nodes.Getitem(arg=nodes.Const(value=int())):
                return self.called(node.node)
        return set()
