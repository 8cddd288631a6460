"""The ledger: a SQLite file with every item, request, job and result, written before the next step begins.

Reading order:

* `schema`: the tables, and whether a file has them.
* `file`: opening the file, the API that it belongs to, and SQLite's errors as those of this package.
* `task`: an item with its request and its job, as read from the ledger.
* `changes`: the write operations, one function for each step of an item.
* `writer`: the thread that commits the changes of many tasks together.
* `ledger`: an open ledger: the lock, the changes, and everything that is read from it.
* `totals`: the summary of a ledger.
"""
