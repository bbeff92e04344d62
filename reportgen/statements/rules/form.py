"""K9: form – brackets, punctuation, repetitions, numbering, gaps, stubs, sections, placeholders. Always a 提示."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import lru_cache

from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark
from reportgen.statements.report import Paragraph, Place

_PAIRS = {"《": "》", "（": "）", "“": "”", "〔": "〕", "【": "】"}
_ACROSS = regex(
    r"(?<=[^。；：\n])（(?!注)[^（）。]{8,}。[^（）]{2,}[^（）。]）"
)  # opened within a sentence, closed in the next
_DOUBLED = regex(r"[，。；：、][，。；：、]+")
_PLACEHOLDER = regex(r"X{2,}(?=[年月日万元局次%])|×{2,}|【待填[^】]*】|待补充|待完善|（此处[^）]*）|\bTODO\b|_{3,}")
_BEGUN = regex(r"XX|××|【待填|待补充|待完善|（此处|TODO|___")  # what any of them has in it
_LEAST = 7  # signs of a clause that is said twice in a row
_TWICE = regex(  # those that come again are looked for first: lengths and gaps are many
    rf"(?=([一-鿿]{{{_LEAST}}}).{{0,32}}\1)(?P<clause>[一-鿿]{{{_LEAST},30}})[，；]?(?:[一-鿿]{{0,3}})?(?P=clause)"
)
_STEP = 4  # every fourth run of four signs: one of them lies in any seven, and comes again so far on at most
_FAR = _LEAST + 32 + _STEP
_SENTENCE = regex(r"[^。；]+[。；]")
_ORDINAL = regex(r"^\d{1,2}[.、]|^[（(]\d{1,2}[）)]|^[一二三四五六七八九十]是")
_OF_ALL = regex(r"责任科室|完成时限|主要?原因")  # items have them in common: who, when, why
_NUMBERED = regex(r"^(\d{1,2})([.．、])")
_SHORT = 16  # signs: a sentence that comes twice is told from so many on
_VERB = regex(
    r"推进|推动|开展|做好|加强|强化|落实|完善|健全|规范|优化|提高|提升|完成|加快|深化|实施|抓好|支持|保障|服务于|减少|压减|控制|建立|编制"
)
_NOUN = regex(r"^(?![一二三四五六七八九十]是)[一-鿿]{1,8}(?:资产|情况|率|工作|支出|预算|制度)。$")
_STUB, _STOP = 11, regex("(?<=。)")  # signs of the longest such sentence with its stop; where one ends
_PARTS = ("基本情况", "履职", "问题|整改|改进|评价", "评分|得分")


def brackets(reading: Reading) -> Iterator[Remark]:
    """K901: brackets and quotation marks that are opened or closed alone."""
    for paragraph in reading.body:
        count = paragraph.text.count
        for open_, close in _PAIRS.items():
            if count(open_) != count(close):
                at = _lonely(paragraph.text, open_, close)
                quote = paragraph.text[max(0, at - 6) : at + 8]
                yield _hint(paragraph, at, quote, "K901", f"“{open_}”与“{close}”不配对")
                break
        for found in _ACROSS.finditer(paragraph.text) if "。" in paragraph.text else ():
            yield _hint(paragraph, found.start(), found[0][:20], "K901", "句中的括号跨过了句号，疑前一句没有关上")


def _lonely(text: str, open_: str, close: str) -> int:
    waiting: list[int] = []
    for at, sign in enumerate(text):
        if sign == open_:
            waiting.append(at)
        elif sign == close:
            if not waiting:
                return at
            waiting.pop()
    return waiting[-1] if waiting else 0


def _hint(paragraph: Paragraph, at: int, quote: str, code: str, said: str) -> Remark:
    return Remark(code, Severity.HINT, paragraph.at(at), quote, said, at=at)


def punctuation(reading: Reading) -> Iterator[Remark]:
    """K902: doubled punctuation; K903: placeholders."""
    for paragraph in reading.body:
        for found in _DOUBLED.finditer(paragraph.text):
            quote = paragraph.text[max(0, found.start() - 6) : found.end() + 4]
            yield _hint(paragraph, found.start(), quote, "K902", f"标点“{found[0]}”重叠")
        for found in _PLACEHOLDER.finditer(paragraph.text) if _BEGUN.search(paragraph.text) else ():
            quote = paragraph.text[max(0, found.start() - 6) : found.end() + 6]
            if "“" not in quote[:8] and f"“{found[0]}" not in paragraph.text:
                yield _hint(paragraph, found.start(), quote, "K903", "疑为占位文字，请补充或删去")


def repetitions(reading: Reading) -> Iterator[Remark]:
    """K904: a clause said twice in a row, a sentence or paragraph that comes twice."""
    seen: dict[str, Place] = {}
    told: set[str] = set()
    for paragraph in reading.body:
        twice, long = _said(paragraph.text)
        for at, quote, clause in twice:
            yield _hint(paragraph, at, quote, "K904", f"“{clause}”紧接着重复")
        for at, sentence in long:
            if sentence in seen and sentence not in told:
                told.add(sentence)
                yield _hint(paragraph, at, sentence[:40], "K904", f"整句与{seen[sentence].words}重复")
            seen.setdefault(sentence, paragraph.place)


@lru_cache(maxsize=4096)
def _said(text: str) -> tuple[tuple[tuple[int, str, str], ...], tuple[tuple[int, str], ...]]:
    """Where a clause of `text` is said twice in a row, and its sentences that are long enough to be told apart."""
    near = range(0, len(text), _STEP)
    again = any(text.find(text[at : at + _STEP], at + _LEAST, at + _FAR) >= 0 for at in near)
    twice = tuple((m.start(), m[0], m["clause"]) for m in _TWICE.finditer(text)) if again else ()
    sentences = ((m.start(), _ORDINAL.sub("", m[0]).strip()) for m in _SENTENCE.finditer(text))
    return twice, tuple((at, said) for at, said in sentences if len(said) >= _SHORT and not _OF_ALL.search(said))


def numbering(reading: Reading) -> Iterator[Remark]:
    """K905: 1、 and 2. mixed among headings of one level; numbers left out."""
    marks: dict[tuple[str, ...], list[tuple[int, str, Paragraph]]] = {}
    begun: set[tuple[tuple[str, ...], int]] = set()  # items that are no headings, and still are numbered
    for paragraph in reading.report.paragraphs:
        found = _NUMBERED.match(paragraph.text)
        if found is None:
            continue
        above = tuple(heading for heading in paragraph.section if not _NUMBERED.match(heading))[:2]
        if paragraph.level is not None:
            marks.setdefault(above, []).append((int(found[1]), found[2], paragraph))
        else:
            begun.add((above, int(found[1])))
    for above, run in marks.items():
        signs = {sign for _, sign, _ in run}
        if len(signs) > 1:
            odd = next(p for _, sign, p in run if sign != run[0][1])
            yield _hint(
                odd, 0, odd.text[:20], "K905", f"同级标题的编号写法不一（{'、'.join(f'1{s}' for s in sorted(signs))}）"
            )
        for (before, _, _), (number, _, paragraph) in itertools.pairwise(run):
            if number > before + 1 and not all((above, between) in begun for between in range(before + 1, number)):
                yield _hint(paragraph, 0, paragraph.text[:20], "K905", f"编号由{before}跳到{number}")


def stubs(reading: Reading) -> Iterator[Remark]:
    """K906: a sentence of only a noun."""
    for paragraph in reading.body:
        for sentence in _STOP.split(paragraph.text):
            if len(sentence) <= _STUB and _NOUN.match(sentence) and not _VERB.search(sentence):
                yield _hint(paragraph, paragraph.text.find(sentence), sentence, "K906", "句子只有名词，没有说完")


def sections(reading: Reading) -> Iterator[Remark]:
    """K907: a section that a report must have."""
    headings = [p.text for p in reading.report.paragraphs if p.level is not None]
    title = "".join([p.text for p in reading.report.paragraphs][:8])
    if len(headings) < 6 or not regex("绩效(?:评价|自评)").search(title):
        return
    for part in _PARTS:
        if not any(regex(part).search(heading) for heading in headings):
            yield Remark(
                "K907", Severity.HINT, Place("全文"), part.split("|")[0], f"没有见到“{part.split('|')[0]}”部分"
            )
