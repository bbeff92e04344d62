"""A text file that people edit, read with its encoding and line ends, and written back in them."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path

from reportgen import files
from reportgen.diagnostics import Position, Refused, error
from reportgen.facts.dialect.decoding import decode
from reportgen.facts.source import load, ordinary
from reportgen.values import Frozen


class Rewritten(Frozen):
    """A file as it was read and as it is to be: bytes (None: there was none), and texts with plain line ends."""

    path: Path
    data: tuple[bytes | None, bytes]
    texts: tuple[str, str]


class Manuscript(Frozen):
    """The file as it was read: its bytes (None: there is none), and its text with plain line ends."""

    path: Path
    content: bytes | None
    text: str
    crlf: bool = False

    def encoded(self, text: str) -> bytes:
        """`text` in the encoding and with the line ends of the file."""
        if self.crlf:
            text = text.replace("\n", "\r\n")
        content = self.content or b""
        if content.startswith(codecs.BOM_UTF8):
            return codecs.BOM_UTF8 + text.encode()
        try:
            content.decode()
        except UnicodeDecodeError:
            return text.encode("gb18030")
        return text.encode()

    def rewritten(self, text: str) -> Rewritten:
        """The file with `text` in it."""
        return Rewritten(self.path, (self.content, self.encoded(text)), (self.text, text))


def read(folder: Path, name: str) -> Manuscript:
    """The file `name` in `folder`; raises Refused where it is no text."""
    path = folder / name
    if not path.exists():
        return Manuscript(path, None, "")
    try:
        content = ordinary(path)
    except OSError as failure:
        raise Refused(load(path)[1]) from failure
    text, found = decode(content, str(path))
    if text is None:
        raise Refused(found)
    crlf = 0 < text.count("\n") == text.count("\r\n")
    return Manuscript(path, content, text.replace("\r\n", "\n") if crlf else text, crlf)


def replace(*changes: Rewritten) -> None:
    """Write files in the places of those that were read; raises Refused where somebody saved one meanwhile."""
    unchanged(changes)
    written = {one.path: one.data[1] for one in changes}
    with files.alone(files.homes(written)):
        files.put(written)


def unchanged(changes: Sequence[Rewritten]) -> None:
    """Raise Refused where a file is no longer as it was read."""
    for path, before in ((one.path, one.data[0]) for one in changes):
        if (path.read_bytes() if path.exists() else None) != before:
            message = f"“{path.name}”在此期间被人保存过，本次未写入"
            raise Refused([error("changed-meanwhile", message, "请再试一次", Position(str(path)))])
