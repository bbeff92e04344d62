"""叙述.docx read: the text under each heading as the Markdown of that field, with what could not be taken over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Diagnostic, Position, Refused, did_you_mean, error, hint, warning
from reportgen.facts import narrative
from reportgen.facts.blanks.questions import NARRATIVE, Form, Question
from reportgen.facts.blanks.scaffold import UNNAMED
from reportgen.facts.narrative import Span, plain
from reportgen.facts.source import Source
from reportgen.forms.cell_words import IN_WORD
from reportgen.forms.filled_form import Answered, Filled
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.anchors import as_narrative
from reportgen.word.authored import blank_text, written_text
from reportgen.word.authored.blank_text import NOTE, Chapter
from reportgen.word.authored.written_text import Paper, Passage
from reportgen.word.returned import markdown

_NOTES = (
    "每个标题是资料里的一段叙述，请在标题下面书写；标题的文字不要改，不写的留空。",
    "段、小标题（标题 2、标题 3）、编号、表格、加粗都会保留；图片、脚注、公式请在生成的报告里插入。",
    "写好后：reportgen take 叙述.docx dept.yaml",
)
_NUMBER = regex(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])\s*|[：:]\s*$")
_DIGEST = 16
_YEAR, _OFFICE = "年度", "部门"


class Piled(Frozen):
    """What stands under one heading: its question, the level of the heading, and the pieces."""

    question: Question
    level: int
    pieces: tuple[Passage, ...] = ()


def laid_out(form: Form, given: Mapping[str, str], year: str, office: str) -> bytes:
    """A 叙述.docx for what `form` asks, with the texts that are `given` by path."""
    asked = _asked(form)
    sections = [Chapter(q.path[-1], q.meaning, narrative.blocks(given.get(q.name, ""))) for q in asked.values()]
    digests = {title: _digest(given[q.name]) for title, q in asked.items() if q.name in given}
    return blank_text.document(_NOTES, sections, {_YEAR: year, _OFFICE: office, **digests})


def answered(path: Path, data: bytes, form: Form, source: Source) -> tuple[Answered, list[Diagnostic]]:
    """The texts of the Word file in `data`, and what could not be understood, at its heading and paragraph.

    `source` is dept.yaml: where the text under a heading prints as it does there, it is that text.
    """
    paper = written_text.read(data, str(path))
    dept = source.data if isinstance(source.data, dict) else {}
    told = list(_foreign(paper, dept, path, Path(source.file).name))
    if paper.tracked:
        told.append(hint("tracked", "有未接受的修订，按接受全部修订读取", "", Position(str(path))))
    fields = []
    for piled in _piled(paper, form, path, told):
        filled, remarks = _filled(piled, paper, dept, path)
        fields.append(filled)
        told += remarks
    return Answered(path.name, form.pack, tuple(fields), ()), told


def _asked(form: Form) -> dict[str, Question]:
    questions = (question for section in form.sections for question in section.questions)
    return {q.path[-1]: q for q in questions if q.path[0] == NARRATIVE}


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:_DIGEST]


def _foreign(paper: Paper, dept: Any, path: Path, file: str) -> Iterator[Diagnostic]:
    """Refuse a report; say whose the text is where that is somebody else's, or of another year."""
    at = Position(str(path))
    if paper.printed:
        advice = f"收回报告里改过的文字：reportgen absorb {path.name} {file}"
        raise Refused([error("narrative-report", "这是生成的报告，不是叙述", advice, at)])
    office = dept.get(_OFFICE)
    name = office.get("全称") if isinstance(office, dict) else ""
    for key, value in ((_YEAR, str(dept.get(_YEAR) or "")), (_OFFICE, str(name or ""))):
        other = paper.told.get(key, "")
        if other and value not in ("", UNNAMED, other):
            message = f"叙述是{key}“{other}”的，{file} 的{key}是“{value}”"
            advice = "请核对是不是选错了文件；确要用它，请用 reportgen new 新建叙述.docx，把文字粘贴过去"
            yield error("narrative-other", message, advice, at)


def _piled(paper: Paper, form: Form, path: Path, told: list[Diagnostic]) -> list[Piled]:
    """The pieces by the heading that they stand under; text under no known heading is told of, never left out."""
    asked = _asked(form)
    top = _top(paper, asked)
    piles: list[Piled] = []
    ignored: str | None = ""
    for piece in paper.pieces:
        title = _NUMBER.sub("", _NUMBER.sub("", piece.words))
        body = isinstance(piece.block, narrative.Paragraph) and piece.block.kind == "body"
        if title in asked and (piece.heading == top if piece.heading else body):
            told += _begun(title, piece, piles, path)
            piles.append(Piled(asked[title], top))
            ignored = None
        elif piece.words.startswith(NOTE):
            told += _note(piece, asked, path)
        elif piece.heading and piece.heading <= top:
            told += _unknown_heading(piece, asked, path)
            ignored = piece.words
        elif ignored is None:
            if title in asked and not any(title == other.words for other in paper.pieces if other.heading == top):
                told.append(_lowered(title, piles[-1], path))
            piles[-1] = Piled(piles[-1].question, top, (*piles[-1].pieces, piece))
        elif not ignored:
            told.append(_homeless(piece, path))
            ignored = piece.words or "…"  # told once
    return piles


