"""A new dept.yaml: it loads as it is written, and again when it is filled in."""

from __future__ import annotations

import re

import pytest

from reportgen.facts import department
from reportgen.facts.blanks import scaffold
from reportgen.facts.blanks.scaffold import Asked, PackNeeds

ANSWERS = [
    Asked("A11", "预算编制合理性", {"要点": {"1": "与职责相符", "2": "细化到事项"}}),
    Asked("B12.2", "调整、调剂", {"扣分": "没有填 0"}),
]
FILLED = {
    "万元": "12.5",
    "%": "50%",
    "个": "2",
    "人": "3",
    "件": "4",
    "件次": "1",
    "分": "5",
    "年": "2021",
    "日期": "2021-09-18",
}
FILLED |= {"是/否": "是", "平方米": "100"}


def new(names: set[str], answers: list[tuple[str, str, str]], **more: str) -> str:
    return scaffold.new(PackNeeds(names), answers, **more)


def filled(text: str) -> str:
    """Every value with a unit and every required text filled in, the rows of lists uncommented."""
    text = re.sub(r"(?m)^( *)# (- |  )(\S+:)", r"\1\2\3", text)
    text = re.sub(r"(?m)^( *(?:- )?累计支出:) .*$", r"\1 [1, 2, 3, 4]", text)
    text = re.sub(r"(?m)^( *(?:- )?累计进度:) .*$", r"\1 [25%, 50%, 75%, 100%]", text)
    text = re.sub(r"(?m)^( *(?:- )?指标总额:) .*$", r"\1 [4, 4, 4, 4]", text)
    text = re.sub(r"(?m)^( *(?:- )?\S+:)( +# ★?\[([^\]]+)\].*)$", lambda m: f"{m[1]} {FILLED[m[3]]}{m[2]}", text)
    return re.sub(r"(?m)^( *(?:- )?(?!年度)\S+:)( +# .*（必填）)$", r"\1 某某\2", text)


def every() -> set[str]:
    return department.known_names() | {"效果指标"}


@pytest.mark.parametrize("names", [set(), {"预算.合计.支出", "项目统计.总数"}, every()])
def test_an_empty_file_lacks_only_what_is_required(names: set[str]) -> None:
    found, source, diagnostics = department.parse(new(names, ANSWERS, pack="futian"), "dept.yaml")
    assert found is None
    assert source is not None
    assert [d.message for d in diagnostics] == ["缺少必填项“年度”", "缺少必填项“部门.全称”"]


def test_a_file_with_the_required_fields_is_an_empty_department() -> None:
    text = new(every(), ANSWERS, pack="futian").replace("年度: ", "年度: 2021 ", 1).replace("全称: ", "全称: 某局 ", 1)
    found, _, diagnostics = department.parse(text, "dept.yaml")
    assert diagnostics == []
    assert found is not None
    assert found.to_data(exclude_defaults=True) == {
        "套件": "futian",
        "年度": 2021,
        "部门": {"全称": "某局"},
    }


def test_filled_in_it_gives_every_number_the_model_knows() -> None:
    found, source, diagnostics = department.parse(filled(new(every(), ANSWERS, pack="futian")), "dept.yaml")
    assert diagnostics == []
    assert found is not None
    assert source is not None
    facts = department.facts(found, source)
    lacking = [name for name, (unit, _) in department.described().items() if unit and name not in facts]
    assert lacking == []
    assert [len(rows) for rows in department.lists(found).values()] == [1] * len(department.lists(found))


def test_every_known_name_has_its_line_with_unit_and_meaning() -> None:
    text = new(every(), [])
    for name, (unit, words) in department.described().items():
        quarterly = name.startswith("季度.")
        key = name.split(".")[-2 if quarterly else -1]
        if name != "套件" and not name.startswith("叙述."):
            assert re.search(rf"(?m)^ *{key}: +# .*{re.escape('' if quarterly else words)}", text), name
        if unit and not quarterly:
            assert re.search(rf"(?m)^ *{key}: +# ★?\[{unit}\]", text), name


def test_what_the_pack_computes_with_is_starred() -> None:
    text = new({"人员.在编", "季度.累计支出.一季度"}, [])
    assert re.findall(r"(?m)^ *(\S+): +# ★", text) == ["在编", "累计支出"]


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        (set(), []),
        ({"楼堂馆所.实际面积"}, ["楼堂馆所", "实际面积"]),
        ({"项目.支出"}, ["项目", "- 名称", "支出"]),
        ({"季度.累计支出.二季度"}, ["季度", "累计支出"]),
        ({"叙述.公平性"}, ["叙述", "公平性"]),
        ({"信访.渠道", "资产.固定资产.在用"}, ["资产", "固定资产", "在用", "信访", "渠道"]),
    ],
)
def test_only_what_is_of_use_is_asked_for(asked: set[str], keys: list[str]) -> None:
    text = scaffold.new(PackNeeds(set(), asked.__contains__), [])
    always = re.findall(r"(?m)^ *(?:# +)?((?:- )?\S+):(?: |$)", scaffold.new(PackNeeds(set(), set().__contains__), []))
    found = re.findall(r"(?m)^ *(?:# +)?((?:- )?\S+):(?: |$)", text)
    assert [key for key in found if key not in always] == keys


def test_what_the_model_has_no_field_for_is_asked_for_by_name() -> None:
    text = scaffold.new(PackNeeds({"补充.上年三公预算", "补充.寄语."}), [])
    assert re.search(r"(?m)^补充: .*\n  上年三公预算: +# ★\n  寄语:$", text)
    assert "补充:" not in new(set(), [])


def test_answers_are_listed_with_what_may_be_answered() -> None:
    text = new(set(), ANSWERS)
    assert re.search(
        "  # A11 预算编制合理性\n  A11:\n    要点: +# 逐项填 .*\n      1: +# 与职责相符\n      2: +# 细化到事项\n", text
    )
    assert re.search("  # B12.2 调整、调剂\n  B12.2:\n    扣分: +# 没有填 0\n    理由: +# .*\n    佐证: +#", text)


def test_the_schema_is_named_for_editors() -> None:
    assert new(set(), [], schema="../dept.schema.json").startswith(
        "# yaml-language-server: $schema=../dept.schema.json\n"
    )
