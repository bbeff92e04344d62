"""What notes are made from, and how they tell figures and places in the files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reportgen import chinese
from reportgen.evaluation import Evaluation
from reportgen.facts import department as departments
from reportgen.facts.department import OFFERED, Fact
from reportgen.facts.records.answer import Answer
from reportgen.facts.source import Path, Source
from reportgen.findings.author import Author
from reportgen.findings.draft.plan import Plan
from reportgen.patterns import regex
from reportgen.scoring.formula import Figure, Figures, Input, derived, shown
from reportgen.scoring.kinds import row_values
from reportgen.scoring.own_leaves import OwnLeaf

_PLACE = regex(r"(?P<file>.*?):(?P<line>\d+)(?::\d+)?")
_ROW = regex(r"(?P<rows>.+)第(?P<number>\d+)项\.(?P<column>[^.]+)")  # 效果指标第2项.实际值
_FOLDERS = regex(r".*[/\\]")
_MOST = 8  # facts told in one note


@dataclass(frozen=True)
class Grounds:
    """All that a review copy tells of: the result, who wrote what, dept.yaml, and the keys of 自评 by 编号."""

    evaluation: Evaluation
    author: Author
    plan: Plan
    source: Source
    answers: Mapping[str, str]
    rows: Mapping[str, OwnLeaf] = field(default_factory=dict)  # the department's own ones, by 编号

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The department's facts with their places."""
        return departments.facts(self.evaluation.department, self.source, self.evaluation.scorecard.limits)

    @cached_property
    def computed(self) -> Figures:
        """The figures, also of facts that follow from others."""
        return {**derived(self.facts), **self.evaluation.figures}

    def figures(self, names: Iterable[str], *, deep: bool = True) -> list[str]:
        """The arithmetic of each figure among `names`; if `deep`, also of those that it was computed from."""
        found = [figure for figure in self._computed(names, deep) if len(set(figure.trace.split(" = "))) > 1]
        own = [f"{f.name}：{f.trace}" for f in found if f.name in self.evaluation.figures]
        totals = dict.fromkeys(f"{called(f.name)} {f.trace}" for f in found if f.name not in self.evaluation.figures)
        return [*dict.fromkeys(own), *([f"其中：{'；'.join(totals)}"] if totals else [])]

    def _computed(self, names: Iterable[str], deep: bool) -> Iterator[Figure]:
        for name in names:
            if (figure := self.computed.get(name)) is not None and figure.value is not None:
                yield figure
                yield from self._computed((used.name for used in figure.inputs), deep) if deep else ()

    def sources(self, names: Iterable[str]) -> list[str]:
        """A line that tells the facts behind `names` with their lines in dept.yaml."""
        leaves = self._leaves(names)
        by_place: dict[str, list[str]] = {}
        for name, (value, where) in list(leaves.items())[:_MOST]:
            by_place.setdefault(where, []).append(f"{called(name)} {value}")
        told = "；".join(f"{'、'.join(facts)}（{where}）" for where, facts in by_place.items())
        more = f"等{len(leaves)}项" if len(leaves) > _MOST else ""
        return [f"取数：{told}{more}"] if told else []

    def records(self, names: Iterable[str]) -> list[str]:
        """What the facts behind `names` have to agree with."""
        groups = dict.fromkeys(_ROW.sub(r"\g<rows>", name).partition(".")[0] for name in self._leaves(names))
        records = dict.fromkeys(self.evaluation.words.checking.records.get(group, "原始资料") for group in groups)
        return [f"取数与{'、'.join(records)}一致"] if records else []

    def _leaves(self, names: Iterable[str]) -> dict[str, tuple[str, str]]:
        """The facts behind `names`: each as shown, and its place."""
        found: dict[str, tuple[str, str]] = {}
        computed = self.computed
        for name in names:
            if (figure := computed.get(name)) is not None:
                if figure.value is not None:
                    own = [u for u in figure.inputs if not u.name.startswith(f"{OFFERED}.")]
                    found |= {u.name: (u.value, self._origin(u)) for u in own if u.name not in computed}
                    found |= self._leaves(u.name for u in figure.inputs if u.name in computed)
            elif (fact := self.facts.get(name)) is not None:
                found[name] = (_value(fact), place(fact.position) or self._derived(name))
            elif cell := _ROW.fullmatch(name):
                found[name] = self._in_row(cell["rows"], int(cell["number"]) - 1, cell["column"])
        return found

    def _in_row(self, rows: str, at: int, column: str) -> tuple[str, str]:
        """What a row of a list says in a column, and its place."""
        row = departments.lists(self.evaluation.department)[rows][at]
        position = self.source.position((*rows.split("."), at, column))
        return row_values.told(row.get(column), row.get("单位") or ""), place(position)

    def _origin(self, used: Input) -> str:
        return place(used.position) or (self._derived(used.name) if used.name in self.facts else "未填，按0计")

    def _derived(self, name: str) -> str:
        """Of a fact that follows from others, the place of their group."""
        path = name.split(".")
        above = (self.source.places.get(tuple(path[:n])) for n in range(len(path), 0, -1))
        at = next(filter(None, above), None)
        return f"由{place(at)}起的资料算得" if at else "由资料算得"

    def answered(self, code: str) -> dict[str, Answer]:
        """What 自评, or a row itself, answers for the indicator and its parts, by the place of each answer."""
        given = self.evaluation.department.answers
        own = [key for c, key in self.answers.items() if c == code or c.startswith(f"{code}.")]
        found = {place(self.source.position(("自评", key), key=True)): given[key] for key in own}
        if (leaf := self.rows.get(code)) and leaf.answer:
            found[place(self.source.position(leaf.path))] = leaf.answer
        return found

    def written(self, path: Path) -> str:
        """The place of a text in 整改.yaml."""
        return place(self.plan.source.position(path))


def called(name: str) -> str:
    """A figure or fact as it is found in dept.yaml, without the signs of programs: 人员·劳务派遣."""
    return name.replace(".", "·")


def place(position: object) -> str:
    """dept.yaml:110:9 as people say it: dept.yaml第110行."""
    if position is None:
        return ""
    found = _PLACE.fullmatch(str(position))
    file, line = (found["file"], f"第{found['line']}行") if found else (str(position), "")
    return _FOLDERS.sub("", file) + line


def _value(fact: Fact) -> str:
    match fact.value:
        case bool() | str():
            return str(fact.value)
        case dt.date():
            return chinese.date(fact.value)
        case number:
            return shown(number, fact.unit)
