"""Edits of a YAML text leave everything else as people laid it out."""

import pytest
from small import Desk, given

from reportgen.diagnostics import Refused
from reportgen.facts.source import parse
from reportgen.layout import edits, sections
from reportgen.layout.emit import Item, lines, scalar

ORDER = ("编号", "标题", "描述", "原因", "措施")
ENTRY = """\
- 编号: [A2]
  # 上面的
  标题: "旧"   # 旁边的

  措施:
  - 措施: 甲
    成果: 乙  # 说明
  # 下面的
"""

PUT = {
    "a value in its place": (Item("标题", "新: 的"), ENTRY.replace('"旧"', '"新: 的"')),
    "a new key after those before it": (Item("描述", "新"), ENTRY.replace("旁边的\n", "旁边的\n  描述: 新\n")),
    "a key of no place at the end": (Item("备注", "新"), ENTRY.replace("# 说明\n", "# 说明\n  备注: 新\n")),
    "a mapping": (Item("描述", {"甲率": "5%"}), ENTRY.replace("旁边的\n", "旁边的\n  描述:\n    甲率: 5%\n")),
    "a list for a text": (
        Item("标题", [{"数": "1,5"}]),
        ENTRY.replace('标题: "旧"   # 旁边的\n', '标题:\n    - {数: "1,5"}\n    # 旁边的\n'),
    ),
}


@pytest.mark.parametrize(("item", "expected"), PUT.values(), ids=PUT.keys())
def test_put(item, expected):
    assert edits.put(ENTRY, (0,), item, ORDER) == expected


FILLED = {
    "原因:\n": "原因: 忙\n",
    "原因:   # 待写\n": "原因: 忙   # 待写\n",
    "原因: ~\n": "原因: 忙\n",
    "原因: ''  # 空\n": "原因: 忙  # 空\n",
    "原因: |  # 分段\n  甲\n\n  乙\n": "原因: 忙  # 分段\n",
    "原因: >-\n  甲\n  乙\n标题: 丙\n": "原因: 忙\n标题: 丙\n",
    "原因: 甲\n  乙\n\n  丙\n# 尾\n": "原因: 忙\n# 尾\n",
    "原因:\n  甲\n": "原因:\n  忙\n",
    "{原因: 甲, 标题: 丙}\n": "原因: 忙\n标题: 丙\n",
    "{\n  原因: 甲,  # 甲的\n  标题: 丙  # 丙的\n}\n": "原因: 忙\n# 甲的\n标题: 丙\n# 丙的\n",
}


@pytest.mark.parametrize(("text", "expected"), FILLED.items())
def test_a_text_is_replaced_however_it_was_written(text, expected):
    assert edits.put(text, (), Item("原因", "忙"), ORDER) == expected


TOP = '- 编号: [A2]\n  # 上面的\n  标题: "旧"   # 旁边的\n'
DROPPED = {
    "in the middle": ("标题", ENTRY.replace('  标题: "旧"   # 旁边的\n', "  # 旁边的\n")),
    "with what is inside": ("措施", ENTRY.replace("  措施:\n  - 措施: 甲\n    成果: 乙  # 说明\n", "  # 说明\n")),
    "beside the dash": ("编号", ENTRY.replace(TOP, '- 标题: "旧"   # 旁边的\n  # 上面的\n')),
}


@pytest.mark.parametrize(("key", "expected"), DROPPED.values(), ids=DROPPED.keys())
def test_drop_keeps_peoples_comments(key, expected):
    assert edits.drop(ENTRY, (0,), key) == expected


def test_items_of_a_list_come_and_go():
    new = [Item("措施", "新"), Item("时限", None, above=("待填：写月份",))]
    block = "  - 措施: 新\n    # 待填：写月份\n    时限:\n"
    first = edits.insert(ENTRY, (0, "措施"), 0, new)
    assert first == ENTRY.replace("  - 措施: 甲\n", block + "  - 措施: 甲\n")
    last = edits.insert(ENTRY, (0, "措施"), 1, new)
    assert last == ENTRY.replace("# 说明\n", "# 说明\n" + block)
    assert edits.remove(last, (0, "措施"), 1) == ENTRY
    assert edits.remove(ENTRY, (0, "措施"), 0) == ENTRY.replace("  - 措施: 甲\n    成果: 乙  # 说明\n", "  # 说明\n")


