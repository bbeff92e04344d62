"""absorb: what people changed in the report, written into dept.yaml and 整改.yaml."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import TypeAlias

from reportgen import files
from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Diagnostic, Position, Refused, did_you_mean, error, hint, warning
from reportgen.evaluation import Evaluation
from reportgen.facts.source import ordinary, parse
from reportgen.layout import manuscript as manuscripts
from reportgen.layout.manuscript import Manuscript, Rewritten
from reportgen.packs.pack import Pack
from reportgen.roundtrip import listing, numerals, pen, yaml_edits
from reportgen.roundtrip.aligned import Differing
from reportgen.roundtrip.compare import compare
from reportgen.roundtrip.edit import Edit
from reportgen.roundtrip.pen import REMOVED, Pen
from reportgen.roundtrip.yaml_edits import EditedText
from reportgen.stages import drafting, printing
from reportgen.stages.assessing import evaluate
from reportgen.stages.drafting import Drafted
from reportgen.stages.inputs import Choice, Inputs, Wanted, read
from reportgen.stages.last_run import taken_in
from reportgen.stages.printing import Press, identity, printed
from reportgen.word.anchors import as_narrative
from reportgen.word.anchors.place import MEASURE, Place
from reportgen.word.returned import regions
from reportgen.word.returned.regions import Region, Returned

_NAMED = 3  # changed figures that are named
Write: TypeAlias = Callable[[Sequence[Rewritten], Sequence[Edit]], None]  # the files, and what changes in them
HARMLESS = ("older-report", "older-pack", "tracked")  # said of a report that was taken in wholly all the same


@dataclass(frozen=True)
class Absorbed:
    """What was found: edits that were written, those that wait for --yes, the files written, and what to say."""

    written: tuple[Edit, ...]
    waiting: tuple[Edit, ...]
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class _Today:
    """The report as it would be built today, what from, and the press that prints it."""

    inputs: Inputs
    evaluation: Evaluation
    report: Returned
    press: Press


@dataclass(frozen=True)
class SeenReport:
    """What somebody changed in a report, nothing of it written: `edits` of people's texts, `differing` words of the
    tool's, what is to be said; `today` is the report as the data would print it, `back` the returned one."""

    docx: bytes
    today: _Today
    back: Returned
    edits: tuple[Edit, ...]
    diagnostics: tuple[Diagnostic, ...]
    differing: tuple[Differing, ...]


def _plainly(changes: Sequence[Rewritten], _: Sequence[Edit]) -> None:
    manuscripts.replace(*changes)


def absorb(  # noqa: PLR0913 - what, where, how
    report: Path,
    dept: Path,
    *,
    yes: bool | Set[str] = False,
    press: Press | None = None,
    cache: Cache = NONE,
    write: Write = _plainly,
) -> Absorbed:
    """Take the edits of `report` into the files beside `dept`; raises Refused, having written nothing.

    Doubtful edits are only listed, unless `yes`; of places that a person ticked those are taken and no others. Whoever
    has the `press` of the pack may lend it; `write` says how all files that change are written.
    """
    _in_order(report, dept)
    manuscript = manuscripts.read(dept.parent, dept.name)
    pack = press.pack if press else Wanted(cache=cache)
    seen = examine(report, dept, pack, lambda loaded: press or printing.press(loaded))
    today, back = seen.today, seen.back
    ticked = None if isinstance(yes, bool) else yes
    chosen = [e for e in seen.edits if (yes or not e.doubt if ticked is None else str(e.place) in ticked)]
    waiting = tuple(e for e in seen.edits if e not in chosen)
    written, paths, noted = _write(chosen, today, back, manuscript, write)
    if written:
        noted += _verified(written, today, dept, report)
    found = (*seen.diagnostics, *noted)
    if not waiting and len(written) == len(seen.edits) and all(d.code in HARMLESS for d in found):
        taken_in(report, seen.docx)
    return Absorbed(tuple(written), waiting, tuple(paths), found)


