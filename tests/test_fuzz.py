"""A short, seeded run of benchmarks/fuzz.py: damaged inputs of every kind end in a value or a refusal in Chinese."""

from __future__ import annotations

import importlib.util
import random
import signal
import sys
from pathlib import Path
from types import ModuleType

import pytest
from sample import ROOT

KINDS = ("dept.yaml", "整改.yaml", "pack", "template", "returned", "评价结果.json", "formula", "Markdown")


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    source = importlib.util.spec_from_file_location("fuzz", ROOT / "benchmarks" / "fuzz.py")
    assert source
    assert source.loader
    module = importlib.util.module_from_spec(source)
    source.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a clock of the process")
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_inputs(fuzz: ModuleType, tmp_path: Path, kind: str) -> None:
    found = [fuzz.tried(fuzz.TRIALS[kind], tmp_path, f"0 {kind} {number}") for number in range(12)]
    assert [what for what in found if what] == []


def test_what_is_wrong_is_found(fuzz: ModuleType, tmp_path: Path) -> None:
    def broken(_folder: Path, _dice: random.Random) -> None:
        raise KeyError(sys.platform)

    def endless(_folder: Path, _dice: random.Random) -> None:
        while True:
            pass

    assert "KeyError" in fuzz.tried(broken, tmp_path, "0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fuzz, "SECONDS", 0.05)
        assert "more than" in fuzz.tried(endless, tmp_path, "0")
