"""变量清单: every name that a template may use, with its meaning, unit and a sample value, and every filter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen import vocabulary
from reportgen.chinese import rounded
from reportgen.editor.templates.filter_results import OWN
from reportgen.editor.templates.shape import ITEM
from reportgen.editor.trial.offered_names import Voice
from reportgen.facts.narrative import Paragraph, Table
from reportgen.packs.wording import Wording
from reportgen.scoring.formula import shown
from reportgen.values import replace

ANY_CODE = "编号"  # stands in a name for any indicator's code
_BY_CODE = ("指标", "评语")
_LONGEST = 40
_OF_NO_USE = "评分表.一级[].评分."  # groups of indicators have no mark of their own
OF_SENTENCES: Mapping[str, tuple[str, str]] = {  # unit and meaning of what only sentences name
    "指标": ("", "指标的名称"),
    "满分标准": ("", "得满分的条件，如 不低于95%"),
    "计分": ("", "不适用的怎样计：按满分计、按零分计或剔除后换算"),
    "问题标题": ("", "没有扣分而有问题提到这个指标的，那个问题的标题"),
    "本项扣分": ("分", "这一句所说的一项扣的分；只有一项的，就是指标扣的分"),
    "本项分值": ("分", "这一句所说的一项的分值"),
    "差距": ("", "大：扣分超过本项分值的一半；微：不超过二十分之一；其余为 小"),
    "类型": ("", "评分规则的类型；人工评定为 人工，否决为 否决"),
    "值": ("", "规则所取的数，如比率；人工评定的没有"),
    "标准": ("", "没有达到的标准"),
    "实际": ("", "实际情况；人工评定的与 内容 相同"),
    "方向": ("", "偏高、偏低、不足或空"),
    "内容": ("", "哪一点没有做到；人工评定的是所写的理由"),
}


@dataclass(frozen=True)
class Variable:
    """A name, what it means, its unit, and what it may look like; rows of lists are marked by []."""

    name: str
    meaning: str
    unit: str
    sample: str


def variables(voice: Voice) -> list[Variable]:
    """Every variable of a pack's Word template, in the order of the context."""
    context = voice.values()
    found: dict[str, Variable] = {}
    for name, value in context.items():
        for variable in _inside(name, {} if name in voice.free else value, voice):
            found.setdefault(variable.name, variable)
    return [variable for variable in found.values() if not variable.name.startswith(_OF_NO_USE)]


def of_sentences(voice: Voice, wording: Wording) -> list[Variable]:
    """What the sentences of wording.yaml may name beside the facts, the figures and 称谓."""
    slots = voice.slot_values(wording)
    own = {name: value for name, value in slots.items() if name not in voice.facts()}
    found = [one for name, value in own.items() for one in _inside(name, value, voice)]
    return [_said(one) for one in found]


def _said(variable: Variable) -> Variable:
    """A name of sentences with its meaning: that of the same field of a mark or of a gap, unless it has its own."""
    unit, text = OF_SENTENCES.get(variable.name, ("", ""))
    for like in () if text else (f"指标.{ANY_CODE}.{variable.name}", f"问题[].失分点[].{variable.name}"):
        if known := vocabulary.meaning(like):
            unit, text = known.unit, known.text
            break
    return replace(variable, meaning=text, unit=unit)


def filters() -> list[tuple[str, str]]:
    """Every filter with what it does, as its docstring says."""
    return [(name, own.text) for name, own in OWN.items()]


def _inside(name: str, value: Any, voice: Voice) -> Iterator[Variable]:
    if name in _BY_CODE and isinstance(value, dict):
        code, first = next(iter(value.items()))
        yield from _renamed(_inside(f"{name}.{code}", first, voice), code)
    elif isinstance(value, dict) and value:
        for own, inner in value.items():
            yield from _inside(f"{name}.{own}", inner, voice)
    elif isinstance(value, tuple | list) and value and isinstance(value[0], dict):
        yield from _inside(name + ITEM, value[0], voice)
    else:
        yield _variable(name, value, voice)


def _renamed(found: Iterator[Variable], code: str) -> Iterator[Variable]:
    """Names under an indicator's code, whichever it is."""
    for one in found:
        yield Variable(one.name.replace(f".{code}", f".{ANY_CODE}", 1), one.meaning, one.unit, one.sample)


def _variable(name: str, value: Any, voice: Voice) -> Variable:
    group, _, own = name.partition(".")
    if group == "计算" and own in voice.formulas.specs:
        spec = voice.formulas.specs[own]
        return Variable(name, spec.meaning or spec.text, spec.unit, shown(value, spec.unit))
    known = vocabulary.meaning(name)
    unit, text = voice.declared.get(name) or ((known.unit, known.text) if known else ("", ""))
    return Variable(name, text, unit, _sample(value, unit))


def _sample(value: Any, unit: str) -> str:
    if value is None or value in ((), {}):
        return ""
    if isinstance(value, tuple) and isinstance(value[0], Paragraph | Table):
        return "（若干段）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple | list):
        shown_items = "、".join(_sample(item, unit) for item in value[:2])
        return shown_items + ("…" if len(value) > 2 else "")
    if unit and not isinstance(value, str) and hasattr(value, "quantize"):
        return shown(rounded(value, 4), unit)
    text = str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
