"""The tags of a Word template looked at one by one: names, attributes, filters, also in branches never taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jinja2 import nodes

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.editor.templates import jinja_statements
from reportgen.editor.templates.jinja_expression import shape
from reportgen.editor.templates.scope import Frame, Scope, TagFault
from reportgen.editor.templates.shape import ANY
from reportgen.language.guard import parsed
from reportgen.patterns import regex
from reportgen.values import Changing, replace
from reportgen.word.tags.blocks import block_name
from reportgen.word.tags.tag_syntax import CLOSED, alone
from reportgen.word.tags.word_tag import Tag
from reportgen.word.workshop.anatomy import Anatomy, Part

_FRAMED = ("for", "block", "macro", "with", "call", "filter")
_TARGETS = regex(r"for\s+(.+?)\s+in\s")
_INCLUDED = regex(r"include\s+[\"']([^\"']+)[\"']")


class Walk(Changing):
    """A walk over the tags of a template's parts; `opened` are the statements that wait for their ends."""

    anatomy: Anatomy
    skipped: Mapping[str, frozenset[str]]

    def part(self, part: Part, scope: Scope) -> Iterator[Diagnostic]:
        """The faults of a part, from top to bottom."""
        opened: list[str] = []
        silent = 0
        for paragraph in part.paragraphs:
            for tag in paragraph.tags:
                name = block_name(tag)
                if silent or name in self.skipped.get(part.name, frozenset()):
                    silent += {"block": 1, "endblock": -1}.get(tag.word, 0)
                    continue
                own = scope.at_same_place()
                self.tag(tag, own, opened)
                scope.frames = own.frames
                yield from (_told(fault, tag) for fault in dict.fromkeys(own.faults))
                if other := self.included(tag):
                    yield from self.part(other, scope.at_same_place())

    def included(self, tag: Tag) -> Part | None:
        """The part that a tag puts in its place: it sees what the tag sees."""
        found = _INCLUDED.match(tag.body) if tag.kind == "{%" else None
        return self.anatomy.parts.get(found[1]) if found else None

    def tag(self, tag: Tag, scope: Scope, opened: list[str]) -> None:
        """One tag: its names, and what it binds or closes."""
        if tag.kind == "{#" or tag.suspects:
            return
        if tag.word.startswith("end"):
            _close(tag.word.removeprefix("end"), scope, opened)
            return
        node = self.parsed(tag)
        if tag.word in CLOSED:
            opened.append(tag.word)
        if tag.kind == "{{":
            _printed(tag, node, scope)
        elif tag.word == "for":
            _loop(tag, node, scope)
        else:
            _statement(tag, node, scope)

    def parsed(self, tag: Tag) -> nodes.Node | None:
        """The statement of a tag by itself; None where it cannot be read, which is told elsewhere."""
        tree = parsed(alone(tag))
        return next(iter(tree.body), None) if tree else None


def look(anatomy: Anatomy, scope: Scope) -> list[Diagnostic]:
    """Every wrong name in the files that a report is made of; blocks that a child replaced are left out."""
    walk = Walk(anatomy, anatomy.replaced())
    included = {other.name for part in anatomy.parts.values() for t in _tags(part) if (other := walk.included(t))}
    found: list[Diagnostic] = []
    for name, part in anatomy.parts.items():
        if name not in included:
            found += walk.part(part, replace(scope, faults=[], frames=[Frame()]))
    return list(dict.fromkeys(found))


def _tags(part: Part) -> Iterator[Tag]:
    return (tag for paragraph in part.paragraphs for tag in paragraph.tags)


def _close(word: str, scope: Scope, opened: list[str]) -> None:
    if word not in opened:
        return
    while opened:
        last = opened.pop()
        if last in _FRAMED and len(scope.frames) > 1:
            scope.frames = scope.frames[:-1]
        if last == word:
            return


def _statement(tag: Tag, node: nodes.Node | None, scope: Scope) -> None:
    if tag.word in _FRAMED and node is None:
        scope.frames = [*scope.frames, Frame(closed=tag.word == "block")]
    elif isinstance(node, nodes.If):
        shape(next(iter(node.elif_), node).test, scope)
    elif isinstance(node, nodes.Output):
        shape(node.nodes[0], scope)
    elif node is not None:
        jinja_statements.enter(node, scope)
        if tag.word in _FRAMED:
            jinja_statements.inside(node, scope)


def _loop(tag: Tag, node: nodes.Node | None, scope: Scope) -> None:
    if isinstance(node, nodes.For):
        jinja_statements.enter_loop(node, scope)
        return
    names = _TARGETS.match(tag.body)
    targets = re.findall(r"\w+", names[1]) if names else []
    scope.frames = [*scope.frames, Frame({**dict.fromkeys(targets, ANY), "loop": jinja_statements.LOOP})]


def _printed(tag: Tag, node: nodes.Node | None, scope: Scope) -> None:
    """A value put in: as paragraphs ({{p }}) only prose and what a block above gives, in a paragraph all else."""
    if node is None:
        return
    expression = node.nodes[0] if isinstance(node, nodes.Output) else node
    whole = isinstance(expression, nodes.Call) or (isinstance(expression, nodes.Filter) and expression.name == "正文")
    if tag.level == "p" and not whole:
        shape(expression, scope)
        hint = f"请改为 {{{{ {tag.body} }}}}"
        scope.tell("text-as-paragraph", f"“{tag.source}”不是段落，{{{{p }}}} 只用于 | 正文 和 super()", hint)
    elif tag.level == "" and whole and not _is_macro(expression):
        shape(expression, scope)
        message = f"“{tag.source}”是整段的内容，要写成 {{{{p … }}}} 并单独成段"
        scope.tell("paragraph-as-text", message, f"请改为 {{{{p {tag.body} }}}}")
    elif whole:
        shape(expression, scope)
    else:
        jinja_statements.printed(expression, scope)


def _is_macro(expression: nodes.Node) -> bool:
    """A call of anything but super()."""
    return isinstance(expression, nodes.Call) and getattr(expression.node, "name", "") != "super"


def _told(fault: TagFault, tag: Tag) -> Diagnostic:
    """A fault at the name it is about, with the tag as it should be."""
    last = fault.name.rpartition(".")[2]
    at = max(tag.source.find(last), 0) if last else 0
    mended = ""
    if fault.meant and last:
        right = re.sub(rf"(?<!\w){re.escape(fault.name)}(?!\w)", fault.meant, tag.source, count=1)
        mended = f"　改为：{right}" if right != tag.source else ""
    severity = Severity.ERROR if fault.grave else Severity.WARNING
    return Diagnostic(fault.code, fault.message, fault.hint + mended, tag.spot.position(tag.start + at), severity)
