"""补充资料: what a pack declares is asked for, checked, known by name, printed and explained like the model's own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from planted import TEMPLATES, body, inside, pack
from planted import Planted as Lines
from roundtrip_desk import replace, rewrite
from sample import read_inputs

from reportgen import pipeline
from reportgen.cache import store
from reportgen.cli import main
from reportgen.diagnostics import Diagnostic, Refused
from reportgen.editor import doubts, pack_files
from reportgen.editor.catalogue.variables import variables
from reportgen.editor.trial import examples
from reportgen.evaluation import from_json
from reportgen.facts.records.record import read
from reportgen.facts.source import parse
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack, PackInfo
from reportgen.pipeline import forming
from reportgen.roundtrip.absorb import absorb
from reportgen.sheets.to_fill.form_book import workbook
from reportgen.stages.printing import Press, press

DECLARED = """
补充资料:
  数据共享.任务数: {类型: 数, 单位: 项, 口径: 下达的共享任务数, 必填: 是}
  数据共享.完成数: {类型: 数, 单位: 项}
  数据共享.投入: {类型: 数, 单位: 万元}
  数据共享.比重: {类型: 数, 单位: "%"}
  数据共享.清单: {类型: 列表, 口径: 逐个目录, 字段: {名称: {类型: 文字, 必填: 是}, 条数: {类型: 数, 单位: 万条}}}
  财务自查: {类型: 叙述, 口径: 财务自查的情况}
  档次: {类型: 文字, 可选: [甲, 乙]}
  文号: {类型: 文字}
  截止日: {类型: 日期}
  上线: {类型: 是否}
"""
FORMULAS = "算式:\n  共享完成率:\n    算式: 补充.数据共享.完成数 ÷ 补充.数据共享.任务数\n    零分母: 不适用\n"
BLOCK = (
    "{%p if 补充.财务自查 %}",
    "{{p 补充.财务自查 | 正文(3) }}",
    "{%p endif %}",
    "{% if 补充.数据共享.投入 | 已填 %}投入{{ 补充.数据共享.投入 | 万元 }}万元。{% endif %}",
    "{% if 补充.数据共享.比重 | 已填 %}比重{{ 补充.数据共享.比重 | 百分比 }}。{% endif %}",
    "{%p for 行 in 补充.数据共享.清单 %}",
    "目录{{ 行.名称 }}{% if 行.条数 | 已填 %}{{ 行.条数 | 数 }}万条{% endif %}",
    "{%p endfor %}",
    "任务{{ 补充.数据共享.任务数 | 数 }}项。",
    "{% if 补充.上线 %}已上线。{% endif %}{% if 补充.文号 %}{{ 补充.文号 }}{% endif %}",
    "{% if 补充.截止日 %}{{ 补充.截止日 | 日期 }}{% endif %}",
)
HEAD = "套件: shidian\n年度: 2021\n部门: {全称: 某某局}\n"
GIVEN = """\
补充:
  数据共享:
    任务数: 12项
    完成数: 9
    投入: 120万
    比重: 43.2%
    清单: [{名称: 人口, 条数: 1.2}, {名称: 法人}]
  财务自查: |
    一是自查。

    二是整改。
  档次: 乙
  文号: "0012"
  截止日: 2021年9月18日
  上线: 是
  寄语: 无
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("declared")
    made = pack(root / "templates")
    with (made / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write(DECLARED)
    (made / "formulas.yaml").write_text(FORMULAS, "utf-8")
    inside(made / "report.docx", body([Lines(BLOCK, "", ())]))
    yield root


@pytest.fixture(scope="module")
def own(folder: Path) -> Pack:
    return packs.load("shidian", [folder / "templates", TEMPLATES], cache=store.users())[0]


@pytest.fixture(scope="module")
def printer(own: Pack) -> Press:
    return press(own)


def told(folder: Path, own: Pack, given: str) -> list[str]:
    """What is said of a dept.yaml, with the lines where."""
    (folder / "dept.yaml").write_text(HEAD + given, "utf-8")
    try:
        _, found = pipeline.read(folder / "dept.yaml", own)
    except Refused as refusal:
        found = list(refusal.diagnostics)
    return [line(one) for one in found]


def line(one: Diagnostic) -> str:
    return f"{one.position.line if one.position else ''}: {one.message}"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (GIVEN, []),
        ("补充: {数据共享: {完成数: 1万}}", ["4: “补充.数据共享.完成数”填“1万”，按 10000项 读入"]),
        ("补充: {数据共享: {完成数: 九成}}", ["4: “补充.数据共享.完成数”应为数（单位项）"]),
        ("补充: {数据共享: {完成数: 9人}}", ["4: “补充.数据共享.完成数”应为数（单位项）"]),
        ("补充: {数据共享: {投入: 三千}}", []),
        ("补充: {数据共享: {比重: 43.2}}", ["4: “补充.数据共享.比重”应为百分数，须带“%”（如 99.91%），看到的是“43.2”"]),
        ("补充: {数据共享: {完成率: 3}}", ["4: 不认识的字段“完成率”"]),
        ("补充: {数据共享: {清单: [{条数: 3}]}}", ["4: 缺少必填项“补充.数据共享.清单第1项.名称”"]),
        ("补充: {数据共享: 12}", ["4: “补充.数据共享”应为若干“字段: 值”，看到的是“12”"]),
        ("补充: {档次: 丙}", ["4: “补充.档次”的值“丙”不在可选范围内"]),
        ("补充: {上线: 上了}", ["4: “补充.上线”应为“是”或“否”，看到的是“上了”"]),
        ("补充: {财务自察: 甲}", ["4: 套件没有申报“补充.财务自察”"]),
        ("补充: {财务自查: '{{ 年度 }}'}", ["4: “补充.财务自查”：叙述里不代入数字，“{{ }}”按原文字处理"]),
        ("补充: {寄语: 无}", []),
    ],
)
def test_types_and_units_are_checked_at_their_places(folder: Path, own: Pack, given: str, expected: list[str]) -> None:
    assert told(folder, own, given) == expected


