"""A pack read as far as it goes: every file by itself, so that one broken file hides nothing of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, Position, errors
from reportgen.editor import repair
from reportgen.editor.repair import Read
from reportgen.editor.trial.offered_names import Voice
from reportgen.facts.dialect.composing import DUPLICATE
from reportgen.facts.records.record import Record
from reportgen.facts.source import Path as Place
from reportgen.facts.source import Source, readable
from reportgen.facts.source import load as load_source
from reportgen.packs import pack as packs
from reportgen.packs.pack import FILES, Pack, PackInfo
from reportgen.packs.wording import Wording, WordingBook
from reportgen.scoring.formula import Formulas
from reportgen.scoring.formula import load as load_formulas
from reportgen.scoring.formula.figures import Book
from reportgen.scoring.framework import Framework, Indicator
from reportgen.scoring.framework_file import load as load_framework
from reportgen.scoring.framework_file import place_of_sum
from reportgen.values import Frozen, field, replace

_ROUNDS = 20
_BODY = {"framework.yaml": "指标", "formulas.yaml": "算式"}


class Reading(Frozen):
    """What could be read of a pack; None stands for what could not, and `diagnostics` say why."""

    name: str
    folders: tuple[Path, ...]
    info: Read[PackInfo] | None
    framework: Read[Framework] | None
    formulas: Formulas | None  # those that can be computed
    named: Formulas | None  # all that are named, whether they can or not
    wording: Read[WordingBook] | None
    codes: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    trails: Mapping[str, Trail]  # by the name of a file, what was read of it along the chain
    sources: Mapping[str, Source] = field(default_factory=dict)  # the files as they were merged
    unread: frozenset[str] = frozenset()  # the files of its own that are no YAML: the parent's stand in for them

    @cached_property
    def voice(self) -> Voice | None:
        """What decides the names of templates, where enough of it could be read."""
        if not (self.info and self.framework and self.named):
            return None
        if self.info.record is None or self.framework.record is None:
            return None
        return Voice(self.name, self.info.record, self.framework.record, self.named, self.codes)

    def doubtful(self) -> set[str]:
        """The indicators whose rules, or the formulas that they use, have been found wrong."""
        if self.framework is None or self.framework.record is None or self.formulas is None or self.named is None:
            return set()
        broken = self.named.specs.keys() - self.formulas.specs.keys()
        own = self.framework.record
        found = {code for code, i in own.leaves() if i.rule and broken & set(i.rule.names())}
        wrong = [d for d in self.diagnostics if d.position]
        found |= {code for code in own.indicators if _is_at(self.framework.source, ("指标", code), wrong)}
        found |= own.indicators.keys() - {code for code, _, _ in own.tree()}
        return found | {str(path[1]) for path in self.framework.lost if len(path) > 1}

    @property
    def pack(self) -> Pack | None:
        """The pack as far as it could be read, to be looked at and nothing else; None where too much is lacking."""
        parts = (self.info, self.framework, self.wording)
        if self.named is None or any(part is None or part.record is None for part in parts):
            return None
        info, framework, wording = parts
        assert info and info.record and framework and framework.record and wording and wording.record
        return Pack(
            self.name,
            self.folders,
            info.record,
            framework.record,
            self.named,
            Wording(wording.record, wording.source),
            dict(self.sources),
        )

    @property
    def sentences(self) -> Wording | None:
        """The sentences of the pack."""
        if self.wording is None or self.wording.record is None:
            return None
        return Wording(self.wording.record, self.wording.source)


def read(name: str, roots: Sequence[Path]) -> Reading:
    """Pack `name`; raises Refused only where there is no such pack, or its chain of parents leads nowhere."""
    trails = {file: Trail() for file in FILES}
    folders = packs.chain(name, roots, trail=trails["pack.yaml"])
    found: list[Diagnostic] = []
    above = {file: packs.merged(file, folders[1:], found, trails[file]) for file in FILES}
    parents = {file: packs.fitted(above[file], folders[0] / file, trails[file]) for file in FILES}
    merged = {file: packs.laid_over(parents[file], folders[0] / file, found, trails[file]) for file in FILES}
    unread = frozenset(_unread(merged, parents, found))
    found += [_lacking(name, file) for file in FILES if merged[file] is None and not errors(found)]
    info = _read(PackInfo, merged["pack.yaml"], parents["pack.yaml"], found)
    extra = info.record.extra if info and info.record else None
    formulas, names = _formulas(merged["formulas.yaml"], parents["formulas.yaml"], extra, found)
    framework = _framework(merged["framework.yaml"], parents["framework.yaml"], (names, extra), found)
    if framework and framework.record:
        offers = framework.record.offered(framework.source)
        formulas, names = (one and replace(one, offers=offers) for one in (formulas, names))
    if info and info.record and framework and framework.record and not framework.lost:
        found += packs.column_faults(info.record, framework.record, info.source)
    wording = _read(WordingBook, merged["wording.yaml"], parents["wording.yaml"], found)
    codes = frozenset(_codes(folders, trails["framework.yaml"]))
    sources = {file: source for file, source in merged.items() if source is not None}
    told = tuple(dict.fromkeys(_causes(found, merged[FILES[1]])))
    return Reading(name, folders, info, framework, formulas, names, wording, codes, told, trails, sources, unread)


def _causes(found: Sequence[Diagnostic], framework: Source | None) -> Iterator[Diagnostic]:
    """What was found, without what only follows from a line that could not be read, or a 编号 written twice."""
    twice = [one for one in found if one.code == DUPLICATE and one.position]
    files = {Path(one.position.file).name for one in twice if one.position}
    halves = {place for one in twice for place in _inside(framework, one.where)} if FILES[1] in files else set()
    for one in readable(found, found):
        follows = one.code == "weights" or (one.code == "rule" and one.position in halves)
        if not (follows and FILES[1] in files):
            yield one


def _inside(source: Source | None, twice: str) -> Iterator[Position]:
    """The places below what stands `twice`, of which only the first was read."""
    for path, place in source.places.items() if source else ():
        if f"{'.'.join(map(str, path))}.".startswith(f"{twice}."):
            yield place


def _unread(
    merged: Mapping[str, Source | None], parents: Mapping[str, Source | None], found: Sequence[Diagnostic]
) -> Iterator[str]:
    """The files of which nothing could be read, or not what they are there for, so that the parent's stands in."""
    wrong = {Path(one.position.file).name for one in errors(found) if one.position}
    for file, source in merged.items():
        whole = source.data if source and isinstance(source.data, dict) else {}
        if (file in wrong and source is parents[file]) or not isinstance(whole.get(_BODY.get(file, ""), {}), dict):
            yield file


