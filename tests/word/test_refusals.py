"""Bad templates and bad contexts: each refused in Chinese at its place, all faults in one run."""

from __future__ import annotations

import re
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx_parts import cell, docx, paragraph, table

from reportgen.diagnostics import Diagnostic, Refused
from reportgen.word import Template, check, outline

CONTEXT = {"年度": 2021, "预算": {"年初": 1, "支出": None}, "列": ["甲", "乙"], "项": {"名": "甲"}, "空": []}
FILTERS = {"万元": lambda value: f"{value:.2f}", "坏": lambda value: 1 / 0}


def opened(body: str, tmp_path: Path) -> Template:
    path = tmp_path / "report.docx"
    path.write_bytes(docx(body))
    return Template(path, filters=FILTERS)


def refused(body: str, tmp_path: Path) -> tuple[Diagnostic, ...]:
    """What opening or rendering tells."""
    with pytest.raises(Refused) as refusal:
        opened(body, tmp_path).render(CONTEXT)
    return refusal.value.diagnostics


def lines(*texts: str) -> str:
    return "".join(map(paragraph, texts))


ONE_LINE = {
    "full-width braces": ("｛｛ 年度 ｝｝", "全角"),
    "full-width statement": ("｛% if 年度 %｝", "全角"),
    "half full-width": ("{％ if 年度 ％}", "全角"),
    "parted braces": ("{ { 年度 }}", "空格"),
    "parted at the end": ("{{ 年度 } }", "空格|另一半"),
    "single braces": ("{ 年度 }", "两层"),
    "three at the end": ("{{ 年度 }}}", "多了一个"),
    "three at the start": ("{{{ 年度 }}", "多了一个|花括号"),
    "never closed": ("{{ 年度", "另一半"),
    "never opened": ("年度 }}", "另一半"),
    "empty": ("{{ }}", "没有内容"),
    "full-width bar": ("{{ 年度 ｜ 万元 }}", r"全角符号“｜”.*\n?.*"),
    "full-width stop": ("{{ 预算．年初 }}", "全角符号“．”"),
    "Chinese stop": ("{{ 预算。年初 }}", "全角符号“。”"),
    "full-width brackets": ("{{ 年度 | default（0） }}", "全角符号“（）”"),
    "corner brackets": ("{{ 列 | join(「、」) }}", "全角符号"),
    "full-width digit": ("{{ 指标１ }}", "全角符号“１”"),
    "unknown filter": ("{{ 年度 | 万园 }}", "没有“万园”这个过滤器"),
    "unknown test": ("{% if 年度 is 已天 %}甲{% endif %}", "没有“已天”这个"),
    "unknown statement": ("{% fi 年度 %}", "没有“fi”这个语句"),
    "level parted": ("{% p if 年度 %}", "{%p if 年度 %}"),
    "level glued": ("{%pif 年度 %}", "pif"),
    "single equals sign": ("{% if 年度 = 1 %}甲{% endif %}", "=="),
    "bracket": ("{{ (年度 }}", "圆括号没有成对"),
    "quote": ("{{ 列 | join('x) }}", "引号没有成对"),
    "two names": ("{{ 年度 预算 }}", "空格"),
    "no filter": ("{{ 年度 | }}", "过滤器"),
    "endif alone": ("甲{% endif %}", "没有对应的 if"),
    "else alone": ("甲{% else %}", "没有对应的 if"),
    "never ended": ("{% if 年度 %}甲", "没有对应的 endif"),
    "ended otherwise": ("{% if 年度 %}甲{% endfor %}", "没有对应的 (for|endif)"),
    "text beside p": ("{%p if 年度 %}甲", "“甲”.*一起消失"),
    "two p in one paragraph": ("{%p if 年度 %}{%p endif %}", "一起消失"),
    "row tag outside a table": ("{%tr for 项 in 列 %}", "不在表格里"),
    "merge outside a table": ("{%合并 年度 %}甲", "不在单元格里"),
}


