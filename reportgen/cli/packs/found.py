"""The pack that a command names."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import pipeline
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack

file_path = click.Path(path_type=Path)


def loaded(name: str) -> Pack:
    """Pack `name`, wherever packs are looked for."""
    return packs.load(name, pipeline.pack_roots())[0]
