"""An entry leaves its section with the comments that are its own, and the blank lines between the others stay."""

import pytest
from small import Desk, given

from reportgen.layout import sections

CUT = {
    "the only one": ("问题:\n  - 甲: 1\n", 0, "问题:\n", ["- 甲: 1"]),
    "with the comment above it": ("问题:\n# 甲的\n- 甲: 1\n# 末\n", 0, "问题:\n# 末\n", ["# 甲的", "- 甲: 1"]),
    "with the comments below it": (
        "问题:\n  - 甲: 1\n    # 甲的\n    # 也是\n  - 乙: 2\n",
        0,
        "问题:\n  - 乙: 2\n",
        ["- 甲: 1", "  # 甲的", "  # 也是"],
    ),
    "without those of the one before": (
        "问题:\n  - 甲: 1\n    # 甲的\n  # 乙的\n  - 乙: 2\n",
        1,
        "问题:\n  - 甲: 1\n    # 甲的\n",
        ["# 乙的", "- 乙: 2"],
    ),
    "a comment ends the file": ("问题:\n  - 甲: 1\n    # 甲的", 0, "问题:", ["- 甲: 1", "  # 甲的"]),
    "the blank line below the first": (
        "问题:\n- 甲: 1\n\n- 乙: 2\n\n其他: 3\n",
        0,
        "问题:\n- 乙: 2\n\n其他: 3\n",
        ["- 甲: 1"],
    ),
    "one of two around the last": (
        "问题:\n- 甲: 1\n\n- 乙: 2\n\n其他: 3\n",
        1,
        "问题:\n- 甲: 1\n\n其他: 3\n",
        ["- 乙: 2"],
    ),
    "none that parts the next section": (
        "问题:\n- 甲: 1\n- 乙: 2\n\n其他: 3\n",
        1,
        "问题:\n- 甲: 1\n\n其他: 3\n",
        ["- 乙: 2"],
    ),
    "blank lines inside": (
        "问题:\n  - 甲: |\n      一\n\n      二\n",
        0,
        "问题:\n",
        ["- 甲: |", "    一", "", "    二"],
    ),
}


@pytest.mark.parametrize(("text", "index", "rest", "block"), CUT.values(), ids=CUT.keys())
def test_an_entry_is_cut_out(text: str, index: int, rest: str, block: list[str]) -> None:
    assert sections.cut(text, "问题", index) == (rest, block)


def test_an_entry_goes_though_a_comment_ends_the_file_without_a_line_end() -> None:
    desk = Desk("问题:\n  - 编号: [A1]\n    标题: 人多\n    # 注")
    desk.draft(given(8, 0))
    desk.text = desk.text.rstrip("\n")
    desk.draft(given(2, 0))
    assert [entry["编号"] for entry in desk.data["已消除"]] == [["A1"]]
    assert desk.text.count("# 注") == 1


def test_an_entry_alone_is_what_a_change_is_given() -> None:
    text = "问题:\n  - 甲: 1\n  # 乙的\n  - 乙: 2  # 二\n    丙: 3\n其他: 4\n"
    seen: list[str] = []
    made = sections.edit(text, "问题", 1, lambda chunk: seen.append(chunk) or chunk.replace("2", "5"))
    assert seen == ["  - 乙: 2  # 二\n    丙: 3"]
    assert made == text.replace("2", "5")
