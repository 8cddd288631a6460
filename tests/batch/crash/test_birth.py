"""Crash tests: a process is killed while it creates or recovers a ledger, and the next one continues.

The kills are the same in every run: before each SQL statement, and at each page that a file grows by; with
`--kills` at each 512 bytes of it.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from perplexity_jobs.batch import Batch
from perplexity_jobs.batch.ledger.file import api_of, origin, read_only
from perplexity_jobs.batch.ledger.ledger import Ledger
from perplexity_jobs.batch.questions.items import Item, entry

from .conftest import DEFAULT
from .forks import Forks

# A page of SQLite's, and the part of it that a disk writes as a whole.
PAGE, SECTOR = 4096, 512
ITEMS = [{"id": name, "question": f"What of {name}?"} for name in "abc"]
API: Final = "agent"
DIED = {-signal.SIGKILL, -signal.SIGXFSZ}


class Births:
    """The other process, and what can be ordered from it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = folder / "before"
        self.before.mkdir(parents=True)
        self.kills = 0
        self._forks = Forks("birth")
        self.close = self._forks.close

    def open(self, path: Path, how: str = "run", **death: Any) -> int:
        """Open a ledger in the other process; its exit code."""
        return self._forks.order(path=str(path), how=how, api=API, items=ITEMS, **death)

    def kill_at_each_instant(self, how: str = "run", step: int = PAGE) -> None:
        """Open the ledgers in `before` repeatedly, with a later kill each time, and continue after each."""
        deaths: list[Callable[[int], dict[str, Any]]] = [
            lambda n: {"statement": n + 1},
            lambda n: {"size": n * step},
            *(lambda n, since=since: {"size": n * step, "since": since} for since in ("COMMIT", "")),
        ]
        for death in deaths:
            n, code = 0, -1
            while code:
                folder = self.folder / "now"
                shutil.copytree(self.before, folder)
                code = self.open(folder / "ledger", how, **death(n))
                assert code == 0 or code in DIED, death(n)
                self.goes_on(folder / "ledger")
                shutil.rmtree(folder)
                self.kills, n = self.kills + bool(code), n + 1

    def goes_on(self, path: Path) -> None:
        """What every command does first works, in the process after the killed one."""
        assert api_of(path) in (None, API)
        if path.exists():
            assert set(Batch(path).summary().counts) <= {"new", "completed", "intent"}
        with Ledger(path) as ledger:
            ledger.claim(API)
            numbers = ledger.add([entry(Item.read(item), {}) for item in ITEMS])
            assert len(set(numbers)) == len(ITEMS)
            assert sum(ledger.counts().values()) == len(ITEMS)
        with contextlib.closing(read_only(path)) as connection:
            assert origin(connection) == API
        assert not path.with_name("ledger-wal").exists()


@pytest.fixture
def births(tmp_path: Path) -> Iterator[Births]:
    """A process to kill."""
    made = Births(tmp_path)
    yield made
    made.close()


def test_killed_at_any_instant_of_its_making_a_ledger_is_made(births: Births, kills: int) -> None:
    """The next process completes a half-made ledger by itself."""
    births.kill_at_each_instant(step=SECTOR if kills > DEFAULT else PAGE)
    assert births.kills > 50
    print(f"made after each of {births.kills} kills")  # noqa: T201  # the figure that `-s` is for


@pytest.mark.parametrize("how", ["run", "look"])
@pytest.mark.parametrize("left", ["-journal", "-wal"])
def test_killed_while_it_recovers_from_a_kill_a_ledger_is_there(births: Births, left: str, how: str) -> None:
    """The next process, also a reader, rolls back what was unfinished, and may be killed doing so."""
    path = births.before / "ledger"
    death = {"size": 2 * SECTOR} if left == "-journal" else {}
    assert births.open(path, "run" if death else "leave open", **death) in DIED
    assert path.with_name(f"ledger{left}").stat().st_size
    births.kill_at_each_instant(how)
    assert births.kills > (5 if how == "look" else 20)
