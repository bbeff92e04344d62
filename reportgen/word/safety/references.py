"""Ids that lead nowhere: styles, numbering, relationships, notes, comments; parts without a content type."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.values import Frozen
from reportgen.word.ooxml.package import TYPES, Finished
from reportgen.word.ooxml.wordml import Element, w
from reportgen.word.safety.story import Story, held, strings

_LINKS = held("//*/@r:*[. != '']")


class Reference(Frozen):
    """Elements whose w:val or w:id must be known: what they are called, and where the known ones are listed."""

    code: str
    elements: tuple[str, ...]
    attribute: str
    name: str
    part: str
    path: str
    hint: str

    def known(self, root: Element | None) -> frozenset[str]:
        """What the part with that root lists."""
        nothing = {"0"} if self.part == "numbering" else set()
        return frozenset(nothing.union(strings(root, self.path)))


_STYLE_HINT = "模板没有这个样式；请在 Word 里打开模板，新建或改用已有样式"


def _styles(kind: str, name: str, *elements: str) -> Reference:
    known = f"/w:styles/w:style[@w:type='{kind}']/@w:styleId"
    return Reference("style-unknown", elements, "val", name, "styles", known, _STYLE_HINT)


REFERENCES = (
    _styles("paragraph", "段落样式", "pStyle"),
    _styles("character", "字符样式", "rStyle"),
    _styles("table", "表格样式", "tblStyle"),
    Reference(
        "numbering-unknown",
        ("numId",),
        "val",
        "编号",
        "numbering",
        "/w:numbering/w:num[w:abstractNumId/@w:val = /w:numbering/w:abstractNum/@w:abstractNumId]/@w:numId",
        "模板没有这个编号列表，请在 Word 里重设这一段的编号",
    ),
    Reference(
        "note-unknown", ("footnoteReference",), "id", "脚注", "footnotes", "/w:footnotes/*/@w:id", "请删去或重插脚注"
    ),
    Reference(
        "note-unknown", ("endnoteReference",), "id", "尾注", "endnotes", "/w:endnotes/*/@w:id", "请删去或重插尾注"
    ),
    Reference(
        "comment-unknown", ("commentReference",), "id", "批注", "comments", "/w:comments/*/@w:id", "请删去或重插批注"
    ),
)


def faults(story: Story, finished: Finished) -> Iterator[Diagnostic]:
    """Ids in a story that lead nowhere."""
    for reference in REFERENCES:
        yield from _unknown(story, reference, finished)
    links = finished.links(story.part)
    for element, value in _LINKS(story.root):
        if value not in links:
            message = f"引用的图片、链接或页眉页脚不存在（{value}）"
            yield story.fault("link-unknown", message, "请在模板里重新插入", element)


def _unknown(story: Story, reference: Reference, finished: Finished) -> Iterator[Diagnostic]:
    named, attribute = tuple(map(w, reference.elements)), w(reference.attribute)
    using = [(element, value) for element in story.all(*named) if (value := element.get(attribute)) is not None]
    known = finished.reading(reference.known, finished.linked(reference.part)) if using else frozenset()
    for element, value in using:
        if value not in known:
            yield story.fault(reference.code, f"{reference.name}“{value}”不存在", reference.hint, element)


def of_package(finished: Finished, file: str) -> Iterator[Diagnostic]:
    """Parts that relationships name but the package has not, parts of no known type, styles on unknown ones."""
    yield from _targets(finished, file)
    yield from _typeless(finished, file)
    for name in finished.reading(_unknown_bases, finished.linked("styles")):
        yield error("style-unknown", f"样式“{name}”不存在，但有样式引用它", _STYLE_HINT, Position(file, place="样式表"))


def _unknown_bases(styles: Element | None) -> list[str | None]:
    """What styles name and is no style."""
    known = set(strings(styles, "/w:styles/w:style/@w:styleId"))
    naming = () if styles is None else styles.iter(w("basedOn"), w("next"), w("link"))
    return [name for element in naming if (name := element.get(w("val"))) not in known]


def _targets(finished: Finished, file: str) -> Iterator[Diagnostic]:
    sources = [name for name in finished.entries if not name.endswith(".rels")]
    for name in ("", *sources):
        for link in finished.links(name).values():
            missing = not link.external and link.target.partition("#")[0] not in finished.entries
            if missing and not link.target.endswith("NULL"):  # Word itself writes NULL for a lost picture
                where = Position(file, place=name or "文件包")
                yield error("part-missing", f"文件包里缺少“{link.target}”", "请在模板里重新插入", where)


def _typeless(finished: Finished, file: str) -> Iterator[Diagnostic]:
    if TYPES not in finished.entries:
        yield error("types-missing", f"文件包里缺少“{TYPES}”", "请重新生成", Position(file))
        return
    root = finished.tree(TYPES)
    endings = {e.get("Extension", "").lower() for e in root}
    named = {e.get("PartName", "").lstrip("/") for e in root}
    for name in finished.entries:
        ending = name.rpartition(".")[2].lower()
        if name != TYPES and not name.endswith("/") and name not in named and ending not in endings:
            yield error("type-unknown", f"“{name}”没有登记内容类型", "请重新生成", Position(file, place=name))
