"""Templates to text: everything that is put in is escaped, whatever a person wrote."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from reportgen.web.views import words


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("reportgen.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(words.FILTERS)
    return made


def render(template: str, **values: Any) -> str:
    """The page, or the region of a page, that `template` makes of `values`."""
    return _environment().get_template(template).render(**values)
