"""算式: arithmetic over named facts, which explains itself."""

from reportgen.scoring.formula.derived_figures import derivation, derived, told_figures
from reportgen.scoring.formula.figures import (
    Figure,
    Figures,
    Formula,
    Formulas,
    Input,
    compute,
    fact_input,
    fixed,
    shown,
    units,
    unmade,
)
from reportgen.scoring.formula.formula_file import load, needed
from reportgen.scoring.formula.grammar import parse
from reportgen.scoring.formula.stated import restated

__all__ = [
    "Figure",
    "Figures",
    "Formula",
    "Formulas",
    "Input",
    "compute",
    "derivation",
    "derived",
    "fact_input",
    "fixed",
    "load",
    "needed",
    "parse",
    "restated",
    "shown",
    "told_figures",
    "units",
    "unmade",
]
