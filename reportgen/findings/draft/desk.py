"""What is to be written where 整改.yaml was brought up to date: the file, and what is remembered of it."""

from __future__ import annotations

from reportgen.findings.draft import memory
from reportgen.findings.draft.apply import Applied
from reportgen.layout.manuscript import Manuscript, Rewritten


def changes(manuscript: Manuscript, applied: Applied) -> list[Rewritten]:
    """What differs from what stands there, what is remembered first; nothing is made where there is nothing to say."""
    path = manuscript.path
    plan = manuscript.rewritten(applied.text)
    changed = plan.data[0] != plan.data[1] and not (manuscript.content is None and not applied.text.strip())
    text = applied.memory.to_json()
    kept = path.with_name(memory.FILE)
    before = kept.read_bytes() if kept.exists() else None
    remembered = before != text.encode() if before is not None else bool(applied.memory.entries)
    own = Rewritten(kept, (before, text.encode()), ((before or b"").decode(errors="replace"), text))
    return [*([own] if remembered else []), *([plan] if changed else [])]
