"""Which facts add up to which total, as far as a department has them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.facts.naming import Fact
from reportgen.facts.source import QUARTERS

_RETIRED, _SUBSIDIES = "预算.离退休", "预算.对个人和家庭的补助"
_KINDS = ("因公出国境", "公务用车", "公务接待")
_COLUMNS = ("年初", "调整后", "支出")
_BASIC = ("预算.人员经费", "预算.日常公用经费", _SUBSIDIES, _RETIRED)
_INSIDE = (f"{_RETIRED}.含在人员经费内", f"{_RETIRED}.含在补助内")
_SUMMED = {"采购.实际": ("采购.货物", "采购.工程", "采购.服务")}
# every fact that may enter a total, a count or a rate that follows by itself, whatever the department has
MAY_ENTER: Mapping[str, tuple[str, ...]] = {
    **{f"预算.合计.{c}": (f"预算.基本支出.{c}", f"预算.项目支出.{c}") for c in _COLUMNS},
    **{f"预算.基本支出.{c}": (*(f"{kind}.{c}" for kind in _BASIC), *_INSIDE) for c in _COLUMNS},
    **{f"预算.收入.{c}": (f"预算.收入.明细.{c}",) for c in ("年初", "决算")},
    **{f"三公.合计.{c}": tuple(f"三公.{kind}.{c}" for kind in _KINDS) for c in ("预算", "决算")},
    **{f"季度.累计进度.{q}": (f"季度.累计支出.{q}", f"季度.指标总额.{q}") for q in QUARTERS},
    **{f"季度.指标总额.{q}": ("预算.合计.调整后",) for q in QUARTERS},
    **_SUMMED,
    "专项资金.总指标": ("专项资金.年初", "专项资金.调减"),
    "项目统计.总数": ("项目",),
    "项目统计.按期完成": ("项目.完成状态",),
    "项目统计.绩效目标数": ("项目.绩效目标",),
    "项目统计.预算": ("项目.调整后",),
    "项目统计.支出": ("项目.支出",),
    "重点工作统计.总数": ("重点工作",),
    "重点工作统计.完成": ("重点工作.完成",),
}


def addends(name: str, known: Mapping[str, Fact]) -> tuple[str, ...]:
    """The facts whose sum `name` is, where it is a total that is added up by itself; none for any other name."""
    group, _, own = name.rpartition(".")
    if group == "预算.合计":
        return f"预算.基本支出.{own}", f"预算.项目支出.{own}"
    if group == "预算.基本支出":
        kinds = ["预算.人员经费", "预算.日常公用经费"]
        kinds += [_SUBSIDIES] if _has(_SUBSIDIES, known) else []
        kinds += [_RETIRED] if _beside(known) else []
        return tuple(f"{kind}.{own}" for kind in kinds)
    if group == "三公.合计":
        return tuple(f"三公.{kind}.{own}" for kind in _KINDS)
    return _SUMMED.get(name, ())


def wanting(name: str, known: Mapping[str, Fact]) -> tuple[str, ...]:
    """What is to be filled in for `name`: the parts that it lacks where it has others of them, else `name` itself."""
    parts = addends(name, known)
    lacking = [(part, wanting(part, known)) for part in parts if part not in known]
    if all(names == (part,) for part, names in lacking) and len(lacking) == len(parts):
        return (name,)
    return tuple(own for _, names in lacking for own in names)


def _has(group: str, known: Mapping[str, Fact]) -> bool:
    return any(f"{group}.{column}" in known for column in _COLUMNS)


def _beside(known: Mapping[str, Fact]) -> bool:
    """Whether 离退休 is a part of its own, neither in 人员经费 nor in 对个人和家庭的补助."""
    told = known.get(f"{_RETIRED}.含在人员经费内")
    if told is None or told.value:
        return False
    inside = known.get(f"{_RETIRED}.含在补助内")
    return not (_has(_SUBSIDIES, known) if inside is None else inside.value)
