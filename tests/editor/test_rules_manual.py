"""docs/评分规则.md and the schemas of packs: complete, current, and true of the program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import desk
import pytest
from planted import TEMPLATES
from sample import ROOT, shipped

from reportgen.cli import main
from reportgen.diagnostics import Refused
from reportgen.editor.catalogue import pack_schemas, rules_manual
from reportgen.editor.catalogue.rule_examples import EXAMPLES, FULL
from reportgen.facts.records.record import Record, records
from reportgen.facts.source import load, parse
from reportgen.scoring import cases
from reportgen.scoring.kinds import KINDS

MANUAL = ROOT / "docs" / "评分规则.md"
NAMES = [str(rule.fields_by_name["kind"].default) for rule in KINDS]
USED = re.compile(r"用它的：(.*)。")
PACKS = sorted(path.parent.name for path in TEMPLATES.glob("*/pack.yaml"))


def test_it_tells_every_kind_with_every_field() -> None:
    assert list(EXAMPLES) == NAMES
    text = MANUAL.read_text("utf-8")
    for rule, name in zip(KINDS, NAMES, strict=True):
        part = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        fields = [f.alias for f in rule.fields_by_name.values() if f.alias not in ("类型", "依据")]
        assert [alias for alias in fields if f"| `{alias}` |" not in part] == []


def test_it_is_current() -> None:
    own = [shipped(name) for name in PACKS]
    made = rules_manual.markdown(own)
    assert USED.sub("", made) == USED.sub("", MANUAL.read_text("utf-8")), (
        "run: python -m reportgen pack kinds --markdown > docs/评分规则.md"
    )


def test_the_places_that_it_names_use_the_kind() -> None:
    sections = MANUAL.read_text("utf-8").split("\n## ")[1:]
    named = [
        (s.partition("\n")[0], place) for s in sections for found in USED.findall(s) for place in found.split("；")
    ]
    assert {kind for kind, _ in named} >= {*NAMES} - {"定性", "外部得分", "汇总", "时限", "择优", "计数加分"}
    for kind, place in named:
        if kind in NAMES:
            pack, code, _ = place.split(" ", 2)
            assert shipped(pack).framework.parts()[code][1].kind == kind


@pytest.mark.parametrize("name", NAMES)
def test_its_examples_score_as_it_says(name: str) -> None:
    example = EXAMPLES[name]
    framework = desk.sound(desk.single(example.rule, str(FULL)))
    assert framework.indicators["X"].rule and framework.indicators["X"].rule.kind == name
    source, found = parse("\n".join(f"- {one}" for one in rules_manual.cases(example)), "用例.yaml")
    assert source is not None and not found
    assert [d.message for d in cases.run(framework, shipped("base").formulas, source)] == []
    assert len(source.data) >= 2 or name == "汇总"


@pytest.mark.parametrize("title", rules_manual.MORE)
def test_its_other_examples_can_be_written(title: str) -> None:
    _, _, example = rules_manual.MORE[title]
    file = "pack.yaml" if "补充资料" in example else "framework.yaml"
    source, found = parse(example, file)
    assert source is not None and not found
    assert list(wrong(source.data, schema := pack_schemas.pack_schema(file), schema)) == []
    if "指标:" in example:
        desk.sound(example)


def test_the_command_prints_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "kinds", "分档"]) == 0
    printed = capsys.readouterr().out
    assert printed.rstrip() in MANUAL.read_text("utf-8")
    assert main(["pack", "kinds"]) == 0
    assert all(name in printed for name in ["取值", "方向", "档"])
    listed = capsys.readouterr().out
    assert [name for name in (*NAMES, *rules_manual.MORE) if name not in listed] == []
    with pytest.raises(Refused, match="分挡"):
        rules_manual.about("分挡", [])


def fields(record: type[Record], seen: set[type[Record]]) -> Iterator[tuple[str, str]]:
    if record in seen:
        return
    seen.add(record)
    for field in record.fields_by_name.values():
        yield f"{record.__name__}.{field.alias}", field.description
        for inside in records(field.annotation):
            yield from fields(inside, seen)


@pytest.mark.parametrize("file", pack_schemas.RECORDS)
def test_every_field_of_a_pack_says_what_it_is(file: str) -> None:
    assert [name for name, told in fields(pack_schemas.RECORDS[file], set()) if not told.strip()] == []


@pytest.mark.parametrize("file", pack_schemas.RECORDS)
def test_the_shipped_packs_are_as_the_schemas_say(file: str) -> None:
    schema = pack_schemas.pack_schema(file)
    found = 0
    for path in TEMPLATES.glob(f"*/{file}"):
        source, _ = load(path)
        assert source is not None
        assert list(wrong(source.data, schema, schema)) == [], path
        found += 1
    assert found >= 3


def test_a_slip_is_seen_by_the_schema() -> None:
    schema = pack_schemas.pack_schema("framework.yaml")
    source, _ = parse("指标:\n  A1:\n    分直: 5\n    规则: {类型: 分档, 取质: 某率}\n", "framework.yaml")
    assert source is not None
    assert list(wrong(source.data, schema, schema)) == ["指标.A1.分直: 多", "指标.A1.规则.取质: 多"]


_TYPES = {"string": str, "number": int | float, "null": type(None)}


def wrong(value: Any, schema: dict[str, Any], whole: dict[str, Any], path: str = "") -> Iterator[str]:
    """Where `value` is not what `schema` says, as far as the schemas of packs say anything."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        tried = [list(wrong(value, one, whole, path)) for one in schema["anyOf"]]
        yield from min(tried, key=lambda found: (len(found) > 0, found == [f"{path}: 类型"], len(found)))
    for one in schema.get("allOf", ()):
        alias, choice = next(iter(one["if"]["properties"].items()))
        if isinstance(value, dict) and value.get(alias) == choice["const"]:
            yield from wrong(value, one["then"], whole, path)
    yield from _plain(value, schema, whole, path)


def _plain(value: Any, schema: dict[str, Any], whole: dict[str, Any], path: str) -> Iterator[str]:
    if schema.get("type") == "array":
        yield from [] if isinstance(value, list) else [f"{path}: 类型"]
        for at, item in enumerate(value) if isinstance(value, list) else ():
            yield from wrong(item, schema["items"], whole, f"{path}.{at}".lstrip("."))
    elif schema.get("type") == "object":
        yield from [] if isinstance(value, dict) else [f"{path}: 类型"]
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        for key, inner in value.items() if isinstance(value, dict) else ():
            here = f"{path}.{key}".lstrip(".")
            if key in known or isinstance(others, dict):
                yield from wrong(inner, known.get(key, others), whole, here)
            elif not others:
                yield f"{here}: 多"
    elif "enum" in schema:
        yield from [] if value in schema["enum"] else [f"{path}: 可选"]
    elif "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        yield from [] if any(isinstance(value, _TYPES[one]) for one in types) else [f"{path}: 类型"]


@pytest.mark.parametrize("what", ["framework", "formulas", "wording", "pack", "用例"])
def test_the_command_prints_the_schemas(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", what]) == 0
    assert json.loads(capsys.readouterr().out) == pack_schemas.pack_schema(f"{what}.yaml")
