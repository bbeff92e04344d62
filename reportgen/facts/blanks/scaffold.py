"""A new dept.yaml: every field that a pack asks for, with its unit and 口径, empty and ready to fill in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from reportgen import values
from reportgen.diagnostics import width
from reportgen.facts.names import is_list
from reportgen.facts.records import quantity
from reportgen.facts.records.budget import Quarterly
from reportgen.facts.records.declared import is_prose
from reportgen.facts.records.dossier import Department, Narrative
from reportgen.facts.records.record import Field, Record, records
from reportgen.facts.source import QUARTERS
from reportgen.values import Frozen

FREE = "补充"
WRITTEN = {"来源"}  # by the program, never by hand
# what the program itself reads, whatever is printed
ALWAYS = {"套件", "年度", "部门", "封面.填报日期", "自评", "附件", "选项", "核查", "上年", *WRITTEN}
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
_EACH = {"要点": "逐项填 是、部分、否 或 不适用", "列": "评分表由部门填写的列"}  # of an answer, item by item
_MORE = {"理由": "扣分、不适用的须写", "佐证": "佐证材料"}  # of every answer
UNNAMED = "【待填：部门全称】"


class Asked(Frozen):
    """An indicator that a person answers: the fields of its answer with what each means; of 要点 item by item."""

    code: str
    name: str
    fields: Mapping[str, str | Mapping[str, str]]


class PackNeeds(Frozen):
    """The facts that a pack computes with, whether a field, by its dotted name, is of any use to it, its switches.

    `extra` is what it declares of 补充: asked for, whether of use or not; `prose` are the records of paragraphs;
    `words` say of columns of lists what this pack wants there.
    """

    starred: Collection[str]
    asked: Callable[[str], bool] = lambda name: True
    options: Collection[str] = ()
    extra: type[Record] | None = None
    like: str = "编号"  # whose code the example of an answer bears
    prose: Collection[type[Record]] = (Narrative,)
    words: Mapping[str, str] = values.field(default_factory=dict)

    def needs(self, name: str, field: Field) -> bool:
        """Whether the form has a line for a field: it is compulsory, read by the program, or of use."""
        parts = name.split(".")
        always = any(".".join(parts[:n]) in ALWAYS for n in range(1, len(parts) + 1))
        return field.required or always or self.asked(name) or (self.extra is not None and parts[0] == FREE)

    def free(self) -> list[str]:
        """The names right under 补充 that are asked for and not declared."""
        known = {field.alias for field in self.extra.fields_by_name.values()} if self.extra else set()
        names = (name.split(".") for name in self.starred)
        return sorted({parts[1] for parts in names if parts[0] == FREE and len(parts) > 1 and parts[1]} - known)


def new(
    wanted: PackNeeds,
    answers: Sequence[Asked],
    *,
    pack: str = "",
    schema: str = "",
    year: int | None = None,
) -> str:
    """The text of a dept.yaml for `pack`, with a line for every field that is `wanted`.

    `answers` are the indicators that a person answers; `schema` is where editors find the JSON Schema. With a `year`
    the form can be read as it is: the year stands in it, and for the name of the department what has to be typed there.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += _HEAD.splitlines()
    for alias, field in _fields(Department):
        if alias == "套件":
            lines += ["", f"套件: {pack}"]
        elif alias == "自评":
            lines += ["", *_answers(field, answers, wanted.like)]
        elif alias == "选项":
            lines += ["", _line("选项:", field.description), *(_line(f"  {one}:", "[是/否]") for one in wanted.options)]
        elif alias not in WRITTEN and (found := [*_field(alias, field, (), wanted)]):
            lines += ["", *found]
    begun = {"年度:": str(year), "  全称:": f'"{UNNAMED}"'} if year else {}
    return "\n".join(_begun(line, begun) for line in lines) + "\n"


def _begun(line: str, begun: Mapping[str, str]) -> str:
    """A line of the form with what is known already."""
    head, sign, comment = line.partition("#")
    value = begun.get(head.rstrip())
    return line if value is None else f"{f'{head.rstrip()} {value}'.ljust(len(head))}{sign and f' {sign}'}{comment}"


def _fields(model: type[Record]) -> Iterator[tuple[str, Field]]:
    return ((field.alias, field) for field in model.fields_by_name.values())


