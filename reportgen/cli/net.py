"""The outermost net: a fault of the program itself, told in Chinese, with a file that can be sent."""

from __future__ import annotations

import tempfile

from reportgen.accounts import account


def told(failure: BaseException) -> str:
    """What is said of `failure`: that it is not the user's fault, and which file to send."""
    return told_of(account(failure))


def told_of(text: str) -> str:
    """The same of the account that another process gave."""
    kept = _kept(text)
    where = f"请把文件“{kept}”发给维护者（其中没有您的资料）" if kept else f"请把以下内容发给维护者：\n{text}"
    return f"程序内部出错，不是您的操作有误。\n    → {where}"


def _kept(text: str) -> str | None:
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="reportgen-出错-", suffix=".txt", delete=False
        ) as made:
            made.write(text)
    except (OSError, UnicodeError):
        return None
    return made.name
