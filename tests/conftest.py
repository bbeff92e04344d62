"""Settings that all tests share: on CI hypothesis tries the same examples every time."""

import os
import traceback
from collections.abc import Iterator

import pytest
import remembered
from hypothesis import settings

from reportgen.cli import net

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """--refresh: see test_golden.py."""
    parser.addoption("--refresh", action="store_true", help="store the golden texts anew instead of comparing")


@pytest.fixture(scope="session", autouse=True)
def _what_stays_the_same_is_remembered() -> Iterator[None]:
    """Shipped packs are parsed once in a run."""
    with pytest.MonkeyPatch.context() as patch:
        remembered.remember_packs(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_falls_into_the_net() -> Iterator[None]:
    """A fault that only the outermost net would catch fails the test that met it."""

    def fallen(failure: BaseException) -> str:
        pytest.fail("".join(traceback.format_exception(failure)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(net, "told", fallen)
        yield


@pytest.fixture(scope="session", autouse=True)
def _the_cache_is_not_the_user_s(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands keep what they make in a folder of this run, also those in processes of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORTGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
