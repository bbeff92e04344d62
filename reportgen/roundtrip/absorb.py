"""absorb: what people changed in the report, written into dept.yaml and 整改.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen import files, pipeline
from reportgen.diagnostics import Diagnostic, Position, Refused, did_you_mean, error, hint, warning
from reportgen.evaluation import Evaluation
from reportgen.facts.source import parse
from reportgen.findings.draft import desk
from reportgen.findings.draft.desk import Manuscript
from reportgen.findings.rectification import FILE
from reportgen.pipeline import Inputs, Press
from reportgen.roundtrip import figures, texts
from reportgen.roundtrip.compare import Edit, compare
from reportgen.word import regions
from reportgen.word.placed import NARRATIVE
from reportgen.word.regions import Returned


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

    @property
    def tags(self) -> list[str]:
        """The tags of all its regions."""
        return [region.tag for region in self.report.regions]


def absorb(report: Path, dept: Path, *, yes: bool = False, press: Press | None = None) -> Absorbed:
    """Take the edits of `report` into the files beside `dept`; raises Refused, having written nothing.

    Doubtful edits are only listed, unless `yes`. Whoever has the `press` of the pack may lend it.
    """
    docx = _bytes(report)
    inputs, _ = pipeline.read(dept, press.pack if press else None)
    press = press or pipeline.press(inputs.pack)
    today = _today(inputs, press)
    back = _returned(docx, today.tags, report)
    if not {region.tag for region in back.regions} <= set(today.tags):  # a draft also asks for what is missing
        today = _today(inputs, press, draft=True)
        back = _returned(docx, today.tags, report)
    told = _checked(back, today, report)
    compared = compare(today.report, back, report.name)
    chosen = [e for e in compared.edits if yes or not e.doubt]
    waiting = tuple(e for e in compared.edits if e not in chosen)
    written, paths, noted = _write(chosen, today, dept)
    if written:
        noted += _verified(written, today, dept, report)
    return Absorbed(tuple(written), waiting, tuple(paths), (*told, *compared.diagnostics, *noted))


def _bytes(report: Path) -> bytes:
    try:
        return report.read_bytes()
    except OSError as failure:
        why = "找不到报告" if isinstance(failure, FileNotFoundError) else "报告无法读取"
        raise Refused([error("no-report", why, "请核对路径和文件名", Position(str(report)))]) from failure


def _today(inputs: Inputs, press: Press, *, draft: bool = False) -> _Today:
    try:
        evaluation, _ = pipeline.evaluate(inputs, draft=draft)
    except Refused:
        evaluation, _ = pipeline.evaluate(inputs, draft=True)
    return _Today(inputs, evaluation, regions.read(pipeline.printed(evaluation, press)), press)


def _returned(docx: bytes, known: Sequence[str], report: Path) -> Returned:
    try:
        return regions.read(docx, known)
    except regions.Unreadable as failure:
        message = "不是 Word 文档（.docx），或文件已损坏"
        raise Refused(
            [error("not-docx", message, "请在 Word 或 WPS 里另存为 .docx", Position(str(report)))]
        ) from failure


def _checked(back: Returned, today: _Today, report: Path) -> list[Diagnostic]:
    """Refuse a foreign report; say what was lost on the way."""
    at = Position(report.name)
    expected, found = pipeline.identity(today.evaluation), back.identity
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
    if not back.regions:
        told.append(
            warning(
                "controls-lost", "内容控件和书签都已丢失，改按前后文字比对", "请核对以下修改，无误后加 --yes 写入", at
            )
        )
    if back.tracked:
        told.append(hint("tracked", "报告中有未接受的修订，按接受全部修订读取", "", at))
    return told


def _write(chosen: Sequence[Edit], today: _Today, dept: Path) -> tuple[list[Edit], list[Path], list[Diagnostic]]:
    """The edits in both files; nothing is written where one of the texts cannot be put into its file."""
    told: list[Diagnostic] = []
    narrative = [e for e in chosen if e.place.startswith(f"{NARRATIVE}.")]
    problems = [e for e in chosen if e not in narrative]
    written: list[Edit] = []
    paths: list[Path] = []
    with files.locked(dept):
        first = _narrative(narrative, today, dept)
        if problems:
            drafted = pipeline.draft(dept, today.press.pack)
            paths += [drafted.path] if drafted.changed else []
            with files.locked(drafted.path):
                second, done = _problems(problems, today, dept, told)
                written += done
                paths += _save(second)
        paths += _save(first)
        written += narrative if first else []
    return written, list(dict.fromkeys(paths)), told


_Change = tuple[Manuscript, str]


def _narrative(edits: Sequence[Edit], today: _Today, dept: Path) -> _Change | None:
    manuscript = desk.read(dept.parent, dept.name)
    text = manuscript.text
    for edit in edits:
        name = edit.place.partition(".")[2]
        source = str(today.inputs.source.data[NARRATIVE][name])
        text = texts.put_narrative(text, name, texts.of_narrative(edit, source, today.report))
    return _sound(manuscript, text) if edits else None


def _problems(
    edits: Sequence[Edit], today: _Today, dept: Path, told: list[Diagnostic]
) -> tuple[_Change | None, list[Edit]]:
    """整改.yaml as drafted just now, with the edits."""
    inputs, _ = pipeline.read(dept, today.press.pack)
    manuscript = desk.read(dept.parent)
    text, done = manuscript.text, []
    for edit in edits:
        at = texts.target(edit.place, today.evaluation, inputs.people)
        if at is None:
            message = f"{FILE} 中没有“{edit.place}”对应的条目，未吸收"
            told.append(warning("no-entry", message, "请手工写入", Position(FILE)))
            continue
        if any(brace in edit.after.words for brace in ("{{", "{%", "{#")):
            message = f"“{edit.place}”中有花括号，会被当作变量，未吸收"
            told.append(warning("braces", message, "请改用其他括号", Position(FILE)))
            continue
        entry = inputs.people.entries[at.entry]
        own = texts.tools_own(inputs.people, inputs.memory, at, texts.standing(at, entry))
        words = texts.with_figures(edit, at, entry, own)
        told += _of_words(edit, words)
        if words.text != (texts.standing(at, entry) or "").strip():
            text = texts.put_problem(text, at, words.text)
            done.append(replace(edit, stands=words.text if words.changed else ""))
    return (_sound(manuscript, text) if done else None), done


def _of_words(edit: Edit, words: texts.Words) -> list[Diagnostic]:
    at = Position(FILE)
    found = []
    if words.changed:
        message = f"“{edit.place}”中改动了算出的数字（{figures.told(words.changed)}），数字未吸收"
        found.append(warning("figure-changed", message, "数字有误请改 dept.yaml 中的资料", at))
    if words.slots_lost:
        message = f"“{edit.place}”原来用 {{{{ }}}} 写的数字已成固定文字"
        found.append(warning("slots-lost", message, "以后不再随资料变化，需要时请改回 {{ }}", at))
    return found


def _sound(manuscript: Manuscript, text: str) -> _Change:
    """A change that still reads as YAML; raises Refused, nothing written, where it does not."""
    source, found = parse(text, str(manuscript.path))
    if source is None:
        raise Refused([error("layout", f"{manuscript.path.name} 的写法太特殊，无法写入", "请手工改写", None), *found])
    return manuscript, text


def _save(change: _Change | None) -> list[Path]:
    """Write a file, unless somebody saved it meanwhile."""
    if change is None:
        return []
    manuscript, text = change
    path = manuscript.path
    if path.read_bytes() != manuscript.content:
        message = f"“{path.name}”在吸收过程中被人保存过，本次未写入"
        raise Refused([error("changed-meanwhile", message, "请再运行一次", Position(str(path)))])
    if text == manuscript.text:
        return []
    files.write(path, manuscript.encoded(text))
    return [path]


def _verified(written: Sequence[Edit], today: _Today, dept: Path, report: Path) -> list[Diagnostic]:
    """Whether the report built again says what was typed in Word."""
    inputs, _ = pipeline.read(dept, today.press.pack)
    now = {region.tag: region for region in _today(inputs, today.press).report.regions}
    found = []
    for edit in written:
        made = now.get(edit.place) or now.get(edit.before.tag)
        if made is None or figures.NUMBER.sub("", _bare(made.told)) != figures.NUMBER.sub("", _bare(edit.after.told)):
            advice = did_you_mean(edit.place, list(now)) if made is None else "请打开 YAML 核对这一段"
            message = f"“{edit.place}”吸收后重新生成，与 Word 中的样子略有不同"
            found.append(warning("prints-otherwise", message, advice, Position(report.name)))
    return found


def _bare(words: str) -> str:
    return "".join(words.split()).rstrip("。")
