"""Each kind of rule as formulas of a spreadsheet: the steps that it takes, and the cell of the points it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from reportgen.facts.records.borrowed import Borrowed
from reportgen.scoring.kinds import Given, Rule
from reportgen.scoring.kinds.base import DROPPED, LOWER, NO_MARKS, bound
from reportgen.scoring.kinds.checklist import Checklist
from reportgen.scoring.kinds.counting import Counted, CountOff, CountUp
from reportgen.scoring.kinds.discretion import Discretion
from reportgen.scoring.kinds.levels import Band, DecisionTable, Level
from reportgen.scoring.kinds.limits import Deadline, OverLimit, Stepped, YearOnYear
from reportgen.scoring.kinds.own_row import OwnRow
from reportgen.scoring.kinds.own_rows import NAME, OwnIndicators
from reportgen.scoring.kinds.progress import Progress
from reportgen.scoring.kinds.ratio import Imported, Ratio
from reportgen.scoring.kinds.rollup import Rollup
from reportgen.scoring.kinds.row_values import ACTUAL, ADJUSTED, TARGET, said
from reportgen.scoring.kinds.tiers import Threshold, Tiers
from reportgen.workings.desk import UNKNOWN, Desk
from reportgen.workings.spelled import (
    NONE,
    applied,
    between,
    chain,
    exact,
    formula,
    mark,
    number,
    text,
    within,
)

Translation: TypeAlias = Callable[[Any, Decimal, Desk, Given], str]
_POINTS = "按规则得分"
_SIGNS = {"≥": ">=", "≤": "<=", "=": "="}
_NOWHERE = '"不在任何一档"'


def _tiers(rule: Tiers, full: Decimal, desk: Desk, given: Given) -> str:
    value = desk.read(rule.value)
    held = [(within(tier.interval, value, desk.limit), tier) for tier in rule.tiers]
    desk.step("属于哪一档", applied([value], chain([(c, text(str(t.interval))) for c, t in held], _NOWHERE)))
    return desk.step(_POINTS, applied([value], chain([(c, number(t.points)) for c, t in held], _NOWHERE)), "分")


def _threshold(rule: Threshold, full: Decimal, desk: Desk, given: Given) -> str:
    value, low = desk.read(rule.value), min(rule.otherwise, full)
    met = within(rule.condition, value, desk.limit)
    met = desk.step(f"是否{rule.condition}", applied([value], f'IF({met},"是","否")'))
    return desk.step(_POINTS, applied([value], f'IF({met}="是",{number(full)},{number(low)})'), "分")


def _ratio(rule: Ratio, full: Decimal, desk: Desk, given: Given) -> str:
    cells = [desk.read(rule.value)]
    ratio = cells[0]
    if rule.target is not None:
        target = rule.target
        goal = desk.read(target.name) if isinstance(target, Borrowed) else desk.step("目标", number(target))
        cells.append(goal)
        ratio = desk.step("完成率", applied(cells, f"{cells[0]}/{goal}"), "%")
    cap = desk.limit(rule.cap)
    share = f"IF({ratio}<=0,1,MIN({cap}/{ratio},1))" if rule.direction == LOWER else f"{between('0', ratio, cap)}/{cap}"
    held = []
    if rule.beyond:
        held.append((f"{exact(ratio)}>{desk.limit(rule.beyond.limit)}", number(min(rule.beyond.points, full))))
    if rule.below:
        held.append((f"{exact(ratio)}<{desk.limit(rule.below.limit)}", number(min(rule.below.points, full))))
    return desk.step(_POINTS, applied(cells, chain(held, f"{share}*{number(full)}")), "分")


def _progress(rule: Progress, full: Decimal, desk: Desk, given: Given) -> str:
    rates = list[str]()
    for name, schedule in zip(rule.progress, rule.schedule, strict=True):
        cell = desk.read(name)
        rate = applied([cell], f"{cell}/{desk.limit(schedule)}")
        rates.append(desk.step(f"{name}的执行率", rate, "%", f"序时进度 {bound(schedule)}"))
    capped = rule.mean_of != "执行率"
    mean = desk.step(
        "平均执行率", applied(rates, f"AVERAGE({','.join(f'MIN({r},1)' if capped else r for r in rates)})"), "%"
    )
    each = "+".join(f"{between('0', rate, '1')}*{number(rule.each)}" for rate in rates)
    whole = f"{each}+{between('0', mean, '1')}*{number(rule.mean)}"
    return desk.step(_POINTS, applied(rates, whole), "分")


def _left(rule: Stepped, full: Decimal, desk: Desk, over: str) -> str:
    """The points that remain that far off the limit."""
    steps = f"ROUND({over}/{number(rule.step)},10)"
    if rule.whole:
        steps = f"ROUNDDOWN({steps},0)"
    count = desk.step("扣几步", applied([over], steps), "", f"每 {number(rule.step)} 一步")
    floor = number(min(rule.floor, full))
    return desk.step(_POINTS, applied([over], f"MAX({number(full)}-{count}*{number(rule.cost)},{floor})"), "分")


def _over(rule: OverLimit, full: Decimal, desk: Desk, given: Given) -> str:
    value, limit = desk.read(rule.value), desk.limit(rule.limit)
    off = f"{exact(value)}-{limit}" if rule.direction == LOWER else f"{limit}-{exact(value)}"
    over = desk.step("超出界限", applied([value], exact(f"MAX({off},0)")), "", f"界限 {rule.bounded()}")
    return _left(rule, full, desk, over)


def _yearly(rule: YearOnYear, full: Decimal, desk: Desk, given: Given) -> str:
    now, before = desk.read(rule.this_year), desk.read(rule.last_year)
    change = f"({now}-{before})/IF({before}=0,1,{before})"
    rate = desk.step("变动率", applied([now, before], change), "%")
    over = desk.step("超出界限", applied([rate], exact(f"MAX({exact(rate)}-{desk.limit(rule.limit)},0)")))
    return _left(rule, full, desk, over)


def _count(rule: Counted, desk: Desk, given: Given) -> str:
    if rule.count:
        return desk.read(rule.count)
    count = given.answer.count
    return desk.answer(given.code, "数量", UNKNOWN if count is None else count, rule.noun)


def _count_off(rule: CountOff, full: Decimal, desk: Desk, given: Given) -> str:
    count, floor = _count(rule, desk, given), number(min(rule.floor, full))
    return desk.step(_POINTS, applied([count], f"MAX({number(full)}-{count}*{number(rule.cost)},{floor})"), "分")


def _count_up(rule: CountUp, full: Decimal, desk: Desk, given: Given) -> str:
    count, top = _count(rule, desk, given), number(full)
    top = top if rule.cap is None else f"MIN({desk.limit(rule.cap)},{top})"
    return desk.step(_POINTS, applied([count], f"MIN({count}*{number(rule.gain)},{top})"), "分")


def _checklist(rule: Checklist, full: Decimal, desk: Desk, given: Given) -> str:
    rescaled = given.policy == DROPPED and rule.way == "累加"
    lost, worth, failed = list[str](), list[str](), list[str]()
    for key, item in rule.items.items():
        tick = given.answer.ticks.get(key)
        cell = desk.answer(given.code, f"要点.{key}", tick.value if tick else UNKNOWN, item.text)
        own = (rule.cost if rule.way == "缺项扣分" else item.points) or Decimal(0)
        kept = own / 2 if item.partly is None else item.partly
        no = f'OR({cell}="否",{cell}="不适用")' if given.policy == NO_MARKS else f'{cell}="否"'
        cost = chain([(no, number(own)), (f'{cell}="部分"', number(own - kept))], "0")
        lost.append(desk.step(f"要点 {key} 扣分", cost, "分", item.text))
        worth.append(f'IF({cell}="不适用",0,{number(own)})')
        failed += [no] if item.required else []
    whole = desk.step("计入的分值", "+".join(worth) if rescaled else number(full), "分")
    left = f"MAX({whole}-({'+'.join(lost)}),0)"
    left = f"{left}/{whole}*{number(full)}" if rescaled else left
    left = f"IF(OR({','.join(failed)}),0,{left})" if failed else left
    return desk.step(_POINTS, f"IF({whole}=0,{NONE},{left})", "分")


def _level(rule: Level, full: Decimal, desk: Desk, given: Given) -> str:
    cell = desk.text(rule.value) if rule.value else desk.answer(given.code, "等级", given.answer.level or UNKNOWN)
    held = [(f"{cell}={text(name)}", number(points)) for name, points in rule.levels.items()]
    return desk.step(_POINTS, chain(held, '"没有这一等级"'), "分")


def _band(rule: Band, full: Decimal, desk: Desk, given: Given) -> str:
    level = desk.answer(given.code, "等级", given.answer.level or UNKNOWN)
    points = desk.answer(given.code, "得分", UNKNOWN if given.answer.points is None else given.answer.points)
    held = [
        (f"{level}={text(name)}", f'IF({within(share, f"({points}/{number(full)})", number)},"在","不在")')
        for name, share in rule.levels.items()
    ]
    desk.step("得分是否在等级的范围内", chain(held, '"没有这一等级"'))
    return desk.step("人工评定的得分", points, "分", "等级和得分由人评定，理由见评分表")


def _decision(rule: DecisionTable, full: Decimal, desk: Desk, given: Given) -> str:
    cells = {name: desk.read(name) for name in rule.names()}
    held = list[tuple[str, str]]()
    rows = list[tuple[str, str]]()
    for case in rule.cases[:-1]:
        assert case.when is not None
        condition = f"IFERROR({formula(case.when.root, cells.__getitem__)},FALSE)"
        numbers = [cells[name] for name in case.when.names]
        condition = f"IF(COUNT({','.join(numbers)})={len(numbers)},{condition},FALSE)" if numbers else condition
        held.append((condition, number(case.points)))
        rows.append((condition, text(case.said())))
    desk.step("属于哪一行", chain(rows, text(rule.cases[-1].said())))
    made = chain(held, number(rule.cases[-1].points))
    first = [cells[name] for name in rule.cases[0].when.names] if rule.cases[0].when else []
    return desk.step(_POINTS, applied(first, made), "分")


def _discretion(rule: Discretion, full: Decimal, desk: Desk, given: Given) -> str:
    lost = given.answer.deducted
    cell = desk.answer(given.code, "扣分", UNKNOWN if lost is None else lost, given.answer.reason or rule.matter)
    return desk.step("人工酌情扣分后的得分", applied([cell], f"{number(full)}-{cell}"), "分", given.answer.reason or "")


def _deadline(rule: Deadline, full: Decimal, desk: Desk, given: Given) -> str:
    fixed = rule.fixed()
    start = desk.step("期限", f"DATE({fixed.year},{fixed.month},{fixed.day})") if fixed else desk.day(rule.due)
    done = desk.day(rule.done)
    due = f"({start}+{desk.limit(rule.days)})"
    late = desk.step("超期几天", applied([start, done], f"MAX({done}-{due},0)"), "天")
    unit, cost = rule.cost()
    months = f"(YEAR({done})-YEAR({due}))*12+MONTH({done})-MONTH({due})+IF(DAY({done})>DAY({due}),1,0)"
    periods = {"天": late, "周": f"ROUNDUP({late}/7,0)", "个月": months}[unit]
    count = desk.step(f"超期几{unit}", applied([late], f"IF({late}>0,{periods},0)"), unit)
    floor = number(min(rule.floor, full))
    left = f"IF({late}>0,MAX({number(full)}-{count}*{number(cost)},{floor}),{number(full)})"
    return desk.step(_POINTS, applied([late], left), "分")


def _imported(rule: Imported, full: Decimal, desk: Desk, given: Given) -> str:
    value, scale = desk.read(rule.value), desk.limit(rule.scale)
    earned = f"({scale}-{value}+1)" if rule.form == "名次" else value
    return desk.step(_POINTS, applied([value], f"{earned}/{scale}*{number(full)}"), "分")


def _rollup(rule: Rollup, full: Decimal, desk: Desk, given: Given) -> str:
    sums = list[str]()
    weights = list[str]()
    for at, row in enumerate(given.lists.get(rule.rows) or ()):
        score = desk.row(rule.rows, at, rule.field, row.get(rule.field))
        weight = desk.row(rule.rows, at, rule.weight, row.get(rule.weight)) if rule.weight else "1"
        before, total = (sums[-1], weights[-1]) if sums else ("0", "0")
        sums.append(desk.step(f"第 {at + 1} 项加入后，{rule.field}×权数之和", f"{before}+{score}*{weight}"))
        weights.append(desk.step(f"第 {at + 1} 项加入后，权数之和", f"{total}+{weight}"))
    scale = desk.limit(rule.scale)
    mean = desk.step("平均值", f"{sums[-1]}/{weights[-1]}", "", f"以{rule.weight}为权数" if rule.weight else "")
    return desk.step(_POINTS, f"{between('0', mean, scale)}/{scale}*{number(full)}", "分")


def _own(rule: OwnIndicators, full: Decimal, desk: Desk, given: Given) -> str:
    """The rows of a list of the department's, each in cents of its own, which add up."""
    rows = rule.taken(given.lists)
    worth, ticks = rule.worth([row for _, row in rows], full), given.answer.ticks
    cells = list[str]()
    for (at, row), own in zip(rows, worth, strict=True):
        name, points = str(row.get(NAME)), desk.row(rule.rows, at, "分值", own, "分")
        share = _own_share(rule, at, row, desk) if rule.done(row) is not None else ""
        if not share:
            if name in ticks or not row.get("等级"):
                cell = desk.answer(given.code, f"要点.{name}", ticks[name].value if name in ticks else UNKNOWN)
                share = f'IF({cell}="是",1,IF({cell}="部分",0.5,0))'
            else:
                cell = desk.row(rule.rows, at, "等级", str(row["等级"]))
                share = f'IF({cell}="达到",1,IF({cell}="部分达到",0.5,0))'
        cells.append(desk.step(f"{name}得分", mark(f"{share}*{points}"), "分"))
    return desk.step(_POINTS, "+".join(cells), "分", "各项得分之和")


