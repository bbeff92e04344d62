"""A department's own rows in 自评 of its form: asked for where they are known, read back under the same key."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import rows_desk
from openpyxl import load_workbook
from sample import evaluated, shipped

from reportgen.cache import store
from reportgen.facts import department as departments
from reportgen.facts.blanks.questions import Form, Listing, Question, Section
from reportgen.forms import entered
from reportgen.forms.answers_asked import asked, with_levels
from reportgen.pipeline import forming
from reportgen.pipeline.asking import answers
from reportgen.pipeline.live.looking import look
from reportgen.sheets.to_fill.form_book import workbook
from reportgen.stages.inputs import Wanted
from reportgen.values import replace
from reportgen.web.views.form import FilledPages


def blank() -> Form:
    """自评 alone, of no department yet."""
    return Form("hunan-demo", (Section("自评", tuple(asked(rows_desk.listed().framework))),), (), of_rows=True)


def form_of(text: str, shown: bool = True) -> Form:
    """A form of 自评 alone for the department that `text` is about."""
    department, source, found = departments.parse(text, "dept.yaml")
    assert department and source, found
    return forming.with_rows(blank(), rows_desk.listed(shown), department, source.data)


def questions(form: Form) -> dict[str, tuple[str, ...]]:
    """What it asks about the rows, with the choices."""
    own = {q.name: q for section in form.sections for q in section.questions}
    return {name: q.choices for name, q in own.items() if q.serves.startswith("X21")}


def test_a_row_in_words_is_asked_about_until_it_says_itself() -> None:
    """Under its name, which stays when rows are put in, or its own 编号."""
    found = questions(form_of(rows_desk.dept_text()))
    assert found["自评/生态流量方案/等级"] == ("达到", "部分达到", "未达到")
    assert {"自评/X21-水质/得分", "自评/改善灌溉面积/理由", "自评/水库险情起数/佐证"} <= found.keys()
    assert not any(name.startswith("自评/X21/") for name in found)
    found = questions(form_of(rows_desk.dept_text("等级: 部分达到, 理由: 晚了", "  X21-1: {佐证: 台账}\n")))
    assert not {"自评/生态流量方案/等级", "自评/生态流量方案/理由", "自评/改善灌溉面积/得分"} & found.keys()
    assert {"自评/生态流量方案/佐证", "自评/X21-1/得分"} <= found.keys(), "it answers under X21-1 already"


def points(path: Path, shown: bool = True) -> dict[str, Any]:
    return {node.code: node.points for node in evaluated(rows_desk.inputs_of(path, shown)).scorecard.nodes}


def told(form: Form, rows: dict[str, list[dict[str, str]]] | None = None) -> str:
    """What 填写说明 of its workbook says."""
    sheet = load_workbook(BytesIO(workbook(replace(form, sections=()), {}, rows)), read_only=True)["填写说明"]
    return "\n".join(str(row[1]) for row in sheet.iter_rows(values_only=True))


def test_a_blank_form_says_where_rows_are_asked_about() -> None:
    """Once they are known; of rows that are summed up nothing is asked."""
    framework = rows_desk.listed().framework
    form = with_levels(blank(), framework)
    assert form.row_by_row == ("效果指标",)
    assert "“效果指标”的各行是部门自设的指标：等级、人工得分和理由填在本行" in told(form)
    assert "new --pack hunan-demo --from 资料.yaml 填报表2.xlsx 再出一份，“自评”页就逐行问" in told(form)
    assert "各行" not in told(form, {"效果指标": [{"名称": "灌溉"}]})
    assert "各行" not in told(with_levels(blank(), rows_desk.listed(shown=False).framework))


def test_rows_that_are_summed_up_are_ticked_or_say_so(tmp_path: Path) -> None:
    found = questions(form_of(rows_desk.dept_text(), shown=False))
    assert found["自评/X21/要点/生态流量方案"] == ("是", "部分", "否")
    assert [name for name in found if "要点" in name] == ["自评/X21/要点/生态流量方案"]
    for words, more in (("等级: 部分达到", ""), ("", "  X21: {要点: {生态流量方案: 部分}}\n")):
        text = rows_desk.dept_text(words, more)
        assert bool(more) == any("要点" in name for name in questions(form_of(text, shown=False)))
        assert points(rows_desk.written(tmp_path, text, shown=False), shown=False)["X21"] == rows_desk.D("7.2")


def typed(data: bytes, values: dict[str, str], path: Path) -> None:
    """A form in which somebody typed `values` beside the hidden names."""
    book = load_workbook(BytesIO(data))
    left = {f"自评/{name}": text for name, text in values.items()}
    for row in book["自评"].iter_rows(min_row=2):
        if str(row[0].value) in left:
            row[2].value = left.pop(str(row[0].value))
    assert not left
    book.save(path)


def test_what_the_form_says_of_rows_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forming, "form_of", lambda pack: blank())
    monkeypatch.setattr(forming.packs, "load", lambda *given, **more: (rows_desk.listed(), []))
    path = rows_desk.written(tmp_path, rows_desk.dept_text(answers="  水库险情起数: {佐证: 汛情记录}\n"))
    form, cache = tmp_path / "填报表.xlsx", store.users()
    data = forming.blank_form("hunan-demo", [], 2022, path, cache)
    said = {"生态流量方案/等级": "达到", "水库险情起数/得分": "1", "水库险情起数/理由": "已处置"}
    typed(data, said, form)
    took = forming.take_forms([form], path, 2022, cache=cache)
    assert took.written, took.diagnostics
    assert {change.name for change in took.changes} == {f"自评.{name.replace('/', '.')}" for name in said}
    assert not forming.take_forms([form], path, 2022, cache=cache).changes
    made = points(path)
    assert [made[code] for code in ("X21-1", "X21-水质", "X21-3", "X21-4")] == [rows_desk.D("2.7"), 3, 1, 3]


def test_the_column_of_levels_offers_those_of_the_rule() -> None:
    listing = Listing(("效果指标",), "效果指标", "", (Question(("名称",), "名称"), Question(("等级",), "等级")))
    other = replace(listing, path=("补充", "表"))
    made = with_levels(Form("", (), (listing, other)), rows_desk.listed().framework)
    assert [one.columns[1].choices for one in made.listings] == [("达到", "部分达到", "未达到"), ()] and made.of_rows
    assert not with_levels(Form("", (), (listing,)), shipped("base").framework).of_rows


def test_the_page_asks_what_the_form_of_the_department_asks(tmp_path: Path) -> None:
    path = rows_desk.written(tmp_path, rows_desk.dept_text())
    wanted = Wanted(None, store.users(), load=lambda *given, **more: (rows_desk.listed(), []))
    looked = look(path, wanted, lambda pack: blank())
    assert looked.form and questions(looked.form) == questions(form_of(rows_desk.dept_text()))
    (asked_for,) = [one for node in looked.pending if node.mark for one in node.mark.asked]
    assert asked_for == "请填写 效果指标第4项.等级（达到、部分达到、未达到），或写在 自评.X21-4 下"
    page = FilledPages(looked).sheet(0)
    waiting = [field.name for group in page.groups for field in group.fields if field.waiting]
    assert waiting == ["自评/生态流量方案/等级"], "named by its code in the sentence, asked under its name"


def test_what_was_asked_before_the_row_said_it_itself_is_still_read() -> None:
    text = rows_desk.dept_text("等级: 达到")
    form, put = form_of(text), entered.Put("自评/生态流量方案/等级", "达到")
    made, changes = entered.entered(text, "dept.yaml", form, [put])
    assert [change.name for change in changes] == ["自评.生态流量方案.等级"]
    source = departments.parse(made, "dept.yaml")[1]
    assert source and source.data["自评"]["生态流量方案"] == {"等级": "达到"}
    assert not form.of_row("自评/生态流量方案/数目") and not form.of_row("项目/1/得分")


def test_a_row_and_an_answer_beside_it_are_one_where_they_say_different_things(tmp_path: Path) -> None:
    text = rows_desk.dept_text("等级: 部分达到", "  X21-4: {不适用: 是, 理由: 取消, 佐证: 批复}\n")
    made = evaluated(rows_desk.inputs_of(rows_desk.written(tmp_path, text)))
    mark = next(node.mark for node in made.scorecard.nodes if node.code == "X21-4")
    assert mark and (mark.ground.value, mark.evidence) == ("不适用", ("批复",))


@pytest.mark.parametrize("rows", [{}, {"效果指标": [{"名称": "甲", "目标值": "印发", "分值": rows_desk.D(12)}]}])
def test_columns_left_to_the_department_are_asked_for(rows: dict[str, list[dict[str, object]]]) -> None:
    framework = rows_desk.listed().framework
    found = [q.name for q in asked(framework, ["考核部门"], rows) if "列" in q.path]
    leaves = [code for code, _ in framework.leaves() if code != "X21"]
    assert {f"自评/{code}/列/考核部门" for code in leaves} <= {*found}
    assert ("自评/甲/列/考核部门" in found) == bool(rows)


def test_a_new_file_has_a_line_for_each_column_that_is_left_to_the_department() -> None:
    pack = rows_desk.listed()
    assert not any("列" in one.fields for one in answers(pack))
    own = type(pack.info).from_data(
        {**pack.info.to_data(), "评分表列": ["名称", "得分", {"列": "考核部门", "填报": "是"}]}
    )
    wanted = {one.code: one.fields.get("列") for one in answers(rows_desk.replace(pack, info=own))}
    assert {code for code, _ in pack.framework.leaves()} <= {code for code, fields in wanted.items() if fields}
