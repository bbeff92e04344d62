"""Lists made with Word's own numbers and bullets in a narrative: Markdown lists, printed as the template numbers."""

import pytest
from lxml import etree
from roundtrip_desk import Desk, changed_lines, paragraph, replace

from reportgen.word.ooxml import archive
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import w

NUMBERED, BULLETS, HAN = "901", "902", "903"
_LEVELS = {
    NUMBERED: (("decimal", "%1."), ("lowerLetter", "%2)")),
    HAN: (("chineseCountingThousand", "%1、"), ("decimal", "%1.%2")),
    BULLETS: (("bullet", "\uf0b7"), ("bullet", "o")),
}


def add_lists(desk: Desk) -> None:
    """A numbered list and a bulleted one among the report's lists, as Word adds them when a button is pressed."""
    finished = Finished(desk.report.read_bytes())
    name = finished.linked("numbering")
    root = finished.tree(name)
    nums = root.findall(w("num"))
    for number, levels in _LEVELS.items():
        abstract = etree.Element(w("abstractNum"), {w("abstractNumId"): number})
        for i, (form, pattern) in enumerate(levels):
            level = etree.SubElement(abstract, w("lvl"), {w("ilvl"): str(i)})
            for key, told in (("start", "1"), ("numFmt", form), ("lvlText", pattern)):
                etree.SubElement(level, w(key), {w("val"): told})
        nums[0].addprevious(abstract)
        num = etree.SubElement(root, w("num"), {w("numId"): number})
        etree.SubElement(num, w("abstractNumId"), {w("val"): number})
    finished.put_tree(name, root)
    desk.report.write_bytes(archive.write(finished.entries.values()))


def item(words: str, like, number: str, level: int = 0):
    """A paragraph that Word numbers."""
    made = paragraph(words, like)
    look = made.find(w("pPr"))
    place = etree.SubElement(look, w("numPr"))
    etree.SubElement(place, w("ilvl"), {w("val"): str(level)})
    etree.SubElement(place, w("numId"), {w("val"): number})
    return made


LISTS = [
    (
        [("修订制度", NUMBERED, 0), ("核对台账", NUMBERED, 0)],
        ["1. 修订制度", "2. 核对台账"],
        ["1.修订制度", "2.核对台账"],
    ),
    ([("修订制度", BULLETS, 0), ("核对台账", BULLETS, 0)], ["- 修订制度", "- 核对台账"], ["·修订制度", "·核对台账"]),
    (
        [("修订制度", NUMBERED, 0), ("分头起草", NUMBERED, 1), ("会同审定", NUMBERED, 1), ("核对台账", NUMBERED, 0)],
        ["1. 修订制度", "1. 分头起草", "2. 会同审定", "2. 核对台账"],
        ["1.修订制度", "（1）分头起草", "（2）会同审定", "2.核对台账"],
    ),
    (
        [("修订制度", HAN, 0), ("分头起草", HAN, 1), ("核对台账", HAN, 0)],
        ["1. 修订制度", "1. 分头起草", "2. 核对台账"],
        ["1.修订制度", "（1）分头起草", "2.核对台账"],
    ),
    ([("收入<支出*", NUMBERED, 0)], ["1. 收入<支出\\*"], ["1.收入<支出*"]),
]


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "typed", "prints"), LISTS)
def test_lists_become_markdown_and_print_as_the_template_numbers(tmp_path, rows, typed, prints):
    desk = Desk(tmp_path)
    add_lists(desk)
    before = desk.yaml

    def change(_, found):
        last = found["叙述.履职情况"].findall(w("p"))[-1]
        for words, number, level in reversed(rows):
            last.addnext(item(words, last, number, level))

    desk.edit(change)
    absorbed = desk.absorb()
    assert [str(e.place) for e in absorbed.written] == ["叙述.履职情况"]
    assert absorbed.diagnostics == ()
    assert changed_lines(before, desk.yaml) == ([], ["", *typed])
    after = desk.yaml
    assert (desk.absorb(yes=True).written, desk.yaml) == ((), after)
    desk.build()
    assert desk.texts()["叙述.履职情况"].split("\n")[-len(prints) :] == prints
    assert desk.absorb().written == ()


def test_an_item_changed_in_a_list_made_in_word_is_changed_alone(tmp_path):
    desk = Desk(tmp_path)
    add_lists(desk)

    def change(_, found):
        last = found["叙述.履职情况"].findall(w("p"))[-1]
        last.addnext(item("核对台账", last, NUMBERED))
        last.addnext(item("修订制度", last, NUMBERED))

    desk.edit(change)
    desk.absorb()
    before = desk.yaml
    desk.edit(lambda _, found: replace(found["叙述.履职情况"].findall(w("p"))[-1], "核对台账", "逐月核对台账"))
    desk.absorb(yes=True)
    assert changed_lines(before, desk.yaml) == (["2. 核对台账"], ["2. 逐月核对台账"])


def test_a_list_that_was_typed_as_one_stays_one(tmp_path):
    desk = Desk(tmp_path)
    old = desk.yaml
    at = old.index("  增减原因:")
    end = old.index("\n  ", old.index("\n", at) + 1)
    rest = old[end:]
    while rest.startswith("\n    "):
        end = old.index("\n", end + 1)
        rest = old[end:]
    listed = "  增减原因: |\n    有三点：\n\n    1. **人员**增加。\n    2. 项目增加。\n    3. 公用减少。"
    desk.dept.write_text(old[:at] + listed + rest, "utf-8")
    desk.build()
    before = desk.yaml

    def change(_, found):
        paragraphs = found["叙述.增减原因"].findall(w("p"))
        replace(paragraphs[2], "项目增加", "重点项目增加")
        last = paragraphs[3]
        last.addnext(paragraph("（4）其他。".replace("（4）", told_sign(paragraphs[3], 4)), last))

    desk.edit(change)
    desk.absorb()
    assert changed_lines(before, desk.yaml) == (["2. 项目增加。"], ["2. 重点项目增加。", "4. 其他。"])


def told_sign(like, number: int) -> str:
    """The sign before an item, with another number."""
    words = "".join(t.text or "" for t in like.iter(w("t")))
    return words[: words.index("公用")].replace("3", str(number))
