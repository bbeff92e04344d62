"""Packages whose names are imported when they are asked for: every name that they promise is there."""

import pytest

from reportgen import pipeline


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_name_is_there(name):
    assert getattr(getattr(pipeline, name), "__name__", name) == name


def test_no_other_name_is():
    with pytest.raises(AttributeError, match="nothing"):
        _ = pipeline.nothing
