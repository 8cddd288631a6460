"""A run: submitting, waiting, writing down and reporting, each in tasks of its own.

Reading order:

* `run`: opens everything in an order in which nothing is sent before all is well; its tasks, and how it ends.
* `client`: which API is spoken, and the client that asks it.
* `submitter`: buys jobs, at the rate and within the budget, with the intent on the disk first.
* `collector`: waits for all jobs with one plan, as `as_completed` does, and writes down what each end means.
* `reporter`: results to the results file and to the caller's function, each once.
* `state`: what the tasks share: counts, errors, the end, and what wakes them.
* `backoff`: pauses after failures, when a run gives up, and whether a refusal is one item's or the account's.
* `signals`: Ctrl-C and SIGTERM.
"""
