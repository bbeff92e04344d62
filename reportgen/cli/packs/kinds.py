"""pack kinds."""

from __future__ import annotations

import click

from reportgen import pipeline
from reportgen.cli import show, words
from reportgen.cli.packs import tell
from reportgen.editor.catalogue import rule_examples, rules_manual
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack
from reportgen.stages.inputs import HOME


@click.command("kinds", cls=words.Command)
@click.argument("kind", metavar="[类型]", required=False)
@click.option("--markdown", is_flag=True, help="打印全部（docs/评分规则.md 即由此生成）")
def kinds(kind: str | None, *, markdown: bool) -> None:
    """列出评分规则的类型；给出一种的，打印它的字段、默认、评分标准和用例。"""
    if markdown:
        click.echo(rules_manual.markdown(_shipped()), nl=False)
    elif kind:
        click.echo(rules_manual.about(kind, _shipped()), nl=False)
    else:
        purposes = {name: one.purpose for name, one in rule_examples.EXAMPLES.items()}
        purposes |= {name: told for name, (told, *_) in rules_manual.MORE.items()}
        tell.kinds(purposes, show.Out())


def _shipped() -> list[Pack]:
    """The packs that come with the program, as examples."""
    roots = [root for root in pipeline.pack_roots() if root.parent in (HOME, HOME.parent)]
    names = sorted({path.parent.name for root in roots for path in root.glob("*/pack.yaml")})
    return [packs.load(name, roots)[0] for name in names]