SECTIONS = {
    "into nothing": ("", "\n问题:\n  - 甲: 1\n"),
    "under comments": ("# 只有注释\n", "# 只有注释\n\n问题:\n  - 甲: 1\n"),
    "into an empty list": ("问题: []  # 暂无\n", "问题:  # 暂无\n  - 甲: 1\n"),
    "into an empty key": ("问题:\n其他: 2\n", "问题:\n  - 甲: 1\n其他: 2\n"),
    "into an empty mapping": ("{}\n", "\n问题:\n  - 甲: 1\n"),
    "after others": ("问题:\n- 乙: 2  # 二\n  # 乙的\n\n# 尾\n", "问题:\n- 乙: 2  # 二\n  # 乙的\n\n- 甲: 1\n\n# 尾\n"),
    "after others without a line end": ("问题:\n    - 乙: 2", "问题:\n    - 乙: 2\n\n    - 甲: 1\n"),
    "after one in brackets": ("问题: [{乙: 2}]\n", "问题:\n  - {乙: 2}\n\n  - 甲: 1\n"),
    "into a file in brackets": ("{问题: [{乙: 2}], 其他: 3}\n", "问题:\n  - {乙: 2}\n\n  - 甲: 1\n其他: 3\n"),
}


@pytest.mark.parametrize(("text", "expected"), SECTIONS.values(), ids=SECTIONS.keys())
def test_an_entry_is_appended(text, expected):
    made = sections.append(text, "问题", sections.entry([Item("甲", "1")]))
    assert made.lstrip("\n") == expected.lstrip("\n")


RISKY = [
    *("甲", "", " 甲", "甲 ", "- 甲", "甲: 乙", "甲:", "甲 #乙", "#甲", "甲#乙", "a\nb", "甲\t乙", "null", "~", "[甲]"),
    *("{甲}", "甲, 乙", "'甲'", '"甲"', "*甲", "&甲", "!甲", "%甲", "@甲", "`甲`", "|", ">", "? 甲", "=", "<<", "---"),
    *("...", "：", "{{ 甲 }}", "5%", "1,234.5", "2022年6月底前", "是", "“甲”", "\\", "甲\\n乙"),
]


@pytest.mark.parametrize("text", RISKY)
def test_what_is_written_is_what_is_read(text):
    for item in (Item("键", text), Item("键", {"数字": text}), Item("键", [{"数字": text}]), Item("键", (text,))):
        source, found = parse("\n".join(lines(item, 0)) + "\n", "f")
        assert not found
        assert source.data == {"键": item.data}
    assert scalar(text, flow=True)


LAYOUTS = {
    "as we write": """
问题:
  - 编号: [A1]
    标题: 人多
    措施:
      - 措施: 减人
""",
    "without indent": """
问题:
- 编号: [A1]
  标题: 人多
  措施:
  - 措施: 减人
""",
    "deeply indented": """
问题:
      -   编号: [A1]
          标题: 人多
          措施:
             -    措施: 减人
""",
    "the dash alone": """
问题:
  -
    编号: [A1]
    标题: 人多
    措施:
    -
      措施: 减人
""",
    "in one line": "问题: [{编号: [A1], 标题: 人多, 措施: [{措施: 减人}]}]\n",
    "a file in brackets": "{问题: [{编号: [A1], 标题: 人多, 措施: [{措施: 减人}]}]}\n",
    "a bracket over lines": """
问题:
  - {编号: [A1],  # 一
     标题: 人多,
     措施: [
       {措施: 减人}  # 二
     ]}
""",
    "codes as a list": """
问题:
  - 编号:
      - A1   # 一
    标题: 人多
    措施:
      - 措施: 减人
""",
    "quoted keys": """
"问题":
  - '编号': ['A1']
    "标题": '人多'
    措施:
      - {"措施": '减人'}
""",
    "blocks and folds": """
问题:
  - 编号: [A1]
    标题: >-
      人多
    措施:
      - 措施: |
          减人


""",
    "a document mark": "---\n问题:\n  - 编号: [A1]\n    标题: 人多\n    措施:\n      - 措施: 减人\n",
    "no line end": "问题:\n  - 编号: [A1]\n    标题: 人多\n    措施:\n      - 措施: 减人",
    "the order of keys": """
问题:
  - 措施:
      - 措施: 减人
    标题: 人多
    编号: [A1]
""",
    "marked by hand": """
问题:
  - 过期: [{数字: 编外率, 原: 1%, 现: 2%}]
    编号: [A1]
    标题: 人多
    措施:
      - 措施: 减人
""",
    "Tabs at the ends": "问题:\t\n  - 编号: [A1]\t\n    标题: 人多\n\t\n    措施:\n      - 措施: 减人\n",
    "comments everywhere": """
问题:
  # 一
  - # 二
    编号: [A1]
    # 头
    标题: 人多
    措施:
      # 一
      - # 二
        措施: 减人
""",
    "signs inside texts": """
问题:
  - 编号: [A1]
    描述: |
      # 不是注释
      - 不是列表
    原因: "甲
      乙 # 也不是注释

      丙"
    标题: 人多
    措施:
      - {措施: '减人', 成果: "少
         三 # 人"}
""",
    "an indented file": "  问题:\n    - 编号: [A1]\n      标题: 人多\n      措施:\n        - 措施: 减人\n",
    "both sections": """
已消除:
  - 编号: [A2]
    标题: 旧事
问题:
  - 编号: [A1]
    标题: 人多
    措施:
      - 措施: 减人
""",
}


