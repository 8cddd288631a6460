"""The questions of a batch: read from a file or the caller, completed, and checked.

Reading order:

* `items`: one question, and its form in the ledger.
* `formats`: the four formats, and which one a file or a text has.
* `sources`: files of questions in four formats.
* `loading`: defaults, ids, duplicates, and a check of each request before anything is sent.
"""
