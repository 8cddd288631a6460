"""The results of a batch: of each item, in total, and the files that they go to.

Reading order:

* `result`: the result of one item, and its line in the results file.
* `summary`: progress, and the summary of a batch.
* `files`: the check that a batch's files are distinct and usable.
"""
