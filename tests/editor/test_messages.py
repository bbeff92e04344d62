"""What an editor is told of slips in a framework of his own: each once, and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import desk
import docx_parts
import pytest
from planted import TEMPLATES, pack

from reportgen.cache import store
from reportgen.cli import main
from reportgen.editor import doubts, pack_files, sentences
from reportgen.editor import new as packs_new
from reportgen.editor.check import check
from reportgen.editor.trial import examples
from reportgen.packs import pack as packs

HEAD = "名称: 试\n继承: {}\n称谓: {{区: 某区}}\n"


def own(root: Path, framework: str = "", parent: str = "futian", name: str = "shidian") -> Path:
    """A pack that is nothing but its parent and a framework.yaml."""
    folder = root / name
    folder.mkdir()
    (folder / "pack.yaml").write_text(HEAD.format(parent), "utf-8")
    if framework:
        (folder / "framework.yaml").write_text(framework, "utf-8")
    return folder


def read(root: Path) -> list[tuple[str, str]]:
    """What is said of the YAML files."""
    return [(d.message, d.hint) for d in pack_files.read("shidian", [root, TEMPLATES]).diagnostics]


def test_a_tree_beside_the_parents_is_said_to_be_one(tmp_path: Path) -> None:
    own(tmp_path, "指标:\n  Z: {名称: 全部, 分值: 100, 规则: {类型: 酌情, 扣分事项: 某事}}\n")
    found = check("shidian", [tmp_path, TEMPLATES], store.users())
    assert [d.message for d in found] == ["一级指标的分值合计为200，应为100（A 20 ＋ B 20 ＋ C 60 ＋ Z 100）"]
    assert "A、B、C 还在；从头写指标体系的，在“指标:”的下一行写“继承: 否”" in found[0].hint


LEVELS = "定性: {好: '[80%, 100%]', 差: '[0%, 80%)'}"
SUMMED = f"""\
指标:
  继承: 否
  X: {{名称: 甲, 分值: 40, 规则: {{类型: 个性化指标, 维度: [甲]}}}}
  Y: {{名称: 乙, 分值: 30, 规则: {{类型: 个性化指标, 维度: [乙], 逐行列示: 否, {LEVELS}}}}}
  Z:
    名称: 丙
    分值: 30
    规则:
      类型: 择优
      部分:
        "1": {{名称: 一, 分值: 30, 规则: {{类型: 个性化指标, 维度: [丙]}}}}
        "2": {{名称: 二, 分值: 30, 规则: {{类型: 个性化指标, 维度: [丁], 逐行列示: 否}}}}
