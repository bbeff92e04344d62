"""What was filled in: each cell that says something else than the ledger as it would be written today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, error, hint, nearest, warning
from reportgen.evaluation import Evaluation
from reportgen.facts.typed.days import day
from reportgen.findings import ledger_key
from reportgen.findings.ledger_key import Keyed, RowKey, digest, said
from reportgen.findings.rectification import Entry, MeasureEntry, Rectification, Status
from reportgen.intake.ledgers.filled_ledger import DONE_ON, POINTS, Filled, Handed
from reportgen.intake.ledgers.matching import matched, of_problem
from reportgen.language.tag import tagged
from reportgen.patterns import regex
from reportgen.values import Frozen

# columns and their keys in 整改.yaml: of a measure, and of its problem
OF_MEASURE = {
    **{ledger_key.MEASURE: "措施", ledger_key.OWNER: "责任科室", ledger_key.DUE: "时限", ledger_key.OUTCOME: "成果"},
    **{ledger_key.STATE: "状态", ledger_key.PROGRESS: "完成情况"},
}
OF_PROBLEM = {ledger_key.CAUSE: "原因", ledger_key.REMARK: "备注"}
ADDED = "台账里新增的一行"
_DAY_ALONE = regex(r"\d{4}-\d{1,2}-\d{1,2}(?: 00:00:00)?|[34]\d{4}(?:\.0+)?")
_NO_SUCH_DAY = "没有这一天"
_LONGEST = 24  # signs of a text that stand for it


class Reported(Frozen):
    """One cell that was filled in: `key` of measure `measure` (None: of the problem itself, or a new measure).

    `doubt` says why a person must confirm it; `parts` are owner, date … of a measure that was added.
    """

    name: str
    place: str
    codes: tuple[str, ...]
    nth: int
    measure: int | None
    key: str
    before: str
    after: str
    doubt: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def added(self) -> bool:
        """Whether it is a measure that the data have not."""
        return self.measure is None and self.key == OF_MEASURE[ledger_key.MEASURE]

    @property
    def target(self) -> tuple[object, ...]:
        """What two cells have in common that are filled in for one text."""
        return (self.codes, self.nth, self.measure, self.key, self.after if self.added else "")


class Compared(Frozen):
    """Everything that was filled in, and what is to be said."""

    reported: tuple[Reported, ...]
    diagnostics: tuple[Diagnostic, ...]


def compare(handed: Handed, evaluation: Evaluation, people: Rectification) -> Compared:
    """What `handed` says that `evaluation` and 整改.yaml, `people`, do not; what is wrong is told as errors.

    A ledger has 未开始 for measure 1 of C21 as it was written; somebody chose 已完成, and 整改.yaml still says 未开始:
    that is reported. Where 整改.yaml says 整改中 by now, it is reported with a doubt.
    """
    department, year = evaluation.department.office.name, evaluation.department.year
    if told := list(_of_another(handed, department, year)):
        return Compared((), tuple(told))
    comparison = _Comparison(list(ledger_key.keyed(department, year, evaluation.exhibits.ledger.rows)), people)
    found: dict[tuple[object, ...], Reported] = {}
    for row in handed.rows:
        for one in comparison.of(row):
            first = found.setdefault(one.target, one)
            if first.after != one.after:
                both = f"{first.place} 是“{first.after}”，{one.place} 是“{one.after}”"
                at = row.at(ledger_key.MEASURE)
                comparison.told.append(error("ledger-twice", f"“{one.name}”填了两处：{both}", "请只留一处", at))
    return Compared(tuple(found.values()), tuple(comparison.told))


def _of_another(handed: Handed, department: str, year: int) -> Iterator[Diagnostic]:
    """A ledger, or rows, of another department or year."""
    own = (department, year)
    if handed.rows and handed.department and (handed.department, handed.year or year) != own:
        message = f"这是{handed.department}{handed.year or ''}年度的台账，资料是{department}{year}年度的"
        at = handed.rows[0].at(ledger_key.MEASURE)
        yield error("other-ledger", message, "请核对台账和 dept.yaml 是否配套", at)
        return
    for row in handed.rows:
        if row.key and (row.key.department, row.key.year) != own:
            message = f"这一行是{row.key.department}{row.key.year}年度的，不是{department}{year}年度的"
            yield error("other-ledger", message, "请删去这一行", row.at(ledger_key.MEASURE))


class _Comparison:
    """Rows held against `today`'s and against 整改.yaml; `told` grows."""

    def __init__(self, today: Sequence[Keyed], people: Rectification) -> None:
        self.today, self.people = today, people
        self.told: list[Diagnostic] = []

    def of(self, row: Filled) -> Iterator[Reported]:
        """What was filled in in one row."""
        one, doubt = matched(row, self.today)
        if one is None:
            yield from self._new(row)
            return
        self._left_alone(row, one)
        if not one.row.measure:  # a problem that has no measure yet
            yield from self._new(row, one.key)
        for head, key in {**(OF_MEASURE if one.row.measure else {}), **OF_PROBLEM}.items():
            after = self._after(row, head, said(one.row)[head])
            if after is not None and (head in row.cells or after):
                yield from self._cell(row, one, (head, key, after), doubt)

    def _cell(self, row: Filled, one: Keyed, filled: tuple[str, str, str], doubt: str) -> Iterator[Reported]:
        head, key, after = filled
        printed, wrote = said(one.row)[head], row.key.written.get(head, "") if row.key else None
        if digest(after) in (digest(printed), wrote):
            return
        is_note, of_measure = head == ledger_key.REMARK, head in OF_MEASURE
        before = self._note(one) if is_note else printed
        number = one.key.measure if of_measure or (is_note and not one.row.first) else None
        name = f"{_called(one)}{'' if number is None else f' 措施{number + 1}'} {head}"
        if not after and wrote and of_measure:
            message = f"“{name}”清空了，整改.yaml 仍是“{short(before)}”"
            self.told.append(warning("ledger-cleared", message, "确实不要的，请在 整改.yaml 里删去", row.at(head)))
        if not after or digest(after) == digest(before):
            return
        if wrong := self._wrong(row, one, filled):
            self.told.append(wrong)
            return
        untouched = not before or (not is_note and wrote is not None and digest(before) == wrote)
        reason = doubt or ("" if untouched else f"整改.yaml 已写“{short(before)}”")
        yield Reported(name, row.place(head), one.key.codes, one.key.nth, number, key, before, after, reason)

    def _after(self, row: Filled, head: str, printed: str) -> str | None:
        """What a cell says in the words of 整改.yaml; None where it cannot be understood, which is told."""
        text = row.text(head)
        if head == ledger_key.DUE:
            return self._due(text, row)
        if head == ledger_key.REMARK and text != printed:
            return text.removeprefix(printed).strip("；; \n")
        if head == ledger_key.PROGRESS and row.text(DONE_ON):
            return self._with_day(text, row)
        return text

    def _due(self, text: str, row: Filled) -> str | None:
        """A day that Excel holds as a day in words; any other text as it is typed."""
        made, why = day(text) if text else (None, "")
        if made is None and why.startswith(_NO_SUCH_DAY):
            self.told.append(error("ledger-day", f"“完成时限”是“{text}”，{why}", "", row.at(ledger_key.DUE)))
            return None
        return chinese.date(made) if made and _DAY_ALONE.fullmatch(text) else text

    def _with_day(self, text: str, row: Filled) -> str | None:
        """完成情况 with the day that stands in a column of its own."""
        made, why = day(row.text(DONE_ON))
        if made is None:
            message = f"“{DONE_ON}”是“{row.text(DONE_ON)}”，不是日期"
            self.told.append(error("ledger-day", message, why, row.at(DONE_ON)))
            return None
        done = f"{chinese.date(made)}完成"
        return text if done in text else f"{text.rstrip('。')}（{done}）" if text else done

    def _wrong(self, row: Filled, one: Keyed, filled: tuple[str, str, str]) -> Diagnostic | None:
        """Why a text cannot be taken: a state that is none, braces, figures that follow the data."""
        head, key, after = filled
        if head == ledger_key.STATE and after not in list(Status):
            return _no_state(after, row)
        if tagged(after):
            message = f"“{short(after)}”中有花括号，会被当作变量，没有收"
            return warning("braces", message, "请改用其他括号", row.at(head))
        if tagged(stands := self._typed(one, head, key)):
            message = f"“{short(stands)}”里的数字随资料变化，台账里的改动没有收：“{short(after)}”"
            return warning("slots", message, "请在 整改.yaml 里改", row.at(head))
        return None

    def _typed(self, one: Keyed, head: str, key: str) -> str:
        """What stands in 整改.yaml, as typed."""
        entry = self.people.about(one.key.codes, one.key.nth)
        holder: Entry | MeasureEntry | None = None if entry is None else self.people.entries[entry]
        if isinstance(holder, Entry) and head in OF_MEASURE:
            holder = holder.measures[one.key.measure] if one.key.measure < len(holder.measures) else None
        return "" if holder is None else str(holder.to_data().get(key) or "")

    def _note(self, one: Keyed) -> str:
        """A person's 备注: of the problem on its first row, else of the measure."""
        entry = self.people.about(one.key.codes, one.key.nth)
        if entry is None:
            return ""
        holder: Entry | MeasureEntry = self.people.entries[entry]
        if isinstance(holder, Entry) and not one.row.first and one.key.measure < len(holder.measures):
            holder = holder.measures[one.key.measure]
        return "" if holder.note is None else str(holder.note)

    def _left_alone(self, row: Filled, one: Keyed) -> None:
        """What the tool itself has written there and somebody has changed."""
        title, points = row.text(ledger_key.PROBLEM), row.cells.get(POINTS)
        known = ("", digest(one.row.problem), row.key.written.get(ledger_key.PROBLEM) if row.key else None)
        if digest(title) not in known:
            message = f"“存在问题”写的是“{short(title)}”，资料里是“{short(one.row.problem)}”，没有收"
            self.told.append(hint("ledger-title", message, "要改标题的，请改 整改.yaml", row.at(ledger_key.PROBLEM)))
        if points is not None and points.number is not None and points.number != one.row.points:
            message = f"“扣分”是 {points.text}，按资料算出的是 {chinese.points(one.row.points)}，没有收"
            self.told.append(warning("figure-changed", message, "数字有误请在资料（填报表）里改", row.at(POINTS)))

    def _new(self, row: Filled, problem: RowKey | None = None) -> Iterator[Reported]:
        """A measure that somebody put in: for `problem`, or in a row of its own where its problem is known."""
        text, at, doubt = row.text(ledger_key.MEASURE), row.at(ledger_key.MEASURE), "" if problem else ADDED
        if problem is None and row.key is None:
            problem = next((one.key for one in self.today if of_problem(row, one.key)), None)
        parts = tuple((key, words) for head, key in OF_MEASURE.items() if (words := self._after(row, head, "")))
        if parts and (not text or problem is None or any(tagged(words) for _, words in parts)):
            message = f"认不出这一行是哪条措施{f'：“{short(text)}”' if text else ''}，没有收"
            self.told.append(warning("ledger-row", message, "请核对“涉及指标”和“整改措施”，或写进 整改.yaml", at))
        elif (state := row.text(ledger_key.STATE)) and state not in list(Status):
            self.told.append(_no_state(state, row))
        elif parts and problem:
            name = f"{'、'.join(problem.codes)} 新增措施"
            place = row.place(ledger_key.MEASURE)
            yield Reported(name, place, problem.codes, problem.nth, None, "措施", "", text, doubt, parts)


def _no_state(state: str, row: Filled) -> Diagnostic:
    near = nearest(state, Status)
    advice = f"{f'是否应为“{near}”？' if near else ''}请从列表中选：{'、'.join(Status)}"
    return error("ledger-state", f"“{state}”不是整改状态", advice, row.at(ledger_key.STATE))


def _called(one: Keyed) -> str:
    return "、".join(one.key.codes) or f"“{short(one.row.problem)}”"


def short(text: str) -> str:
    """A text as a message names it."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
