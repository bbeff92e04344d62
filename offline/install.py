"""Install reportgen into the folder of this file: 安装.bat runs it, with whichever Python was found.

Nothing is written elsewhere, no administrator and no network is needed; to uninstall is to delete the folder.
Python may be older than reportgen wants: this file must be readable for it, to say so.
"""

import os
import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "wheels"
WINDOWS = os.name == "nt"


def unfit(wheels):
    """Why this Python will not do for `wheels`, by their names; empty where it will."""
    compiled = [name.split("-")[2] for name in wheels if "-cp3" in name and "-abi3-" not in name]
    here, wanted = "{}.{}".format(*sys.version_info), f"3.{compiled[0][3:]}"
    if here != wanted:
        return f"这里的 Python 是 {here}，需要 {wanted}。"
    if sys.maxsize < 2**32:
        return f"这里的 Python 是 32 位的，需要 64 位的 {wanted}。"
    if any("win_amd64" in name for name in wheels) != WINDOWS:
        return "这个安装包不是给这种系统的。"
    return ""


def install():
    """Unpack all wheels into lib, by the pip that came along; its exit code."""
    sys.path.insert(0, str(next(WHEELS.glob("pip-*.whl"))))
    options = ["--isolated", "--no-index", "--no-cache-dir", "--disable-pip-version-check", "--quiet", "--upgrade"]
    sys.argv = [
        "pip",
        "install",
        *options,
        "--find-links",
        str(WHEELS),
        "--target",
        str(HERE / "lib"),
        "reportgen[web]",
    ]
    try:
        runpy.run_module("pip", run_name="__main__")
    except SystemExit as done:
        return done.code
    return 0


def start():
    """The command reportgen for this Python; one that lies in this folder is found, too, when the folder is moved."""
    python = Path(sys.executable)
    if not WINDOWS:
        path = HERE / "reportgen"
        path.write_text(f'#!/bin/sh\nexec "{python}" "{HERE}/start.py" "$@"\n', "utf-8")
        path.chmod(0o755)
        return
    named = f"%~dp0python\\{python.name}" if python.parent == HERE / "python" else python
    text = f'@"{named}" "%~dp0start.py" %*\r\n'
    (HERE / "reportgen.bat").write_bytes(text.encode("mbcs"))


def main():
    """Install, and say what to do next."""
    why = unfit([path.name for path in WHEELS.iterdir()])
    if why:
        print(f"{why}请看“先读我.txt”第一步。")
        return 1
    print("正在安装，约一分钟……", flush=True)
    if install():
        print("没有装上。请把压缩包重新解压到另一个文件夹（不要在压缩包里直接运行），再试。")
        return 1
    start()
    print("已安装。双击“启动.bat”在网页里填报，双击“命令窗口.bat”打命令；不用了，删去这个文件夹即可。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
