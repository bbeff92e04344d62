"""docs/评分规则.md, made of the records of the rules: what each kind is for, its fields, its standard, its 用例."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from reportgen import chinese
from reportgen.diagnostics import Refused, did_you_mean, error
from reportgen.editor.catalogue.rule_examples import EXAMPLES, FULL, Example
from reportgen.facts.names import is_list
from reportgen.facts.records import quantity
from reportgen.facts.records.borrowed import may_borrow
from reportgen.facts.records.declared import FIELD, Declared
from reportgen.facts.records.fields import entries
from reportgen.facts.records.record import Field, Record, records
from reportgen.facts.source import parse
from reportgen.packs.pack import Pack
from reportgen.scoring.framework import Adjustment, Framework, Grade, Indicator
from reportgen.scoring.interval import NamedRange, Range
from reportgen.scoring.kinds import KINDS, Rule
from reportgen.scoring.kinds.composite import Parts

_PLACES = 3  # of those that use a kind, from packs of their own
_HEAD = """\
# 评分规则

（本文件由 `python -m reportgen pack kinds --markdown > docs/评分规则.md` 生成，请勿手改。）

`framework.yaml` 里每个指标的 `规则` 写明 `类型`，评分表里的“评分标准”由它写出，文字与算分不会两样。
下面每种写明用在什么地方、各个字段、写出的评分标准，并附一例：5 分的指标怎样写，给这些数应得几分（用例，随测试运行）。
一种类型的字段也可以用 `python -m reportgen pack kinds 分档` 查看。

- 取值、数量、期限等写算式（formulas.yaml）或字段（dept.yaml）的名称；写错的，`pack check` 指出最接近的。
- 各类都可写 `依据`，注明出自哪个文件。表中“必填”的一定要写，其余不写的按默认。
- 区间写作 `<5%`、`[5%, 10%)`、`≥95%`、`=0`：方括号含本数，圆括号不含。
- “数或名称”的字段（界限、封顶、目标、满分、天数）和分档、达标的区间，数也可以取自资料：写算式或字段的名称，
  如 `界限: 补充.控制目标`、`"≥补充.目标率"`、`"[补充.下限, 补充.上限)"`（分档的各档按从低到高或从高到低写）。
  评分标准印名称，得分说明写当年的数；没有填的列为缺数据，数不合用（如封顶为 0、下限高于上限）的由人评定。
  名称和比率、金额等类型由 `pack check` 核对。
