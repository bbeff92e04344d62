"""pack show, diff, preview and the blank score table."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from planted import TEMPLATES, inside, pack, paragraph
from sample import shipped

from reportgen import pipeline, word
from reportgen.cache import store
from reportgen.cli import main
from reportgen.diagnostics import Refused
from reportgen.editor import papers
from reportgen.editor.merged import diff, origins
from reportgen.packs import pack as packs
from reportgen.report import TEMPLATE_FILTERS
from reportgen.word.workshop import anatomy as anatomies

NAMES = sorted(p.parent.name for p in TEMPLATES.glob("*/pack.yaml"))
# each compiles a template of its own: all packs are looked at among the slow tests
COMPILED = [n if n in ("futian", "hunan-demo") else pytest.param(n, marks=pytest.mark.slow) for n in NAMES]


def loaded(name: str, root: Path = TEMPLATES) -> packs.Pack:
    return packs.load(name, [root, TEMPLATES], cache=store.users())[0] if root != TEMPLATES else shipped(name)


def test_every_value_of_the_framework_has_its_origin():
    found = origins.origins(loaded("dapeng"))
    by_name = {(o.code, o.field): o for o in found}
    assert by_name["A21", "分值"].text == "8"
    assert by_name["A21", "分值"].place.startswith("dapeng/framework.yaml:")
    assert by_name["A22", "分值"].place.startswith("base/framework.yaml:")
    assert all(":" in o.place for o in found)
    assert {o.code for o in found} >= {code for code, _, _ in loaded("dapeng").framework.tree()}


def test_one_indicator_is_shown_with_what_is_below_it():
    assert {o.code for o in origins.origins(loaded("base"), "目标设置")} == {"A2", "A21", "A22"}
    with pytest.raises(Refused, match="没有指标“A99”"):
        origins.origins(loaded("base"), "A99")


@pytest.mark.slow
@pytest.mark.parametrize("name", COMPILED)
def test_the_blank_score_table_has_every_indicator_and_no_mark(name):
    own = loaded(name)
    made = papers.score_table(own)
    assert word.check(made) == []
    text = word.outline(made)
    assert [i.name for _, i in own.framework.leaves() if i.name not in text] == []
    assert "2021" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == len(list(own.framework.leaves())) + 2, "a head, a row for each indicator, the total"


@pytest.mark.few(2)
@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_adds_up_what_is_filled_in(name):
    own = loaded(name)
    page = load_workbook(BytesIO(pipeline.score_workbook(own))).active
    depth = max(level for _, _, level in own.framework.tree())
    points = [page.cell(row, 2 * depth).value for row in range(3, page.max_row)]
    assert sum(points) == own.framework.full
    assert page.cell(page.max_row, 2 * depth + 3).value.startswith("=SUM(")
    assert page.cell(3, 2 * depth + 3).value is None
    assert page.merged_cells.ranges


@pytest.mark.few(1)
@pytest.mark.parametrize("name", NAMES)
def test_the_preview_names_every_block_and_every_value(name):
    own = loaded(name)
    made = papers.preview(own)
    assert word.check(made, "〖〗") == []
    text = word.outline(made)
    assert "if loop." not in text  # a heading before the first of its rows stands once
    anatomy = anatomies.anatomy(own.template, [f.parent for f in own.folders], TEMPLATE_FILTERS)
    unseen = [n for n in anatomy.blocks() if f"▼ 块：{n}（" not in text or f"▲ 块到此为止：{n}（" not in text]
    others = "A11" not in own.framework.indicators  # a tree of its own, for which the base report has no place
    assert unseen == ([] if others else ["其他指标标题"])
    assert "〖部门.全称〗" in text
    assert "〖年度〗" in text


@pytest.mark.slow
def test_cells_of_the_preview_hold_numbers_that_are_told_below_the_table():
    lines = word.outline(papers.preview(loaded("futian"))).replace("\\|", "|").splitlines()
    assert [line for line in lines if line.startswith("| ") and "〖" in line] == []
    total = next(n for n, line in enumerate(lines) if line.startswith("| 总得分情况"))
    assert lines[total].rstrip(" |").endswith("5011"), "the points and, raised, the number 11"
    told = next(line for line in lines[total:] if line.startswith("〖1："))
    assert told.split("　")[0] == "〖1：行.级[0].名称〗"
    assert told.split("　")[-1] == "〖11：评分表.总分 | 分〗"


def test_two_packs_are_compared_by_values_and_blocks(tmp_path):
    found = {(c.subject, c.name): (c.before, c.after) for c in diff.compare(loaded("base"), loaded("dapeng"))}
    assert found["指标体系", "绩效目标完整性（A21） 分值"] == ("3", "8")
    assert found["称谓与用语", "称谓 领导机关"] == ("区委、区政府", "新区党工委、管委会")
    assert any(subject == "Word 模板" for subject, _ in found)


@pytest.mark.slow
def test_a_new_pack_differs_from_its_parent_by_its_name_alone(tmp_path):
    pack(tmp_path, "luohu", "futian")
    found = diff.compare(loaded("futian"), loaded("luohu", tmp_path))
    assert [c.name for c in found] == ["名称", "继承"], "a block that holds only super() is no change"


def test_what_was_switched_off_is_one_line(tmp_path):
    folder = pack(tmp_path, "luohu", "futian")
    (folder / "framework.yaml").write_text(
        "指标:\n  B41: {停用: 是}\n  B4: {分值: 1}\n  B: {分值: 19}\n满分: 99\n", "utf-8"
    )
    (folder / "formulas.yaml").write_text("算式:\n  项目执行率: {停用: 是}\n", "utf-8")
    found = diff.compare(loaded("futian"), loaded("luohu", tmp_path))
    told = {c.name: (c.before, c.after) for c in found if c.subject in ("指标体系", "算式")}
    assert told.pop("财政供养人员控制率（B41）") == ("分值 1", "停用")
    assert told.pop("项目执行率") == (None, "停用")
    assert told == {"人员管理（B4） 分值": ("2", "1"), "部门管理（B） 分值": ("20", "19"), "满分": (None, "99")}


def test_what_a_block_adds_to_its_parents_is_shown_alone(tmp_path):
    docx = pack(tmp_path, "luohu", "futian") / "report.docx"
    inside(docx, paragraph("本区另有说明。"))
    found = [c for c in diff.compare(loaded("futian"), loaded("luohu", tmp_path)) if c.subject == "Word 模板"]
    assert [(c.name, c.after) for c in found] == [("块“前言”", "本区另有说明。")]


@pytest.mark.slow
def test_the_commands_work_one_after_the_other(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["pack", "new", "luohu-2022", "--from", "futian"]) == 0
    assert main(["pack", "check", "luohu-2022"]) == 0
    assert main(["pack", "preview", "luohu-2022"]) == 0
    assert main(["pack", "show", "luohu-2022", "--docx", "a.docx", "--xlsx", "a.xlsx"]) == 0
    assert main(["pack", "show", "luohu-2022", "A21"]) == 0
    assert main(["pack", "diff", "futian", "luohu-2022"]) == 0
    assert main(["pack", "vars", "luohu-2022", "执行率"]) == 0
    told = capsys.readouterr().out
    assert "套件“luohu-2022”检查通过。" in told
    assert "计算.预算执行率" in told
    assert {p.name for p in tmp_path.iterdir()} == {"templates", "luohu-2022-样稿.docx", "a.docx", "a.xlsx"}


@pytest.mark.slow
def test_a_broken_pack_exits_with_one_and_is_annotated(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    pack(tmp_path / "templates")
    (tmp_path / "templates" / "shidian" / "framework.yaml").write_text("指标:\n  A21: {分值: 4}\n", "utf-8")
    assert main(["pack", "check", "shidian", "--annotate", "批注.docx"]) == 1
    told = capsys.readouterr().out
    assert "templates/shidian/framework.yaml:2:13: 错误：" in told.splitlines()[0]
    assert "下级合计为11" in told
    assert "检查通过" not in told
    assert (tmp_path / "批注.docx").is_file()
