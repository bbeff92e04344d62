"""算式: arithmetic over named facts, which explains itself."""

from reportgen.scoring.formula.derived import derived
from reportgen.scoring.formula.figures import (
    Figure,
    Figures,
    Formulas,
    Input,
    compute,
    fact_input,
    fixed,
    load,
    shown,
    unmade,
)
from reportgen.scoring.formula.stated import restated

__all__ = [
    "Figure",
    "Figures",
    "Formulas",
    "Input",
    "compute",
    "derived",
    "fact_input",
    "fixed",
    "load",
    "restated",
    "shown",
    "unmade",
]
