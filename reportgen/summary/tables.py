"""The sheets of 汇总.xlsx, each one function of what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

from reportgen.facts.source import QUARTERS
from reportgen.summary.common_problems import Trouble, Worded, troubles
from reportgen.summary.ranking import Ranked, Ranking, key, mean
from reportgen.summary.result_file import Node
from reportgen.tabular import Chart, Coloured, Column, Kind, Table, Tone

_WORST = 3
_FOOT = (("平均", "AVERAGE"), ("中位数", "MEDIAN"))
_BANDS = (95, 90, 85, 80, 70, 60, 0)
_FEW = 40  # departments that a chart can show one by one
_NAME = Column("部门", 30)


def tables(standing: Ranking, measures: Table) -> list[Table]:
    """All sheets in their order; `measures` is 整改台账, which knows what day it is."""
    frequent = troubles(standing)
    made_up = [own(standing)] if any(row.result.own for row in standing.rows) else []
    return [
        overview(standing),
        rates(standing),
        points(standing),
        losses(standing),
        problems(standing, frequent),
        by_hand(standing),
        *made_up,
        measures,
        missing(standing),
        bands(standing),
        means(standing),
        quarters(standing),
        quarter_means(quarters(standing)),
    ]


def charts(standing: Ranking) -> list[Chart]:
    """What is drawn of the sheets."""
    drawn = [
        Chart("总分分布", "总分分布", 1, (2,), "部门数"),
        Chart("各指标平均得分率", "各指标平均", 2, (5,), "平均得分率", rate=True),
        Chart("各指标扣分合计", "各指标平均", 2, (7,), "扣分合计（分）"),
    ]
    if len(standing.rows) <= _FEW:
        drawn.append(Chart("各部门总分", "总览", 2, (4,), "总分"))
    if executed := quarters(standing).rows:
        drawn.append(Chart("分季度执行率", "各季平均", 1, (2, 3, 4), "累计支出进度÷序时进度", lines=True, rate=True))
        if len(executed) <= _FEW:
            drawn.append(Chart("各部门分季度执行率", "季度执行", 1, (2, 3, 4, 5), "累计支出进度÷序时进度", rate=True))
    return drawn


def overview(standing: Ranking) -> Table:
    """总览: every department's total, rank and grade, last year, what it lost most on, its files with their folder."""
    columns = (
        *(Column("位次", 6, Kind.COUNT), _NAME, Column("套件", 12, Kind.CENTRED), Column("总分", 8, Kind.NUMBER)),
        *(Column("等级", 6, Kind.CENTRED), Column("上年总分", 9, Kind.NUMBER), Column("升降", 8, Kind.NUMBER)),
        *(Column("失分最多的指标", 46), Column("人工评分", 9, Kind.COUNT), Column("核查警告", 9, Kind.COUNT)),
        *(Column("须重新生成", 24), Column("报告文件", 46)),
    )
    title = f"{standing.gathered.year}年度部门整体绩效评价结果总览"
    return Table("总览", title, columns, [_line(standing, row) for row in standing.rows], foot=_FOOT, frozen=2)


def _line(standing: Ranking, row: Ranked) -> list[object]:
    result = row.result
    lost = [node for node in result.leaves if node.mark and node.mark.lost]
    lost.sort(key=lambda node: -(node.mark.lost or 0) if node.mark else 0)
    worst = "、".join(f"{node.name}（{node.mark.lost:f}）" for node in lost[:_WORST] if node.mark)
    warned = standing.gathered.counts.get(result.path, {}).get("警告")
    folder = result.path.absolute().parent.name
    files = "、".join(f"{folder}/{name}" for name in result.whole.written if name.endswith(".docx"))
    return [
        *(row.rank, result.name, result.whole.pack, row.total, result.whole.card.grade, row.before, row.change),
        *(worst, len(result.manual), warned, row.old, files),
    ]


def rates(standing: Ranking) -> Table:
    """指标得分率: departments by indicators, red where little of the points was reached."""

    def rate(node: Node) -> Decimal | None:
        return node.mark.rate if node.mark else None

    title = f"{standing.gathered.year}年度各指标得分率"
    return _toned(_matrix(standing, ("指标得分率", title), standing.leaves, Kind.RATE, rate), Tone.HIGH_IS_GOOD)


def points(standing: Ranking) -> Table:
    """指标得分: every row of the score tables, the upper levels too."""
    title = f"{standing.gathered.year}年度各级指标得分（分）"
    return _matrix(standing, ("指标得分", title), standing.nodes, Kind.NUMBER, lambda node: node.points)