@pytest.mark.parametrize(("text", "expected"), ONE_LINE.values(), ids=ONE_LINE)
def test_a_slip_in_a_tag_is_told_with_paragraph_and_text(text: str, expected: str, tmp_path: Path) -> None:
    found = refused(lines("第一段", text.replace("&", "&amp;")), tmp_path)
    assert any(re.search(expected, f"{d.message} {d.hint}") for d in found), [str(d) for d in found]
    first = found[0].position
    assert first is not None and first.place == "正文第 2 段" and first.text == text
    assert first.file.endswith("report.docx")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ 年渡 }}", "没有“年渡”这个名称.*“年度”"),
        ("{{ 预算.年处 }}", "“年处”不存在.*“年初”"),
        ("{{ 预算.年处.又 }}", "“年处”不存在.*“年初”"),
        ("{{ 预算.支出 }}", "“预算.支出”没有值"),
        ("{{ 年度 | 坏 }}", "{{ 年度 | 坏 }}.*除数为零"),
        ("{{ '甲' | 万元 }}", "无法生成"),
        ("{% for 个 in 年渡 %}甲{% endfor %}", "年渡"),
        ("{% if 年渡 %}甲{% endif %}", "年渡"),
        ("{{ 年度 / 0 }}", "除数为零"),
        ("{{ 年渡 + 1 }}", "年渡"),
        ("{{ '甲' * 1000000000 }}", "无法生成"),
        ("{{ 10 ** 1000000000 }}", "无法生成"),
        ("{{ '%1000000000d' % 1 }}", "无法生成"),
        ("{{ '{:>1000000000}'.format(1) }}", "无法生成"),
        ("{{ ''.__class__ }}", "无法生成|不存在|不允许"),
        ("{{ '甲'.ljust(1000000000) }}", "无法生成"),
        ("{{ '甲' | center(1000000000) }}", "无法生成"),
        ("{% for 个 in range(100000000) %}{% endfor %}甲", "无法生成"),
    ],
)
def test_a_fault_while_rendering_names_paragraph_expression_and_nearest_name(
    text: str, expected: str, tmp_path: Path
) -> None:
    (found,) = refused(lines("第一段", text), tmp_path)
    assert re.search(expected, f"{found.message} {found.hint}"), str(found)
    assert found.position is not None
    assert (found.position.place, found.position.text) == ("正文第 2 段", text)


def test_faults_in_tables_name_row_and_cell(tmp_path: Path) -> None:
    (found,) = refused(lines("甲") + table(cell("a") + cell("b"), cell("c") + cell("{{ 缺 }}")), tmp_path)
    assert found.position is not None and found.position.place == "表 1 第 2 行第 2 格"


def test_all_slips_are_told_at_once_in_their_order(tmp_path: Path) -> None:
    body = lines(
        "{{ 年度 ｜ 万元 }}", "好的 {{ 年度 }}", "{{ (年度 }}", "{%p if 年度 %}", "｛｛ 年度 ｝｝", "{{ 年度 | 万园 }}"
    )
    found = refused(body, tmp_path)
    places = [d.position.place for d in found if d.position]
    assert sorted(places) == [f"正文第 {n} 段" for n in (1, 3, 4, 5, 6)]


def test_everything_missing_is_told_at_once(tmp_path: Path) -> None:
    found = refused(
        lines("{{ 年渡 }}、{{ 预算.年处 }}", "{{ 预算.支出 }}", "{% for 个 in 列 %}{{ 缺 }}{% endfor %}"), tmp_path
    )
    assert [d.position.place for d in found if d.position] == [
        "正文第 1 段",
        "正文第 1 段",
        "正文第 2 段",
        "正文第 3 段",
    ]


