"""A batch on several machines (extra: `dask`).

Reading order:

* `shards`: splits the items over the workers of a Dask cluster, each part with a ledger of its own.
* `gathering`: takes the results of a part into the ledger of the whole batch, each once.
"""
