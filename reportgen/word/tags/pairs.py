"""Tags that belong together: every if has its endif, in the same place; what stands beside a tag does not vanish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Diagnostic, error, warning
from reportgen.values import Frozen
from reportgen.word.ooxml.wordml import Element, w
from reportgen.word.tags.beside import signs
from reportgen.word.tags.scan import TaggedParagraph
from reportgen.word.tags.tag_syntax import CLOSED
from reportgen.word.tags.word_tag import Tag

_HOLDERS = {"p": "p", "tr": "tr", "tc": "tc"}
_ALONE = {
    "p": "请把它移到另一段，让这个标签单独占一段",
    "tr": "请把它移到另一行，让这个标签单独占一行",
    "tc": "请把它移到另一格，让这个标签单独占一格",
}
_NAMES = {"p": "段落", "tr": "表格的行", "tc": "单元格", "r": "文字", "": "段落里的文字"}


class Opened(Frozen):
    """A statement that waits for its end; `holder` is the XML element in which both must stand."""

    tag: Tag
    word: str
    holder: Element | None


def look(paragraphs: Sequence[TaggedParagraph]) -> Iterator[Diagnostic]:
    """Everything wrong between the tags of a part."""
    stack: list[Opened] = []
    for paragraph in paragraphs:
        yield from _beside(paragraph)
        for tag in paragraph.tags:
            if tag.kind == "{%":
                yield from _paired(tag, paragraph.element, stack)
    for left in stack:
        yield _unclosed(left)


def _paired(tag: Tag, element: Element, stack: list[Opened]) -> Iterator[Diagnostic]:
    word = tag.word
    if word in CLOSED or (word == "set" and "=" not in tag.body):
        stack.append(Opened(tag, word, _holder(tag, element)))
    elif word in ("else", "elif"):
        if not stack or stack[-1].word not in ("if", "for"):
            yield error("lone-else", f"“{tag.source}”前面没有对应的 if", "请检查前面的 if 和 endif", tag.position)
        else:
            yield from _same_place(stack[-1], tag, element)
    elif word.startswith("end"):
        yield from _closed(tag, word.removeprefix("end"), element, stack)


def _closed(tag: Tag, word: str, element: Element, stack: list[Opened]) -> Iterator[Diagnostic]:
    if word not in [opened.word for opened in stack]:
        yield error("lone-end", f"“{tag.source}”前面没有对应的 {word}", f"请删去，或在前面补上 {word}", tag.position)
        return
    while stack[-1].word != word:
        yield _unclosed(stack.pop())
    yield from _same_place(stack.pop(), tag, element)


def _unclosed(opened: Opened) -> Diagnostic:
    level = f"{opened.tag.level} " if opened.tag.level else " "
    hint = f"请在后面补上 {{%{level}end{opened.word} %}}"
    return error("unclosed", f"“{opened.tag.source}”没有对应的 end{opened.word}", hint, opened.tag.position)


def _same_place(opened: Opened, tag: Tag, element: Element) -> Iterator[Diagnostic]:
    if opened.tag.level != tag.level:
        message = f"“{opened.tag.source}”与“{tag.source}”（{opened.tag.spot.place}）的写法不同级"
        level = opened.tag.level
        yield error(
            "levels-differ", message, f"两处都写成 {{%{level} 或都不写" if level else "请去掉字母", tag.position
        )
    elif opened.holder is not _holder(tag, element):
        where = opened.tag.spot.place
        if tag.level == "" and _holds(opened.holder) is _holds(element):
            message = f"“{tag.source}”与“{opened.tag.source}”（{where}）不在同一段，两段会连成一段"
            yield warning("joins-paragraphs", message, "要成段出现或略去时，请写成 {%p …  %} 并单独成段", tag.position)
            return
        message = f"“{tag.source}”与“{opened.tag.source}”（{where}）不在同一处{_NAMES[tag.level]}"
        yield error("apart", message, "两个标签须在同一个单元格、同一张表或同为正文", tag.position)


def _holder(tag: Tag, element: Element) -> Element | None:
    """For a paragraph what contains it, for a row its table, for a cell its row, else the paragraph itself."""
    if tag.level in _HOLDERS:
        own = element if tag.level == "p" else next(element.iterancestors(w(tag.level)), None)
        return None if own is None else own.getparent()
    return element


def _holds(element: Element | None) -> Element | None:
    return None if element is None else element.getparent()


def _beside(paragraph: TaggedParagraph) -> Iterator[Diagnostic]:
    """Text that would vanish with a tag, and tags that would leave an empty paragraph."""
    for tag in paragraph.tags:
        if tag.level not in _HOLDERS:
            continue
        if tag.level != "p" and next(paragraph.element.iterancestors(w(tag.level)), None) is None:
            yield error("no-table", f"“{tag.source}”不在表格里", "请写成 {%p … %}，或移到表格的单独一行", tag.position)
        elif lost := _lost(paragraph, tag):
            message = f"“{tag.source}”所在的{_NAMES[tag.level]}里还有{lost}，会一起消失"
            yield error("beside-tag", message, _ALONE[tag.level], tag.position)
            return
    inline = [tag for tag in paragraph.tags if tag.kind == "{%" and tag.level == "" and not any(tag.joins)]
    if inline and len(inline) == len(paragraph.tags) and not paragraph.plain.strip() and _only_flow(inline):
        message = f"这一段只有“{inline[0].source}”，会留下一个空段"
        yield warning("empty-paragraph", message, "请写成 {%p … %}", inline[0].position)


def _only_flow(tags: Sequence[Tag]) -> bool:
    return all(tag.word in CLOSED or tag.word.startswith(("end", "el", "set", "include")) for tag in tags)


def _lost(paragraph: TaggedParagraph, tag: Tag) -> str:
    """What stands in the same paragraph, cell or row as `tag`, without `tag` itself, and would not be printed."""
    if tag.level == "p":
        holder, text = paragraph.element, paragraph.spot.text
    else:
        holder = next(paragraph.element.iterancestors(w(tag.level)))
        text = "".join(t.text or "" for t in holder.iter(w("t")))
    beside = text.replace(tag.source, "", 1).strip()
    return "、".join([f"“{beside[:20]}”"] * bool(beside) + signs(holder, breaks=tag.level != "p"))
