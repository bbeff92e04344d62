"""措辞: a pack's sentences, strict and sandboxed, looked up from the particular to the general."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal

from jinja2 import Template, UndefinedError

from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.facts.records.notation import AtLeast
from reportgen.facts.records.quantity import Text
from reportgen.facts.records.record import Record, mapped, named, optional
from reportgen.facts.source import Path, Source
from reportgen.language import allowed
from reportgen.language.budget import Budget, within
from reportgen.language.guard import Guard, printable
from reportgen.language.missing_names import Strict
from reportgen.language.misworded import slip, unprintable
from reportgen.language.slips import Slip
from reportgen.language.tag import ACTING, SLOT, to_fill
from reportgen.packs.compiled_sentences import Known
from reportgen.packs.filters import FILTERS
from reportgen.packs.said import SaidBefore, reads
from reportgen.values import Frozen, replace

SIMILAR = "同类问题"
BY_CODE, BY_KIND = "措辞", "类型"
GENERAL = "通用"  # under 类型: what holds for every kind of rule
_STEPS, _CHARACTERS = 200_000, 200_000  # of one sentence: a hundred times what a long one needs


class MeasureWording(Record):
    """整改措施: what is done, what comes out of it, and by when, as templates.

    `when` is an expression over the slots of a sentence (差距 == '大'); the measure is left out where it is false.
    """

    text: Text = named("措施", "整改措施，一句话，可用变量")
    outcome: Text | None = optional("成果", "成果的形式")
    due: Text | None = optional("时限", "完成的时限")
    when: Text | None = optional("当", '条件成立才用这一条，如 差距 == "大"')


class CauseWording(Record):
    """常见原因: one typical cause, as a template; people choose and rewrite, none is ever assumed.

    `fits` tells people when it fits; `when` is an expression as for measures, decided by the figures.
    """

    text: Text = named("原因", "常见原因，供填报人选")
    nature: Literal["客观", "主观"] | None = optional("类别", "客观还是主观")
    fits: Text | None = optional("适用", "什么情况下适用，写给填报人看")
    when: Text | None = optional("当", "条件成立才列出")


class RemarkWordings(Record):
    """评语: one sentence about an indicator, or a part of one, for each thing that its mark may rest on.

    Praise stands only in 满分: full points that figures or answers show. 人工评分 and 不适用 print their reason;
    列为问题 is for full points beside a problem that names the indicator. What is not given is found further up: in
    the kind of rule, then in 通用.
    """

    full: Text | None = optional("满分", "按规则得满分")
    short: Text | None = optional("失分", "按规则失了分")
    manual: Text | None = optional("人工评分", "得分由人评定")
    not_applicable: Text | None = optional("不适用", "自评写了不适用")
    partly: Text | None = optional("部分不适用", "有的要点不适用")
    exempt: Text | None = optional("免评", "评为规则里“免评”的等级")
    nothing: Text | None = optional("无此事项", "零除以零，或“无此事项”成立")
    veto: Text | None = optional("否决", "有否决情形")
    troubled: Text | None = optional("列为问题", "没有扣分而有问题提到它")


_FIELDS = {field.alias: name for name, field in RemarkWordings.fields_by_name.items()}
REMARKS = tuple(_FIELDS)  # every case that a pack has a sentence for


class Phrases(Record):
    """The sentences of one indicator, one part of it, or one kind of rule.

    `mentions` are words by which a problem that costs nothing is known to speak of the indicator.
    """

    title: Text | None = optional("问题标题", "失分时问题的标题")
    description: Text | None = optional("问题描述", "失分时问题的描述")
    causes: tuple[CauseWording, ...] | None = optional("常见原因", "供填报人选的原因")
    measures: tuple[MeasureWording, ...] | None = optional("整改措施", "整改措施，逐条")
    remarks: RemarkWordings | None = optional("评语", "正文里关于这个指标的一句话，按得分的来历")
    mentions: tuple[Text, ...] | None = optional("提及", "问题里有这些词，就算提到这个指标")


class Similar(Record):
    """同类问题: indicators, or parts and items of them, that lose points for one cause and make one problem.

    `when` is asked of each indicator that lost points; one for which it is false stays a problem of its own. Causes and
    measures that are not given are those of the indicators.
    """

    codes: Annotated[tuple[Text, ...], AtLeast(2)] = named("编号", "常因同一原因失分的指标，至少两个")
    title: Text = named("问题标题", "合写成的问题的标题")
    when: Text | None = optional("当", "条件成立的才并入")
    causes: tuple[CauseWording, ...] | None = optional("常见原因", "不写的用各指标自己的")
    measures: tuple[MeasureWording, ...] | None = optional("整改措施", "不写的用各指标自己的")


class WordingBook(Record):
    """wording.yaml: sentences by 编号, then by 类型 of rule, and the problems that are told together."""

    by_code: dict[str, Phrases] = mapped(BY_CODE, "各指标的句子，按编号（部分写 B11.1）")
    by_kind: dict[str, Phrases] = mapped(BY_KIND, "各类规则的通用句子，按类型")
    similar: dict[str, Similar] = mapped(SIMILAR, "失分时并成一个的问题，按名称")


class Sentence(Frozen):
    """A template sentence and the place it stands: in wording.yaml, or in `source` where a person wrote it.

    `name` is what people call the place; one of wording.yaml is named by its path, counted from 1.
    """

    text: str
    path: Path
    source: Source | None = None
    name: str = ""

    def __str__(self) -> str:
        parts = [f"第{part + 1}条" if isinstance(part, int) else part for part in self.path]
        return self.name or f"措辞“{'.'.join(parts)}”"


def plain(text: str) -> bool:
    """Whether a sentence says what stands there, without a template's doing."""
    return "{" not in text and "\r" not in text


