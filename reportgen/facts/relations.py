"""Facts against facts: every pair of the model that says the same thing or stands in a fixed relation, as data.

A new money or count field of the model stands in one of these tables, or in FREE with the reason; a test walks them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from reportgen.diagnostics import Diagnostic, Position, error, warning

Say: TypeAlias = Callable[[str, str, str, Position | None], Diagnostic]

HALF = Decimal("0.005")  # 万元: what an amount printed with two decimals may be off by
COLUMNS = ("年初", "调整后", "支出")
LINES = ("人员经费", "日常公用经费", "对个人和家庭的补助", "基本支出", "项目支出", "合计")


class Restated(Struct, frozen=True):
    """A value that also follows from others: the fields that hold it, how it follows, what rounding explains.

    A rate may be stated in whole percents. Where `based` is not stated but assumed, what differs is told as a warning.
    """

    fields: tuple[str, ...]
    name: str
    how: str
    say: Say = error
    rounding: Decimal = HALF * 4
    advice: str = "请核对这个数和它的各分项"
    rate: bool = False
    based: str = ""


class Share(Struct, frozen=True):
    """A total and a list (one column of it) or some facts that are its parts, perhaps not all of them."""

    total: str
    rows: str = ""
    column: str = ""
    parts: tuple[str, ...] = ()
    complete: bool = True  # parts that fall short are told, too
    beside: tuple[str, ...] = ()  # words of a row's 类别 whose people the total never counts
    others: tuple[str, ...] = ()  # facts of which the rows may hold some as well: any sum of them is right


OTHERS = ("人员.工勤", "人员.雇员", "人员.劳务派遣", "人员.直接聘用", "人员.编外", "人员.离退休")
THREE = ("因公出国境", "公务用车", "公务接待")
FUNDS = ("一般公共预算", "政府性基金", "专户非税收入", "其他资金")
ASSETS = ("流动资产", "在建工程", "固定资产.净值", "无形资产.净值")
RESTATED = (
    Restated(("budget", "basic"), "预算.基本支出", "各分项之和"),
    Restated(("budget", "total"), "预算.合计", "基本支出与项目支出之和"),
    Restated(("budget", "income", "initial"), "预算.收入.年初", "收入明细之和", rounding=HALF * 9),
    Restated(("budget", "income", "final"), "预算.收入.决算", "收入明细之和", rounding=HALF * 9),
    Restated(("three_public", "total"), "三公.合计", "三项之和"),
    Restated(("procurement", "actual"), "采购.实际", "货物、工程、服务之和"),
    Restated(("special_fund", "total"), "专项资金.总指标", "年初减调减", warning),
    Restated(
        ("quarters", "progress"),
        "季度.累计进度",
        "累计支出 ÷ 指标总额",
        rounding=Decimal("0.0001"),
        advice="填了累计支出和指标总额的，累计进度空着；另有出处的，请核对这三项",
        rate=True,
        based="季度.指标总额",
    ),
    Restated(("project_count",), "项目统计", "项目清单统计", rounding=HALF * 20),
    Restated(("key_task_count",), "重点工作统计", "重点工作清单统计", rounding=Decimal(0)),
)
SHARES = (
    *(Share(f"预算.项目支出.{column}", "项目", column) for column in COLUMNS),
    Share("预算.合计.年初", "预算.明细", "批复数", complete=False),
    Share("预算.人员经费.支出", "预算.人员经费明细", "金额", complete=False),
    Share("人员.核定编制", "人员.明细", "编制", beside=("雇员", "派遣", "聘", "编外", "退")),
    Share(
        "人员.在编",
        "人员.明细",
        "实有",
        others=OTHERS,
    ),
    Share("资产.固定资产.件数", "资产.处置", "件数", complete=False),
    Share("预算.合计.支出", parts=("专项资金.支出",), complete=False),
    Share("预算.项目支出.调整后", parts=tuple(f"预算.资金来源.{n}" for n in FUNDS)),
    Share("预算.合计.调整后", "履职", "预算", complete=False),
    Share("预算.合计.支出", "履职", "支出", complete=False),
    Share("项目统计.总数", "履职", "项目数", complete=False),
    Share("资产.总额", parts=("资产.流动资产", "资产.固定资产.净值", "资产.在建工程", "资产.无形资产.净值")),
)
NOT_MORE: tuple[tuple[str, str, Say, str], ...] = (
    *((f"预算.{line}.支出", f"预算.{line}.调整后", warning, "支出一般不超过调整后预算") for line in LINES),
    ("专项资金.支出", "专项资金.总指标", warning, "支出一般不超过总指标"),
    ("资产.固定资产.净值", "资产.固定资产.原值", warning, "净值一般不高于原值"),
    ("资产.无形资产.净值", "资产.无形资产.原值", warning, "净值一般不高于原值"),
    *((f"资产.{part}", "资产.总额", warning, "是资产总额的一部分") for part in ASSETS),
    ("专项资金.总指标", "预算.项目支出.调整后", warning, "专项资金是项目支出的一部分"),
    ("专项资金.支出", "预算.项目支出.支出", warning, "专项资金是项目支出的一部分"),
    ("采购.实际", "预算.合计.支出", warning, "采购是全年支出的一部分"),
    ("采购.实际", "采购.计划", warning, "实际采购一般不超过调整后的计划"),
    ("采购.计划", "预算.合计.调整后", warning, "采购是全年预算的一部分"),
    ("采购.年初预算", "预算.合计.年初", warning, "采购是年初预算的一部分"),
    ("三公.合计.预算", "预算.合计.年初", warning, "“三公”经费是年初预算的一部分"),
    ("三公.合计.决算", "预算.合计.支出", warning, "“三公”经费是全年支出的一部分"),
    ("预算.离退休.年初", "预算.基本支出.年初", warning, "离退休支出是基本支出的一部分"),
    ("楼堂馆所.实际面积", "楼堂馆所.批准面积", warning, "实际面积一般不超过批准面积"),
    ("资产.固定资产.在用", "资产.固定资产.全部", error, "在用的是全部的一部分"),
    ("项目统计.按期完成", "项目统计.总数", error, "按期完成的是总数的一部分"),
    ("项目统计.绩效目标数", "项目统计.总数", error, "编报绩效目标的是总数的一部分"),
    ("重点工作统计.完成", "重点工作统计.总数", error, "完成的是总数的一部分"),
    ("信访.办结", "信访.件次", error, "办结的是收到的一部分"),
    ("信访.按期", "信访.件次", error, "按期回复的是收到的一部分"),
    ("信访.按期", "信访.办结", warning, "按期回复的是办结的一部分"),
)
SAME: tuple[tuple[str, str, str], ...] = (
    ("季度.累计支出.四季度", "预算.合计.支出", "四季度末的累计支出即全年支出"),
    ("预算.结转结余.年初", "预算.结转结余.上年年末", "年初结转结余即上年年末数"),
    ("预算.收入.年初", "预算.合计.年初", "部门预算收入、支出相等"),
    ("预算.上年.收入", "预算.上年.支出", "上年部门预算收入、支出相等"),
    ("项目统计.预算", "预算.项目支出.调整后", "项目统计的预算即项目支出的调整后预算"),
    ("项目统计.支出", "预算.项目支出.支出", "项目统计的支出即项目支出的决算数"),
)


# one of several: 全部固定资产 is told by original or by net value
EITHER: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("资产.固定资产.全部", ("资产.固定资产.原值", "资产.固定资产.净值"), "利用率的分母应为固定资产的原值或净值"),
)
# not so many times as large, nor as small: a decimal point or a unit went wrong
TIMES: tuple[tuple[str, str, Decimal, str], ...] = (
    *((f"预算.{line}.调整后", f"预算.{line}.年初", Decimal(6), "年中调整很少到这个程度") for line in LINES),
    *((f"预算.{line}.支出", f"预算.{line}.调整后", Decimal(5), "支出与预算相差很少到这个程度") for line in LINES),
    ("三公.合计.决算", "三公.合计.预算", Decimal(4), "支出与预算相差很少到这个程度"),
    ("采购.实际", "采购.计划", Decimal(5), "采购与计划相差很少到这个程度"),
    ("专项资金.支出", "专项资金.总指标", Decimal(5), "支出与指标相差很少到这个程度"),
    ("专项资金.总指标", "专项资金.年初", Decimal(6), "年中调整很少到这个程度"),
    ("预算.收入.决算", "预算.收入.年初", Decimal(6), "收入与预算相差很少到这个程度"),
    ("预算.收入.决算", "预算.合计.支出", Decimal(2), "决算收入与支出相差很少到这个程度"),
    ("预算.收入.年初", "预算.上年.收入", Decimal(5), "预算与上年相差很少到这个程度"),
    ("资产.固定资产.净值", "资产.固定资产.原值", Decimal(50), "净值与原值相差很少到这个程度"),
    ("资产.固定资产.在用", "资产.固定资产.全部", Decimal(20), "在用的很少到这个程度"),
    ("人员.在编", "人员.核定编制", Decimal(4), "在编人数与核定编制相差很少到这个程度"),
)
# a small part of the whole: a greater one had its unit wrong
SMALL: tuple[tuple[str, str, Decimal, str], ...] = (
    ("三公.合计.决算", "预算.合计.支出", Decimal("0.1"), "“三公”经费很少占到支出的一成"),
    ("三公.合计.预算", "预算.合计.年初", Decimal("0.1"), "“三公”经费很少占到预算的一成"),
    ("资产.总额", "预算.合计.支出", Decimal(1000), "资产很少到全年支出的一千倍"),
)
# what a person on the staff costs a year, 万元
EACH: tuple[tuple[str, str, Decimal, Decimal], ...] = (
    ("预算.人员经费.支出", "人员.在编", Decimal(3), Decimal(150)),
    ("预算.基本支出.支出", "人员.在编", Decimal(3), Decimal(200)),
)
# a date and the years after the report's in which it may lie
DATES: tuple[tuple[str, tuple[int, ...], str], ...] = (
    ("公开.预算.日期", (0,), "本年部门预算在本年公开"),
    ("公开.决算.日期", (0,), "上年部门决算在本年公开"),
    ("封面.填报日期", (0, 1, 2), "自评在年度结束后填报"),
)
# totals whose parts are all of one kind: where all but one are given, the last follows
CLOSED: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((f"三公.合计.{c}", tuple(f"三公.{part}.{c}" for part in THREE)) for c in ("预算", "决算")),
    *((f"预算.合计.{c}", (f"预算.基本支出.{c}", f"预算.项目支出.{c}")) for c in COLUMNS),
    *((f"预算.基本支出.{c}", (f"预算.人员经费.{c}", f"预算.日常公用经费.{c}")) for c in COLUMNS),
    ("采购.实际", ("采购.货物", "采购.工程", "采购.服务")),
    ("专项资金.年初", ("专项资金.总指标", "专项资金.调减")),
)
# fields that are given together: where all but one are filled in, that one is asked for
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("信访.件次", "信访.办结", "信访.按期"),
    ("项目统计.总数", "项目统计.预算", "项目统计.支出"),
    ("预算.上年.收入", "预算.上年.支出"),
    ("预算.离退休.年初", "预算.离退休.含在人员经费内"),
    tuple(f"资产.固定资产.{value}" for value in ("原值", "净值", "全部", "在用")),
    tuple(f"人员.{kind}" for kind in ("核定编制", "在编", "工勤", "雇员", "劳务派遣", "离退休")),
    ("专项资金.年初", "专项资金.调减", "专项资金.支出"),
    *((f"预算.{line}.年初", f"预算.{line}.调整后", f"预算.{line}.支出") for line in LINES),
)
# fields that published figures often leave out
MAY_LACK = ("资产.固定资产.原值", *(f"预算.{line}.年初" for line in LINES))
# what may be given instead of a field
INSTEAD: dict[str, str] = {
    "人员.劳务派遣": "人员.编外",
    "信访.办结": "信访.办结率",
    "信访.按期": "信访.按期率",
    **{f"季度.累计进度.{n}季度": f"季度.累计支出.{n}季度" for n in "一二三四"},
}
# totals whose parts may be left out; what no part explains is told as a 提示
RESTS: tuple[tuple[str, tuple[str, ...]], ...] = (("资产.总额", tuple(f"资产.{part}" for part in ASSETS)),)
# fields that stand in no relation, and why
FREE: dict[str, str] = {
    "资产.无形资产.件数": "件（套）数与金额没有固定关系",
    "资产.固定资产.件数": "件数与金额没有固定关系",
    "人员.工勤": "人数由机构编制情况决定，与其他数没有固定关系",
    "人员.雇员": "同上",
    "人员.劳务派遣": "同上",
    "人员.直接聘用": "同上",
    "人员.编外": "与劳务派遣、直接聘用的关系由算式的“直接填写”核对",
    "人员.离退休": "同上",
    "满意度.样本数": "样本多少由调查方式决定",
    "预算.结转结余.年末": "与调整后减支出的差额可由财政收回，叙述中的说法由 K313 核对",
}