def test_the_opening_tag_is_named_where_the_end_is_missing(tmp_path: Path) -> None:
    body = lines("{%p if 年度 %}", "甲", "{%p for 个 in 列 %}", "乙", "{%p endif %}")
    (found,) = refused(body, tmp_path)
    assert found.position is not None and found.position.place == "正文第 3 段" and "endfor" in found.message


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            table(
                cell("{%tr for 个 in 列 %}") + cell("会丢"), cell("甲") + cell(""), cell("{%tr endfor %}") + cell("")
            ),
            "会丢",
        ),
        (table(cell("{%tr for 个 in 列 %}") + cell("{%tr endfor %}")), "一起消失"),
        (lines("{%p if 年度 %}") + table(cell("{%p endif %}甲")), "一起消失"),
        (lines("{%p if 年度 %}") + table(cell("乙") + f"<w:tc>{lines('{%p endif %}', '甲')}</w:tc>"), "同一"),
        (lines("{%p if 年度 %}", "甲{% endif %}"), "不同级"),
    ],
    ids=["beside a row tag", "two row tags in a row", "beside in a cell", "in another cell", "levels"],
)
def test_what_would_vanish_or_break_is_refused(body: str, expected: str, tmp_path: Path) -> None:
    found = refused(body, tmp_path)
    assert any(expected in d.message + d.hint for d in found), [str(d) for d in found]


def test_an_if_without_p_warns_of_the_empty_paragraph(tmp_path: Path) -> None:
    template = opened(lines("{% if 年度 %}", "甲", "{% endif %}"), tmp_path)
    assert any("空段" in d.message for d in template.diagnostics)
    assert template.render(CONTEXT)


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2003", "\u200b"])
def test_spaces_that_only_look_alike_are_read_as_spaces(space: str, tmp_path: Path) -> None:
    body = lines(f"{{%p{space}if{space}年度 %}}", f"{{{{{space}年度{space}}}}}", f"{{%p endif{space}%}}")
    assert outline(opened(body, tmp_path).render(CONTEXT)).strip() == "2021"


def zipped(**parts: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
SHEET = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
FILES = {
    "empty": (b"", "空"),
    "text": ("报告".encode(), "不是 .docx"),
    "old Word": (OLE, "旧格式"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "加密"),
    "rich text": (b"{\\rtf1 x}", "旧格式"),
    "another zip": (zipped(a="b"), "不是 Word 文档"),
    "cut off": (docx(lines("甲"))[:300], "损坏"),
    "broken XML": (docx("<w:p>"), "损坏"),
    "a sheet": (docx("", others={"[Content_Types].xml": SHEET}), "不是 Word 文档"),
}


@pytest.mark.parametrize(("data", "expected"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_docx_is_called_what_it_is(data: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(data)
    with pytest.raises(Refused) as refusal:
        Template(path)
    assert re.search(expected, str(refusal.value))
    assert "模板.docx" in str(refusal.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到"):
        Template(tmp_path / "没有.docx")


def test_a_draft_marks_what_is_missing_and_goes_on(tmp_path: Path) -> None:
    body = lines(
        "共{{ 预算.支出 | 万元 }}万元",
        "{{ 缺.一.二 }}",
        "{% for 个 in 缺 %}甲{% endfor %}乙",
        "{% if 缺 %}有{% endif %}丙",
    )
    body = body.replace(" | 万元", "")
    made = opened(body, tmp_path).render(CONTEXT, draft=True)
    assert outline(made).splitlines()[:4] == ["共【待填：预算.支出】万元", "【待填：缺.一.二】", "乙", "丙"]
    assert b"w:highlight" in zipfile.ZipFile(BytesIO(made)).read("word/document.xml")


def test_a_loop_over_nothing_that_empties_a_table_is_found_in_the_output(tmp_path: Path) -> None:
    rows = table(*(cell(t) + cell("") for t in ("{%tr for 个 in 空 %}", "{{ 个 }}", "{%tr endfor %}")))
    assert any("没有行" in d.message or "行" in d.message for d in check(opened(rows, tmp_path).render(CONTEXT)))


@pytest.mark.parametrize("body", ["{{ 年度 }}" * 10_001, "</w:t></w:r><w:r><w:t>".join(["{{ 年度 }}"] * 10_001)])
def test_more_tags_than_anybody_writes_are_told_at_once(body, tmp_path):
    begun = time.process_time()
    (told,) = refused(paragraph(body), tmp_path)
    assert told.message == "模板里有 10001 个标签，最多 10000 个"
    assert time.process_time() - begun < 5
