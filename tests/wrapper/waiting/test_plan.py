"""`Plan`: which requests are sent, how often, and the outcome of each job."""

from __future__ import annotations

import math
from typing import Any

import pytest

from perplexity_jobs import AuthenticationError, Job, JobPollError, JobTimeoutError
from perplexity_jobs._core.effects import Sleep
from perplexity_jobs._core.response import Refusal
from perplexity_jobs._values.call import Reply
from perplexity_jobs._waiting.list_sharing import ListSharing
from perplexity_jobs._waiting.looks import GetJob, GetPage, Look, Wave
from perplexity_jobs._waiting.plan import Plan
from perplexity_jobs._waiting.rate_limit import Rates

from .plan_service import Service, evenly, no_answer, plan_for, quick, refusal


def delays(service: Service, ended: dict[str, float]) -> list[float]:
    """Seconds from each end to its delivery, the longest last."""
    return sorted(at - service.ends[job_id] for job_id, at in ended.items())


def test_one_page_answers_for_many() -> None:
    """A hundred jobs take a few requests each, most of them for the bodies, and none waits long."""
    service = Service(ends=evenly(100))
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    assert len(service.gets) + len(service.pages) < 2.5 * 100
    assert delays(service, run.ended)[94] < 6


def test_little_is_asked_for_while_nothing_is_expected_to_end() -> None:
    """After the early polls there are few until the policy expects ends."""
    service = Service(ends={**evenly(50), "early": 2.0, "soon": 40.0})
    run = service.run(plan_for(service))
    assert run.ended["early"] < 8
    assert run.ended["soon"] < 60
    assert len([at for at, _ in service.waves if 10 < at < 80]) <= 17, "pages, each for all of them"
    assert len(service.gets) <= 60
    alone = Service(ends=evenly(1))
    alone.run(plan_for(alone))
    assert not [at for at, _ in alone.waves if 10 < at < 80]


@pytest.mark.parametrize(
    ("changes", "place", "seconds"),
    [
        pytest.param({"list_stands_at": 0.0}, -1, 300, id="stands still: asked for by themselves"),
        pytest.param({"list_lags": 40.0}, 25, 20, id="behind: get is asked instead"),
        pytest.param(
            {"hidden": {f"job-{number:04d}" for number in range(0, 50, 4)}}, -1, 20, id="incomplete"
        ),
    ],
)
def test_a_list_that_does_not_tell_the_truth_is_found_out(
    changes: dict[str, Any], place: int, seconds: float
) -> None:
    """A stale list delays no job by much more than a wait alone."""
    service = Service(ends=evenly(50), **changes)
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    assert delays(service, run.ended)[place] < seconds


def test_a_walk_over_the_jobs_of_others_is_given_up() -> None:
    """Two jobs behind a thousand foreign ones do not cost hundreds of pages."""
    service = Service(ends=evenly(1000), page_size=20)
    mine = list(service.ends)[-2:]
    plan: Plan[Job] = Plan()
    for job_id in mine:
        plan.add(job_id, service.job(job_id, -1.0), now=0.0)
    assert service.run(plan).ended.keys() == set(mine)
    assert len(service.pages) < 20


def test_no_storm_while_nothing_answers() -> None:
    """A thousand jobs and no network: single requests, later each time, and an end after 15 minutes."""
    service = Service(ends=evenly(1000), refuse=lambda look: no_answer())
    plan = plan_for(service)
    with pytest.raises(JobPollError, match=r"No usable answer for 15 min \(\d\d polls\) .* 1000 jobs"):
        service.run(plan)
    assert 900 <= service.now - service.waves[0][0] < 1000
    assert len(service.waves) < 40
    assert [len(looks) for _, looks in service.waves[:2]] == [1, 10], "a page, and then a wave of jobs"
    assert {len(looks) for _, looks in service.waves[2:]} == {1}
    assert len(plan.jobs) == 1000