def test_what_else_is_wrong_in_the_file_is_told_with_it(folder: Path, own: Pack) -> None:
    found = told(folder, own, "人员: {在编: 很多}\n补充: {档次: 丙}\n")
    assert [one.partition("“")[2].partition("”")[0] for one in found] == ["人员.在编", "补充.档次"]


@pytest.mark.slow
def test_it_is_printed_and_kept(folder: Path, own: Pack, printer: Press) -> None:
    (folder / "dept.yaml").write_text(HEAD + GIVEN, "utf-8")
    inputs, _ = pipeline.read(folder / "dept.yaml", own)
    evaluation, _ = pipeline.evaluate(inputs, draft=True)
    made, _ = pipeline.render(evaluation, printer)
    text = words(made)
    for said in (
        "一是自查。",
        "投入120.00万元。",
        "比重43.20%。",
        "目录人口1.2万条",
        "任务12项。",
        "0012",
        "2021年9月18日",
    ):
        assert said in text, said
    assert evaluation.figures["共享完成率"].trace == "9 ÷ 12 = 75.00%"
    assert inputs.facts["补充.文号"].value == "0012"
    assert inputs.facts["补充.数据共享.比重"].unit == "%"
    again = from_json(evaluation.to_json(), "评价结果.json").department.extra
    assert again["数据共享"]["比重"] == "43.2%"
    assert again["寄语"] == "无"


