"""The questions of 自评: what a person answers about each indicator, part, adjustment, and row of an own list.

Rows are asked about where a department has them: those that are indicators of their own under their name (or 编号),
which stays when rows are put in; what a row says of itself is not asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportgen.chinese import points as say_points
from reportgen.facts.blanks.questions import ANSWERS, SEPARATOR, YES_NO, Form, Question
from reportgen.facts.records.answer import Tick
from reportgen.scoring.framework import TOTAL, Framework, own_rules
from reportgen.scoring.kinds import AnyRule
from reportgen.scoring.kinds.checklist import Checklist
from reportgen.scoring.kinds.composite import Parts
from reportgen.scoring.kinds.levels import Band, Level
from reportgen.scoring.kinds.own_row import OwnRow
from reportgen.scoring.kinds.own_rows import CODE, LEVEL, LEVELS, NAME, OwnIndicators
from reportgen.scoring.own_leaves import Lists, grown
from reportgen.values import replace

_BY_HAND = "一般不填，由工具按规则评分；没有数据或要改动规则得分的，填得分并写理由"
_TICKS = tuple(tick.value for tick in Tick)
_OF_ROWS = _TICKS[:3]  # a row that is not to be judged is taken out
_COLUMN = "评分表的这一列由部门填写"


def asked(
    framework: Framework, columns: Sequence[str] = (), lists: Lists | None = None, known: Collection[str] = ()
) -> Iterator[Question]:
    """Each 要点, 数量, 等级 or 扣分 that is asked, what a person may say of any mark, and the `columns` to fill in.

    `lists` are those of the department, `known` the keys under which it answers already.
    """
    made = grown(framework, lists or {})
    whole, unasked = made.framework, {code for code, _, _ in own_rules(made.framework)}  # rows that are not there yet
    vetoes, worth = dict(_vetoes(whole)), dict(_worth(whole))
    keys = _Keys(whole, known)
    for code, (name, rule) in whole.parts().items():
        label, leaf = f"{code} {name}", code in whole.indicators
        filled = [_column(keys.of(code, rule), label, one) for one in columns] if leaf else []
        if isinstance(rule, OwnRow):
            own = (*_of_row(keys.of(code, rule), label, rule, say_points(worth[code])), *filled)
            yield from (replace(one, serves=code) for one in own)
            continue
        if code not in unasked:
            yield from _of_mark(code, label, rule, say_points(worth[code]), (lists, vetoes.pop(code, {})))
            yield from filled
        else:
            yield from _veto(code, label, vetoes.pop(code, {}))
    yield from _adjusted(framework)
    for code, left in vetoes.items():
        inside = whole.indicators.get(code)
        yield from _veto(code, f"{code} {inside.name}" if inside else code, left)
        yield Question((ANSWERS, code, "理由"), f"{code}：理由", meaning="有否决情形的，写明理由")


def with_rows(form: Form, framework: Framework, columns: Sequence[str], lists: Lists, data: Any) -> Form:
    """`form` with the questions about the rows of `lists`, of a department whose dept.yaml says `data`."""
    if not form.of_rows:
        return form
    said = data.get(ANSWERS) if isinstance(data, dict) else None
    answers = tuple(served(asked(framework, columns, lists, said if isinstance(said, dict) else ())))
    sections = (replace(one, questions=answers) if one.title == ANSWERS else one for one in form.sections)
    return replace(form, sections=tuple(sections))


def with_levels(form: Form, framework: Framework) -> Form:
    """`form` with the levels that rows in words may be given as choices of their column."""
    found: dict[str, dict[str, None]] = {}
    for _, rule in framework.parts().values():
        if isinstance(rule, OwnIndicators):
            own = rule.levels if rule.levels and rule.shown else LEVELS
            found.setdefault(rule.rows, {}).update(dict.fromkeys(own))
    row_by_row = tuple(dict.fromkeys(rule.rows for _, _, rule in own_rules(framework)))
    listings = (
        replace(one, columns=tuple(_level(column, found.get(".".join(one.path))) for column in one.columns))
        for one in form.listings
    )
    return replace(form, listings=tuple(listings), of_rows=bool(found), row_by_row=row_by_row)


def _level(column: Question, levels: Mapping[str, None] | None) -> Question:
    return replace(column, choices=tuple(levels)) if levels and column.path[-1] == LEVEL else column


def served(questions: Iterator[Question]) -> Iterator[Question]:
    """Each serves the indicator that it is about."""
    return (one if one.serves else replace(one, serves=one.path[1]) for one in questions)


class _Keys:
    """Under which key of 自评 each row is asked about."""

    def __init__(self, framework: Framework, known: Collection[str]) -> None:
        self.known = known
        self.names = [name for name, _ in framework.parts().values()]
        self.names += [one.name for one in framework.indicators.values() if one.rule is None]
        self.names += [one.name for one in framework.adjustments.values() if one.rule is None]

    def of(self, code: str, rule: AnyRule) -> str:
        """Its name, where that means nothing else and its 编号 is but a number; where it answers already, that key."""
        if not isinstance(rule, OwnRow) or code in self.known:
            return code
        name = str(rule.row[NAME])
        plain = self.names.count(name) == 1 and SEPARATOR not in name
        return name if plain and (name in self.known or not rule.row.get(CODE)) else code


def _of_row(key: str, label: str, rule: OwnRow, full: str) -> Iterator[Question]:
    """What a row does not say of itself."""
    row, beside = rule.row, f"也可以填在“{rule.by.rows}”的这一行，填一处"
    levels = tuple(rule.words.levels) if isinstance(rule.words, Level | Band) else ()
    if rule.words and not row.get("等级"):
        meaning = f"{rule.words.wants()}；{beside}"
        yield Question((ANSWERS, key, "等级"), f"{label}：等级", "", meaning, levels, starred=True)
    if row.get("得分") in (None, ""):
        by_level = isinstance(rule.words, Band)
        said, meaning = ("得分", f"与等级相符的得分；{beside}") if by_level else ("人工得分", f"{_BY_HAND}；{beside}")
        yield Question((ANSWERS, key, "得分"), f"{label}：{said}（满分{full}分）", "分", meaning, starred=by_level)
    yield from _of_any(key, label, reason=not row.get("理由"))


def _of_mark(
    code: str, label: str, rule: AnyRule, full: str, beside: tuple[Lists | None, Mapping[str, str]]
) -> Iterator[Question]:
    """What is asked about an indicator or a part."""
    lists, vetoes = beside
    own = list(_of_rule(code, label, rule, full)) if rule.wants() else []
    own += _of_summed(code, label, rule, lists) if lists and isinstance(rule, OwnIndicators) else []
    yield from own
    yield from _veto(code, label, vetoes)
    if not any(question.path[-1] == "得分" for question in own):
        yield Question((ANSWERS, code, "得分"), f"{label}：人工得分（满分{full}分）", "分", _BY_HAND)
    yield from _of_any(code, label)


def _of_any(key: str, label: str, *, reason: bool = True) -> Iterator[Question]:
    yield Question((ANSWERS, key, "不适用"), f"{label}：不适用", meaning="不适用的选是，并写理由", choices=YES_NO)
    if reason:
        yield Question((ANSWERS, key, "理由"), f"{label}：理由", meaning="扣分、人工评分、不适用的，写明理由")
    yield Question((ANSWERS, key, "佐证"), f"{label}：佐证", meaning="佐证材料，几份的用“、”隔开", several=True)


def _of_summed(code: str, label: str, rule: OwnIndicators, lists: Lists) -> Iterator[Question]:
    """The rows that are summed up and that a person has to tick."""
    for _, row in rule.taken(lists):
        name = str(row.get(NAME))
        if rule.done(row) is None and not row.get("等级") and SEPARATOR not in name:
            meaning = f"目标值是文字的，选是否达到；也可以在“{rule.rows}”的这一行填等级：达到、部分达到、未达到"
            yield Question((ANSWERS, code, "要点", name), f"{label}：{name}", "", meaning, _OF_ROWS, starred=True)


def _column(key: str, label: str, name: str) -> Question:
    return Question((ANSWERS, key, "列", name), f"{label}：{name}", meaning=_COLUMN)


def _adjusted(framework: Framework) -> Iterator[Question]:
    """What a person says of the adjustments of the total that no rule finds."""
    for code, one in framework.adjustments.items():
        if one.rule is None:
            field, meaning = one.asks()
            label, choices = f"{code} {one.name}", YES_NO if field == "等级" else ()
            yield Question((ANSWERS, code, field), f"{label}：{field}", meaning=meaning, choices=choices)
            yield Question((ANSWERS, code, "理由"), f"{label}：理由", meaning="调整总分的，写明理由")


def _worth(framework: Framework) -> Iterator[tuple[str, Decimal]]:
    """分值 of everything that can be answered for, by its code."""
    yield from ((code, one.full) for code, one in framework.indicators.items())
    yield from ((code, one.most or framework.full) for code, one in framework.adjustments.items())
    for code, (_, rule) in framework.parts().items():
        if isinstance(rule, Parts):
            yield from ((f"{code}.{key}", part.full) for key, part in rule.parts.items())


def _vetoes(framework: Framework) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What vetoes the total, an indicator or a part of one, by its code; only what has any."""
    rules = {code: indicator.rule for code, indicator in framework.indicators.items()}
    parts = [part for rule in rules.values() for part in getattr(rule, "parts", {}).items()]
    for code, one in ((TOTAL, framework), *framework.indicators.items(), *parts):
        if one.vetoes:
            yield code, one.vetoes


