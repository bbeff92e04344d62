"""算式: arithmetic over named facts, which explains itself."""

from reportgen.scoring.formula.figures import Figure, Figures, Formulas, Input, compute, fixed, load, shown

__all__ = ["Figure", "Figures", "Formulas", "Input", "compute", "fixed", "load", "shown"]
