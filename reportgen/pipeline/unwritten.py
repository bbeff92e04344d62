"""叙述 that only the department can write, and has not: what its report lacks for that."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.diagnostics import Diagnostic, hint
from reportgen.facts.blanks.questions import NARRATIVE
from reportgen.facts.records.dossier import Narrative
from reportgen.stages.inputs import Inputs
from reportgen.values import replace


def unwritten_texts(inputs: Inputs, printed: Callable[[str], bool]) -> list[str]:
    """Those of 核查.应写 that the template prints and nobody has written, in the order of the report."""
    wanted, told = inputs.pack.info.checking.texts, inputs.department.narrative or Narrative()
    fields = ((field.alias, getattr(told, own)) for own, field in Narrative.fields_by_name.items())
    return [name for name, text in fields if name in wanted and not text and printed(f"{NARRATIVE}.{name}")]


def unwritten(inputs: Inputs, printed: Callable[[str], bool]) -> list[Diagnostic]:
    """One 提示 that names them all, at the first."""
    if not (names := unwritten_texts(inputs, printed)):
        return []
    message = f"“叙述”没有写：{'、'.join(names)}；报告里没有这些内容，或只有按数字生成的一两句"
    at = inputs.source.position((NARRATIVE, names[0]), key=True)
    told = hint("unwritten", message, "请由承办科室写好，没有可写的可不理会", at)
    return [replace(told, where=f"{NARRATIVE}.{names[0]}")]
