"""Controls put into the text of a report as templates print it, without a tree; what is unusual is left to a tree.

Usual are marks that stand alone in paragraphs of the body, around all that a paragraph says, or between plain runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from reportgen.facts.narrative import Block, Span, plain
from reportgen.patterns import regex
from reportgen.values import Changing, Frozen, field, replace
from reportgen.word.anchors import as_narrative
from reportgen.word.anchors.labels import Label, Labels
from reportgen.word.anchors.plain_paragraph import (
    END,
    PARAGRAPH,
    RunOrMark,
    UnusualError,
    marked,
    taken_apart,
    words,
)
from reportgen.word.anchors.sentinels import CONTROLLED
from reportgen.word.numbering import Numbered, Numbering
from reportgen.word.ooxml.flow import CLOSING, WRITTEN, Parted, foreign, parted
from reportgen.word.ooxml.package import AS_IT_STANDS, Finished, parsed
from reportgen.word.ooxml.wordml import STORIES, Element, children, integer
from reportgen.word.tags.patch import DECLARATION

# without this LibreOffice 7.4 takes the control for one within a paragraph and saves its text several times
BLOCKS_KIND = '<w:docPartObj><w:docPartGallery w:val="Custom 1"/></w:docPartObj>'
_BOOKMARK = regex(r"<w:bookmarkStart\b[^<>]*?\bw:id=\"([^\"]*)\"")
_CONTROL = regex(r"<w:id w:val=\"([^\"]*)\"")
_EMPTY = regex(r"<w:p(?: [^<>]*)?/>")
_QUOTED = regex(r"=\"[^\"<>]*&#3[49];")
# what templates print otherwise than lxml writes it
_EMPTY_TEXTS = (('<w:t xml:space="preserve"></w:t>', '<w:t xml:space="preserve"/>'), ("<w:t></w:t>", "<w:t/>"))
_QUOTES = (("&#34;", '"'), ("&#39;", "'"))
_CONTROL_END = "</w:sdtContent></w:sdt>"


class _Opened(Frozen):
    """A paragraph with nothing but a mark, at whose place among the stretches something is to be kept together."""

    name: str
    at: int
    paragraph: str


def anchor(finished: Finished) -> Labels | None:
    """The labels of the controls that stand in `finished` from now on; None, and nothing done, where it is unusual."""
    xml = _as_written(finished.data(finished.main).decode("utf-8", "replace"))
    parts = parted(xml) if xml else None
    if parts is None:
        return None
    labels = Labels(_first_id(finished, xml), set(map(integer, _CONTROL.findall(xml))))
    known = finished.reading(_Known, finished.linked("styles"), finished.linked("numbering"))
    writer = _Writer(Numbering.of(finished), known, labels, parts.head)
    try:
        writer.run(parts)
    except UnusualError:
        return None
    finished.put_parted(finished.main, replace(parts, stretches=writer.done))
    return writer.labels


def _as_written(xml: str) -> str:
    """The XML of a part as lxml would write what a template printed; "" where that is more than a few signs."""
    body = xml.removeprefix(DECLARATION)
    quotes = "&#3" in body
    if body is xml or foreign(body) or (quotes and _QUOTED.search(body)):
        return ""
    for printed, written in (*_EMPTY_TEXTS, *(_QUOTES if quotes else ())):
        body = body.replace(printed, written)
    return f"{WRITTEN}{body}"


def _first_id(finished: Finished, xml: str) -> int:
    """The first number that no bookmark has, in the body or elsewhere."""
    others = {x.target for x in finished.links(finished.main).values() if x.kind in STORIES and x.target in finished}
    holding = [data.decode("utf-8", "replace") for name in others if b"bookmarkStart" in (data := finished.data(name))]
    return max((integer(found) for told in (xml, *holding) for found in _BOOKMARK.findall(told)), default=0) + 1


class _Known:
    """How paragraphs stand and runs look, by their XML and by what says before the body how names are meant."""

    def __init__(self, *_: Any) -> None:
        self.stands: dict[tuple[str, str], Numbered] = {}
        self.looks: dict[tuple[str, str], tuple[bool, bool]] = {}


class _Writer(Changing):
    """Writes the controls of one document: what stands in its body is `done`, as in Parted."""

    numbering: Numbering
    known: _Known
    labels: Labels
    head: str
    done: list[tuple[str, str]] = field(default_factory=list)
    opened: _Opened | None = None

    def run(self, parts: Parted) -> None:
        """Go through the body; raises UnusualError."""
        for (name, xml), (following, _) in zip(parts.stretches, (*parts.stretches[1:], ("", "")), strict=True):
            if not marked(xml):
                self.done.append((name, xml))
            elif name == "p":
                self._paragraph(xml, following)
            else:
                self.done.append((name, "".join(self._inside(xml))))
        if self.opened:
            raise UnusualError

    def _paragraph(self, xml: str, following: str) -> None:
        """A paragraph of the body, with marks."""
        begin, parts = taken_apart(xml)
        first, last = parts[0], parts[-1]
        if len(parts) == 1 and first.opens:
            self._open(first.name, begin)
        elif len(parts) == 1 and first.name:
            self._close(first.name, begin, following)
        elif first.opens and not last.opens and first.name == last.name and sum(bool(part.name) for part in parts) == 2:
            whole = f"{begin}{''.join(part.run for part in parts)}{END}"
            self.done.append(("sdt", self._around(first.name, [whole])))
        else:
            self.done.append(("p", self._within(begin, parts)))

    def _open(self, name: str, begin: str) -> None:
        if self.opened:
            raise UnusualError
        self.opened = _Opened(name, len(self.done), begin)

    def _close(self, name: str, begin: str, following: str) -> None:
        """Put what was printed since the mark `name` opened into a control.

        The paragraphs of the marks go, but for one between two tables, which would become one.
        """
        opened, self.opened = self.opened, None
        if opened is None or opened.name != name:
            raise UnusualError
        between = self.done[opened.at :]
        del self.done[opened.at :]
        if between:
            if self._table_before() and between[0][0] == "tbl":
                self.done.append(("p", _emptied(opened.paragraph)))
            self.done.append(("sdt", self._around(name, [xml for _, xml in between])))
        if self._table_before() and following == "tbl":
            self.done.append(("p", _emptied(begin)))

    def _table_before(self) -> bool:
        return bool(self.done) and self.done[-1][0] == "tbl"

    def _inside(self, xml: str) -> Iterator[str]:
        """A table, or a control of the template's own, whose paragraphs hold marks."""
        at = 0
        while (mark := xml.find(CONTROLLED.opening, at)) >= 0:
            start = max(xml.rfind("<w:p>", at, mark), xml.rfind("<w:p ", at, mark))
            end = xml.find(END, mark) + len(END)
            begin, parts = taken_apart(xml[max(start, 0) : end])
            in_a_run = max(xml.rfind("<w:r>", 0, start), xml.rfind("<w:r ", 0, start)) > xml.rfind("</w:r>", 0, start)
            if len(parts) == 1 or in_a_run or CONTROLLED.closing in xml[at:start]:
                raise UnusualError
            yield xml[at:start]
            yield self._within(begin, parts)
            at = end
        if CONTROLLED.closing in xml[at:]:
            raise UnusualError
        yield xml[at:]

    def _around(self, name: str, stretches: Sequence[str]) -> str:
        """A control around whole paragraphs and tables; its bookmark reaches from the first paragraph to the last."""
        tag, xml = self.labels.tag(name), "".join(stretches)
        begin, last = PARAGRAPH.search(xml), max(xml.rfind("<w:p>"), xml.rfind("<w:p "))
        if begin is None or xml.startswith("<w:pPr", begin.end()) or _EMPTY.search(xml):
            raise UnusualError
        told = as_narrative.told(tag, self._blocks(stretches))
        start, control, end = _control(self.labels.label(tag, told), BLOCKS_KIND)
        at, to = begin.end(), xml.index(END, last)
        return f"{control}{xml[:at]}{start}{xml[at:to]}{end}{xml[to:]}{_CONTROL_END}"

    def _blocks(self, stretches: Sequence[str]) -> Sequence[Block]:
        """The blocks of narrative in a control; where there is more than plain paragraphs a tree tells them."""
        try:
            paragraphs = [taken_apart(xml) for xml in stretches]
        except UnusualError:
            return as_narrative.read(self._elements("".join(stretches)), self.numbering)
        seen = [(self._seen(begin), map(self._span, parts)) for begin, parts in paragraphs]
        told = [as_narrative.standing(stands, words, self.numbering) for stands, words in seen]
        return [paragraph for paragraph in told if plain(paragraph.spans).strip()]

    def _seen(self, begin: str) -> Numbered:
        if (self.head, begin) not in self.known.stands:
            paragraph = self._elements(f"{begin}{END}")[0]
            self.known.stands[self.head, begin] = self.numbering.seen(paragraph)
        return self.known.stands[self.head, begin]

    def _span(self, run: RunOrMark) -> Span:
        key = (self.head, run.look)
        if run.look and key not in self.known.looks:
            (paragraph,) = self._elements(f"<w:p>{run.look}</w:p>")
            self.known.looks[key] = as_narrative.look(paragraph[0])
        return Span(words(run), *(self.known.looks[key] if run.look else (False, False)))

    def _elements(self, xml: str) -> list[Element]:
        return children(parsed("", f"{self.head}{xml}{CLOSING}".encode(), AS_IT_STANDS)[-1])

    def _within(self, begin: str, parts: Sequence[RunOrMark]) -> str:
        """A paragraph with controls around runs."""
        done, runs, name = [begin], list[RunOrMark](), ""
        for part in parts:
            if part.run and name:
                runs.append(part)
            elif part.run:
                done.append(part.run)
            elif part.opens and not name:
                name = part.name
            elif name and part.name == name and not part.opens:
                done.append(self._of_runs(name, runs))
                runs, name = [], ""
            else:
                raise UnusualError
        if name:
            raise UnusualError
        return "".join((*done, END))

    def _of_runs(self, name: str, runs: Sequence[RunOrMark]) -> str:
        tag, xml, told = self.labels.tag(name), "".join(run.run for run in runs), "".join(map(words, runs))
        if not told.strip():
            return xml
        start, control, end = _control(self.labels.label(tag, told))
        return f"{start}{control}{xml}{_CONTROL_END}{end}"


def _control(label: Label, kind: str = "") -> tuple[str, str, str]:
    """How a bookmark and its control begin, and how the bookmark ends."""
    start = f'<w:bookmarkStart w:id="{label.bookmark}" w:name="{label.name}"/>'
    end = f'<w:bookmarkEnd w:id="{label.bookmark}"/>'
    tag = escape(label.tag, quote=False).replace('"', "&quot;")
    told = f'<w:alias w:val="{tag}"/><w:tag w:val="{tag}"/><w:id w:val="{label.control}"/>'
    return start, f"<w:sdt><w:sdtPr>{told}{kind}</w:sdtPr><w:sdtContent>", end


def _emptied(begin: str) -> str:
    """A paragraph that begins so, and in which nothing stands."""
    return f"{begin}{END}" if "<w:pPr" in begin else f"{begin[:-1]}/>"