def examine(report: Path, dept: Path, pack: Choice, press_of: Callable[[Pack], Press]) -> SeenReport:
    """What somebody changed in `report`, held against the data of `dept` as they are; raises Refused."""
    docx = _bytes(report)
    inputs, _ = read(dept, pack)
    press = press_of(inputs.pack)
    today = _today(inputs, press)
    back = _returned(docx, _tags(today.report), report)
    drafted = back.identity is not None and back.identity.draft
    if (unknown := _tags(back) - _tags(today.report)) or drafted:
        asking = _today(inputs, press, draft=True)  # a draft also asks for what is missing
        if drafted or unknown & _tags(asking.report):
            today, back = asking, _returned(docx, _tags(asking.report), report)
    told = _checked(back, today, report)
    compared = compare(today.report, back, report.name)
    idle = {e.place: words for e in compared.edits if e.doubt and (words := _idle(e, today))}
    told += [d for place, words in idle.items() for d in pen.forged(place, words, back.imprint.figures)]
    edits = tuple(e for e in compared.edits if e.place not in idle)
    return SeenReport(docx, today, back, edits, (*told, *compared.diagnostics), compared.differing)


def _tags(report: Returned) -> set[str]:
    return {region.tag for region in report.regions}


def _in_order(report: Path, dept: Path) -> None:
    """Raise Refused where the two names stand the wrong way round."""
    if dept.suffix.lower() in (".docx", ".xlsx", ".xls", ".ods") and report.suffix.lower() in (".yaml", ".yml"):
        message = "两个文件名的次序颠倒了"
        advice = f"先写报告，后写资料：absorb {dept.name} {report.name}"
        raise Refused([error("swapped", message, advice, Position(str(report)))])


def _bytes(report: Path) -> bytes:
    try:
        return ordinary(report)
    except OSError as failure:
        why = "找不到报告" if isinstance(failure, FileNotFoundError) else "报告无法读取"
        raise Refused([error("no-report", why, "请核对路径和文件名", Position(str(report)))]) from failure


def _today(inputs: Inputs, press: Press, *, draft: bool = False) -> _Today:
    try:
        evaluation, _ = evaluate(inputs, draft=draft)
    except Refused:
        evaluation, _ = evaluate(inputs, draft=True)
    return _Today(inputs, evaluation, regions.read(printed(evaluation, press)), press)


def _returned(docx: bytes, known: Set[str], report: Path) -> Returned:
    return regions.read(docx, sorted(known), str(report))


def _checked(back: Returned, today: _Today, report: Path) -> list[Diagnostic]:
    """Refuse a foreign report; say what was lost on the way."""
    at = Position(report.name)
    expected, found = identity(today.evaluation), back.identity
    told = []
    if found is None and not back.regions:
        message = "报告中没有内容控件，不是本工具生成的，或保存时控件和文档属性全部丢失"
        advice = "请用 Word 或 WPS 打开 build 生成的 .docx 修改，保存时仍选 .docx"
        raise Refused([error("no-controls", message, advice, at)])
    if found is None:
        told.append(warning("no-identity", "报告的文档属性已丢失，无法核对是哪个部门、哪一年的", "请自行核对", at))
    elif (found.department, found.year) != (expected.department, expected.year):
        message = f"这是{found.department}{found.year}年度的报告，资料是{expected.department}{expected.year}年度的"
        raise Refused([error("other-report", message, "请核对报告和 dept.yaml 是否配套", at)])
    elif found.pack != expected.pack:
        message = f"报告由套件“{found.pack}”生成，现在的资料用“{expected.pack}”"
        told.append(warning("other-pack", message, "请核对吸收的内容", at))
    elif found.pack_digest and found.pack_digest != expected.pack_digest:
        message = f"套件“{found.pack}”在报告生成后改过，工具写的文字可能不同"
        told.append(hint("older-pack", message, "手写的文字照常收回；要用新的文字，收回后重新生成", at))
    if not back.regions:
        told.append(
            warning(
                "controls-lost", "内容控件和书签都已丢失，改按前后文字比对", "请核对以下修改，无误后加 --yes 写入", at
            )
        )
    before, now = back.imprint.figures, today.evaluation.evidence
    if changed := [f"{name} {was} → {now[name]}" for name, was in before.items() if now.get(name, was) != was]:
        more = f"等{len(changed)}个数" if len(changed) > _NAMED else ""
        message = f"报告生成后资料中的数字有变：{'，'.join(changed[:_NAMED])}{more}"
        told.append(hint("older-report", message, "以这份报告为据写的文字，收回后会标上“过期”", at))
    if back.tracked:
        told.append(hint("tracked", "报告中有未接受的修订，按接受全部修订读取", "", at))
    return told