def losses(standing: Ranking) -> Table:
    """指标扣分: the points lost, red where most were."""

    def lost(node: Node) -> Decimal | None:
        return node.mark.lost if node.mark else None

    title = f"{standing.gathered.year}年度各指标扣分（分）"
    return _toned(_matrix(standing, ("指标扣分", title), standing.leaves, Kind.NUMBER, lost), Tone.LOW_IS_GOOD)


def _matrix(
    standing: Ranking,
    called: tuple[str, str],
    nodes: Sequence[Node],
    kind: Kind,
    value: Callable[[Node], Decimal | None],
) -> Table:
    """Departments by `nodes`, the `value` of each; `called` are tab and title."""
    columns = (Column("位次", 6, Kind.COUNT), _NAME, *(Column(f"{n.code} {n.name}", 12, kind) for n in nodes))
    rows = []
    for row in standing.rows:
        found = [row.result.nodes.get(key(node)) for node in nodes]
        rows.append([row.rank, row.result.name, *(value(node) if node else None for node in found)])
    return Table(*called, columns, rows, foot=_FOOT, frozen=2)


def _toned(table: Table, tone: Tone) -> Table:
    coloured = (Coloured(3, len(table.columns), tone),)
    return Table(table.name, table.title, table.columns, table.rows, coloured, table.foot, table.frozen)


def problems(standing: Ranking, frequent: Sequence[Trouble]) -> Table:
    """共性问题: what most departments lost points on."""
    columns = (
        *(
            Column("编号", 8, Kind.CENTRED),
            Column("指标", 20),
            Column("问题（各部门的标题）", 34),
            Column("部门数", 8, Kind.COUNT),
        ),
        *(
            Column("占比", 9, Kind.RATE),
            Column("扣分合计", 9, Kind.NUMBER),
            Column("原因（各部门所述）", 50),
            Column("部门", 60),
        ),
    )
    rows = [
        [t.code, t.name, _all(t.titles), len(t.cases), t.share, t.lost, _all(t.causes), "、".join(t.departments)]
        for t in frequent
    ]
    return Table("共性问题", f"{standing.gathered.year}年度共性问题", columns, rows, frozen=2)


def _all(words: Sequence[Worded]) -> str:
    return "\n".join(map(str, words))


def by_hand(standing: Ranking) -> Table:
    """人工评分: every mark that a person gave, against which of the rule, and why."""
    columns = (
        *(_NAME, Column("编号", 8, Kind.CENTRED), Column("指标", 22), Column("分值", 7, Kind.NUMBER)),
        *(Column("按规则得分", 10, Kind.NUMBER), Column("人工评分", 9, Kind.NUMBER), Column("理由", 70)),
    )
    rows = [
        [row.result.name, node.code, node.name, node.full, node.mark.rule_points, node.mark.points, node.mark.reason]
        for row in standing.rows
        for node in row.result.manual
        if node.mark
    ]
    return Table("人工评分", f"{standing.gathered.year}年度人工评分", columns, rows)


def own(standing: Ranking) -> Table:
    """自设指标: the indicators that departments made up, row by row; they are summed up under what they are part of."""
    columns = (
        *(_NAME, Column("编号", 12, Kind.CENTRED), Column("指标", 30), Column("分值", 7, Kind.NUMBER)),
        *(Column("得分", 7, Kind.NUMBER), Column("扣分", 7, Kind.NUMBER), Column("得分率", 9, Kind.RATE)),
    )
    rows = [
        [row.result.name, node.code, node.name, node.full, node.mark.points, node.mark.lost, node.mark.rate]
        for row in standing.rows
        for node in row.result.own
        if node.mark
    ]
    return Table("自设指标", f"{standing.gathered.year}年度部门自设指标得分", columns, rows)