"""


def markdown(packs: Sequence[Pack]) -> str:
    """The whole manual; `packs` are those whose use of the kinds is told."""
    names = [str(rule.fields_by_name["kind"].default) for rule in KINDS]
    listed = ["| 类型 | 用在什么地方 |", "|---|---|", *(f"| [{n}](#{n}) | {EXAMPLES[n].purpose} |" for n in names)]
    kinds = [section(name, packs) for name in names]
    return "\n".join([_HEAD, *listed, "", *kinds, *(_more(title, packs) for title in MORE)])


def about(name: str, packs: Sequence[Pack]) -> str:
    """The section of one kind or of one of the other matters; raises Refused where there is none."""
    if name in EXAMPLES:
        return section(name, packs)
    if name in MORE:
        return _more(name, packs)
    raise Refused([error("unknown-kind", f"没有评分规则“{name}”", did_you_mean(name, [*EXAMPLES, *MORE]))])


def section(name: str, packs: Sequence[Pack]) -> str:
    """What is said of the kind `name`."""
    rule = next(rule for rule in KINDS if rule.fields_by_name["kind"].default == name)
    example = EXAMPLES[name]
    lines = [f"## {name}", "", example.purpose, "", *_fields(rule), *_inner(rule), *_example(example)]
    places = [*_used(name, packs)]
    return "\n".join([*lines, *([f"用它的：{'；'.join(places)}。", ""] if places else [])])


def _inner(record: type[Record]) -> Iterator[str]:
    """The fields of the records in a record, each under the key that holds it."""
    for field in record.fields_by_name.values():
        for inside in records(field.annotation)[:1]:
            if not issubclass(inside, Rule):
                yield from (f"`{field.alias}` {_each(field)}：", "", *_fields(inside))


def _each(field: Field) -> str:
    return "的每一项" if is_list(field.annotation) or entries(field.annotation) is not None else "下写"


def _fields(record: type[Record]) -> list[str]:
    rows = [f"| `{f.alias}` | {_cell(f)} | {_filled(f)} | {_default(f)} |" for f in _shown(record)]
    return ["| 字段 | 含义 | 填 | 默认 |", "|---|---|---|---|", *rows, ""]


def _shown(record: type[Record]) -> Iterator[Field]:
    fields = record.fields_by_name.values()
    return (f for f in fields if not (issubclass(record, Rule) and f.alias in ("类型", "依据")))


def _cell(field: Field) -> str:
    return field.description.replace("|", "\\|")


def _filled(field: Field) -> str:
    """What is written in a field: words to choose from, a number with its unit, a list."""
    annotation, unit = field.annotation, quantity.unit(field)
    choices = _choices(annotation) or (("是", "否") if unit == "是/否" else ())
    found = {
        "、".join(map(str, choices)): bool(choices),
        f"各项，按名称{f'（{unit}）' if unit else ''}": entries(annotation) is not None,
        "列表": is_list(annotation),
        "若干字段": bool(records(annotation)),
        "区间": _holds(annotation, Range) or _holds(annotation, NamedRange),
        f"数{f'（{unit}）' if unit else ''}或名称": may_borrow(annotation),
        f"数（{unit}）": bool(unit),
        "数": _holds(annotation, Decimal),
    }
    return next((text for text, fits in found.items() if fits), "文字")


def _choices(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if entries(annotation) is not None or is_list(annotation):
        return ()
    return next((found for inner in get_args(annotation) if (found := _choices(inner))), ())


def _holds(annotation: Any, kind: Any) -> bool:
    return annotation == kind or any(_holds(inner, kind) for inner in get_args(annotation))


def _default(field: Field) -> str:
    value = field.default
    if field.required:
        return "必填"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal | int):
        return chinese.number(Decimal(value))
    return value if isinstance(value, str) and value else ""


def _example(example: Example) -> Iterator[str]:
    yield from ("例：", "", "```yaml", f"规则: {example.rule}", "```", "", "写出的评分标准：", "")
    yield from (f"> {line}  " for line in standard(example).splitlines())
    yield from ("", "用例：", "", "```yaml", *(f"- {case}" for case in cases(example)), "```", "")


def standard(example: Example) -> str:
    """评分标准 as the rule of an example writes it."""
    source, _ = parse(f"规则: {example.rule}", "framework.yaml")
    assert source is not None
    indicator = Indicator.from_data({"名称": "某指标", "分值": str(FULL), **source.data})
    return indicator.standard


def cases(example: Example) -> list[str]:
    """The 用例 of an example as a pack's file has them."""
    lines = example.cases.splitlines()
    return [line if line.startswith("{指标:") else f"{{指标: X, {line.removeprefix('{')}" for line in lines]


def _used(name: str, packs: Sequence[Pack]) -> Iterator[str]:
    """Indicators that use a kind, of the first packs that have one of their own."""
    seen: set[str] = set()
    for pack in packs:
        found = [(code, told) for code, told, rule in _leaves(pack.framework) if rule.kind == name and code not in seen]
        if found and len(seen) < _PLACES:
            code, told = found[0]
            seen.add(code)
            yield f"{pack.name} {code} {told}"


def _leaves(framework: Framework) -> Iterator[tuple[str, str, Rule]]:
    """Every rule that scores, those inside others too, with its code and name."""
    for code, (told, rule) in framework.parts().items():
        yield code, told, rule


