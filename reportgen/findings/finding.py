"""问题: every lost point becomes a problem with its evidence, its cause and the measures that answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportgen.diagnostics import Diagnostic, Refused, did_you_mean, error, errors, hint, warning
from reportgen.facts.records.quantity import Number
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.facts.source import Source, in_order
from reportgen.findings.author import Author, Measure
from reportgen.findings.joint import Joint, joint, together
from reportgen.findings.rectification import ACTIVE, GONE, Entry, Rectification
from reportgen.findings.written import Written
from reportgen.scoring.framework import TOTAL
from reportgen.scoring.scorecard import Gap, Loss, Scorecard

IN_FULL = "逐条列在 build 的核查意见里；请在 整改.yaml 中补充"
ASKED = "asked"  # the code of what people still have to say about a problem
RECURS = "（上年问题仍未解决）"


class Finding(Record):
    """问题: one heading of the rectification section; `points` are the points lost under it (分).

    `last_year` compares with last year's report where the description does not say so already.
    """

    codes: tuple[str, ...] = named("编号", "问题涉及的指标编号，逐项")
    names: tuple[str, ...] = named("指标", "问题涉及的指标名称，逐项")
    title: str = named("标题", "问题的标题")
    description: str = named("描述", "问题的事实和数字")
    points: Number = named("扣分", "这个问题共扣的分", unit="分")
    losses: tuple[Loss, ...] = listed("失分", "问题所含的各指标失分，逐行")
    cause: str | None = optional("原因", "问题的原因（整改.yaml）")
    measures: tuple[Measure, ...] = listed("整改措施", "整改措施，逐条")
    gaps: tuple[Gap, ...] = listed("失分点", "失分的各点，逐行")
    last_year: str | None = optional("上年情况", "与上年同一失分的比较，一两句话；上年没有失分的没有")

    @property
    def called(self) -> str:
        """What it is called where something is said of it."""
        return f"问题“{self.title}”（{'、'.join(self.codes) or '无编号'}）"

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a person still has to say about it, by the words of 整改.yaml."""
        there = {
            "原因": self.cause,
            "整改措施": self.measures,
            "责任科室": all(measure.owner for measure in self.measures),
            "时限": all(measure.due for measure in self.measures),
        }
        return tuple(word for word, given in there.items() if not given)


def find(author: Author, written: Sequence[Written]) -> tuple[tuple[Finding, ...], list[Diagnostic]]:
    """Every lost point as a finding, most points first, then the department's own problems that lost none.

    The points of the findings add up to the points lost on the scorecard. Raises Refused with everything that is wrong
    in texts people wrote.
    """
    lost = {loss.code: loss for loss in author.scorecard.losses}
    claimed = {code for w in written for code in w.entry.codes}
    groups = [w for w in written if any(c in lost for c in w.entry.codes)]
    free = [loss for code, loss in lost.items() if code not in claimed]
    groups += [unwritten(*(loss.code for loss in losses)) for losses in together(author, free)]
    own = [w for w in written if not w.entry.codes]
    problems = [(w, losses, joint(author, losses)) for w in groups for losses in [_lost(w, lost)]]
    nothing = joint(author, ())
    wrong = [d for w, _, told in problems for d in _wrong(author, w, told)]
    wrong += [d for w in own for d in _wrong(author, w, nothing)]
    if errors(wrong):
        raise Refused(in_order(wrong))
    found = [_finding(author, w, losses, told) for w, losses, told in problems]
    found.sort(key=lambda f: -f.points)
    extra = [_finding(author, w, (), nothing) for w in own]
    return (*found, *extra), [*in_order(wrong), *_asked([*found, *extra])]


def _lost(written: Written, lost: Mapping[str, Loss]) -> list[Loss]:
    return [lost[code] for code in written.entry.codes if code in lost]


def unwritten(*codes: str) -> Written:
    """The problem of `codes` of which nobody has written anything."""
    return Written(Entry(codes=codes), Source("", {}, {}, {}), ())


