"""算式: arithmetic, its trace, and everything it refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Position
from reportgen.facts.department import Fact
from reportgen.facts.source import parse as parse_yaml
from reportgen.scoring.formula import Figure, Formulas, compute, load
from reportgen.scoring.formula.grammar import parse

D = Decimal
VALUES = {"a": D(6), "b": D(3), "c": D("0.5"), "人员.编外": D(14), "人员.在编": D(19)}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 × 3", "7"),
        ("（1 ＋ 2）×3", "9"),
        ("10 - 4 - 3", "3"),
        ("12 ÷ 2 ÷ 3", "2"),
        ("-a + b", "-3"),
        ("a * -b", "-18"),
        ("2 － −1", "3"),
        ("25% × 4", "1"),
        ("０.５＋c", "1"),
        ("1 ÷ 3 × 3 = 1", "1"),
        ("人员.编外 ÷ (人员.在编 + 人员.编外) > 10%", "1"),
        ("a ≥ 6 且 b < 3 或 c ＝ 0.5", "1"),
        ("a ≥ 6 且 （b < 3 或 c ≠ 0.5）", "0"),
        ("sum(a, b, c)", "9.5"),
        ("mean(a， b)", "4.5"),
        ("min(a, b) + max(a, b)", "9"),
        ("abs(b - a) / a", "0.5"),
        ("a = 是 + 5", "1"),
    ],
)
def test_arithmetic(text: str, result: str) -> None:
    assert parse(text).compute(VALUES) == D(result)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "末尾有误：缺少数或名称"),
        ("a +", "末尾有误：缺少数或名称"),
        ("a b", "第 3 个字符处有误：“b”放在这里不通"),
        ("(a + b", "缺少右括号"),
        ("a + b)", "第 6 个字符处有误：“)”放在这里不通"),
        ("a ** b", "第 4 个字符处有误：“*”前面缺少数或名称"),
        ("a[0]", "第 2 个字符处“[”不能用于算式"),
        ("'a' * 9", "第 1 个字符处“'”不能用于算式"),
        ("a ^ 9", "第 3 个字符处“^”不能用于算式"),
        ("open(a)", "没有函数“open”，可用的有 sum、mean、min、max、abs"),
        ("__import__(a)", "没有函数“__import__”"),
        ("a < b < c", "几个比较请用“且”“或”连接"),
        ("(a > b) × 2", "比较的结果不能再参加计算"),
        ("-(a > b)", "比较的结果不能再参加计算"),
        ("a 且 b", "“且”两边都应为比较"),
        ("abs(a, b)", "abs 只取一个数"),
        ("sum()", "缺少数或名称"),
        ("(" * 31 + "a" + ")" * 31, "嵌套超过 30 层"),
        ("-" * 31 + "a", "嵌套超过 30 层"),
        ("a+" * 250 + "a", "算式太长（501 个字符，最多 500 个）"),
        ("a．b．", "不能用于算式"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="算式") as refusal:
        parse(text)
    assert message in str(refusal.value)


def test_dunder_is_only_a_name_that_nobody_has() -> None:
    assert parse("a.__class__.__mro__").names == ("a.__class__.__mro__",)


def test_trace_keeps_brackets_and_names_functions() -> None:
    shown = {"人员.编外": "14", "人员.在编": "19"}
    assert parse("人员.编外/（人员.在编＋人员.编外）").filled(shown) == "14 ÷ (19 + 14)"
    assert parse("abs(-a*2)").filled({"a": "3"}) == "绝对值(-3 × 2)"


_leaf = st.sampled_from(["a", "b", "c", "1", "2.5", "30%"])
_tree = st.recursive(
    _leaf,
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=12,
)


@given(_tree)
def test_agrees_with_python(text: str) -> None:
    """Any bracketed arithmetic comes to what Python's own Decimal arithmetic gives."""
    expected = eval(text.replace("2.5", "D('2.5')").replace("30%", "D('0.3')"), {"D": D, **VALUES})
    assert parse(text).compute(VALUES) == expected


@given(st.text(max_size=30))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        parse(text)
    except ValueError as refusal:
        assert "算式" in str(refusal)


def book(text: str) -> Formulas:
    source, found = parse_yaml("算式:\n" + text, "formulas.yaml")
    assert source is not None and not found
    made, wrong = load(source)
    assert made is not None, [str(d) for d in wrong]
    return made


def figures(text: str, **facts: str | Decimal) -> dict[str, Figure]:
    given_ = {
        (dotted := name.replace("_", ".")): Fact(dotted, D(value), Position("dept.yaml", 34, 9))
        for name, value in facts.items()
    }
    return dict(compute(book(text), given_))


OUTSIDERS = """
  编外人数: {算式: 人员.劳务派遣 + 人员.直接聘用, 单位: 人, 未填按零: [人员.直接聘用]}
  编外人员控制率: 编外人数 ÷ (人员.在编 + 编外人数)
"""


def test_a_figure_explains_itself() -> None:
    made = figures(OUTSIDERS, 人员_劳务派遣="14", 人员_在编="19")["编外人员控制率"]
    assert made.trace == "14 ÷ (19 + 14) = 42.42%"
    assert made.value is not None and f"{made.value:.6f}" == "0.424242"
    assert [(i.name, i.value, i.position) for i in made.inputs] == [
        ("编外人数", "14", None),
        ("人员.在编", "19", "dept.yaml:34:9"),
    ]


