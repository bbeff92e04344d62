"""What is made from an evaluation: one room each, named in OUTPUTS, whose `OUTPUT` says all that there is to say.

A room is entered when its output is asked for, so that a report needs nothing that only a workbook needs.
"""

from __future__ import annotations

from importlib import import_module

from reportgen.pipeline.outputs.output import Output

OUTPUTS = (
    "report",
    "review",
    "ledger",
    "workings",
    "overall",
)


def output(name: str) -> Output:
    """The output `name` of OUTPUTS."""
    if name not in OUTPUTS:
        raise KeyError(name)
    found: Output = import_module(f"{__name__}.{name}").OUTPUT
    return found
