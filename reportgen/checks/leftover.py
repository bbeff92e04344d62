"""Checks on what an earlier report left behind: its year in the narrative, the notice that it answered."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic, warning
from reportgen.evaluation import Evaluation
from reportgen.patterns import regex

_HISTORY = {"主要职能", "增减原因", "制度管理"}  # these speak of earlier years for good reasons
_SENTENCES = regex(r"(?<=[。！？；\n])")
_LEAD = r"^[\s#*\-\u3000]*(?:[（(]?[一二三四五六七八九十\d]+(?:[）)、.]|是))?\s*"
_NOTICE = regex(r"(?<![\d—\-－至])(20\d\d)\s*年[^《》]*(?:自评|评价)[^《》]*工作[^《》]*通知")


def last_year_told(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A narrative that tells of the year before as if it were the report's, and never names the report's own."""
    year = evaluation.department.year
    for name, text in _narrative(evaluation):
        if name not in _HISTORY and (sentence := _of_year(text, year - 1)) and not _names(text, year):
            message = f"“叙述.{name}”写的是{year - 1}年，没有提到{year}年，评价年度为 {year}"
            yield warning("old-year", message, f"请核对是否为旧稿遗留；原句：{_short(sentence)}")


def old_notice(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A notice to evaluate an earlier year, cited as the basis of this report."""
    department = evaluation.department
    preface = dict(_narrative(evaluation)).get("前言", "")
    cited = [("前言依据", document.name) for document in department.preface_basis]
    cited += [("叙述.前言", title) for title in regex(r"《([^《》]*)》").findall(preface)]
    for place, title in cited:
        if (seen := _NOTICE.search(title)) and int(seen[1]) < department.year:
            message = f"“{place}”引用的《{title}》是{seen[1]}年度的，评价年度为 {department.year}"
            yield warning("old-notice", message, "请核对是否为旧稿遗留，改为本年度的通知及其文号")


def _narrative(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    given = evaluation.department.narrative
    for own, field in type(given).fields_by_name.items() if given else ():
        yield field.alias, getattr(given, own) or ""


def _of_year(text: str, year: int) -> str | None:
    """The first sentence that takes `year` for its own: it begins so, or speaks of the goals of that year."""
    if str(year) not in text:
        return None
    begins = rf"{_LEAD}{year}\s*年(?:度?[，,]|度?(?:全年|主要|重点|工作|总体|我|本))"
    goals = rf"(?<![比与较和同照及至—\-\d]){year}\s*年度?(?:全年|主要(?:履职)?|重点工作|总体|年度)(?:目标|任务)"
    either = regex(f"{begins}|{goals}")
    return next((sentence for sentence in _SENTENCES.split(text) if either.search(sentence)), None)


def _names(text: str, year: int) -> bool:
    return regex(rf"(?<!\d){year}\s*年").search(text) is not None


def _short(sentence: str) -> str:
    bare = sentence.strip()
    return bare if len(bare) <= 40 else bare[:40] + "…"
