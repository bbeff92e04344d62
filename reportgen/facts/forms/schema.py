"""The JSON Schema of dept.yaml, with Chinese keys, so that an editor can complete and check it."""

from __future__ import annotations

from typing import Any

from reportgen.facts.records.dossier import Department

# Class names and docstrings are for programmers (口径 stand on the properties); bounds are checked on reading.
_INTERNAL = {"title", "ge", "le"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """dept.yaml as a JSON Schema: keys, 口径, units; numbers may be written as text or as numbers."""
    return {"$schema": DIALECT, "title": "dept.yaml", **_shown(Department.model_json_schema(by_alias=True))}


def _shown(schema: Any) -> Any:
    """`schema` without the programmers' names, and with an empty value wherever a field may be left out."""
    if isinstance(schema, list):
        return [_shown(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    hidden = _INTERNAL | ({"description"} if {"properties", "enum"} & schema.keys() else set())
    kept = {k: _shown(v) for k, v in schema.items() if k not in hidden or isinstance(v, dict)}
    if "properties" in kept:
        required = kept.get("required", [])
        kept["properties"] = {k: v if k in required else _or_empty(v) for k, v in kept["properties"].items()}
    if isinstance(kept.get("additionalProperties"), dict):
        kept["additionalProperties"] = _or_empty(kept["additionalProperties"])
    return kept


def _or_empty(schema: Any) -> Any:
    if not isinstance(schema, dict) or {"type": "null"} in schema.get("anyOf", ()):
        return schema
    described = {k: v for k, v in schema.items() if k in ("description", "default")}
    bare = {k: v for k, v in schema.items() if k not in described}
    return {"anyOf": [bare, {"type": "null"}], **described}
