"""Which report a .docx is: hidden document properties that tell department, year, pack and version, and its imprint.

Word keeps 255 characters of a property, so that the imprint is spread over several.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping

from lxml import etree

from reportgen.values import Frozen, field
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import integer

_PART = "docProps/custom.xml"
_KIND = "custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_LINK = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{_KIND}"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_EMPTY = f'<Properties xmlns="{_NS}" xmlns:vt="{_VT}"/>'
_PREFIX = "reportgen."
_FIRST_PID = 2
_IMPRINT, _DRAFT = "印记", "草稿"
_LONGEST = 200


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

    A `draft`, as a review copy is one too, says so and asks for what is missing.
    """

    department: str
    year: str
    pack: str
    version: str
    imprint: Imprint = field(default_factory=Imprint)
    draft: bool = False

    def named(self) -> Mapping[str, str]:
        """The properties by their names in the document."""
        packed = self.imprint.packed()
        pieces = [packed[at : at + _LONGEST] for at in range(0, len(packed), _LONGEST)]
        own = {"部门": self.department, "年度": self.year, "套件": self.pack, "版本": self.version}
        own |= {_DRAFT: "是"} if self.draft else {}
        return own | {f"{_IMPRINT}{number}": piece for number, piece in enumerate(pieces, 1)}


def write(package: Package, identity: Identity) -> None:
    """Put `identity` among the document properties of `package`."""
    part = _linked(package)
    root = package.tree(part) if part else etree.fromstring(_EMPTY)
    for old in [p for p in root if (p.get("name") or "").startswith(_PREFIX)]:
        root.remove(old)
    taken = [integer(p.get("pid")) for p in root]
    for pid, (name, value) in enumerate(identity.named().items(), max([_FIRST_PID - 1, *taken]) + 1):
        made = etree.SubElement(root, f"{{{_NS}}}property", {"fmtid": _FMTID, "pid": str(pid), "name": _PREFIX + name})
        etree.SubElement(made, f"{{{_VT}}}lpwstr").text = value
    if part is None:
        package.declare(_PART, _TYPE)
        package.add_link("", _LINK, _PART)
    package.put_tree(part or _PART, root)


def read(package: Package) -> Identity | None:
    """The identity that `package` tells of; None for a document of another origin."""
    part = _linked(package)
    found = {}
    for made in package.tree(part) if part else ():
        name = made.get("name") or ""
        if name.startswith(_PREFIX):
            found[name.removeprefix(_PREFIX)] = "".join(str(text) for text in made.itertext()).strip()
    pieces = [found[name] for n in range(1, len(found) + 1) if (name := f"{_IMPRINT}{n}") in found]
    imprint = _unpacked("".join(pieces))
    try:
        return Identity(found["部门"], found["年度"], found["套件"], found["版本"], imprint, _DRAFT in found)
    except KeyError:
        return None


def _linked(package: Package) -> str | None:
    return next((x.target for x in package.links("").values() if x.kind == _KIND and x.target in package), None)