def test_after_an_outage_everything_goes_on() -> None:
    """Jobs that were due meanwhile are got, and none is lost."""
    service = Service(ends=evenly(60))
    service.refuse = lambda look: no_answer() if 150 < service.now < 170 else None
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    assert len([at for at, _ in service.waves if 151 < at < 170]) < 6


def test_what_ended_in_the_same_wave_as_a_fatal_answer_is_delivered_first() -> None:
    """A result that has arrived is not thrown away."""
    service = Service(now=1000.0, ends=evenly(3))
    service.refuse = lambda look: refusal(401) if look == GetJob("job-0001") else None
    plan = plan_for(service, sharing=ListSharing(exists=False))
    seen: list[str] = []
    while len(seen) < 2:
        match plan.step(now=service.now):
            case Sleep(seconds):
                service.now += seconds
            case Wave(looks, _):
                plan.observe([(look, service.answer(look)) for look in looks], now=service.now, took=0.0)
            case Job() as job:
                seen.append(job.id)
    with pytest.raises(AuthenticationError):
        plan.step(now=service.now)
    assert seen == ["job-0000", "job-0002"]


@pytest.mark.parametrize("status", [429, 503])
def test_nobody_waits_for_a_pause_that_is_longer_than_the_deadline(status: int) -> None:
    """If the service asks for a pause beyond the deadline, the error is raised at once."""
    service, rates = Service(now=500.0, ends=evenly(30)), Rates()

    def refuse(look: Look) -> Refusal | None:
        if service.now >= 590:
            return None
        rates.observe("get", Reply(status), 100.0, now=service.now)
        return refusal(status, retry_after="100")

    service.refuse = refuse
    plan = plan_for(service, timeout=60.0, rates=rates, sharing=ListSharing(exists=False))
    service.ends["patient"] = 610.0
    plan.add("patient", None, now=service.now)
    run = service.run(plan)
    assert run.ended.keys() == {"patient"}
    assert len(run.lost) == 30
    late = [error for error in run.lost.values() if isinstance(error, JobTimeoutError)]
    assert all("pause beyond the deadline" in str(error) for error in late)
    assert [error.elapsed for error in late] == pytest.approx([0.0] * 30, abs=1.0)


def limited(service: Service, rates: Rates, status: int, pause: str | None, until: float, kind: Any) -> None:
    """Refuse polls of a kind until then, and tell the rate limiter, as a client does."""
    headers = {} if pause is None else {"retry_after": pause}

    def refuse(look: Look) -> Refusal | None:
        if service.now >= until or not isinstance(look, kind):
            return None
        refused = refusal(status, **headers)
        rates.observe("get" if kind is GetJob else "list", Reply(status), refused.wait, now=service.now)
        return refused

    service.refuse = refuse


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_that_ends_just_before_the_deadline_is_waited_for(status: int) -> None:
    """What the service asks for leaves a second, which is enough."""
    service, rates = Service(now=500.0, ends={"job": 100.0}), Rates()
    limited(service, rates, status, "29", 529.0, GetJob)
    plan: Plan[Job] = Plan(rates=rates, sharing=ListSharing(exists=False))
    plan.add("job", None, now=service.now, timeout=30.0)
    assert service.run(plan).ended.keys() == service.ends.keys()


@pytest.mark.parametrize("timeout", [0.0, 30.0, None])
@pytest.mark.parametrize(("status", "pause"), [(429, None), (429, "60"), (500, None), (503, "60")])
def test_a_list_that_refuses_holds_up_no_job(status: int, pause: str | None, timeout: float | None) -> None:
    """Jobs are got by themselves, also where a timeout of zero polls each once."""
    service, rates = Service(now=500.0, ends=evenly(5)), Rates()
    limited(service, rates, status, pause, math.inf, GetPage)
    plan: Plan[Job] = Plan(rates=rates)
    for job_id in service.ends:
        plan.add(job_id, None, now=service.now, timeout=timeout)
    run = service.run(plan)
    assert run.ended.keys() == service.ends.keys()
    assert service.now < 501


