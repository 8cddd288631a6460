"""One run of a batch: asyncio tasks that submit, poll, write to the ledger and report.

Reading order:

* `run`: checks and opens everything before anything is sent, starts the tasks, and ends them.
* `client`: the API and the client of the run.
* `submitter`: submits jobs within rate limit, budget and concurrency, each intent stored first.
* `collector`: polls all jobs with one `Plan`, as `as_completed` does, and stores their results.
* `reporter`: writes each result once to the results file and the caller's function.
* `state`: what the tasks share: counts, errors, the end of the run, and events.
* `backoff`: delays after failures, when a run gives up, and whether a refusal concerns one item or all.
* `signals`: Ctrl-C and SIGTERM.
"""
