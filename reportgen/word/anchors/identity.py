"""Which report a .docx is: hidden document properties that tell department, year, pack and version, and its imprint."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping

from reportgen.values import Frozen, field
from reportgen.word.ooxml import properties
from reportgen.word.ooxml.package import Package

_PREFIX = "reportgen."
_IMPRINT, _DRAFT, _PACK_DIGEST = "印记", "草稿", "套件摘要"


class Imprint(Frozen):
    """What a report was printed from: the figures that its problems speak of, and a digest of every text by its tag."""

    figures: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def packed(self) -> str:
        """It as plain letters; "" where there is nothing to tell."""
        if not self.figures and not self.texts:
            return ""
        told = json.dumps([dict(self.figures), dict(self.texts)], ensure_ascii=False, separators=(",", ":"))
        return base64.b64encode(zlib.compress(told.encode(), 9)).decode()


def _unpacked(packed: str) -> Imprint:
    """The imprint in `packed`; an empty one where it was cut or changed on the way."""
    try:
        figures, texts = json.loads(zlib.decompress(base64.b64decode(packed)))
        return Imprint({str(k): str(v) for k, v in figures.items()}, {str(k): str(v) for k, v in texts.items()})
    except (ValueError, zlib.error, TypeError, AttributeError):
        return Imprint()


class Identity(Frozen):
    """The department, year and pack that a report is about, the version of the program that wrote it, its imprint.

    A `draft`, as a review copy is one too, says so and asks for what is missing. `pack_digest` tells the pack of the
    day from what it became later; "" in the reports of older versions.
    """

    department: str
    year: str
    pack: str
    version: str
    imprint: Imprint = field(default_factory=Imprint)
    draft: bool = False
    pack_digest: str = ""

    def named(self) -> Mapping[str, str]:
        """The properties by their names in the document."""
        packed = self.imprint.packed()
        size = properties.LONGEST
        pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
        own = {"部门": self.department, "年度": self.year, "套件": self.pack, "版本": self.version}
        own |= {_DRAFT: "是"} if self.draft else {}
        own |= {_PACK_DIGEST: self.pack_digest} if self.pack_digest else {}
        return own | {f"{_IMPRINT}{number}": piece for number, piece in enumerate(pieces, 1)}


def write(package: Package, identity: Identity) -> None:
    """Put `identity` among the document properties of `package`."""
    properties.write(package, _PREFIX, identity.named())


def read(package: Package) -> Identity | None:
    """The identity that `package` tells of; None for a document of another origin."""
    found = properties.read(package, _PREFIX)
    pieces = [found[name] for n in range(1, len(found) + 1) if (name := f"{_IMPRINT}{n}") in found]
    imprint = _unpacked("".join(pieces))
    try:
        own = (found["部门"], found["年度"], found["套件"], found["版本"])
        return Identity(*own, imprint, _DRAFT in found, found.get(_PACK_DIGEST, ""))
    except KeyError:
        return None
