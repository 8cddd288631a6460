"""The results: what became of each item, and of all of them.

Reading order:

* `result`: the result of one item, and its line in the results file.
* `summary`: progress, and the summary of a batch.
* `files`: which files a batch may use.
"""
