"""整改.yaml written back only if nobody else has touched it, and what is remembered of it."""

from __future__ import annotations

from reportgen import files
from reportgen.diagnostics import Position, Refused, error
from reportgen.findings.draft import memory
from reportgen.findings.draft.apply import Applied
from reportgen.findings.rectification import FILE
from reportgen.layout.manuscript import Manuscript


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
