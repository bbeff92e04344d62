"""Thirty faults that people make in a Word template, each as the paragraphs that hold it, and how it must be told."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from reportgen.editor import new as packs_new

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


@dataclass(frozen=True)
class Planted:
    """A fault: body XML with @ where the finding must point, the code, and what its words must hold."""

    lines: tuple[str, ...]
    code: str
    told: tuple[str, ...]
    place: str = ""  # where it must be told, if not at the line marked with @


def paragraph(text: str) -> str:
    """A paragraph of one run; tags and signs are text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p><w:r><w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'


def table(*rows: tuple[str, ...]) -> str:
    """A table whose cells hold a paragraph each."""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * len(rows[0])}</w:tblGrid>{cells}</w:tbl>"


def tracked(text: str) -> str:
    return f'<w:p><w:ins w:id="9" w:author="某"><w:r><w:t>{text}</w:t></w:r></w:ins></w:p>'


def pasted(text: str) -> str:
    return f'<w:p><w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def hidden(text: str) -> str:
    return f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r></w:p>"


def split(text: str) -> str:
    """A tag as Word leaves it: in several runs."""
    runs = "".join(f"<w:r><w:t>{sign}</w:t></w:r>" for sign in text)
    return f"<w:p>{runs}</w:p>"


FAULTS: dict[str, Planted] = {
    "full-width braces": Planted(("@｛｛ 年度 ｝｝",), "full-width-braces", ("｛｛ 年度 ｝｝", "{{ 年度 }}")),
    "full-width statement": Planted(("@｛% if 年度 %｝",), "full-width-braces", ("{% if 年度 %}",)),
    "one brace": Planted(("@共{ 年度 }年",), "single-brace", ("{ 年度 }", "{{ 年度 }}")),
    "parted braces": Planted(("@{ { 年度 } }",), "parted-braces", ("{{ 年度 }}",)),
    "a third brace": Planted(("@{{ 年度 }}}",), "stray-brace", ("}", "{{ 年度 }}")),
    "half a tag": Planted(("@{{ 年度 年",), "halved-tag", ("{{",)),
    "full-width bar": Planted(("@{{ 年度｜数 }}",), "full-width-sign", ("｜", "{{ 年度|数 }}")),
    "full-width dot": Planted(("@{{ 部门．全称 }}",), "full-width-sign", ("．", "{{ 部门.全称 }}")),
    "Chinese full stop": Planted(("@{{ 部门。简称 }}",), "full-width-sign", ("。", "{{ 部门.简称 }}")),
    "full-width brackets": Planted(("@{{ 年度 | 数（0） }}",), "full-width-sign", ("{{ 年度 | 数(0) }}",)),
    "full-width digit": Planted(("@{{ 评语.A１１ }}",), "full-width-sign", ("{{ 评语.A11 }}",)),
    "corner quotes": Planted(
        ("@{{ 项目 | map(attribute=「名称」) | 顿号 }}",), "full-width-sign", ("「", 'attribute="名称"')
    ),
    "a parted p": Planted(("@{% p if 年度 %}", "x", "{%p endif %}"), "parted-level", ("{%p if 年度 %}",)),
    "if without p": Planted(("@{% if 年度 %}", "x", "{% endif %}"), "empty-paragraph", ("{%p if 年度 %}",)),
    "text beside a tag": Planted(("@说明{%p if 年度 %}", "x", "{%p endif %}"), "beside-tag", ("说明",)),
    "missing endif": Planted(("@{%p if 采购 %}", "x"), "unclosed", ("{%p endif %}",)),
    "lone endfor": Planted(("@{%p endfor %}",), "lone-end", ("endfor",)),
    "one equals sign": Planted(("@{%p if 年度 = 2021 %}", "x", "{%p endif %}"), "template-syntax", ("==",)),
    "unknown name": Planted(("@{{ 预算合计.年初 }}",), "unknown-variable", ("预算合计",)),
    "unknown attribute in a branch not taken": Planted(
        ("{%p if 草稿 %}", "@{{ 预算.合计.年处 | 万元 }}", "{%p endif %}"),
        "unknown-attribute",
        ("年处", "年初", "{{ 预算.合计.年初 | 万元 }}"),
    ),
    "unknown filter": Planted(("@{{ 年度 | 万圆 }}",), "unknown-filter", ("万圆", "万元")),
    "unknown column": Planted(("@{{ 项目 | 合计('支处') | 万元 }}",), "unknown-attribute", ("支处", "支出")),
    "name of a loop used outside it": Planted(("@{{ 行.名称 }}",), "unknown-variable", ("行",)),
    "unknown switch": Planted(
        ("{%p if 草稿 %}", "@{% if 选项.封面填报时间 %}x{% endif %}", "{%p endif %}"),
        "unknown-attribute",
        ("封面填报",),
    ),
    "a group printed": Planted(("@{{ 预算.合计 }}",), "group-printed", ("预算.合计.年初",)),
    "a list printed": Planted(("@{{ 项目 }}",), "list-printed", ("for",)),
    "prose printed": Planted(("@{{ 叙述.前言 }}",), "prose-printed", ("{{p 叙述.前言 | 正文(3) }}",)),
    "a ratio as money": Planted(
        ("@{{ 计算.预算执行率 | 万元 }}",), "filter-unsuited", ("{{ 计算.预算执行率 | 百分比 }}",)
    ),
    "text times a number": Planted(("@{{ 部门.全称 * 3 }}",), "not-a-number", ("部门.全称",)),
    "a value looped over": Planted(
        ("@{%p for 行 in 预算.合计.年初 %}", "x", "{%p endfor %}"), "not-a-list", ("预算.合计.年初",)
    ),
    "raw text": Planted(("@{% raw %}写作 {{ 年度 }}{% endraw %}",), "raw", ("{% raw %}", "{#p … #}")),
    "braces to be printed": Planted(("@写作 {_{ 年度 }_}",), "raw", ("{_{", "{#p … #}")),
    "a row tag outside a table": Planted(("@{%tr if 年度 %}", "x", "{%tr endif %}"), "no-table", ("表格",)),
    "other cells beside a row tag": Planted(
        (table(("{%tr for 行 in 项目 %}", "名称"), ("{{ 行.名称 }}", "x"), ("{%tr endfor %}", "")),),
        "beside-tag",
        ("名称",),
        "第 1 行第 1 格",
    ),
    "tracked change": Planted(("@" + tracked("改过"),), "tracked-change", ("修订",)),
    "pasted font": Planted(("@" + pasted("贴来的字"),), "direct-font", ("宋体", "贴来的字")),
    "hidden text": Planted(("@" + hidden("藏着的字"),), "hidden-text", ("隐藏",)),
}

