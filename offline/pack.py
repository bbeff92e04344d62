"""Everything to install reportgen where there is no network and no administrator, in one .zip.

    python offline/pack.py                      for Windows, 64 bit, Python 3.11: dist/reportgen-离线安装-win_amd64.zip
    python offline/pack.py --python 3.12        for another Python
    python offline/pack.py --platform here      for a machine like this one

It needs the network (pip fetches the wheels of all that reportgen needs, in the versions of constraints.txt where they
are pinned) and `packaging`, which comes with `.[test]`. What is in the .zip: the wheels (the page's, too), install.py,
start.py, the .bat files, the manual as a page to read, and a sample. Python itself is not: 先读我.txt says where from.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from email.parser import Parser
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FOLDER = "reportgen"  # in the .zip
OWN, EXTRA = "reportgen", "web"  # what is installed: the commands and the page
WINDOWS = "win_amd64"
_PINNED = ("--only-binary=:all:", "-c", str(ROOT / "constraints.txt"))
_AS = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"}
_STYLE = (
    "<style>body{max-width:46em;margin:2em auto;padding:0 1em;font:16px/1.7 'Microsoft YaHei',sans-serif}"
    "img{max-width:100%;border:1px solid #ccc}table{border-collapse:collapse}"
    "td,th{border:1px solid #bbb;padding:.2em .6em;vertical-align:top}"
    "pre,code{background:#f4f4f4;font-family:Consolas,monospace}pre{padding:.6em;overflow:auto}</style>"
)


class Target:
    """A platform and a Python for which wheels are wanted; `here` is the one that runs this."""

    def __init__(self, platform: str, python: str) -> None:
        self.platform, self.python = platform, python

    @property
    def options(self) -> list[str]:
        """What pip is told of it; nothing for the machine itself."""
        if self.platform == "here":
            return []
        return ["--platform", self.platform, "--python-version", self.python, "--implementation", "cp"]

    @property
    def markers(self) -> dict[str, str]:
        """The environment of requirements there, as far as it differs from that of this machine."""
        if self.platform == "here":
            return {}
        return {**_AS, "python_version": self.python, "python_full_version": f"{self.python}.0"}

    def unfit(self, wheels: Sequence[Path]) -> list[str]:
        """The files that cannot be installed there: other platforms, other Pythons, sources."""
        if self.platform == "here":
            return [path.name for path in wheels if path.suffix != ".whl"]
        return [path.name for path in wheels if path.suffix != ".whl" or not self._tags & _tags(path)]

    @property
    def _tags(self) -> set[Tag]:
        version = tuple(int(part) for part in self.python.split("."))
        interpreter = f"cp{''.join(self.python.split('.'))}"
        platforms = [self.platform]
        return {*cpython_tags(version, platforms=platforms), *compatible_tags(version, interpreter, platforms)}


def _tags(wheel: Path) -> frozenset[Tag]:
    return parse_wheel_filename(wheel.name)[3]


def own(folder: Path) -> Path:
    """Our own wheel, made in `folder`."""
    _pip("wheel", "--no-deps", "-w", str(folder), str(ROOT))
    return next(folder.glob("reportgen-*.whl"))


def wheels(folder: Path, target: Target) -> list[Path]:
    """Fill `folder` with our own wheel and every other that it needs on `target`, pip's among them."""
    wanted = [f"{own(folder)}[{EXTRA}]", "pip"]
    while wanted:
        _pip("download", *_PINNED, *target.options, "-d", str(folder), *wanted)
        wanted = lacking([*folder.glob("*.whl")], target)
    found = sorted(folder.iterdir())
    if wrong := target.unfit(found):
        sys.exit(f"not for {target.platform}, Python {target.python}: {', '.join(wrong)}")
    return found


def lacking(found: Sequence[Path], target: Target) -> list[str]:
    """What the wheels `found` need on `target` and is not among them: pip takes markers for those of this machine."""
    there = {canonicalize_name(parse_wheel_filename(path.name)[0]) for path in found}
    needed = (need for path in found for need in _needs(path, target))
    return sorted({str(need) for need in needed if canonicalize_name(need.name) not in there})


def _needs(wheel: Path, target: Target) -> Iterator[Requirement]:
    with zipfile.ZipFile(wheel) as package:
        metadata = next(name for name in package.namelist() if name.endswith(".dist-info/METADATA"))
        told = Parser().parsestr(package.read(metadata).decode())
    extra = EXTRA if canonicalize_name(told["Name"]) == OWN else ""
    for line in told.get_all("Requires-Dist") or ():
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({**target.markers, "extra": extra}):
            need.marker = None
            yield need


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *arguments], check=True)


def for_windows(text: str) -> bytes:
    """A .bat or .txt as a Chinese Windows reads it: GBK, CRLF; raises UnicodeEncodeError for what GBK has not."""
    return text.replace("\n", "\r\n").encode("gbk")


def page(manual: str) -> str:
    """The manual as a page that a double click shows."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - reportgen brings it

    body = MarkdownIt("commonmark").enable("table").render(manual)
    return f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>使用手册</title>{_STYLE}{body}</html>'


def contents(found: Sequence[Path], target: Target) -> dict[str, bytes]:
    """Everything in the .zip by its name there."""
    made = {f"wheels/{path.name}": path.read_bytes() for path in found}
    made |= {path.name: path.read_bytes() for path in HERE.glob("*.py") if path.name != Path(__file__).name}
    for path in (*HERE.glob("*.bat"), *HERE.glob("*.txt")):
        made[path.name] = for_windows(path.read_text("utf-8").replace("{python}", target.python))
    made["使用手册.html"] = page((ROOT / "docs" / "使用手册.md").read_text("utf-8")).encode()
    pictures = (ROOT / "docs" / "images" / "manual").glob("*.png")
    made |= {f"images/manual/{path.name}": path.read_bytes() for path in pictures}
    sample = ROOT / "data" / "futian-kechuang-2021"
    return made | {f"样例/{path.name}": path.read_bytes() for path in sample.glob("*.yaml")}


def packed(made: dict[str, bytes], output: Path) -> None:
    """Write the .zip; wheels are compressed already."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in sorted(made.items()):
            kind = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            package.writestr(f"{FOLDER}/{name}", data, kind)


def main(arguments: Sequence[str] | None = None) -> Path:
    """Make the .zip."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--platform", default=WINDOWS, help=f"{WINDOWS} (default), or here")
    parser.add_argument("--python", default="3.11", help="the Python there: 3.11 (default) or later")
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args(arguments)
    target = Target(asked.platform, asked.python)
    output = asked.output or ROOT / "dist" / f"reportgen-离线安装-{target.platform}.zip"
    with TemporaryDirectory() as folder:
        found = wheels(Path(folder), target)
        packed(contents(found, target), output)
    print(f"{output}: {len(found)} wheels, {output.stat().st_size >> 20} MB")
    return output


if __name__ == "__main__":
    main()
