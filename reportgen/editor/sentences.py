"""wording.yaml looked through: every indicator has its sentences, every sentence its names, and all can be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path as FilePath
from typing import Any, get_args

from reportgen.diagnostics import Diagnostic, Position, Refused, Severity, did_you_mean, error
from reportgen.editor.templates import jinja_statements
from reportgen.editor.templates.scope import Frame, Scope, TagFault
from reportgen.editor.trial import probe
from reportgen.editor.trial.offered_names import Voice
from reportgen.facts.records.record import Record
from reportgen.facts.source import Path, Source
from reportgen.findings.author import Author
from reportgen.language.guard import Guard
from reportgen.language.nesting import MisreadError
from reportgen.language.tag import tagged
from reportgen.packs.wording import GENERAL, REMARKS, SIMILAR, Phrases, Sentence, Wording, condition
from reportgen.scoring.framework import TOTAL, Framework
from reportgen.scoring.kinds import KINDS
from reportgen.scoring.kinds.checklist import Checklist
from reportgen.scoring.kinds.judging import MANUAL, VETO
from reportgen.scoring.kinds.own_row import KIND as OWN
from reportgen.values import replace

_NEEDED = (("title", "问题标题"), ("description", "问题描述"), ("measures", "整改措施"))
KIND_NAMES = (*(get_args(kind.fields_by_name["kind"].annotation)[0] for kind in KINDS), OWN, MANUAL, VETO, GENERAL)


def look(voice: Voice, wording: Wording) -> list[Diagnostic]:
    """Everything wrong with the sentences of a pack, in the order of the file."""
    found = [*_codes(voice, wording), *_lacking(voice, wording), *_similar(voice, wording)]
    return [*found, *_sentences(voice, wording)]


def _codes(voice: Voice, wording: Wording) -> Iterator[Diagnostic]:
    """Sentences for indicators, or parts of them, that there are not."""
    known = {*voice.framework.indicators, *voice.framework.parts(), *voice.framework.adjustments, TOTAL}
    for code in wording.book.by_code:
        head = code.split(".")[0]
        if code not in known and not (head in voice.codes and _is_item(code, voice)):
            at = wording.source.position(("措辞", code), key=True)
            yield error("wording-code", f"措辞的编号“{code}”不在指标体系中", did_you_mean(code, sorted(known)), at)
    for kind in wording.book.by_kind:
        if kind not in KIND_NAMES:
            at = wording.source.position(("类型", kind), key=True)
            yield error("wording-code", f"没有“{kind}”这种评分规则", did_you_mean(kind, KIND_NAMES), at)


def _is_item(code: str, voice: Voice) -> bool:
    """Whether a code may be an item or a veto of an indicator, or stands in a parent for what this pack removed."""
    head, _, rest = code.partition(".")
    indicator = voice.framework.indicators.get(head)
    if indicator is None or indicator.rule is None:
        return True
    keys = {part.partition(".")[2] for part in voice.framework.parts() if part.startswith(f"{head}.")}
    return bool(rest) and (not keys or rest in indicator.vetoes or rest.rpartition(".")[0] in keys)


def _lacking(voice: Voice, wording: Wording) -> Iterator[Diagnostic]:
    """Indicators about which a report could say nothing."""
    for code, indicator in voice.framework.leaves():
        kind = indicator.rule.kind if indicator.rule else ""
        lacking = [alias for name, alias in _NEEDED if wording.phrases([code], kind, name) is None]
        if lacking:
            message = f"指标 {code}“{indicator.name}”没有措辞：{'、'.join(lacking)}"
            hint = f"请在“措辞.{code}”或“类型.{kind}”下补上"
            yield error("no-wording", message, hint, wording.source.position(("措辞", code)))
    for code, (name, rule) in voice.framework.parts().items():
        cases = [case for case in REMARKS if wording.remark([code], rule.kind, case) is None]
        if cases and code.split(".")[0] in {leaf for leaf, _ in voice.framework.leaves()}:
            message = f"{code}“{name}”没有评语：{'、'.join(cases)}"
            hint = f"请在“措辞.{code}.评语”、“类型.{rule.kind}.评语”或“类型.{GENERAL}.评语”下补上"
            yield error("no-wording", message, hint, wording.source.position(("措辞", code)))


def _similar(voice: Voice, wording: Wording) -> Iterator[Diagnostic]:
    """What is wrong with the codes of the groups; a parent's group may name what this pack removed."""
    known = _parts(voice.framework)
    seen: dict[str, str] = {}
    for name, group in wording.book.similar.items():
        for i, code in enumerate(group.codes):
            at = wording.source.position((SIMILAR, name, "编号", i))
            removed = not _is_own(at, voice) and code.split(".")[0] in voice.codes
            if code not in known and not removed:
                message = f"同类问题“{name}”的编号“{code}”不在指标体系中"
                yield error("similar-code", message, did_you_mean(code, known), at)
            if clash := next((other for other in seen if _overlap(code, other)), None):
                twice = f"“{code}”" if code == clash else f"“{code}”与“{clash}”"
                where = f"“{name}”" if seen[clash] == name else f"“{seen[clash]}”和“{name}”"
                advice = "一处失分只归入一个同类问题，请删去一处"
                yield error("similar-twice", f"同类问题{where}中，编号{twice}重复", advice, at)
            seen.setdefault(code, name)


