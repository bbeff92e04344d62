"""Word templates: compiled once, rendered many times, without docx or docxtpl being touched again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Undefined

from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.word import adopt, gaps, loader, prose, unique
from reportgen.word.engine import faults
from reportgen.word.engine.environment import WordEnvironment
from reportgen.word.engine.missing import RECORDER, Recorder, absent
from reportgen.word.engine.trials import Trials
from reportgen.word.examine import examine
from reportgen.word.loader import Loaded
from reportgen.word.ooxml import archive, grid
from reportgen.word.ooxml.wellformed import well_formed
from reportgen.word.tags import patch
from reportgen.word.tags.patch import Source


class Template:
    """A .docx in docxtpl's tag syntax, with inheritance, `{%合并 条件 %}` in cells and the filter 正文(level).

    `search` are the folders of the pack chain: `extends` and `include` may name files in them and beside the template,
    and nothing outside. Raises Refused with every fault of every file involved; what is only doubtful stands in
    `diagnostics`. `prepare` may change the files before they are compiled.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        search: Sequence[Path] = (),
        filters: Mapping[str, Callable[..., Any]] | None = None,
        globals: Mapping[str, Any] | None = None,
        prepare: Callable[[Loaded], None] | None = None,
    ) -> None:
        loaded = loader.load(Path(path), search)
        self._sources: dict[str, Source] = {}
        self._environment = WordEnvironment(self._sources, {**(filters or {}), "正文": self._prose})
        self._environment.globals.update(globals or {})
        self.diagnostics: tuple[Diagnostic, ...] = tuple(examine(loaded, self._environment))
        if errors(self.diagnostics):
            raise Refused(self.diagnostics)
        if prepare:
            prepare(loaded)
        self._sources.update(loader.sources(loaded))
        self._styles = adopt.style_ids(loaded.shell)
        self._entries = loaded.shell.entries
        self._repeatable = unique.needed(source.text for source in self._sources.values())
        self._parts = self._compiled(loaded.parts)

    def _compiled(self, parts: Mapping[str, str]) -> dict[str, jinja2.Template]:
        """The Jinja template of each part; those they inherit from are compiled too, so that nothing is left to."""
        try:
            for name in self._sources:
                self._environment.get_template(name)
        except jinja2.TemplateSyntaxError as fault:
            raise Refused([faults.misread(fault, self._sources)]) from fault
        return {part: self._environment.get_template(name) for part, name in parts.items()}

    def _prose(self, blocks: Any, level: int = 3) -> Any:
        if blocks is None or isinstance(blocks, Undefined):
            return absent(blocks)
        return prose.to_xml(blocks, self._styles, level)

    def render(self, context: Mapping[str, Any], *, draft: bool = False) -> bytes:
        """The finished .docx; raises Refused with every value that is missing and every name that is unknown.

        In a draft what is missing reads 【待填：名称】, highlighted, instead.
        """
        printed = self._printed(context, draft=draft)
        made = {part: self._finished(self._parts[part], inside, draft=draft) for part, inside in printed.items()}
        if self._repeatable:
            made = unique.made(made, self._entries)
        return archive.write(
            archive.pack(name, made[name].encode()) if name in made else entry for name, entry in self._entries.items()
        )

    def trials(self, context: Mapping[str, Any]) -> Trials:
        """What tries this template on `context` and then on hundreds that differ in little from it."""
        templates = [self._environment.get_template(name) for name in self._sources]
        return Trials(templates, self._parts, self._sources, context)

    def _printed(self, context: Mapping[str, Any], *, draft: bool) -> dict[str, str]:
        """What the tags of each part print, with what stands between them; raises Refused."""
        recorder = Recorder(self._sources, draft)
        values = {**context, RECORDER: recorder}
        made: dict[str, str] = {}
        for part, template in self._parts.items():
            try:
                made[part] = "".join(template.root_render_func(template.new_context(values)))
            except Exception as fault:
                raise Refused([*recorder.found.values(), faults.located(fault, self._sources)]) from fault
        if recorder.found:
            raise Refused(recorder.found.values())
        return made

    def _finished(self, template: jinja2.Template, inside: str, *, draft: bool) -> str:
        """The XML of a part around what its tags printed."""
        source = self._source(template)
        if grid.FROM in inside:
            inside = grid.fit(inside, source.head)
        xml = source.around(grid.apart(patch.listing(inside), prose.blank(self._styles)))
        well_formed(xml, source.name)
        return gaps.highlight(xml) if draft else xml

    def _source(self, template: jinja2.Template) -> Source:
        return self._sources[template.name or ""]