def _own_row(rule: OwnRow, full: Decimal, desk: Desk, given: Given) -> str:
    """A row that is an indicator of its own; a target in words by the rule that asks a person."""
    if rule.words:
        return TRANSLATIONS[rule.words.kind](rule.words, full, desk, given)
    at = int(rule.place.rpartition("第")[2].removesuffix("项")) - 1
    return desk.step(_POINTS, f"{_own_share(rule.by, at, rule.row, desk)}*{number(full)}", "分")


def _own_share(rule: OwnIndicators, at: int, row: Mapping[str, Any], desk: Desk) -> str:
    """The part of its points that a row with two numbers earns."""
    adjusted = rule.target != "初始" and row.get(ADJUSTED) not in (None, "")
    names, unit = (ADJUSTED if adjusted else TARGET, ACTUAL), str(row.get("单位") or "")
    target, done = (desk.row(rule.rows, at, name, _amount(row, name), unit) for name in names)
    sign, unusual = str(row.get("方向") or "≥"), rule.unusual
    met = f"IF({exact(done)}{_SIGNS[sign]}{exact(target)},1,0)"
    if sign == "=":
        return met
    ratio = f"IF(AND({target}>0,{done}>0),{target}/{done},{NONE})"
    ratio = ratio if sign == "≤" else f"IF(AND({target}>0,{done}>=0),{done}/{target},{NONE})"
    rate = desk.step(f"{row.get(NAME)}完成率", ratio, "%")
    held = [f"{exact(rate)}<{desk.limit(unusual.below)}"] if unusual and unusual.below is not None else []
    held += [f"{exact(rate)}>{desk.limit(unusual.above)}"] if unusual and unusual.above is not None else []
    kept = f"*IF(OR({','.join(held)}),{number(unusual.kept)},1)" if unusual and held else ""
    return f"IF(ISNUMBER({rate}),{between('0', rate, '1')}{kept},{met})"


def _amount(row: Mapping[str, Any], name: str) -> Decimal | None:
    """The number that a row says, in the plain unit: 1.2万亩 is 12000."""
    amount = said(row.get(name), str(row.get("单位") or ""))
    return amount.number if amount else None


def translated(rule: Rule, full: Decimal, desk: Desk, given: Given) -> str:
    """The cell of the exact points that `rule` gives."""
    made: Translation = _own_row if isinstance(rule, OwnRow) else TRANSLATIONS[rule.kind]
    return made(rule, full, desk, given)


TRANSLATIONS: Mapping[str, Translation] = {
    "分档": _tiers,
    "达标": _threshold,
    "比率": _ratio,
    "进度": _progress,
    "超限扣分": _over,
    "同比": _yearly,
    "计数扣分": _count_off,
    "计数加分": _count_up,
    "要点": _checklist,
    "等级": _level,
    "定性": _band,
    "判定表": _decision,
    "酌情": _discretion,
    "时限": _deadline,
    "外部得分": _imported,
    "汇总": _rollup,
    "个性化指标": _own,
}
