"""Settings that all tests share: on CI hypothesis tries the same examples every time."""

import gc
import os
import traceback
from collections import Counter
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from reportgen.cache import location
from reportgen.cli import net

_EXAMPLES = 40
settings.register_profile("ci", derandomize=True, max_examples=_EXAMPLES, deadline=None)
settings.register_profile("here", max_examples=_EXAMPLES, deadline=None)
settings.register_profile("thorough", max_examples=2000, deadline=None)  # --hypothesis-profile thorough
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    """The cache is not the user's: one folder for this run, its workers and the processes that tests start."""
    if not hasattr(config, "workerinput"):
        kept = TemporaryDirectory(prefix="reportgen-tests-")
        config.add_cleanup(kept.cleanup)
        os.environ[location.VARIABLE] = kept.name
    gc.set_threshold(100_000, *gc.get_threshold()[1:])


def pytest_addoption(parser: pytest.Parser) -> None:
    """--refresh: see test_golden.py."""
    parser.addoption("--refresh", action="store_true", help="store the golden texts anew instead of comparing")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a test that is marked few(n), the cases after the first n are slow ones. Those in a browser take longest: they
    begin, so that at the end no worker waits for another's."""
    met: Counter[str] = Counter()
    for item in items:
        if few := item.get_closest_marker("few"):
            test = item.nodeid.partition("[")[0]
            met[test] += 1
            if met[test] > few.args[0]:
                item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: "chromium" not in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """What was collected stays: it is not looked through again and again for garbage, a twentieth of the time."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _nothing_falls_into_the_net() -> Iterator[None]:
    """A fault that only the outermost net would catch fails the test that met it."""

    def fallen(failure: BaseException) -> str:
        pytest.fail("".join(traceback.format_exception(failure)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(net, "told", fallen)
        yield
