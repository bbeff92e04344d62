"""Where the sheets of 计算底稿 are laid out: what was filled in, the figures, the steps of each indicator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from reportgen.facts.department import Fact
from reportgen.facts.records.borrowed import Borrowed
from reportgen.facts.source import Path, Source
from reportgen.scoring.formula import Figure, Formulas, derivation, fact_input, parse
from reportgen.scoring.kinds import Given
from reportgen.tabular import FIRST, Formula, Kind, Line, Tint
from reportgen.workings import spelled
from reportgen.workings.counts import COUNTS, counted, shown

DATA, FIGURES, STEPS = "数据", "算式", "计算"
UNKNOWN = "未填"
_KINDS = {"%": Kind.RATE, "万元": Kind.NUMBER, "元": Kind.NUMBER}
_BY_RULE = "评分规则"


class Desk:
    """The lines of three sheets, and the cell of each value; a value has one cell, however often it is read.

    `keys` are those under which answers stand in `source`, by code; `rows` the paths of rows that may answer, too.
    """

    def __init__(
        self,
        given: Given,
        formulas: Formulas,
        source: Source,
        keys: Mapping[str, str],
        rows: Mapping[str, Path] | None = None,
    ) -> None:
        self.given, self.formulas, self.source, self.keys, self.rows = given, formulas, source, keys, rows or {}
        self.lines: dict[str, list[Line]] = {DATA: [], FIGURES: [], STEPS: []}
        self.plain: list[str] = []  # what stands as a value though it was computed, by name
        self._cells: dict[str, str] = {}

    def value(self, name: str) -> str:
        """The cell of a figure or a fact."""
        name = self.formulas.meant(name)
        return self._figure(name) if name in self.formulas.specs else self._fact(name)

    def text(self, name: str) -> str:
        """The cell of a fact that is read as a word."""
        raw = self.given.raw(name)
        return self.entry(f"{name}（文字）", UNKNOWN if raw is None else str(raw), "", self._origin(name))

    def day(self, name: str) -> str:
        """The cell of a date."""
        return self.entry(f"{name}（日期）", self.given.day(name), "", self._origin(name), Kind.DATE)

    def answer(self, code: str, field: str, value: object, told: str = "") -> str:
        """The cell of what a person answered under 自评, with where it stands; `told` is what was asked."""
        path: Path = ("自评", self.keys.get(code, code), *field.split("."))
        if (row := self.rows.get(code)) and (*row, field) in self.source.places:
            path = (*row, field)
        said = f"自评.{code}.{field}" + (f"（{told}）" if told else "")
        return self.entry(said, value, "", self.place(path))

    def row(self, name: str, at: int, column: str, value: object, unit: str = "") -> str:
        """The cell of a column of row `at` (from 0) of a list."""
        place = self.place((*name.split("."), at, column))
        return self.entry(f"{name}第{at + 1}项.{column}", value, unit, place)

    def entry(self, name: str, value: object, unit: str, origin: str, kind: Kind | None = None) -> str:
        """The cell of something that was filled in."""
        if name not in self._cells:
            own = kind or (_KINDS.get(unit, Kind.COUNT) if isinstance(value, Decimal | int) else Kind.TEXT)
            self._cells[name] = self._put(DATA, (name, value, unit, origin), Tint.INPUT, own)
        return self._cells[name]

    def step(self, label: str, formula: str, unit: str = "", told: str = "", tint: Tint = Tint.STEP) -> str:
        """The cell of a step in the computation at hand."""
        kind = _KINDS.get(unit, Kind.COUNT)
        return self._put(STEPS, (label, Formula(f"={formula}"), unit, told), tint, kind)

    def read(self, name: str) -> str:
        """A step that shows what a rule reads, with its unit and where it was filled in."""
        cell = self.value(name)
        figure = self.given.figures.get(name)
        unit, told = (figure.unit, figure.formula) if figure else (self._unit(name), self._origin(name))
        return self.step(name, cell, unit, told)

    def limit(self, value: Decimal) -> str:
        """A limit as a formula holds it: the number, or the cell of what it is taken from."""
        return spelled.exact(self.value(value.name)) if isinstance(value, Borrowed) else spelled.number(value)

    def head(self, *cells: object) -> None:
        """The line that begins the computation of an indicator."""
        self.lines[STEPS].append(Line(cells, Tint.HEAD))

    def place(self, path: Path) -> str:
        """Where something stands in dept.yaml."""
        at = self.source.position(path)
        return fact_input(Fact("", "", at)).position or "" if at.line else ""

    def _put(self, sheet: str, cells: Sequence[object], tint: Tint, kind: Kind) -> str:
        lines = self.lines[sheet]
        lines.append(Line(cells, tint, kind))
        return f"'{sheet}'!$B${FIRST + len(lines) - 1}"

    def _unit(self, name: str) -> str:
        fact = self.given.facts.get(name)
        return fact.unit if fact else ""

    def _origin(self, name: str) -> str:
        """Where a fact was written, and what it was taken from."""
        fact = self.given.facts.get(name)
        if fact is None:
            return ""
        used = fact_input(fact)
        return "；".join(filter(None, (used.position, used.origin)))

    def _fact(self, name: str) -> str:
        if name in self._cells:
            return self._cells[name]
        fact = self.given.facts.get(name)
        raw = fact.value if fact else None
        if fact is None or not isinstance(raw, Decimal | int):
            return self.entry(name, UNKNOWN, "", "")
        if fact.position is None and (made := self._derived(fact) or self._counted(fact)):
            return made
        if fact.position is None and not fact.origin:
            self.plain.append(name)
        origin = self._origin(name) or "由清单或其他资料统计"
        told = f"是填 1，否填 0；{origin}" if isinstance(raw, bool) else origin
        return self.entry(name, int(raw) if isinstance(raw, bool) else raw, fact.unit, told)

    def _derived(self, fact: Fact) -> str:
        """The cell of a fact that follows from others, as a formula over them; empty where it does not."""
        figure = derivation(fact.name, self.given.facts)
        if figure is None or not all(used.name in self.given.facts for used in figure.inputs):
            return ""
        written = spelled.formula(parse(figure.formula).root, self.value)
        cells = (fact.name, Formula(f"={written}"), fact.unit, f"＝{figure.formula}")
        self._cells[fact.name] = self._put(DATA, cells, Tint.STEP, _KINDS.get(fact.unit, Kind.COUNT))
        return self._cells[fact.name]

    def _counted(self, fact: Fact) -> str:
        """The cell of a count of a list, as a formula over its rows; empty where it is none."""
        name, column, word = COUNTS.get(fact.name, ("", "", ""))
        rows = self.given.lists.get(name) or ()
        values = [row.get(column) for row in rows]
        if not values or None in values:
            return ""
        cells = [
            self.entry(f"{name}第{at + 1}项.{column}（{fact.name}）", shown(v), "", self.place((*name.split("."), at)))
            for at, v in enumerate(values)
        ]
        span = f"{cells[0]}:{cells[-1].partition('!')[2]}"
        made = (fact.name, Formula(f"={counted(span, word)}"), fact.unit, f"清点“{name}”的各行")
        self._cells[fact.name] = self._put(DATA, made, Tint.STEP, Kind.COUNT)
        return self._cells[fact.name]

    def _figure(self, name: str) -> str:
        if name not in self._cells:
            figure, spec = self.given.figures[name], self.formulas.specs[name]
            written = self._stated(figure) or self._written(name, self._zero(spec.zero_when_absent))
            kind, row = _KINDS.get(spec.unit, Kind.COUNT), FIRST + len(self.lines[FIGURES])
            ours = figure.value if figure.value is not None else "不适用"
            cells = (name, Formula(f"={written}"), spec.unit, spec.text, ours, Formula(same(f"B{row}", f"E{row}", 10)))
            self._cells[name] = self._put(FIGURES, cells, Tint.STEP, kind)
        return self._cells[name]

    def _stated(self, figure: Figure) -> str:
        """The cell of a result that the department states itself, where its parts are not given."""
        stated = self.formulas.specs[figure.name].stated
        return self.value(stated) if stated and figure.formula == stated else ""

    def _zero(self, absent: Sequence[str]) -> Callable[[str], str]:
        """The cells of names, of which those that may be `absent` stand as 0 where they are not given."""

        def cell(name: str) -> str:
            if name in absent and name not in self.given.facts:
                return self.entry(name, 0, "", "没有填，按 0 计")
            return self.value(name)

        return cell

    def _written(self, name: str, cell: Callable[[str], str]) -> str:
        spec, expression = self.formulas.specs[name], self.formulas.parsed[name]
        written = spelled.formula(expression.root, cell)
        if expression.logical:
            written = f"IF({written},1,0)"
        zero = spelled.NONE if spec.when_zero is None else spelled.number(spec.when_zero)
        numeric = spelled.applied([cell(used) for used in expression.names], written)
        return f"IFERROR({numeric},{zero})"


def same(one: str, other: str, places: int = 2) -> str:
    """一致 where two cells hold the same number, or the same word."""
    close = f"IF(ABS({one}-{other})<{10.0**-places / 2:.{places + 1}f},"
    return f'=IF(AND(ISNUMBER({one}),ISNUMBER({other})),{close}"一致","不一致"),IF({one}={other},"一致","不一致"))'
