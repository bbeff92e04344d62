"""Frameworks, answers and policies at random: whatever they are, every point is accounted for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import desk
import yaml
from hypothesis import given
from hypothesis import strategies as st

D = Decimal
CENT = D("0.01")
RATES = [f"{name}率" for name in "甲乙丙丁"]
NOT = {"不适用": "是", "理由": "没有这类事项"}


def split(draw: Any, full: int) -> list[int]:
    """`full` in two or three parts of at least one point."""
    cut = sorted(draw(st.sets(st.integers(1, full - 1), min_size=1, max_size=2)))
    return [b - a for a, b in zip([0, *cut], [*cut, full], strict=True)]


@st.composite
def rules(draw: Any, full: int, depth: int = 2) -> dict[str, Any]:
    """A rule for `full` points, composites up to `depth`."""
    nested = ["组合", "择优"] if depth and full > 3 else []
    kind = draw(st.sampled_from(["比率", "超限扣分", "要点", "酌情", "达标", *nested]))
    rate = draw(st.sampled_from(RATES))
    if kind == "比率":
        return {"类型": kind, "取值": rate}
    if kind == "超限扣分":
        floor = draw(st.sampled_from([0, 0.3]))
        return {"类型": kind, "取值": rate, "方向": "越低越好", "界限": "10%", "每": "3%", "扣": 0.7, "最低": floor}
    if kind == "达标":
        return {"类型": kind, "取值": rate, "条件": "≤50%", "否则": draw(st.sampled_from([0, 0.33]))}
    if kind == "酌情":
        return {"类型": kind, "扣分事项": "资料不全"}
    if kind == "要点":
        worth = split(draw, full) if full > 1 else [full]
        required = draw(st.sampled_from(["是", "否"]))
        items = {str(i): {"内容": f"第{i}项", "分值": w, "必备": required} for i, w in enumerate(worth, 1)}
        return {"类型": kind, "要点": items}
    worth = split(draw, full) if kind == "组合" else [full, full]
    return {
        "类型": kind,
        "部分": {
            str(i): {"名称": f"部分{i}", "分值": w, "规则": draw(rules(w, depth - 1)), "否决": {"假": "弄虚作假"}}
            for i, w in enumerate(worth, 1)
        },
    }


def answers(draw: Any, code: str, full: int, rule: dict[str, Any]) -> dict[str, Any]:
    """What a person says about `rule` and its parts."""
    found: dict[str, Any] = {}
    for key, part in rule.get("部分", {}).items():
        found |= answers(draw, f"{code}.{key}", part["分值"], part["规则"])
        if draw(st.integers(0, 9)) == 0:
            found[f"{code}.{key}"] = {**found.get(f"{code}.{key}", {}), "否决": "假"}
    said = draw(st.sampled_from(["", "", "", "", "不适用", "得分"]))
    own: dict[str, Any] = {"理由": "如实"}
    if rule["类型"] == "酌情":
        own["扣分"] = draw(st.decimals(0, full, places=3))
    if rule["类型"] == "要点":
        own["要点"] = {key: draw(st.sampled_from(["是", "部分", "否", "不适用"])) for key in rule["要点"]}
    if said == "不适用":
        own |= NOT
    if said == "得分":
        own["得分"] = draw(st.decimals(0, full, places=2))
    return {**found, code: {**own, **found.get(code, {})}}


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.data())
def test_every_point_is_accounted_for(weights: list[int], data: st.DataObject) -> None:
    policy = data.draw(st.sampled_from(["满分", "零分", "剔除换算"]))
    made = [data.draw(rules(weight)) for weight in weights]
    said: dict[str, Any] = {}
    for i, (weight, rule) in enumerate(zip(weights, made, strict=True)):
        said |= answers(data.draw, f"X{i}", weight, rule)
    rows = {
        f"X{i}": {"名称": f"指标{i}", "分值": w, "规则": r} for i, (w, r) in enumerate(zip(weights, made, strict=True))
    }
    text = yaml.safe_dump({"满分": sum(weights), "不适用": policy, "指标": rows}, allow_unicode=True, sort_keys=False)
    figures: dict[str, desk.Raw] = {name: str(data.draw(st.decimals(0, 2, places=4))) for name in RATES}
    card, found = desk.card(text, desk.given(figures, said))
    assert all(d.severity.value == "警告" for d in found), [d.message for d in found]
    for node in card.nodes:
        mark = node.mark
        assert mark is not None and not mark.pending
        lost = mark.lost or D(0)
        assert sum((g.points for g in mark.gaps), D(0)) == lost
        assert all(g.points >= CENT for g in mark.gaps)
        assert mark.points is None or 0 <= mark.points <= mark.full
        assert "。。" not in mark.explanation and "。，" not in mark.explanation
        assert mark.explanation.endswith("。")
    assert card.base is not None and card.total == card.base
    assert sum((loss.points for loss in card.losses), D(0)) == card.full - card.base
    if policy != "剔除换算":
        assert card.base == sum((n.points or D(0) for n in card.nodes), D(0))
