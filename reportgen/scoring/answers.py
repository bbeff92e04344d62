"""自评 resolved: a person's answers under the codes they are meant for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from reportgen.diagnostics import Diagnostic, did_you_mean, error
from reportgen.facts.records.answer import Answer
from reportgen.facts.source import Path, Source
from reportgen.scoring.framework import TOTAL, Framework
from reportgen.scoring.kinds.own_row import OwnRow


class Answers(Struct, frozen=True):
    """Answers by code, and the key under which each stands in the file; those of `rows` stand in a row of a list."""

    by_code: Mapping[str, Answer]
    keys: Mapping[str, str]
    rows: Mapping[str, Path] = {}

    def path(self, code: str) -> Path:
        """Where the answer to `code` stands in dept.yaml."""
        return self.rows.get(code) or ("自评", self.keys.get(code, ""))


def resolve(framework: Framework, answers: Mapping[str, Answer], source: Source) -> tuple[Answers, list[Diagnostic]]:
    """Answers by code: a key is a code, a part's code, or a name that only one of them has."""
    names = {code: name for code, (name, _) in framework.parts().items()}
    names |= {code: i.name for code, i in framework.indicators.items() if code not in names}
    names |= {code: a.name for code, a in framework.adjustments.items()} | {TOTAL: TOTAL}
    found: list[Diagnostic] = []
    by_code: dict[str, Answer] = {}
    keys: dict[str, str] = {}
    for key, answer in answers.items():
        at = source.position(("自评", key), key=True)
        codes = [key] if key in names else [code for code, name in names.items() if name == key]
        if len(codes) != 1:
            message = f"自评中的“{key}”对应 {'、'.join(codes)}" if codes else f"自评中的“{key}”不在指标体系中"
            hint = "请改用编号" if codes else did_you_mean(key, [*names, *names.values()])
            if any(key == field.alias for field in Answer.fields_by_name.values()):
                hint = f"“{key}”写在指标编号之下，比编号多缩进两格；写在一行的，如 B51: {{{key}: ……}}"
            found.append(error("unknown-code", message, hint, at))
        elif codes[0] in by_code:
            found.append(error("code-twice", f"指标 {codes[0]} 在自评中填了两次", "请合并为一处", at))
        else:
            by_code[codes[0]], keys[codes[0]] = answer, key
    found += [d for code, key in keys.items() for d in _above(framework, code, by_code[code], source, key)]
    return Answers(by_code, keys), found


def _below(framework: Framework, code: str) -> str:
    """Where to answer instead: of the department's own indicators, under which codes."""
    own = [inner for inner in framework.children(code) if isinstance(framework.indicators[inner].rule, OwnRow)]
    named = f"（{'、'.join(f'{inner} {framework.indicators[inner].name}' for inner in own)}）" if own else ""
    return f"请填写在下级指标{named}"


def _above(framework: Framework, code: str, answer: Answer, source: Source, key: str) -> Iterator[Diagnostic]:
    """Groups and the total have no score of their own: only a 否决 can be answered for them."""
    indicator = framework.indicators.get(code)
    if code != TOTAL and (indicator is None or indicator.rule is not None):
        return
    vetoes = framework.vetoes if indicator is None else indicator.vetoes
    for own, field in Answer.fields_by_name.items():
        if own in answer.given and own not in ("vetoes", "reason", "evidence"):
            message, hint = f"“{key}”是合计，不能填写“{field.alias}”", f"{_below(framework, code)}；合计只能填写“否决”"
            yield error("answer", message, hint, source.position(("自评", key, field.alias), key=True))
    for veto in answer.vetoes:
        if veto not in vetoes:
            hint = did_you_mean(veto, list(vetoes)) or "这里没有设否决情形"
            yield error("answer", f"“{key}”没有否决情形“{veto}”", hint, source.position(("自评", key, "否决")))
