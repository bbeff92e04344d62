"""The outermost net: what nobody foresaw is told in Chinese, and nothing of the user's goes into the file to send."""

from __future__ import annotations

import importlib.util
import tempfile

import pytest
from sample import FUTIAN

from reportgen import cli, pipeline
from reportgen.cli import net


@pytest.fixture
def real_net(monkeypatch, tmp_path):
    """The net as users have it, its files in a folder of the test's."""
    source = importlib.util.spec_from_file_location("net_of_users", net.__file__)
    module = importlib.util.module_from_spec(source)
    source.loader.exec_module(module)
    monkeypatch.setattr(net, "told", module.told)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def _secret(*_given, **_more):
    try:
        raise KeyError("机密内容")
    except KeyError as failure:
        raise RuntimeError("机密：/home/someone/dept.yaml") from failure


def _endless(*_given, **_more):
    return _endless()


@pytest.mark.parametrize(("fault", "name"), [(_secret, "RuntimeError"), (_endless, "RecursionError")])
def test_an_unforeseen_fault(real_net, monkeypatch, capsys, fault, name):
    monkeypatch.setattr(pipeline, "evaluate", fault, raising=False)
    assert cli.main(["score", str(FUTIAN)]) == cli.REFUSED
    message = capsys.readouterr().err
    assert "程序内部出错" in message
    assert "Traceback" not in message
    (kept,) = real_net.glob("reportgen-出错-*.txt")
    assert kept.name in message.replace("\n", "")
    text = kept.read_text("utf-8")
    assert name in text
    assert "reportgen/cli/inspect.py" in text
    assert "机密" not in text
    assert "someone" not in text
    assert len(text) < 20_000


def test_without_a_place_for_the_file_it_is_printed(real_net, monkeypatch, capsys):
    monkeypatch.setattr(pipeline, "evaluate", _secret, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(real_net / "none"))
    assert cli.main(["score", str(FUTIAN)]) == cli.REFUSED
    assert "reportgen/cli/inspect.py" in capsys.readouterr().err


def test_the_tests_themselves_see_through_it(monkeypatch):
    monkeypatch.setattr(pipeline, "evaluate", _secret, raising=False)
    with pytest.raises(pytest.fail.Exception, match="RuntimeError"):
        cli.main(["score", str(FUTIAN)])
