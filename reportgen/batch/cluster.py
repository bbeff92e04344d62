"""A Dask cluster as the crew: scheduler and workers run by their own commands, files lie in a folder that all share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reportgen.batch.crew import Crew
from reportgen.cache.program import program
from reportgen.diagnostics import Position, Refused, error

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
_PATIENCE = 10  # seconds to find a scheduler


@contextmanager
def cluster(address: str, folders: Sequence[Path]) -> Iterator[Crew]:
    """The workers of the scheduler at `address`, each of which must have this very program and see `folders`.

    A worker that dies is the scheduler's care: it gives its tasks to another. Raises Refused where there is no
    scheduler, it is of another version, or its workers will not do; and later, from the crew, where it has gone.
    """
    client = _client(address)
    try:
        _suited(client, address, folders)
        threads = sum(client.nthreads().values())
        yield Crew(lambda: _executor(client, address), threads)
    finally:
        client.close(timeout=_PATIENCE)


def _client(address: str) -> Client:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as failure:
        message = "没有安装 Dask，不能使用 --dask"
        raise _refused(address, message, 'python -m pip install "reportgen[dask]"') from failure
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as failure:
        hint = "请核对地址和端口；先在一台机器上运行 dask scheduler，在各台机器上运行 dask worker 地址"
        raise _refused(address, "连接不上 Dask 调度器", hint) from failure


def _suited(client: Client, address: str, folders: Sequence[Path]) -> None:
    """Raise Refused where workers lack, differ in version, run another program, or do not see the folders."""
    if not client.nthreads():
        raise _refused(address, "调度器没有 worker", f"请在各台机器上运行 dask worker {address}")
    try:
        client.get_versions(check=True, packages=["msgspec"])
    except (ValueError, ImportError) as failure:
        message = "本机、调度器与 worker 的 Python 或库版本不同"
        raise _refused(address, message, "请在各台机器上安装同一版本（constraints.txt）") from failure
    own, hint = program(), "请在各台机器上装同一版本的 reportgen"
    _every(client, program, lambda found: found == own, _refused(address, "worker 上不是同一份 reportgen", hint))
    for folder in folders:
        hint = "请把资料和 -o 放在各台机器都能以同一路径打开的共享文件夹"
        _every(client, partial(os.path.isdir, folder), bool, _refused(address, f"worker 看不到“{folder}”", hint))


def _every(client: Client, asked: Callable[[], T], fits: Callable[[T], bool], wrong: Refused) -> None:
    """Raise `wrong` where a worker's answer to `asked` does not fit, or it has none: it lacks reportgen itself."""
    try:
        answers = client.run(asked)
    except Exception as failure:  # whatever a worker raises
        raise wrong from failure
    if not all(map(fits, answers.values())):
        raise wrong


def _executor(client: Client, address: str) -> Executor:
    if client.status != "running":
        hint = "请检查调度器，再运行一次：只补没有做完的"
        raise _refused(address, "与 Dask 调度器的连接断了", hint)
    executor: Executor = client.get_executor(pure=False)  # what has the same arguments is yet to be done
    return executor


def _refused(address: str, message: str, hint: str) -> Refused:
    return Refused([error("dask", message, hint, Position(address))])
