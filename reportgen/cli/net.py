"""The outermost net: a fault of the program itself, told in Chinese, with a file that can be sent.

The file says where in the program it happened, and nothing of what was being read: no values, no names of files of the
user's, and not the words of the exception, which may quote either.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from importlib import metadata
from pathlib import Path
from types import TracebackType

from reportgen import __version__

_LIBRARIES = ("click", "jinja2", "lxml", "msgspec", "openpyxl", "docxtpl", "PyYAML")
_FRAMES = 60  # of each end: a recursion has thousands


def told(failure: BaseException) -> str:
    """What is said of `failure`: that it is not the user's fault, and which file to send."""
    kept = _kept(account(failure))
    where = (
        f"请把文件“{kept}”发给维护者（其中没有您的资料）" if kept else f"请把以下内容发给维护者：\n{account(failure)}"
    )
    return f"程序内部出错，不是您的操作有误。\n    → {where}"


def account(failure: BaseException) -> str:
    """Versions, system, and the places in the program through which `failure` came."""
    lines = [f"reportgen {__version__}", f"Python {platform.python_version()} {platform.platform()}"]
    lines += [f"{name} {_version(name)}" for name in _LIBRARIES]
    seen: list[BaseException] = []
    cause: BaseException | None = failure
    while cause is not None and cause not in seen:
        seen.append(cause)
        lines += ["", type(cause).__name__, *_places(cause.__traceback__)]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def _places(trace: TracebackType | None) -> list[str]:
    frames = [f"  {_inside(f.f_code.co_filename)}:{n} {f.f_code.co_name}" for f, n in traceback.walk_tb(trace)]
    return frames if len(frames) <= 2 * _FRAMES else [*frames[:_FRAMES], "  …", *frames[-_FRAMES:]]


def _inside(file: str) -> str:
    """The last parts of the name of a file of the program's; nothing of where it is installed."""
    parts = Path(file).parts
    if "reportgen" in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index("reportgen") :])
    return "/".join(parts[-2:]) if file.startswith((sys.prefix, sys.base_prefix)) else "?"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "?"


def _kept(text: str) -> str | None:
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="reportgen-出错-", suffix=".txt", delete=False
        ) as made:
            made.write(text)
    except (OSError, UnicodeError):
        return None
    return made.name
