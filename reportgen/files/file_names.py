"""Names of files made from data: good on Windows, macOS and Linux, and never leading out of the folder."""

from __future__ import annotations

import unicodedata

LONGEST = 255  # bytes of a name, on most systems
_ROOM = 200  # bytes that a name is made of: what is set aside or staged under it gets a longer one
_TAIL = 150
_WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in '<>:"/\\|?*'})
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
_EDGES = " .~\u3000"  # Windows drops dots and spaces at the end; a dot at the beginning hides a file


def safe_name(head: str, tail: str) -> str:
    """`head` and `tail` (with the suffix) as the name of a file.

    Signs that a system forbids become their full-width forms, control characters vanish; `head` is cut where the
    whole would be longer than a system bears, so that what tells two files apart at the end stays.
    """
    end = _cut(_clean(tail)[::-1], _TAIL)[::-1].rstrip(_EDGES)
    start = _cut(_clean(head).lstrip(_EDGES), _ROOM - len(end.encode()))
    name = (start + end).strip(_EDGES) or "_"
    device = name.partition(".")[0].rstrip().upper() in _DEVICES
    return f"_{name}" if device else name


def shortened(name: str, room: int = LONGEST - 40) -> str:
    """`name` cut to `room` bytes at its end."""
    return _cut(name, room)


def too_long(name: str) -> bool:
    """Whether no system takes `name`."""
    return len(name.encode("utf-8", "surrogateescape")) > LONGEST


def _clean(text: str) -> str:
    spaced = " ".join(text.translate(_WIDE).split())
    return "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C")


def _cut(text: str, room: int) -> str:
    """As much of the beginning of `text` as takes `room` bytes in UTF-8."""
    return text.encode("utf-8", "ignore")[: max(0, room)].decode("utf-8", "ignore")
