"""金额千分位 and the minus: one switch of pack and department, amounts only; every reader reads the same figures."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from dossier import SAMPLES, written
from editor.planted import pack
from sample import read_inputs

from reportgen import chinese, pipeline, word
from reportgen.chinese import thousands, unseparated
from reportgen.facts.records import quantity
from reportgen.roundtrip import numerals
from reportgen.statements.lines import read
from reportgen.statements.mentions import mentions
from reportgen.statements.report import Paragraph

SHENZHEN = [sample for sample in SAMPLES if not sample.startswith("hunan")]
SWITCH = "金额千分位"
MIXED = "K506"  # amounts that people typed the other way are told


def printed(folder: Path, sample: str, changes: dict[str, object]) -> tuple[str, list[str]]:
    """The report as outline text, and what the checks say of it."""
    inputs = read_inputs(written(folder, changes, sample))
    evaluation, _ = pipeline.evaluate(inputs)
    made, found = pipeline.render(evaluation, inputs.pack)
    return word.outline(made), [d.code for d in found]


@pytest.mark.slow
@pytest.mark.few(1)
@pytest.mark.parametrize("sample", SHENZHEN)
def test_only_the_separators_of_amounts_differ(sample: str, tmp_path: Path) -> None:
    plain, found = printed(tmp_path / "off", sample, {"选项/整改台账": "是"})
    grouped, same = printed(tmp_path / "on", sample, {f"选项/{SWITCH}": "是", "选项/整改台账": "是"})
    typed = [line for line in plain.split("\n") if re.search(r"\d,\d{3}", line)]
    assert [unseparated(line) for line in grouped.split("\n")] == [unseparated(line) for line in plain.split("\n")]
    assert grouped != plain and [c for c in same if c != MIXED] == [c for c in found if c != MIXED]
    changed = [(was, now) for was, now in zip(plain.split("\n"), grouped.split("\n"), strict=True) if was != now]
    for was, now in changed:
        assert was not in typed
        for figure in re.findall(r"\d{1,3}(?:,\d{3})+[^，。；、|\s]*", now):
            assert re.match(r"[\d,]+\.\d\d+(万元)?", figure), f"{figure} is no amount: {now}"
        assert not re.search(r"(?<![\d.,])\d{4,}\.\d\d(?![\d%])", now), f"an amount was left alone: {now}"
    assert any(now.startswith("|") for _, now in changed) or sample.startswith("dapeng")


@pytest.mark.slow
def test_a_pack_switches_it_on_and_a_department_off(tmp_path: Path) -> None:
    made = pack(tmp_path / "templates", "tade", "futian")
    with (made / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write(f"选项: {{{SWITCH}: 是}}\n")
    on, _ = printed(tmp_path / "on", SHENZHEN[1], {"套件": "tade"})
    off, _ = printed(tmp_path / "off", SHENZHEN[1], {"套件": "tade", f"选项/{SWITCH}": "否"})
    assert "43,189.21万元" in on and "43189.21万元" in off and "43,189.21" not in off


def test_problems_measures_remarks_and_the_sums_behind_a_mark_are_grouped(tmp_path: Path) -> None:
    changes = {f"选项/{SWITCH}": "是", "采购/计划": "1931.52", "采购/实际": "730.68", "自评/B11": None}
    inputs = read_inputs(written(tmp_path, changes, people=False))
    evaluation, _ = pipeline.evaluate(inputs, draft=True)
    told = next(f for f in evaluation.findings if "B11" in f.codes)
    assert "1,931.52万元" in told.description
    assert "730.68 ÷ 1,931.52 = 37.83%" in evaluation.figures["政府采购执行率"].trace
    assert not [value for value in evaluation.evidence.values() if "," in value], "evidence is the same either way"


@pytest.mark.slow
def test_switching_makes_no_text_of_a_persons_stale(tmp_path: Path) -> None:
    dept = written(tmp_path, {})
    pipeline.draft(dept)
    before = (tmp_path / "整改.yaml").read_text("utf-8")
    written(tmp_path, {f"选项/{SWITCH}": "是"}, people=False)
    pipeline.draft(dept)
    after = (tmp_path / "整改.yaml").read_text("utf-8")
    assert "过期" not in after.replace("# 过期", "") or before.count("过期") == after.count("过期")
    assert unseparated(after) == unseparated(before)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("43189.21", "43,189.21"), ("-23687.06", "－23,687.06"), ("999.99", "999.99"), ("1234567.8", "1,234,567.80")],
)
def test_amounts(value: str, expected: str) -> None:
    with thousands(on=True):
        assert chinese.money(Decimal(value)) == expected
        assert chinese.number(Decimal(1234)) == "1234" and chinese.percent(Decimal("12.345")) == "1234.50%"
    assert chinese.money(Decimal(value)) == expected.replace(",", "")


@pytest.mark.parametrize("sign", ["-", "－", "−"])
@pytest.mark.parametrize("amount", ["23687.06", "23,687.06"])
def test_all_readers_read_the_same_figure(sign: str, amount: str) -> None:
    text = f"{sign}{amount}"
    assert quantity.parse(text) == Decimal("-23687.06")
    [paragraph] = read(f"收入差额为{text}万元，差异率为{sign}32.85%。").blocks
    assert isinstance(paragraph, Paragraph)
    assert [m.value for m in mentions(paragraph)] == [Decimal("-23687.06"), Decimal("-32.85")]


@pytest.mark.parametrize(
    ("was", "typed", "changes"),
    [
        ("全年支出43189.21万元。", "全年实际支出43,189.21万元。", []),
        ("全年支出43189.21万元。", "全年支出43,189.21万元。", []),
        ("全年支出43,189.21万元。", "全年支出43189.21万元。", []),
        ("全年支出43,189.21万元。", "全年支出43,198.21万元。", [("43,189.21", "43,198.21")]),
    ],
)
def test_absorb_takes_separators_for_no_change_of_a_figure(
    was: str, typed: str, changes: list[tuple[str, str]]
) -> None:
    _, changed = numerals.restored(was, typed, numerals.numbers(was))
    assert changed == changes
