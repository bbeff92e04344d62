"""评价结果.json: holds everything; the renderer needs no more."""

import json

import pytest
from sample import evaluated, inputs

from reportgen import evaluation as results
from reportgen import pipeline, word
from reportgen.diagnostics import Refused


def test_a_report_drawn_from_the_json_is_the_same_report():
    made = evaluated(inputs())
    again = results.from_json(made.to_json())
    assert again == made
    template = inputs().pack
    assert word.outline(pipeline.render(again, template)[0]) == word.outline(pipeline.render(made, template)[0])


def test_the_json_has_chinese_keys_and_exact_numbers():
    data = json.loads(evaluated(inputs()).to_json())
    assert list(data)[:4] == ["版本", "套件", "套件用语", "部门资料"]
    assert data["部门资料"]["预算"]["合计"]["支出"] == "79260.57"
    assert data["计算"]["编外人员控制率"]["代入"] == "14 ÷ (19 + 14) = 42.42%"
    assert "dept.yaml:" in data["计算"]["编内人数"]["所用数"][0]["位置"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"版本": 1', '"版本": 2', "版本"),
        ('"编号": "B42",\n          "级"', '"编号": "B99",\n          "级"', "报告表"),
    ],
)
def test_a_result_of_another_version_or_with_a_row_of_no_mark_is_refused(old, new, place):
    text = evaluated(inputs()).to_json()
    assert text.count(old) == 1
    with pytest.raises(Refused, match=f"第 1 版的评价结果（{place}）"):
        results.from_json(text.replace(old, new))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"版本": 1}', "不是 JSON"])
def test_what_is_no_result_is_refused(text):
    with pytest.raises(Refused, match="不是本工具第 1 版的评价结果"):
        results.from_json(text)