def test_absent_is_not_zero_but_where_it_is_declared() -> None:
    made = figures(OUTSIDERS, 人员_劳务派遣="14")["编外人员控制率"]
    assert (made.value, made.missing) == (None, ("人员.在编",))
    made = figures(OUTSIDERS, 人员_在编="19")["编外人员控制率"]
    assert (made.value, made.missing) == (None, ("人员.劳务派遣",))


@pytest.mark.parametrize("more", ["", ", 未填按零: [补充.户数]"])
def test_words_where_a_number_is_read_are_told_and_not_asked_for(more: str) -> None:
    formulas = book(f"  率: {{算式: 补充.户数 ÷ 人员.在编{more}}}")
    facts = {"补充.户数": Fact("补充.户数", "10多户", None), "人员.在编": Fact("人员.在编", D(20), None)}
    made = compute(formulas, facts)["率"]
    assert (made.value, made.missing, made.trace) == (None, (), "“补充.户数”填“10多户”，不是数")


@pytest.mark.parametrize(
    ("declared", "value", "said"),
    [("", None, "不适用"), (", 零分母: 不适用", None, "不适用"), (", 零分母: 100%", "1", "按100.00%计")],
)
def test_a_zero_denominator_means_what_is_declared(declared: str, value: str | None, said: str) -> None:
    text = f"  率: {{算式: 信访.办结 ÷ 信访.件次{declared}}}\n  倍: {{算式: 率 × 2}}"
    made = figures(text, 信访_办结="0", 信访_件次="0")
    assert made["率"].value == (None if value is None else D(value))
    assert said in made["率"].trace and made["率"].missing == ()
    assert made["倍"].value == (None if value is None else D(2))


def test_something_divided_by_nothing_is_never_settled_by_the_declaration() -> None:
    text = "  率: {算式: 信访.办结 ÷ 信访.件次, 零分母: 100%}"
    made = figures(text, 信访_办结="5", 信访_件次="0")["率"]
    assert (made.value, made.missing) == (None, ())
    assert made.doubts == ("率：5 ÷ 0，分母为零而分子不为零（分母：信访.件次）",)


@pytest.mark.parametrize(
    "formula", ["1 − 信访.办结 ÷ 信访.件次", "mean(信访.办结 ÷ 信访.件次, 1)", "1 ÷ (1 ÷ 信访.件次)"]
)
def test_a_division_anywhere_in_a_formula_is_never_settled_by_the_declaration(formula: str) -> None:
    text = f"  率: {{算式: '{formula}', 零分母: 100%}}\n  倍: 率 × 2"
    made = figures(text, 信访_办结="5", 信访_件次="0")
    assert made["率"].value is None and "（分母：信访.件次）" in made["率"].doubts[0]
    assert (made["倍"].missing, made["倍"].doubts) == ((), made["率"].doubts)


def test_huge_results_stop_early_and_are_told() -> None:
    text = "  甲: {算式: " + "×".join(["资产.总额"] * 20) + "}\n  乙: 甲 × 甲\n"
    made = figures(text, 资产_总额="100000000")
    assert made["甲"].value is None and "结果过大" in made["甲"].trace
    assert made["乙"].missing == () and made["乙"].doubts == made["甲"].doubts


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("  甲: 人员.在遍 + 1", ["formulas.yaml:2:6: 算式“甲”用了没有的名称“人员.在遍” 是否应为“人员.在编”？"]),
        ("  甲: 乙 + 1\n  乙: 丙\n  丙: 甲", ["formulas.yaml:2:6: 算式互相引用成环：甲 → 乙 → 丙 → 甲"]),
        ("  满意度.值: 90% + 1%", ["2:3: 算式“满意度.值”与资料同名，部门填的就不起作用 请给算式另取名称"]),
        ("  补充.率: 1 + 1", ["算式“补充.率”与资料同名"]),
        ("  序时.一季度: 30%", ["算式“序时.一季度”与资料同名"]),
        ("  甲: 甲", ["算式互相引用成环：甲 → 甲"]),
        ("  甲: 1 +", ["formulas.yaml:2:6: 算式“甲”：算式“1 +”末尾有误：缺少数或名称"]),
        ("  甲: {算式: 1, 零分母: 无}", ["formulas.yaml:2:19: “算式.甲.零分母”应为“不适用”或一个数"]),
        ("  甲: {单位: 人}", ["缺少必填项“算式.甲.算式”"]),
        ("  甲: {算式: 1, 口经: x}", ["不认识的字段“口经” 是否应为“口径”？"]),
        ("  甲: {算式: 1, 未填按零: [人员.无]}", ["没有的名称“人员.无”"]),
        ("  甲: 1 +\n  乙: 没有的", ["算式“甲”", "算式“乙”用了没有的名称“没有的”"]),
    ],
)
def test_wrong_formulas(text: str, messages: list[str]) -> None:
    source, _ = parse_yaml("算式:\n" + text, "formulas.yaml")
    assert source is not None
    made, found = load(source)
    assert made is None
    told = [f"{d.position}: {d.message} {d.hint}" for d in found]
    assert len(told) == len(messages), told
    for message, line in zip(messages, told, strict=True):
        assert message in line
