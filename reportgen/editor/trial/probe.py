"""Made-up evaluations of a pack: one in which everything is given and every point lost, one with the bare minimum."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.editor.trial import sample
from reportgen.evaluation import Evaluation, drawn_up
from reportgen.exhibits import Exhibits
from reportgen.facts.department import Department, complete, facts
from reportgen.facts.source import Source
from reportgen.findings.finding import Finding
from reportgen.packs.pack import PackInfo
from reportgen.scoring.formula import Figure, Formulas, compute
from reportgen.scoring.framework import Framework
from reportgen.scoring.mark import Gap, Ground, Mark, State
from reportgen.scoring.scorecard import Loss, Node, Scorecard
from reportgen.values import replace

MONEY, RATIO, PLAIN = Decimal("1607.45"), Decimal("0.8793"), Decimal("12.5")


def full(name: str, info: PackInfo, framework: Framework, formulas: Formulas) -> Evaluation:
    """Every field given, every figure computed, half of every indicator's points lost, every list with rows."""
    nodes = tuple(_node(framework, code, lost=True) for code, _, _ in framework.tree())
    department = complete(sample.whole(info.extra))
    values = {
        "pack": name,
        "words": info,
        "department": department,
        "figures": figures(formulas, department),
        "scorecard": _card(framework, nodes),
        "findings": (_finding(nodes),) * sample.ROWS,
        "remarks": {node.code: f"“{node.name}”的评语。" for node in nodes if node.mark},
        "draft": False,
    }
    return drawn_up(sample.around(Evaluation, **values, exhibits=Exhibits()))


def least(name: str, info: PackInfo, framework: Framework, formulas: Formulas) -> Evaluation:
    """Only what is compulsory, full marks, nothing to say: what a template must bear without a hole."""
    nodes = tuple(_node(framework, code, lost=False) for code, _, _ in framework.tree())
    figures = {own: replace(figure(own, formulas), value=None) for own in formulas.specs}
    made = Evaluation(
        pack=name,
        words=info,
        department=sample.least(info.extra),
        figures=figures,
        scorecard=_card(framework, nodes),
        findings=(),
        remarks={node.code: "" for node in nodes if node.mark},
    )
    return drawn_up(made)


def remarks(nodes: Sequence[Node]) -> dict[str, str]:
    """Something to say about every mark, of no two the same."""
    return {node.code: f"{node.code}“{node.name}”的评语。" for node in nodes if node.mark}


def dropped(evaluation: Evaluation) -> Evaluation:
    """`evaluation`, whose indicators do not apply and are dropped from the total, all but the first."""
    card = evaluation.scorecard
    first = next(node.code for node in card.nodes if node.mark)
    nodes = tuple(_out(node) if node.mark and node.code != first else node for node in card.nodes)
    losses = tuple(loss for loss in card.losses if loss.code == first)
    return replace(evaluation, scorecard=replace(card, nodes=nodes, losses=losses))


def _out(node: Node) -> Node:
    """A leaf that does not apply."""
    assert node.mark is not None
    none = {"points": None, "lost": None, "rate": None, "gaps": (), "asked": (), "manual": False}
    mark = replace(node.mark, **none, state=State.NOT_APPLICABLE, ground=Ground.NOT_APPLICABLE)
    return replace(node, points=None, mark=mark)


def figures(formulas: Formulas, department: Department) -> dict[str, Figure]:
    """Every computed indicator as it comes out for `department`; where it does not, some value of its unit."""
    sound = replace(formulas, specs={own: formulas.specs[own] for own in formulas.parsed})
    computed = compute(sound, facts(department, Source("", {}, {})))
    made = {own: figure(own, formulas) for own in formulas.specs}
    values = {own: found.value for own, found in computed.items() if found.value is not None}
    return {own: replace(one, value=values.get(own, one.value)) for own, one in made.items()}


def figure(name: str, formulas: Formulas) -> Figure:
    """A computed indicator with some value of its unit."""
    spec = formulas.specs[name]
    value = RATIO if spec.unit == "%" else MONEY if spec.unit.endswith("元") else PLAIN
    return Figure(name=name, value=value, unit=spec.unit, formula=spec.text, trace="", basis=spec.basis)


def mark(framework: Framework, code: str, *, lost: bool) -> Mark:
    """The mark of a leaf: full, or half of its points lost in one gap."""
    indicator = framework.indicators[code]
    short = indicator.full / 2 if lost else Decimal(0)
    kind = indicator.rule.kind if indicator.rule else ""
    return replace(
        sample.filled(Mark),
        own=False,
        code=code,
        name=indicator.name,
        parent=indicator.parent,
        full=indicator.full,
        points=indicator.full - short,
        lost=short,
        rate=(indicator.full - short) / indicator.full if indicator.full else Decimal(1),
        standard=indicator.standard,
        basis=indicator.basis,
        gaps=(gap(code, short, kind),) if lost else (),
        used=indicator.rule.names() if indicator.rule else (),
        asked=("某项资料",) if lost else (),
        kind=kind,
    )


def gap(code: str, points: Decimal, kind: str) -> Gap:
    """A gap that a sentence can tell of."""
    told = {"code": code, "points": points, "full": points, "kind": kind, "content": "没有达到标准", "key": ""}
    return replace(sample.filled(Gap), **told, standard="不低于90%", actual="87.93%", direction="偏低")


def _node(framework: Framework, code: str, *, lost: bool) -> Node:
    indicator = framework.indicators[code]
    own = mark(framework, code, lost=lost) if indicator.rule else None
    level = next(level for inner, _, level in framework.tree() if inner == code)
    points = own.points if own else indicator.full
    return Node(
        code=code,
        name=indicator.name,
        parent=indicator.parent,
        level=level,
        full=indicator.full,
        points=points,
        description=indicator.description,
        mark=own,
    )


def _card(framework: Framework, nodes: tuple[Node, ...]) -> Scorecard:
    marks = [node.mark for node in nodes if node.mark]
    losses = [m for m in marks if m.lost]
    total = framework.full - sum((m.lost or Decimal(0) for m in marks), Decimal(0))
    return sample.around(
        Scorecard,
        framework=framework.name,
        title=framework.title,
        nodes=nodes,
        full=framework.full,
        base=total,
        bonus=Decimal(0),
        total=total,
        grade=next((g.name for g in framework.grades if total >= g.least), framework.grades[-1].name),
        losses=tuple(map(_loss, losses)),
        notes=(),
        limits={},
    )


def _loss(own: Mark) -> Loss:
    return replace(sample.filled(Loss), code=own.code, name=own.name, points=own.lost)


def _finding(nodes: tuple[Node, ...]) -> Finding:
    first = next(node.mark for node in nodes if node.mark)
    return replace(
        sample.filled(Finding),
        codes=(first.code,),
        names=(first.name,),
        title=f"{first.name}没有达到标准",
        description=f"“{first.name}”没有达到标准。",
        points=first.lost,
        gaps=first.gaps,
    )
