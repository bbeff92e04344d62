"""A pack (套件): a district's whole voice, merged along its chain of parents and validated as one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any
from unicodedata import normalize

import msgspec

from reportgen.cache.store import NONE, Cache
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, Position, Refused, did_you_mean, error, errors
from reportgen.facts.names import OFFERED
from reportgen.facts.records.declared import FIELD, Declarations, model
from reportgen.facts.records.dossier import Document
from reportgen.facts.records.quantity import Text, Truth
from reportgen.facts.records.record import Record, listed, mapped, named, optional, read
from reportgen.facts.source import Source
from reportgen.facts.source import load as load_source
from reportgen.packs import compiled_sentences, keeping, overall_settings, table_columns
from reportgen.packs.check_settings import Checking
from reportgen.packs.merge import is_own, merge, without_orphans
from reportgen.packs.overall_settings import OVERALL, OverallSettings
from reportgen.packs.table_columns import ScoreColumn
from reportgen.packs.wording import BY_CODE, SIMILAR, Wording, WordingBook
from reportgen.scoring.formula import Formulas
from reportgen.scoring.formula import load as load_formulas
from reportgen.scoring.framework import Framework, gathered
from reportgen.scoring.framework_file import load as load_framework
from reportgen.values import replace

FILES = ("pack.yaml", "framework.yaml", "formulas.yaml", "wording.yaml")
TEMPLATE = "report.docx"
_BY_CODE = {"framework.yaml": ("指标",), "wording.yaml": (BY_CODE, SIMILAR)}  # what is said of an indicator by its 编号
GROUPED = "金额千分位"  # read by no template, but by how amounts are printed
NOT_IN_TEMPLATES = (GROUPED, table_columns.TRACED)  # switches that no template reads
GROUPED_MEANS = "工具写的金额是否印作 43,189.21"


class Appellation(Record):
    """称谓: how this district names itself and the bodies it reports to."""

    district: Text = named("区", "本区的称呼，如 福田区")
    leaders: Text = named("领导机关", "领导机关，如 区委、区政府")
    finance: Text = named("财政部门", "财政部门，如 区财政局")
    subject: Text = named("主体", "被评价的一方：部门（单位）、部门或单位")


class PackInfo(Record):
    """pack.yaml: names, forms of address, and what the district's report always cites."""

    name: Text = named("名称", "套件的名称")
    parent: Text | None = optional("继承", "上级套件")
    address: Appellation = named("称谓", "本区和领导机关等的称呼")
    title: Text = named("报告名", "报告的名称")
    annex_title: Text = named("评分表名", "评分表的名称")
    channel: Text | None = optional("公开渠道", "预决算公开的渠道")
    disclosure_basis: tuple[Document, ...] = listed("公开依据", "预决算公开的依据文件，逐项")
    budget_basis: tuple[Document, ...] = listed("编制依据", "预算编制的依据文件，逐项")
    options: dict[str, Truth] = mapped("选项", "报告可选部分的开关")
    checking: Checking = named("核查", "核查时找什么、与什么比", default=Checking())
    columns: tuple[ScoreColumn, ...] = listed(table_columns.FIELD, "附件评分表的各列，依次；不写的用模板里的评分表")
    overall: OverallSettings = named(OVERALL, "部门整体支出绩效自评表怎样列", default=OverallSettings())
    declared: Declarations = mapped(FIELD, "另外要部门填的资料，按名称（分组用点），写在 dept.yaml 的“补充”下")

    @property
    def extra(self) -> type[Record] | None:
        """What is declared, as the record that 补充 is read as; None where nothing is."""
        return model(self.declared) if self.declared else None

    def grouped(self, own: Mapping[str, bool] | None) -> bool:
        """金额千分位 as the district has it, or as a department's `own` switches say."""
        return {**self.options, **(own or {})}.get(GROUPED, False)


