"""A pack of two indicators and a department, so small that a test can show 整改.yaml before and after."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import pipeline
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.facts import department as departments
from reportgen.facts.records.answer import Answer
from reportgen.facts.source import parse
from reportgen.findings import rectification
from reportgen.findings.draft.apply import Counts, apply
from reportgen.findings.draft.memory import Memory
from reportgen.findings.draft.plan import plan
from reportgen.packs import pack as packs
from reportgen.pipeline import Inputs
from reportgen.values import replace

PACK = {
    "pack.yaml": """名称: 小套件
报告名: 报告
评分表名: 表
称谓: {区: 区, 领导机关: 区委, 财政部门: 财政局, 主体: 部门}
核查: {原始资料: {人员: 年末人员名册}}
""",
    "formulas.yaml": "算式:\n  编外率: 人员.劳务派遣 ÷ 人员.在编\n",
    "framework.yaml": """名称: 框架
评分表名: 表
等级: [{等级: 优, 下限: 90}, {等级: 差, 下限: 0}]
指标:
  A1:
    名称: 编外人员
    分值: 60
    规则:
      类型: 分档
      取值: 编外率
      方向: 越低越好
      档: [{区间: ≤10%, 得分: 60}, {区间: "(10%, 50%]", 得分: 40}, {区间: ">50%", 得分: 0}]
  A2:
    名称: 预算编制
    分值: 40
    规则: {类型: 计数扣分, 名目: 差错, 每项扣: 10}
""",
    "wording.yaml": """措辞:
  A1:
    问题标题: 编外人员{{ 方向 }}
    问题描述: 编外率为{{ 计算.编外率 | 百分比 }}。
    常见原因: [{原因: 任务增加而编制没有增加, 适用: 编制已满}]
    整改措施:
      - {措施: "以{{ 人员.劳务派遣 }}人为上限。", 成果: 控制表, 时限: "{{ 年度 + 1 }}年6月底前"}
      - {措施: "{% if 计算.编外率 > 0.5 %}每月{% else %}每季度{% endif %}核对一次。", 时限: "{{ 年度 + 1 }}年9月底前"}
    评语: {满分: 好。, 失分: 差。}
  A2:
    问题标题: 预算编制有差错
    问题描述: 差错{{ 失分点[0].实际 }}。
    整改措施: [{措施: 逐项核对。, 时限: "{{ 年度 + 1 }}年3月底前"}]
    评语: {满分: 好。, 失分: 差。}
""",
}
DEPT = "套件: small\n年度: 2021\n部门: {全称: 某区某局}\n人员: {在编: 20, 劳务派遣: 8}\n自评: {A2: {数量: 0}}\n"


@cache
def base(more: str = "") -> Inputs:
    """The small pack, `more` at the end of its wording.yaml: A1 loses 20 points (8 ÷ 20 = 40.00%), A2 none."""
    root = Path(tempfile.mkdtemp())
    (root / "small").mkdir()
    for name, text in PACK.items():
        (root / "small" / name).write_text(text + (more if name == "wording.yaml" else ""), "utf-8")
    department, source, found = departments.parse(DEPT, "dept.yaml")
    pack, _ = packs.load("small", (root,))
    assert department, found
    assert source
    return Inputs(department, source, rectification.Rectification(), source, pack)


def given(outsiders: int | None = 8, slips: int = 0, year: int = 2021, more: str = "") -> Inputs:
    """The small department with other figures; None: not given."""
    inputs = base(more)
    staff = replace(inputs.department.staff, dispatched=outsiders)
    answers = {"A2": Answer.from_data({"数量": slips})}
    update = {"staff": staff, "answers": answers, "year": year}
    return replace(inputs, department=replace(inputs.department, **update))


def ok(slips: int):
    """The small department without loss on A1."""
    return given(outsiders=2, slips=slips)


@dataclass
class Desk:
    """整改.yaml, and what the tool remembers of it, as files would hold them."""

    text: str = ""
    memory: Memory = field(default_factory=Memory)
    counts: Counts | None = None

    def inputs(self, inputs: Inputs) -> Inputs:
        """`inputs` with this 整改.yaml."""
        people, source, found = rectification.interpret(*parse(self.text, "整改.yaml"))
        if people is None or errors(found):
            raise Refused(found)
        return replace(inputs, people=people, people_source=source, memory=self.memory)

    def draft(self, inputs: Inputs) -> list[Diagnostic]:
        """Bring the file up to date; what is told about it."""
        mine = self.inputs(inputs)
        ready = pipeline.assess(mine, draft=True)
        planned = plan(ready.author, mine.people, mine.people_source, mine.memory)
        applied = apply(planned, self.text)
        self.text = applied.text
        self.memory = Memory.from_json(applied.memory.to_json())
        self.counts = applied.counts
        return planned.told()

    def change(self, *pairs: tuple[str, str]) -> None:
        """What a person types: each text replaced once."""
        for old, new in pairs:
            assert old in self.text, f"{old!r} not in\n{self.text}"
            self.text = self.text.replace(old, new, 1)

    @property
    def data(self) -> Any:
        """The file's content."""
        source, _ = parse(self.text, "整改.yaml")
        return source.data if source else {}
