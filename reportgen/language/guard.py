"""The one guard of all templates: what they may touch, how large values may grow, what a rendering may use up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache, wraps
from typing import Any, cast

from jinja2 import TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.language import allowed, bounds, lexing, nesting
from reportgen.language.budget import spend, weigh
from reportgen.language.failures import NotAllowedError, TooLargeError, UnsuitedError
from reportgen.language.missing_names import Strict
from reportgen.language.nesting import MisreadError, UnknownFilterError
from reportgen.language.paying import NUMBERS, bounded, every, paying
from reportgen.language.walk import every_node, searched
from reportgen.language.worded import worded

_SINGLE = str.maketrans("“”", "‘’")
_LARGEST_POWER = 64
_CALL = 20  # operations that calling a macro or a method counts for
_COMPARING = ("in", "eq", "==", "equalto", "ne", "!=", "lt", "<", "lessthan", "le", "<=", "gt", ">", "greaterthan")


class _Identifiers(dict[str, str]):
    """The identifier of each filter, or test, in compiled code, made when its name first comes up."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, f"{self.prefix}_{len(self)}")


class Writer(CodeGenerator):
    """Code that looks each filter and test up once, when it is loaded: `Guard.known` has seen that there is one.

    Jinja looks them up in every block, and writes a function there in case there is none: a quarter of all code. Of the
    rest a third asks at every use of a name whether there is one, which is asked here where a block begins, and takes
    out of the environment, in every block, what is taken here once.
    """

    commons: Mapping[str, str] = {
        "undefined": "environment.undefined",
        "concat": "environment.concat",
        "cond_expr_undefined": "Undefined",
        "attribute": "environment.getattr",
    }

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        self.filters, self.tests = _Identifiers("f"), _Identifiers("is")
        searched(node)
        super().visit_Template(node, frame)
        for own, called in ((self.filters, "filters"), (self.tests, "tests")):
            for name, identifier in own.items():
                self.writeline(f"{identifier} = environment.{called}[{name!r}]")
        for name, made in self.commons.items():
            self.writeline(f"{name} = {made}")

    def write_commons(self) -> None:
        """A name that there is not comes as what stands for it; what prints nothing yields, too."""
        self.writeline("resolve = context.resolve")
        self.writeline("if 0: yield None")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        searched(node)
        super().visit_For(node, frame)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        ref = frame.symbols.ref(node.name)
        load = frame.symbols.find_load(ref) if node.ctx == "load" else None
        if load and load[0] == VAR_LOAD_RESOLVE:
            self.write(ref)
        else:
            super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("attribute(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def pull_dependencies(self, nodes: Iterable[nodes.Node]) -> None:
        """Nothing before a block: its filters and tests stand after all of them."""


class Guard(ImmutableSandboxedEnvironment):
    """A Jinja environment in which nothing is allowed that is not named, and everything that can grow is paid for.

    `own` are our filters; `statements` all that a template may use, where not all of Jinja's.
    """

    code_generator_class = Writer
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(
        self, own: Mapping[str, Callable[..., Any]], statements: Collection[str] | None = None, **options: Any
    ) -> None:
        super().__init__(optimized=False, **options)  # constants are rare, and looking for them is a sixth of compiling
        self.statements = statements
        self.globals = {name: made for name, made in self.globals.items() if name in allowed.FUNCTIONS}
        jinjas = {name: made if name in allowed.FILTERS else _forbidden for name, made in self.filters.items()}
        self.filters = {name: paying(name, made, self.failed) for name, made in (jinjas | dict(own)).items()}
        self.filters |= {bounds.ROUNDS: rounds, bounds.WEIGHED: _weighed, bounds.PAID: _paid, bounds.PRINTED: _joined}
        self.filters |= {bounds.QUOTED: _in_quotes}
        self.tests |= {name: _weighing(cast("Callable[..., Any]", self.tests[name])) for name in _COMPARING}

    def failed(self, name: str, fault: Exception, value: Any) -> Any:
        """What stands for the result of a filter that failed on `value`."""
        raise fault

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        tokens: Iterable[Token] | None = lexing.plain(source, keep_trailing_newline=self.keep_trailing_newline)
        if tokens is None:
            tokens = self.lexer.wrap(self.lexer.tokeniter(source, name, filename, state), name, filename)
        return TokenStream(nesting.looked_at(tokens, self.statements), name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parser: Parser | None = None
        try:
            parser = Parser(self, source, name, filename)
            tree = nodes.Template(parser.subparse(), lineno=1)  # nodes learn their environment in `_generate`
            nesting.check(tree, source)
        except MisreadError:
            raise
        except TemplateSyntaxError as fault:
            raise MisreadError(fault.lineno, nesting.stands(parser.stream.current) if parser else "") from None
        except ValueError:  # the lexer makes numbers of digits
            raise MisreadError(1, "", "里面的数太大", "请检查数的写法") from None
        return tree

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        every = every_node(source)
        self.known(every)
        bounds.bind(every, self)
        return super()._generate(source, name, filename, defer_init)

    def known(self, every: Iterable[nodes.Node]) -> None:
        """Raise UnknownFilterError for a filter or test that there is not, also in branches never taken."""
        for node in every:
            if isinstance(node, nodes.For):
                if node.recursive:
                    raise MisreadError(node.lineno, "recursive", "循环不能套用自己", "请删去 recursive")
            elif isinstance(node, nodes.Filter) and node.name and node.name not in self.filters:
                raise UnknownFilterError(node.lineno, node.name, "filter")
            elif isinstance(node, nodes.Test) and node.name not in self.tests:
                raise UnknownFilterError(node.lineno, node.name, "test")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Data of any object; methods only by name."""
        return isinstance(value, Undefined) or allowed.attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Any:
        """What stands for an attribute that a template may not touch."""
        raise NotAllowedError(f"不能用“{attribute}”")

    def wrap_str_format(self, value: Any) -> None:
        """Texts format nothing: `is_safe_attribute` refuses it like any other method that is not named."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of a mapping before its methods: `项.items` is data where there is such data."""
        if isinstance(obj, dict):
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item by its name or number; by nothing that is itself a list."""
        if type(argument) in (tuple, list, dict):
            raise UnsuitedError("只能用名称或序号取一项")
        return super().getitem(obj, argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic over numbers; texts and lists are only added, and paid for."""
        if operator == "+" and not (type(left) in NUMBERS or type(right) in NUMBERS):
            return super().call_binop(context, operator, weigh(left), weigh(right))
        if operator in ("*", "**", "%") and not (type(left) in NUMBERS and type(right) in NUMBERS):
            raise UnsuitedError("只有数可以相乘、乘方和取余")
        if operator == "**" and abs(right) > _LARGEST_POWER:
            raise TooLargeError(f"乘方的次数最大 {_LARGEST_POWER}")
        return bounded(super().call_binop(context, operator, left, right))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's own names
        for value in (getattr(__obj, "__self__", None), *args, *kwargs.values()):
            weigh(value)
        spend(_CALL)
        return super().call(__context, __obj, *args, **kwargs)


@cache
def _reader() -> Guard:
    return Guard({}, undefined=Strict)


@lru_cache(maxsize=4096)
def parse(text: str) -> nodes.Template:
    """`text` as Jinja reads it, the same tree for all who ask and only look at it; raises MisreadError."""
    return _reader().parse(text)


def parsed(text: str) -> nodes.Template | None:
    """As `parse`; None where `text` cannot be read."""
    try:
        return parse(text)
    except MisreadError:
        return None


def printable(value: Any) -> Any:
    """`value`, paid for, to be printed; raises UnsuitedError for what has no words of its own."""
    return weigh(value if type(value) is str else worded(value))


def _forbidden(value: Any, *_: Any, **__: Any) -> Any:
    raise NotAllowedError("这个过滤器在报告里不能用")


def _weighing(test: Callable[..., Any]) -> Callable[..., Any]:
    """The test, paid for by the size of what is compared."""

    @wraps(test)
    def weighing(value: Any, *args: Any) -> Any:
        for one in (value, *args):
            weigh(one)
        return test(value, *args)

    return weighing


@pass_context
def _weighed(context: Context, value: Any) -> Any:
    return weigh(value)


@pass_context
def _joined(context: Context, value: Any) -> Any:
    """A value to be joined with others by ~."""
    return printable(value)


@pass_context
def rounds(context: Context, value: Any, steps: int, characters: int) -> Any:
    """What a loop goes over, each round of it paid for."""
    if isinstance(value, Undefined) or value is None:
        return value
    if not hasattr(value, "__len__"):
        value = every(value) if isinstance(value, Iterator) else value
    spend((len(value) + 1) * steps, len(value) * characters)
    return value


def _in_quotes(value: Any) -> Any:
    """A text that is printed between quotes, its own ones single; what can be taken back from Word stays as it is."""
    return value.translate(_SINGLE) if type(value) is str and "“" in value else value


@pass_context
def _paid(context: Context, value: Any, steps: int, characters: int) -> None:
    spend(steps, characters)
