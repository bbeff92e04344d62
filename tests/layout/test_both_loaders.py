"""libyaml's nodes stand where PyYAML's own stand: edits in place may go by either."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from sample import ROOT

from reportgen.facts.dialect.composing import quick_loader
from reportgen.layout.nodes import Layout

FILES = sorted([*ROOT.glob("data/*/*.yaml"), *ROOT.glob("templates/futian/*.yaml")])
SIGNS = st.sampled_from("甲a0 :-#,'\"[]{}&*!%@`~|>\n　😀é.。/\\")
SHAPES = ("{}: {}\n", "{}:\n  - {}\n", "{}: [{}, 1]\n", "{}: |\n  {}\n", "{}: {{甲: {}, 乙: }}\n", "# {}\n乙:  # {}\n")
LINES = st.tuples(st.sampled_from(SHAPES), st.text(SIGNS, max_size=12), st.text(SIGNS, max_size=20))


def marks(node: Any) -> Any:
    """Every node with its kind, its value and where it begins and ends."""
    here = (type(node).__name__, node.start_mark.index, node.end_mark.index, node.start_mark.column)
    if node is None or isinstance(node, yaml.ScalarNode):
        return here, node.value, node.style or ""
    inner = [child for one in node.value for child in (one if isinstance(one, tuple) else (one,))]
    return here, bool(node.flow_style), [marks(child) for child in inner]


def both_same(text: str) -> None:
    loader = quick_loader(text)
    try:
        expected = yaml.compose(text, Loader=yaml.BaseLoader)
        found = yaml.compose(text, Loader=loader) if loader else expected
    except yaml.YAMLError:
        return
    assert (found and marks(found)) == (expected and marks(expected))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_every_file_of_ours(file: Path) -> None:
    both_same(file.read_text("utf-8"))


@example([("{}: [{}, 1]\n", "0", "!")])
@given(
    st.lists(st.tuples(st.sampled_from(SHAPES), st.text(SIGNS, max_size=12), st.text(SIGNS, max_size=20)), max_size=5)
)
def test_anything_typed(lines: list[tuple[str, str, str]]) -> None:
    both_same("".join(form.format(one, other) for form, one, other in lines))


def test_what_libyaml_does_not_read_is_read_by_the_other() -> None:
    assert Layout("甲: 1\n").root.value[0][1].value == "1"
    assert Layout("甲: {乙: , 丙: 1}\n").root.value[0][1].value[1][1].value == "1"
    with pytest.raises(yaml.YAMLError):
        Layout("甲: [\n")
