"""整改.yaml on disk: read with its encoding and line ends, and written back only if nobody else has touched it."""

from __future__ import annotations

import codecs
from pathlib import Path

from reportgen import files
from reportgen.diagnostics import Position, Refused, error
from reportgen.facts.dialect.decoding import decode
from reportgen.facts.source import load, ordinary
from reportgen.findings.draft import memory
from reportgen.findings.draft.apply import Applied
from reportgen.findings.rectification import FILE
from reportgen.values import Frozen


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


def read(folder: Path, name: str = FILE) -> Manuscript:
    """整改.yaml, or the file `name`, in `folder`; raises Refused where it is no text."""
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


def save(manuscript: Manuscript, applied: Applied) -> bool:
    """Write what changed; whether 整改.yaml did. Raises Refused where somebody saved the file meanwhile."""
    path = manuscript.path
    now = path.read_bytes() if path.exists() else None
    if now != manuscript.content:
        message = f"“{FILE}”在更新过程中被人保存过，本次未作任何改动"
        raise Refused([error("changed-meanwhile", message, "请再运行一次", Position(str(path)))])
    new = manuscript.encoded(applied.text)
    changed = new != manuscript.content and not (manuscript.content is None and not applied.text.strip())
    written = {path: new} if changed else {}
    remembered = applied.memory.to_json().encode()
    kept = path.with_name(memory.FILE)
    if (remembered != kept.read_bytes()) if kept.exists() else applied.memory.entries:
        written[kept] = remembered
    with files.alone(files.homes(written)):
        files.put(written)
    return changed
