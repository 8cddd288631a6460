"""The questions of a batch: read from a file or the caller, completed, and checked.

Reading order:

* `items`: one question, and its form in the ledger.
* `sources`: files of questions in four formats.
* `loading`: defaults, ids, duplicates, and a check of each request before anything is sent.
"""
