"""Any text at all gives remarks, never an exception, and what they quote stands there."""

from hypothesis import given
from hypothesis import strategies as st

from reportgen.statements import Ground, look
from reportgen.statements.lines import read
from reportgen.statements.outlines import read_outline

SIGNS = "0123456789.,%％，。；：、（）()《》“”\t\n |#"
UNITS = "万元 亿元 元 个 项 其中 包括 分别为 增长 占 执行率 预算 实际支出 合计 小计"
NAMES = "2031年 一季度 三公经费 项目支出 基本支出 我局 得分 三级指标 100 12.34 （1） 一、 问题"
PIECES = st.sampled_from([*SIGNS, *UNITS.split(), *NAMES.split()])


@given(st.lists(PIECES, max_size=120).map("".join))
def test_any_text(text):
    for report in (read(text), read_outline(text)):
        words = "\n".join(p.text for p in report.paragraphs)
        cells = " ".join(cell for table in report.tables for row in table.rows for cell in row.cells)
        for remark in look(report, Ground()):
            assert (
                remark.quote in words or set(remark.quote.split(" ")) <= set(cells.split(" ")) or remark.code == "K907"
            )
