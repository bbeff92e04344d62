"""Document properties of our own, which nobody sees in Word; it keeps 255 characters of each."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import integer

LONGEST = 200  # characters of a value that every program keeps
_PART = "docProps/custom.xml"
_KIND = "custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_LINK = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{_KIND}"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_EMPTY = f'<Properties xmlns="{_NS}" xmlns:vt="{_VT}"/>'
_FIRST_PID = 2


def write(package: Package, prefix: str, values: Mapping[str, str]) -> None:
    """Put `values` among the properties of `package`, in the place of those whose names begin with `prefix`."""
    part = _linked(package)
    root = package.tree(part) if part else etree.fromstring(_EMPTY)
    for old in [p for p in root if (p.get("name") or "").startswith(prefix)]:
        root.remove(old)
    taken = [integer(p.get("pid")) for p in root]
    for pid, (name, value) in enumerate(values.items(), max([_FIRST_PID - 1, *taken]) + 1):
        made = etree.SubElement(root, f"{{{_NS}}}property", {"fmtid": _FMTID, "pid": str(pid), "name": prefix + name})
        etree.SubElement(made, f"{{{_VT}}}lpwstr").text = value
    if part is None:
        package.declare(_PART, _TYPE)
        package.add_link("", _LINK, _PART)
    package.put_tree(part or _PART, root)


def read(package: Package, prefix: str) -> dict[str, str]:
    """The values whose names begin with `prefix`, by the rest of the name."""
    part = _linked(package)
    found = {}
    for made in package.tree(part) if part else ():
        name = made.get("name") or ""
        if name.startswith(prefix):
            found[name.removeprefix(prefix)] = "".join(str(text) for text in made.itertext()).strip()
    return found


def _linked(package: Package) -> str | None:
    return next((x.target for x in package.links("").values() if x.kind == _KIND and x.target in package), None)
