"""What every name of a template means, and its unit: facts from their records, all else from the tables here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from reportgen.editor.templates.shape import ITEM
from reportgen.facts.department import Department
from reportgen.facts.naming import is_list
from reportgen.facts.records import quantity
from reportgen.facts.records.answer import Answer
from reportgen.facts.records.record import Record, records
from reportgen.facts.records.results import Nature
from reportgen.packs.pack import GROUPED
from reportgen.patterns import regex

ANY_CODE = "编号"  # stands in a name for any indicator's code
_BY_CODE = regex(r"^(指标|评语)\.[^.]+")


@dataclass(frozen=True)
class Meaning:
    """Unit and meaning of a name."""

    unit: str
    text: str


_POINTS = "分"
_GAP = {
    "编号": ("", "指标或其一部分的编号，如 B12.2"),
    "内容": ("", "哪一点没有做到"),
    "扣分": (_POINTS, "这一点扣的分"),
    "分值": (_POINTS, "这一部分的分值"),
    "标准": ("", "没有达到的标准"),
    "实际": ("", "实际情况"),
    "方向": ("", "偏高、偏低、不足或空"),
    "键": ("", "要点或档次的键"),
    "类型": ("", "评分规则的类型"),
}
_MARK = {
    "编号": ("", "指标编号，如 B42"),
    "名称": ("", "指标名称"),
    "上级": ("", "上级指标的编号"),
    "分值": (_POINTS, "指标的分值"),
    "得分": (_POINTS, "指标的得分"),
    "扣分": (_POINTS, "指标扣的分"),
    "得分率": ("%", "得分 ÷ 分值"),
    "状态": ("", "已评、不适用、待人工评定或缺数据"),
    "人工评分": ("是/否", "得分是否由人评定"),
    "评分情形": ("", "得分的来历：按规则、人工评分、不适用、免评、无此事项或否决"),
    "不适用项": ("", "不适用的要点，逐项"),
    "部分": ("", "组合类指标的各部分，逐行"),
    "规则得分": (_POINTS, "按规则算出的分（人工评分时）"),
    "得分说明": ("", "得分怎样来的，数字已代入"),
    "评分标准": ("", "评分标准，由规则生成或照官方文字"),
    "依据": ("", "评分依据"),
    "理由": ("", "人工评定或扣分的理由"),
    "佐证": ("", "佐证材料，逐项"),
    "失分点": ("", "失分的各点，逐行"),
    "所用": ("", "用到的数的名称，逐项"),
    "待填": ("", "还须填写的资料，逐项"),
    "类型": ("", "评分规则的类型"),
    "评语": ("", "关于这个指标的一句话，随得分而定"),
    "说明": ("", "指标说明"),
}
_LOSS = {
    "编号": ("", "失分指标的编号"),
    "名称": ("", "失分指标的名称"),
    "扣分": (_POINTS, "扣的分"),
    "说明": ("", "扣分的说明"),
}
_CELL = {
    "编号": ("", "这一级指标的编号"),
    "名称": ("", "这一级指标的名称"),
    "分值": (_POINTS, "这一级指标的分值"),
    "首行": ("是/否", "是否相同单元格的第一行，用于 {%合并 级.首行 %}"),
}
_FINDING = {
    "编号": ("", "问题涉及的指标编号，逐项"),
    "指标": ("", "问题涉及的指标名称，逐项"),
    "标题": ("", "问题的标题"),
    "描述": ("", "问题的事实和数字"),
    "扣分": (_POINTS, "这个问题共扣的分"),
    "原因": ("", "问题的原因（整改.yaml）"),
    "上年情况": ("", "与上年同一失分的比较，一两句话；上年没有失分的没有"),
}
_FOLLOWUP = {
    "年度": ("", "上年评价结果的年度"),
    "已解决": ("个", "上年的问题中已解决的个数"),
    "部分解决": ("个", "上年的问题中部分解决的个数"),
    "再次出现": ("个", "上年的问题中仍未解决的个数"),
    "无法比较": ("个", "上年的问题中无法比较的个数"),
    "新增失分指标": ("", "上年没有失分、本年失分的指标，逐项"),
}
_PAST = {
    "标题": ("", "上年问题的标题"),
    "状态": ("", "已解决、部分解决、仍未解决或无法比较"),
    "上年扣分": (_POINTS, "上年扣的分"),
    "本年扣分": (_POINTS, "本年扣的分"),
    "说明": ("", "与上年的比较，一两句话"),
}
_PAST_LOSS = {
    "编号": ("", "指标编号"),
    "指标": ("", "指标名称"),
    "上年扣分": (_POINTS, "上年扣的分"),
    "本年扣分": (_POINTS, "本年扣的分，无法比较的没有"),
    "变化": ("", "好转、持平或加重"),
    "说明": ("", "与上年的比较，一两句话"),
}
_SHIFT = {
    "名称": ("", "数的名称"),
    "上年": ("", "上年的数，带单位"),
    "本年": ("", "本年的数，带单位"),
}
_MEASURE = {
    "措施": ("", "整改措施"),
    "责任科室": ("", "责任科室"),
    "时限": ("", "完成时限"),
    "成果": ("", "整改成果"),
    "状态": ("", "未开始、整改中、已完成或长期坚持；没有报告的没有（整改.yaml）"),
    "完成情况": ("", "已经做了什么、有何佐证（整改.yaml）"),
}
_LEDGER = {
    "名称": ("", "台账的名称，如 2021年度绩效评价问题整改台账"),
    "问题数": ("个", "台账中问题的个数"),
    "措施数": ("条", "台账中整改措施的条数"),
    "扣分": (_POINTS, "各问题扣分的合计"),
}
_LEDGER_ROW = {
    "序号": ("", "问题的序号；同一问题的各条措施序号相同"),
    "首行": ("是/否", "是否同一问题的第一行，用于 {%合并 行.首行 %}"),
    "编号": ("", "问题涉及的指标编号，逐项"),
    "指标": ("", "问题涉及的指标名称，逐项"),
    "问题": ("", "问题的标题"),
    "扣分": (_POINTS, "这个问题共扣的分；不扣分的问题为0"),
    "原因": ("", "问题的原因（整改.yaml）"),
    "整改措施": ("", "一条整改措施；问题还没有措施时没有"),
    "责任科室": ("", "这条措施的责任科室"),
    "完成时限": ("", "这条措施的完成时限"),
    "预期成果": ("", "这条措施的成果"),
    "整改状态": ("", "未开始、整改中、已完成或长期坚持；没有填写的没有，附件里留空"),
    "完成情况": ("", "已经做了什么、有何佐证"),
    "备注": ("", "上年已扣分、本年仍未解决的，写明上年扣分和变化"),
}
_NODE = {
    "编号": ("", "一级指标的编号"),
    "名称": ("", "一级指标的名称"),
    "上级": ("", "上级指标的编号"),
    "级": ("", "第几级"),
    "分值": (_POINTS, "一级指标的分值"),
    "得分": (_POINTS, "一级指标的得分"),
    "说明": ("", "指标说明"),
}
_ADDRESS = {
    "区": ("", "本区的称呼，如 福田区"),
    "领导机关": ("", "领导机关，如 区委、区政府"),
    "财政部门": ("", "财政部门，如 区财政局"),
    "主体": ("", "被评价的一方：部门（单位）、部门或单位"),
}
_INFO = {
    "名称": ("", "套件的名称"),
    "继承": ("", "上级套件"),
    "报告名": ("", "报告的名称"),
    "评分表名": ("", "评分表的名称"),
    "公开渠道": ("", "预决算公开的渠道"),
    "公开依据[].名称": ("", "公开依据的文件名称"),
    "公开依据[].文号": ("", "公开依据的文号"),
    "编制依据[].名称": ("", "预算编制依据的文件名称"),
    "编制依据[].文号": ("", "预算编制依据的文号"),
}
_TABLE = {
    "框架名称": ("", "指标体系的名称"),
    "级数": ("", "指标体系有几级"),
    "级名": ("", "各级的名称：一级指标、二级指标…"),
    "满分": (_POINTS, "满分"),
    "总分": (_POINTS, "总分"),
    "总分说明": ("", "总分怎样由各项得分而来，逐项；就是各项得分之和的没有"),
    "等级": ("", "等级"),
}
_ROWS = {
    "收入表": {
        "名称": ("", "收入项目，末行为合计"),
        "年初": ("万元", "年初预算数"),
        "决算": ("万元", "收入决算数"),
        "差额": ("万元", "决算减年初"),
        "差异率": ("%", "差额 ÷ 年初"),
    },
    "收支表": {
        "名称": ("", "支出项目，末行为合计"),
        "年初": ("万元", "年初预算数"),
        "调整后": ("万元", "调整后预算数"),
        "支出": ("万元", "实际支出"),
        "执行率": ("%", "支出 ÷ 调整后"),
        "明细": ("是/否", "是否基本支出的明细"),
    },
    "季度表": {
        "季度": ("", "一季度…四季度"),
        "指标金额": ("万元", "该季度的年度总指标"),
        "已支付金额": ("万元", "至该季度末的支出"),
        "累计进度": ("%", "累计支出 ÷ 年度总指标"),
        "序时进度": ("%", "评分规则的“序时”，如 25%、50%、75%、100%"),
        "执行率": ("%", "累计进度 ÷ 序时进度"),
    },
}
_SUMS = {
    "年初": ("万元", "该类项目的年初预算数合计"),
    "调整后": ("万元", "该类项目的调整后预算数合计"),
    "支出": ("万元", "该类项目的支出合计"),
}
_SINGLE = {
    "草稿": ("是/否", "是否草稿"),
    "待填": ("", "草稿还须补齐的资料，逐项"),
    "评语.编号": ("", "关于这个指标的一句话，随得分而定；指标体系没有的编号为空"),
    "补充": ("", "部门在 dept.yaml 的“补充”里自由填写的内容"),
    "自评": ("", "部门的自评，模板里请用 指标.编号"),
}
_GROUPS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "指标.编号.": _MARK,
    "指标.编号.失分点[].": _GAP,
    "指标.编号.部分[].": _MARK,
    "指标.编号.部分[].失分点[].": _GAP,
    "评分表.": _TABLE,
    "评分表.一级[].": _NODE,
    "评分表.一级[].评分.": _MARK,
    "评分表.失分[].": _LOSS,
    "评分表.行[].": _MARK,
    "评分表.行[].级[].": _CELL,
    "评分表.行[].失分点[].": _GAP,
    "评分表.行[].部分[].": _MARK,
    "评分表.行[].部分[].失分点[].": _GAP,
    "问题[].": _FINDING,
    "问题[].失分[].": _LOSS,
    "问题[].整改措施[].": _MEASURE,
    "问题[].失分点[].": _GAP,
    "整改台账.": _LEDGER,
    "整改台账.行[].": _LEDGER_ROW,
    "上年问题.": _FOLLOWUP,
    "上年问题.问题[].": _PAST,
    "上年问题.问题[].失分[].": _PAST_LOSS,
    "上年问题.问题[].失分[].数字[].": _SHIFT,
    "上年问题.问题[].整改措施[].": _MEASURE,
    "称谓.": _ADDRESS,
    "套件用语.": _INFO,
    "套件用语.称谓.": _ADDRESS,
    **{f"{name}[].": columns for name, columns in _ROWS.items()},
    **{f"项目分类.{nature}.": _SUMS for nature in get_args(Nature)},
    "": _SINGLE,
}


def of(name: str) -> Meaning | None:
    """What the context has under `name`, whose rows are marked by []; None where nothing is known of it."""
    known = _known()
    general = _BY_CODE.sub(lambda match: f"{match[1]}.{ANY_CODE}", name)
    if general in known:
        return known[general]
    option = name.removeprefix("套件用语.").removeprefix("选项.")
    if option == GROUPED:
        return Meaning("是/否", "工具写的金额是否印作 43,189.21")
    return Meaning("是/否", f"报告可选部分的开关：{option}") if option != name and "选项." in name else None


@cache
def _known() -> Mapping[str, Meaning]:
    facts = dict(_facts(Department, ""))
    return facts | {prefix + name: Meaning(*told) for prefix, group in _GROUPS.items() for name, told in group.items()}


def _facts(model: type[Record], prefix: str) -> Iterator[tuple[str, Meaning]]:
    """Unit and 口径 of everything in a record, the rows of its lists included."""
    for field in model.fields_by_name.values():
        name = f"{prefix}{field.alias}"
        inside = [record for record in records(field.annotation) if record is not Answer]
        yield name, Meaning(quantity.unit(field), field.description or "")
        if inside:
            yield from _facts(inside[0], f"{name}{ITEM}." if is_list(field.annotation) else f"{name}.")
