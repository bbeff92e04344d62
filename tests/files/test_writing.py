"""Writing: in one step, and every obstacle told in a user's words."""

import pytest

from reportgen import files
from reportgen.diagnostics import Refused


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path):
    target = tmp_path / "新文件夹" / "报告.docx"
    files.write(target, b"one")
    files.write(target, b"two")
    assert target.read_bytes() == b"two"
    assert [p.name for p in target.parent.iterdir()] == ["报告.docx"]


def test_a_file_open_elsewhere_stays_as_it_was(tmp_path, monkeypatch):
    target = tmp_path / "报告.docx"
    target.write_bytes(b"theirs")

    def locked(self, other):
        raise PermissionError(13, "in use")

    monkeypatch.setattr("pathlib.Path.replace", locked)
    with pytest.raises(Refused, match="可能正在 Word 或 WPS 中打开"):
        files.write(target, b"ours")
    assert target.read_bytes() == b"theirs"
    assert [p.name for p in tmp_path.iterdir()] == ["报告.docx"]


def test_a_folder_that_cannot_be_written(tmp_path, monkeypatch):
    def forbidden(*given, **kwargs):
        raise PermissionError(13, "no")

    monkeypatch.setattr("tempfile.mkstemp", forbidden)
    with pytest.raises(Refused, match="文件夹不可写"):
        files.write(tmp_path / "报告.docx", b"ours")


def test_an_output_that_is_a_folder(tmp_path):
    with pytest.raises(Refused, match="是文件夹，不是普通文件，无法写入"):
        files.write(tmp_path, b"ours")


OBSTACLES = [
    (28, "No space left on device", "无法写入：磁盘已满"),
    (30, "Read-only file system", "无法写入：所在磁盘或文件夹只读"),
    (5, "Input/output error", "无法写入：磁盘读写出错"),
]


@pytest.mark.parametrize(("number", "english", "told"), OBSTACLES)
def test_any_other_obstacle_names_its_reason(tmp_path, monkeypatch, number, english, told):
    def stuck(*given, **kwargs):
        raise OSError(number, english)

    monkeypatch.setattr("tempfile.mkstemp", stuck)
    with pytest.raises(Refused, match=told) as refused:
        files.write(tmp_path / "报告.docx", b"ours")
    assert english not in str(refused.value)
    assert " -o " not in str(refused.value)
