"""The four sheets of 计算底稿: 评分 (marks, total and grade, held against ours), 计算, 算式, 数据."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportgen.facts.source import Path, Source
from reportgen.scoring.formula import Formulas
from reportgen.scoring.framework import TOTAL, Adjustment, Framework
from reportgen.scoring.kinds import Given
from reportgen.scoring.kinds.counting import CountUp
from reportgen.scoring.mark import Mark
from reportgen.scoring.own_leaves import grown
from reportgen.scoring.scorecard import Scorecard
from reportgen.scoring.totals import Adjusted, adjust
from reportgen.tabular import FIRST, Column, Formula, Kind, Line, Tint, WorkingSheet
from reportgen.values import Frozen, replace
from reportgen.workings.desk import DATA, FIGURES, STEPS, Desk, same
from reportgen.workings.judgements import judged, settled, vetoed
from reportgen.workings.spelled import NONE, chain, mark, number, text

MARKS = "评分"
BY_HAND, BY_RULE, WAITS = "人工评定", "公式重算", "待定"
_TEXT, _CENTRED, _NUMBER = Kind.TEXT, Kind.CENTRED, Kind.COUNT
_COLUMNS = {
    MARKS: (("编号", 10, _CENTRED), ("指标", 30, _TEXT), ("分值", 8, _CENTRED), ("底稿得分", 11, _CENTRED),
            ("评分表得分", 11, _CENTRED), ("核对", 9, _CENTRED), ("方式", 11, _CENTRED), ("说明", 46, _TEXT)),
    STEPS: (("项目", 38, _TEXT), ("数", 30, _CENTRED), ("单位", 8, _CENTRED), ("算式、档次、出处", 60, _TEXT)),
    FIGURES: (("算式名", 26, _TEXT), ("结果", 16, _CENTRED), ("单位", 8, _CENTRED), ("算式", 50, _TEXT),
              ("本工具算得", 16, _CENTRED), ("核对", 9, _CENTRED)),
    DATA: (("名称", 46, _TEXT), ("数", 20, _CENTRED), ("单位", 8, _CENTRED), ("出处", 46, _TEXT)),
}  # fmt: skip
_VALUES = {MARKS: (4, 5), STEPS: (2,), FIGURES: (2, 5), DATA: (2,)}


class Worked(Frozen):
    """What is worked out again: the framework and the formulas, what they see, and our own scorecard."""

    framework: Framework
    formulas: Formulas
    given: Given
    card: Scorecard
    source: Source
    keys: Mapping[str, str]


class Workings(Frozen):
    """The sheets, and how many indicators are computed, by hand, or stand as a value."""

    papers: tuple[WorkingSheet, ...]
    counted: Mapping[str, int]
    plain: tuple[str, ...]  # what was computed and stands as a value in the sheet of data


def workings(worked: Worked, title: str) -> Workings:
    """The sheets of everything that is scored; `title` goes above each."""
    worked, rows_of = _with_rows(worked)
    desk = Desk(worked.given, worked.formulas, worked.source, worked.keys, rows_of)
    rows = _Rows(worked, desk)
    for node in worked.card.nodes:
        if node.mark and node.code in worked.framework.indicators and worked.framework.indicators[node.code].rule:
            rows.leaf(node.code, node.mark)
    rows.total()
    lines = {MARKS: rows.lines, **{name: desk.lines[name] for name in (STEPS, FIGURES, DATA)}}
    papers = tuple(_paper(name, f"{title}（{name}）", own) for name, own in lines.items() if own)
    return Workings(papers, rows.counted, tuple(desk.plain))


def _with_rows(worked: Worked) -> tuple[Worked, dict[str, Path]]:
    """The same with the rows of the department's own lists as indicators that say of themselves; where each stands."""
    made = grown(worked.framework, worked.given.lists)
    beside = worked.given.answers
    said = {code: own for code, leaf in made.leaves.items() if (own := leaf.together(beside.get(code)))}
    given = replace(worked.given, answers={**beside, **said})
    rows = {code: leaf.path for code, leaf in made.leaves.items() if leaf.answer}
    return replace(worked, framework=made.framework, given=given), rows


def _paper(name: str, title: str, lines: Sequence[Line]) -> WorkingSheet:
    return WorkingSheet(name, title, [Column(*column) for column in _COLUMNS[name]], lines, _VALUES[name])


