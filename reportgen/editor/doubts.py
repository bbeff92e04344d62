"""What a pack says that can be read and was hardly meant: names used twice, a parent's district, facts not declared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, did_you_mean, warning
from reportgen.editor.pack_files import Reading
from reportgen.facts.blanks.scaffold import FREE
from reportgen.packs import pack as packs
from reportgen.packs import table_columns
from reportgen.packs.pack import FILES
from reportgen.patterns import DISTRICTS, regex
from reportgen.scoring.framework_file import row_rules

FRAMEWORK = "framework.yaml"
_CITED = ("公开依据", "编制依据")
_OF_A_PLACE = regex(r"(?!关于|中共|中央|国家|全国|地方)([一-鿿]{2,3}?(?:省|市|州|新区|区|县))")


def look(reading: Reading) -> Iterator[Diagnostic]:
    """Every doubt about a pack."""
    yield from _alike(reading)
    yield from _called_after(reading)
    yield from _cited_of_others(reading)
    yield from _undeclared(reading)
    yield from _columns_idle(reading)
    yield from _rows_summed(reading)
    yield from _codes_of_others(reading)


def _alike(reading: Reading) -> Iterator[Diagnostic]:
    """Two indicators of one name: what is said of it by name may mean either."""
    read_framework = reading.framework
    if read_framework is None or read_framework.record is None:
        return
    seen: dict[str, str] = {}
    for code, indicator in read_framework.record.indicators.items():
        other = seen.setdefault(indicator.name, code)
        if other != code:
            places = [read_framework.source.position(("指标", one, "名称")) for one in (other, code)]
            at = next((p for p in places if Path(p.file).parent == reading.folders[0]), places[1])
            message = f"指标 {other} 和 {code} 同名“{indicator.name}”"
            yield warning("same-name", message, "explain 和自评按名称时分不清，请改其中一个名称，或只按编号", at)


def _called_after(reading: Reading) -> Iterator[Diagnostic]:
    """A district that still has its parent's name: what its reports would call another's."""
    info = reading.info
    if info is None or info.record is None or len(reading.folders) < 2:
        return
    at = info.source.position(("称谓", "区"))
    home = Path(at.file).parent
    generic = home == reading.folders[-1]  # what has no parent speaks of no district
    if home != reading.folders[0] and not generic and _place(home.name) != _place(reading.name):
        message = f"“称谓.区”仍是上级套件 {home.name} 的“{info.record.address.district}”"
        own = Position(str(reading.folders[0] / FILES[0]))
        yield warning("district", message, "报告里会这样称呼本区，请在自己的 pack.yaml 里写“称谓:”“区:”", own)


def _cited_of_others(reading: Reading) -> Iterator[Diagnostic]:
    """Documents of another province, city or district that a parent's list makes this district's reports cite."""
    info = reading.info
    if info is None or info.record is None:
        return
    district, own = info.record.address.district, reading.folders[0]
    lists = dict(zip(_CITED, (info.record.disclosure_basis, info.record.budget_basis), strict=True))
    for field, documents in lists.items():
        if Path(info.source.position((field,), key=True).file).parent == own:
            continue
        for document in documents:
            place = _OF_A_PLACE.match(document.name)
            if place and not _within(district, place[1]):
                message = f"“{field}”沿用上级套件的《{document.name}》，是{place[1]}的文件，“称谓.区”是“{district}”"
                advice = f"报告里会引用它；请在自己的 pack.yaml 里写“{field}:”，逐项写本地适用的文件（整份替换）"
                yield warning("district", message, advice, Position(str(own / FILES[0])))


def _within(district: str, place: str) -> bool:
    """Whether `district` is `place`, or lies in it as far as its name shows: 深圳市 has the districts known here."""
    return place in district or (place == "深圳市" and any(name in district for name in DISTRICTS))


def _place(name: str) -> str:
    """The district in the name of a pack: luohu of luohu-2022."""
    return name.partition("-")[0]


def _columns_idle(reading: Reading) -> Iterator[Diagnostic]:
    """What indicators say for columns that the score table does not have."""
    info, framework = reading.info, reading.framework
    if info is None or info.record is None or framework is None or framework.record is None:
        return
    columns = info.record.columns
    for name in table_columns.unused(columns, framework.record.own_columns()):
        path = next(("指标", code, "列", name) for code, i in framework.record.indicators.items() if name in i.columns)
        hint = did_you_mean(name, [column.name for column in columns]) if columns else ""
        advice = f"{hint}请在 pack.yaml 的“{table_columns.FIELD}”里写上这一列"
        message = f"评分表没有“{name}”一列，指标里写的不会印出"
        yield warning("score-column", message, advice, framework.source.position(path, key=True))


def _rows_summed(reading: Reading) -> Iterator[Diagnostic]:
    """Rules over rows that are summed up, though they say what only rows that are indicators have."""
    framework = reading.framework
    if framework is None or framework.record is None:
        return
    for place, whose, rule, _ in framework.record.scored():
        for inside, part, own in row_rules(rule):
            alone = own is rule and place[0] == "指标"
            what, at = f"{whose}的部分“{part}”" if part else whose, (*place, *inside)
            if own.shown and not alone:
                message = f"{what}：部门自设的各行在这里不能逐行列示，只能合计"
                advice = "请在规则里写“逐行列示: 否”；要每行有编号和得分的，请写成一个单独的指标"
                yield warning("rows-summed", message, advice, framework.source.position(at))
            elif own.levels and not (own.shown and alone):
                message = f"{what}：各行合计的，“定性”的等级不起作用"
                advice = "各行由人填达到、部分达到或未达到；要分等级给分的，请写成逐行列示的指标"
                yield warning("rows-summed", message, advice, framework.source.position((*at, "定性")))


def _codes_of_others(reading: Reading) -> Iterator[Diagnostic]:
    """编号 of a tree of its own that a parent has for another indicator, whose place in the template they take."""
    framework = reading.framework
    own_tree = next((n for n, folder in enumerate(reading.folders) if packs.has_own_tree(folder / FRAMEWORK)), None)
    if own_tree is None or framework is None or framework.record is None:
        return
    above = packs.merged(FRAMEWORK, reading.folders[own_tree + 1 :], [])
    theirs = above.data.get("指标") if above and isinstance(above.data, dict) else None
    names = {code: one.get("名称") for code, one in (theirs or {}).items() if isinstance(one, dict) and "规则" in one}
    alike = [code for code, one in framework.record.leaves() if names.get(code) not in (None, one.name)]
    if alike:
        said = "、".join(f"{code}（上级是“{names[code]}”）" for code in alike)
        message = f"编号在上级套件里是别的指标：{said}"
        advice = "评语会印在上级模板里那些指标的一节，请换成上级没有的编号，或在自己的 report.docx 里重写那几节"
        at = framework.source.position(("指标", alike[0]), key=True)
        yield warning("code-of-others", message, advice, at)


def _undeclared(reading: Reading) -> Iterator[Diagnostic]:
    """What formulas and rules read of 补充 where the pack declares nothing: no form asks for it."""
    voice = reading.voice
    if voice is None:
        return
    specs, parsed = voice.formulas.specs, voice.formulas.parsed
    by_formulas = [used for name, one in parsed.items() for used in specs[name].reads(one)]
    used = dict.fromkeys((*by_formulas, *voice.framework.names()))
    names = [name for name in used if name.startswith(f"{FREE}.")]
    if names and not voice.info.extra:
        message = f"算式和规则用了没有申报的资料：{'、'.join(names)}"
        advice = "请在 pack.yaml 的“补充资料”下写上各项的类型、单位、口径，填报时才会问到并核对"
        yield warning("undeclared", message, advice, Position(str(reading.folders[0] / FILES[0])))
