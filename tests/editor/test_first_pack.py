"""What the first trial with a framework of one's own stumbled over: what is asked, listed and told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from planted import TEMPLATES, Planted, body, inside, pack

from reportgen.cache import store
from reportgen.cli import main
from reportgen.editor import new as packs_new
from reportgen.editor import pack_files
from reportgen.editor.catalogue import variables
from reportgen.editor.check import check
from reportgen.packs import pack as packs
from reportgen.pipeline import asking, forming

HEAD = "名称: 试\n继承: base\n称谓: {区: 某区}\n"
FRAMEWORK = """\
不适用: 剔除换算
总分调整:
  T1: {名称: 迟报, 方式: 系数, 系数: 0.95}
  T2: {名称: 表彰, 方式: 加分, 上限: 3}
  T3: {名称: 不实, 方式: 扣分, 规则: {类型: 计数扣分, 名目: 不实之处, 每项扣: 1}, 上限: 5}
  T4: {名称: 违规, 方式: 扣分}
指标:
  继承: 否
  Q: {名称: 全部, 分值: 100}
  Q1: {名称: 执行, 上级: Q, 分值: 60, 规则: {类型: 比率, 取值: 预算执行率, 封顶: 95%}}
  Q2: {名称: 差错, 上级: Q, 分值: 40, 规则: {类型: 计数扣分, 名目: 差错, 每项扣: 4}}
