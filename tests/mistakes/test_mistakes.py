"""What a clerk mistypes in a department's file: understood where it has one meaning, else told where and what to type.

Each case is a line of the right file, what was typed in its place, and the answer: 「=」 the same department without an
error (and perhaps what is told of it), else words of one message → words of its advice.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from reportgen import pipeline
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.facts.department import Department
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack
from reportgen.stages.assessing import assess

RIGHT = (Path(__file__).parent / "dept.yaml").read_text("utf-8")
Answer: TypeAlias = tuple[Department | None, list[Diagnostic]]

DAY = "  填报日期: 2024年4月18日   # [日期] 封面填报日期"
SPENT = "    支出: 59,877.43   # ★[万元] 全年实际支出（决算数）"
SHARE = "  值: 93.5%   # ★[%] 满意度"
YEAR = "年度: 2023   # [年] 评价年度（必填）"
RECEPTION = "    决算: 0.46   # [万元] 决算数（实际支出），没有填 0"
STAFF = "  在编: 172   # ★[人] 年末在编在职人数，不含工勤和雇员"
WORKERS = "  工勤: 5   # ★[人] 工勤人员，没有填 0"
HIRED = "  直接聘用: 0   # ★[人] 单位直接聘用的编外人员，没有填 0"
CHANNELS = "  渠道: [热线, 邮箱, 网站留言]   # 如 热线、邮箱、网站留言；写作 [甲, 乙]"
QUARTERS = (
    "  累计支出: [14210.33, 31875.90, 49120.44, 68451.80]"
    "   # ★[万元] 各季度末的累计支出，四个数，不是当季数；写作 [一季度, 二季度, 三季度, 四季度]"
)
MANAGED = "    项目均按规定程序立项、采购、验收。"
TICKS = "  B51: {要点: {1: 是, 2: 是, 3: 是}}"
DEDUCTED = "  B12.1: {扣分: 0}"
NAME = "  全称: 深圳市福田区城市管理和综合执法局   # 部门全称，如 深圳市福田区科技创新局（必填）"
SHORT = "  简称: 区城管和综合执法局   # 正文中的简称，如 区科技创新局"
PACK = "套件: futian"
BLANK_ROW = "  # - 工作目标:               # 工作目标（必填）"
RULE = "  - 名称: 财务管理办法\n    类别: 财务\n    状态: 执行中"

CASES = (  # no., right, typed, answer
    ("d01", YEAR, "年度: 2023年", "="),
    ("d03", YEAR, "年度: 二〇二三", "="),
    ("d05", DAY, "  填报日期: 2024/4/18", "="),
    ("d07", DAY, "  填报日期: 20240418", "="),
    ("d09", DAY, "  填报日期: 二〇二四年四月十八日", "="),
    ("d11", DAY, "  填报日期: 2024年4月", "“封面.填报日期”应为日期 → 请补上日"),
    ("d13", DAY, "  填报日期: 2024-04-18 00:00:00", "="),
    ("", DAY, "  填报日期: 2024年4月18日 星期四", "="),
    ("", DAY, "  填报日期: 45400", "= 按 2024年4月18日 读入"),
    ("", DAY, "  填报日期: 4月18日", "“封面.填报日期”应为日期 → 请补上年"),
    ("", DAY, "  填报日期: 2024年2月30日", "“封面.填报日期”应为日期 → 没有这一天"),
    ("", DAY, "  填报日期: 24年4月18日", "“封面.填报日期”应为日期 → 如 2024-04-18"),
    ("", DAY, "  填报日期: ########", "“########”以“#”开头 → 请填写数或文字"),
    ("", YEAR, "年度: 202", "“年度”应为四位数的年份 → 请写四位数字"),
    ("n02", SPENT, "    支出: ５９，８７７．４３", "="),
    ("n04", SPENT, "    支出: 598,774,300元", "= 填“598,774,300元”，按 59877.43 万元读入"),
    ("n06", RECEPTION, "    决算: -0.46", "“三公.公务接待.决算”为 -0.46 → 多打的“-”或括号请去掉"),
    ("n08", SHARE, "  值: #DIV/0!", "“#DIV/0!”以“#”开头 → 没有的留空"),
    ("n10", SHARE, "  值: 93.5", "“满意度.值”应为百分数 → 请写作 93.5%"),
    ("n12", SHARE, "  值: ９３．５％", "="),
    ("n14", SPENT, "    支出: 59，877.43", "="),
    ("n16", SPENT, "    支出: 5.99亿元", "“预算.项目支出.支出”填“5.99亿元”，按 59900 万元读入 → 金额以万元为单位"),
    ("n16", SPENT, "    支出: 5.99亿元", "“季度.累计支出.四季度”68451.8 与“预算.合计.支出”68474.37 不一致 → 请核对"),
    ("n18", STAFF, "  在编: 172人", "="),
    ("n20", RECEPTION, "    决算: 无", "看到的是“无” → 没有发生的填 0；暂时没有的留空"),
    ("n22", SPENT, "    支出: =50000+9877.43", "看到的是“=50000+9877.43” → 是 59877.43"),
    ("n24", HIRED, "  直接聘用: O", "“人员.直接聘用”应为整数 → 请写作 0"),
    ("", SPENT, "    支出: -", "值只写了“-” → 没有发生的填 0"),
    ("", SPENT, "    支出: 59,877.43（万元）", "="),
    ("", SPENT, "    支出: 598774300", "超出合理范围 → 请写作 59877.43"),
    ("", STAFF, "  在编: 172人左右", "“人员.在编”应为整数 → 请填准确的数"),
    ("", SHARE, "  值: 0.935", "“满意度.值”应为百分数 → 请写作 93.5%"),
    ("", SHARE, "  值: 9.35%", "“满意度.值”只有9.35% → 请核对小数点"),
    ("", SHARE, "  值: 935%", "应为0% 至 100% 之间 → 如 93.5%"),
    ("", SHARE, "  值: %93.5", "值不能以“%”开头 → 如 93.5%"),
    ("s02", SPENT, "    支出: 69,877.43", "大于“预算.项目支出.调整后”63120 → 请核对"),
    ("s04", "  办结: 1,532 ", "  办结: 1,632 ", "“信访.办结”1632 大于“信访.件次”1532 → 请核对"),
    (
        "s06",
        QUARTERS,
        "  累计支出: [14210.33, 17665.57, 17244.54, 19331.36]",
        "应为累计数，三季度的 17244.54 却小于上一季度的 17665.57 → 请填年初至该季度末的累计数",
    ),
    ("s08", YEAR, "年度: 2032", "“年度”2032晚于“封面.填报日期”2024-04-18 → 请核对这两处"),
    ("s10", "    在用: 20,988.10", "    在用: 22,000", "大于“资产.固定资产.全部”21455.3 → 请核对"),
    ("", "    决算: 35.12", "    决算: 351,200", "占“预算.合计.支出”68451.8 的一成以上 → 请核对单位"),
    ("", "  核定编制: 185", "  核定编制: 18", "“人员.在编”172 与“人员.核定编制”18 相差 9.6 倍 → 请核对"),
    ("", "  样本数: 1,200", "  样本数: 0", "“满意度.样本数”填 0，却有满意度 → 请补填样本数"),
    ("y01", NAME, NAME.replace(": ", "："), "冒号是全角“：” → 冒号须用英文半角“:”，且后面空一格"),
    ("y03", STAFF, f"\t{STAFF.strip()}", "用了 Tab → 请改用空格"),
    ("y05", WORKERS, f" {WORKERS}", "本行的缩进比上一行多 1 格 → 请删去多的空格"),
    ("y07", WORKERS, f"　　{WORKERS.strip()}", "缩进里有全角空格 → 请改用半角空格"),
    ("y09", SHORT, SHORT.replace(": ", ': "'), "引号没有配对 → 引号须成对"),
    ("y11", WORKERS, "  工勤: 5\n  工勤: 6", "字段“工勤”写了两次（第 246 行和第 247 行） → 请删去其中一处"),
    ("y15", CHANNELS, "  渠道:\n    • 热线\n    • 邮箱\n    • 网站留言", "= 按 3 项读入：热线、邮箱、网站留言"),
    ("y17", CHANNELS, "  渠道: 热线、邮箱、网站留言", "= 按 3 项读入：热线、邮箱、网站留言"),
    (
        "y19",
        QUARTERS,
        "  累计支出: [14,210.33, 31,875.90, 49,120.44, 68,451.80]",
        "= 按 [14210.33, 31875.90, 49120.44, 68451.80] 读入",
    ),
    ("y21", MANAGED, MANAGED.strip(), "“|”下的文字没有缩进 → 多缩进两格"),
    ("y23", MANAGED, "    　　“项目”均按规定程序立项。", "行首有全角空格 → 请删去行首的全角空格"),
    ("y23", MANAGED, "    •\t第一，采购规范；\n    •\t第二，验收及时。", "Word 的项目符号 → 以“- ”开头"),
    ("y23", MANAGED, "    ①做好监管\n    一、总体情况", "手打的标题序号 → 标题写作“### 总体情况”"),
    ("y25", TICKS, "  B51: {要点: [是, 是, 是]}", "="),
    ("y27", TICKS, "  B51: ｛要点：｛1：是，2：是，3：是｝｝", "应写明是哪一项 → 写作 {要点: {1: 是, 2: 是, 3: 是}}"),
    ("y29", TICKS, "  B51: {要点: {1: 是, 2: 是}}", "（B51）待人工评定 → 请在 自评.B51 下填写 要点（3 "),
    ("y31", DEDUCTED, "  B12.1: {得分: 5, 理由: 好}", "得分5，应在 0 至 1 之间 → 满分填 1"),
    ("y33", DEDUCTED, f"{DEDUCTED}\n  B13.1: {{扣分: 0}}", "填写的“扣分”不起作用 → 可以填写："),
    ("y36", MANAGED, "    项目均按规定程序\x0b立项。", "手动换行 → 改为按回车另起一行"),
    ("y38", PACK, "套件: 福田", "没有名为“福田”的套件 → 请写作“套件: futian”"),
    ("", PACK, "套件：futian", "冒号是全角“：” → 冒号须用英文半角“:”"),
    ("", WORKERS, " 工勤: 5", "本行前面空了 1 格，与别的字段对不齐 → 每级两格"),
    ("", WORKERS, "  工勤;5", "“工勤;5”后缺少冒号 → 字段写作“工勤: 5”"),
    ("", WORKERS, "  工勤: 5 ＃ 工勤人员", "“＃”是全角的 → 请改用半角“#”"),
    ("", WORKERS, "  工勤\u200b: 5", "="),
    ("", WORKERS, "  - 工勤: 5", "此处不是列表 → 请删去“- ”"),
    ("", WORKERS, "  ★工勤: 5", "字段名前有多余的符号 → 请删去"),
    ("", "人员:  ", "# 人员:  ", "不认识的字段“在编” → “在编”是“人员”下的字段"),
    ("", SHORT, "  简称: 无", "“部门.简称”填“无”，会照印在报告里 → 没有的留空"),
    ("", SHORT, "  简称: “区城管和综合执法局", "引号没有配对 → 请补上或删去引号"),
    ("", CHANNELS, "  渠道: {热线, 邮箱, 网站留言}", "“热线”后没有冒号 → 列表用方括号：[热线, 邮箱, 网站留言]"),
    ("", CHANNELS, "  渠道:\n    热线\n    邮箱\n    网站留言", "几行合成了一个值 → 每项一行，以“- ”开头"),
    ("", TICKS, "  B51: {要点: {1: √, 2: √, 3: √}}", "="),
    ("", TICKS, "  B51: {要点: {1: 是，2: 是，3: 是}}", "括号里有全角的标点 → 请写作 {1: 是, 2: 是, 3: 是}"),
    ("", TICKS, "  B51: {1: 是, 2: 是, 3: 是}", "="),
    ("", "  项目管理: |", "  项目管理: ｜", "应是半角的竖线“|” → 请改用半角“|”"),
    ("", TICKS, "  B51: {得分: 3, 理由: 无}", "填“无”，没有写明理由 → 请写明理由"),
    ("", "  - 名称: 财务管理办法\n", "  ● 名称: 财务管理办法\n", "列表的项以序号或别的符号开头 → 每项以“- ”开头"),
    ("", MANAGED, "    |名称|金额|\n    |甲|1|", "表格没有识别 → 表头的下一行写"),
    ("", MANAGED, "    无", "“叙述.项目管理”只有“无” → 没有的留空"),
    ("", "附件:  ", "附件: 无 ", "="),
    ("", "专项资金:  ", "专项资金: 无  ", "上一行的字段已经有值 → 冒号后不写值"),
    ("", MANAGED, "    项目\t金额\n    甲\t1", "像是从表格里粘贴的 → 表格写作"),
    ("", MANAGED, "    错误!未找到引用源。", "Word 的出错文字 → 请改为所引用的内容"),
    ("", CHANNELS, "  渠道:\n    － 热线\n    － 邮箱\n    － 网站留言", "= 按 3 项读入：热线、邮箱、网站留言"),
    ("", CHANNELS, "  渠道:\n    - 热线\n     - 邮箱\n    - 网站留言", "“- 邮箱”接在了上一行的后面 → 要上下对齐"),
    ("", CHANNELS, "  渠道: [热线,, 邮箱]", "逗号前没有内容 → 多打的逗号请删去"),
    ("", QUARTERS, "  累计支出: [一季度14210.33, 二季度31875.90, 三季度49120.44, 四季度：68451.80]", "="),
    ("", QUARTERS, "  累计支出: [1: 14210.33, 2: 31875.90, 3: 49120.44, 4: 68451.80]", "="),
    ("", QUARTERS, "  累计支出:\n    1. 14210.33\n    2. 31875.90\n    3. 49120.44\n    4. 68451.80", "="),
    ("", TICKS, "  B51:\n    要点:\n    1: 是\n    2: 有\n    3: √", "="),
    ("", TICKS, "  B51: {要点: {1: 是, 2: 是}, 3: 是}", "“3”写在了“要点”外面 → 请写进“要点”的括号里"),
    ("", TICKS, "  B51:\n  要点: {1: 是, 2: 是, 3: 是}", "“要点”不在指标体系中 → 比编号多缩进两格"),
    ("", TICKS, "  B51 {要点: {1: 是, 2: 是, 3: 是}}", "“{”前缺少冒号 → 冒号用半角，后空一格"),
    ("", TICKS, "  B51: ｛得分: 3, 理由: 齐全｝", "花括号是全角的 → 请写作 {得分: 3, 理由: 齐全}"),
    ("", TICKS, '  B51: {得分: 3, 理由: 有"三重一大"制度, 齐全}', "“齐全”后没有冒号 → 改用全角“，”"),
    ("", TICKS, '  B51: {得分: 3, 理由: "三重"制度}', "括号里的值含有英文引号 → 句中的引号用中文的"),
    ("", DEDUCTED, "  B12.1: {得分: 1, 理由: 有制度, 有执行}", "“有执行”后没有冒号 → 是“理由”的值的一部分的"),
    ("", DEDUCTED, "  B12.1: 扣分: 0", "此处不应再有冒号 → 写作 {扣分: 0}"),
    ("", "    合规程度: 按规定公开", "    合规程度: 已公开", "不在可选范围内 → 是否应为“按规定公开”"),
    ("", STAFF, "  再编: 172", "不认识的字段“再编” → “在编”"),
    ("", SHORT, "  简称: ? 区城管局", "值不能以“?”开头 → 整个值加引号"),
    ("", SHORT, "  简称: XX局", "像是还没有填的地方 → 请换成实际的文字"),
    ("", SHORT, "  简称: 如 区科技创新局", "像是还没有填的地方 → 请换成实际的文字"),
    ("", SHORT, "  简称: 区城管和综合执法局。", "末尾的“。”会照印 → 请写作 区城管和综合执法局"),
    ("", SHORT, "  简称: 「区城管和综合执法局」", "两端的引号会照印 → 请写作 区城管和综合执法局"),
    ("", SHORT, SHORT.replace("局   #", "局，   #"), "会被当作说明 → 请删去值末尾的“，”"),
    ("", SPENT, SPENT.replace("43   #", "43，   #"), "="),
    ("", "  离退休: 61   #", "  离退休:   # 61   #", "“# 61”是说明，没有读入 → 请写作 61"),
    ("", BLANK_ROW, BLANK_ROW.replace(": ", ": 建设公园", 1), "“工作目标: 建设公园”没有读入 → 删去行首的“# ”"),
    ("", RULE, "  - 财务管理办法", "看到的是“财务管理办法” → 名称: 财务管理办法"),
    ("", "  项目管理: |", "  项目管理: >\n    先立项。", "几段文字合成了一段 → 字段名后写“|”"),
    ("", MANAGED, f"{MANAGED}   # 待补充", "“#”后的字会照印 → 不印的请删去"),
    ("", MANAGED, f"    # {MANAGED.strip()}", "这一行作标题，却像一句话 → 请删去行首的“#”"),
)  # fmt: skip


def typed(right: str, wrong: str) -> str:
    """The right file with `wrong` in place of the line `right`."""
    start = RIGHT.index("公务接待:") if right == RECEPTION else 0
    assert right in RIGHT[start:], right
    return RIGHT[:start] + RIGHT[start:].replace(right, wrong, 1)


@cache
def futian() -> Pack:
    return packs.load("futian", pipeline.pack_roots())[0]


def answered(folder: Path, content: bytes) -> Answer:
    """What is made of a file: the department, and all that is said while it is read and marked."""
    dept = folder / "dept.yaml"
    dept.write_bytes(content)
    named = f"{PACK}\n".encode() in content
    try:
        inputs, found = pipeline.read(dept, futian() if named else None)
    except Refused as refusal:
        return None, list(refusal.diagnostics)
    try:
        return inputs.department, [*found, *assess(inputs, draft=False).found]
    except Refused as refusal:
        return inputs.department, [*found, *refusal.diagnostics]


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Department:
    given, found = answered(tmp_path_factory.mktemp("right"), RIGHT.encode())
    assert given is not None
    assert found == []
    return given


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[2].strip()}"[:40])
def test_a_mistake_is_understood_or_told(case: tuple[str, str, str, str], right: Department, tmp_path: Path) -> None:
    _, line, wrong, answer = case
    given, found = answered(tmp_path, typed(line, wrong).encode())
    said = [str(one) for one in found]
    if answer.startswith("="):
        assert given == right, said
        assert not errors(found), said
        assert not answer[2:] or any(answer[2:] in one.message for one in found), said
        return
    message, advice = answer.split(" → ")
    told = [one for one in found if message in one.message and advice in one.hint]
    assert told, said
    assert all(one.position and one.position.line for one in told), said


def test_the_comment_sign_of_a_row_taken_away_makes_the_row(right: Department, tmp_path: Path) -> None:
    """y13."""
    given, found = answered(
        tmp_path,
        typed("  # - 工作目标:               # 工作目标（必填）", "  - 工作目标: 公园建设").encode(),
    )
    assert given is not None
    assert [task.goal for task in given.tasks] == ["公园建设"]
    assert found == []


def names(text: str, found: list[Diagnostic]) -> list[str]:
    """The names of the fields at whose lines an error is told."""
    lines = text.split("\n")
    places = [one.position.line for one in errors(found) if one.position]
    return [lines[line - 1].split(":")[0].strip() for line in places if line]


def test_six_wrong_values_get_six_answers_at_once(tmp_path: Path) -> None:
    """z01, with an answer that cannot stand and an option that is none."""
    text = RIGHT
    for line, wrong in (
        (YEAR, "年度: 2023年度x"),
        (DAY, "  填报日期: 4月18日"),
        (SPENT, "    支出: 约5.99亿元"),
        (SHARE, "  值: 93.5"),
        (STAFF, "  在编: 172.5"),
        (DEDUCTED, "  B12.1: {得分: 5, 理由: 好}"),
    ):
        text = text.replace(line, wrong, 1)
    _, found = answered(tmp_path, text.encode())
    assert names(text, found) == [
        "年度",
        "填报日期",
        "支出",
        "在编",
        "值",
        "B12.1",
    ]


def test_what_breaks_the_syntax_hides_no_wrong_value(tmp_path: Path) -> None:
    text = RIGHT
    for line, wrong in (
        (SHORT, '  简称: "区城管和综合执法局'),
        (SPENT, "    支出: -"),
        (STAFF, "  在编: 约172"),
        (WORKERS, f" {WORKERS}"),
        (SHARE, "  值: %93.5"),
        (TICKS, "  B51: {得分: 5}"),
    ):
        text = text.replace(line, wrong, 1)
    _, found = answered(tmp_path, text.encode())
    assert names(text, found) == ["简称", "支出", "在编", "工勤", "值", "B51"], [str(one) for one in found]


@pytest.mark.few(2)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_other_encodings_are_read(encoding: str, right: Department, tmp_path: Path) -> None:
    """e02 and its like."""
    given, found = answered(tmp_path, RIGHT.encode(encoding))
    assert given == right
    assert found == []


@pytest.mark.parametrize("empty", [b"", b"\n \n", "# 只有说明\n".encode()])
def test_an_empty_file_is_told(empty: bytes, tmp_path: Path) -> None:
    """e04."""
    _, found = answered(tmp_path, empty)
    assert [(one.message, bool(one.hint)) for one in found] == [("文件是空的", True)]


def test_of_half_a_file_everything_that_lacks_is_asked_for(tmp_path: Path) -> None:
    """e06."""
    _, found = answered(tmp_path, RIGHT[: RIGHT.index("    调整后: 2,150.00")].encode())
    assert all(one.hint for one in found), [str(one) for one in found if not one.hint]
    assert any("请在 自评.A11 下填写 要点" in one.hint for one in found)
    assert any("只有前半截" in one.hint for one in found)


def test_a_remark_without_its_sign_is_told(tmp_path: Path) -> None:
    _, found = answered(tmp_path, RIGHT.replace("# 填写说明", "填写说明").encode())
    assert [one.message for one in found] == ["本行以上有不是字段的文字"]
