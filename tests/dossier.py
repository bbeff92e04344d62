"""A sample's dept.yaml with some of it changed, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml
from sample import COMPACT

SAMPLES = sorted(path.parent.name for path in COMPACT.glob("*/dept.yaml"))


def written(folder: Path, changes: dict[str, Any], sample: str = "futian-kechuang-2021", people: bool = True) -> Path:
    """dept.yaml of `sample`, each name/of/`changes` set (None: left out), with its 整改.yaml."""
    home = COMPACT / sample
    data = yaml.load((home / "dept.yaml").read_text("utf-8"), yaml.BaseLoader)
    for name, value in changes.items():
        _put(data, name.split("/"), value)
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / "dept.yaml"
    made.write_text(yaml.safe_dump(_plain(data), allow_unicode=True, sort_keys=False, width=10**6), "utf-8")
    if people and (home / "整改.yaml").exists():
        shutil.copy(home / "整改.yaml", folder)
    return made


def _put(data: Any, path: list[str], value: Any) -> None:
    *above, last = path
    for part in above:
        data = data[int(part)] if isinstance(data, list) else data.setdefault(part, {})
    if value is None:
        data.pop(last, None)
    else:
        data[last] = value


def _plain(data: Any) -> Any:
    """Empty texts are what was left empty."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return None if data == "" else data