def _idle(edit: Edit, today: _Today) -> EditedText | None:
    """What `edit` makes of its text where that changes nothing: only figures differ, or it was taken over before."""
    inputs = today.inputs
    if inputs.memory.absorbed.get(str(edit.place)) == edit.mark:
        return EditedText("")
    at = yaml_edits.target(edit.place, today.evaluation, inputs.people)
    if at is None or edit.removed:
        return None
    stands = yaml_edits.standing(at, inputs.people.entries[at.entry]) or ""
    words = yaml_edits.resolved(edit, at, inputs.people, inputs.memory)
    return words if words.text in (stands.strip(), edit.before.words) else None


def _write(
    chosen: Sequence[Edit], today: _Today, back: Returned, manuscript: Manuscript, write: Write
) -> tuple[list[Edit], list[Path], list[Diagnostic]]:
    """The edits in both files; nothing is written where one of the texts cannot be put into its file."""
    narrative = [e for e in chosen if e.place.prose]
    problems = [e for e in chosen if e not in narrative]
    writer = Pen(today.evaluation, back.imprint.figures, problems)
    paths: list[Path] = []

    with files.locked(manuscript.path):
        own = _narrative(narrative, today, manuscript)

        def put(drafted: Drafted) -> None:
            write([*drafted.changes, *own], [*writer.done, *narrative])
            paths.extend([drafted.path] if drafted.changed else [])

        if problems:
            drafting.draft(manuscript.path, today.press.pack, writer.write, put)
        elif own:
            write(own, narrative)
    return [*writer.done, *narrative], [*paths, *(one.path for one in own)], writer.told


def _narrative(edits: Sequence[Edit], today: _Today, manuscript: Manuscript) -> list[Rewritten]:
    """dept.yaml with `edits`, if that changes it; raises Refused, nothing written, where it no longer reads as YAML."""
    text = manuscript.text
    for edit in edits:
        keys = edit.place.keys
        source = str(reduce(getitem, keys, today.inputs.source.data))
        if edit.removed:
            text = yaml_edits.silenced_narrative(text, keys, REMOVED)
        else:
            text = yaml_edits.put_narrative(text, keys, yaml_edits.of_narrative(edit, source, today.report))
    if text == manuscript.text:
        return []
    made, found = parse(text, str(manuscript.path))
    if made is None:
        raise Refused([error("layout", f"{manuscript.path.name} 的写法太特殊，无法写入", "请手工改写", None), *found])
    return [manuscript.rewritten(text)]


def _verified(written: Sequence[Edit], today: _Today, dept: Path, report: Path) -> list[Diagnostic]:
    """Whether the report built again says what was typed in Word."""
    inputs, _ = read(dept, today.press.pack)
    now = {region.tag: region for region in _today(inputs, today.press).report.regions}
    removed = [edit.place for edit in written if edit.removed]
    found = []
    for edit in (e for e in written if not e.removed):
        place = _renumbered(edit.place, removed)
        if place.added and any(_alike(region, edit.after) for region in now.values()):
            continue
        made = now.get(str(place)) or now.get(str(_renumbered(Place.parse(edit.before.tag), removed)))
        if made is None or not _alike(made, edit.after):
            advice = did_you_mean(str(place), list(now)) if made is None else "请打开 YAML 核对这一段"
            message = f"“{edit.place}”吸收后重新生成，与 Word 中的样子略有不同"
            found.append(warning("prints-otherwise", message, advice, Position(report.name)))
    return found


def _alike(made: Region, typed: Region) -> bool:
    """Whether two texts differ in their figures at most, or in how a list is numbered."""
    shown = as_narrative.told(typed.tag, listing.as_printed(typed.blocks, made.blocks))
    return numerals.NUMBER.sub("", _bare(made.told)) == numerals.NUMBER.sub("", _bare(shown))


def _renumbered(place: Place, removed: Sequence[Place]) -> Place:
    """Where `place` is after the measures `removed` before it are gone."""
    gone = [other.number for other in removed if other.problem == place.problem and other.field == MEASURE]
    before = sum(number < place.number for number in gone)
    return place.renumbered(place.number - before) if place.number else place


def _bare(words: str) -> str:
    return "".join(words.split()).rstrip("。")
