"""One change that a person made in a report."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.word.anchors import as_narrative
from reportgen.word.anchors.place import Place
from reportgen.word.returned.regions import Region


@dataclass(frozen=True)
class Edit:
    """One changed text; `doubt` says why a person must confirm it, "" where it is certain.

    `stands` is what was written for it, where that is not what was typed; `parts` are owner, date and outcome of a
    measure that was added.
    """

    place: Place
    before: Region
    after: Region
    doubt: str = ""
    stands: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def mark(self) -> str:
        """What tells whether this very change of this very print was taken over before."""
        return f"{self.after.written}-{as_narrative.digest(self.after.told)}"

    @property
    def removed(self) -> bool:
        """Whether the text was taken out of the report."""
        return not self.after.blocks
