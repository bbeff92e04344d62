"""completion: the script by which a shell completes commands, options and the names of packs."""

from __future__ import annotations

import os

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete
from click.shell_completion import add_completion_class as _known

from reportgen.cli import words

VARIABLE = "_REPORTGEN_COMPLETE"  # what a shell sets when it asks
_PROGRAM = "reportgen"


class PowerShellComplete(ShellComplete):
    """PowerShell 5 and later; what names a file is left to PowerShell itself."""

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $line, $cursor)
    $Env:%(complete_var)s = "powershell_complete"
    $Env:COMP_LINE = $line.ToString()
    $Env:COMP_WORD = $word
    %(prog_name)s | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, "ParameterValue", $_)
    }
    Remove-Item Env:%(complete_var)s, Env:COMP_LINE, Env:COMP_WORD
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being typed, and that one."""
        word = os.environ.get("COMP_WORD", "")
        before = click.shell_completion.split_arg_string(os.environ.get("COMP_LINE", ""))[1:]
        return (before[:-1] if word and before[-1:] == [word] else before), word

    def format_completion(self, item: CompletionItem) -> str:
        """A line for PowerShell."""
        return str(item.value)

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What may stand there, files apart."""
        return [item for item in super().get_completions(args, incomplete) if item.type == "plain"]


SHELLS: dict[str, type[ShellComplete]] = {
    "bash": BashComplete,
    "zsh": ZshComplete,
    "fish": FishComplete,
    "powershell": PowerShellComplete,
}


def known() -> None:
    """Let click answer PowerShell too."""
    _known(PowerShellComplete)


@click.command("completion", cls=words.Command)
@click.argument("shell", metavar="bash|zsh|fish|powershell", type=click.Choice([*SHELLS]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """打印 bash、zsh、fish、PowerShell 的补全脚本：按 Tab 补全命令、选项和套件名。"""
    made = SHELLS[shell](context.find_root().command, {}, _PROGRAM, VARIABLE)
    click.echo(made.source_template % made.source_vars(), nl=False)
