"""Which facts add up to which total, as far as a department has them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.facts.naming import Fact

_RETIRED, _SUBSIDIES = "预算.离退休", "预算.对个人和家庭的补助"
_KINDS = ("因公出国境", "公务用车", "公务接待")


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
    return ("采购.货物", "采购.工程", "采购.服务") if name == "采购.实际" else ()


def wanting(name: str, known: Mapping[str, Fact]) -> tuple[str, ...]:
    """What is to be filled in for `name`: the parts that it lacks where it has others of them, else `name` itself."""
    parts = addends(name, known)
    lacking = [(part, wanting(part, known)) for part in parts if part not in known]
    if all(names == (part,) for part, names in lacking) and len(lacking) == len(parts):
        return (name,)
    return tuple(own for _, names in lacking for own in names)


def _has(group: str, known: Mapping[str, Fact]) -> bool:
    return any(f"{group}.{column}" in known for column in ("年初", "调整后", "支出"))


def _beside(known: Mapping[str, Fact]) -> bool:
    """Whether 离退休 is a part of its own, neither in 人员经费 nor in 对个人和家庭的补助."""
    told = known.get(f"{_RETIRED}.含在人员经费内")
    if told is None or told.value:
        return False
    inside = known.get(f"{_RETIRED}.含在补助内")
    return not (_has(_SUBSIDIES, known) if inside is None else inside.value)