@dataclass(frozen=True)
class Pack:
    """A merged pack: its folders from the district up to base, and everything in them.

    `cache` keeps what is made of it.
    """

    name: str
    folders: tuple[Path, ...]
    info: PackInfo
    framework: Framework
    formulas: Formulas
    wording: Wording
    sources: dict[str, Source]
    cache: Cache = field(default=NONE, compare=False)

    @cached_property
    def limits(self) -> Mapping[str, tuple[Decimal, ...]]:
        """What rules and checks compare figures and facts with, by name."""
        return gathered([*self.framework.comparisons(), *self.info.checking.limits()])

    @cached_property
    def digest(self) -> str:
        """What tells this pack's rules, formulas, words and Word template from those of another time."""
        made = hashlib.sha256(msgspec.json.encode([self.sources[file].data for file in FILES]))
        for folder in self.folders:
            if (folder / TEMPLATE).is_file():
                made.update((folder / TEMPLATE).read_bytes())
        return made.hexdigest()

    @cached_property
    def needed(self) -> Set[str]:
        """The facts that its formulas and rules read."""
        specs, parsed = self.formulas.specs, self.formulas.parsed
        in_formulas = (used for name, spec in specs.items() for used in spec.reads(parsed[name]))
        given = (*self.framework.names(), *in_formulas)
        return {name for name in given if name not in specs and not name.startswith(f"{OFFERED}.")}

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The lists whose rows its rules look at."""
        rules = [rule for _, rule in self.framework.parts().values()]
        return tuple(filter(None, (getattr(rule, name, None) for rule in rules for name in ("rows", "against"))))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Every text of wording.yaml that puts something in."""
        return tuple(filter(asks, texts(self.sources["wording.yaml"].data)))

    @property
    def template(self) -> Path:
        """The nearest report.docx, the district's own first."""
        return self.nearest(TEMPLATE)

    def nearest(self, file: str) -> Path:
        """The nearest Word template of that name, the district's own first; base has them all."""
        return next(folder / file for folder in self.folders if (folder / file).is_file())


def asks(text: str) -> bool:
    """Whether something is put into a sentence."""
    return "{" in text


def texts(data: Any) -> list[str]:
    """Every text in plain data."""
    found = [data] if isinstance(data, str) else []
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if isinstance(value, dict | list | str):
            found += texts(value)
    return found


def find(name: str, roots: Sequence[Path], asked: Position | None = None, trail: Trail | None = None) -> Path:
    """The folder of pack `name` in the first of `roots` that has it; raises Refused, naming the packs there are."""
    trail = trail or Trail()
    for root in roots if name and "/" not in name and "\\" not in name else ():
        if trail.is_file(root / name / "pack.yaml"):
            return root / name
    known = sorted({p.parent.name for root in roots for p in root.glob("*/pack.yaml")})
    raise Refused([error("unknown-pack", f"没有名为“{name}”的套件", _which(name, known, roots), asked)])


def _which(name: str, known: Sequence[str], roots: Sequence[Path]) -> str:
    """The pack that `name` was meant to be: another spelling of one, or the district of one or several."""
    plain = normalize("NFKC", name).strip("“”‘’\"' ").lower().removesuffix(".yaml").rpartition("/")[2]
    if plain in known:
        return f"请写作“套件: {plain}”"
    district = plain.removeprefix("深圳市").removesuffix("套件").removesuffix("区").removesuffix("新")
    own = [pack for pack in known if district and f"名称: {district}" in _head(pack, roots)]
    if own and not district.isascii():
        one = "" if len(own) == 1 else "其中一个，如"
        return f"{district}的套件是 {'、'.join(own)}：请写作{one}“套件: {own[0]}”"
    return did_you_mean(plain, known)


def _head(name: str, roots: Sequence[Path]) -> str:
    """The first lines of a pack's pack.yaml, where its 名称 stands."""
    files = (root / name / "pack.yaml" for root in roots)
    return next((file.read_text("utf-8", "replace")[:500] for file in files if file.is_file()), "")


def load(
    name: str, roots: Sequence[Path], asked: Position | None = None, cache: Cache = NONE
) -> tuple[Pack, list[Diagnostic]]:
    """Pack `name` merged along its chain; raises Refused with every error of every file in it."""
    kept = keeping.kept(cache, name, roots)
    files, trail = (kept, None) if kept else _merged(name, roots, asked)
    folders, sources, sound = files
    info, found = read(PackInfo, sources["pack.yaml"])
    extra = info.extra if info else None
    formulas, of_formulas = load_formulas(sources["formulas.yaml"], extra, sound=sound)
    framework, of_framework = load_framework(sources["framework.yaml"], formulas, extra, sound=sound)
    book, of_book = read(WordingBook, sources["wording.yaml"])
    found += [*of_formulas, *of_framework, *of_book]
    if info and framework and not sound:
        found += column_faults(info, framework, sources["pack.yaml"])
    if info is None or formulas is None or framework is None or book is None or errors(found):
        raise Refused(found)
    if trail:
        keeping.keep(cache, name, roots, trail, (folders, sources, not found))
    formulas = replace(formulas, offers=framework.offered(sources["framework.yaml"]))
    wording = Wording(book, sources["wording.yaml"], compiled_sentences.kept(cache, name))
    return Pack(name, folders, info, framework, formulas, wording, sources, cache), found


