"""Ids that stand twice in a document: Word refuses some such files and repairs others, never as anybody wished."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic
from reportgen.word.ooxml.wordml import CHOICES, Element, value, w
from reportgen.word.safety.story import Story

_DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PARAGRAPHS = "http://schemas.microsoft.com/office/word/2010/wordml"
_FALLBACK = f"{{{CHOICES}}}Fallback"
_CONTROL = w("sdtPr")  # its id is an element
_KINDS = {  # by element: what holds its id, and what people call it
    w("bookmarkStart"): ((w("id"), "书签编号"), (w("name"), "书签")),
    w("permStart"): ((w("id"), "编辑权限编号"),),
    w("commentReference"): ((w("id"), "批注"),),
    w("footnoteReference"): ((w("id"), "脚注"),),
    w("endnoteReference"): ((w("id"), "尾注"),),
    w("comment"): ((w("id"), "批注"),),
    w("footnote"): ((w("id"), "脚注"),),
    w("endnote"): ((w("id"), "尾注"),),
    _CONTROL: (("id", "内容控件编号"),),
    f"{{{_DRAWINGS}}}docPr": (("id", "图片编号"),),
    w("p"): ((f"{{{_PARAGRAPHS}}}paraId", "段落编号"),),
    w("tr"): ((f"{{{_PARAGRAPHS}}}paraId", "段落编号"),),
}
_HINT = "多为模板在循环里重复了它，或不同文件带来了相同的编号；请重新生成，仍有时请在模板里删去重插"


def faults(story: Story) -> Iterator[Diagnostic]:
    """Every id that stands in `story` a second time."""
    seen: set[tuple[str, str]] = set()
    for kind, attributes in _KINDS.items():
        for attribute, name in attributes:
            for element, id_ in _ids(story, kind, attribute):
                if (name, id_) in seen and next(element.iterancestors(_FALLBACK), None) is None:
                    yield story.fault("id-twice", f"{name}“{id_}”出现了两次", _HINT, element)
                seen.add((name, id_))


def _ids(story: Story, kind: str, attribute: str) -> list[tuple[Element, str]]:
    """The elements of one kind that have an id, with it."""
    if kind == _CONTROL:
        return [(element, id_) for element in story.all(kind) if (id_ := value(element, attribute))]
    return [(element, id_) for element in story.all(kind) if (id_ := element.get(attribute))]
