"""What a Word template may see, and nothing more: an Evaluation as names, values and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, get_args

from reportgen.chinese import measured, numeral
from reportgen.evaluation import Evaluation
from reportgen.facts.department import Department
from reportgen.facts.narrative import Block, blocks
from reportgen.facts.records.record import Field, Record, records
from reportgen.facts.records.results import Nature
from reportgen.facts.source import QUARTERS
from reportgen.findings.followup import FollowUp
from reportgen.findings.ledger import ledger
from reportgen.packs.filters import FILTERS, share, total
from reportgen.scoring.formula import Figures
from reportgen.scoring.scorecard import Node, Scorecard

LEDGER = "整改台账"  # the switch, and the variable
PARTS = ("人员经费", "日常公用经费", "对个人和家庭的补助")
# the facts in the tables that are made for templates
MADE_OF: Mapping[str, tuple[str, ...]] = {
    "收入表": ("预算.收入.",),
    "收支表": tuple(f"预算.{kind}." for kind in ("基本支出", *PARTS, "项目支出", "合计")),
    "季度表": ("季度.",),
    "项目分类": ("项目.性质", "项目.年初", "项目.调整后", "项目.支出"),
}


class Group(dict[str, Any]):
    """A group of facts: every name the model knows is there, None where not given; false when nothing is given."""

    def __bool__(self) -> bool:
        return any(_given(value) for value in self.values())


class Remarks(dict[str, str]):
    """评语 by 编号; an indicator that the framework lacks has nothing said about it; false where nothing is said."""

    def __bool__(self) -> bool:
        return any(self.values())

    def __missing__(self, code: str) -> str:
        return ""


def _given(value: Any) -> bool:
    return bool(value) if isinstance(value, Group | tuple | str) else value is not None


def context(evaluation: Evaluation) -> dict[str, Any]:
    """The variables of a report template, by their Chinese names."""
    card, marks = evaluation.scorecard, judged(evaluation)
    told = given(evaluation.department, card)
    return {**told, **marks, **derived(told, marks, figures(evaluation.figures, card))}


def facts(department: Department, card: Scorecard) -> Group:
    """The department's facts by name, each printed so that it is told from what `card` compares it with."""
    return _measured(group(department), card)


def given(department: Department, card: Scorecard, like: Department | None = None, made: Group | None = None) -> Group:
    """The facts, and a department's own texts as paragraphs and tables.

    What stands in the department `like` too is taken from `made`, which has been made so from that one.
    """
    told = group(department) if like is None or made is None else _regrouped(department, like, made)
    texts = Group({name: _narrative(text) for name, text in told["叙述"].items()})
    return Group({**_measured(told, card), "叙述": texts})


def _measured(found: Group, card: Scorecard) -> Group:
    for name in card.limits:
        *path, last = name.split(".")
        inside: Any = found
        for part in path:
            inside = inside.get(part) if isinstance(inside, Group) else None
        if isinstance(inside, Group) and isinstance(value := inside.get(last), Decimal):
            inside[last] = card.measured(name, value)
    return found


def _regrouped(record: Record, like: Record, made: Group) -> Group:
    """`record` as a Group, of which what stands in `like` too is taken from `made`."""
    return Group({f.alias: _remade(record, like, made, n, f) for n, f in type(record).fields_by_name.items()})


def _remade(record: Record, like: Record, made: Group, name: str, field: Field) -> Any:
    value, old, done = getattr(record, name), getattr(like, name), made[field.alias]
    if value is old:
        return done
    if isinstance(value, Record) and isinstance(old, Record):
        return _regrouped(value, old, done)
    return _value(value, field.annotation)


def _narrative(text: str | tuple[Block, ...] | None) -> tuple[Block, ...]:
    return blocks(text) if isinstance(text, str) else text or ()


def figures(computed: Figures, card: Scorecard) -> dict[str, Decimal | None]:
    """The computed indicators by name, printed in the same way."""
    return {name: card.measured(name, figure.value) for name, figure in computed.items()}


