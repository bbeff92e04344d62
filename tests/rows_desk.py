"""A department whose own rows are indicators: the sample of hunan-demo, its pack listing them row by row."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from sample import COMPACT, read_inputs, shipped

from reportgen.packs.pack import Pack
from reportgen.pipeline import Inputs
from reportgen.values import replace

D = Decimal
SAMPLE = COMPACT / "hunan-demo-2022"
ROWS = """\
效果指标:
  - {名称: 改善灌溉面积, 维度: 经济效益, 目标值: 2000, 实际值: 1800, 单位: 亩, 方向: ≥, 分值: 3}
  - {名称: 水质达标率, 编号: 水质, 维度: 社会效益, 目标值: 95%, 实际值: 96.2%, 方向: ≥, 分值: 3}
  - {名称: 水库险情起数, 维度: 社会效益, 目标值: 0, 实际值: 1, 单位: 起, 方向: ≤, 分值: 3}
  - {名称: 生态流量方案, 维度: 生态效益, 目标值: 印发, 实际值: 年底印发, 分值: 3__}

"""


def dept_text(words: str = "", answers: str = "") -> str:
    """dept.yaml with four own rows; `words` is what the one in words says of itself, `answers` more under 自评."""
    text = (SAMPLE / "dept.yaml").read_text("utf-8")
    start, end = text.index("效果指标:"), text.index("信访:")
    text = text[:start] + ROWS.replace("__", f", {words}" if words else "") + text[end:]
    return text.replace("\n自评:\n", f"\n自评:\n{answers}")


@cache
def listed(shown: bool = True, above: str = "") -> Pack:
    """The pack with every row of X21 an indicator, unless they are summed up."""
    pack = shipped("hunan-demo")
    own = pack.framework.indicators["X21"]
    assert own.rule is not None
    rule = own.rule.to_data() | {"逐行列示": "是" if shown else "否"} | ({"异常": {"高于": above}} if above else {})
    made = replace(own, rule=type(own.rule).from_data(rule))
    return replace(pack, framework=replace(pack.framework, indicators={**pack.framework.indicators, "X21": made}))


def written(folder: Path, text: str, shown: bool = True) -> Path:
    """The file of such a department, with what was written of its problems."""
    path = folder / "dept.yaml"
    path.write_text(text, "utf-8")
    people = (SAMPLE / "整改.yaml").read_text("utf-8")
    (folder / "整改.yaml").write_text(people.replace("[X21]", "[X21-1]" if shown else "[X21]"), "utf-8")
    return path


def inputs_of(path: Path, shown: bool = True, above: str = "") -> Inputs:
    """Everything about the department at `path`; a completion `above` that is unusual."""
    return read_inputs(path, listed(shown, above))
