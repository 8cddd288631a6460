"""What is decided, without input or output. Read `operations` first, then what it names.

- `operations`: get, cancel, wait, run and the pages of the list, as generators.
- `submit`: how a job is created, and what happens when the service has ended its API.
- `requests`: the base of both: one request, with its repetitions, and the snapshot that comes of it.
- `effects`: what an operation may ask of the client that drives it.
- `poll`: one wait for one job: when to poll again, when to stop, and what it tells after each poll.
- `poll_policy`: how often to poll, and the numbers known for each kind of model.
- `pages`: which page of the list comes next, and where the list ends.
- `job`: a snapshot of a job.
- `api`: what an adapter of a service offers, and a page of its list.
- `response`: what a status, a header or a body means for what comes next.
- `content`: Date, Retry-After and rate limits in headers; the JSON of a body.
"""
