"""JSON Schemas of the files of a pack, for editors that complete and check them while they are written.

A file of a pack may say no more than what differs from its parent: nothing is compulsory, and every group may be left
out (停用: 是) or written from nothing (继承: 否).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from reportgen.facts.blanks.schema import Schema, json_schema
from reportgen.facts.records.record import Record
from reportgen.packs.pack import PackInfo
from reportgen.packs.wording import WordingBook
from reportgen.scoring.cases import Case
from reportgen.scoring.formula.figures import Book
from reportgen.scoring.framework import Framework

RECORDS: Mapping[str, type[Record]] = {
    "framework.yaml": Framework,
    "formulas.yaml": Book,
    "wording.yaml": WordingBook,
    "pack.yaml": PackInfo,
    "用例.yaml": Case,
}
_SWITCH = {"enum": ["是", "否"]}
_OFF = {"停用": _SWITCH, "继承": _SWITCH}
_SHORT = {"Formula": {"type": ["string", "number"]}}  # what may be written instead of the whole group


def pack_schema(file: str) -> Schema:
    """The schema of the file of a pack so named."""
    whole = json_schema(RECORDS[file], file)
    made: Schema = _eased(whole)
    for name, short in _SHORT.items():
        if name in made["$defs"]:
            made["$defs"][name] = {"anyOf": [short, made["$defs"][name]]}
    if RECORDS[file] is not Case:
        return made
    dialect, inside = made.pop("$schema"), made.pop("$defs")
    made["properties"]["自评"] = {"type": "object"}  # by 编号, or the answer itself
    return {"$schema": dialect, "title": made.pop("title"), "$defs": inside, "items": made, "type": "array"}


def texts() -> dict[str, str]:
    """Every schema as the text of its file, by the name of that file."""
    made = {schema_file(file): pack_schema(file) for file in RECORDS}
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in made.items()}


def schema_file(file: str) -> str:
    """framework.yaml → framework.schema.json."""
    return f"{file.removesuffix('.yaml')}.schema.json"


def _eased(schema: Any) -> Any:
    """The same, nothing compulsory, with the words of inheritance wherever there are names."""
    if isinstance(schema, list):
        return [_eased(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    eased = {key: _eased(value) for key, value in schema.items() if not _is_required(key, value, schema)}
    if eased.get("type") == "object" and "additionalProperties" in eased:
        eased["properties"] = {**_OFF, **eased.get("properties", {})}
    return eased


def _is_required(key: str, value: Any, schema: Schema) -> bool:
    """Whether the list `value` under `key` says what is compulsory; a choice of kind needs its own."""
    return key == "required" and "if" not in schema and isinstance(value, list) and schema.get("type") == "object"
