"""The command line: one module per group of commands. Exit codes: 0 done, 1 refused, 2 usage."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from reportgen import __version__
from reportgen.cli import produce, show, words
from reportgen.cli.session import refusals
from reportgen.cli.session.refusals import REFUSED, USAGE
from reportgen.cli.words import Later

__all__ = ["DONE", "REFUSED", "USAGE", "build", "commands", "main", "run"]

DONE = 0
_UNHURRIED = 1_000_000  # objects; Python looks at every 700, a tenth of the time of a command that keeps all it makes

commands = words.CommandGroup(
    "reportgen",
    help="部门整体绩效评价报告：由 dept.yaml 生成 Word 报告、评分表与问题清单。",
    later={
        "absorb": Later(
            "reportgen.cli.absorb",
            "absorb",
            "把在 Word 或 WPS 里改过的问题、原因、措施，或填好的整改台账，写回整改.yaml，叙述写回 DEPT.YAML。",
        ),
        "audit": Later(
            "reportgen.cli.audit",
            "audit",
            "核查一份写好的报告（.docx、.pdf、.txt）：数字是否算得出、前后是否一致、扣分是否有问题。",
        ),
        "build": Later(
            "reportgen.cli.produce", "build", "由 DEPT.YAML 生成部门整体绩效评价报告（.docx）和评价结果.json。"
        ),
        "cache": Later(
            "reportgen.cli.cache", "cache", "显示缓存的位置和大小；cache clear 清空缓存。缓存只为提速，随时可以删除。"
        ),
        "check": Later(
            "reportgen.cli.check",
            "check",
            "核查 DEPT.YAML、整改.yaml 和将生成的报告，不写任何文件；有错误时退出码为 1。",
        ),
        "completion": Later(
            "reportgen.cli.session.completion",
            "completion",
            "打印 bash、zsh、fish、PowerShell 的补全脚本：按 Tab 补全命令、选项和套件名。",
        ),
        "draft": Later(
            "reportgen.cli.draft",
            "draft",
            "写成或更新 DEPT.YAML 旁的整改.yaml：每处扣分一个条目，改过的文字保留，数字变了的标出。",
        ),
        "explain": Later(
            "reportgen.cli.inspect",
            "explain",
            "说明一个指标、指标的一部分（名称或编号）或一个算式：代入的数、数所在的行、档次、得分与依据。",
        ),
        "import": Later(
            "reportgen.cli.tables",
            "import_",
            "从部门决算、预算公开表（.xlsx、.xls、.ods、.pdf）取数，写入 DEPT.YAML，记下每个数的来源。",
        ),
        "ledger": Later(
            "reportgen.cli.ledger",
            "ledger",
            "由 DEPT.YAML 和整改.yaml 生成整改台账（.xlsx）：问题、扣分、措施、责任科室、时限、成果和整改状态。",
        ),
        "new": Later(
            "reportgen.cli.author",
            "new",
            "新建一份待填的 DEPT.YAML、Excel 填报表（.xlsx）或写叙述的 Word 文件（.docx）：列出套件要用的全部字段。",
        ),
        "overall": Later(
            "reportgen.cli.overall",
            "overall",
            "由 DEPT.YAML 生成部门整体支出绩效自评表（.docx）：资金、年度总体目标、各指标的完成值、得分和偏差原因。",
        ),
        "pack": Later("reportgen.cli.packs", "pack", "区县套件：新建、检查、查看、比较、预览、变量清单。"),
        "schema": Later(
            "reportgen.cli.author",
            "schema",
            "打印资料、评价结果.json、项目自评表或套件文件的 JSON Schema（中文键名、口径、单位），供编辑器和程序使用。",
        ),
        "returned": Later(
            "reportgen.cli.returned",
            "returned",
            "核对收回的报告和整改台账：各部门报了没有，哪份与资料不同、在哪里，哪份早于资料，哪个文件不属于任何部门。",
        ),
        "summary": Later(
            "reportgen.cli.summary",
            "summary",
            "汇总文件夹里各部门的评价结果.json：排名、指标得分率、共性问题、人工评分、整改台账、未报，附图表。",
        ),
        "score": Later("reportgen.cli.inspect", "score", "显示 DEPT.YAML 的评分表、总分与等级；缺什么资料一并列出。"),
        "serve": Later(
            "reportgen.cli.serve",
            "serve",
            "在浏览器里填报、看分、整改、出报告：打开文件夹里各部门的资料，只在本机，不联网。",
        ),
        "take": Later(
            "reportgen.cli.forms",
            "take",
            "把填好的填报表（.xlsx、.xls、.ods）和叙述（.docx）写入 DEPT.YAML：先列出改动，原有内容不丢。",
        ),
        "workings": Later(
            "reportgen.cli.workings",
            "workings",
            "由 DEPT.YAML 生成计算底稿（.xlsx）：算式、档次和得分都是公式，改一个数，得分跟着变，并与评分表逐项核对。",
        ),
    },
)
click.version_option(__version__, message="reportgen %(version)s", help="显示版本号")(commands)


def main(arguments: Sequence[str] | None = None) -> int:
    """`reportgen …` and `python -m reportgen …`."""
    if "_REPORTGEN_COMPLETE" in os.environ:
        from reportgen.cli.session import completion  # noqa: PLC0415 - a shell asks

        completion.known()
    return run(commands, arguments, "reportgen")


def build(arguments: Sequence[str] | None = None) -> int:
    """`python build.py dept.yaml`."""
    return run(produce.build, arguments, "build.py")


def run(command: click.Command, arguments: Sequence[str] | None, name: str) -> int:
    """Run `command`; every refusal and every usage error is told in Chinese, never as a traceback."""
    try:
        with garbage_waits():
            code = command.main(arguments, prog_name=name, standalone_mode=False)
    except (Exception, KeyboardInterrupt) as failure:
        return refusals.told(failure, show.Out(error=True))
    return code if isinstance(code, int) else DONE


@contextmanager
def garbage_waits() -> Iterator[None]:
    """Cycles of objects are looked for seldom: most commands end before one is worth it.

    Nor are they when the process ends and all its memory goes: that took a tenth of a build's time.
    """
    atexit.register(gc.freeze)
    before = gc.get_threshold()
    gc.set_threshold(_UNHURRIED, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
