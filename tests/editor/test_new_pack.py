"""pack new: the pack builds at once, says what its parent says, and its examples work when they are switched on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from planted import DOCUMENT, TEMPLATES, edit, pack
from sample import COMPACT, read_inputs

from reportgen import pipeline, word
from reportgen.cache.store import users
from reportgen.diagnostics import Refused
from reportgen.editor import new as packs_new
from reportgen.editor.check import check

SAMPLE = COMPACT / "futian-kechuang-2021"


def report(folder: Path, name: str) -> str:
    """The outline of the sample's report by pack `name`, which is looked for beside the data first."""
    dept = folder / "data" / "dept.yaml"
    dept.parent.mkdir(exist_ok=True)
    for file in SAMPLE.glob("*.yaml"):
        (dept.parent / file.name).write_text(file.read_text("utf-8"), "utf-8")
    dept.write_text(re.sub("^套件: .*", f"套件: {name}", dept.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    inputs = read_inputs(dept)
    evaluation, _ = pipeline.evaluate(inputs)
    made, _ = pipeline.render(evaluation, inputs.pack)
    return word.outline(made)


@pytest.mark.slow
@pytest.mark.parametrize("parent", ["base", "futian"])
def test_a_new_pack_builds_what_its_parent_builds(tmp_path, parent):
    pack(tmp_path / "templates", "luohu-2022", parent)
    found = check("luohu-2022", [tmp_path / "templates", TEMPLATES], users())
    assert [one.code for one in found] == (["district"] if parent == "futian" else [])
    assert report(tmp_path, "luohu-2022") == report(tmp_path, parent)


@pytest.mark.slow
def test_the_examples_work_when_they_are_switched_on(tmp_path):
    folder = pack(tmp_path, "luohu-2022", "futian")
    for file in folder.glob("*.yaml"):
        lines = file.read_text("utf-8").splitlines()
        on = [re.sub(r"^# (?=( *)(?:- )?(?!yaml-)[^\s#：，。]+:( |$))", "", line) for line in lines]
        file.write_text("\n".join(on) + "\n", "utf-8")
    assert "  A11:" in (folder / "framework.yaml").read_text("utf-8"), "nothing was switched on"
    assert [str(d) for d in check("luohu-2022", [tmp_path, TEMPLATES])] == []


@pytest.mark.slow
def test_a_changed_block_replaces_the_parents(tmp_path):
    folder = pack(tmp_path / "templates", "luohu-2022", "futian")
    edit(folder / "report.docx", DOCUMENT, lambda xml: xml.replace("{{p super() }}", "罗湖区的前言。"))
    told = report(tmp_path, "luohu-2022")
    assert "罗湖区的前言。" in told
    assert "开展了绩效自评，现将自评情况报告如下" not in told


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("parent", "told", "name", "expected"),
    [
        ("futian-2022", "福田区2022年度套件", "futian-2023", "福田区2023年度套件"),
        ("futian-2022", "福田区2022年度套件", "luohu-2023", "福田区2023年度套件（luohu-2023）"),
        ("futian-2022", "福田区套件", "futian-2023", "福田区套件（futian-2023）"),
        ("futian-2022", "福田区2022年度套件", "luohu", "福田区2022年度套件（luohu）"),
        ("futian-2020-zhichu", "福田区2020年度套件", "futian-2021-zhichu", "福田区2021年度套件"),
    ],
)
def test_the_pack_of_a_new_year_is_named_after_its_year(tmp_path, parent, told, name, expected):
    (tmp_path / parent).mkdir()
    (tmp_path / parent / "pack.yaml").write_text(f"名称: {told}\n继承: base\n", "utf-8")
    made = packs_new.new(name, parent, tmp_path, [tmp_path, TEMPLATES])
    assert f"名称: {expected}\n" in made[tmp_path / name / "pack.yaml"].decode()


@pytest.mark.parametrize("name", ["罗湖", "Luohu", "../luohu", "luo hu", "-luohu", ""])
def test_a_name_that_cannot_be_a_folder_is_refused(tmp_path, name):
    with pytest.raises(Refused, match="不能作套件名"):
        packs_new.new(name, "base", tmp_path, [TEMPLATES])


def test_a_folder_that_is_there_stays_as_it_is(tmp_path):
    (tmp_path / "luohu").mkdir()
    with pytest.raises(Refused, match="文件夹已存在"):
        packs_new.new("luohu", "base", tmp_path, [TEMPLATES])


def test_an_unknown_parent_is_named_with_the_nearest(tmp_path):
    with pytest.raises(Refused) as refused:
        packs_new.new("luohu", "futain", tmp_path, [TEMPLATES])
    assert "是否应为“futian”？" in str(refused.value)