def _top(paper: Paper, asked: Mapping[str, Question]) -> int:
    """The level of the headings that name fields: the highest at which one does."""
    levels = (p.heading for p in paper.pieces if p.heading and _NUMBER.sub("", p.words) in asked)
    return min(levels, default=1)


def _begun(title: str, piece: Passage, piles: Sequence[Piled], path: Path) -> Iterator[Diagnostic]:
    at = Position(str(path), place=f"标题“{title}”")
    if any(piled.question.path[-1] == title for piled in piles):
        yield error("narrative-twice", f"标题“{title}”有两处", "请并到一处", at)
    elif not piece.heading:
        yield hint("narrative-heading", f"“{title}”没有用标题样式，按标题读取", "请改用“标题 1”样式", at)
    if piece.signs:
        yield _lost(piece, at)


def _lowered(title: str, around: Piled, path: Path) -> Diagnostic:
    """A field's name as a heading inside another field."""
    message = f"“{title}”是下一级标题，读作“{around.question.path[-1]}”里的小标题"
    advice = f"它是单独一段叙述的，请改用“标题 {around.level}”样式"
    return warning("narrative-heading", message, advice, Position(str(path), place=f"标题“{title}”"))


def _note(piece: Passage, asked: Mapping[str, Question], path: Path) -> Iterator[Diagnostic]:
    """A note of ours is no text; one in which somebody wrote is."""
    note = piece.words.removeprefix(NOTE)
    if note not in (*_NOTES, *(question.meaning for question in asked.values())):
        message = f"有字写在说明里：“{_short(note)}”"
        yield error("narrative-note", message, f"请把正文另起一段，删去“{NOTE}”", Position(str(path)))


def _unknown_heading(piece: Passage, asked: Mapping[str, Question], path: Path) -> Iterator[Diagnostic]:
    at = Position(str(path), place=f"标题“{_short(piece.words)}”")
    advice = f"{did_you_mean(_NUMBER.sub('', piece.words), list(asked))}（是上一段里的小标题的，请改用下一级标题样式）"
    yield error("narrative-heading", f"“{_short(piece.words)}”不是这个套件的叙述，下面的文字没有读", advice, at)


def _homeless(piece: Passage, path: Path) -> Diagnostic:
    said = _short(piece.words) or "表格、图片"
    advice = "请放到所属的标题下，或删去；标题的文字与资料的字段名相同，用“标题 1”样式"
    return error("narrative-heading", f"第一个标题前面有文字：“{said}”", advice, Position(str(path)))


def _filled(piled: Piled, paper: Paper, dept: Any, path: Path) -> tuple[Filled, list[Diagnostic]]:
    """The text of a pile; what dept.yaml says where that prints the same, or as much of it as was not changed."""
    question, title = piled.question, piled.question.path[-1]
    group = dept.get(NARRATIVE)
    stands = str(group.get(title) or "") if isinstance(group, dict) else ""
    blocks = [piece.block for piece in piled.pieces if piece.words or not isinstance(piece.block, narrative.Paragraph)]
    own = [_raised(block, piled.level) for block in blocks]
    before = [_raised(block, 0) for block in narrative.blocks(stands)]
    same = as_narrative.signature(own) == as_narrative.signature(before)
    text = stands if same else markdown.rewritten(stands, before, own, 1)
    base = stands if paper.told.get(title) == _digest(stands) else ""
    remarks = list(_remarks(piled, path, changed=not same))
    return Filled(question, text.strip("\n"), f"{path.name} “{title}”", base.strip("\n")), remarks


def _raised(block: narrative.Block, level: int) -> narrative.Block:
    """A heading at the level that it has within its section; its look is a matter of style."""
    if isinstance(block, narrative.Paragraph) and block.kind == "heading":
        return narrative.Paragraph((Span(plain(block.spans)),), "heading", max(block.level - level, 1))
    return block


def _remarks(piled: Piled, path: Path, *, changed: bool) -> Iterator[Diagnostic]:
    """What of a section cannot be taken over, and what in it looks as if it were meant to be more than it is."""
    title = piled.question.path[-1]
    number = 0
    for piece in piled.pieces:
        number += 1 if piece.words or piece.signs else 0
        table = not isinstance(piece.block, narrative.Paragraph)
        at = Position(str(path), place=f"“{title}”{'的表格' if table else f'第 {number} 段'}")
        if piece.signs:
            yield _lost(piece, at)
        for _, message, _ in narrative.remarks(markdown.written([piece.block], 1)) if changed and not table else ():
            yield warning("narrative", f"“{_short(piece.words)}”：{message}", IN_WORD, at)


def _lost(piece: Passage, at: Position) -> Diagnostic:
    message = f"{at.place}有{'、'.join(piece.signs)}，资料里只留文字"
    return warning("narrative-lost", message, "请在生成的报告里插入，或改写成文字", at)


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= 20 else f"{one[:20]}…"
