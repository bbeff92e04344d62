"""The command draft: files, encodings, concurrent runs, refusals that write nothing."""

import shutil
from pathlib import Path

import pytest
from sample import FUTIAN

from reportgen import cli, files
from reportgen.diagnostics import Refused
from reportgen.findings.draft import desk
from reportgen.findings.draft.apply import Applied, Counts
from reportgen.findings.draft.memory import Memory, Remembered
from reportgen.layout import manuscript as manuscripts

PEOPLE, MEMORY = "整改.yaml", "整改.底稿.json"


@pytest.fixture
def dept(tmp_path, monkeypatch) -> Path:
    """The sample in a folder of its own, without 整改.yaml."""
    shutil.copy(FUTIAN, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "dept.yaml"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def draft(dept: Path, expected: int = cli.DONE) -> None:
    assert cli.main(["draft", str(dept)]) == expected


def test_drafting_twice_writes_the_same_bytes(dept, capsys):
    draft(dept)
    assert "整改条目：新写 4 条。" in capsys.readouterr().out
    first = contents(dept.parent)
    assert set(first) == {"dept.yaml", PEOPLE, MEMORY}
    assert "工具自用" in first[MEMORY].decode()
    draft(dept)
    assert "没有需要更新的内容。" in capsys.readouterr().out
    assert contents(dept.parent) == first


def test_the_samples_own_file_keeps_every_line(dept):
    shutil.copy(FUTIAN.with_name(PEOPLE), dept.parent)
    before = (dept.parent / PEOPLE).read_text("utf-8").split("\n")
    draft(dept)
    after = iter((dept.parent / PEOPLE).read_text("utf-8").split("\n"))
    assert [line for line in before if line not in after] == [], "a line is lost or out of order"


@pytest.mark.parametrize("text", ["", "\n\n", "# 还没有写\n"], ids=["empty", "blank", "a comment"])
def test_a_file_with_nothing_in_it_counts_as_none(dept, text, capsys):
    (dept.parent / PEOPLE).write_text(text, "utf-8")
    draft(dept)
    assert (dept.parent / PEOPLE).read_text("utf-8").count("编号:") == 4
    assert "# 还没有写" in text or "还没有写" not in (dept.parent / PEOPLE).read_text("utf-8")
    (dept.parent / PEOPLE).write_text(text, "utf-8")
    assert cli.main(["score", str(dept)]) == cli.DONE


OLD = "问题:\n  - 编号: [B42]\n    标题: 编外人员占比高于标准\n"


@pytest.mark.parametrize(
    ("encode", "decode"),
    [
        (lambda t: t.encode("utf-8-sig"), "utf-8-sig"),
        (lambda t: t.encode("gb18030"), "gb18030"),
        (lambda t: t.replace("\n", "\r\n").encode(), "utf-8"),
        (lambda t: (t + "# 一行\r\n").encode(), "utf-8"),
    ],
    ids=["BOM", "GB18030", "CRLF", "mixed line ends"],
)
def test_encoding_and_line_ends_are_kept(dept, encode, decode):
    content = encode(OLD)
    (dept.parent / PEOPLE).write_bytes(content)
    draft(dept)
    made = (dept.parent / PEOPLE).read_bytes()
    assert made.startswith(content[:3])
    text = made.decode(decode)
    assert text.count("编号:") == 4
    if content.count(b"\r\n") == content.count(b"\n"):
        assert text.count("\r\n") == text.count("\n")
    else:
        assert text.count("\r") == content.count(b"\r")
    draft(dept)
    assert (dept.parent / PEOPLE).read_bytes() == made


WRONG = {
    "broken YAML": "问题:\n  - 编号: [B42\n",
    "an unknown code": "问题:\n  - 编号: [B43]\n",
    "a code twice": "问题:\n  - 编号: [B42]\n  - 编号: [B42]\n",
    "an unknown key": "问题:\n  - 编号: [B42]\n    原音: 忙\n",
    "a text for a list": "问题:\n  - 编号: [B42]\n    措施: 忙\n",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_a_refusal_writes_nothing(dept, text, capsys):
    (dept.parent / PEOPLE).write_text(text, "utf-8")
    before = contents(dept.parent)
    draft(dept, cli.REFUSED)
    message = capsys.readouterr().err
    assert f"{PEOPLE}:" in message
    assert "Traceback" not in message
    assert contents(dept.parent) == before


def test_a_file_that_is_no_text_is_left_alone(dept, capsys):
    (dept.parent / PEOPLE).write_bytes(b"PK\x03\x04\x00")
    before = contents(dept.parent)
    draft(dept, cli.REFUSED)
    assert "不是文本文件" in capsys.readouterr().err
    assert contents(dept.parent) == before


def test_a_second_run_at_the_same_time_is_refused(dept, capsys):
    with files.locked(dept.parent / PEOPLE):
        before = contents(dept.parent)
        draft(dept, cli.REFUSED)
        message = capsys.readouterr().err
        assert "另一个程序正在更新" in message
        assert "请稍候再试" in message
        assert contents(dept.parent) == before
    draft(dept)
    assert not list(dept.parent.glob(".~*"))


def test_a_file_saved_by_a_person_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / PEOPLE
    path.write_text("问题: []\n", "utf-8")
    manuscript = manuscripts.read(tmp_path, PEOPLE)
    path.write_text("问题: []\n# 刚刚保存\n", "utf-8")
    remembered = Memory(entries=(Remembered(codes=("A1",)),))
    with pytest.raises(Refused) as refused:
        manuscripts.replace(*desk.changes(manuscript, Applied("新的\n", remembered, Counts(1, 0, 0, 0))))
    assert "被人保存过" in str(refused.value)
    assert path.read_text("utf-8").endswith("# 刚刚保存\n")
    assert not (tmp_path / MEMORY).exists()


@pytest.mark.few(3)
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[1]", b'{"\xe7\x89\x88\xe6\x9c\xac": 9}'])
def test_a_broken_memory_loses_nothing(dept, content, capsys):
    draft(dept)
    (dept.parent / MEMORY).write_bytes(content)
    before = (dept.parent / PEOPLE).read_bytes()
    capsys.readouterr()
    draft(dept)
    assert (dept.parent / PEOPLE).read_bytes() == before
    if content != b"{}":
        assert "全部视为人工填写" in capsys.readouterr().out


def test_no_dept_yaml_no_lock_no_file(tmp_path, capsys):
    draft(tmp_path / "nowhere" / "dept.yaml", cli.REFUSED)
    assert "找不到文件" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_stale_is_told_by_score_too(dept, capsys):
    draft(dept)
    people = dept.parent / PEOPLE
    people.write_text(people.read_text("utf-8").replace("标题: 编外人员占比偏高", "标题: 编外人员超过四成"), "utf-8")
    dept.write_text(dept.read_text("utf-8").replace("劳务派遣: 14", "劳务派遣: 9"), "utf-8")
    capsys.readouterr()
    assert cli.main(["score", str(dept)]) == cli.DONE
    told = capsys.readouterr().err
    assert "整改条目 B42 的标题写成后，所据数字有变：编外人员控制率 42.42% → 32.14%" in told
