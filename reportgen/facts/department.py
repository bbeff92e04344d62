"""The facts of a department: dept.yaml read, completed, named, and checked against itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path as FilePath

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, error, errors, warning
from reportgen.facts import narrative, source
from reportgen.facts.commented import commented
from reportgen.facts.derived import complete
from reportgen.facts.differences import differences
from reportgen.facts.names import OFFERED, called, described, free, is_number, known_lists, known_names, types
from reportgen.facts.naming import Fact, facts, lists, rows
from reportgen.facts.records.dossier import Department, Narrative
from reportgen.facts.records.quantity import FIRST
from reportgen.facts.records.record import Record, name, read
from reportgen.facts.records.remains import remains
from reportgen.facts.records.telling import Kind
from reportgen.facts.source import Path, Reader, Source, in_order, readable
from reportgen.facts.typed import texts
from reportgen.values import replace

__all__ = [
    "OFFERED",
    "Department",
    "Fact",
    "called",
    "complete",
    "described",
    "differences",
    "facts",
    "free",
    "in_all",
    "known_lists",
    "known_names",
    "lists",
    "load",
    "parse",
    "readings",
    "rows",
    "types",
]


_AS_TYPED = {"目标值", "实际值", "原文", "套件", "方向", "上年"}  # where 无 or a sign may be just what is meant
_OTHER_YEAR, _STAND_INS = 2099, ("7", "7%")  # for what cannot be read: a year, a number, a share
_NAMES = {"全称", "简称", "自称", "名称", "类别", "领域", "科室", "渠道", "单位负责人", "填报人"}
_LATEST = 3  # years after its own that a report may be dated without a question
_LEAST = Decimal("0.1")  # a satisfaction below it is most likely mistyped


def load(
    path: FilePath, by: Reader = FilePath.read_bytes, without: Iterable[Path] = ()
) -> tuple[Department | None, Source | None, list[Diagnostic]]:
    """Read a dept.yaml `by` a reader of files, as if nothing were written at the paths `without`.

    The department is None where there is any error, the source where nothing was readable.
    """
    given, found = source.load(path, by)
    return _read(given.without(without) if given and without else given, found)


def parse(content: str | bytes, file: str) -> tuple[Department | None, Source | None, list[Diagnostic]]:
    """The same for `content` already read; `file` is the name shown in messages."""
    return _read(*source.parse(content, file))


def readings(given: Source) -> list[Department]:
    """What can be read of a file that holds wrong values, for what else there is to say about it.

    The wrong values are left out of one reading, others stand in for them in the other: what is said of both alike
    does not hang on them.
    """
    found = []
    for year, office, stand_ins in ((FIRST, "甲", ()), (_OTHER_YEAR, "乙", _STAND_INS)):
        instead = {"年度": str(year), "套件": "-", "部门": {"全称": office}}
        found.append(remains(Department, given, instead, stand_ins))
    return [one for one in found if one is not None]


def in_all(told: Sequence[Sequence[Diagnostic]]) -> list[Diagnostic]:
    """What was said of each reading."""
    return [one for one in told[0] if all(one in other for other in told[1:])] if told else []


def _read(given: Source | None, found: list[Diagnostic]) -> tuple[Department | None, Source | None, list[Diagnostic]]:
    if given is None:
        return None, None, found
    department, of_record = read(Department, given)
    of_facts = [*map(_elsewhere, of_record), *commented(given)]
    whole = [department] if department is not None else readings(given) if isinstance(given.data, dict) else []
    of_facts += in_all([_said(one, given) for one in whole])
    found = [*found, *readable(of_facts, found)]
    return (None if errors(found) else department), given, in_order(found)


def _said(department: Department, given: Source) -> list[Diagnostic]:
    """What is to be said of values that can be read."""
    return [*_remarks(department, given), *_words(department, given, ()), *_unlikely(department, given)]


def _elsewhere(told: Diagnostic) -> Diagnostic:
    """An unknown field that another group has: said where it belongs."""
    if told.code != Kind.UNKNOWN:
        return told
    key = told.message.partition("“")[2].removesuffix("”")
    if any(field.alias == key for field in Department.fields_by_name.values()):
        return replace(told, hint=f"“{key}”是最外层的字段，前面不空格")
    groups = {name.rpartition(".")[0] for name in described() if name.endswith(f".{key}")}
    if len(groups) == 1 and not told.hint.startswith("是否应为"):
        return replace(told, hint=f"“{key}”是“{groups.pop()}”下的字段，请写在那里")
    return told


def _unlikely(department: Department, given: Source) -> Iterator[Diagnostic]:
    """Values that can be typed and hardly be meant: a report dated before its year, a share a hundred times off."""
    day = department.cover.date if department.cover else None
    if day and day.year < department.year:
        message = f"“年度”{department.year}晚于“封面.填报日期”{day}"
        say = error if department.year - day.year > _LATEST else warning
        yield say("year", message, "评价年度应不晚于填报的年份，请核对这两处", given.position(("年度",)))
    elif day and day.year > department.year + _LATEST:
        message = f"“封面.填报日期”{day}比“年度”{department.year}晚{day.year - department.year}年"
        yield warning("year", message, "一般在次年填报，请核对这两处", given.position(("年度",)))
    final = department.disclosure.final if department.disclosure else None
    if final and final.date and final.date.year != department.year:
        message = f"“公开.决算.日期”是{final.date.year}年，这里指{department.year - 1}年度部门决算"
        advice = f"一般在{department.year}年公开；是{department.year}年度部门决算的，不填在这里，请核对"
        yield warning("year", message, advice, given.position(("公开", "决算", "日期")))
    asked = department.satisfaction
    if asked and asked.value is not None and asked.sample == 0:
        message = "“满意度.样本数”填 0，却有满意度"
        yield warning("share", message, "请补填样本数；没有调查的，两项都留空", given.position(("满意度", "样本数")))
    came = department.petitions
    if came and came.received == 0 and (came.answered_share is not None or came.on_time_share is not None):
        message = "“信访.件次”填 0，却有办结率或按期率"
        yield warning(
            "share", message, "请补填件次；没有收到信访件的，两个比率都留空", given.position(("信访", "件次"))
        )
    share = asked.value if asked else None
    if share is not None and share < _LEAST:
        message = f"“满意度.值”只有{chinese.percent(share)}"
        hint = "请核对小数点：满意度一般在 60% 以上，如 93.5%"
        yield warning("share", message, hint, given.position(("满意度", "值")))


def _words(record: Record, given: Source, path: Path) -> Iterator[Diagnostic]:
    """Short texts that would be printed with signs that were hardly meant: 无 for nothing, quotes without a pair."""
    for own, alias in _in_words(type(record)):
        value = getattr(record, own)
        if value is None:
            continue
        if isinstance(value, str):
            yield from _of_text(value, alias, given, path)
        elif isinstance(value, Record):
            yield from () if isinstance(value, Narrative) else _words(value, given, (*path, alias))
        elif isinstance(value, tuple):
            rows = ((n, row) for n, row in enumerate(value) if isinstance(row, Record))
            yield from (one for n, row in rows for one in _words(row, given, (*path, alias, n)))


@cache
def _in_words(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a record that may hold text, or records; each by its name in code and its key."""
    fields = model.fields_by_name.items()
    return tuple((own, field.alias) for own, field in fields if not is_number(field.given))


