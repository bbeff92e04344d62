"""Inputs to evaluation: figures, marks, findings, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen import __version__, report
from reportgen.chinese import thousands
from reportgen.diagnostics import Diagnostic, Position, Refused, did_you_mean, error, errors, hint, warning
from reportgen.evaluation import Evaluation, drawn_up
from reportgen.facts import department as departments
from reportgen.facts.addends import wanting
from reportgen.facts.blanks.scaffold import UNNAMED
from reportgen.facts.department import Department, Fact
from reportgen.facts.names import declared
from reportgen.facts.records.declared import required
from reportgen.facts.silences import settled
from reportgen.facts.source import NOWHERE, Path, Source
from reportgen.findings.author import Author
from reportgen.findings.deadlines import passed
from reportgen.findings.draft.plan import plan
from reportgen.findings.finding import claims, find, in_short
from reportgen.findings.followup import FollowUp, Year, follow
from reportgen.findings.troubles import troubles
from reportgen.packs.pack import Pack
from reportgen.patterns import regex
from reportgen.scoring import formula, scorecard
from reportgen.scoring.untaken import untaken
from reportgen.stages.inputs import Inputs
from reportgen.stages.scored import Marked, mark
from reportgen.values import Frozen, replace

_LATER = "补齐以上各项后重新生成；需先看样稿时加 --draft"
_WHOLE = "文件里没有“自评”，请先核对是否只有前半截；"


class Assessed(Frozen):
    """Everything marked, and whoever writes about it."""

    author: Author
    department: Department
    followup: FollowUp | None
    found: tuple[Diagnostic, ...]


def assess(inputs: Inputs, *, draft: bool) -> Assessed:
    """The scorecard and whoever writes about it; raises Refused where marks, or codes in 整改.yaml, are wrong."""
    department, pack, facts = inputs.whole, inputs.pack, inputs.facts
    marked = mark(department, inputs.source, pack, facts, inputs.limits)
    card, figures = marked.card, marked.figures
    unlike = departments.differences(inputs.department, inputs.source, inputs.known)
    unlike += formula.restated(pack.formulas, figures, facts)
    found = [
        *settled(unlike, inputs.department),
        *marked.told,
        *untaken(pack.framework, marked.grounds.lists, inputs.source, warning if draft else error),
        *_asked(marked, inputs.source, draft),
        *(() if draft else inputs.awaited),
        *_unwritten(inputs, facts, draft),
        *_unnamed(inputs, draft),
        *_undeclared(inputs, draft),
        *_columns_not_filled_in(inputs),
    ]
    if errors(found):
        raise Refused(found)
    found += claims(card, inputs.people, inputs.people_source)
    reported = department.cover.date if department.cover else None
    found += passed(inputs.people, inputs.people_source, department.year, reported)
    if errors(found):
        raise Refused(found)
    past = _followup(inputs, card, figures, department)
    recurring = past.sentences() if past else {}
    author = Author(card, pack.wording, _slots(department, pack, figures, card), figures, recurring)
    troubled = troubles(author, inputs.people, inputs.people_source)
    units = {name: unit for name, (unit, _) in declared(pack.info.extra).items()}
    author = replace(author, troubles=troubled, reported=reported, draft=draft, units=units)
    return Assessed(author, department, past, tuple(found))


def evaluate(inputs: Inputs, *, draft: bool = False) -> tuple[Evaluation, list[Diagnostic]]:
    """Figures, marks, findings and remarks; raises Refused when a final report lacks facts or marks."""
    evaluation, found = judge(inputs, draft=draft)
    return drawn_up(evaluation, inputs.facts, inputs.source), found


def judge(inputs: Inputs, *, draft: bool) -> tuple[Evaluation, list[Diagnostic]]:
    """The same without the tables of the report, which marks do not need."""
    with thousands(inputs.grouped):
        return _judged(inputs, draft=draft)


def _judged(inputs: Inputs, *, draft: bool) -> tuple[Evaluation, list[Diagnostic]]:
    ready = assess(inputs, draft=draft)
    author, department, found = ready.author, ready.department, list(ready.found)
    drafted = plan(author, inputs.people, inputs.people_source, inputs.memory)
    findings, of_findings = find(author, drafted.written())
    if not inputs.people_source.places:
        of_findings = in_short(of_findings, "请先运行 reportgen draft 起草 整改.yaml，再补充原因、责任科室和时限")
    found += [*drafted.told(), *of_findings]
    if errors(found):
        raise Refused(found)
    card = author.scorecard
    evaluation = Evaluation(
        pack=inputs.pack.name,
        words=inputs.pack.info,
        department=department,
        figures=dict(author.figures),
        scorecard=card,
        findings=findings,
        evidence=drafted.figures(),
        followup=ready.followup,
        projects=inputs.projects,
        remarks={node.code: author.remark(node.judged) for node in card.nodes if node.judged},
        draft=draft,
        program=__version__,
        pack_digest=inputs.pack.digest,
    )
    inputs.pack.wording.known.keep(inputs.pack.cache, inputs.pack.name)
    return evaluation, found


def _followup(
    inputs: Inputs, card: scorecard.Scorecard, figures: formula.Figures, department: Department
) -> FollowUp | None:
    """What has become of last year's problems."""
    if not inputs.last:
        return None
    several = len(inputs.last) > 1
    now = Year(department.year, card, figures, departments.facts(department, NOWHERE))
    return follow([(_year(last, named=several), last.findings) for last in inputs.last], now)