"""


def test_rows_that_are_summed_up_are_said_to_be(tmp_path: Path) -> None:
    own(tmp_path, SUMMED)
    found = doubts.look(pack_files.read("shidian", [tmp_path, TEMPLATES]))
    assert [(d.message, d.position and d.position.line) for d in found if d.code == "rows-summed"] == [
        ("指标 Y“乙”：各行合计的，“定性”的等级不起作用", 4),
        ("指标 Z“丙”的部分“一”：部门自设的各行在这里不能逐行列示，只能合计", 11),
    ]


@pytest.mark.parametrize(
    ("framework", "messages", "left"),
    [
        ("指标:\n  A: {停用: 是}\n", ["一级指标的分值合计为80，应为100（B 20 ＋ C 60）"], {"B", "C"}),
        ("指标:\n  A: {停用: 是}\n  B: {分值: 40}\n  B1: {分值: 28}\n  B11: {分值: 22}\n", None, {"B", "C"}),
        (
            "指标:\n  A: {停用: 是}\n  A11: {上级: A}\n",
            ["指标 A11 的上级“A”不存在", "一级指标的分值合计为80，应为100（B 20 ＋ C 60）"],
            {"B", "C"},
        ),
    ],
)
def test_a_group_that_is_stopped_takes_what_is_below_it_along(
    tmp_path: Path, framework: str, messages: list[str] | None, left: set[str]
) -> None:
    own(tmp_path, framework)
    found = read(tmp_path)
    assert messages is None or [message for message, _ in found] == messages
    reading = pack_files.read("shidian", [tmp_path, TEMPLATES])
    assert reading.framework and reading.framework.record
    record = reading.framework.record
    assert {code for code, one in record.indicators.items() if one.parent is None} == left
    assert not any(code.startswith("A") and code != "A11" for code in record.indicators)


def test_a_pack_without_sentences_of_its_own_is_sound(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES / "hunan-demo", tmp_path / "hunan-demo")
    (tmp_path / "hunan-demo" / "wording.yaml").unlink()
    reading = pack_files.read("hunan-demo", [tmp_path, TEMPLATES])
    assert reading.diagnostics == () and reading.voice and reading.sentences
    assert sentences.look(reading.voice, reading.sentences) == []


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("rule", "message", "hint"),
    [
        ("{类型: 汇总, 列表: 项木, 字段: 自评得分}", "的规则用了没有的列表“项木”", "是否应为“项目”？"),
        ("{类型: 汇总, 列表: 项目, 字段: 自评得份}", "的规则用了“项目”没有的字段“自评得份”", "是否应为“自评得分”？"),
        ("{类型: 汇总, 字段: 自评得分, 权数: 年除}", "的规则用了“项目”没有的字段“年除”", "是否应为“年初”？"),
        ("{类型: 个性化指标, 列表: 效果指表}", "的规则用了没有的列表“效果指表”", "是否应为“效果指标”？"),
        ("{类型: 个性化指标, 列表: 重点工作}", "的规则用了“重点工作”没有的字段“目标值”", ""),
        ("{类型: 达标, 取值: 满意度.数值, 条件: ≥95%}", "的规则用了没有的名称“满意度.数值”", "满意度.值"),
    ],
)
def test_a_list_or_a_column_that_there_is_not_is_told(tmp_path: Path, rule: str, message: str, hint: str) -> None:
    own(tmp_path, f"指标:\n  C42: {{规则: {rule}}}\n")
    told = next((one for one in read(tmp_path) if message in one[0]), None)
    assert told is not None and hint in told[1]


def test_a_list_inside_a_part_is_looked_at(tmp_path: Path) -> None:
    part = "{名称: 甲, 分值: 3, 规则: {类型: 汇总, 列表: 项木, 字段: 自评得分}}"
    other = "{名称: 乙, 分值: 3, 规则: {类型: 酌情, 扣分事项: 某事}}"
    own(tmp_path, f'指标:\n  C42: {{规则: {{类型: 组合, 部分: {{"1": {part}, "2": {other}}}}}}}\n')
    assert any("没有的列表“项木”" in message for message, _ in read(tmp_path))


def test_two_indicators_of_one_name_are_told_at_the_districts_own(tmp_path: Path) -> None:
    own(tmp_path, "指标:\n  A11: {名称: 预算编制规范性}\n")
    found = [d for d in doubts.look(pack_files.read("shidian", [tmp_path, TEMPLATES])) if d.code == "same-name"]
    assert [d.message for d in found] == ["指标 A11 和 A12 同名“预算编制规范性”"]
    assert found[0].position and found[0].position.file.endswith("shidian/framework.yaml")


def test_a_tick_for_a_row_that_numbers_decide_is_told() -> None:
    row = {"名称": "甲", "目标值": "100", "实际值": "50", "方向": "≥"}
    ticked = {"X": {"要点": {"甲": "是"}}}
    outcome = desk.outcome("{类型: 个性化指标}", "5", desk.given(answers=ticked, lists={"效果指标": [row]}))
    assert [(flaw.grave, flaw.message) for flaw in outcome.flaws] == [
        (False, "“某指标”的“甲”有目标值和实际值，按数计分，填写的要点不起作用")
    ]
    words = {**row, "目标值": "明显改善", "实际值": "已改善"}
    seen = desk.given(answers=ticked, lists={"效果指标": [words]})
    assert not desk.outcome("{类型: 个性化指标}", "5", seen).flaws


@pytest.mark.slow
@pytest.mark.parametrize("file", ["formulas.yaml", "framework.yaml"])
def test_of_a_file_that_is_no_yaml_nothing_else_is_told(tmp_path: Path, file: str) -> None:
    shutil.copytree(TEMPLATES / "hunan-demo", tmp_path / "hunan-demo")
    path = tmp_path / "hunan-demo" / file
    path.write_text(path.read_text("utf-8").replace(":\n  ", "：\n  ", 1), "utf-8")
    found = check("hunan-demo", [tmp_path, TEMPLATES], store.users())
    assert 1 <= len(found) <= 2
    assert {d.position.file for d in found if d.position} == {str(path)}


def test_a_pack_with_errors_is_shown_as_far_as_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "templates").mkdir()
    own(tmp_path / "templates", "指标:\n  A12: {分值: 4}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["pack", "show", "shidian", "A12"]) == 1
    out, err = capsys.readouterr()
    assert "shidian/framework.yaml:2" in out
    assert "A1“预算编制”的分值为10，下级合计为9" in err


@pytest.mark.parametrize(
    ("name", "parent", "told"),
    [
        ("shidian", "futian", ["“称谓.区”仍是上级套件 futian 的“福田区”"]),
        ("futian-2030", "futian", []),
        ("shidian", "base", []),
        ("shidian", "hunan-demo", ["“称谓.区”仍是上级套件 hunan-demo 的“本县”"]),
    ],
)
def test_a_district_called_after_its_parent_is_told(tmp_path: Path, name: str, parent: str, told: list[str]) -> None:
    folder = own(tmp_path, parent=parent, name=name)
    (folder / "pack.yaml").write_text(f"名称: 试\n继承: {parent}\n", "utf-8")
    assert [d.message for d in doubts.look(pack_files.read(name, [tmp_path, TEMPLATES]))] == told


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("district", "parent", "own_list", "told"),
    [
        ("云溪县", "base", "", []),
        ("云溪县", "pingshan", "", ["深圳市预算公开工作管理办法"]),
        ("罗湖区", "pingshan", "", []),
        ("罗湖区", "futian", "", ["福田区2020年部门预算和2020—2022年中期财政规划编制方案"]),
        ("云溪县", "pingshan", "公开依据: [{名称: 云溪县预决算公开管理办法}]\n", []),
        ("福田区", "futian", "", []),
    ],
)
def test_another_place_s_documents_are_told(
    tmp_path: Path, district: str, parent: str, own_list: str, told: list[str]
) -> None:
    folder = own(tmp_path, parent=parent)
    text = f"名称: 试\n继承: {parent}\n称谓: {{区: {district}}}\n{own_list}"
    (folder / "pack.yaml").write_text(text, "utf-8")
    found = list(doubts.look(pack_files.read("shidian", [tmp_path, TEMPLATES])))
    assert [d.message.partition("《")[2].partition("》")[0] for d in found] == told


def test_an_empty_pack_lists_the_documents_to_be_checked(tmp_path: Path) -> None:
    made = packs_new.new("yunxi", "base", tmp_path, [TEMPLATES], empty=True)
    text = made[tmp_path / "yunxi" / "pack.yaml"].decode()
    assert "\n公开依据:\n  - 名称: 中华人民共和国预算法\n" in text
    assert "\n编制依据:\n" in text
    assert "深圳" not in text


def test_a_pack_can_be_made_from_one_whose_template_has_no_blocks(
    tmp_path: Path, strip: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "templates").mkdir()
    folder = pack(tmp_path / "templates")
    (folder / "report.docx").write_bytes(strip((TEMPLATES / "futian" / "report.docx").read_bytes()))
    monkeypatch.chdir(tmp_path)
    assert main(["pack", "new", "lower", "--from", "shidian"]) == 0
    assert "上级模板没有分块，沿用上级的 report.docx" in capsys.readouterr().out
    made = packs.load("lower", [tmp_path / "templates", TEMPLATES], cache=store.users())[0]
    assert made.template == folder / "report.docx"
    assert not (tmp_path / "templates" / "lower" / "report.docx").exists()
    assert packs_new.schemas(tmp_path)


def test_a_framework_from_nothing_is_sound_and_scores_as_its_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates").mkdir()
    assert main(["pack", "new", "xinxian", "--empty"]) == 0
    assert (tmp_path / "templates" / ".schema" / "framework.schema.json").is_file()
    first = (tmp_path / "templates" / "xinxian" / "framework.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../.schema/framework.schema.json"
    reading = pack_files.read("xinxian", [tmp_path / "templates", TEMPLATES])
    assert reading.diagnostics == () and reading.voice and reading.formulas and reading.sentences
    assert list(reading.voice.framework.indicators) == ["X", "X1", "X11"]
    assert examples.look(reading.folders[0], reading.voice, reading.formulas, set()) == []
    assert sentences.look(reading.voice, reading.sentences) == []
    assert list(doubts.look(reading)) == []
    for wrong in ([], ["--empty", "--from", "base"]):
        assert main(["pack", "new", "other", *wrong]) == 2
        assert "--from 上级套件 和 --empty 写其中一个" in capsys.readouterr().err


def test_a_code_that_is_another_indicator_s_above_is_told(tmp_path: Path) -> None:
    tree = "指标:\n  继承: 否\n  C11: {名称: 数据归集, 分值: 60, 规则: {类型: 酌情, 扣分事项: 某事}}\n"
    own(tmp_path, tree + "  B42: {名称: 编外人员控制率, 分值: 40, 规则: {类型: 酌情, 扣分事项: 某事}}\n", parent="base")
    (told,) = doubts.look(pack_files.read("shidian", [tmp_path, TEMPLATES]))
    assert told.message == "编号在上级套件里是别的指标：C11（上级是“公用经费控制率”）"
    assert told.position and told.position.line == 3 and "换成上级没有的编号" in told.hint


@pytest.fixture
def strip() -> Callable[[bytes], bytes]:
    """A template without its tags, as people bring one along."""
    return lambda _: docx_parts.docx(docx_parts.paragraph("部门整体绩效评价报告"))
