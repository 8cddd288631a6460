"""A process that runs a batch and dies at a given point; test_kill.py starts it.

The points at which to die are patched around the package's functions here, not in the package.
"""

from __future__ import annotations

import importlib
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from perplexity_jobs import PollPolicy
from perplexity_jobs._apis.agent import AgentApi
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._transport.asynchronous import AsyncTransport
from perplexity_jobs.batch import Batch
from perplexity_jobs.batch.ledger.ledger import Ledger
from perplexity_jobs.batch.run.reporter import ResultsFile

from .forks import serve


class Death:
    """Dies at the n-th time that a point is passed."""

    def __init__(self, point: str | None, nth: int) -> None:
        self.point, self.left = point, nth

    def at(self, point: str) -> None:
        if point == self.point:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)


def install(death: Death) -> None:
    """Put the points around the package's functions."""
    write, send, commit, open_file = Ledger.write, AsyncTransport.send, Ledger.add, ResultsFile.__init__

    async def dying_write(self: Ledger, change: Any, *values: Any) -> Any:
        death.at(f"before-{change.__name__}")
        value = await write(self, change, *values)
        death.at(f"after-{change.__name__}")
        return value

    async def dying_send(self: AsyncTransport, call: Any, budget: float | None) -> Any:
        death.at(f"before-sending-{call.purpose}")
        reply = await send(self, call, budget)
        death.at(f"after-sending-{call.purpose}")
        return reply

    def dying_add(self: Ledger, entries: Any) -> Any:
        death.at("before-want")
        value = commit(self, entries)
        death.at("after-want")
        return value

    def dying_file(self: ResultsFile, *arguments: Any) -> None:
        open_file(self, *arguments)
        self._file = DyingFile(self._file, death)  # type: ignore[assignment]  # a file that may die

    patches: list[tuple[type, str, Callable[..., Any] | Callable[..., Awaitable[Any]]]] = [
        (Ledger, "write", dying_write),
        (AsyncTransport, "send", dying_send),
        (Ledger, "add", dying_add),
        (ResultsFile, "__init__", dying_file),
    ]
    for kind, name, function in patches:
        setattr(kind, name, function)


class DyingFile:
    """A file whose writes can end in the middle of a line."""

    def __init__(self, file: Any, death: Death) -> None:
        self._file, self._death = file, death

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: Any) -> int:
        self._death.at("before-line")
        if self._death.point == "in-line":
            self._file.write(data[: len(data) // 2])
            self._death.at("in-line")
            data = data[len(data) // 2 :]
            return len(data) + int(self._file.write(data))
        count = int(self._file.write(data))
        self._death.at("after-line")
        return count


def work(order: dict[str, Any]) -> None:
    """Run the batch of an order, to its end or to the death that the order asks for."""
    install(Death(order.get("point"), order.get("nth", 1)))
    if order.get("after") is not None:
        # The default action of this signal ends the process at once, whatever it is doing.
        signal.setitimer(signal.ITIMER_REAL, order["after"])
    Batch(order["ledger"], api=order["api"]).run(
        Path(order["items"]),
        base_url=order["url"],
        api_key=order["key"],
        out=order["out"],
        submit_rate=float("inf"),
        poll=PollPolicy(initial=0.005, multiplier=1.0, maximum=0.02),
    )


def main() -> None:
    """Serve orders until standard input ends."""
    # What is loaded late is loaded before the first fork: otherwise most kills would strike an import.
    for module in ("anyio._backends._asyncio", "perplexity_jobs.batch.cluster"):
        importlib.import_module(module)
    for api in (SonarApi(), AgentApi()):
        api.submit("a question", model=None, fields={}, idempotency_key="none")
    serve(work)


if __name__ == "__main__":
    main()
