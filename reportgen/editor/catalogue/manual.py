"""docs/变量清单.md, written from the same code that reads the templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.editor.catalogue.variables import Variable, filters, variables
from reportgen.editor.templates.shape import ITEM
from reportgen.editor.trial.offered_names import Voice

_HEAD = """\
# 变量清单

本文件由 `reportgen pack vars base --markdown` 生成，请勿手改。
某个套件自己的变量（如它的算式、选项）用 `reportgen pack vars 套件名` 查看。

- 在 Word 模板里写作 `{{ 预算.合计.年初 | 万元 }}`。
- 部门没有填的项须先判断：`{% if 预算.合计.年初 | 已填 %}…{% endif %}`，或加 `| 横线`。
- 名称里有 `[]` 的是列表的各行。表格里用 `{%tr for 行 in 收入表 %}`、`{%tr endfor %}` 包住一行，行内写 `{{ 行.名称 }}`；
  段落用 `{%p for 行 in 履职 %}`、`{%p endfor %}`。
- 单位是 `%` 的是比率，打印时加 `| 百分比`；日期加 `| 日期`。
- 成段文字写作 `{{p 叙述.主要职能 | 正文(3) }}`，单独成段。
- 部门的 `自评` 已算进得分，模板里用 `指标.编号`；`补充` 下的名称由套件在 pack.yaml 的“补充资料”里申报，各套件不同。
- `指标.编号`、`评语.编号` 里的“编号”换成指标的编号，如 `评语.B42`。
"""


def markdown(voice: Voice) -> str:
    """The list of variables and filters of a pack as Markdown."""
    return "\n".join([_HEAD, *_variables(variables(voice)), *_filters()]) + "\n"


def _variables(found: Sequence[Variable]) -> Iterator[str]:
    groups = dict.fromkeys(variable.name.split(".")[0].removesuffix(ITEM) for variable in found)
    singles = [v for v in found if "." not in v.name]
    yield from _table("单个的变量", singles)
    for group in groups:
        own = [v for v in found if v not in singles and v.name.split(".")[0].removesuffix(ITEM) == group]
        if own:
            yield from _table(group, own)


def _table(title: str, rows: Sequence[Variable]) -> Iterator[str]:
    yield from (f"## {title}", "", "| 变量 | 含义 | 单位 | 样例 |", "|---|---|---|---|")
    for row in rows:
        yield f"| `{row.name}` | {_cell(row.meaning)} | {row.unit} | {_cell(row.sample)} |"
    yield ""


def _filters() -> Iterator[str]:
    yield from ("## 过滤器", "", "| 过滤器 | 作用 |", "|---|---|")
    for name, text in filters():
        yield f"| `{name}` | {_cell(text)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