def measures(standing: Ranking, due: Callable[[str], dt.date | None]) -> Table:
    """整改台账: every measure of every department, to be filtered; `due` reads a 时限."""
    columns = (
        *(
            _NAME,
            Column("存在问题", 30),
            Column("涉及指标", 20),
            Column("扣分", 7, Kind.NUMBER),
            Column("整改措施", 44),
        ),
        *(Column("责任科室", 14), Column("完成时限", 16), Column("最迟", 12, Kind.DATE), Column("预期成果", 20)),
        *(Column("整改状态", 10, Kind.CENTRED), Column("完成情况", 24)),
    )
    rows = [
        [
            *(row.result.name, finding.title, "、".join(finding.names), finding.lost, measure.text, measure.owner),
            *(measure.due, due(measure.due or ""), measure.outcome, measure.state, measure.done),
        ]
        for row in standing.rows
        for finding in row.result.whole.findings
        for measure in finding.measures
    ]
    title = f"{standing.gathered.year}年度绩效评价问题整改台账"
    return Table("整改台账", title, columns, rows, (Coloured(8, 8, Tone.PAST_IS_BAD),))


def missing(standing: Ranking) -> Table:
    """未报与退回: who has no result and why, and whose was made by an older pack or program."""
    columns = (Column("部门或资料", 40), Column("情况", 30), Column("先改这些", 80))
    rows = [[one.name, one.state, one.told] for one in standing.gathered.absent]
    rows += [[row.result.name, "须重新生成", row.old] for row in standing.rows if row.old]
    return Table("未报与退回", "未报、退回和须重新生成的部门", columns, rows)


def bands(standing: Ranking) -> Table:
    """总分分布: how many departments lie in each band of totals."""
    full = max((row.result.whole.card.full for row in standing.rows), default=Decimal(100))
    uppers: list[Decimal] = [full + 1, *map(Decimal, _BANDS)]
    rows = []
    for upper, lower in zip(uppers, map(Decimal, _BANDS), strict=False):
        name = f"{lower}分以上" if upper > full else f"{lower}—{upper}分" if lower else f"{upper}分以下"
        rows.append([name, sum(lower <= row.total < upper for row in standing.rows)])
    return Table(
        "总分分布", "总分分布（含下限，不含上限）", (Column("总分", 16), Column("部门数", 9, Kind.COUNT)), rows
    )


def means(standing: Ranking) -> Table:
    """各指标平均: the mean rate of every indicator, how many lost points on it, and how many points."""
    columns = (
        *(Column("编号", 8, Kind.CENTRED), Column("指标", 30), Column("分值", 8, Kind.NUMBER)),
        *(Column("评分部门", 9, Kind.COUNT), Column("平均得分率", 11, Kind.RATE)),
        *(Column("扣分部门", 9, Kind.COUNT), Column("扣分合计", 9, Kind.NUMBER)),
    )
    rows = []
    for leaf in standing.leaves:
        marks = standing.marks(leaf)
        rate = mean([mark.rate for mark in marks if mark.rate is not None])
        lost = [mark.lost for mark in marks if mark.lost]
        rows.append([leaf.code, leaf.name, leaf.full, len(marks), rate, len(lost), sum(lost, Decimal(0))])
    return Table("各指标平均", "各指标平均得分率和扣分", columns, rows, (Coloured(5, 5, Tone.HIGH_IS_GOOD),), frozen=2)


def quarters(standing: Ranking) -> Table:
    """季度执行: cumulative spending against the passing of the year, where departments gave it."""
    columns = (_NAME, *(Column(quarter, 12, Kind.RATE) for quarter in QUARTERS), Column("全年平均", 12, Kind.RATE))
    names = [*(f"{quarter}序时执行率" for quarter in QUARTERS), "全年平均执行率"]
    rows = []
    for row in standing.rows:
        figures = [row.result.whole.figures.get(name) for name in names]
        values = [figure.value if figure else None for figure in figures]
        if any(value is not None for value in values):
            rows.append([row.result.name, *values])
    toned = (Coloured(2, 6, Tone.HIGH_IS_GOOD),)
    return Table("季度执行", "分季度执行率（累计支出进度÷序时进度）", columns, rows, toned, _FOOT[:1])


def quarter_means(executed: Table) -> Table:
    """各季平均: how the departments stood together, quarter by quarter."""
    heads: tuple[tuple[str, Callable[[Sequence[Decimal]], Decimal | None]], ...]
    heads = (("平均", mean), ("最低", min), ("最高", max))
    rows: list[list[object]] = []
    for place, quarter in enumerate(QUARTERS, 1):
        values = [value for row in executed.rows if isinstance(value := row[place], Decimal)]
        rows.append([quarter, *(of(values) if values else None for _, of in heads)])
    columns = (Column("季度", 12), *(Column(head, 12, Kind.RATE) for head, _ in heads))
    return Table("各季平均", "各季度执行率的平均、最低和最高", columns, rows if executed.rows else [])
