"""The form in LibreOffice: what does not agree is said in 检查, and .ods gives what .xlsx gave."""

from collections.abc import Sequence
from pathlib import Path

import libreoffice
import pytest
from test_forms import ROOT, filled, form, take

from reportgen.facts.source import parse
from reportgen.forms import filled_form, merging, narrated
from reportgen.workbooks import workbook as workbooks
from reportgen.workbooks.sheet import Cell, Sheet

PLANTED = """
三公/因公出国境/预算=1 三公/公务用车/预算=2 三公/公务接待/预算=3 三公/合计/预算=7 | 三公/合计/预算 | 与各项之和 6.00
三公/因公出国境/决算=1 三公/公务用车/决算=2 三公/公务接待/决算=3 三公/合计/决算=5 | 三公/合计/决算 | 与各项之和 6.00
预算/基本支出/年初=10 预算/项目支出/年初=5 预算/合计/年初=16 | 预算/合计/年初 | 与各项之和 15.00 不符
预算/基本支出/支出=10 预算/项目支出/支出=5 预算/合计/支出=14 | 预算/合计/支出 | 与各项之和 15.00 不符
预算/基本支出/调整后=8 | 预算/基本支出/支出 | 大于“预算.基本支出.调整后”
预算/人员经费/支出=9 预算/人员经费/调整后=8 | 预算/人员经费/支出 | 大于“预算.人员经费.调整后”
采购/货物=1 采购/工程=2 采购/服务=3 采购/实际=9 | 采购/实际 | 与各项之和 6.00 不符
资产/固定资产/全部=5 资产/固定资产/在用=6 | 资产/固定资产/在用 | 大于“资产.固定资产.全部”
资产/固定资产/净值=9 资产/固定资产/原值=7 | 资产/固定资产/净值 | 大于“资产.固定资产.原值”
资产/总额=3 资产/流动资产=4 | 资产/流动资产 | 大于“资产.总额”
信访/件次=3 信访/办结=4 | 信访/办结 | 大于“信访.件次”
信访/按期=5 | 信访/按期 | 大于“信访.件次”
项目统计/总数=3 项目统计/按期完成=4 | 项目统计/按期完成 | 大于“项目统计.总数”
项目统计/绩效目标数=5 | 项目统计/绩效目标数 | 大于“项目统计.总数”
重点工作统计/总数=3 重点工作统计/完成=4 | 重点工作统计/完成 | 大于“重点工作统计.总数”
专项资金/总指标=20 专项资金/支出=21 | 专项资金/支出 | 大于“专项资金.总指标”
季度/累计支出/一季度=20 季度/累计支出/二季度=19 | 季度/累计支出/二季度 | 累计数小于上一季度
季度/累计支出/三季度=18 | 季度/累计支出/三季度 | 累计数小于上一季度
季度/累计支出/四季度=25 | 季度/累计支出/四季度 | 应等于“预算.合计.支出”
项目统计/支出=6 | 项目统计/支出 | 应等于“预算.项目支出.支出”
"""


def planted() -> list[tuple[dict[str, object], str, str]]:
    """What is typed into which cells, the field that it makes wrong, and what is said there."""
    rows = [line.split(" | ") for line in PLANTED.strip().splitlines()]
    return [
        ({k: float(v) for k, v in (c.split("=") for c in cells.split())}, field, told) for cells, field, told in rows
    ]


def fields(sheet: Sheet) -> Sequence[tuple[Cell, ...]]:
    """The rows of a sheet of fields; of a list none."""
    return sheet.rows[1:] if len(sheet.rows[0]) > 6 and sheet.rows[0][6].text == "检查" else ()


@pytest.mark.slow
@libreoffice.NEEDED
def test_planted_faults_are_said_in_words_and_ods_reads_the_same(tmp_path: Path) -> None:
    cells = {path: value for typed, _, _ in planted() for path, value in typed.items()}
    path = filled(tmp_path, {**cells, "预算/财政资金比例": 0.9788, "公开/预算/合规程度": "按规定公开"})
    again, ods = tmp_path / "再.xlsx", tmp_path / "再.ods"
    libreoffice.save((path, again), (path, ods))
    sheets, _ = workbooks.sheets(again.read_bytes(), again)
    said = {row[0].text: row[6].text for sheet in sheets for row in fields(sheet)}
    assert [(field, told) for _, field, told in planted() if told not in said.get(field, "")] == []
    wrong = {field for field, told in said.items() if told and "/" in field}
    assert wrong <= {field for _, field, _ in planted()}
    one, other = (filled_form.answered(p, filled_form.read(p)[0], form())[0].fields for p in (path, ods))
    assert [(f.question.name, f.text) for f in one] == [(f.question.name, f.text) for f in other]


@pytest.mark.slow
@libreoffice.NEEDED
def test_lists_and_texts_come_through_libreoffice(tmp_path: Path) -> None:
    text = (ROOT / "data" / "futian-kechuang-2021" / "dept.yaml").read_text("utf-8")
    dept = tmp_path / "dept.yaml"
    dept.write_text(text, "utf-8")
    book = filled(tmp_path, {}, text=text)
    data = parse(text, "dept.yaml")[0].data
    paper = tmp_path / "叙述.docx"
    paper.write_bytes(narrated.laid_out(form(), merging.stated(form(), data)[0], "2021", data["部门"]["全称"]))
    ods, again, written = (tmp_path / name for name in ("再.ods", "再.xlsx", "再.docx"))
    libreoffice.save((book, ods), (ods, again), (paper, written))
    took = take([again, written], dept)
    assert took.changes == ()
    assert took.diagnostics == ()
