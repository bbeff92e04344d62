"""Several names in one cell, as people number, quote and part them."""

import pytest

from reportgen.forms import merging


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("热线、邮箱", ["热线", "邮箱"]),
        ("[热线, 邮箱]", ["热线", "邮箱"]),
        ("· 热线\n· 邮箱", ["热线", "邮箱"]),
        ("1、热线；2、邮箱。", ["热线", "邮箱"]),
        ("①热线②邮箱", ["热线", "邮箱"]),
        ("（1）热线（2）邮箱", ["热线", "邮箱"]),
        ("“热线”“邮箱”", ["热线", "邮箱"]),
        ("《甲、乙办法》《丙办法》", ["《甲、乙办法》", "《丙办法》"]),
        ("12345 热线、1.5 倍计划", ["12345 热线", "1.5 倍计划"]),
    ],
)
def test_names_in_a_cell(text: str, names: list[str]) -> None:
    assert merging.names(text) == names
