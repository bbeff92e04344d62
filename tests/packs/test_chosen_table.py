"""The score table in chosen columns as a report prints it: merged, with a head, a total and what each mark rests on."""

from __future__ import annotations

import pytest
from sample import answered, changed, evaluated, inputs

from reportgen import pipeline, word
from reportgen.evaluation import Evaluation
from reportgen.packs.table_columns import ScoreColumn
from reportgen.score_cells import chosen_table
from reportgen.values import replace

ELEVEN = ("名称", "指标说明", "评分标准", "分值", "目标值", "实际值", "完成率", "得分")
ELEVEN = (*ELEVEN, "扣分说明", "偏差原因及改进措施", "佐证")


def in_columns(evaluation: Evaluation, *columns: ScoreColumn | str) -> Evaluation:
    made = tuple(ScoreColumn(name=one) if isinstance(one, str) else one for one in columns)
    return replace(evaluation, words=replace(evaluation.words, columns=made))


def row_of(evaluation: Evaluation, code: str) -> dict[str, str]:
    table = chosen_table(evaluation)
    at = [row.code for row in evaluation.exhibits.scores.rows].index(code)
    return {cell.column: cell.text for cell in table.rows[at]}


def test_a_row_says_target_actual_and_why_points_were_lost() -> None:
    evaluation = in_columns(evaluated(inputs()), *ELEVEN)
    lost = next(node.mark for node in evaluation.scorecard.nodes if node.mark and node.mark.lost and node.mark.used)
    told = row_of(evaluation, lost.code)
    assert told["得分"] != told["分值"]
    assert "（扣" in told["扣分说明"]
    assert "措施：" in told["偏差原因及改进措施"]
    assert told["实际值"] not in ("", "—")
    whole = next(node.mark for node in evaluation.scorecard.nodes if node.mark and not node.mark.lost)
    assert row_of(evaluation, whole.code)["扣分说明"] == "—"


def test_the_last_row_has_the_total_the_grade_and_how_it_came_about() -> None:
    evaluation = in_columns(evaluated(inputs()), "名称", "评分标准", "分值", "得分", "扣分")
    last = {cell.column: cell.text for cell in chosen_table(evaluation).total}
    card = replace(evaluation.scorecard, notes=("获表彰，加2分",))
    assert (last["一级指标"], last["分值"], last["得分"], last["扣分"]) == ("总分", "100", "94.94", "5.06")
    told = {cell.column: cell.text for cell in chosen_table(replace(evaluation, scorecard=card)).total}
    assert told["评分标准"].endswith("获表彰，加2分")


def test_what_a_department_writes_goes_before_what_the_framework_says() -> None:
    mine = answered(inputs(), B12={"列": {"责任人": "财务科"}})
    framework = mine.pack.framework
    own = replace(framework.indicators["B11"], columns={"责任人": "办公室"})
    framework = replace(framework, indicators={**framework.indicators, "B11": own})
    mine = replace(mine, pack=replace(mine.pack, framework=framework))
    evaluation = in_columns(evaluated(mine), "名称", "得分", ScoreColumn(name="责任人", filled=True))
    assert [row_of(evaluation, code)["责任人"] for code in ("B11", "B12", "B13")] == ["办公室", "财务科", "—"]


@pytest.mark.parametrize("switch", [False, True])
def test_the_report_prints_the_table_in_its_columns(switch: bool) -> None:
    mine = inputs()
    evaluation = evaluated(changed(mine, options={"评分表来历": True}) if switch else mine)
    evaluation = evaluation if switch else in_columns(evaluation, *ELEVEN)
    made, found = pipeline.render(evaluation, mine.pack)
    assert not [d for d in found if d.code.startswith("K7")]
    lines = word.outline(made).splitlines()
    heads = [cell.column for cell in chosen_table(evaluation).total]
    at = next(i for i, line in enumerate(lines) if f"| {' | '.join(heads)} |" in line)
    rows = [line for line in lines[at + 1 :] if line.startswith("| ")]
    assert len(rows) >= len(evaluation.exhibits.scores.rows) + 1
    assert rows[1].startswith("|  |"), "the cells of one indicator are merged"
    assert any(line.startswith("| 总分 |") for line in rows)
    if switch:
        assert any("÷" in line for line in rows), "a reviewer sees how a figure came about"
