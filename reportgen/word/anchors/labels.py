"""What the controls of one document and their bookmarks are called, and what stands in them."""

from __future__ import annotations

import hashlib
import zlib

from reportgen.patterns import regex
from reportgen.values import Changing, Frozen, field
from reportgen.word.anchors import as_narrative
from reportgen.word.anchors.place import LONGEST_TAG

BOOKMARK = regex(r"rg_([0-9a-f]{10})_([0-9a-f]{12})")


def hashed(tag: str) -> str:
    """What stands for `tag` in the name of its bookmark."""
    return hashlib.sha256(tag.encode()).hexdigest()[:10]


class Label(Frozen):
    """The tag of a control and its number, the number of its bookmark and its name."""

    tag: str
    control: int
    bookmark: int
    name: str


class Labels(Changing):
    """The labels of a document; `next_id` is the next free number for a bookmark, `ids` are those of its controls.

    `digests` tells of the text in each control, by its tag.
    """

    next_id: int
    ids: set[int]
    used: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def tag(self, name: str) -> str:
        """The tag for a further control of `name`: the same text may be printed twice."""
        self.used[name] = self.used.get(name, 0) + 1
        number = f"#{self.used[name]}" if self.used[name] > 1 else ""
        return name[: LONGEST_TAG - len(number)] + number

    def label(self, tag: str, told: str) -> Label:
        """The label of the control `tag`, in which stands what `told` says."""
        self.digests[tag] = as_narrative.digest(told)
        self.next_id += 1
        return Label(tag, self._control(tag), self.next_id - 1, f"rg_{hashed(tag)}_{self.digests[tag]}")

    def _control(self, tag: str) -> int:
        number = zlib.crc32(tag.encode()) & 0x7FFFFFFF or 1
        while number in self.ids:
            number = number % 0x7FFFFFFF + 1
        self.ids.add(number)
        return number
