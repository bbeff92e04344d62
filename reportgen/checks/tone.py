"""A check on tone: what a department writes itself does not praise what lost points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, warning
from reportgen.evaluation import Evaluation
from reportgen.patterns import regex

_FULL = r"(?:得|获|达到|取得|均为|都是)了?满分(?!须|应|需|要|标准|值|\d)"
_SENTENCES = regex(r"[。！？；\n]")
# 未能全面完成, 没有达到满分 say the contrary; 力争全面完成 is about the future
_TAKEN_BACK = regex(r"[未没不难尚][^，,、]{0,5}$|力争|争取|力求|确保|努力|下一?年|明年|拟于|计划")
_ALL = r"(?:全年|年度|本年|各|所有|全部|\d+[个项])[^，,、]{0,8}?"
_EVERY = r"[^，,、]{0,12}?(?:均|全部|都)已?"
_IN_TIME = r"(?:按计划|按期|按时|如期)[^，,、]{0,4}完成"
_CLAIMS = (  # how many there are, how many were done in time, what claims that all were
    ("项目统计.总数", "项目统计.按期完成", regex(f"{_ALL}项目{_EVERY}{_IN_TIME}|项目按期完成率(?:为|达到?)?100%")),
    ("重点工作统计.总数", "重点工作统计.完成", regex(f"{_ALL}重点工作(?:任务)?{_EVERY}{_IN_TIME}")),
)
_BUT = regex(r"[未没不]|除|其余|其他|力争|争取|力求|确保|努力|下一?年|明年")
_COUNTED = regex(r"(\d+)[个项]")


def lost_points_praised(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """An indicator praised by its name, in the narrative or in 整改.yaml, although it lost points."""
    lost = {loss.name: loss.points for loss in evaluation.scorecard.losses if loss.points}
    praise = regex("|".join((*map(re.escape, evaluation.words.checking.praise), _FULL)))
    for place, text in _own_texts(evaluation):
        for sentence in _SENTENCES.split(text) if any(name in text for name in lost) else ():
            for name, word in _praised(sentence, lost, praise):
                message = f"{place}里写“{name}”{word}，但该指标扣了 {chinese.points(lost[name])} 分"
                yield warning("praise", message, f"请改为如实说明失分之处；原句：{sentence.strip()}")


def all_in_time(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A claim that all projects, or all key tasks, were done in time, although the figures say that some were not."""
    known = evaluation.stated
    short = [one for one in _CLAIMS if {*one[:2]} <= known.keys() and known[one[0]] != known[one[1]]]
    for place, text in _own_texts(evaluation) if short else ():
        for sentence in _SENTENCES.split(text) if "完成" in text else ():
            for total, done, claim in short if "完成" in sentence else ():
                told = f"“{done}”填 {known[done]}，“{total}”填 {known[total]}"
                if claimed := _claimed(claim, sentence, str(known[done])):
                    message = f"{place}里写“{claimed}”，但{told}"
                    yield warning("in-time", message, f"请核对两处；原句：{sentence.strip()}")


def _claimed(claim: re.Pattern[str], sentence: str, done: str) -> str | None:
    """What `sentence` claims of all, unless it takes something out or speaks of just those `done`."""
    seen = claim.search(sentence)
    if seen is None or _BUT.search(sentence[: seen.end()]) or done in _COUNTED.findall(seen[0]):
        return None
    return seen[0]


def _own_texts(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """What people wrote, with where; measures are about the future and not looked at."""
    narrative = evaluation.department.narrative
    if narrative:
        for own, field in type(narrative).fields_by_name.items():
            yield f"“叙述.{field.alias}”", getattr(narrative, own) or ""
    for finding in evaluation.findings:
        for what, text in (("标题", finding.title), ("描述", finding.description), ("原因", finding.cause)):
            yield f"问题“{finding.title}”的{what}", text or ""


def _praised(sentence: str, names: Iterable[str], praise: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The names that a sentence praises, each with the first word of praise after it."""
    for name in names:
        start = sentence.find(name)
        words = praise.finditer(sentence, start + len(name)) if start >= 0 else ()
        if first := next((w for w in words if not _TAKEN_BACK.search(sentence[: w.start()])), None):
            yield name, first[0]
