"""Print pip constraints that pin every dependency of pyproject.toml to the oldest version that it allows."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
for line in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
    if found := re.fullmatch(r"([\w-]+)(?:\[.*\])?>=([\d.]+)", line):
        print(f"{found[1]}=={found[2]}")
