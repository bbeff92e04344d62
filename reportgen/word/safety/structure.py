"""Elements where Word does not allow them, or missing where Word wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from reportgen.diagnostics import Diagnostic
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.wordml import Element, child, children, inside, w
from reportgen.word.safety.story import Story, held

_BLOCK = ("p", "tbl", "sdt", "customXml", "altChunk")
_BLOCKS = frozenset(map(w, _BLOCK))
_IN_TABLE = "Word 打不开这样的表格；多为模板里 {%p if %}、{%tr for %} 去掉了全部内容，请在外面加条件"
_MISPLACED = "多为模板把成段的内容放进了 {{ }}；成段的内容应独占一段，写作 {{p }}"
_STORY = "hdr ftr footnote endnote comment txbxContent"
_WRAPPERS = "sdtContent customXml ins del moveFrom moveTo"
_CONTENT, _PARAGRAPH, _REFERENCE = map(w, ("sdtContent", "p", "commentReference"))
_HEADER_OR_FOOTER = frozenset(map(w, ("hdr", "ftr")))
_PROPERTIES = {  # by name: the element that they begin, and what they may not follow there (None: anything)
    w("pPr"): (w("p"), None),
    w("rPr"): (w("r"), None),
    w("tcPr"): (w("tc"), None),
    w("trPr"): (w("tr"), w("tc")),
    w("tblPr"): (w("tbl"), w("tr")),
}
_STRAY = held(
    "//text()[not(parent::w:t or parent::w:instrText or parent::w:delText or parent::w:delInstrText"
    " or parent::w:fldData)][normalize-space()][parent::w:*]"
)
Find: TypeAlias = Callable[[Story], Iterable[Element]]


class Rule(Frozen):
    """A fault: what finds the elements that have it, and what to tell people."""

    code: str
    find: Find
    message: str
    hint: str


def _without(name: str, *wanted: str) -> Find:
    """What finds an element `name` that holds none of `wanted`."""

    def found(story: Story) -> Iterator[Element]:
        holding = {inner.getparent() for inner in story.all(*map(w, wanted))}
        return (element for element in story.all(w(name)) if element not in holding)

    return found


def _outside(name: str, parents: str) -> Find:
    """What finds an element `name` that stands elsewhere than in `parents`."""
    allowed = frozenset(map(w, parents.split()))
    return lambda story: (e for e in story.all(w(name)) if (p := e.getparent()) is None or p.tag not in allowed)


def _inside(name: str, parents: str) -> Find:
    """What finds an element `name` that stands in one of `parents`."""
    forbidden = frozenset(map(w, parents.split()))
    return lambda story: (e for e in story.all(w(name)) if (p := e.getparent()) is not None and p.tag in forbidden)


def _ending_with_table(story: Story) -> Iterator[Element]:
    for table in story.all(w("tbl")):
        cell = table.getparent()
        if cell is not None and cell.tag == _CELL and next(table.itersiblings(*_BLOCKS), None) is None:
            yield cell


def _empty_controls(story: Story) -> Iterator[Element]:
    for control in story.all(w("sdt")):
        if not any(len(content) for content in children(control) if content.tag == _CONTENT):
            yield control


def _empty_stories(story: Story) -> Iterator[Element]:
    return (e for e in story.all(*map(w, _STORY.split())) if next(e.iter(_PARAGRAPH), None) is None)


def _stray_text(story: Story) -> Iterable[Element]:
    return dict.fromkeys(element for element, _ in _STRAY(story.root))


def _late_properties(story: Story) -> Iterator[Element]:
    for name, (holder, first) in _PROPERTIES.items():
        for element in story.all(name):
            parent = None if element.getprevious() is None else element.getparent()
            if parent is None or parent.tag != holder:
                continue
            if first is None or next(element.itersiblings(first, preceding=True), None) is not None:
                yield element


def _early_section(story: Story) -> Iterator[Element]:
    return (e for e in _inside("sectPr", "body")(story) if e.getnext() is not None)


def _repeated_references(story: Story) -> Iterator[Element]:
    for element in story.all(w("headerReference"), w("footerReference")):
        kind, before = element.get(w("type")), element.itersiblings(element.tag, preceding=True)
        if kind is not None and any(other.get(w("type")) == kind for other in before):
            yield element


def _comments_at_the_edge(story: Story) -> Iterable[Element]:
    return story.all(_REFERENCE) if story.root.tag in _HEADER_OR_FOOTER else ()


RULES = (
    Rule("cell-empty", _without("tc", *_BLOCK), "单元格里没有段落", _IN_TABLE),
    Rule("cell-ends-with-table", _ending_with_table, "单元格以表格结尾", "表格后须有一段"),
    Rule("row-empty", _without("tr", "tc", "sdt", "customXml"), "表格有一行没有单元格", _IN_TABLE),
    Rule("table-empty", _without("tbl", "tr", "sdt", "customXml", "ins"), "表格一行也没有", _IN_TABLE),
    Rule("grid-missing", _without("tbl", "tblGrid"), "表格没有列宽（tblGrid）", "请在 Word 里重画这张表"),
    Rule("control-empty", _empty_controls, "内容控件是空的", "请在控件里留一段，或删去控件"),
    Rule("story-empty", _empty_stories, "页眉、页脚、注释或文本框里没有段落", "请在条件之外留一个空段"),
    Rule("stray-text", _stray_text, "文字落在段落之外“{}”", _MISPLACED),
    Rule(
        "paragraph-misplaced",
        _outside("p", f"tc body hdr ftr footnote endnote comment txbxContent docPartBody {_WRAPPERS}"),
        "段落套在另一段里",
        _MISPLACED,
    ),
    Rule(
        "table-misplaced",
        _outside("tbl", f"body tc hdr ftr footnote endnote comment txbxContent docPartBody {_WRAPPERS}"),
        "表格套在段落里",
        _MISPLACED,
    ),
    Rule("row-misplaced", _outside("tr", f"tbl {_WRAPPERS}"), "表格的行不在表格里", "请检查 {%tr %} 标签"),
    Rule("cell-misplaced", _outside("tc", f"tr {_WRAPPERS}"), "单元格不在表格的行里", "请检查 {%tc %} 标签"),
    Rule("run-misplaced", _inside("r", "body tc tr tbl r hdr ftr t"), "文字不在段落里", "请检查 {%r %} 和 {{r }} 标签"),
    Rule("text-misplaced", _outside("t", "r"), "文字不在段落里", "请检查 {{r }} 标签"),
    Rule("properties-misplaced", _late_properties, "格式设置不在最前面", "请检查这里的标签"),
    Rule("section-misplaced", _early_section, "正文末尾的页面设置之后还有内容", _MISPLACED),
    Rule("reference-twice", _repeated_references, "同一节有两个同类的页眉或页脚", "请在 Word 里重设这一节的页眉页脚"),
    Rule("comment-misplaced", _comments_at_the_edge, "页眉页脚里有批注", "Word 不允许页眉页脚有批注，请删去"),
)
_MERGE_HINT = "多为合并的首行没有打印；{%合并 %} 的条件在第一行须为真"
_FIELD_HINT = "多为 {% if %} 只包住了域的一部分；请把整个域放在条件之内或之外"
_FIELD, _FIELD_KIND = w("fldChar"), w("fldCharType")
_ROW, _CELL, _LOOK, _VAL, _SPAN, _MERGE = map(w, ("tr", "tc", "tcPr", "val", "gridSpan", "vMerge"))
_COLUMNS = f"{w('tblGrid')}/{w('gridCol')}"
_MEASURE = regex(r"-?\d+(\.\d+)?(%|mm|cm|in|pt|pc|pi)?")
_MEASURED = {
    **dict.fromkeys(map(w, ("gridCol", "tcW", "tblW", "tblInd")), (w("w"),)),
    **dict.fromkeys(map(w, ("ilvl", "outlineLvl", "sz", "gridBefore")), (w("val"),)),
    w("pgSz"): (w("w"), w("h")),
}


def faults(story: Story) -> Iterator[Diagnostic]:
    """What Word refuses in the structure of a story."""
    for rule in RULES:
        for found in rule.find(story):
            yield story.fault(rule.code, rule.message.format(_loose(found)), rule.hint, found)
    yield from _fields(story)
    yield from _measures(story)
    spans, merges = _of_cells(story, _SPAN), _of_cells(story, _MERGE)
    for table in story.all(w("tbl")):
        yield from _spans(table, story, spans, merges)


def _measures(story: Story) -> Iterator[Diagnostic]:
    """Widths, sizes and levels that are no numbers."""
    for name, attributes in _MEASURED.items():
        for attribute in attributes:
            told = {element.get(attribute) for element in story.all(name)}  # a table has few widths
            invalid = {measure for measure in told if measure is not None and not _MEASURE.fullmatch(measure)}
            for element in story.all(name) if invalid else ():
                if (measure := element.get(attribute)) in invalid:
                    message = f"宽度、字号或级别“{measure}”不是数"
                    yield story.fault("number-invalid", message, "请在 Word 里重设这里的格式", element)


def _fields(story: Story) -> Iterator[Diagnostic]:
    """Fields (page numbers, references, a table of contents) that lost their beginning or their end."""
    begun: list[Element] = []
    for sign in story.all(_FIELD):
        kind = sign.get(_FIELD_KIND)
        if kind == "begin":
            begun.append(sign)
        elif not begun:
            yield story.fault("field-broken", "域（页码、目录、引用等）缺了开头", _FIELD_HINT, sign)
        elif kind == "end":
            begun.pop()
    for sign in begun:
        yield story.fault("field-broken", "域（页码、目录、引用等）缺了结尾", _FIELD_HINT, sign)


def _loose(element: Element) -> str:
    """Text directly in an element or after it."""
    return f"{element.text or ''}{element.tail or ''}".strip()


def _of_cells(story: Story, name: str) -> Mapping[Element, Element]:
    """The property `name` of every cell that has it, by cell."""
    found: dict[Element, Element] = {}
    for element in story.all(name):
        look = element.getparent()
        if look is not None and look.tag == _LOOK and (cell := look.getparent()) is not None:
            found.setdefault(cell, element)
    return found


def _spans(
    table: Element, story: Story, spans: Mapping[Element, Element], merges: Mapping[Element, Element]
) -> Iterator[Diagnostic]:
    """Cells wider than the table's grid, and cells that continue a merge which nothing began."""
    columns = len(table.findall(_COLUMNS))
    open_merges: set[int] = set()
    for row in inside(table, _ROW):
        at = _integer(child(child(row, "trPr"), "gridBefore"), 0) or 0
        merged: set[int] = set()
        for cell in inside(row, _CELL):
            span = _integer(spans.get(cell), 1)
            if span is None or span < 1:
                yield story.fault("span-invalid", "单元格合并的列数无效", "合并列数（gridSpan）至少为 1", cell)
            merge = merges.get(cell)
            if merge is not None:
                merged.add(at)
                if merge.get(_VAL) != "restart" and at not in open_merges:
                    yield story.fault("merge-unopened", "单元格接着上一格合并，但上面没有合并的起点", _MERGE_HINT, cell)
            at += span or 1
        if at > columns > 0:
            hint = f"这一行占 {at} 列，表格只有 {columns} 列；请检查 {{%tc for %}} 和合并的列数"
            yield story.fault("row-too-wide", "表格的一行超出了列数", hint, row)
        open_merges = merged


def _integer(element: Element | None, default: int) -> int | None:
    """The w:val of `element` as a whole number, None when it is none."""
    if element is None:
        return default
    text = element.get(_VAL, "")
    return int(text) if text.isdecimal() else None
