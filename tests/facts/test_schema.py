"""The JSON Schema of dept.yaml: Chinese keys, 口径 and units, and no programmers' words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from reportgen.facts import department
from reportgen.facts.blanks.schema import json_schema

SCHEMA = json_schema()


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def at(path: str) -> list[dict[str, Any]]:
    """What may stand at a dotted path: every alternative, references followed."""
    found = [SCHEMA]
    for part in path.split("."):
        found = [choice for node in found for choice in choices(node["properties"][part])]
        found = [node for node in found if node.get("type") != "null"]
    return found


def choices(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "$ref" in node:
        yield from choices(SCHEMA["$defs"][node["$ref"].rpartition("/")[2]])
    elif "anyOf" in node:
        for inner in node["anyOf"]:
            yield from choices(inner)
    else:
        yield node


def test_every_known_name_is_in_the_schema_with_its_unit() -> None:
    for name, (unit, _) in department.described().items():
        parts = name.split(".")
        group = [node for node in (at(".".join(parts[:-1])) if len(parts) > 1 else [SCHEMA]) if "properties" in node]
        leaf = [choice for node in group for choice in choices(node["properties"][parts[-1]])]
        assert leaf
        assert {node.get("单位", "") for node in leaf if node.get("type") != "null"} == {unit}


def test_required_keys() -> None:
    assert SCHEMA["required"] == ["套件", "年度", "部门"]
    assert at("部门")[0]["required"] == ["全称"]


def test_numbers_may_be_text_or_number_and_answers_are_chosen() -> None:
    assert at("预算.合计.年初") == [{"type": ["string", "number"], "单位": "万元", "examples": ["43189.21"]}]
    assert at("公开.预算.合规程度")[0]["enum"] == ["按规定公开", "公开有瑕疵", "未公开", "涉密免公开"]
    assert at("预算.离退休.含在人员经费内")[0]["enum"] == ["是", "否"]


def test_quarters_are_a_list_of_four() -> None:
    listed = next(node for node in at("季度.累计支出") if node["type"] == "array")
    assert (listed["minItems"], listed["maxItems"]) == (4, 4)


@pytest.mark.parametrize("name", ["预算", "项目", "自评", "附件", "叙述"])
def test_what_may_be_left_out_may_be_left_empty(name: str) -> None:
    assert {"type": "null"} in SCHEMA["properties"][name]["anyOf"]


def test_unknown_keys_are_refused_everywhere() -> None:
    assert all(node.get("additionalProperties") is False for node in nodes(SCHEMA) if "properties" in node)


def test_descriptions_are_chinese() -> None:
    said = [node["description"] for node in nodes(SCHEMA) if isinstance(node.get("description"), str)]
    assert len(said) > 100
    assert [text for text in said if not re.search("[\u4e00-\u9fff]", text)] == []
    assert "title" not in {key for node in nodes(SCHEMA["$defs"]) for key in node}


def test_it_is_json() -> None:
    assert json.loads(json.dumps(SCHEMA, ensure_ascii=False)) == SCHEMA
