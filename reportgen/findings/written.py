"""An entry of 整改.yaml at its place in the file, ready to be told with the figures of today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.diagnostics import Diagnostic, Refused, Severity
from reportgen.facts.source import Path, Source
from reportgen.findings.author import Author, Measure
from reportgen.findings.rectification import ACTIVE, Entry
from reportgen.packs.filters import closed, sentence
from reportgen.packs.wording import Sentence
from reportgen.values import Frozen, replace

# How people end a text is left to them; in print, headings and brackets take no stop at the end, paragraphs take one.
_PRINTED = {"title": sentence, "owner": sentence, "due": sentence, "description": closed, "cause": closed}
_TEXTS = ("title", "description", "cause", "due")
_OF_MEASURE = ("text", "due", "outcome", "progress")


class Written(Frozen):
    """What stands about a problem: figures named in {{ }} follow the data, everything else stays as typed."""

    entry: Entry
    source: Source
    path: Path

    def text(self, author: Author, slots: Mapping[str, Any], name: str, *inner: str | int) -> str | None:
        """Field `name` (of measure `inner`) with its figures put in."""
        holder: Any = self.entry.measures[int(inner[-1])] if inner else self.entry
        text = getattr(holder, name)
        alias = type(holder).fields_by_name[name].alias
        place = Sentence(text or "", (*self.path, *inner, alias), self.source, self._called(alias, *inner))
        told = text and author.told(place, slots)
        return _PRINTED[name](told) if told and name in _PRINTED else told

    def lacking(self, author: Author, slots: Mapping[str, Any]) -> Iterator[Diagnostic]:
        """The figures that texts of the entry lack, as warnings: a draft has 【待填】 for them."""
        final = replace(author, draft=False)
        return (replace(one, severity=Severity.WARNING) for one in self.wrong(final, slots))

    def wrong(self, author: Author, slots: Mapping[str, Any]) -> Iterator[Diagnostic]:
        """Why texts of the entry cannot be told, each of them."""
        places: list[tuple[str | int, ...]] = [(name,) for name in _TEXTS]
        places += [(name, "措施", i) for i in range(len(self.entry.measures)) for name in _OF_MEASURE]
        for name, *inner in places:
            try:
                self.text(author, slots, str(name), *inner)
            except Refused as refusal:
                yield from refusal.diagnostics

    def _called(self, alias: str, *inner: str | int) -> str:
        """What people call a text: 第2个问题的原因, 第2个问题第1条措施的时限."""
        section, *number = self.path or ("",)
        problem = f"{'' if section == ACTIVE else section}第{int(number[0]) + 1}个问题" if number else "问题"
        if not inner:
            return f"{problem}的{alias}"
        return f"{problem}第{int(inner[-1]) + 1}条措施" + ("" if alias == "措施" else f"的{alias}")

    def measures(self, author: Author, slots: Mapping[str, Any]) -> tuple[Measure, ...]:
        """The entry's own measures; owner and date fall back to those of the entry."""
        return tuple(
            Measure(
                text=self.text(author, slots, "text", "措施", i) or "",
                owner=sentence(measure.owner or self.entry.owner),
                due=self.text(author, slots, "due", "措施", i) or self.text(author, slots, "due"),
                outcome=self.text(author, slots, "outcome", "措施", i),
                state=measure.state,
                progress=self.text(author, slots, "progress", "措施", i),
            )
            for i, measure in enumerate(self.entry.measures)
        )

    def assign(self, measure: Measure) -> Measure:
        """A measure of the pack with the entry's owner and date."""
        return replace(measure, owner=sentence(self.entry.owner), due=sentence(self.entry.due or measure.due))