@pytest.mark.parametrize("known", [True, False])
def test_a_job_that_is_never_answered_passes_for_no_outage(known: bool) -> None:
    """Others are polled in time meanwhile, and waited for after it is given up."""
    service = Service(now=10.0, ends={"broken": 13.0, "soon": 100.0, "later": 210.0})
    service.refuse = lambda look: refusal(500) if look == GetJob("broken") else None
    plan: Plan[Job] = Plan()
    for job_id in service.ends:
        job = service.job(job_id, 10.0) if known or job_id != "broken" else None
        plan.add(job_id, job, now=service.now)
    run = service.run(plan)
    assert isinstance(run.lost["broken"], JobPollError)
    assert run.ended.keys() == {"soon", "later"}
    assert run.ended["soon"] < 130


@pytest.mark.parametrize("latency", [0.05, 0.6])
@pytest.mark.parametrize("exists", [True, False])
def test_the_last_poll_leaves_time_for_the_results(exists: bool, latency: float) -> None:
    """Jobs that end shortly before the deadline are delivered, also where a page shows it first."""
    service = Service(now=100.0, ends=evenly(3, first=297.0, last=297.4))
    run = service.run(plan_for(service, timeout=200.0, sharing=ListSharing(exists=exists)), latency=latency)
    assert run.ended.keys() == service.ends.keys()
    assert service.now <= 300


def test_a_slow_time_is_borne_and_forgotten() -> None:
    """A request gets more time while none is answered; later one that hangs does not hold up the others."""
    plan: Plan[Job] = Plan(policy=quick(), sharing=ListSharing(exists=False))
    service, budgets = Service(ends={"job": 1000.0}), list[float]()
    plan.add("job", None, now=service.now)
    while len(budgets) < 8:
        match plan.step(now=service.now):
            case Sleep(seconds):
                service.now += seconds
            case Wave((look,), budget):
                slow = len(budgets) < 3
                budgets.append(budget)
                service.now += budget if slow else 0.1
                verdict = no_answer() if slow else service.answer(look)
                plan.observe([(look, verdict)], now=service.now, took=budget if slow else 0.1)
    assert budgets[:4] == [5, 10, 20, 40]
    assert budgets[-1] == 5


@pytest.mark.parametrize(("reached", "told"), [(False, False), (True, True), (True, False)])
def test_a_pause_of_our_own_leaves_room_for_a_last_look(reached: bool, told: bool) -> None:
    """After an outage shortly before the deadline, jobs that have ended are delivered."""
    service, rates = Service(now=500.0, ends=evenly(5)), Rates()

    def refuse(look: Look) -> Refusal | None:
        if service.now >= 535:
            return None
        if not reached:
            return no_answer()
        rates.get.refused(service.now, {"x-ratelimit-limit": "6000"} if told else {}, None)
        return refusal(429)

    service.refuse = refuse
    policy = quick(maximum=60.0)
    sharing = ListSharing(exists=False)
    run = service.run(plan_for(service, timeout=40.0, policy=policy, rates=rates, sharing=sharing))
    assert run.ended.keys() == service.ends.keys()
    assert min(run.ended.values()) > 537, "the pause was long enough to pass the deadline"
    assert max(run.ended.values()) < 540


@pytest.mark.parametrize("kind", [GetJob, GetPage])
def test_a_429_costs_a_job_neither_its_turn_nor_its_patience(kind: type[Look]) -> None:
    """Any number of 429s concerns the rate, not the job."""
    left = [3]

    def refuse(look: Look) -> Refusal | None:
        left[0] -= isinstance(look, kind)
        return refusal(429, retry_after="1") if isinstance(look, kind) and left[0] >= 0 else None

    service = Service(ends=evenly(20, first=5, last=100), refuse=refuse)
    service.run(plan := plan_for(service, policy=quick(max_consecutive_errors=100)))
    assert not plan.jobs
    assert left[0] < 0
    assert set(service.gets) == service.ends.keys()
