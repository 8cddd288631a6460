"""The performance goals, and whether the samples of a run meet them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from . import calls, instructions, learning, regeneration, rivals, starts
from .apis import APIS, SONAR
from .samples import Sample, find, ratio

_CALLS = (("calls", "CPU, µs", "CPU"), ("instructions", instructions.METRIC, "instructions"))


@frozen
class Verdict:
    """One goal.

    Attributes:
        goal: in words.
        measured: the number found, or None where its benchmark did not run.
        bound: the number that it may not pass.
        at_least: whether `bound` is the least rather than the most.
    """

    goal: str
    measured: float | None
    bound: float
    at_least: bool = False

    @property
    def words(self) -> str:
        """Met, missed or not measured."""
        if self.measured is None:
            return "not measured"
        met = self.measured >= self.bound if self.at_least else self.measured <= self.bound
        return "met" if met else "**missed**"


def judge(samples: Sequence[Sample]) -> list[Verdict]:
    """Every goal, in the order of the figures."""

    def compared(figure: str, case: str, metric: str, one: str, other: str) -> float | None:
        a, b = (find(samples, figure, case, who, metric) for who in (one, other))
        return ratio(a, b) if a and b else None

    ours = rivals.OURS
    found = []
    for case in ("import and construct", "import and construct, plain"):
        found += [
            Verdict(
                f"{case}, to the official SDK (CPU)",
                compared("cold", case, "CPU, ms", ours, rivals.SDK),
                0.2,
            ),
            Verdict(
                f"{case}, to a bare `import httpx` (CPU)",
                compared("cold", case, "CPU, ms", ours, starts.BARE_HTTPX),
                1.9,
            ),
        ]
    # The same goals in time and in instructions, which other load on the machine does not change.
    for figure, metric, words in _CALLS:
        for api in APIS.values():
            for way in ("blocking", "asyncio"):
                case = api.case(f"running job, {way}")
                share = compared(figure, case, metric, ours, rivals.HTTPX)
                found.append(Verdict(f"{case}, to httpx and json.loads ({words})", share, 1.25))
                for body in calls.cases(api):
                    case = api.case(f"{body}, {way}")
                    share = compared(figure, case, metric, ours, rivals.SDK)
                    found.append(Verdict(f"{case}, to the official SDK ({words})", share, 1.0))
    # With immediate responses few of 1,000 requests are in flight at once; with 100 ms all of them are.
    # Its own pool at that size may be the one that everybody gets, or one of as many connections as jobs.
    pools = {rivals.HTTPX: "httpx with its default pool", rivals.HTTPX_POOL: "one httpx connection per job"}
    for case in ("1,000 in flight", "1,000 in flight, answers after 100 ms"):
        for who in (rivals.OURS, rivals.OURS_AIOHTTP):
            for pool, words in pools.items():
                share = compared("crowd", case, "requests/s", who, pool)
                goal = f"{case}, {who}, to {words} (requests/s)"
                found.append(Verdict(goal, share, 15.0, at_least=True))
    # A page of the list gives the states of many jobs, so that most of those requests are not needed.
    share = compared("learning", "1,000 jobs", learning.RATE, ours, rivals.HTTPX_POOL)
    goal = "1,000 waited for, states of jobs learnt, to one httpx connection per job (states/s)"
    found.append(Verdict(goal, share, 15.0, at_least=True))
    share = compared("regeneration", "this repository", "CPU, s", regeneration.OURS, regeneration.BARE)
    found.append(Verdict("regeneration, to the generator alone (CPU)", share, 2.0))
    found += _growth(samples)
    return found


def _growth(samples: Sequence[Sample]) -> Iterator[Verdict]:
    """CPU per job at the largest size, to that at the smallest: 1 is linear."""
    for kind in (SONAR.case("list"), *(api.case("batch") for api in APIS.values())):
        chosen = [s for s in samples if (s.figure, s.case, s.metric) == ("growth", kind, "CPU per job, µs")]
        share = chosen[-1].median / chosen[0].median if len(chosen) > 1 else None
        yield Verdict(f"{kind}, CPU per job at the largest size to that at the smallest", share, 1.3)
    chosen = [s for s in samples if (s.figure, s.who, s.metric) == ("document", regeneration.OURS, "CPU, s")]
    shares = None
    if len(chosen) > 1:
        per = [s.median / int(s.case.split()[0]) for s in (chosen[0], chosen[-1])]
        shares = per[1] / per[0]
    yield Verdict("document, CPU per operation at the largest size to that at the smallest", shares, 1.3)
