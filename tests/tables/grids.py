"""Published tables as grids in a test: rows of cells set apart by |, a number where one stands."""

from decimal import Decimal
from pathlib import Path

from reportgen.packs import takings as mappings
from reportgen.tables import finding
from reportgen.tables.taking import take
from reportgen.workbooks import sheet

TAKINGS, _, FAULTS = mappings.load([Path(__file__).parents[2] / "templates" / "base"])


def cells(grid: str) -> list[list[object]]:
    """The cells of a grid; 307.82 is a number, “307.82” with quotes a text."""
    return [[_cell(cell.strip()) for cell in row.split("|")] for row in grid.strip().splitlines()]


def _cell(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text.strip("'")


def tables(*grids: str, year: int = 2024, names: tuple[str, ...] = ()):
    named = names or tuple(f"Sheet{n}" for n, _ in enumerate(grids, 1))
    sheets = [sheet.Sheet("决算.xlsx", name, sheet.rows(cells(grid))) for name, grid in zip(named, grids, strict=True)]
    return finding.tables(sheets, TAKINGS.titles, year)


def taken(*grids: str, year: int = 2024, names: tuple[str, ...] = ()) -> dict[str, Decimal]:
    """What the mapping of `base` takes from the grids, each on a sheet of its own."""
    found, _ = take(TAKINGS, tables(*grids, year=year, names=names))
    return {one.name: one.value for one in found}
