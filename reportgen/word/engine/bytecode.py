"""Compiled Jinja code by the names of its templates, taken from elsewhere or given away: never a file of Jinja's."""

from __future__ import annotations

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class Codes(BytecodeCache):
    """The code of every template of one environment; `codes` grows as templates are compiled."""

    def __init__(self) -> None:
        self.codes: dict[str, CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name: an environment of ours has but one template of that name."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code that there is."""
        bucket.code = self.codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code that was made."""
        if bucket.code is not None:
            self.codes[bucket.key] = bucket.code