MORE: Mapping[str, tuple[str, tuple[type[Record], ...], str]] = {
    "指标": (
        "指标体系是一棵树：每个指标写上级、分值；没有下级的写规则。编号自定，同一套件内不重复。",
        (Indicator,),
        """\
指标:
  A:
    名称: 投入
    分值: 100
  A1:
    名称: 在职人员控制率
    上级: A
    分值: 100
    无此事项: 人员.核定编制 = 0
    规则: {类型: 达标, 取值: 财政供养人员控制率, 条件: "≤100%"}
""",
    ),
    "否决": (
        "有所列情形之一的，这个指标（写在部分下的，这个部分；写在最外层的，总分）为零分。"
        "部门在自评里写 `否决: [编号]` 和理由。",
        (),
        """\
指标:
  X:
    名称: 财务合规性
    分值: 100
    规则: {类型: 酌情, 扣分事项: 支出不合规定}
    否决: {"1": 截留、挤占、挪用资金, "2": 虚列支出}
""",
    ),
    "不适用": (
        "部门在自评里写 `不适用: 是` 和理由的指标怎样计，写在 framework.yaml 最外层：满分、剔除换算（其余指标的得分"
        "按比例换算成满分制）或零分。比率的零分母写了 `零分母: 不适用` 的同样处理。",
        (),
        "不适用: 剔除换算\n",
    ),
    "总分调整": (
        "指标以外的系数、加分、扣分，写在 framework.yaml 最外层。部门在自评的这个编号下写 `等级: 是`（系数）、"
        "`得分`（加分）或 `扣分`，并写理由。写了 `规则` 的由规则计：加分加规则的得分；扣分扣规则扣掉的分，"
        "即上限减去规则的得分（计数加分数出几分扣几分）。次序是各指标得分合计先乘系数，再扣分、加分，扣到 0 分为止。",
        (Adjustment,),
        """\
总分调整:
  T1: {名称: 报送不及时, 方式: 系数, 系数: 0.9}
  T2: {名称: 获得表彰, 方式: 加分, 上限: 3}
  T3: {名称: 资料不实, 方式: 扣分, 规则: {类型: 计数扣分, 名目: 不实之处, 每项扣: 1}, 上限: 5}
""",
    ),
    "总分的等级": (
        "总分落在哪一档是什么等级，写在 framework.yaml 最外层，由高到低，最后一档下限为 0。",
        (Grade,),
        """\
等级:
  - {等级: 优, 下限: 90}
  - {等级: 良, 下限: 80}
  - {等级: 中, 下限: 60}
  - {等级: 差, 下限: 0}
""",
    ),
    "补充": (
        f"通用资料里没有的数、文字、日期、叙述、列表，在 pack.yaml 的 `{FIELD}` 里申报，名称用点分组。"
        "`new` 和填报表会问到，部门填在 dept.yaml 的 `补充` 下，算式、规则、模板用 `补充.名称`。",
        (Declared,),
        f"""\
{FIELD}:
  数据共享.任务数: {{类型: 数, 单位: 项, 口径: 下达的共享任务数, 必填: 是}}
  数据共享.清单: {{类型: 列表, 字段: {{名称: {{类型: 文字, 必填: 是}}, 数量: {{类型: 数, 单位: 条}}}}}}
  财务自查: {{类型: 叙述, 口径: 财务自查的情况}}
""",
    ),
}


def _more(title: str, packs: Sequence[Pack]) -> str:
    purpose, told, example = MORE[title]
    tables = [line for record in told for line in _fields(record)]
    shown = ["```yaml", *example.splitlines(), "```"]
    lines = [f"## {title}", "", purpose, "", *tables, "例：", "", *shown, ""]
    places = [pack.name for pack in packs if _has(title, pack)][:_PLACES]
    return "\n".join([*lines, *([f"用它的：{'、'.join(places)}。", ""] if places else [])])


def _has(title: str, pack: Pack) -> bool:
    """Whether a pack uses one of the matters beside the kinds."""
    framework = pack.framework
    rules = [rule for _, _, rule in _leaves(framework)]
    vetoes = [part.vetoes for rule in rules if isinstance(rule, Parts) for part in rule.parts.values()]
    vetoes += [framework.vetoes, *(indicator.vetoes for indicator in framework.indicators.values())]
    held: Mapping[str, Any] = {
        "否决": any(vetoes),
        "总分调整": framework.adjustments,
        "补充": pack.info.declared,
    }
    return bool(held.get(title))
