"""The ledger: what was asked, sent, bought, received and reported; on the disk before anything follows.

Reading order:

* `schema`: the tables, and whether a file has them.
* `file`: how the file is opened, the API that it was begun on, and SQLite's errors as those of this package.
* `task`: an item as far as the ledger knows it.
* `changes`: what is written, one function for each step of an item's life.
* `writer`: the one writer, which commits the changes of many tasks together.
* `ledger`: an open ledger: the lock, the changes, and everything that is read from it.
"""
