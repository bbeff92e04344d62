"""The same tables as .xlsx, .xls, .ods and .pdf, as LibreOffice writes them: the same figures from each."""

from pathlib import Path

import libreoffice
import openpyxl
import pytest
from grids import TAKINGS, cells
from openpyxl.styles import Border, Side
from test_layouts import AGENCY, OF_THE_YEAR, SPENDING_BY_CODE, THREE_LANES, THREE_PUBLIC_TWELVE, TOTALS_IN_YUAN

from reportgen.tables import finding, opening
from reportgen.tables.taking import take

GRIDS = (TOTALS_IN_YUAN, SPENDING_BY_CODE, THREE_LANES, THREE_PUBLIC_TWELVE, AGENCY, OF_THE_YEAR)
THIN = Side(style="thin")


def caption(value: object) -> bool:
    return "：" in str(value) or "公开" in str(value)


def printed(grids: tuple[str, ...], path: Path) -> Path:
    """A workbook as it is published: ruled, its heads merged over the blanks beside them, a page a table and more."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, grid in enumerate(grids, 1):
        sheet = book.create_sheet(f"表{number}")
        sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        rows = cells(grid)
        wide = max(map(len, rows))
        first = next(n for n, row in enumerate(rows) if sum(map(bool, row)) > 1 and not any(map(caption, row)))
        for row, values in enumerate(rows):
            for column, value in enumerate([*values, *[""] * (wide - len(values))], 1):
                cell = sheet.cell(row + 1, column, None if value == "" else value)
                cell.border = Border(THIN, THIN, THIN, THIN) if row >= first else Border()
        for column in range(1, wide + 1):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = 34
    book.save(path)
    return path


def figures(path: Path) -> dict[str, str]:
    sheets, _ = opening.read(path)
    found, _ = take(TAKINGS, finding.tables(sheets, TAKINGS.titles, 2024))
    return {one.name: str(one.value) for one in found}


@pytest.mark.slow
@libreoffice.NEEDED
def test_every_format_gives_the_same_figures(tmp_path: Path) -> None:
    source = printed(GRIDS, tmp_path / "决算.xlsx")
    expected = figures(source)
    assert len(expected) > 30
    others = [source.with_suffix(suffix) for suffix in (".xls", ".ods", ".pdf")]
    libreoffice.save(*((source, other) for other in others))
    for other in others:
        assert figures(other) == expected, other.suffix
