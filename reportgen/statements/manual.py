"""docs/核查手册.md: every code with what, why, example, how to settle and how to silence."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.statements.codes import CODES, KINDS, Code

_HEAD = """# 核查手册

（本手册由 `python -m reportgen.statements.manual > docs/核查手册.md` 生成，请勿手改。）

`build`、`check` 核查自己的资料和报告，`audit` 核查任何写好的报告（.docx、.pdf、.txt）。
每条核查意见有代码、级别、位置、原文、应为和说明。

## 三个级别

| 级别 | 含义 | 对生成报告的影响 |
|---|---|---|
| 错误 | 四舍五入也解释不了：合计、比率、得分算不出来，部分用了整体的数 | 不生成正式报告，除非写明理由（见下） |
| 警告 | 尾数不符、前后不一、年份、名称、单位、褒贬、个数，请核对 | 照常生成 |
| 提示 | 形式和文字 | 照常生成 |

## 核对过、不需要改的

在 dept.yaml 里写 `核查`，照抄核查意见的代码（印在意见末尾的括号里）、位置和原文，并写明理由。
原文改了，这一条就不再起作用，生成时会提醒。

```yaml
核查:
  - 代码: K212
    位置: 资产.总额
    原文: 9899.86少于9909.86
    理由: 总额与四个分项都照公开报告填写，相差 10.00 万元
```

已说明的意见改列为提示，理由一直看得见。
叙述中的意见，位置写 `叙述.人员管理` 这样的字段名。`audit` 只读报告，不读 `核查`。
"""


def text() -> str:
    """The whole manual."""
    parts = [_HEAD]
    for kind, name in KINDS.items():
        parts.append(f"## {kind} {name}\n")
        parts += [_told(code, about) for code, about in sorted(CODES.items()) if code.startswith(kind)]
    return "\n".join(parts)


def _told(code: str, about: Code) -> str:
    return "\n".join(_lines(code, about)) + "\n"


def _lines(code: str, about: Code) -> Iterator[str]:
    yield f"### {code} {about.title}（{about.levels}）\n"
    yield f"- 为什么：{about.why}。"
    yield f"- 例：{about.example}。"
    yield f"- 怎样处理：{about.settle}。"


if __name__ == "__main__":
    import sys

    sys.stdout.write(text())
