"""The questions: from a file or the caller to the checked items of a ledger.

Reading order:

* `items`: one question, and what makes two of them the same.
* `sources`: files of questions in four formats.
* `loading`: defaults, ids, repetitions, and a check of each request before anything is sent.
"""
