"""A small department, its 整改.yaml, and its ledger as somebody fills it in."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from small_report import DEPT, press

from reportgen import pipeline
from reportgen.intake.ledgers.taking import Taken, take_ledger
from reportgen.sheets import ledger_sheet

HEADS = [column.head for column in ledger_sheet.COLUMNS]
PEOPLE = """\
# 局务会定的
问题:
  - 编号: [A1]
    标题: 编外人员较多
    原因: 任务增加。
    措施:
      - 措施: 控制编外人数。  # 人事科提
        责任科室: 人事科
        时限: 2022年6月底前
      - 措施: 每季度核对一次。
        责任科室: 人事科
        时限: 2022年9月底前
        状态: 整改中
  - 编号: [A2]
    标题: 预算编制有差错
    原因: 没有复核。
    措施:
      - 措施: 逐项核对。
        责任科室: 财务科
        时限: 2022年3月底前
"""


class Desk:
    """A folder with dept.yaml, 整改.yaml and the ledger that was written from them."""

    def __init__(self, folder: Path, people: str = PEOPLE) -> None:
        self.dept, self.path = folder / "dept.yaml", folder / "台账.xlsx"
        self.dept.write_text(DEPT.format(outsiders=8, slips=1), "utf-8")
        self.file = folder / "整改.yaml"
        self.file.write_text(people, "utf-8")
        pipeline.draft(self.dept, press().pack)
        self.write()

    def write(self) -> None:
        """The ledger of today."""
        evaluation, _ = pipeline.evaluate(pipeline.read(self.dept, press().pack)[0])
        self.path.write_bytes(ledger_sheet.workbook(evaluation))

    def fill(self, change: Callable[[Worksheet], None]) -> None:
        """`change` made in Excel."""
        book: Workbook = load_workbook(BytesIO(self.path.read_bytes()))
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        change(sheet)
        book.save(self.path)

    def put(self, **cells: object) -> None:
        """Values into cells, by their names."""
        self.fill(lambda sheet: [sheet.__setitem__(name, value) for name, value in cells.items()] and None)

    def say(self, old: str, new: str) -> None:
        """整改.yaml changed by hand."""
        assert old in self.text
        self.file.write_text(self.text.replace(old, new, 1), "utf-8")

    @property
    def text(self) -> str:
        return self.file.read_text("utf-8")

    def take(self, *, yes: bool = False) -> Taken:
        return take_ledger(self.path, self.dept, yes=yes, pack=press().pack)


def unmerged(sheet: Worksheet) -> None:
    """Merged cells taken apart, as Excel asks before it sorts."""
    for found in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(found))


def lines(taken: Taken) -> list[str]:
    """What was written, and what waits, one line each."""
    told = [f"写入 {one.place[-2:]} {one.name}：{one.before} → {one.after}" for one in taken.written]
    return told + [f"未写 {one.place[-2:]} {one.name}：{one.after}（{one.doubt}）" for one in taken.waiting]


def added_lines(before: str, after: str) -> list[str]:
    """The lines of 整改.yaml that are new; none may be gone but those given back."""
    old = before.splitlines()
    return [line.strip() for line in after.splitlines() if line not in old]
