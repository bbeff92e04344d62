"""A 整改台账 that people filled in: `filled_ledger` has its rows, `matching` and `comparing` hold them against today's.

`taking` writes what was filled in into 整改.yaml.
"""
