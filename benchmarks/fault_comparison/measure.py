"""Run each client under each fault of the simulator, on a manual clock, and record the outcome."""

from __future__ import annotations

import random
from collections.abc import Callable
from statistics import mean

from attrs import frozen

from perplexity_jobs.simulator import FAULTS, ManualClock, Simulator

from .contenders import CONTENDERS, Contender, EndlessError
from .outcomes import Kind, Outcome, Work, lasts

_LISTED = 12  # three pages
_SAMPLE = 20


@frozen
class Row:
    """One fault, and the outcome of each client by its name."""

    work: Work
    fault: str
    description: str
    outcomes: dict[str, Outcome]


@frozen
class Pace:
    """What a client needs without faults, on average over some jobs.

    Attributes:
        submit: requests for a submit.
        wait: requests for a wait.
        late: seconds of the simulator's clock from the end of a job to its answer.
    """

    submit: float
    wait: float
    late: float


def compare(work: Work, fault: str) -> Row:
    """One row: the fault through every client."""
    outcomes = {name: attempt(name, work, fault) for name in CONTENDERS}
    return Row(work, fault, FAULTS[fault].description, outcomes)


def attempt(name: str, work: Work, fault: str) -> Outcome:
    """Run one client under one fault."""
    random.seed(0)  # the jitter of the intervals decides on the number of polls
    clock = ManualClock()
    with Simulator(clock=clock) as sim, CONTENDERS[name](sim.url, sim.api_key, clock) as client:
        prepared = _prepare(client, work)
        before = len(sim.requests)
        sim.fault = fault
        kind, words = _caught(lambda: _work(client, work, prepared), client.errors)
        if work == "wait" and kind is Kind.ANSWER and lasts(fault):
            kind, words = Kind.PART, "a part of the answer"
        jobs = len(sim.jobs) if work == "submit" else 1
        requests = None if kind is Kind.ENDLESS else len(sim.requests) - before
        return Outcome(kind, words, jobs, requests)


def _prepare(client: Contender, work: Work) -> object:
    if work == "submit":
        return None
    return [client.submit() for _ in range(_LISTED if work == "list" else 1)]


def _work(client: Contender, work: Work, prepared: object) -> tuple[Kind, str]:
    if work == "submit":
        return (Kind.ANSWER, "job") if client.submit() else (Kind.NOTHING, "no job")
    if work == "wait":
        assert isinstance(prepared, list)
        return (Kind.ANSWER, "answer") if client.wait(prepared[0]) else (Kind.NOTHING, "no text")
    seen: list[str] = []
    client.list(seen)
    whole = len(seen) == len(set(seen)) == _LISTED
    return (Kind.ANSWER, "every job") if whole else (Kind.PART, f"{len(set(seen))} of {_LISTED} jobs")


def _caught(work: Callable[[], tuple[Kind, str]], own: tuple[type[Exception], ...]) -> tuple[Kind, str]:
    try:
        return work()
    except EndlessError:
        return Kind.ENDLESS, "no end"
    except own as error:
        name = type(error).__name__
        return Kind.TOLD, "status FAILED" if name == "SaidFailedError" else name
    except Exception as error:
        return Kind.FOREIGN, type(error).__name__


def pace(name: str) -> Pace:
    """What a client needs for deep-research jobs without faults."""
    submits, waits, late = [], [], []
    for seed in range(_SAMPLE):
        random.seed(seed)
        clock = ManualClock()
        simulator = Simulator(clock=clock, seed=seed)
        with simulator as sim, CONTENDERS[name](sim.url, sim.api_key, clock) as client:
            job = client.submit()
            submits.append(len(sim.requests))
            client.wait(job)
            waits.append(len(sim.requests) - submits[-1])
            made = sim.jobs[0]
            late.append(clock.time() - made.moment(made.ends_after))
    return Pace(mean(submits), mean(waits), mean(late))
