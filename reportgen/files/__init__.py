"""Files of a person's disk: what an output may be called, and how it is written so that nothing a person has is lost.

`door` says whether a file may be written at all, `file_names` makes names, `locks` lets one run work at a time,
`writing` puts whole files in their places, `asides` keeps what stood there before.
"""

from __future__ import annotations

from reportgen.files.asides import set_aside
from reportgen.files.door import fitting
from reportgen.files.file_names import safe_name
from reportgen.files.locks import alone, locked
from reportgen.files.obstacles import refusal
from reportgen.files.writing import homes, put, real, write, write_beside, write_folder, write_new

__all__ = [
    "alone",
    "fitting",
    "homes",
    "locked",
    "put",
    "real",
    "refusal",
    "safe_name",
    "set_aside",
    "write",
    "write_beside",
    "write_folder",
    "write_new",
]
