"""A batch on several machines (extra: `dask`).

`shards` splits the items over the workers of a Dask cluster, each part with a ledger of its own, and gathers
their results in the ledger of the whole batch, each once.
"""
