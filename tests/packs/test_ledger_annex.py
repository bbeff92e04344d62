"""整改台账 as annex 2: in every pack by the same switch, the annexes numbered without a gap."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from lxml import etree
from sample import COMPACT, changed, inputs, read_inputs

from reportgen import pipeline, word
from reportgen.facts.source import parse
from reportgen.findings import rectification
from reportgen.values import replace

SAMPLES = {
    "futian": "futian-kechuang-2021",
    "dapeng": "dapeng-zhengshu-2021",
    "pingshan": "pingshan-kechuang-2021",
    "hunan-demo": "hunan-demo-2022",
    "dapeng-2020-zhichu": "dapeng-zhengshu-2021",
    "base": "futian-kechuang-2021",
}
HEAD = "| 序号 | 存在问题 | 扣分 | 主要原因 | 整改措施 | 责任科室 | 完成时限 | 预期成果 | 整改状态 | 备注 |"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def given(pack: str, **options: bool) -> pipeline.Inputs:
    path = COMPACT / SAMPLES[pack] / "dept.yaml"
    own = inputs(path)
    if own.pack.name != pack:
        own = read_inputs(path, pack)
    return changed(own, options={**(own.department.options or {}), **options}, annexes=("项目支出绩效自评表",))


def made(mine: pipeline.Inputs, *, draft: bool = False) -> tuple[bytes, list[str]]:
    evaluation, _ = pipeline.evaluate(mine, draft=draft)
    docx, _ = pipeline.render(evaluation, mine.pack)
    return docx, word.outline(docx).splitlines()


def people(mine: pipeline.Inputs, text: str) -> pipeline.Inputs:
    """`mine` with another 整改.yaml."""
    read, source, found = rectification.interpret(*parse(text, "整改.yaml"))
    assert read, found
    return replace(mine, people=read, people_source=source)


def rows(lines: list[str]) -> list[str]:
    """The rows below the head of the list, the total last."""
    return [line for line in lines[lines.index(HEAD) + 1 :] if line.startswith("| ")]


def annexes(lines: list[str]) -> list[str]:
    """The list of annexes, and the marks on their pages."""
    start = next(i for i, line in enumerate(lines) if line.startswith("附件：1. "))
    return [line for line in lines[start:] if re.match(r"附件：1\. |[2-9]\. 2|[2-9]\. 项目|附件\d", line)]


@pytest.mark.slow
@pytest.mark.few(2)
@pytest.mark.parametrize("pack", SAMPLES)
def test_switched_on_it_is_annex_2_with_a_row_for_every_measure(pack):
    mine = given(pack, 整改台账=True)
    docx, lines = made(mine)
    assert word.check(docx) == []
    year = mine.department.year
    first, *others = annexes(lines)
    assert first.startswith("附件：1. ")
    assert others == [f"2. {year}年度绩效评价问题整改台账", "3. 项目支出绩效自评表", "附件1", "附件2"]
    at = lines.index(HEAD)
    assert lines[at - 2 : at] == [
        f"{year}年度绩效评价问题整改台账",
        f"填报部门：{mine.department.office.name}　　单位：分",
    ]
    measures = [m for found in pipeline.evaluate(mine)[0].findings for m in found.measures]
    *listed, total = rows(lines)
    assert total.startswith("| 合计 |")
    assert f"个问题、{len(measures)}条整改措施" in total
    assert len(listed) == len(measures)


@pytest.mark.parametrize("pack", ["dapeng", "hunan-demo"])
def test_switched_off_nothing_of_it_is_there_and_the_numbers_close_up(pack):
    _, lines = made(given(pack))
    assert annexes(lines)[1:] == ["2. 项目支出绩效自评表", "附件1"]
    assert HEAD not in lines


def tree(docx: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def test_it_begins_a_page_of_the_landscape_section_and_merges_the_cells_of_a_problem():
    docx, _ = made(given("futian", 整改台账=True))
    body = tree(docx)[0]
    table = body.findall(f"{W}tbl")[-1]
    assert len(body.findall(f".//{W}sectPr")) == 3, "cover, text, and one section for both tables"
    assert body[-1].find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    merges = [
        "".join({"restart": "┌", "continue": "│"}[m.get(f"{W}val")] for m in row.iter(f"{W}vMerge"))
        for row in table.iter(f"{W}tr")
    ]
    assert merges == ["", *["┌┌┌┌", "││││"] * 4, ""], "two measures for each of four problems"
    (head,) = table.iter(f"{W}tblHeader")
    assert head.getparent().getparent() is table.find(f"{W}tr")


PEOPLE = """\
问题:
  - 编号: [B42]
    标题: 编外人员偏多
    原因: 任务增加
    措施:
      - {措施: 只减不增。, 责任科室: 综合科, 时限: 2022年6月底前, 状态: 整改中, 完成情况: 已减2人}
      - {措施: 每季核对。, 责任科室: 综合科, 时限: 2022年9月底前}
  - 标题: 档案室偏小
"""


def test_a_state_is_printed_with_what_was_done_and_its_lack_leaves_the_cell_empty():
    _, lines = made(people(given("futian", 整改台账=True), PEOPLE))
    listed = rows(lines)
    at = next(
        i for i, row in enumerate(listed) if "| 编外人员偏多（编外人员控制率） | 1 | 任务增加。 | 只减不增。 |" in row
    )
    assert [row.split(" | ")[8] for row in listed[at : at + 2]] == ["整改中：已减2人", ""]
    assert "| 档案室偏小 | — | — | — | — | — | — |  |  |" in listed[-2]


def test_a_draft_asks_for_what_a_row_lacks():
    _, lines = made(people(given("futian", 整改台账=True), PEOPLE), draft=True)
    asked = "【待填：主要原因】 | 【待填：整改措施】 | 【待填：责任科室】 | 【待填：完成时限】"
    assert f"| 档案室偏小 | — | {asked} | — |  |" in rows(lines)[-2]