def _veto(code: str, label: str, vetoes: Mapping[str, str]) -> Iterator[Question]:
    """Which of what vetoes a mark is true."""
    if vetoes:
        said = "；".join(f"{name}：{text}" if text and text != name else name for name, text in vetoes.items())
        meaning = f"没有的留空；属实的填名称，几种的用“、”隔开：{said}"
        yield Question((ANSWERS, code, "否决"), f"{label}：否决情形", "", meaning, tuple(vetoes), several=True)


def _of_rule(code: str, label: str, rule: AnyRule, full: str) -> Iterator[Question]:
    wants = rule.wants()
    if isinstance(rule, Checklist):
        for key, item in rule.items.items():
            path = (ANSWERS, code, "要点", key)
            yield Question(path, f"{label}：要点{key}", meaning=rule.told(item), choices=_TICKS, starred=True)
        return
    kind = next((kind for kind in ("数量", "等级", "扣分", "得分") if wants.startswith(kind)), "得分")
    levels = tuple(rule.levels) if isinstance(rule, Level | Band) else ()
    said = kind + {"得分": f"（满分{full}分）", "扣分": f"（至多{full}分）"}.get(kind, "")
    yield Question((ANSWERS, code, kind), f"{label}：{said}", meaning=wants, choices=levels, starred=True)
    if isinstance(rule, Band):
        yield Question((ANSWERS, code, "得分"), f"{label}：得分（满分{full}分）", "分", wants, starred=True)
