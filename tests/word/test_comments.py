"""Comments in a .docx, and the places of a report that get one."""

import datetime as dt
from decimal import Decimal

import pytest
from docx_parts import cell, docx, paragraph, part, styles_xml, table

from reportgen import word
from reportgen.diagnostics import Position, error
from reportgen.packs.filters import FILTERS
from reportgen.word.anchors.comments import Comments
from reportgen.word.anchors.review_notes import Note, comment
from reportgen.word.anchors.sentinels import CONTROLLED, NOTED
from reportgen.word.anchors.tagging import Number, Placed, keeping
from reportgen.word.ooxml import archive
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import text, w
from reportgen.word.workshop.annotate import annotate

NOW = dt.datetime(2022, 3, 1, 9, 30, tzinfo=dt.UTC)


def read(made: bytes) -> str:
    """Each comment with the words it is on, its lines indented."""
    finished = Finished(made)
    tree = finished.tree(finished.main)
    if "word/comments.xml" not in finished:
        return ""
    found = finished.tree("word/comments.xml")
    return "".join(f"「{on(tree, one.get(w('id')))}」\n" + "".join(f"  {text(p)}\n" for p in one) for one in found)


def on(tree, number: str) -> str:
    """What stands between the ends of a comment; its sign must follow."""
    words, inside = "", False
    for element in tree.iter():
        if element.get(w("id")) == number and element.tag == w("commentRangeStart"):
            inside = True
        elif element.get(w("id")) == number and element.tag == w("commentRangeEnd"):
            assert element.getnext().find(w("commentReference")).get(w("id")) == number
            return words
        elif inside and element.tag == w("t"):
            words += element.text or ""
    raise AssertionError(f"comment {number} has no end")


def written(package: Finished, tree) -> bytes:
    package.put_tree(package.main, tree)
    return archive.write(package.entries.values())


def commented(body: str, *lines: str, others=None) -> bytes:
    """A comment of `lines` on the first run of `body`."""
    finished = Finished(docx(body, others=others))
    tree = finished.tree(finished.main)
    comments = Comments(finished, "某人", "某", NOW)
    run = next(tree.iter(w("r")))
    comments.add(run, run, lines)
    comments.save()
    return written(finished, tree)


def test_a_comment_has_its_lines_its_writer_and_its_date():
    made = commented(paragraph("甲") + paragraph("乙"), "第一行\n第二行", "第三行")
    assert read(made) == "「甲」\n  第一行\n  第二行\n  第三行\n"
    about = Finished(made).tree("word/comments.xml")[0].attrib
    assert (about[w("author")], about[w("initials")], about[w("date")]) == ("某人", "某", "2022-03-01T09:30:00Z")
    assert word.check(made) == []
    assert word.outline(made) == "甲\n乙\n"


def test_comments_that_are_there_stay_and_ids_go_on():
    old = part("comments", f'<w:comment w:id="7" w:author="前人">{paragraph("旧批注")}</w:comment>')
    body = '<w:p><w:r><w:t>甲</w:t></w:r><w:commentRangeStart w:id="7"/><w:r><w:t>乙</w:t></w:r>'
    body += '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r></w:p>'
    made = commented(body, "新批注", others={"word/comments.xml": old})
    assert read(made) == "「乙」\n  旧批注\n「甲」\n  新批注\n"


def test_the_styles_of_comments_are_brought_where_they_lack_and_not_twice():
    once = Finished(commented(paragraph("甲"), "一"))
    names = [s.find(w("name")).get(w("val")) for s in once.root("styles")]
    assert names.count("annotation text") == names.count("annotation reference") == 1
    styles = styles_xml().replace("公文正文", "Annotation Text").replace('w:styleId="Body"', 'w:styleId="a3"')
    other = Finished(commented(paragraph("甲"), "一", others={"word/styles.xml": styles}))
    assert [p.get(w("val")) for p in other.tree("word/comments.xml").iter(w("pStyle"))] == ["a3"]


def test_without_comments_nothing_is_added():
    finished = Finished(docx(paragraph("甲")))
    before = dict(finished.entries)
    Comments(finished, "某人", "某").save()
    assert finished.entries == before


def test_a_finding_without_a_place_in_the_body_is_told_at_the_first_paragraph():
    found = [error("x", "页眉有错", "请改", Position("a.docx", place="页眉第 1 段")), error("y", "第二段有错")]
    found[1:] = [error("y", "第二段有错", "", Position("a.docx", place="正文第 2 段"))]
    made = annotate(docx(paragraph("甲") + paragraph("乙")), found)
    assert read(made) == "「甲」\n  【a.docx 页眉第 1 段】\n  错误：页眉有错\n  请改\n「乙」\n  错误：第二段有错\n"


def test_a_template_without_a_paragraph_gets_one_for_its_findings():
    made = annotate(docx(""), [error("x", "没有内容")])
    assert read(made) == "「」\n  错误：没有内容\n"


def noted(tag: str, words: str) -> str:
    opening, closing = NOTED.around(tag)
    return f"{opening}{words}{closing}"


