"""The names that a pack's Word template and sentences may use, with units, read off made-up evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from reportgen import report, vocabulary
from reportgen.editor.templates import shape as shapes
from reportgen.editor.templates.shape import ANY, TEXT, Leaf, Names
from reportgen.editor.trial import probe
from reportgen.evaluation import Evaluation
from reportgen.facts import names
from reportgen.findings.author import Author
from reportgen.overall_form import overall_form
from reportgen.packs.overall_settings import OVERALL
from reportgen.packs.pack import PackInfo
from reportgen.packs.wording import Wording
from reportgen.scoring.formula import Formulas
from reportgen.scoring.framework import Framework
from reportgen.scoring.kinds.base import DROPPED
from reportgen.values import Frozen, replace

FREE = ("补充", "自评")  # groups whose names are known only when there is a department


def switched(evaluation: Evaluation, *options: str) -> Evaluation:
    """`evaluation`, in whose department these switches are on."""
    department = evaluation.department
    on = {**(department.options or {}), **dict.fromkeys(options, True)}
    return replace(evaluation, department=replace(department, options=on))


class Voice(Frozen):
    """What of a pack decides its names: its words, its framework and its formulas."""

    name: str
    info: PackInfo
    framework: Framework
    formulas: Formulas
    codes: frozenset[str] = frozenset()  # of indicators that the pack or its parents know: 评语 may be asked of them

    @cached_property
    def full(self) -> Evaluation:
        """An evaluation in which everything is given and points are lost everywhere."""
        return probe.full(self.name, self.info, self.framework, self.formulas)

    @cached_property
    def least(self) -> Evaluation:
        """An evaluation with the bare minimum, full marks and no problems."""
        return probe.least(self.name, self.info, self.framework, self.formulas)

    def trials(self) -> Iterator[Evaluation]:
        """The full and the least evaluation, each with the pack's switches as they are and all the other way.

        Where what does not apply is dropped from the total, one in which it is so for all but one indicator.
        """
        full = replace(self.full, remarks=probe.remarks(self.full.scorecard.nodes))
        options = {name: not on for name, on in self.info.options.items()}
        if self.framework.not_applicable == DROPPED:
            yield probe.dropped(full)
        for evaluation in (full, self.least):
            department = replace(evaluation.department, options=options)
            yield evaluation
            yield replace(evaluation, department=department)

    def unit(self, name: str) -> str:
        """The unit of the value that the context has under `name`."""
        group, _, own = name.partition(".")
        if group == "计算" and own in self.formulas.specs:
            return self.formulas.specs[own].unit
        if name in self.declared:
            return self.declared[name][0]
        found = vocabulary.meaning(name)
        return found.unit if found else ""

    @cached_property
    def declared(self) -> Mapping[str, tuple[str, str]]:
        """Unit and 口径 of what the pack declares under 补充."""
        return names.declared(self.info.extra, f"{shapes.ITEM}.")

    @property
    def free(self) -> tuple[str, ...]:
        """The groups whose names are known only when there is a department."""
        return tuple(group for group in FREE if not (self.info.extra and group == "补充"))

    def values(self) -> dict[str, Any]:
        """What a template sees of the full evaluation, its 部门自评表 filled in though it is off."""
        return {**report.context(self.full), OVERALL: report.group(overall_form(self.full))}

    def context(self) -> Names:
        """The names of a Word template."""
        found = shapes.of(self.values(), self.unit)
        assert isinstance(found, Names)
        remarks = Names(dict.fromkeys((*self.codes, *self.framework.indicators), Leaf(TEXT)))
        return Names({**found.fields, "评语": remarks, **dict.fromkeys(self.free, ANY)})

    def slots(self, wording: Wording) -> Names:
        """The names of a sentence in wording.yaml: the facts, and what is known of the mark and the gap it tells of."""
        found = shapes.of(self.slot_values(wording), self.unit)
        assert isinstance(found, Names)
        return Names({**found.fields, **dict.fromkeys(self.free, ANY), "值": ANY, "理由": Leaf(TEXT)})

    def slot_values(self, wording: Wording) -> Mapping[str, Any]:
        """The same with what they may stand for."""
        code, _ = next(self.framework.leaves())
        mark = probe.mark(self.framework, code, lost=True)
        return Author(self.full.scorecard, wording, self.facts()).slots(mark, mark.gaps[0])

    def facts(self) -> Mapping[str, Any]:
        """The facts that sentences may name, as the pipeline gives them."""
        figures = {name: figure.value for name, figure in self.full.figures.items()}
        department = report.group(self.full.department)
        return {**department, "称谓": report.group(self.info.address), "计算": figures}
