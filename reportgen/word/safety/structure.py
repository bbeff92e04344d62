"""Elements where Word does not allow them, or missing where Word wants them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.wordml import Element, child, inside, w
from reportgen.word.safety.story import Story, elements

_BLOCK = ("p", "tbl", "sdt", "customXml", "altChunk")
_BLOCKS = " or ".join(f"w:{name}" for name in _BLOCK)
_ONE_OF_THEM = " or ".join(f"self::w:{name}" for name in _BLOCK)
_IN_TABLE = "Word 打不开这样的表格；多为模板里 {%p if %}、{%tr for %} 去掉了全部内容，请在外面加条件"
_MISPLACED = "多为模板把成段的内容放进了 {{ }}；成段的内容应独占一段，写作 {{p }}"


class Rule(Frozen):
    """A fault: what finds it (XPath giving elements or stray text), and what to tell people."""

    code: str
    path: str
    message: str
    hint: str


def _only_in(name: str, parents: str) -> str:
    """What finds an element `name` that stands elsewhere than in `parents`, or revisions and controls."""
    allowed = f"{parents} sdtContent customXml ins del moveFrom moveTo".split()
    return f"//w:{name}[not(" + " or ".join(f"parent::w:{parent}" for parent in allowed) + ")]"


RULES = (
    Rule("cell-empty", f"//w:tc[not({_BLOCKS})]", "单元格里没有段落", _IN_TABLE),
    Rule(
        "cell-ends-with-table",
        f"//w:tc[w:tbl][*[{_ONE_OF_THEM}][last()][self::w:tbl]]",
        "单元格以表格结尾",
        "表格后须有一段",
    ),
    Rule("row-empty", "//w:tr[not(w:tc or w:sdt or w:customXml)]", "表格有一行没有单元格", _IN_TABLE),
    Rule("table-empty", "//w:tbl[not(w:tr or w:sdt or w:customXml or w:ins)]", "表格一行也没有", _IN_TABLE),
    Rule("grid-missing", "//w:tbl[not(w:tblGrid)]", "表格没有列宽（tblGrid）", "请在 Word 里重画这张表"),
    Rule("control-empty", "//w:sdt[not(w:sdtContent/*)]", "内容控件是空的", "请在控件里留一段，或删去控件"),
    Rule(
        "story-empty",
        "(/w:hdr|/w:ftr|/w:footnotes/w:footnote|/w:endnotes/w:endnote|/w:comments/w:comment|//w:txbxContent)"
        "[not(.//w:p)]",
        "页眉、页脚、注释或文本框里没有段落",
        "请在条件之外留一个空段",
    ),
    Rule(
        "stray-text",
        "//text()[not(parent::w:t or parent::w:instrText or parent::w:delText or parent::w:delInstrText"
        " or parent::w:fldData)][normalize-space()][parent::w:*]",
        "文字落在段落之外“{}”",
        _MISPLACED,
    ),
    Rule(
        "paragraph-misplaced",
        _only_in("p", "tc body hdr ftr footnote endnote comment txbxContent docPartBody"),
        "段落套在另一段里",
        _MISPLACED,
    ),
    Rule(
        "table-misplaced",
        _only_in("tbl", "body tc hdr ftr footnote endnote comment txbxContent docPartBody"),
        "表格套在段落里",
        _MISPLACED,
    ),
    Rule("row-misplaced", _only_in("tr", "tbl"), "表格的行不在表格里", "请检查 {%tr %} 标签"),
    Rule("cell-misplaced", _only_in("tc", "tr"), "单元格不在表格的行里", "请检查 {%tc %} 标签"),
    Rule(
        "run-misplaced",
        "//w:r[not(parent::w:p)][parent::w:body or parent::w:tc or parent::w:tr or parent::w:tbl or parent::w:r"
        " or parent::w:hdr or parent::w:ftr or parent::w:t]",
        "文字不在段落里",
        "请检查 {%r %} 和 {{r }} 标签",
    ),
    Rule("text-misplaced", "//w:t[not(parent::w:r)]", "文字不在段落里", "请检查 {{r }} 标签"),
    Rule(
        "properties-misplaced",
        "//w:pPr[preceding-sibling::*][parent::w:p] | //w:rPr[preceding-sibling::*][parent::w:r]"
        " | //w:tcPr[preceding-sibling::*][parent::w:tc] | //w:trPr[preceding-sibling::w:tc][parent::w:tr]"
        " | //w:tblPr[preceding-sibling::w:tr][parent::w:tbl]",
        "格式设置不在最前面",
        "请检查这里的标签",
    ),
    Rule("section-misplaced", "//w:body/w:sectPr[following-sibling::*]", "正文末尾的页面设置之后还有内容", _MISPLACED),
    Rule(
        "reference-twice",
        "//w:sectPr/w:headerReference[@w:type = preceding-sibling::w:headerReference/@w:type]"
        " | //w:sectPr/w:footerReference[@w:type = preceding-sibling::w:footerReference/@w:type]",
        "同一节有两个同类的页眉或页脚",
        "请在 Word 里重设这一节的页眉页脚",
    ),
    Rule(
        "comment-misplaced",
        "/w:hdr//w:commentReference | /w:ftr//w:commentReference",
        "页眉页脚里有批注",
        "Word 不允许页眉页脚有批注，请删去",
    ),
)
_MERGE_HINT = "多为合并的首行没有打印；{%合并 %} 的条件在第一行须为真"
_FIELD_HINT = "多为 {% if %} 只包住了域的一部分；请把整个域放在条件之内或之外"
_FIELD, _FIELD_KIND = w("fldChar"), w("fldCharType")
_ROW, _CELL, _VAL = map(w, ("tr", "tc", "val"))
_COLUMNS = f"{w('tblGrid')}/{w('gridCol')}"
_MEASURE = regex(r"-?\d+(\.\d+)?(%|mm|cm|in|pt|pc|pi)?")
_MEASURED = {
    **dict.fromkeys(map(w, ("gridCol", "tcW", "tblW", "tblInd")), (w("w"),)),
    **dict.fromkeys(map(w, ("ilvl", "outlineLvl", "sz", "gridBefore")), (w("val"),)),
    w("pgSz"): (w("w"), w("h")),
}
_COMPILED = tuple((rule, elements(rule.path)) for rule in RULES)


def faults(story: Story) -> Iterator[Diagnostic]:
    """What Word refuses in the structure of a story."""
    for rule, find in _COMPILED:
        for found in find(story.root):
            yield story.fault(rule.code, rule.message.format(_loose(found)), rule.hint, found)
    yield from _fields(story)
    yield from _measures(story)
    for table in story.root.iter(w("tbl")):
        yield from _spans(table, story)


def _measures(story: Story) -> Iterator[Diagnostic]:
    """Widths, sizes and levels that are no numbers."""
    measures: set[str] = set()  # a table has the same widths again and again
    for element in story.root.iter(*_MEASURED):
        for attribute in _MEASURED[str(element.tag)]:
            told = element.get(attribute)
            if told is None or told in measures:
                continue
            if _MEASURE.fullmatch(told):
                measures.add(told)
            else:
                message = f"宽度、字号或级别“{told}”不是数"
                yield story.fault("number-invalid", message, "请在 Word 里重设这里的格式", element)


def _fields(story: Story) -> Iterator[Diagnostic]:
    """Fields (page numbers, references, a table of contents) that lost their beginning or their end."""
    begun: list[Element] = []
    for sign in story.root.iter(_FIELD):
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


def _spans(table: Element, story: Story) -> Iterator[Diagnostic]:
    """Cells wider than the table's grid, and cells that continue a merge which nothing began."""
    columns = len(table.findall(_COLUMNS))
    open_merges: set[int] = set()
    for row in inside(table, _ROW):
        at = _integer(child(child(row, "trPr"), "gridBefore"), 0) or 0
        merged: set[int] = set()
        for cell in inside(row, _CELL):
            look = child(cell, "tcPr")
            span = _integer(child(look, "gridSpan"), 1)
            if span is None or span < 1:
                yield story.fault("span-invalid", "单元格合并的列数无效", "合并列数（gridSpan）至少为 1", cell)
            merge = child(look, "vMerge")
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