def control(tag: str, words: str, *, whole: bool) -> str:
    inside = paragraph(words) if whole else f"<w:r><w:t>{words}</w:t></w:r>"
    made = f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'
    return made if whole else f"<w:p><w:r><w:t>一是</w:t></w:r>{made}<w:r><w:t>。</w:t></w:r></w:p>"


RATE, SHARE = Note(("率：1 ÷ 2 = 50%",), ("取数一致",)), Note(("比：3 ÷ 4 = 75%",), ("取数一致",))
REMARK = Note(("指标：编外",), ())
PLACES = {
    "a remark": (
        paragraph(f"前{noted('评语.B42', '编外偏多。')}后"),
        {"评语.B42": REMARK},
        "「编外偏多。」\n  指标：编外\n",
    ),
    "figures of a paragraph together": (
        paragraph(f"率{noted('计算.率', '50%')}，比{noted('计算.比', '75%')}。"),
        {"计算.率": RATE, "计算.比": SHARE},
        "「50%，比75%」\n  率：1 ÷ 2 = 50%\n  比：3 ÷ 4 = 75%\n  请确认：取数一致。\n",
    ),
    "figures of two paragraphs apart": (
        paragraph(f"率{noted('计算.率', '50%')}") + paragraph(f"比{noted('计算.比', '75%')}"),
        {"计算.率": RATE, "计算.比": SHARE},
        "「50%」\n  率：1 ÷ 2 = 50%\n  请确认：取数一致。\n「75%」\n  比：3 ÷ 4 = 75%\n  请确认：取数一致。\n",
    ),
    "only the first place of a figure": (
        paragraph(noted("计算.率", "50%")) + paragraph(noted("计算.率", "50%")),
        {"计算.率": RATE},
        "「50%」\n  率：1 ÷ 2 = 50%\n  请确认：取数一致。\n",
    ),
    "a cell": (
        table(cell("得分") + cell(noted("评分表.A1", "2"))),
        {"评分表.A1": REMARK},
        "「2」\n  指标：编外\n",
    ),
    "a control of a whole paragraph": (
        control("问题.B42.标题", "编外偏多", whole=True),
        {"问题.B42.标题": REMARK},
        "「编外偏多」\n  指标：编外\n",
    ),
    "a control between words": (
        control("问题.B42.措施.1", "只减不增", whole=False),
        {"问题.B42.措施.1": REMARK},
        "「只减不增。」\n  指标：编外\n",
    ),
    "nothing ends before a control": (
        control("问题.B42.措施.1", "只减不增", whole=False).replace("一是", noted("评语.A1", "好。")),
        {"评语.A1": REMARK, "问题.B42.措施.1": RATE},
        "「好。只减不增。」\n  指标：编外\n「只减不增。」\n  率：1 ÷ 2 = 50%\n  请确认：取数一致。\n",
    ),
    "a place without a note, a note without a place": (
        paragraph(noted("评语.A1", "好。")),
        {"评语.B42": REMARK},
        "",
    ),
    "a mark that is not closed": (paragraph(NOTED.around("评语.B42")[0] + "好。"), {"评语.B42": REMARK}, ""),
}


@pytest.mark.parametrize(("body", "notes", "told"), PLACES.values(), ids=PLACES.keys())
def test_a_note_becomes_a_comment_at_its_place(body, notes, told):
    header = part("hdr", paragraph(noted("评语.B42", "页眉")))
    made = comment(Finished(docx(body, others={"word/header1.xml": header})), notes, NOW).zipped()
    assert read(made) == told
    marks = [NOTED.pattern.search(e.data().decode()) for e in archive.read(made).values() if e.name.endswith("xml")]
    assert not any(marks)
    plain = NOTED.pattern.sub("", body)
    assert word.outline(made) == word.outline(docx(plain, others={"word/header1.xml": part("hdr", paragraph("页眉"))}))


def test_a_note_says_nothing_twice_and_ends_with_what_to_confirm():
    assert (RATE + RATE + SHARE).lines == ("率：1 ÷ 2 = 50%", "比：3 ÷ 4 = 75%", "请确认：取数一致。")
    assert REMARK.lines == ("指标：编外",)


def test_a_number_stays_a_number_and_filters_keep_its_place():
    number = Number.at(Decimal("0.4242"), "计算.率", NOTED)
    shown = keeping(FILTERS)["百分比"](number)
    assert (number + 1, number > 0, number == Decimal("0.4242")) == (Decimal("1.4242"), True, True)
    assert (shown, shown.tag, shown.marks) == ("42.42%", "计算.率", NOTED)
    assert str(shown.__html__()) == noted("计算.率", "42.42%")
    assert str(number.__html__()) == noted("计算.率", "0.4242")


def test_a_tag_with_signs_of_xml_does_not_break_the_document():
    opening, closing = CONTROLLED.around("问题.A&amp;B.标题")
    assert str(Placed("甲", "问题.A&B.标题").__html__()) == f"{opening}甲{closing}"