def _lacking(name: str, file: str) -> Diagnostic:
    return Diagnostic("pack-file", f"套件“{name}”及其上级都没有 {file}", "请新建这个文件，或写上“继承”")


def _read(
    model: type[repair.R], source: Source | None, parent: Source | None, found: list[Diagnostic]
) -> Read[repair.R] | None:
    if source is None:
        return None
    done = repair.read(model, source, parent)
    found += done.diagnostics
    return done


def _formulas(
    source: Source | None, parent: Source | None, extra: type[Record] | None, found: list[Diagnostic]
) -> tuple[Formulas | None, Formulas | None]:
    """The formulas that can be computed, and all that are named, whether they can or not."""
    done = _read(Book, source, parent, found)
    if done is None or done.record is None:
        return None, None
    sound, wrong = load_formulas(done.source, extra)
    found += wrong
    left = done.source
    for _ in range(_ROUNDS):
        if sound is not None:
            break
        broken = {name for name in left.data["算式"] if _is_at(left, ("算式", name), wrong)}
        left = replace(left, data={"算式": {n: f for n, f in left.data["算式"].items() if n not in broken}})
        sound, wrong = load_formulas(left, extra)
    return sound, Formulas(done.record.formulas, sound.parsed if sound else {})


def _is_at(source: Source, path: tuple[str, ...], diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether one of `diagnostics` stands at `path` or below it."""
    places = {place for own, place in source.places.items() if own[: len(path)] == path}
    return any(d.position in places for d in diagnostics)


def _framework(
    source: Source | None,
    parent: Source | None,
    known: tuple[Formulas | None, type[Record] | None],
    found: list[Diagnostic],
) -> Read[Framework] | None:
    done = _read(Framework, source, parent, found)
    if source is None or done is None or done.record is None:
        return done
    _, wrong = load_framework(done.source, *known)
    after = {done.source.places.get(path) for path in _shaken(done, source)}
    found += [d for d in wrong if d.position not in after]
    return done


def _shaken(done: Read[Framework], source: Source) -> Iterator[Place]:
    """Every place where a diagnostic would be but a consequence of what had to be left out of `source`."""
    own = done.record.indicators if done.record else {}
    gone = {str(path[1]) for path in done.lost if path[:1] == ("指标",) and len(path) == 2}
    for path in done.lost:
        yield from (path[:n] for n in range(2, len(path) + 1))
        if path[:1] == ("指标",) and len(path) > 1:
            yield place_of_sum(done.source, _above(str(path[1]), own, source))
    yield from (("指标", code, "上级") for code, one in own.items() if one.parent in gone)


def _above(code: str, own: Mapping[str, Indicator], source: Source) -> str | None:
    """The group of an indicator that could not be read whole: as it was written, else by its 编号."""
    every = source.data.get("指标")
    written = every.get(code) if isinstance(every, dict) else None
    if isinstance(written, dict):
        return written.get("上级")
    groups = [other for other in own if code.startswith(other) and code != other]
    return max(groups, key=len, default=None)


def _codes(folders: Sequence[Path], trail: Trail) -> Iterator[str]:
    """Every indicator that the pack or one of its parents knows, those that it removed included."""
    for folder in folders:
        if trail.is_file(folder / "framework.yaml"):
            source, _ = load_source(folder / "framework.yaml", trail.read)
            known = source.data.get("指标") if source and isinstance(source.data, dict) else None
            yield from known if isinstance(known, dict) else ()
