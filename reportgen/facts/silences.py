"""核查: findings that a person has looked at and lets stand, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.diagnostics import Diagnostic, Severity, warning
from reportgen.facts.records.dossier import Department, Silence
from reportgen.facts.source import Source
from reportgen.values import replace

SILENCED = "silenced"


def settled(found: Iterable[Diagnostic], department: Department) -> list[Diagnostic]:
    """`found`, what 核查 gives a reason for turned into a 提示 that says so."""
    return [_settled(diagnostic, department.silences) for diagnostic in found]


def _settled(diagnostic: Diagnostic, silences: Sequence[Silence]) -> Diagnostic:
    for silence in silences:
        if _means(silence, diagnostic):
            message = f"{diagnostic.message}（{diagnostic.code}，“核查”已说明）"
            own = replace(
                diagnostic, code=SILENCED, message=message, severity=Severity.HINT, hint=f"理由：{silence.reason}"
            )
            return replace(own, where=_key(silence))
    return diagnostic


def _means(silence: Silence, diagnostic: Diagnostic) -> bool:
    """Whether an entry is about a finding: its code, its place, and the words that stand there."""
    words = _bare(silence.quote)
    there = words in _bare(diagnostic.quote) or (bool(diagnostic.quote) and _bare(diagnostic.quote) in words)
    return silence.code == diagnostic.code and silence.where in diagnostic.where and there


def _bare(text: str) -> str:
    return "".join(text.split()).replace(",", "")


def _key(silence: Silence) -> str:
    return f"{silence.code} {silence.where} {silence.quote}"


def idle(found: Iterable[Diagnostic], department: Department, source: Source) -> Iterator[Diagnostic]:
    """Entries of 核查 that silence nothing in `found`, the findings of a whole build."""
    used = {diagnostic.where for diagnostic in found if diagnostic.code == SILENCED}
    for number, silence in enumerate(department.silences):
        if _key(silence) not in used:
            message = f"“核查”第{number + 1}条（{silence.code} {silence.where}）没有对应的核查意见，不再起作用"
            advice = "原文已改的，请删去这一条；位置或原文写错的，请照核查意见抄写"
            yield warning("idle-silence", message, advice, source.position(("核查", number)))
