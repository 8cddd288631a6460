"""The two clients as users see them; they decide nothing, and carry out the operations of the core.

- `blocking`: `PerplexityJobs`, with the documentation of its methods.
- `asynchronous`: `AsyncPerplexityJobs`, the same for asyncio.
- `jobs`: `Job` and `AsyncJob`, what `submit`, `get` and `wait` return, and what `list` returns.
- `base`: what is the same in both, such as the constructor; what the rooms above need of a client.
- `drive`: what carries an operation out, in threads and under asyncio.
"""
