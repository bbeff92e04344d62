"""absorb and the next build: what was taken in is said to be so, and the edited report is set aside all the same."""

import pytest
from roundtrip_desk import Desk, strip

from reportgen import cli

TAG = "叙述.人员管理"
CASES = {
    "everything taken in": (True, "其中的修改已收回资料", "新报告未含这些修改"),
    "nothing taken in": (False, "新报告未含这些修改", "其中的修改已收回资料"),
}


@pytest.mark.parametrize(("absorbed", "said", "unsaid"), CASES.values(), ids=CASES.keys())
def test_the_next_build_tells_whether_the_edits_were_taken_in(tmp_path, capsys, absorbed, said, unsaid):
    desk = Desk(tmp_path)
    assert cli.build([str(desk.dept), "-o", str(desk.report)]) == cli.DONE
    for old in tmp_path.glob("*修改稿*"):
        old.unlink()
    desk.say(TAG, "辅助性工作", "辅助性和事务性工作")
    typed = desk.report.read_bytes()
    if absorbed:
        assert cli.main(["absorb", str(desk.report), str(desk.dept)]) == cli.DONE
    capsys.readouterr()
    assert cli.build([str(desk.dept), "-o", str(desk.report)]) == cli.DONE
    told = capsys.readouterr().out
    assert said in told
    assert unsaid not in told
    (aside,) = tmp_path.glob("报告（修改稿*.docx")
    assert aside.read_bytes() == typed


def test_where_edits_wait_nothing_else_is_said_of_writing(tmp_path, capsys):
    desk = Desk(tmp_path)
    desk.say(TAG, "辅助性工作", "辅助性和事务性工作")
    desk.edit(lambda tree, _: strip(tree, "sdt", "bookmarkStart", "bookmarkEnd"))
    assert cli.main(["absorb", str(desk.report), str(desk.dept)]) == cli.DONE
    told = capsys.readouterr().out
    assert "处修改拿不准，未写入" in told
    assert "没有需要写入的修改" not in told
