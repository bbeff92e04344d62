"""One department as it stands: what its files say, what its pack asks, its marks, and what is to be said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import partial
from pathlib import Path as FilePath

from reportgen.chinese import thousands
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.evaluation import Evaluation
from reportgen.facts.blanks.questions import ANSWERS, NARRATIVE, SEPARATOR, Form
from reportgen.facts.dialect.places import Spot
from reportgen.facts.source import QUARTERS, Path, Source, load
from reportgen.files.journal import digest
from reportgen.findings.rectification import FILE, Rectification
from reportgen.forms.merging import stated
from reportgen.packs.pack import Pack
from reportgen.patterns import regex
from reportgen.pipeline.forming import with_rows
from reportgen.pipeline.live.sparing import Spared, as_missing, is_incomplete, lacks_reason, spared
from reportgen.pipeline.unwritten import unwritten, unwritten_texts
from reportgen.scoring.scorecard import Node
from reportgen.stages.assessing import assess, judge
from reportgen.stages.inputs import Inputs, Wanted, pack_roots, read
from reportgen.values import Frozen

_ROW = regex(r"第(\d+)项(?=\.)")  # 效果指标第2项.等级 is the cell 效果指标/2/等级
_FIELD = regex(r"(?:\w|（\w+）)+(?:\.(?:[\w-]|（\w+）)+)+")  # 自评.X21-4, too
_BY_HAND = regex(rf"(?:请|属实的，)在 {ANSWERS}\.(\S+) 下填写 [^；]*?(?:得分 和 理由|理由，以及 得分)")


class LookedFile(Frozen):
    """A file that people fill in: what it says (None where it is no sound YAML), what it is asked, what is said of it.

    `seen` tells the version that this was read from.
    """

    path: FilePath
    seen: str
    source: Source | None
    form: Form | None
    found: tuple[Diagnostic, ...]

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        """The same for who fills it in: what only waits for its 理由 is missing, not wrong."""
        return tuple(map(as_missing, self.found))

    @property
    def unreasoned(self) -> tuple[Diagnostic, ...]:
        """The answers that lack their 理由."""
        return tuple(map(as_missing, filter(lacks_reason, self.found)))

    @property
    def incomplete(self) -> tuple[Diagnostic, ...]:
        """The rows and groups that lack a field without which they do not count."""
        return tuple(as_missing(one) for one in self.found if is_incomplete(one) and not lacks_reason(one))

    @property
    def values(self) -> tuple[Mapping[str, str], Mapping[str, Sequence[Mapping[str, str]]]]:
        """What the file says by the names of the questions, and the rows of the lists."""
        if self.source is None or self.form is None:
            return {}, {}
        return stated(self.form, self.source.data)

    @property
    def borrowed(self) -> Mapping[str, str]:
        """What counts in fields that are left empty, by the names of their questions: as another file has it."""
        return {}

    @property
    def has_marks(self) -> bool:
        """Whether marks follow from it that can be told."""
        return False

    @property
    def unwritten(self) -> Sequence[str]:
        """The texts of 叙述 that nobody has written and the report lacks, by the names of their questions."""
        return ()

    @property
    def pending(self) -> Sequence[Node]:
        """The indicators whose marks wait for what is still empty."""
        return ()


class Looked(LookedFile):
    """dept.yaml with all that goes with it; `evaluation`, its tables not drawn up, is None where anything is wrong.

    `spared` are the marks without what is wrong then, where there are any.
    """

    seen_rectification: str
    inputs: Inputs | None
    evaluation: Evaluation | None
    spared: Spared | None = None

    @property
    def marked(self) -> Spared | None:
        """The marks, of all or of what is not wrong."""
        whole = self.inputs and self.evaluation and Spared(self.inputs, self.evaluation)
        return whole or self.spared

    @property
    def has_marks(self) -> bool:
        """Whether marks follow from it that can be told."""
        return self.marked is not None

    @property
    def unwritten(self) -> Sequence[str]:
        """The texts of 叙述 that nobody has written and the report lacks, by the names of their questions."""
        if self.marked is None or self.form is None:
            return ()
        names = unwritten_texts(self.marked.inputs, partial(_asks, self.form))
        return [f"{NARRATIVE}{SEPARATOR}{name}" for name in names]

    @property
    def pending(self) -> Sequence[Node]:
        """The indicators whose marks wait for what is still empty."""
        nodes = self.marked.evaluation.scorecard.nodes if self.marked else ()
        return [node for node in nodes if node.mark and node.mark.pending]

    @property
    def people(self) -> Rectification:
        """What stands in 整改.yaml."""
        return self.inputs.people if self.inputs else Rectification()


def look(dept: FilePath, wanted: Wanted, form_of: Callable[[Pack], Form]) -> Looked:
    """The department at `dept`; never raises Refused: what is wrong is said in `found`."""
    seen, seen_rectification = version(dept), version(dept.with_name(FILE))
    source, form, inputs, evaluation = None, None, None, None
    found: list[Diagnostic] = []
    rest: Spared | None = None
    try:
        inputs, found = read(dept, wanted)
        source = inputs.source
        form = with_rows(form_of(inputs.pack), inputs.pack, inputs.whole, source.data)
        evaluation, told = judge(inputs, draft=True)
        found = [*found, *told, *unwritten(inputs, partial(_asks, form))]
    except Refused as refusal:
        found = list(dict.fromkeys((*found, *refusal.diagnostics)))
        if source is None:
            source, of_file = load(dept)
            source = None if errors(of_file) else source
        form = form or _form(source, dept, wanted, form_of)
        rest = spared(dept, source, wanted, found)
        found = list(dict.fromkeys((*found, *(rest.told if rest else ()))))
    return Looked(dept, seen, source, form, tuple(found), seen_rectification, inputs, evaluation, rest)


def _asks(form: Form, name: str) -> bool:
    """Whether the form has a field of that dotted name."""
    return any(one.name == name.replace(".", SEPARATOR) for section in form.sections for one in section.questions)


def version(path: FilePath) -> str:
    """What tells one version of a file from another; one of its own where there is none."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def _form(source: Source | None, dept: FilePath, wanted: Wanted, form_of: Callable[[Pack], Form]) -> Form | None:
    """The form of the pack that a file names which is wrong elsewhere."""
    name = source.data.get("套件") if source and isinstance(source.data, dict) else None
    try:
        return form_of(wanted.load(str(name), pack_roots(dept), None, wanted.cache)[0]) if name else None
    except Refused:
        return None


