"""What to do, in the words of the page: whoever has it open sees screens and buttons, no terminal and no YAML."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath

from reportgen.diagnostics import Diagnostic
from reportgen.facts.dialect.composing import DUPLICATE
from reportgen.facts.dialect.syntax import SYNTAX
from reportgen.forms.cell_words import Rule, worded
from reportgen.patterns import regex
from reportgen.values import replace

_DEPT, _PLAN, _PROJECTS = "dept.yaml", "整改.yaml", "项目"
_OF_TEXT = {SYNTAX, "slip", "folded", DUPLICATE, "comment", "commented", "encoding", "empty", "size"}
_RULES: tuple[Rule, ...] = (  # screens and buttons of the page, each beside the command that does the same
    (regex(r"可用 reportgen new 生成一份带说明的空表"), "可在“部门”页另建一个，或从“历史”撤销"),
    (regex(r"；填报表请用 reportgen take 并入"), "；填报表里的数请填进“填报”页"),
    (regex(r"；块名见 reportgen pack preview 生成的样稿"), "；块名见“套件”页的样稿"),
    (regex(r"块名见 reportgen pack preview 生成的样稿"), "块名见“套件”页的样稿"),
    (regex(r"可用的名称见 reportgen pack vars"), "可用的名称见随附的“变量清单”"),
    (regex(r"先看样稿时加 --draft"), "先看样稿时，在“报告”页点“草稿”"),
    (regex(rf"请先运行 reportgen draft 起草 {_PLAN}，再补充"), "请先在“整改”页点“按现在的评分更新条目”，再补充"),
    (regex(r"核对后删去该条目的“过期”（运行 reportgen draft 写入）"), "核对后在“整改”页点“已按新数字核对”"),
    (regex(r"运行 reportgen draft 会把它移到"), "在“整改”页点“按现在的评分更新条目”会把它移到"),
    (regex(r"逐条列在 build 的核查意见里"), "逐条列在“核查”页"),
    (regex(r"打开 build 生成的 \.docx"), "打开在“报告”页生成的 .docx"),
    (regex(r"用 absorb 收回资料"), "在“报告”页收回资料"),
    (regex(r"先写报告，后写资料：absorb .*"), "请选改过的 .docx"),
    (regex(r"请核对以下修改，无误后加 --yes 写入"), "请核对以下修改，无误的勾选后收回"),
    (regex(r"请核对 --data 指的是不是(同一(?:年度|部门))的 dept\.yaml"), r"请核对选的是不是\1的报告"),
    (regex(r"请先用 build\.py … -o 文件夹/ 生成报告，再汇总该文件夹"), "请先在各部门的“报告”页生成报告"),
    (regex(r"(?:请核对 --year|要汇总该年度的，加 --year)"), "请把各年度的部门分放在不同的文件夹里"),
    (regex(r"请用 build\.py 重新生成"), "请在“报告”页重新生成"),
    (regex(r"需要的，用 new --project 新建"), "需要的，在“项目”页新建"),
    (regex(r"请改 dept\.yaml 里的资料"), "请在“填报”页改"),
    (regex(r"，由 import 写入|（import）"), ""),
    (regex(r"（(?:[^（）]*[/\\])?dept\.yaml(?:第\d+行|:\d+(?::\d+)?)）"), ""),
    (regex(rf"(?<=“){_PLAN}(?=”)"), "整改"),
    (regex(rf" ?{_PLAN} ?"), "“整改”页"),
    (regex(r" ?dept\.yaml ?"), "资料"),
)


def on_page(one: Diagnostic) -> Diagnostic:
    """`one` for somebody who has the page open; what is wrong with the writing of a file keeps the words of YAML."""
    at = one.position
    foreign = at is not None and not _filled_in(PurePath(at.file))
    words = _screens if foreign or is_of_text(one) else page_advice
    return replace(one, message=words(one.message), hint=words(one.hint))


def _filled_in(file: PurePath) -> bool:
    """Whether it is one of the files that screens of the page fill in; what is foreign has no screen."""
    return file.name in {_DEPT, _PLAN, ""} or (file.parent.name == _PROJECTS and file.suffix == ".yaml")


def is_of_text(one: Diagnostic) -> bool:
    """Whether it is about how a file is written, which only somebody who sees the file can mend."""
    return one.code in _OF_TEXT


@lru_cache(maxsize=4096)
def page_advice(text: str) -> str:
    """`text`, which may name commands, files and shapes of YAML, in the words of the page."""
    return worded(_screens(text)).replace(" 那几行", " 下")


def _screens(text: str) -> str:
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
