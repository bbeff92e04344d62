"""Page sections that stand inside inherited content: the district's own page setup wins.

Paper, margins, grid, headers and footers of an inner section are those of the shell's own section of the same
orientation, the most alike where it has several; where it has none, the section stays as it is, and where those have
neither header nor footer (a cover, say), its headers and footers stay. What makes the section what it is stays: how it
begins, where its page numbers start, and that a page without header or footer has none.
"""

from __future__ import annotations

import copy

from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import Element, w

SECTION = w("sectPr")
_REFERENCES = (w("headerReference"), w("footerReference"))
_OWN = tuple(map(w, ("footnotePr", "endnotePr", "type", "pgNumType", "vAlign", "titlePg")))
_ORDER = tuple(
    w(name)
    for name in (
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc"),
        *("pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg"),
        *("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings"),
    )
)


def replace(container: Element, shell: Package) -> set[Element]:
    """Give the sections in `container` the shell's page setup; those that have it now."""
    own = list(shell.tree(shell.main).iter(SECTION))
    done: set[Element] = set()
    for section in list(container.iter(SECTION)):
        alike = [candidate for candidate in own if _lies(candidate) == _lies(section)]
        parent = section.getparent()
        if alike and parent is not None:
            pages = [candidate for candidate in alike if _headed(candidate)] if _headed(section) else alike
            best = max(pages or alike, key=lambda candidate: len(_features(candidate) & _features(section)))
            made = _merged(section, best)
            parent.replace(section, made)
            if pages:  # else its headers and footers are still those of the file it came from
                done.add(made)
    return done


def _merged(section: Element, page: Element) -> Element:
    theirs = _headed(section) and _headed(page)
    own = _OWN if theirs or not _headed(section) else (*_OWN, *_REFERENCES)
    taken = [copy.deepcopy(c) for c in page if c.tag not in _OWN and (theirs or c.tag not in _REFERENCES)]
    kept = [child for child in section if child.tag in own]
    made = copy.copy(section)
    made[:] = sorted((*taken, *kept), key=_rank)
    return made


def _headed(section: Element) -> bool:
    """Whether the section has a header or footer of its own."""
    return any(child.tag in _REFERENCES for child in section)


def _rank(child: Element) -> int:
    return max(_ORDER.index(str(child.tag)), 1) if child.tag in _ORDER else len(_ORDER)


def _lies(section: Element) -> bool:
    size = section.find(w("pgSz"))
    return size is not None and size.get(w("orient")) == "landscape"


def _features(section: Element) -> set[tuple[str, str | None]]:
    return {(str(child.tag), child.get(w("type")) or child.get(w("val"))) for child in section}