def judged(evaluation: Evaluation) -> Group:
    """What the pack says and how it judges: marks, problems, measures, and what a draft still lacks."""
    words = group(evaluation.words)
    del words["核查"]  # what checks look for is not for print
    return Group(
        {
            "称谓": words["称谓"],
            "套件用语": words,
            "指标": {node.code: _mark(node, evaluation) for node in evaluation.scorecard.nodes if node.mark},
            "评语": Remarks(evaluation.remarks),
            "评分表": scoretable(evaluation),
            "问题": tuple(map(group, evaluation.findings)),
            LEDGER: group(ledger(evaluation.department.year, evaluation.findings, evaluation.followup)),
            "上年问题": group(evaluation.followup) if evaluation.followup else _empty(FollowUp),
            "草稿": evaluation.draft,
            "待填": tuple(_asked(evaluation)),
        }
    )


def derived(told: Group, marks: Group, computed: Mapping[str, Decimal | None]) -> dict[str, Any]:
    """The variables that follow from what is `given`, from what is `judged`, and from the figures."""
    options = Group({**marks["套件用语"]["选项"], **(told["选项"] or {})})
    return {
        "选项": options,
        "附件": (*_own_annexes(options, marks[LEDGER]), *told["附件"]),
        "计算": computed,
        "收入表": tuple(_income(told["预算"]["收入"])),
        "收支表": tuple(_spending(told["预算"], computed)),
        "季度表": tuple(_quarters(told["季度"], computed)),
        "项目分类": _natures(told["项目"]),
    }


def _own_annexes(options: Group, listed: Group) -> tuple[str, ...]:
    """What the report itself brings besides the score table, so that the annexes are numbered without a gap."""
    return (listed["名称"],) if options.get(LEDGER) and listed["行"] else ()


def _asked(evaluation: Evaluation) -> Iterable[str]:
    """What a draft still lacks: figures and marks, and what people have to say about the problems."""
    yield from evaluation.scorecard.asked
    for finding in evaluation.findings:
        if finding.lacking:
            yield f"问题“{finding.title}”：请在 整改.yaml 里填写 {'、'.join(finding.lacking)}"


def group(record: Record) -> Group:
    """A record as a Group by Chinese names, with empty groups where the record has none."""
    return Group({f.alias: _value(getattr(record, n), f.annotation) for n, f in type(record).fields_by_name.items()})


def _value(value: Any, annotation: Any) -> Any:
    if isinstance(value, Record):
        return group(value)
    if isinstance(value, tuple | list):
        return tuple(_value(item, annotation) for item in value)
    if value is None and (inside := records(annotation)):
        return _empty(inside[0])
    return value


def _empty(model: type[Record]) -> Group:
    """All the names of a group of which nothing was given."""
    fields = model.fields_by_name.items()
    return Group({f.alias: _value(None if f.required else f.default, f.annotation) for n, f in fields})


def _mark(node: Node, evaluation: Evaluation) -> Group:
    assert node.mark is not None
    return Group({**group(node.mark), "评语": evaluation.remarks.get(node.code, "")})


def _income(income: Group) -> Iterable[Group]:
    """Rows of the table of income: budget against final accounts, and the total."""
    lines = income["明细"]
    for line in (*lines, {**income, "名称": "合计"}) if lines else ():
        given = line["年初"] is not None and line["决算"] is not None
        gap = line["决算"] - line["年初"] if given else None
        yield Group({**line, "差额": gap, "差异率": share(gap, line["年初"])})


def _spending(budget: Group, figures: Mapping[str, Decimal | None]) -> Iterable[Group]:
    """Rows of the spending table: each kind that was given, and the total."""
    for kind in ("基本支出", *PARTS, "项目支出", "合计"):
        if budget[kind]:
            rate = figures.get("预算执行率" if kind == "合计" else f"{kind}执行率")
            yield Group({"名称": kind, **budget[kind], "执行率": rate, "明细": kind in PARTS})


