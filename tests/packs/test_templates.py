"""The report templates that ship: clean to edit in Word, and whole with whatever a department gave."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from sample import COMPACT, read_inputs

from reportgen import pipeline, word

ROOT = Path(__file__).parents[2] / "templates"
PACKS = ("base", "futian", "dapeng", "pingshan")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

BARE = """
套件: futian
年度: 2022
部门: {全称: 某区某局}
"""
UNEVEN = """
套件: futian
年度: 2021
部门: {全称: 某区政务局}
叙述: {主要职能: 职能。, 后续计划: 计划。}
预算:
  合计: {年初: 5281.87, 调整后: 7621.05, 支出: 7606.15}
  项目支出: {调整后: 6723.88, 支出: 6711.94}
  日常公用经费: {调整后: 54.61, 支出: 54.44}
  收入: {明细: [{名称: 财政拨款, 年初: 5000, 决算: 6000}, {名称: 其他收入, 年初: 0, 决算: 1.5}]}
项目: [{名称: 平台, 调整后: 120, 支出: 119, 完成状态: 按期完成}, {名称: 预备, 调整后: 0, 完成状态: 预算收回}]
三公: {公务用车: {决算: 3.49}, 公务接待: {预算: 2.32, 决算: 0}}
采购: {实际: 635.3, 货物: 635.3}
资产: {固定资产: {净值: 774.27}, 无形资产: {件数: 2}, 增加: [{类别: 设备, 件数: 3}]}
人员: {在编: 22, 工勤: 0, 明细: [{类别: 行政, 实有: 9}]}
公开: {预算: {日期: 2021-09-18}, 决算: {合规程度: 未公开}}
季度: {累计进度: [32.74%, 63.93%, 80.12%, 99.8%]}
履职: [{领域: 政务服务, 成效: 大厅启用。}, {领域: 数据}]
效果指标: [{名称: 可办事项, 目标值: 900, 实际值: 990, 单位: 个, 方向: ≥}, {名称: 影响, 目标值: 明显}]
信访: {件次: 0}
满意度: {值: 99.91%, 来源: 窗口评价}
封面: {填报日期: 2022-08-01}
附件: [项目支出绩效自评表]
"""


def body(pack: str) -> etree._Element:
    with zipfile.ZipFile(ROOT / pack / "report.docx") as package:
        return etree.fromstring(package.read("word/document.xml"))[0]


def outline(content: str, pack: str, folder: Path) -> list[str]:
    path = folder / "dept.yaml"
    path.write_text(content, "utf-8")
    inputs = read_inputs(path, pack)
    evaluation, _ = pipeline.evaluate(inputs, draft=True)
    made, _ = pipeline.render(evaluation, inputs.pack)
    return word.outline(made).splitlines()


@pytest.mark.parametrize("pack", PACKS)
def test_every_tag_stands_in_one_run(pack: str) -> None:
    for text in body(pack).iter(f"{W}t"):
        content = text.text or ""
        assert content.count("{{") == content.count("}}"), content
        assert content.count("{%") == content.count("%}"), content


@pytest.mark.parametrize("pack", PACKS)
def test_only_styles_format_the_text(pack: str) -> None:
    tags = {etree.QName(e).localname for p in body(pack).iter(f"{W}pPr", f"{W}rPr") for e in p}
    assert tags <= {"pStyle", "sectPr"}


@pytest.mark.slow
@pytest.mark.few(2)
@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("content", [BARE, UNEVEN], ids=["bare", "uneven"])
def test_what_was_not_given_leaves_no_hole(content: str, pack: str, tmp_path: Path) -> None:
    lines = outline(content, pack, tmp_path)
    levels = [len(line) - len(line.lstrip("#")) if line.startswith("#") else 9 for line in lines]
    holes = [a for a, up, down in zip(lines, levels, levels[1:], strict=False) if up < 9 and down <= up]
    assert not holes, "headings without text"
    text = "\n".join(lines)
    assert not re.search(r"None|，，|。。|，。|；。|：。|、。|（）|“”|《》|：$", text.replace("如下：\n", ""))


@pytest.mark.slow
def test_every_figure_given_is_told(tmp_path: Path) -> None:
    text = "\n".join(outline(UNEVEN, "base", tmp_path))
    for figure in ("5281.87", "7621.05", "7606.15", "54.44", "774.27", "635.30", "6001.50", "99.91%", "2022年8月1日"):
        assert figure in text, figure


def test_an_effect_without_a_target_has_no_unit_there(tmp_path: Path) -> None:
    space = "{名称: 科研空间, 实际值: 50, 单位: 万平方米, 方向: ≥}"
    course = "{名称: 辅导会, 目标值: 0, 实际值: 0, 单位: 场, 方向: ≤}"
    told = "\n".join(outline(f"{BARE}效果指标: [{space}, {course}]\n", "base", tmp_path))
    assert "| — | 50万平方米 |" in told and "| ≤0场 | 0场 |" in told


@pytest.mark.few(2)
@pytest.mark.parametrize("pack", PACKS)
def test_a_draft_asks_for_what_its_problems_lack(pack: str, tmp_path: Path) -> None:
    lines = outline(f"{BARE}自评: {{A12: {{数量: 1}}}}", pack, tmp_path)
    text = "\n".join(lines)
    for asked in ("主要原因", "责任科室", "得分"):
        assert f"【待填：{asked}】" in text
    told = lines.index("定稿前须补齐的资料")
    problem = next(line for line in lines[told:] if "整改.yaml" in line)
    assert problem.endswith("”：请在 整改.yaml 里填写 原因、责任科室")


@pytest.mark.few(2)
@pytest.mark.parametrize("pack", PACKS)
def test_a_final_report_leaves_out_what_its_problems_lack(pack: str, tmp_path: Path) -> None:
    path = tmp_path / "dept.yaml"
    path.write_text((COMPACT / "futian-kechuang-2021" / "dept.yaml").read_text("utf-8"), "utf-8")
    inputs = read_inputs(path, pack)
    text = word.outline(pipeline.render(pipeline.evaluate(inputs)[0], inputs.pack)[0])
    assert not re.search("待填|\n主要原因：|主要原因是：|责任科室|None", text)
    assert "完成时限：" in text


@pytest.mark.slow
@pytest.mark.few(2)
@pytest.mark.parametrize("pack", PACKS)
def test_last_years_problems_are_followed_up(pack: str, tmp_path: Path) -> None:
    sample = (COMPACT / "futian-kechuang-2021" / "dept.yaml").read_text("utf-8")
    path = tmp_path / "dept.yaml"
    path.write_text(sample, "utf-8")
    before, _ = pipeline.evaluate(read_inputs(path, pack))
    (tmp_path / "上年.json").write_text(before.to_json(), "utf-8")
    better = sample.replace("劳务派遣: 14", "劳务派遣: 0").replace("年度: 2021", "年度: 2022\n上年: 上年.json", 1)
    lines = outline(better, pack, tmp_path)
    heading = next(i for i, line in enumerate(lines) if line.endswith("）上年度问题的整改情况"))
    assert "已解决1个" in lines[heading + 1]
    assert any("（已解决）。上年度“编外人员控制率”扣1分" in line for line in lines[heading + 2 :])
