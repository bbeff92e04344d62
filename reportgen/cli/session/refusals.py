"""Whatever ends a command before its time, told in Chinese, never as a traceback; the exit code."""

from __future__ import annotations

import errno
import os
import sys

import click
from click.exceptions import NoArgsIsHelpError

from reportgen import system
from reportgen.cli import show, words
from reportgen.diagnostics import Position, Refused, error

REFUSED, USAGE = 1, 2
_OURS = (errno.ENOENT, errno.EISDIR)  # files that people name are looked for by every command


def told(failure: BaseException, errors: show.Out) -> int:
    """Say what `failure` means; the exit code of a command that it ended."""
    match failure:
        case Refused():
            show.diagnostics(failure.diagnostics, errors)
            written = "、".join(failure.written)
            errors.print(f"已写入：{written}；其余未写入。" if written else "未生成任何文件。")
        case NoArgsIsHelpError():
            errors.print(failure.format_message())
        case click.UsageError():
            errors.print(words.usage_error(failure))
        case click.Abort() | KeyboardInterrupt():
            errors.print("已中止。")
        case BrokenPipeError():  # who read what is printed has gone, as `| head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        case _:
            errors.print(_unmet(failure))
    return USAGE if isinstance(failure, click.UsageError) else REFUSED


def _unmet(failure: BaseException) -> str:
    """What no command met: the system refused a file (too long a name, a disk that is gone), or a fault of ours."""
    if isinstance(failure, OSError) and failure.filename and system.known(failure) and failure.errno not in _OURS:
        at = Position(str(failure.filename))
        return f"{error('system', system.why(failure), system.advice(failure), at)}\n未完成。"
    from reportgen.cli import net  # noqa: PLC0415 - never needed

    return net.told(failure)