def _of_text(value: str, alias: str, given: Source, path: Path) -> Iterator[Diagnostic]:
    """The same of a text under the key `alias`."""
    if alias in _NAMES and path and isinstance(path[-1], int) and texts.of_a_total(value):
        here = (*path, alias)
        message = f"“{name(here, given)}”填“{value}”，这一行会当作一项再加一遍"
        yield error("total-row", message, "请删去这一行，合计由工具相加", given.position(here))
    elif alias not in _AS_TYPED and (odd := _odd(value, alias in _NAMES)):
        told, advice = odd
        here = (*path, alias)
        yield warning("text", f"“{name(here, given)}”填“{value}”，{told}", advice, given.position(here))


@lru_cache(maxsize=4096)  # rows of a list say much again
def _odd(value: str, is_name: bool) -> tuple[str, str] | None:
    return texts.odd(value) or (texts.odd_name(value) if is_name else None)


def _remarks(department: Department, given: Source) -> Iterator[Diagnostic]:
    """Narrative that looks like markup which this dialect has not."""
    told: Record | None = department.narrative
    if told is None:
        return
    for own, field in type(told).fields_by_name.items():
        text, name = getattr(told, own), field.alias
        if text and (text.strip() in texts.NOTHING or text.strip() == "略"):
            message = f"“叙述.{name}”只有“{text.strip()}”，会照印在报告里"
            yield warning("text", message, "没有的留空，“|”下什么也不写", given.line(("叙述", name), 0))
        for line, message, advice in narrative.remarks(text) if text else ():
            place = given.line(("叙述", name), line)
            yield warning("markdown", f"“叙述.{name}”：{message}", advice, place)
