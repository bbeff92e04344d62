"""How a row of 效果指标 is printed: the target that was set last, and no unit twice."""

import pytest

from reportgen.facts.records.results import Effect
from reportgen.report import _effect


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ({"目标值": "2000", "实际值": "1800", "单位": "亩"}, "2000 1800 亩"),
        ({"目标值": "1.2万亩", "实际值": "9000", "单位": "亩"}, "1.2万亩 9000亩 None"),
        ({"目标值": "1.2万亩", "调整目标值": "1万亩", "实际值": "9", "单位": "亩"}, "1万亩（由1.2万亩调整） 9亩 None"),
        ({"目标值": "印发", "调整目标值": "送审", "实际值": "已送审"}, "送审（由印发调整） 已送审 None"),
        ({"目标值": "印发", "实际值": "已印发", "单位": "件"}, "印发 已印发 件"),
        ({"目标值": "95%", "实际值": "96.2%"}, "95% 96.2% None"),
        ({"目标值": "5%", "实际值": "-1.2%"}, "5% －1.2% None"),
        ({"目标值": "0", "实际值": "-3", "单位": "件"}, "0件 －3件 None"),
    ],
)  # fmt: skip
def test_an_effect_is_printed_with_one_unit(row: dict[str, str], printed: str) -> None:
    made = _effect(Effect.from_data({"名称": "某指标", **row}))
    assert f"{made['目标值']} {made['实际值']} {made['单位']}" == printed
