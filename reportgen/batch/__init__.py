"""Many departments at once, by any executor of `concurrent.futures`; each is built as a run of its own would build it.

`gathering` finds the dept.yaml files, `planning` says which have changed and where each is written, `crew` holds the
executor (processes here; `cluster` a Dask cluster), `running` hands out the tasks and survives a worker's death, `work`
is what a worker does (within a `limit` of time), `log` is what is known of every department when the next run comes.
"""