def _is_own(at: Position, voice: Voice) -> bool:
    """Whether a place is in a file of the pack itself, not of one that it inherits."""
    return _folder(at.file) == voice.name


@cache
def _folder(file: str) -> str:
    return FilePath(file).parent.name


def _parts(framework: Framework) -> list[str]:
    """Every scored indicator, every part of one, and every item of a checklist."""
    scored = {code for code, _ in framework.leaves()}
    found = []
    for code, (_, rule) in framework.parts().items():
        if code.split(".")[0] in scored:
            found += [code, *(f"{code}.{key}" for key in rule.items)] if isinstance(rule, Checklist) else [code]
    return found


def _overlap(a: str, b: str) -> bool:
    return a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.")


def _sentences(voice: Voice, wording: Wording) -> Iterator[Diagnostic]:
    """Names and filters of every sentence; those of the pack's own file are made as well."""
    scope = Scope(voice.slots(wording), wording.environment.filters)
    faults = cache(partial(_faults, wording.environment, scope))  # two of five stand in several places
    author = Author(voice.full.scorecard, wording, voice.facts())
    leaves = [code for code, _ in voice.framework.leaves()]
    for sentence in sentences(wording):
        head = str(sentence.path[1]).split(".")[0]
        told = list(_static(sentence, wording, faults))
        yield from told
        if not told and _is_own(wording.source.position(sentence.path), voice):
            yield from _made(sentence, author, voice.framework, head if head in leaves else leaves[0])


def sentences(wording: Wording) -> Iterator[Sentence]:
    """Every template sentence of a pack with its place."""
    books: tuple[tuple[str, Mapping[str, Record]], ...] = (
        ("措辞", wording.book.by_code),
        ("类型", wording.book.by_kind),
        (SIMILAR, wording.book.similar),
    )
    for group, book in books:
        for key, phrases in book.items():
            yield from _texts(phrases, (group, key))


def _texts(record: Any, path: Path) -> Iterator[Sentence]:
    """The texts in a record of sentences, or in the records inside it."""
    for own, field in type(record).fields_by_name.items():
        value, here = getattr(record, own), (*path, field.alias)
        if isinstance(value, str):
            yield Sentence(condition(value) if own == "when" else value, here)
        elif isinstance(value, tuple):
            for number, inner in enumerate(value):
                if isinstance(inner, Record):
                    yield from _texts(inner, (*here, number))
        elif isinstance(value, Phrases) or hasattr(type(value), "fields_by_name"):
            yield from _texts(value, here)


def _static(sentence: Sentence, wording: Wording, faults: Callable[[str], Sequence[TagFault]]) -> Iterator[Diagnostic]:
    """Wrong names and filters, also in branches that are never taken; braces that are no tags."""
    at = wording.source.position(sentence.path)
    for sign in ("｛", "｝", "{ {", "} }", "{％"):
        if sign in sentence.text:
            yield error("full-width-braces", f"“{sign}”不会被当作标签", "请改用半角的 {{ }} 和 {% %}", at)
    if not tagged(sentence.text):
        return
    try:
        found = faults(sentence.text)
    except MisreadError as fault:
        yield wording.diagnose(fault, sentence, {})
        return
    for told in found:
        yield _told(told, sentence, wording.source)


def _faults(environment: Guard, scope: Scope, text: str) -> Sequence[TagFault]:
    """The faults of the sentence `text`; raises MisreadError."""
    own = replace(scope, faults=[], frames=[Frame()])
    jinja_statements.walk(environment.parse(text).body, own)
    return list(dict.fromkeys(own.faults))


def _told(fault: TagFault, sentence: Sentence, source: Source) -> Diagnostic:
    severity = Severity.ERROR if fault.grave else Severity.WARNING
    return Diagnostic(fault.code, f"{sentence}：{fault.message}", fault.hint, source.position(sentence.path), severity)


def _made(sentence: Sentence, author: Author, framework: Framework, code: str) -> Iterator[Diagnostic]:
    """Whether a sentence can be made, where points were lost and where none were."""
    for lost in (True, False):
        mark = probe.mark(framework, code, lost=lost)
        slots = author.slots(mark, mark.gaps[0] if lost else None)
        try:
            author.wording.render(sentence, {**slots, "值": probe.RATIO})
        except Refused as refusal:
            yield from refusal.diagnostics
            return
