"""A process that opens a ledger and dies at a given point; test_birth.py starts it.

There are two ways to die:

* `statement`: before the n-th statement that SQLite is given;
* `size`: at the first write of any file beyond so many bytes, which may leave half of a page behind. The
  limit holds from the statement that begins with `since`, else from the beginning.
"""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from perplexity_jobs.batch.ledger.file import api_of
from perplexity_jobs.batch.ledger.ledger import Ledger
from perplexity_jobs.batch.questions.items import Item, entry

from .forks import serve


def limit(size: int) -> None:
    """Die at a write beyond so many bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def at_statements(order: dict[str, Any]) -> Callable[[str], None]:
    """What to do before each statement."""
    count = 0

    def begins(statement: str) -> None:
        nonlocal count
        count += 1
        if count == order.get("statement"):
            os.kill(os.getpid(), signal.SIGKILL)
        if "size" in order and statement.startswith(order.get("since") or "never"):
            limit(order["size"])

    return begins


def work(order: dict[str, Any]) -> None:
    """Open the ledger of an order for writing or reading, until it is done or the process dies."""
    connect, begins, path = sqlite3.connect, at_statements(order), Path(order["path"])

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(begins)
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]  # the same with a callback
    if "size" in order and "since" not in order:
        limit(order["size"])
    if order["how"] == "look":
        api_of(path)
        with Ledger(path, write=False) as ledger:
            ledger.counts()
        return
    with Ledger(path) as ledger:
        ledger.claim(order["api"])
        ledger.add([entry(Item.read(item), {}) for item in order["items"]])
        if order["how"] == "leave open":
            os.kill(os.getpid(), signal.SIGKILL)
        if "size" in order and order.get("since") == "":
            limit(order["size"])


if __name__ == "__main__":
    serve(work)
