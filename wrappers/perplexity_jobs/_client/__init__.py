"""The two clients as users see them; they decide nothing, and carry out the operations of the core.

- `blocking`: `PerplexityJobs`, with the documentation of every method.
- `asynchronous`: `AsyncPerplexityJobs`, the same for asyncio.
- `jobs`: `Job` and `AsyncJob`, what `submit`, `get` and `wait` return, and what `list` returns.
- `base`: the constructor of both, and what the rooms above need of a client.
- `drive`: what carries an operation out, in threads and under asyncio.
"""
