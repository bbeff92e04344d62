"""Values that a report lacks: never printed silently, all of them told at once, or marked in a draft."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from types import FrameType
from typing import Any

from jinja2 import Template, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape

from reportgen.diagnostics import Diagnostic, Position, did_you_mean, error
from reportgen.language import missing_names
from reportgen.language.guard import rounds
from reportgen.language.tag import to_fill
from reportgen.values import Changing, Frozen, field
from reportgen.word.engine.faults import tag_at, told
from reportgen.word.tags.patch import JinjaSource
from reportgen.word.tags.word_tag import Tag

RECORDER = "本次 生成"  # a key of the context that no template can name
_PARAGRAPH = Markup('<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>')


class Recorder(Changing):
    """What one rendering found missing: the only thing that changes while a template renders."""

    sources: Mapping[str, JinjaSource]
    draft: bool
    names: Collection[str] = ()  # of what the template is given
    found: dict[tuple[Position | None, str], Diagnostic] = field(default_factory=dict)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic, once for each place (a loop meets the same one many times)."""
        self.found.setdefault((diagnostic.position, diagnostic.message), diagnostic)


class Where(Frozen):
    """The tag that is being rendered, and the recorder of the rendering."""

    recorder: Recorder
    tag: Tag | None
    context: Context

    @property
    def position(self) -> Position | None:
        """Where the tag stands."""
        return self.tag.position if self.tag else None

    @property
    def expression(self) -> str:
        """What the tag prints or asks."""
        return self.tag.expression if self.tag else ""

    @property
    def of_row(self) -> str:
        """The same without the name by which the template calls a row: no reader knows 项 in 项.得分."""
        first, dot, rest = self.expression.partition(".")
        return rest if dot and first.isidentifier() and first not in self.recorder.names else self.expression


def where() -> Where | None:
    """Which tag the code that called is rendering; None outside a rendering (while Jinja folds constants)."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        template, context = frame.f_globals.get("__jinja_template__"), frame.f_locals.get("context")
        if isinstance(template, Template) and isinstance(context, Context):
            recorder = context.parent.get(RECORDER)
            if not isinstance(recorder, Recorder):
                return None
            return Where(recorder, tag_at(recorder.sources, template, frame.f_lineno), context)
        frame = frame.f_back
    return None


class Missing(Undefined):
    """An unknown name, an attribute of something not given, or a failed computation: told where it is used.

    `_undefined_obj` is what the name was looked up in: Jinja's `missing` for the context, None for a value not given,
    or the exception that was raised.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        return Missing(obj=self, name=name)

    def __getitem__(self, key: Any) -> Any:
        return Missing(obj=self, name=str(key))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self

    def _told(self) -> bool:
        at = where()
        if at is None:
            self._fail_with_undefined_error()
        if not at.recorder.draft:
            at.recorder.add(self.diagnostic(at))
        return False

    def diagnostic(self, at: Where) -> Diagnostic:
        """What is missing, with the nearest name that there is."""
        owner, name = self._undefined_obj, str(self._undefined_name)
        if isinstance(owner, Missing):
            return owner.diagnostic(at)
        if owner is None:
            return nothing(at)
        if isinstance(owner, Exception):
            return told(owner, at.tag)
        if owner is missing:
            known = [key for key in at.context.get_all() if key != RECORDER and key[:1] > "\x7f"]
            return error("unknown-variable", missing_names.unknown(name), did_you_mean(name, known), at.position)
        known = [str(key) for key in owner] if isinstance(owner, Mapping) else []
        message = f"“{at.expression or name}”里的“{name}”不存在"
        return error("unknown-attribute", message, did_you_mean(name, known), at.position)

    def __iter__(self) -> Iterator[Any]:
        self._told()
        return iter(())

    def __len__(self) -> int:
        return int(self._told())

    def __bool__(self) -> bool:
        return self._told()

    def __eq__(self, other: object) -> bool:
        return self._told()

    def __ne__(self, other: object) -> bool:
        return not self._told()

    def __contains__(self, item: object) -> bool:
        return self._told()

    def __lt__(self, other: Any) -> Any:
        return self._told()

    __le__ = __gt__ = __ge__ = __lt__

    def __str__(self) -> str:
        return str(absent(self))

    def __html__(self) -> str:
        return str(absent(self))

    def __hash__(self) -> int:
        return id(type(self))


def nothing(at: Where) -> Diagnostic:
    """A value that was not given is printed."""
    advice = "请补填这项资料，或在模板里用 if 略去这一句、用 | 横线 显示“—”"
    name = at.tag.made if at.tag else ""
    return error("no-value", f"“{name}”没有值", advice, at.position)


def absent(value: Any) -> Markup:
    """What is printed for None or a missing name: 【待填：名称】 in a draft, else nothing, and it is told."""
    at = where()
    if at is None:
        raise TypeError("None is printed")
    if not at.recorder.draft:
        at.recorder.add(value.diagnostic(at) if isinstance(value, Missing) else nothing(at))
        return Markup("")
    return _gap(at.expression if isinstance(value, Missing) else at.of_row, at.tag)


def _gap(name: str, tag: Tag | None) -> Markup:
    """【待填：名称】; a paragraph where the tag stands for paragraphs."""
    text = escape(to_fill(name))
    return _PARAGRAPH.format(text) if tag and tag.level == "p" else text


@pass_context
def each(context: Context, value: Any, steps: int, characters: int) -> Any:
    """What a loop goes over, paid for; in a draft, nothing for what was not given."""
    if value is None:
        at = where()
        if at and not at.recorder.draft:
            at.recorder.add(nothing(at))
        return ()
    return rounds(context, value, steps, characters)