def at_fields(looked: LookedFile, found: Sequence[Diagnostic]) -> Mapping[str, list[Diagnostic]]:
    """What of `found` is said of each field of the form, by the name of its question; "" has the rest."""
    spots = [_spot(one, looked.path) for one in found]
    names = _names(looked.source, {spot for spot in spots if spot}) if looked.source else {}
    said: dict[str, list[Diagnostic]] = {}
    for one, spot in zip(found, spots, strict=True):
        own = names.get(spot, "") if spot else ""
        said.setdefault(own if SEPARATOR in own else _text(one) or own, []).append(one)
    return said


def _text(one: Diagnostic) -> str:
    """The text of 叙述 that something is said of where dept.yaml has no line for it."""
    return one.where.replace(".", SEPARATOR) if one.where.startswith(f"{NARRATIVE}.") else ""


def _spot(one: Diagnostic, path: FilePath) -> Spot | None:
    """Line and column, from 0, of what is said of the file at `path`."""
    at = one.position
    if at is None or at.line is None or at.column is None or FilePath(at.file) != path:
        return None
    return at.line - 1, at.column - 1


def _names(source: Source, wanted: Set[Spot]) -> Mapping[Spot, str]:
    """The names of the deepest questions that stand at the places `wanted`."""
    deepest: dict[Spot, Path] = {}
    for path, spot in source.standing(wanted):
        if len(path) >= len(deepest.get(spot, ())):
            deepest[spot] = path
    return {spot: _name(path, source) for spot, path in deepest.items()}


def _name(path: Path, source: Source) -> str:
    """The name of the question at a path: quarters of a list by name, rows from 1."""
    quarterly = path[:1] == ("季度",)
    return SEPARATOR.join(
        part if isinstance(part, str) else QUARTERS[part] if quarterly and part < len(QUARTERS) else str(part + 1)
        for part in path
    )


def judged_by_hand(asked: str) -> list[str]:
    """The codes of 自评 of which a sentence of 待填 asks 得分 and 理由, and nothing else would do."""
    return _BY_HAND.findall(asked)


def fields_asked(asked: str) -> list[str]:
    """The fields that a sentence of 待填 names, as the names of questions may begin."""
    found = []
    for name in _FIELD.findall(_ROW.sub(r".\1", asked)):
        parts = name.split(".")
        whole = [ANSWERS, ".".join(parts[1:])] if parts[0] == ANSWERS else parts
        found.append(SEPARATOR.join(whole))
    return found


def typical_causes(looked: Looked) -> Mapping[str, tuple[str, ...]]:
    """常见原因 that the pack has for each indicator that lost points, by 编号."""
    if looked.inputs is None or looked.evaluation is None:
        return {}
    with thousands(looked.inputs.grouped):
        author = assess(looked.inputs, draft=True).author
        marks = ((loss.code, author.mark(loss.code)) for loss in looked.evaluation.scorecard.losses)
        return {code: author.causes(mark) for code, mark in marks if mark and mark.gaps}


def bare_cause(cause: str) -> str:
    """A typical cause without what is said of it in brackets at its end."""
    return re.sub(r"（(?:主观|客观|适用)[^（）]*）$", "", cause)
