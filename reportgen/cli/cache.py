"""cache: where the cache is and how large; and emptying it."""

from __future__ import annotations

import click

from reportgen.cache import location
from reportgen.cache.store import users
from reportgen.cli import show, words

_KILO = 1024


@click.command("cache", cls=words.Command)
@click.argument("action", metavar="[clear]", type=click.Choice(["clear"]), required=False)
def cache(action: str | None) -> None:
    """显示缓存的位置和大小；cache clear 清空缓存。缓存只为提速，随时可以删除。"""
    own, out = users(), show.Out()
    if own.folder is None:
        out.print(f"没有缓存：找不到用户的缓存文件夹，或 {location.VARIABLE} 设为空。")
    elif action:
        out.print(f"已清空缓存：{own.folder}（{own.clear()} 个文件）")
    elif own.folder.exists() and not location.trusted(own.folder):
        out.print(f"缓存文件夹不用：{own.folder}")
        out.print("    → 它须是您自己的文件夹，不是链接，且别人不能进入（权限 0700）")
    else:
        found = own.entries()
        size = sum(path.stat().st_size for path in found)
        out.print(f"缓存：{own.folder}（{len(found)} 个文件，{size / _KILO:.0f} KB）")
