"""The small pack with a one-page report.docx, and the dept.yaml of a small department."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from docx_parts import docx, paragraph
from small import PACK

from reportgen import pipeline
from reportgen.packs import pack as packs
from reportgen.pipeline import Press

TEMPLATE = (
    ("{{ 部门.全称 }}{{ 年度 }}年度报告", ""),
    ("基本情况", "H1"),
    ("{{p 叙述.主要职能 | 正文(3) }}", ""),
    ("在编{{ 人员.在编 }}人，劳务派遣{{ 人员.劳务派遣 }}人，编外率{{ 计算.编外率 | 百分比 }}。", "Body"),
    ("资产管理", "H2"),
    ("{{p 叙述.资产管理 | 正文(3) }}", ""),
    ("存在的问题和改进措施", "H1"),
    ("{%p for 问 in 问题 %}", ""),
    ("{{ 问.标题 }}", "H2"),
    ("{{ 问.描述 }}“{{ 问.指标[0] }}”扣{{ 问.扣分 | 分 }}分。", "Body"),
    ("{%p if 问.原因 or 草稿 %}", ""),
    ('主要原因：{{ 问.原因 or "【待填：主要原因】" }}', "Body"),
    ("{%p endif %}", ""),
    ("针对“{{ 问.标题 }}”", "H3"),
    ("{%p for 项 in 问.整改措施 %}", ""),
    (
        "{{ loop.index | 中文数 }}是{{ 项.措施 | 句 }}。"
        "（责任科室：{{ 项.责任科室 or '待定' }}；完成时限：{{ 项.时限 or '待定' }}"
        "{% if 项.成果 %}；成果：{{ 项.成果 | 句 }}{% endif %}）",
        "Body",
    ),
    ("{%p endfor %}", ""),
    ("{%p endfor %}", ""),
    ("报告完毕。", "Body"),
)
DEPT = """\
套件: small
年度: 2021
部门: {{全称: 某区某局}}
人员: {{在编: 20, 劳务派遣: {outsiders}}}  # 年末数
自评: {{A2: {{数量: {slips}}}}}
叙述:
  # 职能照三定方案写
  主要职能: |
    负责甲事项。

    负责乙事项。
  资产管理: |
    资产由**专人**登记。

    1. 每季度盘点。
    2. 年末核对。
"""


def written(root: Path) -> None:
    """The small pack under `root`."""
    at = root / "small"
    at.mkdir(parents=True)
    for name, text in PACK.items():
        (at / name).write_text(text, "utf-8")
    (at / "report.docx").write_bytes(docx("".join(paragraph(text, style) for text, style in TEMPLATE)))


@cache
def press() -> Press:
    """The press of the small pack."""
    with TemporaryDirectory() as folder:
        written(Path(folder))
        return pipeline.press(packs.load("small", (Path(folder),))[0])
