"""A process that runs orders in forks, which die at a given point, so that a kill costs milliseconds.

Orders are lines of JSON on its standard input; for each it prints the exit status of the fork.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Forks:
    """A running process of a module of this folder, which calls `serve`."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"tests.batch.crash.{module}"],
            cwd=Path(__file__).parents[3],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def order(self, **order: Any) -> int:
        """Carry out an order; the exit code of the fork."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def serve(work: Callable[[dict[str, Any]], None]) -> None:
    """Carry out orders until standard input ends."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                work(json.loads(line))
            except BaseException as problem:
                sys.stderr.write(f"{type(problem).__name__}: {problem}\n")
                sys.stderr.flush()
                os._exit(9)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