@pytest.mark.few(10)
@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("head", ["", "# 头\n\n"], ids=["bare", "with a heading"])
def test_every_layout_can_be_drafted_changed_moved_and_moved_back(text, head):
    desk = Desk(head + text)
    for outsiders, slips in ((8, 1), (6, 1), (2, 2), (12, 0), (6, 1)):
        desk.draft(given(outsiders, slips))
        once = desk.text
        desk.draft(given(outsiders, slips))
        assert desk.text == once
    people = {entry["编号"][0]: entry for entry in desk.data["问题"]}
    assert people["A1"]["标题"] == "人多"
    assert [m["措施"].strip() for m in people["A1"]["措施"]] == ["减人"]
    assert people["A1"]["过期"]
    assert people["A2"]["扣分"] == "10"
    for comment in ("# 头", "# 一", "# 二"):
        assert desk.text.count(comment) == (head + text).count(comment)


STRANGE = {
    "a key on a line of its own": "问题:\n  - ? 编号\n    : [A1]\n    标题: 人多\n",
    "an end of the document": "问题:\n  - 编号: [A1]\n    标题: 人多\n...\n",
    "lines kept at the end": "问题:\n  - 编号: [A1]\n    标题: 人多\n    原因: |+\n      甲\n\n\n",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_a_layout_beyond_us_is_left_alone(text):
    desk = Desk(text)
    with pytest.raises(Refused) as refused:
        for outsiders in (8, 6, 2, 8):
            desk.draft(given(outsiders, 1))
    assert "未作任何改动" in str(refused.value)


SILENCED = [
    ("- 原因: 甲\n  标题: 乙\n", (0, "原因"), "- 原因:\n  # 删：\n  # 原因: 甲\n  标题: 乙\n"),
    (
        "- 标题: 乙\n  原因: |\n    甲\n    # 不是注释\n",
        (0, "原因"),
        "- 标题: 乙\n  原因:\n  # 删：\n  # 原因: |\n  #   甲\n  #   # 不是注释\n",
    ),
    (
        "- 措施:\n    - 措施: 甲  # 注\n      时限: 年底前\n    - 措施: 乙\n",
        (0, "措施", 0),
        "- 措施:\n    # 删：\n    # - 措施: 甲  # 注\n    #   时限: 年底前\n    - 措施: 乙\n",
    ),
    (
        "- 措施: [{措施: 甲, 时限: 年底前}, {措施: 乙}]\n",
        (0, "措施", 1),
        "- 措施:\n    - {措施: 甲, 时限: 年底前}\n    # 删：\n    # - {措施: 乙}\n",
    ),
    (
        "- 措施:\n  # 上一条的说明\n  - 措施: 甲\n\n  # 下一条的说明\n  - 措施: 乙\n  扣分: 1\n",
        (0, "措施", 1),
        "- 措施:\n  # 上一条的说明\n  - 措施: 甲\n\n  # 下一条的说明\n  # 删：\n  # - 措施: 乙\n  扣分: 1\n",
    ),
]


@pytest.mark.parametrize(("text", "path", "left"), SILENCED)
def test_what_is_taken_out_stays_as_a_comment(text, path, left):
    assert edits.silence(text, path, "删：") == left