class _Rows:
    """The lines of the sheet of marks, one below the other."""

    def __init__(self, worked: Worked, desk: Desk) -> None:
        self.worked, self.desk = worked, desk
        self.lines: list[Line] = []
        self.counted = dict.fromkeys((BY_RULE, BY_HAND, WAITS), 0)
        self._weights: list[str] = []
        self._pending = False

    def leaf(self, code: str, own: Mark) -> None:
        """An indicator: its steps, and its mark beside ours."""
        indicator, desk = self.worked.framework.indicators[code], self.desk
        assert indicator.rule is not None
        given = self.worked.given.of(code, indicator.name)
        desk.head(f"{code} {indicator.name}", "", "", f"{number(own.full)}分，{own.kind}：{own.standard}")
        points = judged(indicator.rule, indicator.full, desk, given, indicator.vetoes)
        points = self._from_above(indicator.parent, points)
        if not points or own.pending:
            self._pending = True
            self._put((code, own.name, own.full, None, None, None, WAITS, "；".join(own.asked)))
            self.counted[WAITS] += 1
            return
        whole = settled(points, indicator.full, self.worked.framework.not_applicable)
        final = desk.step("得分", f"IF(ISNUMBER({whole}),{mark(f'({whole})')},{NONE})", "分", tint=Tint.RESULT)
        way = BY_HAND if own.manual or own.ground.value in ("人工评分", "不适用") else BY_RULE
        self.counted[way] += 1
        ours = own.points if own.points is not None else "不适用"
        self._put((code, own.name, own.full, Formula(f"={final}"), ours, Formula(self._same()), way, own.reason or ""))

    def _from_above(self, parent: str | None, points: str) -> str:
        """`points` where no veto of a group above, or of the total, takes them."""
        above = [TOTAL] if self.worked.framework.vetoes else []
        indicators = self.worked.framework.indicators
        while parent:
            above += [parent] if indicators[parent].vetoes else []
            parent = indicators[parent].parent
        for code in above:
            own = self.worked.framework.vetoes if code == TOTAL else indicators[code].vetoes
            given = self.worked.given.of(code, "")
            points = vetoed(points, self.desk, given, own) if points or given.answer.vetoes else points
        return points

    def total(self) -> None:
        """The marks added up, every 总分调整, the total and the grade."""
        framework, last = self.worked.framework, FIRST + len(self.lines) - 1
        if self.lines and not self._pending:
            marks, weights = f"D{FIRST}:D{last}", f"C{FIRST}:C{last}"
            earned = self._told("各指标得分合计", f"SUM({marks})")
            worth = self._told("计入的分值", f"SUMPRODUCT(ISNUMBER({marks})*{weights})")
            full = number(framework.full)
            plain = self._told("换算为满分后", f"IF({worth}=0,{full},{mark(f'{earned}*{full}/{worth}')})")
            self._adjusted(plain)
        else:
            for code, adjustment in framework.adjustments.items():
                self._adjustment(code, adjustment)

    def _adjusted(self, plain: str) -> None:
        card = self.worked.card
        factors, bonus, penalty = list[str](), ["0"], ["0"]
        for code, adjustment in self.worked.framework.adjustments.items():
            cell = self._adjustment(code, adjustment)
            {"系数": factors, "加分": bonus, "扣分": penalty}[adjustment.way].append(cell)
        times = "*".join([plain, *factors])
        lowered = f"{mark(times)}+{'+'.join(penalty)}"
        total = self._told(TOTAL, f"MAX({lowered},0)+{'+'.join(bonus)}", card.total)
        grades = [(f"ROUND({total},2)>={number(g.least)}", text(g.name)) for g in self.worked.framework.grades]
        self._told("等级", chain(grades[:-1], grades[-1][1]), card.grade)

    def _adjustment(self, code: str, adjustment: Adjustment) -> str:
        """The line of one 总分调整, its cell: a factor, points added, or points taken off (negative)."""
        given, desk = self.worked.given.of(code, adjustment.name), self.desk
        made, wrong = adjust(adjustment, given)
        desk.head(f"{code} {adjustment.name}", "", "", f"总分调整：{adjustment.way}")
        points = "" if wrong else self._points(adjustment, made, given)
        cell = desk.step("影响", points or number(made.effect), "分", made.note, Tint.RESULT)
        self._put((code, f"总分调整：{made.name}", None, Formula(f"={cell}"), made.effect, Formula(self._same()),
                   BY_RULE if adjustment.rule else BY_HAND, made.reason))  # fmt: skip
        return f"D{FIRST + len(self.lines) - 1}"

    def _points(self, adjustment: Adjustment, made: Adjusted, given: Given) -> str:
        sign = "-" if adjustment.way == "扣分" else ""
        if adjustment.rule is not None:
            most = adjustment.most or Decimal(100)
            points = judged(adjustment.rule, most, self.desk, given, {})
            if not points:
                return ""
            off = points if not sign or isinstance(adjustment.rule, CountUp) else f"({number(most)}-{points})"
            return f"IF(ISNUMBER({points}),{sign}{mark(off)},0)"
        if adjustment.way == "系数":
            cell = self.desk.answer(given.code, "等级", given.answer.level or "否")
            return f'IF({cell}="是",{number(adjustment.factor)},1)'
        field = "得分" if adjustment.way == "加分" else "扣分"
        amount = given.answer.points if adjustment.way == "加分" else given.answer.deducted
        return f"{sign}{self.desk.answer(given.code, field, amount or Decimal(0))}"

    def _told(self, label: str, formula: str, ours: Decimal | str | None = None) -> str:
        """A line of the foot; the cell of its value."""
        row = FIRST + len(self.lines)
        compared = Formula(same(f"D{row}", f"E{row}")) if ours is not None else None
        cells = (None, label, None, Formula(f"={formula}"), ours, compared, None, None)
        self.lines.append(Line(cells, Tint.RESULT, _NUMBER))
        return f"D{row}"

    def _same(self) -> str:
        row = FIRST + len(self.lines)
        return same(f"D{row}", f"E{row}")

    def _put(self, cells: Sequence[object]) -> None:
        self.lines.append(Line(cells, Tint.STEP, _NUMBER))
