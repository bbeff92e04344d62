"""要点: a checklist, each item with its own points, answered 是, 部分 or 否 by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from reportgen.chinese import points as say_points
from reportgen.diagnostics import did_you_mean
from reportgen.facts.records.answer import Tick
from reportgen.facts.records.notation import AtLeast
from reportgen.facts.records.quantity import NotNegative, Positive, Text, Truth
from reportgen.facts.records.record import Record, named, optional
from reportgen.facts.records.telling import Wrong
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.kinds.base import DROPPED, NO_MARKS, Given, Problem, Rule, scaled
from reportgen.scoring.mark import REASON_LACKS, Gap, Ground, Outcome, State
from reportgen.values import replace

ZERO = Decimal(0)
_PARTLY, _UNMET = "部分达到", "未达到"


class Item(Record):
    """One 要点: what must be so, its points, the points for 部分, and whether all fails without it."""

    text: Text = named("内容", "要点的内容")
    points: Positive | None = optional("分值", "这一点几分；缺项扣分的不写", unit="分")
    partly: NotNegative | None = optional("部分得分", "部分达到得几分，不写的得一半", unit="分")
    required: Truth = named("必备", "是：这一点不达到，整项不得分", default=False)


class Checklist(Rule):
    """要点: items add up (累加), or each missing one costs the same (缺项扣分); a failed 必备 item zeroes all."""

    takes: ClassVar[frozenset[str]] = frozenset({"要点"})

    kind: Literal["要点"] = named("类型", "固定写“要点”", default="要点")
    items: Annotated[dict[str, Item], AtLeast(1)] = named("要点", "各要点，按编号")
    way: Literal["累加", "缺项扣分"] = named(
        "方式", "累加：各要点的分相加；缺项扣分：每缺一项扣同样的分", default="累加"
    )
    cost: Positive | None = optional("每缺一项扣", "缺项扣分的，每缺一项扣几分", unit="分")

    def check(self) -> None:
        if self.way == "缺项扣分" and self.cost is None:
            raise Wrong("：方式为“缺项扣分”时须写“每缺一项扣”", at=self.kind)
        if self.way == "累加" and any(item.points is None for item in self.items.values()):
            raise Wrong("：方式为“累加”时每个要点都须写“分值”", at=self.kind)

    def wants(self) -> str:
        return "要点（" + "；".join(f"{key} {item.text}" for key, item in self.items.items()) + "：是、部分、否）"

    def asks(self) -> Mapping[str, str | Mapping[str, str]]:
        return {"要点": {key: item.text for key, item in self.items.items()}}

    def score(self, full: Decimal, given: Given) -> Outcome:
        ticks = given.answer.ticks
        if unknown := [key for key in ticks if key not in self.items]:
            hint = did_you_mean(unknown[0], list(self.items))
            return given.flaw("要点", f"没有要点“{unknown[0]}”", hint)
        if unanswered := [key for key in self.items if key not in ticks]:
            rest = "；".join(f"{key} {self.items[key].text}" for key in unanswered)
            return given.judge(f"要点（{rest}：是、部分、否）")
        dropped = [key for key, tick in ticks.items() if tick is Tick.NOT_APPLICABLE]
        if dropped and not given.answer.reason:
            return given.flaw("要点", f"的要点{'、'.join(dropped)}不适用，须写理由", REASON_LACKS)
        if len(dropped) == len(self.items):
            told = f"不适用：{given.reason}"
            return Outcome(State.NOT_APPLICABLE, None, told, ground=Ground.NOT_APPLICABLE)
        if dropped and given.policy == NO_MARKS:
            ticks = {key: Tick.NO if tick is Tick.NOT_APPLICABLE else tick for key, tick in ticks.items()}
        elif dropped and given.policy == DROPPED and self.way == "累加":
            return self._rescaled(full, given, dropped)
        return replace(self._counted(ticks, full), dropped=self._texts(dropped))

    def _texts(self, keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.items[key].text for key in keys)

    def _rescaled(self, full: Decimal, given: Given, dropped: list[str]) -> Outcome:
        """The items that apply, brought to `full`."""
        rest = {key: item for key, item in self.items.items() if key not in dropped}
        worth = sum((item.points or ZERO for item in rest.values()), ZERO)
        smaller = replace(self, items=rest)
        made = scaled(smaller._counted(given.answer.ticks, worth), EXACT.divide(full, worth), dropped)
        return replace(made, dropped=self._texts(dropped))

    def _counted(self, ticks: Mapping[str, Tick], full: Decimal) -> Outcome:
        gaps = [gap for key, item in self.items.items() if (gap := self._gap(key, item, ticks[key]))]
        failed = [key for key, item in self.items.items() if item.required and ticks[key] is Tick.NO]
        lost = full if failed else min(sum((g.points for g in gaps), ZERO), full)
        met, idle = (sum(ticks[key] is tick for key in self.items) for tick in (Tick.YES, Tick.NOT_APPLICABLE))
        said = f"{len(self.items)}个要点中{met}个达到要求" + (f"，{idle}个不适用" if idle else "")
        for words in (_PARTLY, _UNMET):
            if short := [f"{g.content}（扣{say_points(g.points)}分）" for g in gaps if g.actual == words]:
                said += f"；{words}的：{'；'.join(short)}"
        if failed:
            said += f"；必备要点{'、'.join(failed)}未达到，整项不得分"
        made = self.scored(full - lost, said, _adding_up(gaps, lost))
        return replace(made, target=f"{len(self.items)}个要点都达到要求", actual=f"{met}个达到要求")

    def _full(self, item: Item) -> Decimal:
        return (self.cost if self.way == "缺项扣分" else item.points) or ZERO

    def _gap(self, key: str, item: Item, tick: Tick) -> Gap | None:
        worth = self._full(item)
        if tick in (Tick.YES, Tick.NOT_APPLICABLE):
            return None
        kept = (worth / 2 if item.partly is None else item.partly) if tick is Tick.PARTLY else ZERO
        actual = _PARTLY if tick is Tick.PARTLY else _UNMET
        return self.gap(item.text, worth - kept, worth, standard=item.text, actual=actual, key=key)

    def standard(self, full: Decimal) -> str:
        rows = [f"{key}. {item.text}{self._worth(item)}" for key, item in self.items.items()]
        tail = f"每缺一项扣{say_points(self.cost)}分，扣完为止。" if self.way == "缺项扣分" else ""
        if any(item.partly is None for item in self.items.values()):
            tail += "部分达到的，按该要点的一半计。"
        return "；".join(rows) + "。" + tail

    def told(self, item: Item) -> str:
        """An item with what it is worth, as a form asks it."""
        how = "" if self.way == "累加" else "缺扣"
        return f"{item.text}（{how}{say_points(self._full(item))}分）"

    def _worth(self, item: Item) -> str:
        notes = [f"{say_points(item.points)}分"] if self.way == "累加" else []
        notes += [f"部分达到得{say_points(item.partly)}分"] if item.partly is not None else []
        notes += ["必备，缺此项整项不得分"] if item.required else []
        return f"（{'；'.join(notes)}）" if notes else ""

    def problems(self, full: Decimal) -> Iterator[Problem]:
        total = sum((item.points or ZERO for item in self.items.values()), ZERO)
        for key, item in self.items.items():
            worth = self._full(item)
            if self.way == "缺项扣分" and item.points is not None:
                yield ("要点", key, "分值"), f"要点{key}写了“分值”，缺项扣分的按“每缺一项扣”计，请删去“分值”"
            if item.partly is not None and item.partly >= worth:
                yield (
                    ("要点", key, "部分得分"),
                    f"要点{key}部分得分{say_points(item.partly)}，不小于{say_points(worth)}分",
                )
        if self.way == "累加" and total != full:
            yield ("要点",), f"各要点合计{say_points(total)}分，与分值{say_points(full)}不等"


def _adding_up(gaps: list[Gap], lost: Decimal) -> list[Gap]:
    """Gaps brought to `lost` in all, in proportion: a required item or the floor may change their sum."""
    total = sum((g.points for g in gaps), ZERO)
    if not total or total == lost:
        return gaps
    return [replace(g, points=g.points * lost / total) for g in gaps]
