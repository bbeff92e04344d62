"""pack check: everything wrong with a pack, in one run, each thing at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen import report, word
from reportgen.cache.store import NONE, Cache
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, Position, Refused, error, errors, warning
from reportgen.editor import doubts, remarked, sentences
from reportgen.editor.pack_files import Reading, read
from reportgen.editor.papers import SCORE_TABLE
from reportgen.editor.remarked import Made
from reportgen.editor.templates import each_tag
from reportgen.editor.templates.scope import Scope
from reportgen.editor.trial import examples, lacking
from reportgen.editor.trial.offered_names import Voice
from reportgen.editor.verdicts import Verdicts
from reportgen.packs import pack as packs
from reportgen.packs import table_columns, takings
from reportgen.packs.pack import FILES, NOT_IN_TEMPLATES, TEMPLATE
from reportgen.packs.wording import Wording
from reportgen.projects import project_rules
from reportgen.report import TEMPLATE_FILTERS
from reportgen.scoring.formula import Formulas
from reportgen.scoring.framework_file import BOTH_TREES
from reportgen.values import replace
from reportgen.word.workshop import anatomy as anatomies
from reportgen.word.workshop import looks
from reportgen.word.workshop.anatomy import Anatomy
from reportgen.word.workshop.remedy import mended

ORDER = (*FILES, examples.FILE, takings.FILE, project_rules.FILE, TEMPLATE)


def check(name: str, roots: Sequence[Path], cache: Cache = NONE) -> list[Diagnostic]:
    """Every finding about pack `name`, file by file; raises Refused only where there is no such pack.

    A compiled template is taken from `cache`, and kept there; so is what was found sound, where every file could be
    read without a fault.
    """
    reading = read(name, roots)
    if any(one.code == BOTH_TREES for one in reading.diagnostics):
        told = [one for one in reading.diagnostics if one.code != "weights"]
        return sorted(told, key=lambda d: _rank(d, reading))
    verdicts = Verdicts(NONE if reading.diagnostics else cache, name, roots)
    found = of_files(reading, verdicts)
    found += verdicts.found("template", lambda trail: of_template(reading, trail, cache))
    found = [one for one in found if not follows(one, reading.unread)]
    return sorted(dict.fromkeys(found), key=lambda d: _rank(d, reading))


def of_files(reading: Reading, verdicts: Verdicts) -> list[Diagnostic]:
    """What is wrong with the YAML files of a pack, by themselves and with one another."""
    found = [*reading.diagnostics, *doubts.look(reading)]
    voice, wording = _voice(reading), reading.sentences
    if voice and wording:
        found += verdicts.found("sentences", lambda trail: _sentences(reading, voice, wording, trail))
    if voice:
        formulas = reading.formulas or voice.formulas
        found += examples.look(reading.folders[0], voice, formulas, reading.doubtful())
    return [*found, *takings.look(reading.folders), *project_rules.look(reading.folders)]


def _voice(reading: Reading) -> Voice | None:
    """What decides the names of templates; None where not one rule could be read, so that there is nothing to try."""
    return reading.voice if reading.voice and any(reading.voice.framework.leaves()) else None


def follows(told: Diagnostic, unread: frozenset[str]) -> bool:
    """Whether something is told only because a file could not be read."""
    if "formulas.yaml" in unread and (told.code == "unknown-name" or "计算." in told.message):
        return told.code in ("unknown-name", "unknown-attribute")
    return "framework.yaml" in unread and told.code in (
        "wording-code",
        "no-wording",
        "similar-code",
        "case",
        "score-column",
    )


def _rank(diagnostic: Diagnostic, reading: Reading) -> tuple[int, int]:
    """The pack's own files first, each in the order of FILES, the report last."""
    at = diagnostic.position
    path = Path(at.file) if at else Path()
    kind = next((i for i, file in enumerate(ORDER) if path.name.startswith(file)), len(ORDER))
    folder = next((i for i, f in enumerate(reading.folders) if path.parent == f), 0)
    return folder, kind


def _sentences(reading: Reading, voice: Voice, wording: Wording, trail: Trail) -> list[Diagnostic]:
    """What is wrong with the sentences."""
    trail.join(*reading.trails.values())
    return sentences.look(voice, wording)