OUTSIDE: dict[str, Planted] = {
    "a block the parent lacks": Planted(
        ("@{%p block 资金管里 %}", "x", "{%p endblock %}"), "unknown-block", ("资金管理",)
    ),
    "text in no block": Planted(("@写在块外的话",), "outside-block", ("写在块外的话",)),
}

ONLY_WHEN_MADE: dict[str, Planted] = {
    "a value that may not be given": Planted(("@{{ 采购.口径 }}",), "no-value", ("采购.口径", "横线")),
    "a value in a part that is off": Planted(
        ("@{% if 选项.整改台账 %}{{ 采购.口径 }}{% endif %}",), "no-value", ("采购.口径", "横线")
    ),
    "a value guarded by another": Planted(
        ("@{% if 采购.计划 | 已填 %}实际采购{{ 采购.实际 | 万元 }}万元。{% endif %}",),
        "no-value",
        ("在“采购”里只填“计划”时", "采购.实际"),
    ),
}

# faults of the whole file: what is changed in which part, the code and the place
WHOLE: dict[str, tuple[str, Callable[[str], str], str, str]] = {
    "heading 1 in another font": (
        STYLES,
        lambda xml: _style(xml, "heading 1", 'w:eastAsia="黑体"', 'w:eastAsia="宋体"'),
        "font",
        "heading 1",
    ),
    "no style for prose": (
        STYLES,
        lambda xml: xml.replace('w:val="公文正文"', 'w:val="正文二"'),
        "no-style",
        "公文正文",
    ),
    "narrow margins": (DOCUMENT, lambda xml: xml.replace('w:top="2098"', 'w:top="1440"'), "page", "上 37 毫米"),
}


def _style(xml: str, name: str, old: str, new: str) -> str:
    pattern = rf'<w:style [^>]*>\s*<w:name w:val="{name}"/>.*?</w:style>'
    return re.sub(pattern, lambda match: match[0].replace(old, new), xml, flags=re.DOTALL)


def pack(root: Path, name: str = "shidian", parent: str = "futian") -> Path:
    """A new pack under `root`; the folder."""
    folder = root / name
    folder.mkdir(parents=True)
    for file, data in _made(name, parent).items():
        (folder / file).write_bytes(data)
    return folder


@cache
def _made(name: str, parent: str) -> dict[str, bytes]:
    made = packs_new.new(name, parent, Path("nowhere"), [TEMPLATES])
    return {path.name: data for path, data in made.items()}


def edit(docx: Path, part: str, change: Callable[[str], str]) -> None:
    """Change the text of a part of a .docx file."""
    with zipfile.ZipFile(docx) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    before = parts[part].decode()
    parts[part] = change(before).encode()
    assert parts[part] != before.encode(), f"nothing to change in {part}"
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    docx.write_bytes(made.getvalue())


def body(planted: list[Planted]) -> str:
    """The XML of faults, one after the other, without the sign @."""
    return "".join(_xml(line.removeprefix("@")) for fault in planted for line in fault.lines)


def _xml(line: str) -> str:
    return line if line.startswith("<w:") else paragraph(line)


def inside(docx: Path, xml: str) -> None:
    """Put body content at the end of the only block of a new template."""
    edit(docx, DOCUMENT, lambda old: _before(old, "{%p endblock %}", xml))


def outside(docx: Path, xml: str) -> None:
    """Put body content after the only block of a new template."""
    edit(docx, DOCUMENT, lambda old: _after(old, "{%p endblock %}", xml))


def _before(old: str, text: str, new: str) -> str:
    start = old.rindex("<w:p>", 0, old.index(text))
    return old[:start] + new + old[start:]


def _after(old: str, text: str, new: str) -> str:
    end = old.index("</w:p>", old.index(text)) + len("</w:p>")
    return old[:end] + new + old[end:]
