"""A template file and all it inherits from or includes, as Jinja sources and one shell that holds the result.

The shell is the file being opened: its styles, numbering, headers, footers and page setup are those of the report.
Of the other files only the content of the body is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.patterns import regex
from reportgen.values import Changing, Frozen, field, replace
from reportgen.word import adopt, elsewhere
from reportgen.word.ooxml import grid, package, remarks, revisions
from reportgen.word.ooxml.normalise import clean, shown
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.whereabouts import places
from reportgen.word.ooxml.wordml import CHOICES, Element, texts, w
from reportgen.word.tags import beside, blocks, joining, merged_cells, patch, scan
from reportgen.word.tags.patch import JinjaSource
from reportgen.word.tags.scan import TaggedParagraph
from reportgen.word.tags.word_tag import Tag

_OTHERS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_IGNORABLE = f"{{{CHOICES}}}Ignorable"
_BY_NAME = regex(r"\bself\b")
_OUTWARD = ("..", "\\", ":", "\0")  # what leads out of a folder, on any system
_REFERENCE = regex(r"(?:extends|include|import|from)\s+(?:\"([^\"]*)\"|'([^']*)'|(.*))")


class Piece(Frozen):
    """A part that holds tags, ready to be patched; `revised` is where it had tracked changes first."""

    name: str
    root: Element
    container: Element
    paragraphs: tuple[TaggedParagraph, ...]
    revised: Position | None = None


class Loaded(Changing):
    """What a template is made of.

    `pieces` are the parts by the names Jinja knows them by; `parts` gives the name of each part of the shell that is
    rendered; `parents` the file that each file extends; `trail` all that was read.
    """

    shell: Package
    trail: Trail = field(default_factory=Trail)
    pieces: dict[str, Piece] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def load(path: Path, search: Sequence[Path]) -> Loaded:
    """Read `path` and every file it refers to; raises Refused when a file cannot be read."""
    trail = Trail()
    loaded = Loaded(package.load(path, trail.read), trail)
    shell, name = loaded.shell, str(path)
    root = shell.tree(shell.main)
    _take(loaded, name, root, _body(root), Spots(name))
    loaded.parts[shell.main] = name
    loaded.diagnostics += elsewhere.look(shell, name)
    _follow(loaded, name, [*search, path.parent], (path,))
    remarks.drop(shell)
    for link in list(shell.links(shell.main).values()):
        if link.kind in _OTHERS and link.target in shell and _tagged(shell.data(link.target)):
            loaded.parts[link.target] = part = f"{path}#{link.target}"
            root = shell.tree(link.target)
            _take(loaded, part, root, root, Spots(name, _OTHERS[link.kind]))
    _properties(loaded, name)
    return loaded


class Spots(Frozen):
    """How the paragraphs of a part are called: the file, and what is counted."""

    file: str
    where: str = "正文"


def _properties(loaded: Loaded, name: str) -> None:
    """The title, author … of the document may hold tags too."""
    for link in loaded.shell.links("").values():
        if link.kind == "core-properties" and link.target in loaded.shell and _tagged(loaded.shell.data(link.target)):
            loaded.parts[link.target] = part = f"{name}#{link.target}"
            root = loaded.shell.tree(link.target)
            loaded.pieces[part] = Piece(part, root, root, tuple(scan.properties(root, name)))


def _tagged(data: bytes) -> bool:
    return b"{" in data or "｛".encode() in data


def _body(root: Element) -> Element:
    body = root.find(w("body"))
    assert body is not None, "the package was opened as a document"
    return body


def _take(loaded: Loaded, name: str, root: Element, container: Element, spots: Spots) -> None:
    revised = _revised(container, spots)
    remarks.take_out(root)
    revisions.accept(root)
    clean(root)
    paragraphs = tuple(scan.scan(container, spots.file, spots.where))
    loaded.pieces[name] = Piece(name, root, container, paragraphs, revised)


def _revised(container: Element, spots: Spots) -> Position | None:
    """Where the first tracked change stands, None where there is none."""
    if not revisions.pending(container):
        return None
    for element, place in places(container, spots.where):
        if revisions.pending(element):
            return Position(spots.file, text="".join(map(shown, texts(element))), place=place)
    return Position(spots.file, place=spots.where)


def _follow(loaded: Loaded, name: str, search: Sequence[Path], chain: tuple[Path, ...]) -> None:
    """Read the files that the tags of `name` refer to; `chain` are those on the way to it."""
    for tag, other in _references(loaded.pieces[name]):
        found = _found(other, search, loaded.trail)
        if found is None or any(found.samefile(earlier) for earlier in chain):
            loaded.diagnostics.append(_not_read(tag, other, found))
            continue
        if tag.word == "extends":
            loaded.parents[name] = other
        if other not in loaded.pieces:
            _read_other(loaded, other, found)
            _follow(loaded, other, search, (*chain, found))


def _found(name: str, search: Sequence[Path], trail: Trail) -> Path | None:
    """The file called `name` below one of `search`, or below one that the name begins with; nothing outside them."""
    if not name or any(sign in name for sign in _OUTWARD):
        return None
    for folder in search:
        for path in (folder / name, folder.parent / name):
            if not _is_file(path, trail):
                continue
            if path.resolve().is_relative_to(folder.resolve()):
                return path
            trail.passed(path)
    return None


def _is_file(path: Path, trail: Trail) -> bool:
    try:
        return trail.is_file(path)
    except (OSError, ValueError):  # a name that no file system takes
        return False


def _not_read(tag: Tag, other: str, found: Path | None) -> Diagnostic:
    if not other:
        return error("template-name", f"“{tag.source}”的文件名要写在引号里", '如 "base/report.docx"', tag.position)
    if any(sign in other for sign in _OUTWARD) or Path(other).is_absolute():
        message = f"“{tag.source}”引用的不是套件里的文件"
        hint = '只能引用本套件和上级套件文件夹里的文件，写作“套件/文件名”，如 "base/report.docx"'
        return error("template-outside", message, hint, tag.position)
    if found is None:
        hint = "请检查文件名，或放到本套件或上级套件的文件夹里（不能用链接指到别处）"
        return error("template-not-found", f"找不到模板文件“{other}”", hint, tag.position)
    return error("template-cycle", f"“{other}”又引用了自己", "请去掉这个引用", tag.position)


def _references(piece: Piece) -> Iterator[tuple[Tag, str]]:
    for paragraph in piece.paragraphs:
        for tag in paragraph.tags:
            if tag.kind == "{%" and (match := _REFERENCE.match(tag.body)):
                yield tag, match[1] or match[2] or ""


def _read_other(loaded: Loaded, name: str, path: Path) -> None:
    origin = package.load(path, loaded.trail.read)
    root = origin.tree(origin.main)
    body = _body(root)
    loaded.diagnostics += elsewhere.brought(origin, str(path))
    for section in body.findall(w("sectPr")):
        body.remove(section)
    adopt.adopt(body, origin, loaded.shell)
    _take(loaded, name, root, body, Spots(str(path)))


def sources(loaded: Loaded) -> dict[str, JinjaSource]:
    """Patch all pieces; the shell's own document declares what the others use."""
    _empty_replaced(loaded)
    main = loaded.pieces[loaded.parts[loaded.shell.main]]
    root = _declaring(main.root, [piece.root for piece in loaded.pieces.values()])
    return {name: _patched(piece, root if piece is main else piece.root) for name, piece in loaded.pieces.items()}


