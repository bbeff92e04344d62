"""What must not leave the house: a .docx that Word would refuse, or text that a template left behind.

python-docx, LibreOffice and the SDK validator accept most of these faults; Word does not open such a file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.word.ooxml.package import AS_IT_STANDS, Finished, parsed, rels_name
from reportgen.word.ooxml.wordml import Element
from reportgen.word.safety import alike, ids, leftovers, references, structure
from reportgen.word.safety.story import STORIES, Story

__all__ = ["check"]
_MOST = 40
_LISTS = ("styles", "numbering", "footnotes", "endnotes", "comments")  # the parts in which what a body names stands


def check(docx: bytes | Finished, context: Any = None, *, file: str = "报告") -> list[Diagnostic]:
    """Every fault of a finished document: errors that refuse it, warnings about its text; [] when it is sound.

    `context` is what the document was made from: braces, 「None」 and the like that stand so in one of its values
    are what somebody typed and no fault. `file` is the name that places carry.
    """
    try:
        finished = Finished(docx) if isinstance(docx, bytes) else docx
        broken = list(_broken(finished, file, _body(finished)))
        known = alike.Known() if broken else finished.reading(alike.Known, *_looked_up(finished))
        sound = not broken and finished.main in finished and _sound_by_kind(finished, known)
        broken = [] if sound else list(_broken(finished, file))
    except (zipfile.BadZipFile, KeyError):
        return [error("not-docx", "不是 Word 文档（.docx），或文件已损坏", "请重新生成", Position(file))]
    if broken:
        return broken
    if finished.main not in finished:
        return [error("no-document", "文件包里没有正文", "请重新生成", Position(file))]
    typed = cache(partial(leftovers.typed, context))  # asked for where there is a trace, which is seldom
    found = list(references.of_package(finished, file))
    if not sound:
        found += _of_story(Story(file, finished.main, "正文", finished.tree(finished.main)), finished, typed)
    for part, name in _beside(finished).items():
        told = (part, finished.data(part))
        if told in known:
            continue
        story = Story(file, part, name, finished.tree(part))
        if _of_story(story, finished, tuple):
            found += _of_story(story, finished, typed)
        else:
            known.add(told)
    return found


def _body(finished: Finished) -> str:
    """The name of the document part, "" where the package does not tell it, or no longer can."""
    try:
        return finished.main
    except etree.XMLSyntaxError:
        return ""


def _looked_up(finished: Finished) -> Iterator[str | None]:
    """The parts in which what the texts name must stand."""
    yield from map(finished.linked, _LISTS)
    for part in (finished.main, *_beside(finished)):
        yield links if (links := rels_name(part)) in finished else None


def _beside(finished: Finished) -> Mapping[str, str]:
    """The parts beside the body that hold text, with what people call them."""
    links = finished.links(finished.main).values()
    return {link.target: STORIES[link.kind] for link in links if link.kind in STORIES and link.target in finished}


def _sound_by_kind(finished: Finished, known: alike.Known) -> bool:
    """Whether a look at what is not known yet of the body, and at all its words, shows that it is sound."""
    flow = finished.flow(finished.main)
    if flow is None or leftovers.illegal(words := flow.words()) or leftovers.suspected(unescape(words)):
        return False
    rest = alike.rest(flow, known)
    try:
        short = Story("", finished.main, "", parsed(finished.main, rest.xml, AS_IT_STANDS))
    except etree.XMLSyntaxError:
        return False
    if _of_story(short, finished, tuple):
        return False
    known.add(*rest.told)
    return True


def _of_story(story: Story, finished: Finished, typed: Callable[[], Iterable[str]]) -> list[Diagnostic]:
    kinds = (structure.faults(story), references.faults(story, finished), ids.faults(story))
    return [*(d for faults in kinds for d in _first(faults)), *leftovers.faults(story, typed)]


def _first(faults: Iterator[Diagnostic]) -> list[Diagnostic]:
    """The first of many faults: each costs a search for its place, and nobody mends hundreds of them one by one."""
    told = list(islice(faults, _MOST))
    more = next(faults, None)
    rest = error("more", f"同类问题还有，这里只列前 {_MOST} 处", "请先改正以上各处", more.position) if more else None
    return [*told, rest] if rest else told


def _broken(finished: Finished, file: str, but: str = "") -> Iterator[Diagnostic]:
    """Parts that are no well-formed XML, the part `but` aside."""
    for name in finished.entries:
        if name.endswith((".xml", ".rels")) and name != but:
            try:
                finished.reading(_whole, name)
            except etree.XMLSyntaxError as fault:
                place = Position(file, text=_near(finished.data(name), fault), place=name)
                yield error(
                    "not-well-formed", f"文件内容损坏（XML 不完整）：{fault.msg}", "请检查模板的标签位置", place
                )


def _whole(_: Element) -> bool:
    return True


def _near(part: bytes, fault: etree.XMLSyntaxError) -> str:
    """The text of the part around the fault, without its markup."""
    line, column = fault.position
    row = part.decode("utf-8", "replace").split("\n")[line - 1 : line]
    return leftovers.stripped(row[0][max(0, column - 200) : column + 40])[-40:] if row else ""
