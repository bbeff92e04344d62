"""来源: the cell of a published table that a figure was taken from."""

from __future__ import annotations

from reportgen.facts.records.quantity import Money, Text
from reportgen.facts.records.record import Record, named, optional


class Origin(Record):
    """Where `import` took a figure, and what it was then, in 万元; several cells were added up."""

    value: Money = named("值", "取数时的值，换算为万元")
    file: Text = named("文件", "文件名")
    table: Text = named("表", "表名")
    cell: Text = named("格", "单元格，如 C5；PDF 写页、行、列；几格相加的用＋连接")
    row: Text | None = optional("行", "行名")
    column: Text | None = optional("列", "列名")
    scope: Text | None = optional("口径", "与部门全部资金不同的，写明")

    def told(self) -> str:
        """The place as a reader looks for it."""
        labels = " · ".join(filter(None, (self.row, self.column)))
        scope = f"，{self.scope}口径" if self.scope else ""
        return f"{self.file}《{self.table}》{self.cell}{f'（{labels}）' if labels else ''}{scope}"
