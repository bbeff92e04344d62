"""Packs: the chain, the merge, and what an editor is told when a file of it is wrong."""

from pathlib import Path

import pytest

from reportgen.diagnostics import Refused
from reportgen.packs import pack as packs

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = sorted(p.parent.name for p in TEMPLATES.glob("*/pack.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_pack_loads_without_a_word(name):
    pack, found = packs.load(name, [TEMPLATES])
    assert not found
    assert pack.folders[0].name == name
    assert pack.template.is_file()
    assert sum(i.full for _, i in pack.framework.leaves()) == pack.framework.full


def district(root: Path, **files: str) -> Path:
    """A district pack 试点 beside a copy-free base: its files by name, with - for a dot."""
    folder = root / "shidian"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("名称: 试点区\n继承: base\n", "utf-8")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return folder


BROKEN = {
    "weights, at the district's own figure": (
        {"framework_yaml": "指标:\n  A21: {分值: 4}\n"},
        ["framework.yaml:2:13", "A2“目标设置”的分值为10，下级合计为11（A21 4 ＋ A22 7）"],
    ),
    "a rule's own total": (
        {"framework_yaml": '指标:\n  A11:\n    规则:\n      要点:\n        "5": {分值: 2}\n'},
        ["framework.yaml", "各要点合计6分，与分值5不等"],
    ),
    "an unknown parent": (
        {"framework_yaml": "指标:\n  A21: {上级: A9}\n"},
        ["framework.yaml:2:13", "指标 A21 的上级“A9”不存在"],
    ),
    "an unknown kind of rule": (
        {"framework_yaml": "指标:\n  B42:\n    规则: {类型: 分挡}\n"},
        ["framework.yaml:3", "分挡", "分档"],
    ),
    "tiers that leave a gap": (
        {
            "framework_yaml": "指标:\n  B42:\n    规则:\n      档:\n"
            '        - {区间: "<5%", 得分: 1}\n        - {区间: ">10%", 得分: 0}\n'
        },
        ["framework.yaml:4:7", "“＜5%”与“＞10%”之间有空档或重叠"],
    ),
    "a formula naming an unknown fact": (
        {"formulas_yaml": "算式:\n  编外人员控制率: 人员.编外人 ÷ 人员.在编\n"},
        ["formulas.yaml:2", "人员.编外人", "是否应为"],
    ),
    "a formula that cannot be read": (
        {"formulas_yaml": "算式:\n  编外人员控制率: 人员.在编 ÷\n"},
        ["formulas.yaml:2", "缺少数或名称"],
    ),
    "formulas in a circle": (
        {"formulas_yaml": "算式:\n  甲率: 乙率\n  乙率: 甲率\n"},
        ["formulas.yaml", "互相引用成环"],
    ),
    "a wrong key": (
        {"pack_yaml": "名称: 试点区\n继承: base\n报告名称: 报告\n"},
        ["pack.yaml:3:1", "不认识的字段“报告名称”", "报告名"],
    ),
    "grades out of order": (
        {"framework_yaml": "等级: [{等级: 中, 下限: 60}, {等级: 优, 下限: 90}]\n"},
        ["framework.yaml:1", "等级的下限应由高到低"],
    ),
}


@pytest.mark.parametrize(("files", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_named_with_its_place(tmp_path, files, told):
    district(tmp_path, **files)
    with pytest.raises(Refused) as refused:
        packs.load("shidian", [tmp_path, TEMPLATES])
    message = str(refused.value)
    assert [piece for piece in told if piece not in message] == [], message
    assert "shidian" in message


def test_an_unknown_pack_names_the_nearest():
    with pytest.raises(Refused, match="没有名为“futain”的套件") as refused:
        packs.load("futain", [TEMPLATES])
    assert "是否应为“futian”？" in str(refused.value)


@pytest.mark.parametrize("name", ["../futian", "..", "", "a/b", "a\\b"])
def test_a_pack_is_a_name_never_a_path(name):
    with pytest.raises(Refused):
        packs.find(name, [TEMPLATES])


def test_a_circle_of_parents_is_told(tmp_path):
    folder = district(tmp_path)
    (folder / "pack.yaml").write_text("名称: 试点区\n继承: shidian\n", "utf-8")
    with pytest.raises(Refused, match="套件继承成环：shidian → shidian"):
        packs.load("shidian", [tmp_path, TEMPLATES])
