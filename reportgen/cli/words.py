"""click in Chinese: headings, help and usage errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from reportgen.diagnostics import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Command(click.Command):
    """A command whose help and refusals are Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allow_extra_args = True  # so that the refusal of extra arguments is ours, in Chinese

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, unless arguments are left over."""
        if ctx.args:
            raise click.UsageError(f"多余的参数：{' '.join(ctx.args)}", ctx)
        return super().invoke(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法, the text, 选项."""
        _write_help(self, ctx, formatter)


def packs(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """The names of packs that begin as `begun` does, for a shell that completes them."""
    from reportgen.pipeline import pack_roots  # noqa: PLC0415 - a shell asks

    found = {path.parent.name for root in pack_roots() for path in root.glob("*/pack.yaml")}
    return sorted(name for name in found if name.startswith(begun))


class Later(NamedTuple):
    """A command that is imported when it is called: its module, its name there, its line in the help of the group."""

    module: str
    name: str
    line: str


class CommandGroup(click.Group):
    """A group of commands whose help is Chinese; it imports a command only to run it or to show its help."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, later: Mapping[str, Later], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(self.later)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if (found := self.later.get(cmd_name)) is None:
            return None
        command: click.Command = getattr(import_module(found.module), found.name)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, none of them imported; then the options of the group."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - a shell asks

        begun = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        found = [CompletionItem(name, help=self.later[name].line) for name in begun]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法, the text, 选项, 命令."""
        _write_help(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, self.later[name].line) for name in self.list_commands(ctx)])


def _write_help(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    usage = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
    formatter.write_usage(ctx.command_path, usage, prefix="用法：")
    command.format_help_text(ctx, formatter)
    rows = [row for p in command.get_params(ctx) if (row := p.get_help_record(ctx))]
    with formatter.section("选项"):
        formatter.write_dl([("--help", "显示本说明") if names == "--help" else (names, text) for names, text in rows])


def usage_error(failure: click.UsageError) -> str:
    """What is wrong with the command line, and where help is."""
    tail = f"\n    → 用法见：{failure.ctx.command_path} --help" if failure.ctx else ""
    return f"用法错误：{_reason(failure)}{tail}"


def _reason(failure: click.UsageError) -> str:
    match failure:
        case click.NoSuchOption():
            return f"没有选项 {failure.option_name}。{did_you_mean(failure.option_name, _options(failure.ctx))}"
        case click.NoSuchCommand():
            return f"没有命令“{failure.command_name}”。{did_you_mean(failure.command_name, _commands(failure.ctx))}"
        case click.MissingParameter():
            return f"缺少{_named(failure.param)}"
        case click.BadParameter():
            return f"{_named(failure.param)}的值不可用"
        case click.BadOptionUsage():
            return f"选项 {failure.option_name} 后面缺少值，或不应带值"
    return failure.message


def _options(context: click.Context | None) -> Sequence[str]:
    return [o for p in context.command.params for o in p.opts if o.startswith("-")] if context else []


def _commands(context: click.Context | None) -> Sequence[str]:
    return context.command.list_commands(context) if context and isinstance(context.command, click.Group) else []


def _named(parameter: click.Parameter | None) -> str:
    match parameter:
        case None:
            return "参数"
        case click.Option():
            return f"选项 {parameter.opts[0]}"
    return f"参数 {parameter.metavar or parameter.human_readable_name}"
