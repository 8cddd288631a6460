"""Requests over httpx: a `Call` becomes a `Reply` or a `Failure`, within its time.

Only this room knows httpx. Its modules, in reading order:

- `requests`: one request, how it is built and what its answer or its failure means.
- `body`: the body of an answer, never larger than the limit.
- `connections`: the clients of httpx, with one connection each, and why.
- `blocking`: requests of threads.
- `asynchronous`: requests of asyncio and trio.
- `environment`: proxies and certificates that the environment sets, and what is wrong with them.
"""
