"""A .docx opened, as a template or finished: its parts as they stand in the zip, their types and relationships."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from lxml import etree

from reportgen import system
from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.values import Frozen
from reportgen.word.ooxml import archive
from reportgen.word.ooxml.archive import ZipEntry
from reportgen.word.ooxml.diagnosis import damaged, diagnosis
from reportgen.word.ooxml.flow import Flow, Parted, flow, written
from reportgen.word.ooxml.wordml import LINKS, PACKAGE, WORD, Element

T = TypeVar("T")
TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
# blank text is dropped as python-docx does, so that documents compare equal
PARSER = etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True, remove_blank_text=True)
AS_IT_STANDS = etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)
_MOST_ELEMENTS = 400_000  # signs < in a part: a sample's report has 6,400, and 100,000 take 3 s to read
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Link(Frozen):
    """A relationship of a part: `target` is the name of a part, or an address outside."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of its type: header, styles, image …"""
        return self.type.rpartition("/")[2]


class Package:
    """The parts of a .docx; parts are added and replaced only while a template is being composed."""

    def __init__(self, entries: dict[str, ZipEntry], file: str = "") -> None:
        self.entries = entries
        self.file = file
        self._links: dict[str, dict[str, Link]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def data(self, name: str) -> bytes:
        """The bytes of a part; raises zipfile.BadZipFile where they are damaged."""
        return self.entries[name].data()

    def tree(self, name: str) -> Element:
        """A part parsed afresh; raises Refused, naming the file and the part, where it is damaged."""
        try:
            return parsed(name, self.data(name), PARSER)
        except (etree.XMLSyntaxError, zipfile.BadZipFile) as failure:
            raise Refused([damaged(name, failure, self.file)]) from failure

    def put(self, name: str, data: bytes) -> None:
        """Add or replace a part."""
        self.entries[name] = archive.pack(name, data)

    def put_tree(self, name: str, tree: Element) -> None:
        """Add or replace a part by what `tree` holds."""
        self.put(name, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

    @cached_property
    def main(self) -> str:
        """The name of the document part, "" when there is none."""
        return next((link.target for link in self.links("").values() if link.kind == "officeDocument"), "")

    def links(self, part: str) -> dict[str, Link]:
        """The relationships of `part` by id; "" is the package itself."""
        if part not in self._links:
            self._links[part] = {link.id: link for link in self._read_links(part)}
        return self._links[part]

    def _read_links(self, part: str) -> Iterator[Link]:
        name = rels_name(part)
        for element in self.tree(name) if name in self else ():
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not external:
                folder = posixpath.dirname(part)
                target = target[1:] if target[:1] == "/" else posixpath.normpath(posixpath.join(folder, target))
            yield Link(element.get("Id", ""), element.get("Type", ""), target, external)

    def linked(self, kind: str) -> str | None:
        """The name of the document's own styles, numbering … part."""
        found = [link.target for link in self.links(self.main).values() if link.kind == kind]
        return found[0] if found and found[0] in self else None

    def own_part(self, kind: str, type_: str) -> str:
        """The name of the document's own styles, numbering … part; where there is none yet, declared and linked."""
        if found := self.linked(kind):
            return found
        name = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        self.declare(name, type_)
        self.add_link(self.main, link_type(kind), name)
        return name

    def add_link(self, part: str, type_: str, target: str, external: bool = False) -> str:
        """The id of a relationship of `part`, an equal one where there is one, else new."""
        links = self.links(part)
        for link in links.values():
            if (link.type, link.target, link.external) == (type_, target, external):
                return link.id
        new = next(f"rId{n}" for n in range(len(links) + 1, 10**6) if f"rId{n}" not in links)
        self.keep_link(part, Link(new, type_, target, external))
        return new

    def keep_link(self, part: str, link: Link) -> None:
        """Give `part` a relationship under the id that `link` has."""
        self.links(part)[link.id] = link
        self._write_links(part)

    def remove(self, part: str, link: Link) -> None:
        """Take out the part that `link` of `part` leads to, its relationships and its type; others must not need it."""
        del self.links(part)[link.id]
        self._write_links(part)
        for name in (link.target, rels_name(link.target)):
            self.entries.pop(name, None)
        types = self.tree(TYPES)
        for declared in types.findall(f"{{{_TYPES_NS}}}Override[@PartName='/{link.target}']"):
            types.remove(declared)
        self.put_tree(TYPES, types)

    def _write_links(self, part: str) -> None:
        root = etree.fromstring(f'<Relationships xmlns="{PACKAGE}"/>')
        for link in self._links[part].values():
            target = link.target if link.external else "/" + link.target
            made = etree.SubElement(root, f"{{{PACKAGE}}}Relationship", Id=link.id, Type=link.type, Target=target)
            if link.external:
                made.set("TargetMode", "External")
        self.put_tree(rels_name(part), root)

    def content_type(self, name: str) -> str:
        """The declared type of a part."""
        types = self.tree(TYPES)
        own = types.find(f"{{{_TYPES_NS}}}Override[@PartName='/{name}']")
        if own is None:
            ends = name.rpartition(".")[2].lower()
            own = next(
                (d for d in types.iter(f"{{{_TYPES_NS}}}Default") if d.get("Extension", "").lower() == ends), None
            )
        return "" if own is None else own.get("ContentType", "")

    def retype(self, name: str, type_: str) -> None:
        """State another type of a part."""
        types = self.tree(TYPES)
        for own in types.findall(f"{{{_TYPES_NS}}}Override[@PartName='/{name}']"):
            types.remove(own)
        self.put_tree(TYPES, types)
        self.declare(name, type_)

    def declare(self, name: str, type_: str) -> None:
        """State the type of a part that was added."""
        types = self.tree(TYPES)
        etree.SubElement(types, f"{{{_TYPES_NS}}}Override", PartName=f"/{name}", ContentType=type_)
        self.put_tree(TYPES, types)


class Shell:
    """The parts that all reports of a template have alike, and what was once read of them."""

    def __init__(self, entries: Mapping[str, ZipEntry]) -> None:
        self.entries = dict(entries)
        self.readings: dict[tuple[Any, ...], Any] = {}

    def has(self, name: str, entry: ZipEntry) -> bool:
        """Whether the part `name` is still the shell's own."""
        return self.entries.get(name) is entry


class Finished(Package):
    """The parts of a .docx, or of one that is just being made; raises zipfile.BadZipFile for other bytes.

    `tree` gives the same tree each time and raises etree.XMLSyntaxError for a part that is not well-formed XML, or
    zipfile.BadZipFile for one that is damaged.
    """

    def __init__(self, docx: bytes | Mapping[str, ZipEntry], shell: Shell | None = None) -> None:
        super().__init__(archive.read(docx) if isinstance(docx, bytes) else dict(docx))
        self._trees: dict[str, Element] = {}
        self._parted: dict[str, Parted] = {}
        self._flows: dict[str, Flow | None] = {}
        self._shell = shell or Shell({})

    def changed(self) -> list[str]:
        """The names of the parts that are not the shell's own: all where there is none."""
        return [name for name, entry in self.entries.items() if not self._shell.has(name, entry)]

    def reading(self, read: Callable[..., T], *parts: str | None) -> T:
        """What `read` makes of the roots of `parts` (None for None); kept with the shell where they are all its own."""
        own = all(part is None or self._shell.has(part, self.entries[part]) for part in parts)
        if own and (read, *parts) in self._shell.readings:
            return cast("T", self._shell.readings[read, *parts])
        made = read(*(part and self.tree(part) for part in parts))
        if own:
            self._shell.readings[read, *parts] = made
        return made

    def zipped(self) -> bytes:
        """The .docx as a file."""
        return archive.write(self.entries.values())

    def put(self, name: str, data: bytes) -> None:
        """Add or replace a part."""
        super().put(name, data)
        self._trees.pop(name, None)
        self._parted.pop(name, None)
        self._flows.pop(name, None)

    def put_tree(self, name: str, tree: Element) -> None:
        """Add or replace a part by what `tree` holds, which stays its tree."""
        super().put_tree(name, tree)
        self._trees[name] = tree

    def put_parted(self, name: str, parts: Parted) -> None:
        """Add or replace a part by what `parts` say, which are remembered."""
        self.put(name, "".join((parts.head, *(xml for _, xml in parts.stretches), parts.tail)).encode())
        if _within_limits(self.data(name)):
            self._parted[name] = parts

    def tree(self, name: str) -> Element:
        """The root element of a part, blank text and all."""
        if name not in self._trees:
            self._trees[name] = parsed(name, self.data(name), AS_IT_STANDS)
        return self._trees[name]

    def flow(self, name: str) -> Flow | None:
        """A part as the pieces of its body, if it is such a one."""
        if name not in self._flows:
            data = self.data(name)
            parts = self._parted.get(name) or (written(data) if _within_limits(data) else None)
            self._flows[name] = None if parts is None else flow(parts)
        return self._flows[name]

    def root(self, kind: str) -> Element | None:
        """The root of the document's own styles, numbering, footnotes … or None."""
        name = self.linked(kind)
        return self.tree(name) if name else None


def rels_name(part: str) -> str:
    """Where the relationships of `part` stand."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def link_type(kind: str) -> str:
    """The full type of an ordinary relationship."""
    return f"{LINKS}/{kind}"


def parsed(name: str, data: bytes, parser: etree.XMLParser) -> Element:
    """The tree of a part; raises etree.XMLSyntaxError, or zipfile.BadZipFile for what no .docx may hold."""
    if name.endswith((".xml", ".rels")) and not _within_limits(data):
        raise archive.TooLarge(f"部件“{name}”")
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise zipfile.BadZipFile(f"{name}: DOCTYPE")
    return root


def _within_limits(data: bytes) -> bool:
    return data.count(b"<") <= _MOST_ELEMENTS


def load(path: Path, read: Callable[[Path], bytes] = Path.read_bytes) -> Package:
    """The package at `path`, read by `read`; raises Refused, saying what the file is instead when it is no .docx."""
    try:
        data = read(path)
    except OSError as failure:
        why = "找不到模板文件" if isinstance(failure, FileNotFoundError) else f"模板文件无法读取：{system.why(failure)}"
        raise Refused([error("template-file", why, "请检查文件名和所在文件夹", Position(str(path)))]) from failure
    return opened(data, str(path))


def opened(data: bytes, file: str) -> Package:
    """The package in `data`, every part whole; raises Refused, naming `file`.

    A template of Word's own (.dotx) inside is made a document; one with macros is refused.
    """
    try:
        package = Package(archive.read(data), file)
        if package.main not in package or not _is_document(package):
            raise Refused([diagnosis(data, Position(file))])
    except (zipfile.BadZipFile, KeyError) as failure:
        raise Refused([diagnosis(data, Position(file), failure)]) from failure
    others = [name for name in package.entries if name != package.main]  # which was read just now
    if faults := [found for name in others if (found := _look(package, name))]:
        raise Refused(faults)
    if "template" in package.content_type(package.main):
        package.retype(package.main, _DOCUMENT)
    return package


def _look(package: Package, name: str) -> Diagnostic | None:
    """What is wrong with a part by itself."""
    try:
        if name.endswith((".xml", ".rels")):
            package.tree(name)
        else:
            package.data(name)
    except Refused as refusal:
        return refusal.diagnostics[0]
    except zipfile.BadZipFile as failure:
        return damaged(name, failure, package.file)
    return None


def _is_document(package: Package) -> bool:
    kind = package.content_type(package.main)
    if "macroEnabled" in kind:
        hint = "请在 Word 里另存为不带宏的“Word 文档（.docx）”"
        message = "文件里带有宏（.docm、.dotm），报告不能带宏"
        raise Refused([error("template-macros", message, hint, Position(package.file))])
    known = "wordprocessingml" in kind or "ms-word" in kind
    return known and package.tree(package.main).find(f"{{{WORD}}}body") is not None