def _natures(projects: Sequence[Group]) -> Group:
    """项目分类: the projects' money by 性质, 0 for one without projects; nothing where no project tells its own."""
    told = any(project["性质"] for project in projects)
    return Group({name: _sums([p for p in projects if p["性质"] == name], told) for name in get_args(Nature)})


def _sums(projects: Sequence[Group], told: bool) -> Group:
    none = Decimal(0) if told else None
    return Group({column: total(projects, column) if projects else none for column in ("年初", "调整后", "支出")})


def _quarters(given: Group, figures: Mapping[str, Decimal | None]) -> Iterable[Group]:
    """Rows of the quarterly table: target, paid, schedule, rate."""
    if not (given["累计进度"] or given["累计支出"]):
        return
    for name in QUARTERS:
        yield Group(
            {
                "季度": name,
                "指标金额": given["指标总额"][name],
                "已支付金额": given["累计支出"][name],
                "累计进度": given["累计进度"][name],
                "序时进度": _exact(figures.get(f"{name}序时进度")),
                "执行率": figures.get(f"{name}序时执行率"),
            }
        )


def _exact(value: Decimal | None) -> Decimal | None:
    """`value`, to be printed with all its decimals whatever a template asks for: 12.5% is never 13%."""
    return value and measured(value, (value,))


def scoretable(evaluation: Evaluation) -> Group:
    """The annex: one row per leaf, its ancestors as 级 cells of which equal neighbours merge."""
    card = evaluation.scorecard
    by_code = {node.code: node for node in card.nodes}
    paths = [_path(node, by_code) for node in card.nodes if node.mark]
    depth = max((len(path) for path in paths), default=0)
    rows = [_row(path, depth) for path in paths]
    return Group(
        {
            "框架名称": card.framework,
            "级数": depth,
            "级名": tuple(f"{numeral(i)}级指标" for i in range(1, depth + 1)),
            "一级": tuple(group(node) for node in card.nodes if not node.parent),
            "失分": tuple(group(loss) for loss in card.losses),
            "行": merged(rows, depth),
            "满分": card.full,
            "总分": card.total,
            "等级": card.grade,
            "总分说明": card.notes,
        }
    )


def _path(node: Node, by_code: Mapping[str, Node]) -> list[Node]:
    path = [node]
    while path[0].parent:
        path.insert(0, by_code[path[0].parent])
    return path


def _row(path: Sequence[Node], depth: int) -> Group:
    cells = [Group({"编号": n.code, "名称": n.name, "分值": n.full}) for n in path]
    cells += [Group({"编号": path[-1].code, "名称": "", "分值": None})] * (depth - len(path))
    leaf = path[-1]
    assert leaf.mark is not None
    return Group({"级": cells, "说明": leaf.description, **group(leaf.mark)})


def merged(rows: Sequence[Group], depth: int) -> tuple[Group, ...]:
    """Mark each cell of `rows` with 首行: whether it starts a run of equal cells under equal parents."""
    above: list[str] = []
    done = []
    for row in rows:
        codes = [cell["编号"] for cell in row["级"]]
        cells = [Group({**cell, "首行": codes[: i + 1] != above[: i + 1]}) for i, cell in enumerate(row["级"])]
        done.append(Group({**row, "级": cells}))
        above = codes
    return tuple(done)


def merge_equal(rows: Iterable[Mapping[str, Any]], *names: str) -> tuple[Group, ...]:
    """相邻合并：给每行加上 首行.<列名>，同列相邻且左侧各列也相同的单元格只在首行为真"""
    above: list[Any] = []
    done = []
    for row in rows:
        values = [row[name] for name in names]
        first = Group({name: values[: i + 1] != above[: i + 1] for i, name in enumerate(names)})
        done.append(Group({**row, "首行": first}))
        above = values
    return tuple(done)


TEMPLATE_FILTERS = {**FILTERS, "相邻合并": merge_equal}