def condition(expression: str) -> str:
    """The template that says something only where `expression` is true."""
    return f"{{% if {expression} %}}是{{% endif %}}"


@dataclass(frozen=True)
class Wording:
    """The sentences of a pack, ready to be rendered."""

    book: WordingBook
    source: Source
    known: Known = field(default_factory=Known, compare=False)
    _compiled: dict[str, Template] = field(default_factory=dict, compare=False)
    _said: SaidBefore = field(default_factory=SaidBefore, compare=False)

    @cached_property
    def environment(self) -> Guard:
        """Strict and guarded: a wrong name is an error, never a blank."""
        return Guard(
            FILTERS, (*allowed.STATEMENTS, *allowed.QUIET), undefined=Strict, autoescape=False, finalize=printable
        )

    def phrases(self, codes: Iterable[str], kind: str, name: str) -> tuple[Any, Path] | None:
        """The value of field `name` for the first of `codes` that has it, else the default of `kind`."""
        tried = [(self.book.by_code, BY_CODE, code) for code in codes] + [(self.book.by_kind, BY_KIND, kind)]
        for book, group, key in tried:
            found = getattr(book.get(key), name, None)
            if found is not None:
                alias = Phrases.fields_by_name[name].alias
                return found, (group, key, alias)
        return None

    def remark(self, codes: Iterable[str], kind: str, case: str) -> Sentence | None:
        """The 评语 for `case` (满分, 人工评分 …) of the first of `codes` that has it, else of `kind`, else of 通用."""
        tried = [(self.book.by_code, BY_CODE, code) for code in codes]
        tried += [(self.book.by_kind, BY_KIND, name) for name in (kind, GENERAL)]
        for book, group, key in tried:
            remarks = getattr(book.get(key), "remarks", None)
            text = getattr(remarks, _FIELDS[case], None)
            if text is not None:
                return Sentence(text, (group, key, "评语", case))
        return None

    def render(self, sentence: Sentence, slots: Mapping[str, Any]) -> str:
        """`sentence` with `slots` put in; raises Refused, at its place in the file it came from."""
        text = sentence.text
        if plain(text):
            made = text.strip()
        else:
            made = self._said.told(text, self.known.reads(text, reads), slots, lambda: self._made(sentence, slots))
        if sign := unprintable(made):
            why = f"{sentence}：里面有 Word 不能存的字符 U+{ord(sign):04X}"
            raise Refused(
                [error("wording", why, "请删去这个字符", (sentence.source or self.source).line(sentence.path, 0))]
            )
        return made

    def _made(self, sentence: Sentence, slots: Mapping[str, Any]) -> str:
        try:
            template = self._template(sentence.text)
            with within(Budget(_STEPS, _CHARACTERS)):
                return template.render(slots).strip()
        except Exception as failure:  # whatever it is, it is told with its reason
            raise Refused([self.diagnose(failure, sentence, slots)]) from failure

    def with_gaps(self, sentence: Sentence, slots: Mapping[str, Any]) -> Sentence:
        """`sentence` with 【待填：名称】 for each value that nobody has given; as it is where it decides or loops."""
        if plain(sentence.text) or ACTING.search(sentence.text):
            return sentence
        text = SLOT.sub(lambda tag: tag[0] if self._given(tag[0], slots) else to_fill(_named(tag[0])), sentence.text)
        return replace(sentence, text=text)

    def _given(self, tag: str, slots: Mapping[str, Any]) -> bool:
        """Whether there is a value for `tag`; what is wrong with it otherwise is told where the sentence is made."""
        try:
            with within(Budget(_STEPS, _CHARACTERS)):
                self._template(tag).render(slots)
        except (UndefinedError, TypeError):
            return False
        except Exception:
            return True
        return True

    def _template(self, text: str) -> Template:
        if (made := self._compiled.get(text)) is None:
            code = self.known.code(text, self.environment.compile)
            made = self._compiled[text] = Template.from_code(
                self.environment, code, self.environment.make_globals(None)
            )
        return made

    def fits(self, wording: MeasureWording | CauseWording | Similar, path: Path, slots: Mapping[str, Any]) -> bool:
        """Whether the 当 of the wording at `path`, if it has one, is true; raises Refused where it cannot be told."""
        return wording.when is None or bool(self.render(Sentence(condition(wording.when), (*path, "当")), slots))

    def diagnose(self, failure: Exception, sentence: Sentence, slots: Mapping[str, Any]) -> Diagnostic:
        """Why `sentence` could not be made, at the name or sign that is wrong."""
        why = slip(failure, sentence.text, slots, self.environment.filters)
        at = _spot(sentence.source or self.source, sentence.path, why)
        hint = why.hint if at.text else "；".join(filter(None, (why.hint, f"原文为：{sentence.text}")))
        return error("wording", f"{sentence}：{why.message}", hint, at)


def _named(tag: str) -> str:
    """What a tag prints, without its filters: {{ 预算.合计.年初 | 万元 }} is 预算.合计.年初."""
    return tag[2:-2].strip("-+ ").partition("|")[0]


def _spot(source: Source, path: Path, why: Slip) -> Position:
    """The place of what is wrong in the text at `path`: inside a tag of its line, or else where the text begins."""
    lines = source.blocks.get(path, ())[why.line :] or (source.line(path, why.line),)
    sign = re.escape(why.sign)
    typed = re.compile(rf"\{{[{{%][^}}]*?(?<!\w){sign}(?!\w)" if re.match(r"\w", why.sign) else sign)
    for at in lines if sign else ():
        if found := typed.search(at.text, (at.column or 1) - 1):
            return replace(at, column=found.end() - len(why.sign) + 1)
    return lines[0]