def of_template(reading: Reading, trail: Trail, cache: Cache = NONE) -> list[Diagnostic]:
    """What is wrong with the Word template that a pack uses, and with those that it inherits; `trail` notes them."""
    if (voice := _voice(reading)) is None:
        return []
    trail.join(*(own for file, own in reading.trails.items() if file != "wording.yaml"))
    path = next((f / TEMPLATE for f in reading.folders if trail.is_file(f / TEMPLATE)), None)
    if path is None:
        return [Diagnostic("pack-file", f"套件“{reading.name}”及其上级都没有 {TEMPLATE}")]
    try:
        anatomy = anatomies.anatomy(path, reading.folders, TEMPLATE_FILTERS)
    except Refused as refusal:
        return list(refusal.diagnostics)
    trail.join(files := anatomy.examined.loaded.trail)
    found = [
        *(mended(fault, anatomy) for fault in anatomy.faults),
        *anatomy.unreachable(),
        *each_tag.look(anatomy, Scope(voice.context(), anatomy.filters)),
    ]
    for file in dict.fromkeys(part.file for part in anatomy.parts.values()):
        found += looks.looks(Path(file), anatomy, files.read)
    found += _options(anatomy, reading, voice)
    found += _columns_unused(anatomy, reading, voice)
    if not errors(found):
        found += _tried(anatomy, reading, voice, cache)
    return found


def _options(anatomy: Anatomy, reading: Reading, voice: Voice) -> Iterator[Diagnostic]:
    """Switches that no template asks for: most likely their names are misspelt."""
    asked = "".join(tag.body for part in anatomy.parts.values() for p in part.paragraphs for tag in p.tags)
    for option in voice.info.options:
        if option not in NOT_IN_TEMPLATES and f"选项.{option}" not in asked and reading.info:
            at = reading.info.source.position(("选项", option), key=True)
            if Path(at.file).parent == reading.folders[0]:
                yield warning("option-unused", f"没有模板用到选项“{option}”", "请核对名称，或删去这一行", at)


def _columns_unused(anatomy: Anatomy, reading: Reading, voice: Voice) -> Iterator[Diagnostic]:
    """评分表列 that no table shows: the block 评分表 of the pack's template goes first, and does not ask for them."""
    _, lines = anatomy.blocks().get(SCORE_TABLE, (None, ()))
    if voice.info.columns and reading.info and f"{SCORE_TABLE}.列" not in "".join(lines):
        at = reading.info.source.position((table_columns.FIELD,), key=True)
        message = f"“{table_columns.FIELD}”不起作用：Word 模板自己写了块“{SCORE_TABLE}”，报告里印的是那张表"
        hint = f"要用“{table_columns.FIELD}”的，请删去模板里的这一块；要用模板里的表，请删去“{table_columns.FIELD}”"
        yield warning("score-column", message, hint, at)


def _tried(anatomy: Anatomy, reading: Reading, voice: Voice, cache: Cache) -> list[Diagnostic]:
    """What shows only when reports are made: with everything given, with the bare minimum, with one thing left out."""
    path = anatomy.examined.path
    try:
        compiled = word.Template(anatomy.examined, search=reading.folders, filters=TEMPLATE_FILTERS, cache=cache)
    except Refused as refusal:
        return list(refusal.diagnostics)
    found: list[Diagnostic] = []
    made: list[Made] = []
    for evaluation in voice.trials():
        context = report.context(evaluation)
        try:
            made.append(Made(evaluation, compiled.made(context)))
            found += map(_of_a_trial, word.check(made[-1].report, context, file=str(path)))
        except Refused as refusal:
            found += refusal.diagnostics
    if not found:
        found += remarked.look(compiled, made, path)
    if not found and reading.formulas:
        found += _without_one(compiled, voice, reading.formulas)
    return found


def _of_a_trial(found: Diagnostic) -> Diagnostic:
    """A fault of a report made for trial, whose paragraphs are not those of the template."""
    at = found.position
    return replace(found, position=replace(at, place=f"试生成的报告{at.place}")) if at else found


def _without_one(compiled: word.Template, voice: Voice, formulas: Formulas) -> Iterator[Diagnostic]:
    """Values that are printed though one field is empty on which they depend; each place is told once."""
    told: set[tuple[Position | None, str]] = set()
    whole = lacking.Whole(voice, formulas)
    trials = compiled.trials(whole.context)
    for one in lacking.each(whole):
        try:
            trials.try_out(one.context, one.changed)
        except Refused as refusal:
            for d in refusal.diagnostics:
                if (d.position, d.message) not in told:
                    told.add((d.position, d.message))
                    yield replace(d, message=f"部门{one.said}时，{d.message}")


def annotated(name: str, roots: Sequence[Path], found: Sequence[Diagnostic]) -> bytes:
    """The pack's own report.docx with what was `found` in it as comments; raises Refused where it has none."""
    from reportgen.word.workshop.annotate import annotate  # noqa: PLC0415 - few ask for it

    path = packs.find(name, roots) / TEMPLATE
    if not path.is_file():
        hint = "套件沿用上级的模板；请检查上级套件，或先为本套件建一份"
        raise Refused([error("pack-file", f"套件“{name}”没有自己的 {TEMPLATE}", hint, Position(str(path)))])
    return annotate(path.read_bytes(), [d for d in found if d.position and d.position.file == str(path)])