def words(made: bytes) -> str:
    body = Document(io.BytesIO(made)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def test_what_must_be_given_is_asked_for(folder: Path, own: Pack, printer: Press) -> None:
    (folder / "dept.yaml").write_text(HEAD + "补充: {档次: 甲}\n", "utf-8")
    inputs, _ = pipeline.read(folder / "dept.yaml", own)
    with pytest.raises(Refused) as refused:
        pipeline.evaluate(inputs)
    assert "4: 缺少必填项“补充.数据共享.任务数”" in [line(one) for one in refused.value.diagnostics]
    evaluation, noted = pipeline.evaluate(inputs, draft=True)
    assert "4: 缺少必填项“补充.数据共享.任务数”" in [line(one) for one in noted]
    assert "【待填：补充.数据共享.任务数】" in words(pipeline.render(evaluation, printer)[0])


def test_a_new_file_and_a_form_ask_for_it(folder: Path, own: Pack) -> None:
    text = pipeline.blank("shidian", [folder / "templates", TEMPLATES], cache=store.users())
    asked = [one.split("#")[0].rstrip() for one in text.partition("\n补充:")[2].splitlines()[1:19]]
    assert [one for one in asked if one][:12] == [
        "  数据共享:", "    任务数:", "    完成数:", "    投入:", "    比重:", "    清单:",
        "  财务自查: |", "  档次:", "  文号:", "  截止日:", "  上线:", "核查:",
    ]  # fmt: skip
    assert "    任务数:                   # ★[项] 下达的共享任务数（必填）\n" in text
    assert parse(text, "dept.yaml")[0] is not None
    form = forming.form_of(own)
    section = next(one for one in form.sections if one.title == "补充")
    by_name = {question.name: question for question in section.questions}
    assert by_name["补充/数据共享/任务数"].unit == "项"
    assert by_name["补充/财务自查"].long
    assert by_name["补充/档次"].choices == ("甲", "乙")
    listing = next(one for one in form.listings if one.path == ("补充", "数据共享", "清单"))
    assert listing.key == "名称"
    book = openpyxl.load_workbook(io.BytesIO(workbook(form, {})))
    assert "补充" in book.sheetnames


def test_templates_and_formulas_know_the_names(folder: Path, own: Pack) -> None:
    reading = pack_files.read("shidian", [folder / "templates", TEMPLATES])
    assert reading.voice is not None
    found = {one.name: one for one in variables(reading.voice) if one.name.startswith("补充.")}
    assert found["补充.数据共享.任务数"].unit == "项"
    assert found["补充.数据共享.任务数"].meaning == "下达的共享任务数（必填）"
    assert found["补充.数据共享.清单[].条数"].unit == "万条"
    assert found["补充.财务自查"].sample == "（若干段）"


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("formulas.yaml", "算式:\n  某率: 补充.数据共享.任务书 ÷ 2\n", "用了没有的名称“补充.数据共享.任务书”"),
        (
            "framework.yaml",
            "指标:\n  C42:\n    规则: {取值: 补充.数据共享.完成书}\n",
            "用了没有的名称“补充.数据共享.完成书”",
        ),
        ("用例.yaml", "- 指标: B42\n  给: {补充.档级: 甲}\n  得: 1\n", "用例给了没有的名称“补充.档级”"),
    ],
)
def test_a_name_that_is_not_declared_is_no_name(folder: Path, file: str, content: str, expected: str) -> None:
    path = folder / "templates" / "shidian" / file
    before = path.read_text("utf-8")
    try:
        path.write_text(content, "utf-8")
        reading = pack_files.read("shidian", [folder / "templates", TEMPLATES])
        found = list(reading.diagnostics)
        if file == "用例.yaml":
            assert reading.voice and reading.formulas
            found = examples.look(path.parent, reading.voice, reading.formulas, set())
        assert any(expected in one.message and "是否应为" in one.hint for one in found), found
    finally:
        path.write_text(before, "utf-8")


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("{甲: {类型: 数字}}", "“补充资料.甲.类型”的值“数字”不在可选范围内"),
        ("{甲: {类型: 列表}}", "“类型: 列表”的要写“字段”，别的类型不写"),
        ("{甲: {类型: 文字, 单位: 项}}", "“类型: 文字”没有单位，单位只用于数"),
        ("{甲: {类型: 数, 可选: [甲]}}", "“类型: 数”没有可选的词，“可选”只用于文字"),
        ("{甲: {类型: 列表, 字段: {乙: {类型: 叙述}}}}", "列表的字段只能是 数、文字、日期 或 是否"),
        ("{甲 乙: {类型: 数}}", "“补充资料”的名称“甲 乙”不能用"),
        ("{甲: {类型: 数}, 甲.乙: {类型: 数}}", "“补充资料”的“甲”既是一项，又是“甲.乙”的分组"),
    ],
)
def test_a_declaration_is_checked(declared: str, expected: str) -> None:
    base = (TEMPLATES / "base" / "pack.yaml").read_text("utf-8")
    source, _ = parse(f"{base}\n补充资料: {declared}\n", "pack.yaml")
    assert source is not None
    assert [one.message for one in read(PackInfo, source)[1]] == [expected]


def test_check_and_explain(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    (folder / "dept.yaml").write_text(HEAD + GIVEN, "utf-8")
    main(["explain", "dept.yaml", "补充.数据共享.任务数"])
    assert "补充.数据共享.任务数 ＝ 12　dept.yaml:6:10" in capsys.readouterr().out


@pytest.mark.slow
def test_what_is_used_and_not_declared_is_told(tmp_path: Path) -> None:
    made = pack(tmp_path)
    (made / "formulas.yaml").write_text("算式:\n  某数:\n    算式: 补充.某数 + 1\n    单位: 万元\n", "utf-8")
    found = [one for one in doubts.look(pack_files.read("shidian", [tmp_path, TEMPLATES])) if one.code != "district"]
    assert [one.message for one in found] == ["算式和规则用了没有申报的资料：补充.某数"]


def test_a_declared_narrative_edited_in_word_goes_back_into_its_place(folder: Path, own: Pack, printer: Press) -> None:
    dept = folder / "dept.yaml"
    dept.write_text(HEAD + GIVEN, "utf-8")
    report = folder / "报告.docx"
    made, _ = pipeline.evaluate(read_inputs(dept, own), draft=True)
    report.write_bytes(pipeline.printed(made, printer))
    rewrite(report, lambda _, found: replace(list(found["补充.财务自查"])[-1], "二是整改。", "二是逐笔整改。"))
    assert [str(one.place) for one in absorb(report, dept, press=printer).written] == ["补充.财务自查"]
    assert dept.read_text("utf-8") == HEAD + GIVEN.replace("二是整改。", "二是逐笔整改。")
