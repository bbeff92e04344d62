"""Charts as Excel and WPS draw them themselves, bound to the cells of their tables, so that people can change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.pagebreak import Break

from reportgen.tabular import Chart, Table

_WIDE, _HIGH, _ROWS = 32, 12, 26  # centimetres; rows of the sheet that a chart takes


def drawn(
    sheet: WriteOnlyWorksheet,
    charts: Sequence[Chart],
    tables: Mapping[str, Table],
    sheets: Mapping[str, WriteOnlyWorksheet],
    head: int,
) -> None:
    """`charts` one below the other, each on a page of its own in print.

    The heads of `tables`, which stand on `sheets`, are in the row `head`.
    """
    for number, chart in enumerate(charts):
        last = head + len(tables[chart.table].rows)
        sheet.add_chart(_drawn(chart, sheets[chart.table], head, last), f"A{1 + number * _ROWS}")
        if number:
            sheet.row_breaks.append(Break(id=number * _ROWS))


def _drawn(chart: Chart, source: WriteOnlyWorksheet, head: int, last: int) -> BarChart | LineChart:
    made = LineChart() if chart.lines else BarChart()
    made.title, made.y_axis.title = chart.title, chart.axis
    made.width, made.height = _WIDE, _HIGH
    for column in chart.values:
        made.add_data(Reference(source, min_col=column, min_row=head, max_row=last), titles_from_data=True)
    made.set_categories(Reference(source, min_col=chart.labels, min_row=head + 1, max_row=last))
    made.x_axis.delete = made.y_axis.delete = False  # openpyxl's own default hides them in newer Excel
    made.y_axis.scaling.min = 0  # bars that begin elsewhere make small differences look large
    for series in made.series:
        series.smooth = False
    if chart.rate:
        made.y_axis.number_format = "0%"
    if len(chart.values) == 1:
        made.legend = None
    return made
