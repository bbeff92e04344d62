"""同类问题 looked through: groups of codes that there are, none of them in two groups."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic, did_you_mean, error
from reportgen.editor.trial.names import Voice
from reportgen.packs.wording import SIMILAR, Wording
from reportgen.scoring.framework import Framework
from reportgen.scoring.kinds.checklist import Checklist


def look(voice: Voice, wording: Wording) -> Iterator[Diagnostic]:
    """What is wrong with the codes of the groups; a parent's group may name what this pack removed."""
    known = codes(voice.framework)
    seen: dict[str, str] = {}
    for name, group in wording.book.similar.items():
        for i, code in enumerate(group.codes):
            at = wording.source.position((SIMILAR, name, "编号", i))
            removed = at.file != wording.source.file and code.split(".")[0] in voice.codes
            if code not in known and not removed:
                message = f"同类问题“{name}”的编号“{code}”不在指标体系中"
                yield error("similar-code", message, did_you_mean(code, known), at)
            if clash := next((other for other in seen if _overlap(code, other)), None):
                twice = f"“{code}”" if code == clash else f"“{code}”与“{clash}”"
                where = f"“{name}”" if seen[clash] == name else f"“{seen[clash]}”和“{name}”"
                advice = "一处失分只归入一个同类问题，请删去一处"
                yield error("similar-twice", f"同类问题{where}中，编号{twice}重复", advice, at)
            seen.setdefault(code, name)


def codes(framework: Framework) -> list[str]:
    """Every scored indicator, every part of one, and every item of a checklist."""
    scored = {code for code, _ in framework.leaves()}
    found = []
    for code, (_, rule) in framework.parts().items():
        if code.split(".")[0] in scored:
            found += [code, *(f"{code}.{key}" for key in rule.items)] if isinstance(rule, Checklist) else [code]
    return found


def _overlap(a: str, b: str) -> bool:
    return a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.")
