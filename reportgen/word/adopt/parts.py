"""Pictures, links, charts, headers: what content refers to by relationship comes along under a name of its own."""

from __future__ import annotations

from reportgen.values import replace
from reportgen.word.adopt.styles import Styles
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import LINKS, Element, xpath

_RELATION = f"{{{LINKS}}}"
_RELATED = xpath("descendant-or-self::*[@r:*]", r=LINKS)
_WITH_STYLES = ("header", "footer")


def point(container: Element, origin: Package, shell: Package, styles: Styles, *, except_in: set[Element]) -> None:
    """Point every relationship in `container` at a copy in the shell, but in the sections that are the shell's."""
    links = origin.links(origin.main)
    for element in _RELATED(container):
        if element in except_in or element.getparent() in except_in:
            continue
        for name, old in element.attrib.items():
            if str(name).startswith(_RELATION) and (link := links.get(str(old))):
                target = link.target
                if not link.external:
                    target = bring(origin, target, shell, styles if link.kind in _WITH_STYLES else None)
                element.set(name, shell.add_link(shell.main, link.type, target, link.external))


def bring(origin: Package, part: str, shell: Package, styles: Styles | None = None) -> str:
    """Copy a part, with all that it links to, into the shell; its name there (that of an equal part, if there is)."""
    data = origin.data(part)
    if part in shell and shell.data(part) == data and not origin.links(part) and styles is None:
        return part
    stem, dot, end = part.rpartition(".")
    new = next(name for n in range(1, 10**6) if (name := f"{stem}_{n}{dot}{end}") not in shell)
    if styles:
        tree = origin.tree(part)
        styles.point(tree)
        shell.put_tree(new, tree)
    else:
        shell.put(new, data)
    shell.declare(new, origin.content_type(part))
    for link in origin.links(part).values():
        shell.keep_link(new, link if link.external else replace(link, target=bring(origin, link.target, shell)))
    return new
