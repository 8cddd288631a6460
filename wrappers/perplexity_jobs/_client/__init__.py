"""The two clients as users see them; they decide nothing, and carry out the operations of the core.

- `methods`: what both clients offer, each method once, with its documentation.
- `jobs`: `Job` and `AsyncJob`, what `submit`, `get` and `wait` return.
- `base`: the constructor of both, and what the rooms above need of a client.
- `blocking`: `PerplexityJobs`, which carries out an operation in the thread that calls.
- `asynchronous`: `AsyncPerplexityJobs`, the same for asyncio.
"""
