"""A new 项目/NN-名称.yaml: every field of the form with what it means, the weights that the pack asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.chinese import points as say_points
from reportgen.diagnostics import width
from reportgen.facts.naming import Fact
from reportgen.facts.records import quantity
from reportgen.facts.records.record import Field, Record
from reportgen.files import safe_name
from reportgen.projects.form_files import FOLDER, numbered
from reportgen.projects.line_marks import OFFICE
from reportgen.projects.project_form import FormLine, Funds, Goal, Money, ProjectForm
from reportgen.projects.project_rules import ProjectRules

_COLUMN = 30
_BY_HAND = {"points", "reason"}  # of the money: scored by rule, so seldom filled in
_GROUPS: dict[str, type[Record]] = {"资金": Funds, "年度目标": Goal}


def target(dept: Path, project: str, others: Sequence[Path]) -> Path:
    """The file of a new form beside `dept`, numbered after the `others`."""
    number = max((numbered(path) or 0 for path in others), default=0) + 1
    return dept.parent / FOLDER / safe_name(f"{number:02d}-{project}", ".yaml")


def blank(project: str, year: int, rules: ProjectRules, listed: dict[str, Fact]) -> str:
    """The text of a form for `project`; what its row in dept.yaml has (`listed`) is not asked for again."""
    lines = [
        f"# {rules.title}：金额单位万元；没有发生的填 0，暂时没有的留空。以“#”开头的是说明，不会读入。",
        f"# 分值：预算执行率 {say_points(rules.execution.full)}（按规则计算），其余见“指标”，合计须与所列相等。",
        "",
    ]
    for field in ProjectForm.fields_by_name.values():
        known = {"项目名称": _quoted(project), "年度": str(year)}.get(field.alias, "")
        if field.alias == "指标":
            lines += ["", *_rows(rules)]
        elif (group := _GROUPS.get(field.alias)) is not None:
            lines += ["", _line(f"{field.alias}:", _money_told(listed) if group is Funds else field.description)]
            lines += _group(group)
        else:
            told = _office_told(listed) if field.alias == "实施单位" else ""
            lines.append(_line(f"{field.alias}: {known}".rstrip(), told or _comment(field)))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as YAML has it whatever signs are in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _office_told(listed: dict[str, Fact]) -> str:
    office = listed.get(OFFICE)
    return f"dept.yaml 的“项目”里写了科室“{office.value}”，相同的可不填" if office else ""


def _money_told(listed: dict[str, Fact]) -> str:
    if {"调整后", "支出"} <= listed.keys():
        return "dept.yaml 的“项目”里已有合计，可不填；各来源要印在表里的请填"
    return "按来源填写；只有合计的填“合计”"


def _group(group: type[Record]) -> Iterator[str]:
    for own, field in group.fields_by_name.items():
        if own in _BY_HAND:
            continue
        if field.records == (Money,):
            columns = ", ".join(f"{column.alias}: " for column in Money.fields_by_name.values())
            yield _line(f"  {field.alias}: {{{columns}}}", field.description)
        else:
            yield _line(f"  {field.alias}:", field.description)


def _rows(rules: ProjectRules) -> Iterator[str]:
    """A row to copy, and the weights that the rows must add up to."""
    yield _line("指标:", "每个三级指标一组，去掉下面各行的“#”后填写，可复制多组")
    for name, top in rules.tops.items():
        seconds = f"：{'、'.join(top.seconds)}" if top.seconds else ""
        yield f"  # {name} 共{say_points(top.full)}分{seconds}"
    sign = "- "
    for field in FormLine.fields_by_name.values():
        levels = f"（{'、'.join(rules.words.levels)}）" if field.alias == "等级" else ""
        yield _line(f"  # {sign}{field.alias}:", f"{_comment(field)}{levels}")
        sign = "  "


def _comment(field: Field) -> str:
    unit = quantity.unit(field)
    return f"{f'[{unit}] ' if unit else ''}{field.description}"


def _line(start: str, comment: str) -> str:
    return f"{start}{' ' * max(2, _COLUMN - width(start))}# {comment}" if comment else start
