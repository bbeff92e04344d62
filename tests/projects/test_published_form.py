"""A form that an office published comes to the marks and the total that it published.

天长市水利局，水旱灾害防御经费项目支出绩效自评表（2022年度），
2023-12-05 公布：产出50、效益30、满意度10、执行率10，总分100。
Where the published form leaves 年度指标值 and 实际完成值 empty, the name of the indicator says what was to be reached.
"""

from __future__ import annotations

from pathlib import Path

from test_project_forms import said, told

PUBLISHED = """\
项目名称: 水旱灾害防御经费
年度: 2022
实施单位: 水旱灾害防御股
资金:
  当年财政拨款: {年初: 880, 全年预算: 880, 执行: 880}
年度目标:
  预期: 完成年度防汛工作，中型灌区节水改造和农业水价综合改革各1个。
  实际: 全部完成。
指标:
  - {一级: 产出指标, 二级: 数量指标, 三级: 中型灌区节水改造项目数量, 目标值: 1, 实际值: 1, 单位: 个, 方向: ≥, 分值: 10}
  - {一级: 产出指标, 二级: 数量指标, 三级: 农业水价综合改革项目数量, 目标值: 1, 实际值: 1, 单位: 个, 方向: ≥, 分值: 10}
  - {一级: 产出指标, 二级: 质量指标, 三级: 工程质量, 目标值: 合格, 实际值: 合格, 分值: 10,
     等级: 达成, 得分: 10}
  - {一级: 产出指标, 二级: 时效指标, 三级: 年度资金支付完成率, 目标值: 100%, 实际值: 100%, 方向: ≥, 分值: 10}
  - {一级: 产出指标, 二级: 成本指标, 三级: 资金执行, 目标值: 在预算以内, 实际值: 在预算以内, 分值: 10,
     等级: 达成, 得分: 10}
  - {一级: 效益指标, 二级: 经济效益指标, 三级: 全市度汛, 目标值: 安全, 实际值: 安全, 分值: 10,
     等级: 达成, 得分: 10}
  - {一级: 效益指标, 二级: 社会效益指标, 三级: 人口财产, 目标值: 不受损失, 实际值: 没有损失, 分值: 10,
     等级: 达成, 得分: 10}
  - {一级: 效益指标, 二级: 可持续影响指标, 三级: 已建工程, 目标值: 良性运行, 实际值: 良性运行, 分值: 10,
     等级: 达成, 得分: 10}
  - {一级: 满意度指标, 二级: 服务对象满意度指标, 三级: 服务对象满意度, 目标值: 90%, 实际值: 100%, 方向: ≥, 分值: 10}
"""


def test_its_marks_are_the_published_ones(tmp_path: Path) -> None:
    made, found = told(PUBLISHED, dept="项目统计: {总数: 1}\n", tmp=tmp_path)
    assert made is not None
    assert said(found) == []
    (sheet,) = made.sheets.sheets
    assert [sheet.execution, *(line.points for line in sheet.lines)] == [10] * 10
    assert (sheet.total, sheet.grade, sheet.unmet) == (100, "优", ())