def column_faults(info: PackInfo, framework: Framework, source: Source) -> Iterator[Diagnostic]:
    """What is wrong with 评分表列 and 部门自评表, which `source` (pack.yaml) holds, for the tree of `framework`."""
    depth = max((level for _, _, level in framework.tree()), default=0)
    traced = info.options.get(table_columns.TRACED, False)
    yield from table_columns.faults(info.columns, framework.own_columns(), depth, source, traced=traced)
    yield from overall_settings.faults(info.overall, framework, info.declared, source)


def _merged(name: str, roots: Sequence[Path], asked: Position | None) -> tuple[keeping.Files, Trail | None]:
    """The folders of pack `name` and its files merged along them; their trail where they may be kept."""
    trail = Trail()
    folders = chain(name, roots, asked, trail)
    found: list[Diagnostic] = []
    read_files = {file: merged(file, folders, found, trail) for file in FILES}
    _refuse(found)
    sources = {file: source for file, source in read_files.items() if source is not None}
    if lacking := [file for file in FILES if file not in sources]:
        raise Refused([error("pack-file", f"套件“{name}”及其上级都没有 {file}") for file in lacking])
    return (folders, sources, False), None if found else trail


def chain(
    name: str, roots: Sequence[Path], asked: Position | None = None, trail: Trail | None = None
) -> tuple[Path, ...]:
    """The folders from `name` up to the pack without 继承."""
    trail = trail or Trail()
    folders: list[Path] = []
    while name:
        folder = find(name, roots, asked, trail)
        if folder in folders:
            loop = " → ".join(f.name for f in [*folders, folder])
            raise Refused([error("pack-loop", f"套件继承成环：{loop}", "请改正其中一个 pack.yaml 的“继承”", asked)])
        folders.append(folder)
        source, found = load_source(folder / "pack.yaml", trail.read)
        if source is None or not isinstance(source.data, dict):
            raise Refused(found or [error("pack-file", "pack.yaml 应为若干“字段: 值”", "", Position(str(folder)))])
        name = str(source.data.get("继承") or "")
        asked = source.position(("继承",))
    return tuple(folders)


def files(folder: Path) -> set[Path]:
    """Every file that the pack in `folder` has, and those that it may have."""
    return {folder / file for file in (*FILES, TEMPLATE)} | {
        path for path in folder.iterdir() if path.suffix in (".yaml", ".docx")
    }


def merged(file: str, folders: Sequence[Path], found: list[Diagnostic], trail: Trail | None = None) -> Source | None:
    """`file` of every one of `folders` that has it, the child's laid over the parent's; what is wrong joins `found`."""
    whole: Source | None = None
    for folder in reversed(folders):
        whole = laid_over(fitted(whole, folder / file, trail), folder / file, found, trail)
    return whole


def fitted(parent: Source | None, path: Path, trail: Trail | None = None) -> Source | None:
    """What a parent says to the pack whose file is `path`: nothing by 编号 where that has a tree of its own.

    The parent's B42 is another indicator than the one of a tree written with 继承: 否, so neither its sentences hold
    nor its weight; the sentences of the kinds do.
    """
    by_code = _BY_CODE.get(path.name, ())
    if parent is None or not by_code or not has_own_tree(path.with_name("framework.yaml"), trail):
        return parent
    said = parent.data if isinstance(parent.data, dict) else {}
    return replace(parent, data={group: value for group, value in said.items() if group not in by_code})


def has_own_tree(framework: Path, trail: Trail | None = None) -> bool:
    """Whether the framework.yaml at that path is written from nothing (继承: 否)."""
    trail = trail or Trail()
    if not trail.is_file(framework):
        return False
    source, _ = load_source(framework, trail.read)
    return source is not None and isinstance(source.data, dict) and is_own(source.data.get("指标"))


def laid_over(parent: Source | None, path: Path, found: list[Diagnostic], trail: Trail | None = None) -> Source | None:
    """The file at `path`, if there is one, laid over its parents'; what is wrong with it joins `found`."""
    trail = trail or Trail()
    if not trail.is_file(path):
        if path.exists():
            found.append(error("pack-file", f"“{path.name}”不是普通文件", "请改名或移走", Position(str(path))))
        return parent
    own, noted = load_source(path, trail.read)
    found += noted
    if own is None or parent is None:
        return own or parent
    return without_orphans(merge(parent, own), own)


def _refuse(found: list[Diagnostic]) -> None:
    if errors(found):
        raise Refused(found)
