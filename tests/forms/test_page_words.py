"""What is said to somebody who has the page open: screens and buttons, never a command, a file or a shape of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from program import ROOT, trees
from test_cell_words import OF_FILES, WORDS, YAML, texts
from test_cell_words import UNREACHED as NO_CELL

from reportgen.diagnostics import Position, error, warning
from reportgen.forms.page_words import on_page, page_advice

COMMAND = re.compile(r"reportgen [a-z]|build\.py|\b(?:build|draft|absorb|take|import|serve|audit)\b|--[a-z]|整改\.yaml")
ELSEWHERE = {  # what no screen of the page shows
    "cli/": "the terminal",
    "batch/": "many departments are built in a terminal",
    "web/": "its own words; below",
    "forms/page_words.py": "what is replaced",
    "editor/catalogue/": "manuals",
    "editor/new.py": "what a new pack says of itself",
    "statements/manual.py": "a manual",
    "word/workshop/starter.py": "what a new template says of itself",
    "findings/draft/apply.py": "comments in 整改.yaml",
    "findings/draft/memory.py 工具自用": "a comment in the tool's own file",
    "language/failures.py": "import in a template is Jinja's",
    "forms/filled_form.py": "forms in Excel are taken in a terminal",
    "forms/narrated.py": "叙述.docx is taken in a terminal",
    "forms/taking.py": "forms in Excel are taken in a terminal",
    "pipeline/forming.py": "forms in Excel are taken in a terminal",
    "pipeline/returning.py": "what came in is looked through in a terminal",
    "intake/": "what came in is looked through in a terminal",
    "tables/": "published tables are imported in a terminal",
    "sheets/to_fill/": "what a form in Excel says of itself",
    "packs/": "of packs, which are YAML",
    "scoring/cases": "of packs, which are YAML",
    "editor/": "of packs, which are YAML",
}


def said(unless: Iterable[str]) -> Iterator[tuple[str, str]]:
    others = (*ELSEWHERE, *unless)
    for name in trees():
        for text in texts(name):
            if WORDS.search(text) and not f"{name} {text}".startswith(others):
                yield name, text


def test_nothing_in_the_page_names_a_command_or_a_file_of_ours() -> None:
    told = list(said(()))
    named = re.compile(f"{COMMAND.pattern}|dept\\.yaml")
    assert len([text for _, text in told if named.search(text)]) > 30
    assert [(name, text) for name, text in told if named.search(page_advice(text))] == []


def test_no_advice_in_the_page_speaks_yaml() -> None:
    rooms = ("facts/", "scoring/", "stages/", "checks/", "statements/rules/", "evaluation.py", "exhibits", "findings/")
    told = [(name, text) for name, text in said((*OF_FILES, *NO_CELL)) if name.startswith(rooms)]
    assert len(told) > 900
    assert [(name, text) for name, text in told if YAML.search(page_advice(text))] == []


def test_every_remark_in_a_template_is_in_the_words_of_the_page() -> None:
    templates = sorted((ROOT / "reportgen/web/templates").glob("*.html"))
    whole = {path.name: path.read_text("utf-8") for path in templates}
    raw = re.compile(r"\{\{ ?\w+(?:\.said)?\.(?:hint|message) ?\}\}")
    shown = {name for name, text in whole.items() if raw.search(text)}
    assert shown == {"notes.html", "summary.html", "text.html", "written.html"}
    assert [name for name in shown if not re.search(r'map\("on_page"\)|\|on_page', whole[name])] == []
    assert [
        name for name, text in whole.items() if COMMAND.search(re.sub(r"<script.*?>|\{.*?\}|<[^>]*>", "", text))
    ] == []


@pytest.mark.parametrize(
    ("advice", "told"),
    [
        (
            "请先运行 reportgen draft 起草 整改.yaml，再补充原因、责任科室和时限",
            "请先在“整改”页点“按现在的评分更新条目”，再补充原因、责任科室和时限",
        ),
        ("逐条列在 build 的核查意见里；请在 整改.yaml 中补充", "逐条列在“核查”页；请在“整改”页中补充"),
        ("补齐以上各项后重新生成；需先看样稿时加 --draft", "补齐以上各项后重新生成；需先看样稿时，在“报告”页点“草稿”"),
        (
            "请核对改写；核对后删去该条目的“过期”（运行 reportgen draft 写入）",
            "请核对改写；核对后在“整改”页点“已按新数字核对”",
        ),
        ("数字有误时，请改 dept.yaml 里的资料", "数字有误时，请在“填报”页改"),
        ("“整改.yaml”在本页以外被改过", "“整改”在本页以外被改过"),
        ("没有的留空，冒号后什么也不写", "没有的留空"),
        ("可在 自评.B41 下填写 得分 和 理由", "可在“自评”页 B41 下填写 得分 和 理由"),
        ("如 43189.21", "如 43189.21"),
    ],
)
def test_advice_in_the_words_of_the_page(advice: str, told: str) -> None:
    assert page_advice(advice) == told


def test_who_mends_a_file_is_told_in_its_words() -> None:
    yaml, at = "请给字段名加引号；可用的名称见 reportgen pack vars", Position("a/dept.yaml", 3, 1)
    assert on_page(error("type", "甲", yaml, at)).hint == "请填文字；可用的名称见随附的“变量清单”"
    for one in (error("syntax", "甲", yaml, at), warning("wording", "甲", yaml, Position("futian/wording.yaml", 3))):
        assert on_page(one).hint == "请给字段名加引号；可用的名称见随附的“变量清单”"


def test_a_project_s_form_is_filled_in_in_the_page_too() -> None:
    at = Position("data/某局/项目/01-甲.yaml", 3, 1)
    assert on_page(error("answer", "甲", "请补上“理由:”", at)).hint == "请填“理由”"
