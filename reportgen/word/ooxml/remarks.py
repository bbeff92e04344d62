"""Comments taken out of a template: they are for its editors, and no reader of the report may see them."""

from __future__ import annotations

from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import STORIES, Element, w

_SIGNS = tuple(map(w, ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")))
_PARTS = frozenset(("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"))


def take_out(root: Element) -> None:
    """Take the signs of comments out of a part, with the runs that hold nothing else."""
    for sign in list(root.iter(*_SIGNS)):
        run = sign.getparent()
        if run is None:
            continue
        run.remove(sign)
        around = run.getparent()
        if run.tag == w("r") and around is not None and all(child.tag == w("rPr") for child in run):
            around.remove(run)


def drop(package: Package) -> None:
    """Take the comments themselves out of `package`, and their signs out of headers, footers and notes."""
    for link in list(package.links(package.main).values()):
        if link.kind in _PARTS:
            package.remove(package.main, link)
        elif link.kind in STORIES and link.target in package and b":comment" in package.data(link.target):
            root = package.tree(link.target)
            take_out(root)
            package.put_tree(link.target, root)
