"""A field is said once: every field of a result tells what it is, and what is made of that is complete and current."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

import pytest
from sample import ROOT, evaluated, inputs

from reportgen import cli, report
from reportgen.evaluation import FILE, Evaluation
from reportgen.exhibits import Amounts
from reportgen.facts.blanks.schema import json_schema
from reportgen.facts.records.fields import RecordMeta
from reportgen.facts.records.record import Field, Record
from reportgen.vocabulary import Meaning, Told, meaning

SCHEMA = json_schema(Evaluation, FILE)
SHIPPED = ROOT / "data" / "评价结果.schema.json"


def kinds(annotation: Any) -> Iterator[Any]:
    """Every record and every set of choices in a type."""
    if isinstance(annotation, RecordMeta) or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        yield annotation
    for inner in get_args(annotation):
        yield from kinds(inner)


def reachable(record: type[Record], seen: dict[Any, None]) -> dict[Any, None]:
    """Every record and set of choices that a file of `record` may hold."""
    seen[record] = None
    for field in record.fields_by_name.values():
        for kind in kinds(field.annotation):
            if kind not in seen:
                seen[kind] = None
                if isinstance(kind, RecordMeta):
                    reachable(kind, seen)
    return seen


KINDS = [*reachable(Evaluation, {}), *reachable(Told, {})]
RECORDS = list(dict.fromkeys(kind for kind in KINDS if isinstance(kind, RecordMeta)))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_says_what_it_is(record: type[Record]) -> None:
    fields: list[Field] = list(record.fields_by_name.values())
    assert [field.alias for field in fields if not field.description.strip()] == []


def test_no_two_definitions_of_the_schema_have_one_name() -> None:
    names = [kind.__name__ for kind in reachable(Evaluation, {})]
    assert sorted(names) == sorted(set(names))
    assert set(SCHEMA["$defs"]) == {*names} - {"Evaluation"}


def test_the_schema_that_ships_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", "评价结果"]) == cli.DONE
    assert capsys.readouterr().out == SHIPPED.read_text("utf-8"), (
        "run: reportgen schema 评价结果 > data/评价结果.schema.json"
    )


def test_a_result_is_what_the_schema_says() -> None:
    data = json.loads(evaluated(inputs()).to_json())
    assert list(wrong(data, SCHEMA)) == []
    data["评分"]["指标"][3]["评分"]["得分"] = ["四"]
    data["问题"][0]["备注"] = "多出的"
    del data["套件"]
    assert list(wrong(data, SCHEMA)) == ["套件: 缺", "评分.指标.3.评分: 不合", "问题.0.备注: 多"]


_TYPES = {"string": str, "number": int | float, "integer": int, "boolean": bool, "null": type(None)}


def wrong(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Where `value` is not what `schema` says, as far as our schemas say anything."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        tried = [list(wrong(value, one, path)) for one in schema["anyOf"]]
        yield from [] if [] in tried else [f"{path}: 不合"]
    elif schema.get("type") == "array":
        for at, item in enumerate(value) if isinstance(value, list) else ():
            yield from wrong(item, schema["items"], f"{path}.{at}".lstrip("."))
        yield from [] if isinstance(value, list) else [f"{path}: 类型"]
    elif schema.get("type") == "object":
        yield from _of_object(value, schema, path)
    elif "enum" in schema:
        yield from [] if value in schema["enum"] else [f"{path}: 可选"]
    elif "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        yield from [] if any(isinstance(value, _TYPES[one]) for one in types) else [f"{path}: 类型"]


def _of_object(value: Any, schema: dict[str, Any], path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: 类型"
        return
    known, others = schema.get("properties", {}), schema["additionalProperties"]
    yield from (f"{path}.{key}: 缺".lstrip(".") for key in schema.get("required", ()) if key not in value)
    for key, inner in value.items():
        here = f"{path}.{key}".lstrip(".")
        if key in known:
            yield from wrong(inner, known[key], here)
        elif isinstance(others, dict):
            yield from wrong(inner, others, here)
        elif not others:
            yield f"{here}: 多"


def test_the_variables_of_a_template_are_those_that_the_records_name() -> None:
    context = report.context(evaluated(inputs()))
    assert [name for name in context if meaning(name) is None] == []
    named = [field.alias for held in (Amounts, Told) for field in held.fields_by_name.values()]
    assert [name for name in named if name not in context] == []
    scores = {field.alias for field in Told.fields_by_name["scores"].annotation.fields_by_name.values()}
    assert scores == set(context["评分表"])


@pytest.mark.parametrize(
    ("name", "unit", "text"),
    [
        ("预算.收入.明细[].年初", "万元", "年初预算数"),
        ("收入表[].差异率", "%", "差额 ÷ 年初"),
        ("项目分类.政府投资.支出", "万元", "该类项目的支出合计"),
        ("指标.B42.失分点[].扣分", "分", "这一点扣的分"),
        ("评语.B42", "", "关于这个指标的一句话，随得分而定；指标体系没有的编号为空"),
        ("选项.总评导语", "是/否", "报告可选部分的开关：总评导语"),
        ("套件用语.选项.金额千分位", "是/否", "工具写的金额是否印作 43,189.21"),
        ("上年问题.问题[].失分[].数字[].本年", "", "本年的数，带单位"),
    ],
)
def test_a_name_means_what_its_field_says(name: str, unit: str, text: str) -> None:
    assert meaning(name) == Meaning(unit, text)


@pytest.mark.parametrize("name", ["没有的名称", "预算.没有", "评分表.行[].没有", ""])
def test_a_name_that_no_record_has_means_nothing(name: str) -> None:
    assert meaning(name) is None
