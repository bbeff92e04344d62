"""pack check on the YAML files: ten faults in each, told at their lines, each alone and all of them in one run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from planted import TEMPLATES, pack

from reportgen.cache.store import NONE, users
from reportgen.diagnostics import Diagnostic, Refused
from reportgen.editor.check import check, follows, of_files
from reportgen.editor.pack_files import read
from reportgen.editor.verdicts import Verdicts
from reportgen.packs import pack as packs

# file: {fault: (the lines that hold it, what must be told)}; the finding must stand at the line marked with @
FAULTS: dict[str, dict[str, tuple[str, str]]] = {
    "pack.yaml": {
        "unknown key": ("@报告名称: 报告", "不认识的字段“报告名称”"),
        "unknown key inside a group": ("称谓:\n@  领导机构: 区委", "不认识的字段“领导机构”"),
        "neither yes nor no": ("选项:\n@  总评导语: 不要", "应为“是”或“否”"),
        "a switch that no template asks": ("选项:\n@  封面填报时间: 是", "没有模板用到选项“封面填报时间”"),
        "a list for a text": ("@公开渠道: [甲, 乙]", "公开渠道"),
        "a text for a list": ("@公开依据: 预算法", "公开依据"),
        "an item without its name": ("编制依据:\n@  - 文号: 财预〔2016〕143号", "编制依据第1项.名称"),
        "a full-width colon": ("@评分表名：评分表", "冒号是全角"),
        "the same key twice": ("报告名: 甲\n@报告名: 乙", "写了两次"),
        "a group for a text": ("称谓:\n@  区: {名称: 福田区}", "称谓.区"),
    },
    "framework.yaml": {
        "weights that do not add up": ("  A21:\n@    分值: 4", "下级合计为11"),
        "a weight that is no number": ("  C22:\n@    分值: 若干分", "应为分数"),
        "unknown parent": ("  B51:\n@    上级: B9", "上级“B9”不存在"),
        "unknown kind of rule": ("  B42:\n@    规则: {类型: 分挡}", "分档"),
        "an indicator without a rule": ("  A13:\n@    {名称: 新指标, 上级: A1, 分值: 0}", "没有评分规则"),
        "unknown key": ("  B41:\n@    评分标淮: 文字", "不认识的字段“评分标淮”"),
        "items that add up to more": (
            '  A11:\n    规则:\n      要点:\n@        "5": {内容: 甲, 分值: 2}',
            "各要点合计6分",
        ),
        "unknown fact": ("  C42:\n    规则:\n@      取值: 满意度.数值", "满意度.数值"),
        "tiers with a gap": (
            '  B32:\n    规则:\n@      档: [{区间: "≥90%", 得分: 1}, {区间: "<60%", 得分: 0}]',
            "空档或重叠",
        ),
        "no name": ("  D:\n@    分值: 0", "缺少必填项“指标.D.名称”"),
    },
    "formulas.yaml": {
        "unknown fact": ("@  编外人员控制率: 人员.编外人 ÷ 人员.在编", "人员.编外人"),
        "half a formula": ("@  财政供养人员控制率: 人员.在编 ÷", "缺少数或名称"),
        "brackets": ("@  固定资产利用率: (资产.固定资产.在用 ÷ 资产.固定资产.全部", "固定资产利用率"),
        "a circle": ("@  甲率: 乙率\n  乙率: 甲率", "互相引用成环"),
        "unknown key": ("  预算执行率:\n@    口经: 文字", "不认识的字段“口经”"),
        "unknown zero": ("  政府采购执行率:\n@    零分母: 满分", "零分母"),
        "text in a formula": ('@  丙率: "人员.在编 × ‘甲’"', "丙率"),
        "a call": ("@  丁率: open(人员.在编)", "丁率"),
        "no formula": ("  戊率:\n@    单位: 万元", "缺少必填项"),
        "unknown formula": ("@  己率: 庚率 ÷ 人员.在编", "庚率"),
    },
    "wording.yaml": {
        "unknown indicator": ("@  B99: {问题标题: 甲}", "编号“B99”不在指标体系中"),
        "unknown part": ("@  B12.9: {问题标题: 甲}", "编号“B12.9”不在指标体系中"),
        "unknown name": ("  A11:\n@    问题标题: “{{ 指票 }}”", "没有“指票”这个名称"),
        "unknown attribute": ("  A12:\n@    问题描述: “{{ 预算.合计.年处 | 万元 }}”", "年初"),
        "unknown filter": ("  A21:\n@    问题描述: 扣{{ 扣分 | 分数 }}分", "没有“分数”这个过滤器"),
        "a branch never taken": (
            "  A22:\n@    问题描述: 扣{% if 方向 == '从不' %}{{ 人员.在遍 }}{% endif %}分",
            "在遍",
        ),
        "half a tag": ("  B11:\n@    问题标题: 甲{{ 指标", "没有配上"),
        "unknown key": ("  B13:\n@    问题标体: 甲", "不认识的字段“问题标体”"),
        "a measure without words": ("  B21:\n@    整改措施: [{成果: 台账}]", "缺少必填项“措辞.B21.整改措施第1项.措施”"),
        "a ratio as money": ("  C21:\n@    问题描述: 执行率{{ 计算.预算执行率 | 万元 }}", "请改用 | 百分比"),
    },
    "用例.yaml": {
        "another score": ("- 指标: C31\n  自评: {扣分: 0}\n@  得: 20", "应得20分，算得25分"),
        "unknown indicator": ("@- 指标: Z9\n  得: 1", "“Z9”不在指标体系中"),
        "unknown fact": ("- 指标: C23\n@  给: {项目统计.数: 21}\n  得: 1", "没有的名称“项目统计.数”"),
        "neither score nor state": ("@- 指标: B41\n  给: {人员.在编: 17}", "用例须写“得”"),
        "unknown key": ("- 指标: B41\n@  应得: 1\n  得: 1", "不认识的字段“应得”"),
        "a state that is not": ("- 指标: C41\n@  状态: 已评\n", "应为“已评”"),
        "a reason that is not told": ("- 指标: C31\n  自评: {扣分: 0}\n  得: 25\n@  说明含: 八折", "没有“八折”"),
        "unknown answer": ("- 指标: A21\n@  自评: {数目: 1}\n  得: 3", "数目"),
        "a score that is no number": ("- 指标: A21\n  自评: {数量: 0}\n@  得: 满分", "应为数字"),
        "unknown state": ("- 指标: B42\n@  状态: 未评", "状态"),
    },
}
HEADS = {
    "pack.yaml": "名称: 试点\n继承: base\n",
    "framework.yaml": "指标:\n",
    "formulas.yaml": "算式:\n",
    "wording.yaml": "措辞:\n",
}
# faults after which nothing below can be told apart, or which stand in one group with another: each is tried alone
GROUPED = {"unknown key inside a group", "neither yes nor no", "a switch that no template asks"}


BESIDE_TEMPLATE = {"a switch that no template asks"}  # what shows only when the template is looked at


def written(file: str, lines: str) -> tuple[str, int]:
    """The text of a file and the line that is marked with @."""
    text = HEADS.get(file, "") + lines
    number = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith("@"))
    return text.replace("\n@", "\n").removeprefix("@"), number


def told(root: Path) -> list[Diagnostic]:
    """What is told of the files of the pack, the template not looked at."""
    reading = read("shidian", [root, TEMPLATES])
    found = of_files(reading, Verdicts(NONE, "shidian", ()))
    return [one for one in found if not follows(one, reading.unread)]


def at(found, file: str, line: int, words: str) -> bool:
    here = [d for d in found if d.position and d.position.file.endswith(f"shidian/{file}") and d.position.line == line]
    return any(words in f"{d.message}{d.hint}" for d in here)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a pack is written again and again."""
    return tmp_path_factory.mktemp("packs")


