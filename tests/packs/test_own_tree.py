"""继承: 否 under 指标: the codes of a tree of one's own mean nothing that a parent says by 编号."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor.planted import TEMPLATES

from reportgen.editor import pack_files
from reportgen.packs import pack as packs

TREE = """指标:
  {own}
  B42: {{名称: 内控建设, 分值: 100, 规则: {{类型: 计数扣分, 名目: 差错, 每项扣: 1}}}}
"""
OWN, LAID_OVER = TREE.format(own="继承: 否"), "指标:\n  B42: {名称: 编外人员占比}\n"
WORDED = "措辞:\n  B42: {问题标题: 内控有差错}\n"


def planted(root: Path, name: str, parent: str, files: dict[str, str]) -> None:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(f"名称: 套件\n继承: {parent}\n", "utf-8")
    for file, text in files.items():
        (folder / file).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("packs_of", "title", "joint"),
    [
        ([{"framework.yaml": OWN}], None, False),
        ([{"framework.yaml": OWN, "wording.yaml": WORDED}], "内控有差错", False),
        ([{"framework.yaml": OWN}, {"wording.yaml": "类型: {分档: {问题标题: 分档}}\n"}], None, False),
        ([{"framework.yaml": OWN, "wording.yaml": WORDED}, {}], "内控有差错", False),
        ([{"framework.yaml": LAID_OVER}], "编外人员控制率", True),
        ([{"wording.yaml": "类型: {分档: {问题标题: 分档}}\n"}, {}], "编外人员控制率", True),
    ],
)
def test_what_a_parent_words_by_code_is_not_said_of_a_tree_of_ones_own(packs_of, title, joint, tmp_path) -> None:
    parent = "base"
    for level, files in enumerate(packs_of):
        planted(tmp_path, f"ceng{level}", parent, files)
        parent = f"ceng{level}"
    loaded, _ = packs.load(parent, [tmp_path, TEMPLATES])
    seen = pack_files.read(parent, [tmp_path, TEMPLATES])
    for book in (loaded.wording.book, seen.wording.record):
        said = book.by_code["B42"].title if "B42" in book.by_code else None
        assert (said or "").startswith(title or "") and (said is None) is (title is None)
        assert bool(book.similar) is joint
        assert "计数扣分" in book.by_kind, "the sentences of the kinds hold for every tree"
