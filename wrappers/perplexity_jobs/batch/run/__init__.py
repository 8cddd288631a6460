"""A run: submitting, waiting, writing down and reporting, each in tasks of its own.

Reading order:

* `run`: opens everything in an order in which nothing is sent before all is well.
* `runner`: the tasks of a run, and how it ends.
* `submitter`: buys jobs, at the rate and within the budget, with the intent on the disk first.
* `waiting`: waits for all jobs with one plan, as `as_completed` does.
* `collector`: what the end of a job means for its item.
* `reporter`, `sink`: results to the caller's function and to the results file, each once.
* `course`: what the tasks tell each other: errors, the end, progress.
* `patience`: when a run gives up, and whose a refusal is.
* `counts`: the counts of a run, for the budget and for progress.
* `choice`, `uncertain`, `signals`: which API is spoken, what is said of an uncertain item, Ctrl-C.
"""
