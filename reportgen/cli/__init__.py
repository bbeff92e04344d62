"""The command line: one module per group of commands. Exit codes: 0 done, 1 refused, 2 usage."""

from __future__ import annotations

from collections.abc import Sequence

import click
from click.exceptions import NoArgsIsHelpError

from reportgen.cli import absorb, author, draft, inspect, ledger, pack, produce, show, words
from reportgen.diagnostics import Refused

DONE, REFUSED, USAGE = 0, 1, 2


@click.group("reportgen", cls=words.Group)
def commands() -> None:
    """部门整体绩效评价报告：由 dept.yaml 生成 Word 报告、评分表与问题清单。"""


for command in (
    produce.build,
    draft.draft,
    absorb.absorb,
    ledger.ledger,
    inspect.score,
    inspect.explain,
    author.new,
    author.schema,
    pack.pack,
):
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """`reportgen …` and `python -m reportgen …`."""
    return run(commands, arguments, "reportgen")


def build(arguments: Sequence[str] | None = None) -> int:
    """`python build.py dept.yaml`."""
    return run(produce.build, arguments, "build.py")


def run(command: click.Command, arguments: Sequence[str] | None, name: str) -> int:
    """Run `command`; every refusal and every usage error is told in Chinese, never as a traceback."""
    errors = show.console(error=True)
    try:
        code = command.main(arguments, prog_name=name, standalone_mode=False)
    except Refused as refusal:
        show.diagnostics(refusal.diagnostics, errors)
        errors.print("未生成任何文件。")
        return REFUSED
    except click.UsageError as failure:
        if isinstance(failure, NoArgsIsHelpError):
            errors.print(failure.format_message(), markup=False)
        else:
            errors.print(words.usage_error(failure), markup=False)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        errors.print("已中止。")
        return REFUSED
    return code if isinstance(code, int) else DONE
