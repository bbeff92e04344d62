"""A report read once for all rules: its mentions, its named figures, its tables, its score table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from reportgen.statements.grids import Grid, grid, named_cells
from reportgen.statements.ground import Ground
from reportgen.statements.mentions import Mention, mentions, sentences
from reportgen.statements.naming import Named, named
from reportgen.statements.report import Paragraph, Report, Table
from reportgen.statements.scores import Scores, is_score_table, scores
from reportgen.values import Frozen, replace


class Reading(Frozen):
    """What every rule is given."""

    report: Report
    ground: Ground

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs before the score table's notes, without headings."""
        return self.report.body

    @cached_property
    def mentioned(self) -> tuple[tuple[Paragraph, tuple[Mention, ...]], ...]:
        """Every paragraph with its figures."""
        return tuple((paragraph, mentions(paragraph)) for paragraph in self.body)

    @cached_property
    def in_sentences(self) -> tuple[tuple[Paragraph, tuple[Sequence[Mention], ...]], ...]:
        """The same with the figures of each sentence apart."""
        return tuple((paragraph, tuple(sentences(found))) for paragraph, found in self.mentioned)

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The tables of figures; of a form those above its indicators, which are no figures of one kind."""
        own = (_above_indicators(table) for table in self.report.tables if not is_score_table(table))
        return tuple(map(grid, own))

    @cached_property
    def scores(self) -> Scores | None:
        """The score table."""
        return scores(self.report)

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Every figure that has a name, text before tables, of the year of the report."""
        selves = self.ground.selves
        texts = [n for paragraph, found in self.mentioned if found for n in named(paragraph, found, selves)]
        own = [found for found in self.grids if not _of_one_project(found.table)]
        cells = [n for found in own for n in named_cells(found, selves)]
        return tuple(n for n in (*texts, *cells) if not n.mention.hedge and self._this_year(n))

    def _this_year(self, found: Named) -> bool:
        return found.year is None or self.ground.year is None or found.year == self.ground.year

    @cached_property
    def book(self) -> Mapping[str, Sequence[Named]]:
        """The figures by name, where the name is certain."""
        pages: dict[str, list[Named]] = defaultdict(list)
        for found in self.named:
            if len(found.names) == 1:
                pages[found.names[0]].append(found)
        return pages

    def one(self, name: str) -> Mention | None:
        """The figure of that name, where the text gives it only one value."""
        values = {n.mention.amount: n.mention for n in self.book.get(name, ())}
        return next(iter(values.values())) if len(values) == 1 else None

    def section(self, *words: str) -> Iterator[Paragraph]:
        """Headings and paragraphs under a heading that holds one of `words`."""
        for paragraph in self.report.paragraphs:
            if any(word in heading for heading in (*paragraph.section,) for word in words):
                yield paragraph


def _above_indicators(table: Table) -> Table:
    """A table up to the head of the indicators that a 自评表 lists below the money."""
    heads = (n for n, row in enumerate(table.rows) if "三级指标" in row.cells and "得分" in row.cells)
    first = next(heads, None)
    return table if first is None else replace(table, rows=table.rows[:first])


def _of_one_project(table: Table) -> bool:
    """Whether a table tells of one project, as a 项目支出绩效自评表 does, and not of the department."""
    first = [cell for cell in table.rows[0].cells if cell] if table.rows else []
    return len(first) == 2 and first[0] == "项目名称"
