"""How a template looks: styles that are needed, fonts and page by GB/T 9704, and what its editors left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, error, warning
from reportgen.word import prose
from reportgen.word.ooxml import archive
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.stylesheet import Stylesheet
from reportgen.word.ooxml.whereabouts import places
from reportgen.word.ooxml.wordml import Element, integer, w
from reportgen.word.workshop import widths
from reportgen.word.workshop.anatomy import Anatomy

SONG, HEI, KAI, FANG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
FONTS: Mapping[str, tuple[str, int]] = {  # by style name: font and size in half points
    "Title": (SONG, 44),
    "heading 1": (HEI, 32),
    "heading 2": (KAI, 32),
    "heading 3": (FANG, 32),
    "heading 4": (FANG, 32),
    prose.BODY: (FANG, 32),
}
PAGE = {"w": 11906, "h": 16838}
MARGINS = {  # in twentieths of a point, and as they are said
    "top": (2098, "上 37 毫米"),
    "left": (1588, "左 28 毫米"),
    "bottom": (1984, "下 35 毫米"),
    "right": (1474, "右 26 毫米"),
}
_MILLIMETRE = 57
_TRACKED = tuple(map(w, ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")))
_COMMENT, _HIDDEN, _P = map(w, ("commentReference", "vanish", "p"))


def looks(path: Path, anatomy: Anatomy, read: Callable[[Path], bytes] = Path.read_bytes) -> list[Diagnostic]:
    """What is wrong with the look of the file at `path`, which is one of those that `anatomy` is made of."""
    opened = Package(archive.read(read(path)), str(path))  # it was looked at part by part when it was loaded
    root = opened.tree(opened.main)
    styles = Stylesheet(opened)
    here = [(element, Position(str(path), place=place)) for element, place in places(root[0])]
    found = [
        *_fonts(styles, path),
        *_page(root, path),
        *widths.look(root, path, _rooms(path, anatomy)),
        *_lacking(styles, path, anatomy),
    ]
    left = {around for sign in root.iter(_COMMENT, _HIDDEN, *_TRACKED) for around in sign.iterancestors(_P)}
    for element, at in here:
        found += [*_style(element, styles, at), *_direct(element, styles, at)]
        found += _left(element, at) if element in left else ()
    return list(dict.fromkeys(found))


def _rooms(path: Path, anatomy: Anatomy) -> dict[str, int]:
    """The width of the text where the templates above the file print their blocks."""
    chain = list(anatomy.chain())
    pieces = anatomy.examined.loaded.pieces
    above = next((chain[n + 1 :] for n, part in enumerate(chain) if part.file == str(path)), [])
    bodies = [pieces[part.name].container for part in above]
    return widths.printed(bodies, pieces[anatomy.main].container.find(w("sectPr")))


def _at(path: Path, style: str) -> Position:
    return Position(str(path), place=f"样式“{style}”")


def _fonts(styles: Stylesheet, path: Path) -> Iterator[Diagnostic]:
    for name, (font, size) in FONTS.items():
        if name not in styles:
            continue
        own = styles.font(name)
        if own != font:
            seen = f"是“{own}”" if own else "没有设置"
            hint = f"GB/T 9704 要求“{font}”：请在 Word 的“样式”里修改，中文字体、西文字体都设为它"
            yield warning("font", f"样式“{name}”的中文字体{seen}，应为“{font}”", hint, _at(path, name))
        if (half := styles.size(name)) != size:
            message = f"样式“{name}”的字号是 {half / 2:g} 磅，应为 {size / 2:g} 磅"
            yield warning("font-size", message, "请在 Word 的“样式”里修改", _at(path, name))


def _page(root: Element, path: Path) -> Iterator[Diagnostic]:
    for number, section in enumerate(root.iter(w("sectPr")), 1):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        at = Position(str(path), place=f"第 {number} 节的页面设置")
        if size is None or margins is None:
            yield warning("page", "没有设置纸张或页边距", "请在“布局”里设为 A4", at)
            continue
        sides = {integer(size.get(w("w"))), integer(size.get(w("h")))}
        if any(min(abs(side - right) for side in sides) > _MILLIMETRE for right in PAGE.values()):
            yield warning("page", "纸张不是 A4", "请在“布局”里设为 A4", at)
        elif size.get(w("orient")) != "landscape":
            given = {name: integer(margins.get(w(name))) for name in MARGINS}
            wrong = [said for name, (own, said) in MARGINS.items() if abs(given[name] - own) > _MILLIMETRE]
            if wrong:
                yield warning("page", f"页边距与 GB/T 9704 不同，应为{'、'.join(wrong)}", "请在“布局”里修改页边距", at)


def _lacking(styles: Stylesheet, path: Path, anatomy: Anatomy) -> Iterator[Diagnostic]:
    """Styles that narrative and tables need; only the file itself gives the report its styles."""
    if str(path) != anatomy.main:
        return
    tags = [tag.body for part in anatomy.parts.values() for p in part.paragraphs for tag in p.tags]
    if not any("正文" in tag.partition("|")[2] for tag in tags):
        return
    at = Position(str(path))
    if prose.BODY not in styles:
        yield error("no-style", f"没有样式“{prose.BODY}”，成段文字会失去格式", "请从上级模板复制这个样式", at)
    for name in (prose.TABLE, prose.HEAD, prose.CELL, prose.AFTER, "heading 3", "heading 4"):
        if name not in styles:
            message = f"没有样式“{name}”，成段文字里的表格或标题会失去格式"
            yield warning("no-style", message, "请从上级模板复制这个样式", at)


def _style(element: Element, styles: Stylesheet, at: Position) -> Iterator[Diagnostic]:
    for use in element.iter(w("pStyle"), w("rStyle")):
        if not styles.has_id(id_ := use.get(w("val"), "")):
            yield warning("unknown-style", f"这一段用的样式“{id_}”不在文件里", "请在 Word 里重新选择样式", at)
    if not styles.font_of(element):
        yield warning("no-font", "这一段没有中文字体，各台电脑上显示会不同", "请在样式里设置中文字体", at)


def _direct(element: Element, styles: Stylesheet, at: Position) -> Iterator[Diagnostic]:
    """Fonts that a run sets for itself, as pasted text brings them along."""
    for run in element.iter(w("r")):
        fonts = run.find(f"{w('rPr')}/{w('rFonts')}")
        own = None if fonts is None else fonts.get(w("eastAsia"))
        if own and own != styles.font_of(element):
            text = "".join(t.text or "" for t in run.iter(w("t")))[:20]
            hint = "请选中这些文字，按 Ctrl+空格 清除格式"
            yield warning("direct-font", f"“{text}”另外设置了字体“{own}”，与样式不同", hint, at)


def _left(element: Element, at: Position) -> Iterator[Diagnostic]:
    """Comments and tracked changes, which the report does not show, and hidden text, which it would hold."""
    if next(element.iter(_COMMENT), None) is not None:
        yield warning("comment-left", "这一段留有批注，报告里不会有它", "不再需要的，请在“审阅”里删除", at)
    if next(element.iter(*_TRACKED), None) is not None:
        hint = "请在“审阅”里接受或拒绝全部修订"
        yield warning("tracked-change", "这一段留有修订痕迹，报告按接受全部修订生成", hint, at)
    for run in element.iter(w("r")):
        if run.find(f"{w('rPr')}/{w('vanish')}") is not None:
            yield warning("hidden-text", "这一段有隐藏文字", "请取消隐藏或删去", at)
