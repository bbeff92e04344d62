"""What the clerk of the manual types into the form: 福田 2021, figures of the published report, words of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

FORM = "填报表.xlsx"

# sheet → what stands in the column 项目 → what is typed beside it
CELLS: dict[str, dict[str, Any]] = {
    "基本信息": {
        "★年度": 2021,
        "★部门 · 全称": "深圳市福田区科技创新局",
        "部门 · 简称": "区科创局",
        "部门 · 自称": "我局",
    },
    "叙述": {
        "主要职能": "我局主管全区科技创新工作，管理区级科技创新类产业资金，培育科技企业，组织科普活动。",
        "年度任务": "2021年，我局围绕“一个核心、两项指标、三项工作、四大工程”安排全年任务，见下表。",
        "预算编制": "各科室按职责和任务提出项目，财务人员按标准审核，局长办公会审议后报送。",
        "绩效目标": "项目在编报预算时编报绩效目标，设产出、效益两类指标。",
        "财务合规": "资金支出按规定审批，没有虚列、挪用。\n预算调整的主要原因是年中代拨产业扶持经费较多。",
        "项目管理": "18个项目按计划完成，承办科室每季度核对一次进度。",
        "资产管理": "固定资产由专人登记，年末盘点账实相符。",
        "人员管理": "因产业资金和企业服务工作量较大，使用劳务派遣人员。",
        "制度管理": "围绕预算、采购、合同、资产和产业资金建立制度，付款时对照复核。",
        "履职目标": "以河套深港科技创新合作区建设为核心，扩大创新主体规模。",
        "履职情况": "全年筹集科研空间50万平方米，建成科研园区8个，举办国家高新技术企业辅导会12场。",
        "效果性": "# 创新创业\n深创赛报名项目734个，同比增长31%。\n# 科学普及\n新增市级科普基地14家，累计45个。",
        "公平性": "我局通过热线、邮箱和网站留言受理群众意见，专人登记、分办和回复。",
        "后续计划": "普及绩效知识，把绩效目标审核、季度监控和年终自评列入各科室年度安排。",
    },
    "预算": {
        "人员经费 · 年初": 642.21,
        "★人员经费 · 调整后": 670.89,
        "★人员经费 · 支出": 606.07,
        "日常公用经费 · 年初": 39.15,
        "★日常公用经费 · 调整后": 39.15,
        "★日常公用经费 · 支出": 25,
        "基本支出 · 年初": 681.36,
        "★基本支出 · 调整后": 710.04,
        "★基本支出 · 支出": 631.07,
        "项目支出 · 年初": 42507.85,
        "★项目支出 · 调整后": "80,454.91",
        "★项目支出 · 支出": 78629.5,
        "★合计 · 年初": 43189.21,
        "★合计 · 调整后": 81164.95,
        "★合计 · 支出": "79,260.57万元",
        "离退休 · 年初": 22.33,
        "离退休 · 含在人员经费内": "是",
        "★收入 · 年初": 43189.21,
        "★上年 · 收入": 41581.76,
        "★上年 · 支出": 41581.76,
        "结转结余 · 年初": 0,
        "财政资金比例": "100%",
    },
    "项目统计": {"★总数": 18, "★按期完成": 18, "★预算": 80454.91, "★支出": 78629.5},
    "三公": {
        "因公出国境 · 预算": 0,
        "因公出国境 · 决算": 0,
        "公务用车 · 预算": 3.67,
        "公务用车 · 决算": 3.15,
        "公务接待 · 预算": 5,
        "公务接待 · 决算": 1.64,
        "★合计 · 预算": 8.67,
        "★合计 · 决算": 4.79,
    },
    "采购": {"★年初预算": 7.3, "★计划": 1931.52, "★实际": 730.68},
    "资产": {
        "总额": 4013.55,
        "固定资产 · 件数": 265,
        "固定资产 · 原值": 186.13,
        "固定资产 · 净值": 108.67,
        "★固定资产 · 全部": 186.13,
        "★固定资产 · 在用": 186.13,
        "无形资产 · 件数": 2,
        "无形资产 · 原值": 172,
        "无形资产 · 净值": 172,
    },
    "人员": {"★核定编制": 21, "★在编": 17, "★工勤": 1, "★雇员": 1, "★劳务派遣": 14, "离退休": 7},
    "公开": {
        "预算 · 渠道": "福田区政府在线网站",
        "★预算 · 合规程度": "按规定公开",
        "决算 · 渠道": "福田区政府在线网站",
        "★决算 · 合规程度": "按规定公开",
    },
    "季度": {
        "★累计支出 · 一季度": 12693.28,
        "★累计支出 · 二季度": 33284.43,
        "★累计支出 · 三季度": 52925.34,
        "★累计支出 · 四季度": 79260.57,
    },
    "信访": {"渠道": "热线、邮箱、网站留言"},
    "自评": {
        **{f"★A11 预算编制合理性：要点{n}": "是" for n in range(1, 6)},
        "A11 预算编制合理性：佐证": "2021年部门预算编报材料",
        "★A12 预算编制规范性：数量": 0,
        "★A21 绩效目标完整性：数量": 1,
        "A21 绩效目标完整性：理由": "部门整体绩效目标由各科室分头填报，口径不一",
        **{f"★A22 绩效指标明确性：要点{n}": "否" if n == 3 else "是" for n in range(1, 6)},
        "A22 绩效指标明确性：理由": "部分指标值没有写明衡量口径",
        "B11 政府采购执行情况：人工得分（满分2分）": 2,
        "B11 政府采购执行情况：理由": "计划含年度中间追加、分年度付款的项目，未执行金额为合同约定的以后年度付款",
        "B11 政府采购执行情况：佐证": "2021年政府采购计划和合同台账",
        "★B11.2 政府采购政策执行：扣分（至多1分）": 0,
        "★B12.1 资金支出规范性：扣分（至多1分）": 0,
        "★B12.3 会计核算规范性：扣分（至多1分）": 0,
        "★B21 项目实施程序：要点1": "是",
        "★B21 项目实施程序：要点2": "是",
        "★B22 项目监管：要点1": "是",
        "★B22 项目监管：要点2": "是",
        "B22 项目监管：佐证": "项目季度检查记录",
        "★B31 资产管理安全性：要点1": "是",
        "★B31 资产管理安全性：要点2": "是",
        **{f"★B51 管理制度健全性：要点{n}": "是" for n in range(1, 4)},
        "C22 重点工作完成情况：人工得分（满分8分）": 8,
        "C22 重点工作完成情况：理由": "年度重点工作均已完成并销号，任务项数没有公布，按督办结果评定",
        "★C31 社会效益、经济效益、生态效益及可持续影响等：扣分（至多25分）": 0,
        "★C41.1 信访渠道和回复机制：要点1": "是",
        "C41.2 信访回复率：人工得分（满分1分）": 1,
        "C41.2 信访回复率：理由": "来信来访均已回复，件次没有公布，按登记台账评定",
        "C41.3 信访回复及时性：人工得分（满分1分）": 1,
        "C41.3 信访回复及时性：理由": "没有超过期限的回复，件次没有公布，按登记台账评定",
        "C42 公众或服务对象满意度：人工得分（满分6分）": 6,
        "C42 公众或服务对象满意度：理由": "回访、问卷结果均在95%以上，数值没有公布，按回访汇总评定",
    },
}

# sheet → rows as they are typed, from the first column that is seen
ROWS: dict[str, list[tuple[Any, ...]]] = {
    "前言依据": [("福田区财政局关于开展2021年度绩效自评工作的通知", "福财〔2022〕53号")],
    "任务一览": [
        ("一个核心：深港科技创新合作区", "筹集科研空间，引进港校项目"),
        ("两项指标：R&D与国高", "辅导企业申报国家高新技术企业"),
        ("三项工作：助力企业", "兑现产业扶持资金，落实人才住房"),
        ("四大工程：科创区等", "推进中央创新区等重点片区建设"),
        ("大型活动与科技工作者联络", "组织赛事、会展和科普活动"),
    ],
    "预算.人员经费明细": [("工资福利支出", 489.49), ("对个人和家庭的补助", 15.48)],
    "资产.处置": [("办公设备", 22, 7.61), ("办公家具", 66, 9.37)],
    "制度": [
        ("财务管理制度",),
        ("合同管理制度",),
        ("固定资产管理制度",),
        ("采购管理制度",),
        ("预算绩效管理制度",),
        ("办公用品管理制度",),
        ("福田区科技创新局产业资金内部审核管理制度（试行）",),
    ],
}


def fill(folder: Path) -> None:
    """The whole form."""
    book = load_workbook(folder / FORM)
    for name, typed in CELLS.items():
        _beside(book[name], typed)
    for name, rows in ROWS.items():
        _rows(book[name], rows)
    book.save(folder / FORM)


def _beside(sheet: Any, typed: dict[str, Any]) -> None:
    places = {str(sheet.cell(row, 2).value).removeprefix("★"): row for row in range(2, sheet.max_row + 1)}
    for label, value in typed.items():
        sheet.cell(places[label.removeprefix("★")], 3).value = value


def _rows(sheet: Any, rows: list[tuple[Any, ...]]) -> None:
    """Below the headings and what is said of each column."""
    first = sheet.max_row + 1
    for number, row in enumerate(rows):
        for column, value in enumerate(row, 2):
            sheet.cell(first + number, column).value = value


PUBLISHED = """\
收入支出决算总表
部门：深圳市福田区科技创新局 | | 2021年度 | 金额单位：万元
收入 | | 支出 |
项目 | 决算数 | 项目 | 决算数
一、一般公共预算财政拨款收入 | 79260.57 | 一、科学技术支出 | 79260.57
本年收入合计 | 79260.57 | 本年支出合计 | 79260.57
年初结转和结余 | 0 | 年末结转和结余 | 0
总计 | 79260.57 | 总计 | 79260.57
"""
CAUSES = (
    "各科室分头填报，口径不一，审核时只看是否填报",
    "年初没有编排分季用款计划，产业资金集中在年末拨付",
    "年度中间代为拨付产业扶持经费，年初没有列入预算",
    "产业资金和企业服务工作量大，编制空缺期间用编外人员顶岗",
)


def mistyped(folder: Path) -> None:
    """A word where a number belongs."""
    _once(folder, "人员", "★在编", "十几")


def mended(folder: Path) -> None:
    """The number."""
    _once(folder, "人员", "★在编", 17)


def mistyped_total(folder: Path) -> None:
    """Two digits of a sum the wrong way round, and more spent than there was."""
    _once(folder, "预算", "★项目支出 · 调整后", 80454.91)
    _once(folder, "预算", "★合计 · 调整后", 81146.95)
    _once(folder, "预算", "★日常公用经费 · 支出", 52)


def _once(folder: Path, sheet: str, label: str, value: Any) -> None:
    book = load_workbook(folder / FORM)
    _beside(book[sheet], {label: value})
    book.save(folder / FORM)


def published(folder: Path) -> None:
    """A table of the department's own website, as a file."""
    book = Workbook()
    for line in PUBLISHED.splitlines():
        cells = (cell.strip() for cell in line.split("|"))
        book.active.append([float(cell) if cell.replace(".", "").isdigit() else cell or None for cell in cells])
    book.save(folder / "决算公开表.xlsx")


def explained(folder: Path) -> None:
    """Behind every 原因: and 责任科室: of 整改.yaml something is typed."""
    path, causes = folder / "整改.yaml", iter(CAUSES)
    lines = path.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.strip() == "原因:":
            lines[number] = f"{line} {next(causes)}"
        elif line.strip() == "责任科室:":
            lines[number] = f"{line} 综合科"
    path.write_text("\n".join(lines) + "\n", "utf-8")


def reworded(folder: Path) -> None:
    """Some words of the report, changed in Word."""
    path = folder / "报告.docx"
    document: Any = Document(str(path))
    for text in document.element.body.iter(qn("w:t")):
        for old, new in REWORDED.items():
            text.text = (text.text or "").replace(old, new)
    document.save(str(path))


REWORDED = {
    "普及绩效知识，": "每年组织两次绩效培训，",
    "审核时只看是否填报": "审核时没有逐条核对",
}
STEPS = {
    "填表": fill,
    "填错一格": mistyped,
    "改正": mended,
    "公开表": published,
    "写原因": explained,
    "改报告": reworded,
}
