"""pack diff."""

from __future__ import annotations

import click

from reportgen.cli import show, words
from reportgen.cli.packs import tell
from reportgen.cli.packs.found import loaded
from reportgen.editor.merged import diff as differences


@click.command("diff", cls=words.Command)
@click.argument("old", metavar="原套件")
@click.argument("new", metavar="新套件")
def diff(old: str, new: str) -> None:
    """比较两个套件：新的一年或一个区改了什么。"""
    changes = differences.compare(loaded(old), loaded(new))
    tell.changes(changes, old, new, show.Out())