"""


def own(root: Path, framework: str = FRAMEWORK) -> Path:
    folder = root / "shidian"
    folder.mkdir(exist_ok=True)
    (folder / "pack.yaml").write_text(HEAD, "utf-8")
    (folder / "framework.yaml").write_text(framework, "utf-8")
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> packs.Pack:
    root = tmp_path_factory.mktemp("first")
    own(root)
    return packs.load("shidian", [root, TEMPLATES], cache=store.users())[0]


def test_only_what_a_mark_or_the_report_waits_for_is_starred(first: packs.Pack) -> None:
    starred = asking.starred_in(first)
    assert {"预算.合计.调整后", "预算.合计.支出", "预算.合计.年初", "预算.项目支出.支出"} <= starred
    assert not [name for name in starred if name.split(".")[0] in ("三公", "采购", "信访", "满意度", "人员")]


def test_adjustments_that_no_rule_finds_are_asked_for(first: packs.Pack) -> None:
    asked = {one.code: dict(one.fields) for one in asking.answers(first)}
    assert asked["T1"] == {"等级": "有这种情形的填 是，总分乘以0.95；没有的填 否"}
    assert asked["T2"] == {"得分": "加几分，至多3分；没有的填 0"}
    assert asked["T4"] == {"扣分": "扣几分；没有的填 0"}
    assert "T3" in asked and asked["T3"].keys() == {"数量"}
    form = {question.path[1:] for one in forming.form_of(first).sections for question in one.questions}
    assert {("T1", "等级"), ("T2", "得分"), ("T4", "扣分"), ("T1", "理由")} <= form


def test_the_example_of_an_answer_bears_a_code_of_the_pack(tmp_path: Path) -> None:
    own(tmp_path)
    text = asking.blank("shidian", [tmp_path, TEMPLATES])
    assert "如 Q1: {得分: 1, 理由: ……}" in text and "B42" not in text


def test_what_a_block_takes_from_its_parent_is_asked_for(tmp_path: Path) -> None:
    for path, data in packs_new.new("xinxian", "base", tmp_path, [TEMPLATES], empty=True).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    text = asking.blank("xinxian", [tmp_path, TEMPLATES])  # its block 前言 says {{p super() }}
    assert "\n前言依据:" in text and "\n  前言: |" in text


def test_an_adjustment_left_empty_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    own(tmp_path)
    (tmp_path / "templates").symlink_to(tmp_path)
    given = "套件: shidian\n年度: 2021\n部门: {全称: 某局}\n预算: {合计: {年初: 9, 调整后: 10, 支出: 10}}\n"
    blank = "自评:\n  T1: {等级: , 理由: }\n  T2:\n    得分:\n    理由:\n  T4: {扣分: }\n"
    blank += "  Q2: {数量: 1, 理由: 一处}\n  T3: {数量: 0}\n"
    (tmp_path / "dept.yaml").write_text(given + blank, "utf-8")
    assert main(["score", "dept.yaml"]) == 0
    assert "96" in capsys.readouterr().out


def test_names_of_sentences_are_listed_with_what_they_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reading = pack_files.read("base", [TEMPLATES])
    assert reading.voice and reading.sentences
    found = variables.of_sentences(reading.voice, reading.sentences)
    assert [one.name for one in found if not one.meaning.strip()] == []
    own_names = reading.voice.slot_values(reading.sentences).keys() - reading.voice.facts().keys()
    assert {one.name.split("[")[0] for one in found} == own_names
    manual = (TEMPLATES.parent / "docs" / "区县模板编辑手册.md").read_text("utf-8")
    chapter = manual.partition("## 六、")[2].partition("## 七、")[0]
    assert {name for name in own_names if f"`{name}`" not in chapter} == set()
    for wanted, told in (
        ("本项扣分", "措辞（wording.yaml）里另外可用的名称："),
        ("没有这个", "没有含“没有这个”的名称。"),
    ):
        assert main(["pack", "vars", "base", wanted]) == 0
        assert told in capsys.readouterr().out


def test_the_dimensions_that_are_scored_are_asked_for(tmp_path: Path) -> None:
    rows = "规则: {类型: 个性化指标, 维度: [%s]}"
    framework = f"指标:\n  继承: 否\n  P: {{名称: 产出, 分值: 60, {rows % '产出'}}}\n"
    own(tmp_path, f"{framework}  E: {{名称: 效益, 分值: 40, {rows % '经济, 社会'}}}\n")
    wanted = "填 产出、经济、社会 之一，评分按它归类"
    assert f"维度:                   # {wanted}" in asking.blank("shidian", [tmp_path, TEMPLATES], cache=store.users())
    form = forming.form_of(packs.load("shidian", [tmp_path, TEMPLATES], cache=store.users())[0])
    (listing,) = [one for one in form.listings if one.path == ("效果指标",)]
    assert [one.meaning for one in listing.columns if one.label == "维度"] == [wanted]


def said(root: Path, framework: str) -> list[str]:
    own(root, framework)
    return [one.message for one in pack_files.read("shidian", [root, TEMPLATES]).diagnostics]


def test_a_wrong_parent_and_a_wrong_condition_are_told_once(tmp_path: Path) -> None:
    moved = FRAMEWORK.replace("上级: Q, 分值: 60", "上级: Q9, 分值: 60").replace(
        "上级: Q, 分值: 40", "上级: Q9, 分值: 40"
    )
    assert said(tmp_path, moved) == ["指标 Q1 的上级“Q9”不存在", "指标 Q2 的上级“Q9”不存在"]
    table = "规则: {类型: 判定表, 判定: [{当: 重点工作未完成数 <== 1, 得分: 60}, {否则: 是, 得分: 0}]}}"
    found = said(tmp_path, re.sub(r"规则: \{类型: 比率.*", table, FRAMEWORK))
    assert len(found) == 1 and "重点工作未完成数 <== 1" in found[0]


@pytest.mark.slow
def test_a_template_is_tried_with_what_does_not_apply_and_a_sum_of_nothing_is_named(tmp_path: Path) -> None:
    folder = pack(tmp_path, name="shidian", parent="base")
    (folder / "framework.yaml").write_text("不适用: 剔除换算\n", "utf-8")
    lines = ("{%p for 行 in 评分表.行 %}", "{{ 行.得分 | 分 }}", "{%p endfor %}", '{{ 履职 | 合计("预算") | 万元 }}')
    inside(folder / "report.docx", body([Planted(lines, "", ())]))
    found = {one.message for one in check("shidian", [tmp_path, TEMPLATES], store.users())}
    assert "“行.得分”没有值" in found
    assert any('“履职 | 合计("预算")”没有值' in message for message in found), found


def test_a_block_is_copied_by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    folder = pack(tmp_path / "templates", name="shidian", parent="base")
    monkeypatch.chdir(tmp_path)
    assert main(["pack", "block", "shidian", "后续计划"]) == 0
    assert "已把块“后续计划”抄进 templates/shidian/report.docx" in capsys.readouterr().out
    assert main(["pack", "block", "shidian", "后续计画"]) == 1
    assert "是否应为“后续计划”？" in capsys.readouterr().err
    (folder / "report.docx").unlink()
    assert main(["pack", "block", "shidian", "后续计划"]) == 1
    assert "套件“shidian”没有自己的 report.docx" in capsys.readouterr().err
