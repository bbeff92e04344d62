"""Where in the program a fault of its own happened, told without anything of the user's.

No values, no names of files of the user's, and not the words of the exception, which may quote either.
"""

from __future__ import annotations

import platform
import sys
import traceback
from importlib import metadata
from pathlib import Path
from types import TracebackType

from reportgen import __version__

_LIBRARIES = ("click", "jinja2", "lxml", "msgspec", "openpyxl", "docxtpl", "PyYAML")
_FRAMES = 60  # of each end: a recursion has thousands


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
