"""No sentence of a noun only, no figure twice in a paragraph: every sample, also with a group of it left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import dossier
import pytest
from dossier import SAMPLES
from sample import COMPACT, inputs, read_inputs

from reportgen import pipeline, report, word
from reportgen.cache.store import users
from reportgen.diagnostics import Refused
from reportgen.evaluation import Evaluation
from reportgen.facts.records.record import Record
from reportgen.packs.pack import Pack
from reportgen.report import TEMPLATE_FILTERS
from reportgen.values import replace

COMPULSORY = {"pack", "year", "office", "answers"}
# what may be said as a noun alone: bold words that open a paragraph, as futian writes them
OPENING = {"日常公用经费", "“三公”经费"}
_FIGURE = re.compile(r"([\u4e00-\u9fff]{2,3}?)(?:约?为|是|达到|共)?(?<![\d.,〔/-])(\d[\d,]*\.\d+(?:万元|%))")
_NOUN = re.compile(r"[^\d，；：]{0,6}(?:资产|经费|费|制度|人员|支出|收入|项目|资金|结余|目标|满意度|率|情况|采购|预算)")


def generated(text: str) -> Iterator[str]:
    """The paragraphs of a report; tables, headings and annexes have a language of their own."""
    for line in text.split("\n"):
        if line.startswith(("|", "#", "〔")) or not line.endswith("。"):
            continue
        yield line


def stumps(text: str) -> list[str]:
    """Sentences that say nothing: a noun and a full stop, or two signs in a row."""
    found = [
        sentence
        for line in generated(text)
        for sentence in line.split("。")[:-1]
        if _NOUN.fullmatch(sentence) and sentence.lstrip("①②③") not in OPENING
    ]
    return found + re.findall(r"[^\n]{0,12}(?:[，；：、]。|。。|，，|（）|共1[项个]：)[^\n]{0,6}", text)


def repeated(text: str, own: str) -> list[str]:
    """Figures that a paragraph has twice under one name; what people wrote themselves (`own`) is theirs."""
    return [
        f"{' '.join(figure)}：{line}"
        for line in generated(text)
        if line[:20] not in own
        for figure, times in Counter(_FIGURE.findall(line)).items()
        if times > 1 and figure[0][-2:] not in ("增加", "减少", "增长", "下降")
    ]


@cache
def template(pack: str) -> tuple[Pack, word.Template]:
    own = inputs(COMPACT / next(s for s in SAMPLES if s.startswith(pack)) / "dept.yaml").pack
    return own, word.Template(own.template, search=own.folders, filters=TEMPLATE_FILTERS, cache=own.cache)


def read(evaluation: Evaluation, pack: str) -> str:
    return word.outline(template(pack)[1].made(report.context(evaluation), draft=evaluation.draft))


def without(record: Record, path: tuple[str, ...]) -> Any:
    first, *rest = path
    inner = getattr(record, first)
    return replace(record, **{first: without(inner, tuple(rest)) if rest else empty(inner)})


def empty(value: Any) -> Any:
    return () if isinstance(value, tuple) else {} if isinstance(value, dict) else None


def groups(record: Record, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every optional group or value that the department gave, at any depth."""
    for own, field in type(record).fields_by_name.items():
        value = getattr(record, own)
        if field.required or own in COMPULSORY or value in (None, (), {}):
            continue
        yield (*path, own)
        if isinstance(value, Record):
            yield from groups(value, (*path, own))


def written(sample: str) -> str:
    """What people wrote: the narrative, 整改.yaml."""
    home = COMPACT / sample
    return "".join(path.read_text("utf-8") for path in home.glob("*.yaml"))


@pytest.mark.few(2)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_has_none(sample: str) -> None:
    given = inputs(COMPACT / sample / "dept.yaml")
    evaluation, _ = pipeline.evaluate(given)
    text = read(evaluation, sample.split("-", maxsplit=1)[0])
    assert not stumps(text) and not repeated(text, written(sample))


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES)
def test_none_is_left_where_a_group_is_left_out(sample: str) -> None:
    given = inputs(COMPACT / sample / "dept.yaml")
    own, found = written(sample), []
    for path in list(groups(given.department))[SAMPLES.index(sample) % 2 :: 2]:  # each in half of the samples
        less = replace(given, department=without(given.department, path))
        try:
            evaluation, _ = pipeline.evaluate(less, draft=True)
        except Refused:
            continue  # parts and total that do not agree any more are told, not printed
        text = read(evaluation, sample.split("-", maxsplit=1)[0])
        found += [f"ohne {'.'.join(path)}: {bad}" for bad in (*stumps(text), *repeated(text, own))]
    assert not found


@pytest.mark.few(2)
@pytest.mark.parametrize("pack", ["base", "futian", "dapeng", "pingshan", "hunan-demo"])
def test_a_new_department_has_none(pack: str, tmp_path: Path) -> None:
    """The blank form of `new`, as a draft."""
    dept = tmp_path / "dept.yaml"
    dept.write_text(pipeline.blank(pack, pipeline.pack_roots(), 2025, users()), "utf-8")
    built = read_inputs(dept)
    evaluation, _ = pipeline.evaluate(built, draft=True)
    made, _ = pipeline.render(evaluation, built.pack)
    text = word.outline(made)
    assert not stumps(text) and not repeated(text, "")


def test_what_there_was_none_of_is_said_once(tmp_path: Path) -> None:
    """No project, no purchase, no travel: neither counted as nothing nor told again by the next sentence."""
    none = {"项目统计": {"总数": "0", "按期完成": "0", "绩效目标数": "0"}, "采购": {"计划": "0", "实际": "0"}}
    nothing = {"三公": {"合计": {"预算": "0", "决算": "0"}}, "自评/B11": None, **none}
    dept = dossier.written(tmp_path, nothing, people=False)
    given = read_inputs(dept, inputs().pack)
    text = read(pipeline.evaluate(given, draft=True)[0], "futian")
    assert "项目0个" not in text and "采购金额0.00" not in text
    for said in ("没有实施项目", "没有政府采购", "没有安排预算，也没有支出"):
        assert text.count(said) == 1, said
    assert not stumps(text)


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("资产账面总额9.00万元。固定资产。在用固定资产180.00万元。", 1),
        ("主要制度共1项：《甲》。", 1),
        ("应完成项目25个，按期完成率96.00%。有项目没有按计划完成，按期完成率为96.00%。", 1),
        ("固定资产265件，全部在用。", 0),
    ],
)
def test_what_is_looked_for_is_found(text: str, bad: int) -> None:
    assert len(stumps(text) + repeated(text, "")) == bad
