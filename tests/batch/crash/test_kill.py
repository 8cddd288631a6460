"""Crash tests: a batch is killed and run again; nothing is lost, bought twice or reported twice.

The simulator runs in this process and records the requests; the batch runs in another one, which is killed.
``pytest tests/batch/crash --kills 300`` kills it 300 times at random instants.
"""

from __future__ import annotations

import json
import random
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perplexity_jobs.simulator import Simulator

from .forks import Forks

ITEMS = 12
#: One point of each state that a kill can leave behind: what comes next has not begun.
POINTS = [
    "before-want",
    "before-intend",
    "after-intend",
    "after-sending-submit",
    "after-accept",
    "after-sending-get",
    "after-end",
    "in-line",
    "after-line",
    "after-reported",
]
#: After which nobody can know whether a job was bought, where the API has no key.
DOUBTFUL = {"after-intend", "after-sending-submit"}
AGENT_POINTS = [*sorted(DOUBTFUL), "before-intend", "after-accept", "after-end"]
KILLED = {-signal.SIGKILL, -signal.SIGALRM}


class Victims:
    """The other process, and what can be ordered from it."""

    def __init__(self, sim: Simulator, folder: Path) -> None:
        self.sim, self.folder = sim, folder
        self.seen = b""
        self._forks = Forks("victim")
        self.close = self._forks.close

    def begin(self, name: str, api: str = "sonar", wish: str = "") -> None:
        """Continue with a new batch of new questions."""
        name = f"{api}-{name}"
        self.name, self.api, self.seen = name, api, b""
        lines = [
            json.dumps({"id": f"{name}-{n}", "question": f"What of {name}-{n}? {wish}", "model": "sonar"})
            for n in range(ITEMS)
        ]
        self.path("items.jsonl").write_text("\n".join(lines))

    def path(self, suffix: str) -> Path:
        return self.folder / f"{self.name}.{suffix}"

    def run(self, **death: Any) -> int:
        """Run the batch; the exit code of the process. Checks that nothing written was taken back."""
        code = self._forks.order(
            items=str(self.path("items.jsonl")),
            ledger=str(self.path("ledger")),
            out=str(self.path("results.jsonl")),
            url=self.sim.url,
            key=self.sim.api_key,
            api=self.api,
            **death,
        )
        out = self.path("results.jsonl")
        written = out.read_bytes() if out.exists() else b""
        assert written.startswith(self.seen), "a reader who follows the file saw a line that is gone"
        self.seen = written
        return code

    def check(self) -> int:
        """Every item was bought once and reported once; how many were reported as uncertain.

        Where the API has no key, an item that is told as uncertain may have been bought or not.
        """
        wanted = {f"{self.name}-{n}" for n in range(ITEMS)}
        lines = [json.loads(line) for line in self.seen.splitlines()]
        assert Counter(line["id"] for line in lines) == Counter(wanted), "lost, or reported twice"
        status = Counter(line["status"] for line in lines)
        assert set(status) <= ({"completed"} if self.api == "sonar" else {"completed", "uncertain"})
        questions = Counter(job.question for job in self.sim.jobs if f"{self.name}-" in job.question)
        assert status["completed"] <= len(questions) <= ITEMS, "lost"
        assert set(questions.values()) <= {1}, "bought twice"
        return status["uncertain"]


@pytest.fixture(scope="module")
def victims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victims]:
    """A simulator whose jobs end at once, and a process to kill."""
    with Simulator(durations=0.02) as sim:
        made = Victims(sim, tmp_path_factory.mktemp("kill"))
        yield made
        made.close()


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_every_step_and_run_again_a_batch_does_everything_once(
    victims: Victims, point: str
) -> None:
    """A kill around any write, request or line of the results file leaves nothing undone or doubled."""
    victims.begin(point)
    # Results that come together are written together, so that only the first such step is certain.
    nth = 1 if any(word in point for word in ("want", "line", "reported")) else 3
    assert victims.run(point=point, nth=nth) in KILLED
    assert victims.run() == 0
    victims.check()


@pytest.mark.parametrize("point", AGENT_POINTS)
def test_killed_where_no_key_exists_a_batch_tells_what_is_uncertain_and_buys_nothing_twice(
    victims: Victims, point: str
) -> None:
    """Only items whose request was in flight are uncertain, and running again changes nothing."""
    victims.begin(point, api="agent")
    assert victims.run(point=point, nth=1 if "line" in point else 3) in KILLED
    assert victims.run() == 0
    uncertain = victims.check()
    assert uncertain >= 1 if point in DOUBTFUL else uncertain <= 8
    before = len(victims.sim.jobs)
    assert victims.run() == 0
    assert (victims.check(), len(victims.sim.jobs)) == (uncertain, before)


@pytest.mark.parametrize("fault", ["submit-reset-after-accept", "submit-500-after-accept", "get-520-twice"])
def test_killed_while_the_service_fails_a_batch_does_everything_once(victims: Victims, fault: str) -> None:
    """A job that was made and whose answer was lost is not made again by the next run either."""
    victims.begin(fault, wish=f"[simulate: {fault}]")
    assert victims.run(point="after-intend", nth=4) in KILLED
    assert victims.run(point="before-accept", nth=2) in KILLED
    assert victims.run() == 0
    victims.check()


@pytest.mark.parametrize("api", ["sonar", "agent"])
def test_killed_at_random_instants_again_and_again_a_batch_does_everything_once(
    victims: Victims, kills: int, api: str
) -> None:
    """After any number of kills the batch can be finished, with each result once."""
    chance = random.Random(20261)
    done = batches = uncertain = 0
    while done < kills:
        batches += 1
        victims.begin(f"random{batches}", api)
        code, limit = None, 0.3
        while code != 0:
            code = victims.run(after=chance.uniform(0.001, limit))
            assert code == 0 or code in KILLED
            done += code != 0
            # On a slow machine a batch that is always killed early would never end.
            limit *= 1.2
        uncertain += victims.check()
    told = f", told as uncertain {uncertain}" if api == "agent" else ""
    figures = f"{done} kills in {batches} batches of {ITEMS}: lost 0, bought twice 0, reported twice 0{told}"
    print(f"{api}: {figures}")  # noqa: T201  # the figure that `-s` is for