def _year(last: Evaluation, *, named: bool) -> Year:
    """What a result of last year says; of one among several, by which department."""
    given = last.department
    known = departments.facts(given, NOWHERE)
    return Year(given.year, last.scorecard, last.figures, known, given.office.name if named else "")


def _slots(
    department: Department, pack: Pack, figures: formula.Figures, card: scorecard.Scorecard
) -> dict[str, object]:
    """What a sentence of the pack may name: the department's facts, the pack's words, the figures."""
    values = report.figures(figures, card)
    return {**report.facts(department, card), "称谓": report.group(pack.info.address), "计算": values}


def _unwritten(inputs: Inputs, known: Mapping[str, Fact], draft: bool) -> Iterator[Diagnostic]:
    """A section that would vanish, though the department gave something of it: what it lacks, told at what is there."""
    for section, names in inputs.pack.info.checking.required.items():
        groups = {name.split(".")[0] for name in names}
        stated = next((f.position for f in known.values() if f.position and f.name.split(".")[0] in groups), None)
        lacking = [part for name in names if name not in known for part in wanting(name, known)]
        if stated and lacking:
            told = "、".join(dict.fromkeys(lacking))
            say = warning if draft else error
            yield say("section", f"“{section}”写不出来，缺 {told}", "请补填；没有发生的填 0", stated)


def _unnamed(inputs: Inputs, draft: bool) -> Iterator[Diagnostic]:
    """A form of `new` in which the department has not been named yet."""
    if inputs.department.office.name == UNNAMED and not draft:
        at = inputs.source.position(("部门", "全称"))
        yield error("unnamed", "“部门.全称”还没有填", "请填部门全称；先看样稿时加 --draft", at)


def _undeclared(inputs: Inputs, draft: bool) -> Iterator[Diagnostic]:
    """What the pack declares that no report can do without, and the department has not given."""
    if not (wanted := list(required(inputs.pack.info.declared))):
        return
    given = {*inputs.facts, *(name for name, rows in departments.lists(inputs.department).items() if rows)}
    for name, one in wanted:
        if f"补充.{name}" not in given:
            at = inputs.source.position(("补充", *name.split(".")))
            hint_ = "；".join(filter(None, (one.unit and f"单位：{one.unit}", one.meaning)))
            say = warning if draft else error
            yield say("missing", f"缺少必填项“补充.{name}”", hint_ or "请补填", at)


def _columns_not_filled_in(inputs: Inputs) -> Iterator[Diagnostic]:
    """What a department writes for columns of the score table that are not left to it."""
    known = [column.name for column in inputs.pack.info.columns if column.filled]
    for key, answer in inputs.department.answers.items():
        for name in answer.columns or ():
            if name not in known:
                hint = did_you_mean(name, known) if known else "套件没有由部门填写的评分表列，请删去这一行"
                at = inputs.source.position(("自评", key, "列", name), key=True)
                yield warning("score-column", f"评分表没有由部门填写的列“{name}”，不会印出", hint, at)


def _asked(marked: Marked, source: Source, draft: bool) -> list[Diagnostic]:
    """Every field a final report still waits for, all at once; answers that cannot stand are told already."""
    card = marked.card
    if draft or card.total is not None:
        return []
    wrong = {one.where for one in errors(marked.told)}
    pending = [node for node in card.nodes if node.mark and node.mark.pending]
    return [
        error(
            "unmarked",
            f"“{node.name}”（{node.code}）{node.mark.state.value}",
            "；".join(node.mark.asked),
            _waiting(node.mark.asked, source),
        )
        for node in pending
        if node.mark
        and node.mark.asked
        and not any(code == node.code or code.startswith(f"{node.code}.") for code in wrong)
    ] + [hint("draft", "资料未齐，总分待定", f"{_WHOLE if ('自评',) not in source.keys else ''}{_LATER}")]


def _waiting(asked: Sequence[str], source: Source) -> Position | None:
    """The first line of dept.yaml that is asked to be filled in, where it stands there already."""
    names = regex(r"(?:\w|（\w+）)+(?:\.(?:\w|（\w+）)+)+").findall("；".join(asked))
    paths = (tuple(name.split(".", 1) if name.startswith("自评.") else name.split(".")) for name in names)
    found = next((source.keys[path] for path in paths if path in source.keys), None)
    return found or next((source.position(path) for path in _rows("；".join(asked)) if path in source.places), None)


def _rows(asked: str) -> Iterator[Path]:
    """The rows of lists that are named: 效果指标第2项, else the list “效果指标”."""
    for name, number in regex(r"([\w.]+?)第(\d+)项").findall(asked):
        yield (*name.split("."), int(number) - 1)
    for name in regex(r"“([\w.]+)”").findall(asked):
        yield tuple(name.split("."))
