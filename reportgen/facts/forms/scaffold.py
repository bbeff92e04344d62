"""A new dept.yaml: every field that a pack uses, with its unit and 口径, empty and ready to fill in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from reportgen.diagnostics import width
from reportgen.facts.naming import is_list
from reportgen.facts.records import quantity
from reportgen.facts.records.budget import Quarterly
from reportgen.facts.records.dossier import Department, Narrative
from reportgen.facts.records.record import Field, Record, records

# Groups that only some packs compute with or print; every other group is part of every report.
SOME = {"专项资金", "项目", "项目统计", "重点工作", "重点工作统计", "效果指标", "信访", "满意度", "楼堂馆所", "补充"}
LISTS = {"项目统计": "项目", "重点工作统计": "重点工作"}  # a count is better filled in as its list
_HEAD = """\
# 部门整体绩效评价资料
#
# 填写说明
#   · 金额单位一律为万元，照报表原样填写（43189.21 或 43,189.21）；百分数须带“%”。
#   · 没有发生的填 0；暂时没有的留空，留空不等于 0。“★”表示计算或评分要用到。
#   · 冒号用半角“:”，后面空一格；缩进用空格，不用 Tab。以“#”开头的是说明，不会读入。
#   · 成段文字写在“|”的下一行，比字段名多缩进两格；段与段之间空一行。
"""
_COLUMN = 30
UNNAMED = "【待填：部门全称】"


def new(
    names: Collection[str],
    answers: Sequence[tuple[str, str, str]],
    *,
    pack: str = "",
    schema: str = "",
    year: int | None = None,
) -> str:
    """The text of a dept.yaml for `pack`, whose formulas and rules use the facts `names`.

    A list is used by its own name (效果指标). `answers` are 编号, 名称 and what may be answered, of every indicator
    that a person answers; `schema` is where editors find the JSON Schema. With a `year` the form can be read as it is:
    the year stands in it, and for the name of the department what has to be typed there.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += _HEAD.splitlines()
    for alias, field in _fields(Department):
        if alias == "套件":
            lines += ["", f"套件: {pack}"]
        elif alias == "自评":
            lines += ["", *_answers(field, answers)]
        elif _is_used(alias, names):
            lines += ["", *_field(alias, field, (), names)]
    begun = {"年度:": str(year), "  全称:": f'"{UNNAMED}"'} if year else {}
    return "\n".join(_begun(line, begun) for line in lines) + "\n"


def _begun(line: str, begun: Mapping[str, str]) -> str:
    """A line of the form with what is known already."""
    head, sign, comment = line.partition("#")
    value = begun.get(head.rstrip())
    return line if value is None else f"{f'{head.rstrip()} {value}'.ljust(len(head))}{sign and f' {sign}'}{comment}"


def _fields(model: type[Record]) -> Iterator[tuple[str, Field]]:
    return ((field.alias, field) for field in model.fields_by_name.values())


def _is_used(alias: str, names: Collection[str]) -> bool:
    groups = {name.split(".")[0] for name in names}
    return alias not in SOME or alias in groups or alias in {LISTS.get(group) for group in groups}


def _field(alias: str, field: Field, path: tuple[str, ...], names: Collection[str]) -> Iterator[str]:
    """The lines of one field: a group with its fields, a list with a row to copy, or a value to fill in."""
    here, indent = (*path, alias), "  " * len(path)
    inside = records(field.annotation)
    if inside and is_list(field.annotation):
        yield _line(f"{indent}{alias}:", f"{field.description}；每项一组，去掉下面各行的“#”后填写，可复制多组")
        yield from _row(inside[0], indent + "  ")
    elif inside and issubclass(inside[0], Quarterly):
        yield _line(f"{indent}{alias}:", _comment(field, _unit(inside[0]), ".".join(here), names))
    elif inside:
        yield _line(f"{indent}{alias}:", field.description or "")
        for name, inner in _fields(inside[0]):
            yield from _text(name, inner) if inside[0] is Narrative else _field(name, inner, here, names)
    else:
        yield _line(f"{indent}{alias}:", _comment(field, quantity.unit(field), ".".join(here), names))


def _text(alias: str, field: Field) -> Iterator[str]:
    yield f"  # {field.description}"
    yield f"  {alias}: |"
    yield ""


def _row(model: type[Record], indent: str) -> Iterator[str]:
    """One row of a list, as a comment to copy."""
    sign = "- "
    for alias, field in _fields(model):
        yield _line(f"{indent}# {sign}{alias}:", _comment(field, quantity.unit(field)))
        sign = "  "


def _comment(field: Field, unit: str, name: str = "", names: Collection[str] = ()) -> str:
    """★ where the pack computes with it, then unit and 口径; a list of plain values shows how it is written."""
    starred = any(f"{used}.".startswith(f"{name}.") for used in names) if name else False
    parts = ["★" if starred else "", f"[{unit}] " if unit else "", field.description or ""]
    if field.required:
        parts.append("（必填）")
    if name.startswith("季度."):
        parts.append("；写作 [一季度, 二季度, 三季度, 四季度]")
    elif is_list(field.annotation):
        parts.append("；写作 [甲, 乙]")
    return "".join(parts)


def _unit(model: type[Record]) -> str:
    return quantity.unit(next(iter(model.fields_by_name.values())))


def _answers(field: Field, answers: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    yield _line("自评:", f"{field.description}；如 B42: {{得分: 1, 理由: ……}}")
    for code, name, what in answers:
        first, *rest = what.splitlines() or [""]
        yield f"  # {code} {name}：{first}"
        yield from (f"  #   {line}" for line in rest)
        yield f"  {code}:"


def _line(start: str, comment: str) -> str:
    gap = max(2, _COLUMN - width(start))
    return f"{start}{' ' * gap}# {comment}" if comment else start
