"""Each tag by itself: its signs, its statement, its expression, its filters; all faults of a file in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from jinja2 import Environment, nodes

from reportgen.diagnostics import Diagnostic, did_you_mean, error
from reportgen.language.guard import parse
from reportgen.language.missing_names import unknown_filter
from reportgen.language.nesting import MisreadError
from reportgen.language.slips import advice, full_width
from reportgen.language.tag import bare
from reportgen.language.walk import every_node
from reportgen.patterns import regex
from reportgen.word.tags import merged_cells
from reportgen.word.tags.word_tag import Tag

CLOSED = ("if", "for", "block", "macro", "call", "filter", "with", "autoescape", "raw")
_INSIDE = ("else", "elif")
_SINGLE = ("set", "extends", "include", "import", "from")
CELL = ("colspan", "cellbg", *merged_cells.WORDS)
_CELL_LOOP = ("vm", "hm")
_WORDS = (*CLOSED, *(f"end{word}" for word in (*CLOSED, "set")), *_INSIDE, *_SINGLE, *CELL, *_CELL_LOOP)
_LEVELS = ("p", "tr", "tc", "r")


def look(tag: Tag, environment: Environment) -> Iterator[Diagnostic]:
    """What is wrong with `tag`, whatever stands around it; `environment` has the filters that it may use."""
    if tag.kind == "{#" or tag.source[2:3] == "{":  # comments say nothing; {{{ is told with the braces
        return
    if tag.word == "raw":
        hint = "请删去 {% raw %}、{% endraw %} 和它们之间的标签；写给自己看的话用 {#p … #}"
        yield error("raw", f"“{tag.source}”要把标签原样印出来，报告里不能有标签", hint, tag.position)
        return
    if tag.suspects:
        yield _full_width(tag)
    elif found := _statement(tag):
        yield found
    else:
        yield from _expression(tag, environment)


def _full_width(tag: Tag) -> Diagnostic:
    signs = "".join(dict.fromkeys(tag.suspects))
    return error("full-width-sign", f"标签“{tag.source}”里有全角符号“{signs}”", full_width(signs), tag.position)


def _statement(tag: Tag) -> Diagnostic | None:
    """A statement that does not exist, or a level that docxtpl would overlook."""
    first = regex(r"\W").split(tag.body, maxsplit=1)[0]
    if not tag.body:
        return error("empty-tag", f"标签“{tag.source}”里没有内容", "请写上名称，或删去这个标签", tag.position)
    if tag.level == "" and first in _LEVELS and " " in tag.body.strip():
        right = tag.source.replace(first, "", 1).replace(tag.kind, tag.kind + first, 1)
        return error(
            "parted-level", f"“{tag.source}”里的“{first}”没有紧跟括号", f"请写成“{_tight(right)}”", tag.position
        )
    if tag.kind == "{%" and first != first.lower() and first.lower() in (*_LEVELS, *_WORDS):
        right = tag.source.replace(first, first.lower(), 1)
        return error("capital", f"“{tag.source}”里的“{first}”要小写", f"请写成“{right}”", tag.position)
    if tag.kind == "{%" and first not in _WORDS:
        return error("unknown-statement", f"没有“{first}”这个语句", did_you_mean(first, _WORDS), tag.position)
    if tag.level in ("p", "tr", "tc") and regex(r"[%}]").search(bare(tag.body)):
        return error("sign-in-tag", f"“{tag.source}”里不能有 % 或 }}", "请先在数据或 {% set %} 里算好", tag.position)
    return None


def _tight(source: str) -> str:
    return regex(r"\s+").sub(" ", source)


def _expression(tag: Tag, environment: Environment) -> Iterator[Diagnostic]:
    try:
        asked = _asked(alone(tag))
    except MisreadError as fault:
        yield error("template-syntax", f"标签“{tag.source}”的写法不对", advice(tag.body, fault), tag.position)
        return
    for name, called in asked:
        known = environment.filters if called == "filter" else environment.tests
        if name not in known:
            yield error(f"unknown-{called}", *unknown_filter(called, name, known), tag.position)


@lru_cache(maxsize=4096)
def _asked(text: str) -> Sequence[tuple[str, str]]:
    """The filters and then the tests that a template names, and which they are; raises MisreadError."""
    every = every_node(parse(text))
    filters = [(str(node.name), "filter") for node in every if isinstance(node, nodes.Filter) and node.name is not None]
    return [*filters, *((node.name, "test") for node in every if isinstance(node, nodes.Test))]


def alone(tag: Tag) -> str:
    """The tag as a whole Jinja template, so that it can be parsed without what stands around it."""
    body, word = tag.body, tag.word
    rest = body.removeprefix(word)
    if tag.kind == "{{":
        return f"{{{{ {body} }}}}"
    if word in CELL:
        return f"{{{{ {rest} }}}}"
    if word in _INSIDE:
        return f"{{% if 1 %}}{{% {body} %}}{{% endif %}}"
    if word.startswith("end"):
        return _ending(word.removeprefix("end"), rest)
    paired = word in CLOSED or (word == "set" and "=" not in bare(rest))
    return "" if word in _CELL_LOOP else f"{{% {body} %}}" + (f"{{% end{word} %}}" if paired else "")


def _ending(word: str, rest: str) -> str:
    opening = {"for": "for x in y", "block": f"block {rest}" if rest.strip() else "block x", "macro": "macro x()"}
    more = {"if": "if x", "call": "call x()", "filter": "filter upper", "set": "set x", "autoescape": "autoescape true"}
    return f"{{% {(opening | more).get(word, word)} %}}{{% end{word}{rest} %}}"