def claims(card: Scorecard, people: Rectification, source: Source) -> list[Diagnostic]:
    """What is wrong with the codes that entries of 整改.yaml answer."""
    known = {n.code: n.name for n in card.nodes if n.mark} | {TOTAL: TOTAL}
    claimed: set[str] = set()
    noted = []
    unsettled = tuple(f"{node.code}-" for node in card.nodes if node.mark and node.mark.pending)
    for i, entry in enumerate(people.entries):
        for j, code in enumerate(entry.codes):
            at = source.position((ACTIVE, i, "编号", j))
            if code not in known and code.startswith(unsettled):
                advice = "先照该指标的提示改正列表，各行评分后再核对"
                noted.append(warning("unknown-code", f"“{code}”所属的指标还不能逐行评分", advice, at))
            elif code not in known:
                inner = [node.code for node in card.nodes if node.parent == code]
                instead = (
                    f"“{code}”是合计，请写下级的编号：{'、'.join(inner)}" if inner else did_you_mean(code, list(known))
                )
                noted.append(error("unknown-code", f"整改条目的编号“{code}”不在指标体系中", instead, at))
            elif code in claimed:
                noted.append(error("code-twice", f"编号“{code}”在两个整改条目中出现", "一个指标只归入一个问题", at))
            claimed.add(code)
        if entry.codes and all(code in known and is_whole(card, code) for code in entry.codes):
            names = "、".join(f"“{known[code]}”（{code}）" for code in entry.codes)
            advice = "该条目未写入报告；运行 reportgen draft 会把它移到“已消除”，如属不扣分的问题，请去掉编号"
            noted.append(warning("no-loss", f"{names}没有扣分", advice, source.position((ACTIVE, i))))
            continue
        for j, code in enumerate(entry.codes):
            if code in known and is_whole(card, code):
                message = f"“{known[code]}”（{code}）没有扣分，这个问题只按其余的编号计"
                advice = "文字里说到它的请改写；不再说到它的，从“编号”里删去"
                noted.append(hint("no-loss", message, advice, source.position((ACTIVE, i, "编号", j))))
    return noted + _unknown_gone(people, source, list(known))


def _unknown_gone(people: Rectification, source: Source, known: list[str]) -> list[Diagnostic]:
    """Codes under 已消除 that will never come back, because the framework has no such indicator."""
    return [
        warning(
            "unknown-code",
            f"“{GONE}”中的编号“{code}”不在指标体系中",
            did_you_mean(code, known),
            source.position((GONE, i, "编号", j)),
        )
        for i, entry in enumerate(people.gone)
        for j, code in enumerate(entry.codes)
        if code not in known
    ]


def is_whole(card: Scorecard, code: str) -> bool:
    """Whether it is settled that nothing is lost through `code`: a pending mark settles nothing."""
    if any(loss.code == code for loss in card.losses):
        return False
    if code == TOTAL:
        return card.total is not None
    return any(node.code == code and node.mark and not node.mark.pending for node in card.nodes)


def _finding(author: Author, written: Written, losses: Sequence[Loss], told: Joint) -> Finding:
    """The problem of `losses` as `written`, in the pack's words where nothing is written."""
    slots = _slots(author, told)
    of_it = written.text(author, slots, "description") or description(told, losses)
    recurring = [text for loss in losses if (text := author.recurring.get(loss.code)) and text not in of_it]
    return Finding(
        codes=tuple(loss.code for loss in losses),
        names=tuple(loss.name for loss in losses),
        title=written.text(author, slots, "title") or title(told, losses),
        description=of_it,
        points=sum((loss.points for loss in losses), Decimal(0)),
        losses=tuple(losses),
        cause=written.text(author, slots, "cause"),
        measures=written.measures(author, slots) or tuple(written.assign(m) for m in told.drafts().values()),
        gaps=tuple(gap for mark in told.marks for gap in mark.gaps),
        last_year="".join(recurring) or None,
    )


def _slots(author: Author, told: Joint) -> dict[str, Any]:
    return told.slots if told.marks else dict(author.facts)


def _wrong(author: Author, written: Written, told: Joint) -> list[Diagnostic]:
    """Why texts that people wrote about a problem cannot be told; in a draft, what they lack as warnings."""
    if not written.path:
        return []
    slots = _slots(author, told)
    found = list(written.wrong(author, slots))
    return found or list(written.lacking(author, slots)) if author.draft else found


def title(told: Joint, losses: Sequence[Loss]) -> str:
    """The pack's judgement, and whether all of it is last year's problem too."""
    judged = "；".join(told.titles or [f"{loss.name}扣分" for loss in losses])
    return judged + RECURS if all(loss.code in told.author.recurring for loss in losses) else judged


def description(told: Joint, losses: Sequence[Loss]) -> str:
    """The pack's evidence, or the notes of losses that no mark explains."""
    return "".join(told.evidence or [loss.note for loss in losses])


def in_short(found: Sequence[Diagnostic], advice: str = IN_FULL) -> list[Diagnostic]:
    """`found` with all that people still have to say about problems told in one line."""
    asked = [d for d in found if d.code == ASKED]
    rest = [d for d in found if d.code != ASKED]
    if len(asked) < 2:
        return list(found)
    return [*rest, warning(ASKED, f"{len(asked)}个问题的整改内容还没有写全", advice)]


def _asked(findings: Sequence[Finding]) -> list[Diagnostic]:
    """What a person still has to say about the problems."""
    noted = []
    for found in findings:
        if lacking := found.lacking:
            message = f"{found.called}尚缺：{'、'.join(lacking)}"
            noted.append(warning(ASKED, message, "请在 整改.yaml 的对应条目中补充"))
    return noted