def _empty_replaced(loaded: Loaded) -> None:
    """Empty, in the files above, the blocks that files below replace: they are never printed.

    Nothing is emptied where a tag may print a block by its name, nor in a file that is used in another way, too.
    """
    chain = [loaded.parts[loaded.shell.main]]
    while (parent := loaded.parents.get(chain[-1])) and parent not in chain:
        chain.append(parent)
    used = [name for piece in loaded.pieces.values() for _, name in _references(piece)]
    every = [tag for piece in loaded.pieces.values() for paragraph in piece.paragraphs for tag in paragraph.tags]
    if any(_BY_NAME.search(tag.body) for tag in every):
        return
    below: set[str] = set()
    for name, names in zip(chain, blocks.replaced(loaded.pieces[own].paragraphs for own in chain), strict=True):
        piece = loaded.pieces[name]
        own = {block.name for block in blocks.blocks(piece.paragraphs)}
        if used.count(name) == 1:
            loaded.pieces[name] = replace(piece, paragraphs=blocks.emptied(piece.paragraphs, names, below))
        below |= own


def _declaring(root: Element, others: Sequence[Element]) -> Element:
    """`root` with its content, declaring every prefix of `others`, and as ignorable those that they so declare."""
    spaces: dict[str, str] = {p: uri for other in (*others, root) for p, uri in other.nsmap.items() if p}
    if spaces.keys() == root.nsmap.keys():
        return root
    made = etree.Element(root.tag, {str(k): str(v) for k, v in root.attrib.items()}, nsmap=spaces)
    if ignorable := dict.fromkeys(p for other in (root, *others) for p in other.get(_IGNORABLE, "").split()):
        made.set(_IGNORABLE, " ".join(ignorable))
    made.extend(list(root))
    return made


def _patched(piece: Piece, root: Element) -> JinjaSource:
    beside.keep_breaks(piece.paragraphs)
    merging = {p.element for p in piece.paragraphs if any(tag.word in merged_cells.WORDS for tag in p.tags)}
    rest, merged = merged_cells.extract(piece.paragraphs)
    grid.mark(piece.container, {p.element for p in rest if any(tag.sets_columns for tag in p.tags)}, merging)
    numbered = scan.number(rest)
    joining.join(rest)
    return patch.source(piece.name, root, piece.container, numbered, merged)
