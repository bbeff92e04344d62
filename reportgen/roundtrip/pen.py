"""Edits of problems written into 整改.yaml, every other byte of it as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from reportgen.diagnostics import Diagnostic, Position, warning
from reportgen.evaluation import Evaluation
from reportgen.findings.draft import memory
from reportgen.findings.draft.plan import of_codes
from reportgen.findings.rectification import ACTIVE, FILE
from reportgen.language.tag import tagged
from reportgen.layout import edits as layout
from reportgen.layout import sections
from reportgen.layout.emit import Item
from reportgen.roundtrip import numerals, yaml_edits
from reportgen.roundtrip.edit import Edit
from reportgen.roundtrip.yaml_edits import Target
from reportgen.stages.drafting import Standing
from reportgen.values import replace
from reportgen.word.anchors.place import Place

MEASURES = "措施"
REMOVED = "已在 Word 中删去："


@dataclass
class Pen:
    """Writes edits of problems; `printed` are the figures that the edited report was printed with.

    `done` and `told` grow as it writes: the edits that stand in the file now, and what is to be said.
    """

    evaluation: Evaluation
    printed: Mapping[str, str]
    edits: Sequence[Edit]
    done: list[Edit] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)

    def write(self, standing: Standing) -> Standing:
        """`standing` with the edits in it; measures that go are taken out last, from the last to the first."""
        changed = [edit for edit in self.edits if not edit.place.added]
        targets = [(edit, at) for edit in changed if (at := self._target(edit, standing))]
        now = standing
        for edit, at in targets:
            if not edit.removed:
                now = self._put(edit, at, standing, now)
        for edit in (e for e in self.edits if e.place.added):
            now = self._add(edit, standing, now)
        taken_out = [
            (edit, at) for edit, at in targets if edit.removed and self._dispensable(edit, at, targets, standing)
        ]
        for edit, at in sorted(taken_out, key=lambda pair: (pair[1].entry, pair[1].path), reverse=True):
            path = (0, *at.path) if at.key == "措施" else (0, *at.path, at.key)
            text = sections.edit(now.text, ACTIVE, at.entry, partial(layout.silence, path=path, note=REMOVED))
            now = replace(now, text=text)
            self.done.append(edit)
        return now

    def _target(self, edit: Edit, standing: Standing) -> Target | None:
        at = yaml_edits.target(edit.place, self.evaluation, standing.people)
        if at is None:
            message = f"{FILE} 中没有“{edit.place}”对应的条目，未吸收"
            self._warn("no-entry", message, "请手工写入")
        elif tagged(edit.after.words):
            message = f"“{edit.place}”中有花括号，会被当作变量，未吸收"
            self._warn("braces", message, "请改用其他括号")
            return None
        return at

    def _add(self, edit: Edit, standing: Standing, now: Standing) -> Standing:
        """A measure that was added in Word, after the others of its problem."""
        at = yaml_edits.target(edit.place.problem.at("标题"), self.evaluation, standing.people)
        words = (edit.after.words, *(told for _, told in edit.parts))
        if at is None or any(map(tagged, words)):
            self._warn("no-entry", f"“{edit.place}”未吸收：“{edit.after.words}”", "请手工写入 整改.yaml 的“措施”")
            return now
        items = [Item("措施", edit.after.words), *(Item(name, told) for name, told in edit.parts)]
        add = partial(_appended, items=items)
        self.done.append(edit)
        return replace(now, text=sections.edit(now.text, ACTIVE, at.entry, add))

    def _put(self, edit: Edit, at: Target, standing: Standing, now: Standing) -> Standing:
        entry = standing.people.entries[at.entry]
        words = yaml_edits.resolved(edit, at, standing.people, standing.memory)
        self.told += forged(edit.place, words, self.printed)
        if words.slots_lost:
            message = f"“{edit.place}”原来用 {{{{ }}}} 写的数字已成固定文字"
            self._warn("slots-lost", message, "以后不再随资料变化，需要时请改回 {{ }}")
        if words.text == (yaml_edits.standing(at, entry) or "").strip():
            return now
        self.done.append(replace(edit, stands=words.text if words.changed else ""))
        keys = {name: of_codes(name, entry.codes) for name in memory.figures(now.memory, entry.codes)}
        spoken = {name: self.printed[key] for name, key in keys.items() if key in self.printed}
        remembered = memory.having(now.memory, str(edit.place), edit.mark)
        remembered = memory.written_for(remembered, entry.codes, yaml_edits.label(at), spoken)
        return replace(now, text=yaml_edits.put_problem(now.text, at, words.text), memory=remembered)

    def _dispensable(self, edit: Edit, at: Target, targets: Sequence[tuple[Edit, Target]], standing: Standing) -> bool:
        """Whether the text can be taken out: it stands in the file, and a problem keeps a measure."""
        entry = standing.people.entries[at.entry]
        leaving = {to.path for e, to in targets if e.removed and to.key == "措施" and to.entry == at.entry}
        if at.key == "措施" and len(leaving) >= len(entry.measures):
            message = f"“{edit.place}”在 Word 中已删去，但问题至少要有一条措施，未删"
            self._warn("last-measure", message, "请在 整改.yaml 中改写措施")
            return False
        if yaml_edits.standing(at, entry) is None:
            message = f"“{edit.place}”在 Word 中已删去，但它写在整个条目上，未删"
            self._warn("of-entry", message, "请在 整改.yaml 中删去该条目的责任科室或时限")
            return False
        return True

    def _warn(self, code: str, message: str, advice: str) -> None:
        self.told.append(warning(code, message, advice, Position(FILE)))


def _appended(chunk: str, items: Sequence[Item]) -> str:
    """`chunk`, a list of the one entry, with one more measure."""
    count = len(layout.opened(chunk, (0, MEASURES)).node((0, MEASURES)).value)
    return layout.insert(chunk, (0, MEASURES), count, items)


def forged(place: Place, words: yaml_edits.EditedText, printed: Mapping[str, str]) -> list[Diagnostic]:
    """The figures that somebody typed over; those that the report was printed with were only of another day."""
    typed = [(was, now) for was, now in words.changed if now not in printed.values()]
    if not typed:
        return []
    message = f"“{place}”中改动了算出的数字（{numerals.told(typed)}），数字未吸收"
    return [warning("figure-changed", message, "数字有误请在资料（填报表）里改", Position(FILE))]
