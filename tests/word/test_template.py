"""Word templates: what they may hold beside the body, and what is refused when values break them."""

from __future__ import annotations

import datetime as dt
import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx_parts import cell, docx, paragraph, table
from docxtpl import DocxTemplate, Listing
from jinja2 import Environment
from markupsafe import Markup

from reportgen.diagnostics import Refused, Severity
from reportgen.word import Template, outline


def opened(body: str, tmp_path: Path, **more: Any) -> Template:
    path = tmp_path / "模板.docx"
    path.write_bytes(docx(body))
    return Template(path, **more)


def test_title_and_author_may_hold_tags(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("正文")
    document.core_properties.title = "{{ 部门 }}的报告"
    path = tmp_path / "模板.docx"
    document.save(path)
    made = Template(path).render({"部门": "甲 & 乙"})
    assert Document(BytesIO(made)).core_properties.title == "甲 & 乙的报告"
    with pytest.raises(Refused, match="文档属性: 错误：没有“部门”这个名称"):
        Template(path).render({})


def test_tracked_changes_are_warned_of(tmp_path: Path) -> None:
    inserted = '<w:p><w:ins w:id="1" w:author="某人"><w:r><w:t>新{{ 值 }}</w:t></w:r></w:ins></w:p>'
    template = opened(paragraph("甲") + inserted, tmp_path)
    (found,) = template.diagnostics
    assert found.severity is Severity.WARNING and found.position is not None
    assert "修订" in found.message and found.position.place == "正文第 2 段"
    assert outline(template.render({"值": 1})).splitlines() == ["甲", "新1"]


def test_a_value_with_xml_of_its_own_must_be_well_formed(tmp_path: Path) -> None:
    template = opened(paragraph("前文") + paragraph("{{ 值 }}"), tmp_path)
    assert "<b>" not in outline(template.render({"值": Markup("</w:t><w:t>")}))
    with pytest.raises(Refused) as refusal:
        template.render({"值": Markup("</w:p>")})
    (found,) = refusal.value.diagnostics
    assert found.code == "broken-xml" and "前文" in found.message


@pytest.mark.parametrize("text", ["一\a二", "一\f二", "一\n二\a三\t四"])
def test_a_listing_makes_paragraphs_and_pages_as_docxtpl_does(text: str, tmp_path: Path) -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{{ 值 }}</w:t></w:r></w:p>'
    ours = opened(body, tmp_path).render({"值": Listing(text)})
    theirs = DocxTemplate(tmp_path / "模板.docx")
    theirs.render({"值": Listing(text)}, Environment(autoescape=True))
    saved = BytesIO()
    theirs.save(saved)
    assert outline(ours) == outline(saved.getvalue())


def test_caller_s_filters(tmp_path: Path) -> None:
    day = dt.date(2021, 9, 18)
    template = opened(paragraph("{{ 今天 | 写 }}"), tmp_path, filters={"写": dt.date.isoformat})
    assert outline(template.render({"今天": day})).strip() == "2021-09-18"


def test_a_key_of_the_data_comes_before_the_methods_of_a_mapping(tmp_path: Path) -> None:
    template = opened(paragraph("{{ 表.items }}{% for 名, 数 in 别.items() %}{{ 名 }}{{ 数 }}{% endfor %}"), tmp_path)
    assert outline(template.render({"表": {"items": 3}, "别": {"甲": 1}})).strip() == "3甲1"


def test_blocks_in_a_loop_see_what_it_goes_through(tmp_path: Path) -> None:
    body = ("{%p for 项 in 列 %}", "{%p block 行 %}", "{{ loop.index }}{{ 项 }}", "{%p endblock %}", "{%p endfor %}")
    template = opened("".join(map(paragraph, body)), tmp_path)
    assert outline(template.render({"列": ["甲", "乙"]})).splitlines() == ["1甲", "2乙"]


def test_tables_in_tables_grow_by_themselves(tmp_path: Path) -> None:
    inner = table(cell("{%tc for 数 in 列 %}") + cell("{{ 数 }}") + cell("{%tc endfor %}"), columns=1)
    body = table(f"<w:tc>{inner}{paragraph('')}</w:tc>{cell('乙')}")
    made = opened(body, tmp_path).render({"列": [1, 2, 3]})
    outer = Document(BytesIO(made)).tables[0]
    assert len(outer.columns) == 2
    assert len(outer.cell(0, 0).tables[0].columns) == 3


def test_one_template_may_be_rendered_by_several_threads(tmp_path: Path) -> None:
    template = opened(paragraph("{{ 值 }}") + paragraph("{{ 没有 }}"), tmp_path)
    made: dict[int, str] = {}

    def render(n: int) -> None:
        made[n] = outline(template.render({"值": n}, draft=True))

    threads = [threading.Thread(target=render, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [made[n].splitlines() for n in range(8)] == [[str(n), "【待填：没有】"] for n in range(8)]


@pytest.mark.parametrize(
    ("tag", "context"),
    [
        ("{{ 年度 }}", {"年度": None}),
        ("{{ 没有的 }}", {}),
        ("{{ 甲 / 乙 }}", {"甲": 1, "乙": 0}),
        ("{{ 甲 | safe }}", {"甲": "</w:t>"}),
    ],
)
def test_what_is_tried_out_is_refused_as_it_would_be_rendered(
    tmp_path: Path, tag: str, context: dict[str, Any]
) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(docx(table(cell(tag))))
    template = Template(path)
    with pytest.raises(Refused) as rendered:
        template.render(context)
    with pytest.raises(Refused) as tried:
        template.trials({}).try_out(context, [()])
    told = [(d.code, d.position, d.message.partition("（")[0]) for d in tried.value.diagnostics]
    assert told == [(d.code, d.position, d.message.partition("（")[0]) for d in rendered.value.diagnostics]


def test_what_would_be_rendered_passes_when_it_is_tried_out(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(docx(table(cell("{{ 年度 }}"))))
    Template(path).trials({}).try_out({"年度": 2021}, [("年度",)])
