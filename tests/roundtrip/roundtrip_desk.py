"""A department's folder, its report, and an editor that changes the report as Word would."""

from __future__ import annotations

import difflib
import shutil
from functools import cache
from pathlib import Path

from lxml import etree
from sample import FUTIAN, evaluated, inputs, read_inputs

from reportgen import pipeline
from reportgen.pipeline import Press
from reportgen.roundtrip.absorb import absorb
from reportgen.word.ooxml import archive
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import w
from reportgen.word.returned import regions


@cache
def press(dept: Path) -> Press:
    """The press of a sample's pack."""
    return pipeline.press(inputs(dept).pack)


@cache
def built(dept: Path) -> bytes:
    """The report of a sample as it is shipped."""
    return pipeline.printed(evaluated(inputs(dept)), press(dept))


class Desk:
    """A copy of the sample with its report."""

    def __init__(self, folder: Path, sample: Path = FUTIAN) -> None:
        shutil.copytree(sample.parent, folder, dirs_exist_ok=True)
        self.dept = folder / "dept.yaml"
        self.press = press(sample)
        self.report = folder / "报告.docx"
        self.report.write_bytes(built(sample))

    def build(self, *, draft: bool = False) -> None:
        given = read_inputs(self.dept, self.press.pack)
        self.report.write_bytes(pipeline.printed(pipeline.evaluate(given, draft=draft)[0], self.press))

    @property
    def yaml(self) -> str:
        return self.dept.read_text("utf-8")

    @property
    def people(self) -> str:
        return (self.dept.parent / "整改.yaml").read_text("utf-8")

    def edit(self, change) -> None:
        """`change` gets the tree of the document, and each control's content by tag."""
        rewrite(self.report, change)

    def say(self, tag: str, old: str, new: str) -> None:
        """Replace words in the control `tag`."""
        self.edit(lambda _, found: replace(found[tag], old, new))

    def absorb(self, **options):
        return absorb(self.report, self.dept, press=self.press, **options)

    def texts(self) -> dict[str, str]:
        """What the report says at each place."""
        return {r.tag: r.told for r in regions.read(self.report.read_bytes()).regions}


def rewrite(report: Path, change) -> None:
    """A report changed as Word would; `change` gets the tree of the document, and each control's content by tag."""
    finished = Finished(report.read_bytes())
    tree = finished.tree(finished.main)
    found = {t.get(w("val")): t.getparent().getparent().find(w("sdtContent")) for t in tree.iter(w("tag"))}
    change(tree, found)
    finished.put_tree(finished.main, tree)
    report.write_bytes(archive.write(finished.entries.values()))


def replace(element, old: str, new: str) -> None:
    """Replace words that may reach over several runs."""
    texts = list(element.iter(w("t")))
    whole = "".join(t.text or "" for t in texts)
    assert old in whole, (old, whole)
    for t in texts:
        t.text = ""
    texts[0].text = whole.replace(old, new)
    texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def paragraph(words: str, like, **looks: bool):
    """A paragraph in the style of `like`."""
    made = etree.Element(w("p"))
    style = like.find(f"{w('pPr')}/{w('pStyle')}")
    if style is not None:
        etree.SubElement(etree.SubElement(made, w("pPr")), w("pStyle"), {w("val"): style.get(w("val"))})
    run = etree.SubElement(made, w("r"))
    properties = etree.SubElement(run, w("rPr"))
    for look in looks:
        etree.SubElement(properties, w(look))
    etree.SubElement(run, w("t")).text = words
    return made


def codes(absorbed) -> list[str]:
    return [d.code for d in absorbed.diagnostics]


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [x[2:].strip() for x in lines if x[0] == "-"], [x[2:].strip() for x in lines if x[0] == "+"]


def strip(tree, *names):
    for element in list(tree.iter(*map(w, names))):
        parent = element.getparent()
        at = parent.index(element)
        if element.tag == w("sdt"):
            for child in reversed(list(element.find(w("sdtContent")))):
                parent.insert(at, child)
        parent.remove(element)


def emptied(content) -> None:
    for t in content.iter(w("t")):
        t.text = ""


def out(content) -> None:
    """The paragraph or control that holds `content` deleted."""
    sdt = content.getparent()
    holder = sdt.getparent()
    (holder if holder.tag == w("p") else sdt).getparent().remove(holder if holder.tag == w("p") else sdt)