def _field(alias: str, field: Field, path: tuple[str, ...], wanted: PackNeeds) -> Iterator[str]:
    """The lines of one field: a group with its fields, a list with a row to copy, or a value to fill in."""
    here, indent = (*path, alias), "  " * len(path)
    name, inside = ".".join(here), records(field.annotation)
    if inside and is_list(field.annotation):
        yield from _list(alias, field, here, wanted)
    elif inside and issubclass(inside[0], Quarterly):
        if any(wanted.needs(f"{name}.{quarter}", field) for quarter in QUARTERS):
            yield _line(f"{indent}{alias}:", _comment(field, _unit(inside[0]), name, wanted.starred))
    elif inside:
        yield from _group(alias, field, here, wanted)
    elif name == FREE:
        yield from _free(field, wanted)
    elif is_prose(field):
        yield from _text(alias, field, indent)
    elif wanted.needs(name, field):
        yield _line(f"{indent}{alias}:", _comment(field, quantity.unit(field), name, wanted.starred))


def _group(alias: str, field: Field, here: tuple[str, ...], wanted: PackNeeds) -> Iterator[str]:
    """A group of which any field is of use, with those fields."""
    own = records(field.annotation)[0]
    lines: list[str] = []
    for name, inner in _fields(own):
        if own is not Narrative:
            lines += _field(name, inner, here, wanted)
        elif wanted.needs(".".join((*here, name)), inner):
            lines += _text(name, inner)
    if lines:
        yield _line(f"{'  ' * (len(here) - 1)}{alias}:", field.description or "")
        yield from lines


def _list(alias: str, field: Field, here: tuple[str, ...], wanted: PackNeeds) -> Iterator[str]:
    """A list of which any column is of use, with a row of those columns to copy."""
    indent, name, row = "  " * (len(here) - 1), ".".join(here), records(field.annotation)[0]
    columns = {own: inner for own, inner in _fields(row) if wanted.needs(f"{name}.{own}", inner)}
    if wanted.needs(name, field) or any(not inner.required for inner in columns.values()):
        yield _line(f"{indent}{alias}:", f"{field.description}；每项一组，去掉下面各行的“#”后填写，可复制多组")
        yield from _row(columns, indent + "  ", {own: wanted.words.get(f"{name}.{own}", "") for own in columns})


def _free(field: Field, wanted: PackNeeds) -> Iterator[str]:
    """What a pack asks for that the model has no field for."""
    own = dict(_fields(wanted.extra)) if wanted.extra else {}
    lines = [line for alias, inner in own.items() for line in _field(alias, inner, (FREE,), wanted)]
    lines += [_line(f"  {name}:", "★" if f"{FREE}.{name}" in wanted.starred else "") for name in wanted.free()]
    if lines:
        yield _line(f"{FREE}:", "本套件另外需要的资料" if wanted.extra else field.description or "")
        yield from lines


def _text(alias: str, field: Field, indent: str = "  ") -> Iterator[str]:
    yield f"{indent}# {field.description}"
    yield f"{indent}{alias}: |"
    yield ""


def _row(columns: Mapping[str, Field], indent: str, words: Mapping[str, str]) -> Iterator[str]:
    """One row of a list, as a comment to copy."""
    sign = "- "
    for alias, field in columns.items():
        yield _line(f"{indent}# {sign}{alias}:", words[alias] or _comment(field, quantity.unit(field)))
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
    return "".join(parts).rstrip()


def _unit(model: type[Record]) -> str:
    return quantity.unit(next(iter(model.fields_by_name.values())))


def _answers(field: Field, answers: Sequence[Asked], like: str) -> Iterator[str]:
    yield _line(
        "自评:", f"{field.description}；规则得分不合实际的，另写 得分 和 理由，如 {like}: {{得分: 1, 理由: ……}}"
    )
    for asked in answers:
        yield f"  # {asked.code} {asked.name}"
        yield f"  {asked.code}:"
        for name, meaning in {**asked.fields, **_MORE}.items():
            yield _line(f"    {name}:", meaning if isinstance(meaning, str) else _EACH[name])
            if not isinstance(meaning, str):
                yield from (_line(f"      {key}:", text) for key, text in meaning.items())


def _line(start: str, comment: str) -> str:
    gap = max(2, _COLUMN - width(start))
    return f"{start}{' ' * gap}# {comment}" if comment else start
