"""The ledger: what was asked, sent, bought, received and reported; on the disk before anything follows.

Reading order:

* `schema`: the tables, and how an older ledger becomes a newer one.
* `task`: an item as far as the ledger knows it.
* `changes`: what is written, one function for each step of an item's life.
* `writer`: the one writer, which commits the changes of many tasks together.
* `ledger`: an open ledger: the lock, the changes, and everything that is read from it.
* `origin`: the file, how it is opened to read or to write, and the API that it was begun on.
* `problems`: SQLite's errors in words that say what to do.
"""
