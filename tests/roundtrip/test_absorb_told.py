"""absorb and the next build: a report whose edits were taken in is none of its own any more; any other is set aside."""

from roundtrip_desk import Desk, strip

from reportgen import cli
from reportgen.word.ooxml.wordml import w

TAG = "叙述.人员管理"


def edited(tmp_path) -> Desk:
    """A report, its people's texts changed in Word."""
    desk = Desk(tmp_path)
    assert cli.build([str(desk.dept), "-o", str(desk.report)]) == cli.DONE
    for old in tmp_path.glob("*修改稿*"):
        old.unlink()
    desk.say(TAG, "辅助性工作", "辅助性和事务性工作")
    return desk


def absorb(desk: Desk) -> None:
    assert cli.main(["absorb", str(desk.report), str(desk.dept)]) == cli.DONE


def built_again(desk: Desk, capsys) -> tuple[str, list[bytes]]:
    """What the next build says, and the reports that it set aside."""
    capsys.readouterr()
    assert cli.build([str(desk.dept), "-o", str(desk.report)]) == cli.DONE
    asides = [path.read_bytes() for path in desk.report.parent.glob("报告（修改稿*.docx")]
    return capsys.readouterr().out, asides


def test_what_was_not_taken_in_is_set_aside(tmp_path, capsys):
    desk = edited(tmp_path)
    typed = desk.report.read_bytes()
    told, asides = built_again(desk, capsys)
    assert "新报告未含这些修改" in told
    assert asides == [typed]


def test_a_report_whose_edits_were_all_taken_in_is_no_edit_any_more(tmp_path, capsys):
    desk = edited(tmp_path)
    absorb(desk)
    told, asides = built_again(desk, capsys)
    assert "修改稿" not in told
    assert asides == []


def test_what_the_data_cannot_hold_is_set_aside_all_the_same(tmp_path, capsys):
    desk = edited(tmp_path)
    desk.edit(lambda tree, _: embolden(tree, "辅助性和事务性工作"))
    typed = desk.report.read_bytes()
    absorb(desk)
    told, asides = built_again(desk, capsys)
    assert "修改稿" in told
    assert asides == [typed]


def embolden(tree, words: str) -> None:
    """The last run of the paragraph that says `words` larger."""
    for paragraph in tree.iter(w("p")):
        runs = list(paragraph.iter(w("r")))
        if words in "".join(text.text or "" for text in paragraph.iter(w("t"))):
            look = runs[-1].find(w("rPr"))
            look = look if look is not None else runs[-1].makeelement(w("rPr"), {})
            runs[-1].insert(0, look)
            look.append(look.makeelement(w("sz"), {w("val"): "48"}))


def test_where_edits_wait_nothing_else_is_said_of_writing(tmp_path, capsys):
    desk = Desk(tmp_path)
    desk.say(TAG, "辅助性工作", "辅助性和事务性工作")
    desk.edit(lambda tree, _: strip(tree, "sdt", "bookmarkStart", "bookmarkEnd"))
    assert cli.main(["absorb", str(desk.report), str(desk.dept)]) == cli.DONE
    told = capsys.readouterr().out
    assert "处修改拿不准，未写入" in told
    assert "没有需要写入的修改" not in told
