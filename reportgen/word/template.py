"""Word templates: compiled once, rendered many times, without docx or docxtpl being touched again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import Undefined

from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Refused
from reportgen.word import compiled, gaps, prose, unique
from reportgen.word.compiled import Compiled
from reportgen.word.engine import faults
from reportgen.word.engine.bounded import bounded
from reportgen.word.engine.environment import WordEnvironment
from reportgen.word.engine.missing import RECORDER, Recorder, absent
from reportgen.word.ooxml import archive, grid
from reportgen.word.ooxml.package import Finished, Shell
from reportgen.word.ooxml.wellformed import well_formed
from reportgen.word.tags import patch
from reportgen.word.tags.patch import JinjaSource

if TYPE_CHECKING:
    from reportgen.word.engine.trials import Trials
    from reportgen.word.examine import Examined
    from reportgen.word.loader import Loaded


class Template:
    """A .docx in docxtpl's tag syntax, with inheritance, `{%合并 条件 %}` in cells and the filter 正文(level).

    `search` are the folders of the pack chain: `extends` and `include` may name files in them and beside the template,
    and nothing outside. Raises Refused with every fault of every file involved; what is only doubtful stands in
    `diagnostics`. `prepare` may change the files before they are compiled; what was compiled without it is kept in
    `cache`, where filters of the same names must be the same filters. What has been examined already, with
    this `search`, is not read again, and used up.
    """

    def __init__(
        self,
        file: Path | str | Examined,
        *,
        search: Sequence[Path] = (),
        filters: Mapping[str, Callable[..., Any]] | None = None,
        prepare: Callable[[Loaded], None] | None = None,
        cache: Cache = NONE,
    ) -> None:
        self._sources: dict[str, JinjaSource] = {}
        self._environment = WordEnvironment(self._sources, {**(filters or {}), "正文": self._prose})
        made = self._made(file, search, prepare, cache)
        self.diagnostics, self.asked = made.diagnostics, made.asked
        self._styles, self._shell = made.styles, Shell(made.entries)
        self._repeatable = unique.needed(source.text for source in self._sources.values())
        self._parts = {part: self._environment.get_template(name) for part, name in made.parts.items()}

    def _made(
        self,
        file: Path | str | Examined,
        search: Sequence[Path],
        prepare: Callable[[Loaded], None] | None,
        cache: Cache,
    ) -> Compiled:
        """The template as it was kept, or compiled now and kept."""
        path = Path(file) if isinstance(file, Path | str) else file.path
        name = "\n".join(("template", str(path), *map(str, search), *sorted(self._environment.filters)))
        cache = NONE if prepare else cache
        if found := compiled.kept(cache, name):
            self._sources.update(found.sources)
            self._environment.codes.codes.update(found.codes)
            return found
        from reportgen.word import compiling, examine  # noqa: PLC0415 - what was kept needs nothing of all that

        whole = examine.examined(path, search, self._environment) if isinstance(file, Path | str) else file
        made, trail = compiling.compiled(whole, self._environment, prepare)
        compiled.keep(cache, name, trail, made)
        return made

    def _prose(self, blocks: Any, level: int = 3) -> Any:
        if blocks is None or isinstance(blocks, Undefined):
            return absent(blocks)
        return prose.to_xml(blocks, self._styles, level)

    def render(self, context: Mapping[str, Any], *, draft: bool = False) -> bytes:
        """The finished .docx as a file; raises Refused as `made` does."""
        return self.made(context, draft=draft).zipped()

    def made(self, context: Mapping[str, Any], *, draft: bool = False) -> Finished:
        """The finished .docx, opened; raises Refused with every value that is missing and every name that is unknown.

        In a draft what is missing reads 【待填：名称】, highlighted, instead.
        """
        printed = self._printed(context, draft=draft)
        made = {part: self._finished(self._parts[part], inside, draft=draft) for part, inside in printed.items()}
        if self._repeatable:
            made = unique.made(made, self._shell.entries)
        entries = {name: archive.pack(name, xml.encode()) for name, xml in made.items()}
        return Finished({**self._shell.entries, **entries}, self._shell)

    def trials(self, context: Mapping[str, Any]) -> Trials:
        """What tries this template on `context` and then on hundreds that differ in little from it."""
        from reportgen.word.engine.trials import Trials  # noqa: PLC0415 - for those who check templates

        templates = [self._environment.get_template(name) for name in self._sources]
        return Trials(templates, self._parts, self._sources, context)

    def _printed(self, context: Mapping[str, Any], *, draft: bool) -> dict[str, str]:
        """What the tags of each part print, with what stands between them; raises Refused."""
        recorder = Recorder(self._sources, draft, context)
        values = {**context, RECORDER: recorder}
        made: dict[str, str] = {}
        for part, template in self._parts.items():
            try:
                with bounded():
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

    def _source(self, template: jinja2.Template) -> JinjaSource:
        return self._sources[template.name or ""]