@pytest.mark.slow
@pytest.mark.parametrize(("file", "name"), [(file, name) for file, faults in FAULTS.items() for name in faults])
def test_a_fault_is_told_at_its_line(root: Path, file, name):
    shutil.rmtree(root / "shidian", ignore_errors=True)
    folder = pack(root, parent="base")
    lines, words = FAULTS[file][name]
    text, line = written(file, lines)
    (folder / file).write_text(text, "utf-8")
    found = check("shidian", [root, TEMPLATES], users()) if name in BESIDE_TEMPLATE else told(root)
    assert at(found, file, line, words), f"line {line}:\n" + "\n".join(map(str, found))
    strangers = [d for d in found if d.position and str(root) not in d.position.file]
    assert not strangers, "\n".join(map(str, strangers))


@pytest.mark.parametrize(
    ("lines", "place", "advice"),
    [
        ("  B41: {停用: 是}\n", "base/framework.yaml", "在自己的 shidian/framework.yaml 里写 B4 的“分值”"),
        (
            "  B42: {分值: 2}\n  B41: {分值: 0}\n",
            "base/framework.yaml",
            "在自己的 shidian/framework.yaml 里写 B42 的“规则”",
        ),
        ("  A21: {分值: 4}\n", "shidian/framework.yaml", "→ 请使各级分值相加相等"),
    ],
)
def test_a_fault_that_shows_in_a_parents_file_is_mended_in_ones_own(tmp_path: Path, lines, place, advice):
    folder = pack(tmp_path, parent="base")
    (folder / "framework.yaml").write_text("指标:\n" + lines, "utf-8")
    with pytest.raises(Refused) as refused:
        packs.load("shidian", [tmp_path, TEMPLATES])
    told = [str(d) for d in refused.value.diagnostics if d.position and d.position.file.endswith(place)]
    assert any(advice in text for text in told), refused.value


def together(file: str) -> tuple[str, list[tuple[int, str, str]]]:
    """All faults of a file that can stand in it at once, with line, words and name of each."""
    text, places = HEADS.get(file, ""), []
    for name, (lines, words) in FAULTS[file].items():
        if file == "pack.yaml" and name in GROUPED:
            continue
        for line in lines.rstrip("\n").split("\n"):
            text += line.removeprefix("@") + "\n"
            if line.startswith("@"):
                places.append((text.count("\n"), words, name))
    return text, places


@pytest.mark.slow
def test_all_faults_of_all_files_are_told_in_one_run(tmp_path: Path):
    folder = pack(tmp_path, parent="base")
    planted = []
    for file in FAULTS:
        text, places = together(file)
        (folder / file).write_text(text, "utf-8")
        planted += [(file, *place) for place in places]
    found = check("shidian", [tmp_path, TEMPLATES])
    missed = [f"{file}:{line} {name}" for file, line, words, name in planted if not at(found, file, line, words)]
    assert not missed, "\n".join([*missed, *map(str, found)])
    assert len(planted) >= 45
    strangers = [d for d in found if d.position and str(tmp_path) not in d.position.file]
    assert not strangers, "\n".join(map(str, strangers))
