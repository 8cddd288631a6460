"""Waiting for many: what is asked for, how often, and what becomes of each job."""

from __future__ import annotations

import gc
import itertools
from types import FunctionType, ModuleType
from typing import Any

import pytest

from perplexity_jobs import (
    AuthenticationError,
    InternalServerError,
    Job,
    JobExpiredError,
    JobPollError,
    JobTimeoutError,
)
from perplexity_jobs._core.effects import Sleep
from perplexity_jobs._core.response import Answer, Refusal
from perplexity_jobs._values.call import Reply
from perplexity_jobs._waiting.due_jobs import GetJob, Look, Wave
from perplexity_jobs._waiting.list_sharing import GetPage, ListSharing
from perplexity_jobs._waiting.plan import CONCURRENCY, Plan
from perplexity_jobs._waiting.rate_limit import RateLimiter, Rates

from .plan_service import API, Service, evenly, no_answer, plan_for, quick, refusal


def delays(service: Service, ended: dict[str, float]) -> list[float]:
    """Seconds from each end to its delivery, the longest last."""
    return sorted(at - service.ends[job_id] for job_id, at in ended.items())


def reachable(root: Any) -> int:
    """How many values an object holds, directly or not."""
    seen: dict[int, Any] = {}
    todo = [root]
    while todo:
        value = todo.pop()
        if id(value) not in seen and not isinstance(value, type | ModuleType | FunctionType):
            seen[id(value)] = value
            todo += gc.get_referents(value)
    return len(seen)


def is_page(look: Look) -> bool:
    return isinstance(look, GetPage)


def test_one_page_answers_for_many() -> None:
    """A hundred jobs take a few requests each, most of them for the bodies, and none waits long."""
    service = Service(ends=evenly(100))
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    assert len(service.gets) + len(service.pages) < 2.5 * 100
    assert delays(service, run.ended)[94] < 6


def test_they_come_in_the_order_of_their_ends() -> None:
    """Who ends first by more than a look is delivered first."""
    service = Service(ends=evenly(20, first=100, last=500))
    assert service.run(plan_for(service)).order == list(service.ends)


def test_one_job_is_asked_for_by_itself_at_the_pace_of_its_policy() -> None:
    """Without others a page is worth nothing."""
    service = Service(ends={"job": 300.0})
    service.run(plan_for(service))
    assert not service.pages
    times = [at for at, _ in service.waves]
    assert 5.0 <= times[0] <= 6.0
    assert 90.0 <= times[1] <= 91.0
    assert all(10 < b - a < 16 for a, b in itertools.pairwise(times[1:]))


def test_little_is_asked_for_while_nothing_is_expected_to_end() -> None:
    """Early looks catch what fails at once; then there are few until the policy expects ends."""
    service = Service(ends={**evenly(50), "early": 2.0, "soon": 40.0})
    run = service.run(plan_for(service))
    assert run.ended["early"] < 8
    assert run.ended["soon"] < 60
    assert len([at for at, _ in service.waves if 10 < at < 80]) <= 17, "pages, each for all of them"
    assert len(service.gets) <= 60
    alone = Service(ends=evenly(1))
    alone.run(plan_for(alone))
    assert not [at for at, _ in alone.waves if 10 < at < 80]


def test_a_callers_policy_wins() -> None:
    """Pages save requests, but never bring looks sooner than the caller's own policy."""
    service = Service(ends=evenly(50))
    service.run(plan_for(service, policy=quick()))
    first_pages = [at for at, looks in service.waves if GetPage(100, None) in looks]
    assert all(b - a > 15 for a, b in itertools.pairwise(first_pages))


@pytest.mark.parametrize("status", [400, 403, 404, 405, 501])
def test_without_a_list_each_job_is_asked_for(status: int) -> None:
    """A list that is refused costs a few requests, and nobody is lost."""
    service = Service(ends=evenly(30), refuse=lambda look: refusal(status) if is_page(look) else None)
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    assert len(service.pages) <= 8
    assert max(delays(service, run.ended)) < 20


def test_an_api_without_a_list_is_never_asked_for_one() -> None:
    """The successor has none."""
    service = Service(ends=evenly(30))
    run = service.run(plan_for(service, sharing=ListSharing(exists=False)))
    assert len(run.ended) == 30
    assert not service.pages


def test_a_list_that_stands_still_is_found_out() -> None:
    """Jobs that the list shows as running for ever are asked for by themselves."""
    service = Service(ends=evenly(50), list_stands_at=0.0)
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    assert delays(service, run.ended)[-1] < 300


def test_a_list_that_is_behind_is_left_alone() -> None:
    """Once it has shown ended jobs as running, get is asked instead."""
    service = Service(ends=evenly(50), list_lags=40.0)
    run = service.run(plan_for(service))
    assert delays(service, run.ended)[25] < 20


def test_a_get_that_is_behind_the_list_is_repeated_soon() -> None:
    """After the list said COMPLETED, a get that says otherwise is asked again within seconds."""
    service = Service(ends=evenly(20))
    stale = dict.fromkeys(service.ends, 2)
    ended = dict(service.ends)

    def behind(look: Look) -> Refusal | None:
        if isinstance(look, GetJob):
            late = stale[look.job_id] > 0 and service.now >= ended[look.job_id]
            stale[look.job_id] -= late
            service.ends[look.job_id] = 1e9 if late else ended[look.job_id]
        else:
            service.ends.update(ended)
        return None

    service.refuse = behind
    run = service.run(plan_for(service))
    service.ends = ended
    assert run.ended.keys() == ended.keys()
    assert delays(service, run.ended)[-2] < 14


def test_jobs_that_no_page_shows_are_asked_for() -> None:
    """An incomplete list delays nobody by more than a single wait would."""
    service = Service(ends=evenly(40))
    service.hidden = set(list(service.ends)[::4])
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    assert delays(service, run.ended)[-1] < 20


def test_a_walk_over_the_jobs_of_others_is_given_up() -> None:
    """Two jobs behind a thousand foreign ones do not cost hundreds of pages."""
    service = Service(ends=evenly(1000), page_size=20)
    mine = list(service.ends)[-2:]
    plan: Plan[Job] = Plan(API.policy_for)
    for job_id in mine:
        plan.add(job_id, service.job(job_id, -1.0), now=0.0)
    assert service.run(plan).ended.keys() == set(mine)
    assert len(service.pages) < 20


def test_tokens_that_work_only_once_cost_no_job() -> None:
    """Where a token is refused the second time, the walk begins anew at the first page."""
    used: set[str] = set()

    def once(look: Look) -> Refusal | None:
        if not isinstance(look, GetPage) or look.token is None:
            return None
        if look.token in used:
            return refusal(400)
        used.add(look.token)
        return None

    service = Service(ends=evenly(60), page_size=20, refuse=once)
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    assert delays(service, run.ended)[-1] < 25


def test_a_job_that_the_service_does_not_know_is_told_and_the_others_go_on() -> None:
    """One expired job neither holds up nor loses the rest."""
    service = Service(ends=evenly(10))
    service.hidden = {"job-0003"}
    service.refuse = lambda look: refusal(404) if look == GetJob("job-0003") else None
    run = service.run(plan_for(service))
    assert len(run.ended) == 9
    assert isinstance(run.lost["job-0003"], JobExpiredError)


def test_a_job_that_always_fails_to_be_fetched_is_told_and_the_others_go_on() -> None:
    """Failures are counted for each job, as in a single wait."""
    service = Service(ends=evenly(10))
    service.refuse = lambda look: refusal(500) if look == GetJob("job-0003") else None
    run = service.run(plan_for(service))
    assert len(run.ended) == 9
    assert isinstance(run.lost["job-0003"], JobPollError)
    assert isinstance(run.lost["job-0003"].__cause__, InternalServerError)
    assert service.gets.count("job-0003") == 6


def test_a_job_alone_that_nothing_is_heard_of_is_told_once() -> None:
    """The job and the wait give up at the same time: that is one error, and it names the job."""
    service = Service(ends={"job": 300.0}, refuse=lambda look: no_answer())
    plan = plan_for(service, policy=quick(max_consecutive_errors=3))
    run = service.run(plan)
    assert isinstance(run.lost["job"], JobPollError)
    assert len(service.waves) == 4
    assert plan.step(now=service.now) is None


def test_no_storm_while_nothing_answers() -> None:
    """A thousand jobs and no network: one request at a time, later each time, then an end."""
    service = Service(ends=evenly(1000), refuse=lambda look: no_answer())
    plan = plan_for(service)
    with pytest.raises(JobPollError, match="1000 jobs"):
        service.run(plan)
    assert len(service.waves) == 6
    assert [len(looks) for _, looks in service.waves[1:]] == [1] * 5
    assert len(plan.waiting) == 1000


def test_after_an_outage_everything_goes_on() -> None:
    """What was due meanwhile is fetched, and nobody is lost."""
    service = Service(ends=evenly(200))
    service.refuse = lambda look: no_answer() if 150 < service.now < 170 else None
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    assert len([at for at, _ in service.waves if 151 < at < 170]) < 6


def test_a_refused_key_ends_the_wait_at_once() -> None:
    """What is wrong with the account is wrong for every job."""
    service = Service(ends=evenly(5), refuse=lambda look: refusal(401))
    with pytest.raises(AuthenticationError):
        service.run(plan_for(service))
    assert len(service.waves) <= 2


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


def test_the_deadline_is_kept_and_every_job_is_told() -> None:
    """At the deadline all that run are told as late, and all that ended have been delivered."""
    service = Service(ends=evenly(100, first=100, last=300))
    run = service.run(plan_for(service, timeout=200.0))
    assert 199 <= service.now <= 200.5
    assert run.ended.keys() | run.lost.keys() == service.ends.keys()
    assert all(isinstance(error, JobTimeoutError) for error in run.lost.values())
    assert {job_id for job_id, end in service.ends.items() if end < 194} <= run.ended.keys()


def test_a_job_whose_turn_does_not_come_is_late_at_its_deadline() -> None:
    """A rate that is too low for all jobs keeps nobody beyond the timeout."""
    service = Service(now=500.0, ends=evenly(5))
    rates = Rates(get=RateLimiter(2))
    run = service.run(plan_for(service, timeout=40.0, rates=rates, sharing=ListSharing(exists=False)))
    assert len(run.ended) == 2
    assert all(isinstance(error, JobTimeoutError) for error in run.lost.values())
    assert service.now == pytest.approx(540, abs=0.1)


def test_a_job_that_was_late_before_its_turn_is_never_asked_for() -> None:
    """Its turn would come after its deadline; those without a deadline have their ends."""
    hasty = evenly(4, first=10.0, last=11.0)
    service = Service(ends={**hasty, "slow": 200.0, "slower": 210.0})
    policy = quick(initial=4.0, maximum=4.0)
    plan: Plan[Job] = Plan(API.policy_for, policy=policy, rates=Rates(get=RateLimiter(1)))
    for job_id in service.ends:
        timeout = 38.0 if job_id in hasty else None
        plan.add(job_id, service.job(job_id, -1.0), now=0.0, timeout=timeout)
    run = service.run(plan)
    assert {"slow", "slower"} <= run.ended.keys()
    assert len(run.lost) == 3, "a minute allows one of the four"
    assert all(isinstance(error, JobTimeoutError) for error in run.lost.values())
    assert not run.lost.keys() & set(service.gets)


@pytest.mark.parametrize("status", [429, 503])
def test_nobody_waits_for_a_pause_that_is_longer_than_the_deadline(status: int) -> None:
    """The service asks for a pause beyond it, so that nothing can be learned any more: told at once."""
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


def test_a_pause_that_is_asked_for_at_the_deadline_tells_each_job_once() -> None:
    """Some are late by then, and for the others there is nothing to hope for any more."""
    service, rates = Service(now=500.0, ends=evenly(30)), Rates()

    def refuse(look: Look) -> Refusal | None:
        rates.observe("get", Reply(429), 5.0, now=service.now)
        return refusal(429, retry_after="5")

    service.refuse = refuse
    plan = plan_for(service, timeout=20.0, rates=rates, sharing=ListSharing(exists=False))
    run = service.run(plan, latency=19.9995)
    assert run.lost.keys() == service.ends.keys()
    assert not plan.waiting


def test_a_pause_asked_for_with_an_answer_leaves_room_for_a_last_look() -> None:
    """It is no refusal: who waits for a single job looks once more as well."""
    rates = Rates()

    class Pausing(Service):
        def answer(self, look: Look) -> Answer[Any] | Refusal:
            rates.observe("get", Reply(200), 60.0, now=self.now)
            return super().answer(look)

    service = Pausing(now=0.0, ends=evenly(12, first=30.0, last=40.0))
    policy = quick(initial=1.0, maximum=1.0)
    sharing = ListSharing(exists=False)
    run = service.run(plan_for(service, timeout=50.0, policy=policy, rates=rates, sharing=sharing))
    assert run.ended.keys() | run.lost.keys() == service.ends.keys()
    assert len(run.ended) >= 10, "a wave of the last look"


@pytest.mark.parametrize(("reached", "told"), [(False, False), (True, True), (True, False)])
def test_a_pause_of_our_own_leaves_room_for_a_last_look(reached: bool, told: bool) -> None:
    """After an outage shortly before the deadline: what has ended by then is delivered."""
    service, rates = Service(now=500.0, ends=evenly(5)), Rates()

    def refuse(look: Look) -> Refusal | None:
        if service.now >= 535:
            return None
        if not reached:
            return no_answer()
        rates.get.refused(service.now, {"x-ratelimit-limit": "6000"} if told else {}, None)
        return refusal(429)

    service.refuse = refuse
    policy = quick(initial=1.0, maximum=60.0)
    sharing = ListSharing(exists=False)
    run = service.run(plan_for(service, timeout=40.0, policy=policy, rates=rates, sharing=sharing))
    assert run.ended.keys() == service.ends.keys()
    assert min(run.ended.values()) > 537, "the pause was long enough to pass the deadline"
    assert max(run.ended.values()) < 540


def test_a_deadline_is_kept_while_a_walk_over_the_pages_waits_for_the_service_to_be_well() -> None:
    """Jobs that would join the next walk are told of at their deadline, not when it begins."""
    service, rates = Service(ends=evenly(5, first=500.0)), Rates()

    def refuse(look: Look) -> Refusal | None:
        if isinstance(look, GetPage) and service.now < 20:
            rates.list.refused(service.now, {"x-ratelimit-limit": "40"}, 7.0)
            return refusal(429)
        return no_answer() if service.now < 20 else None

    service.refuse = refuse
    plan: Plan[Job] = Plan(API.policy_for, rates=rates)
    for number, job_id in enumerate(service.ends):
        if number < 3:
            plan.add(job_id, service.job(job_id, -1.0), now=0.0, timeout=21.0)
        else:
            plan.add(job_id, None, now=0.0, after=17.75)
    run = service.run(plan)
    assert len(run.ended) == 2
    late = [error.elapsed for error in run.lost.values() if isinstance(error, JobTimeoutError)]
    assert late == pytest.approx([21.0] * 3, abs=0.1)


def test_a_page_that_comes_after_the_deadline_asks_for_nothing_more() -> None:
    """The jobs on it are late, also the one that would have been compared with its own answer."""
    service = Service(ends=evenly(5, first=500.0))
    plan = plan_for(service, timeout=30.0)
    run = service.run(plan, latency=31.0)
    assert run.lost.keys() == service.ends.keys()
    assert len(service.waves) == 1


@pytest.mark.parametrize("kind", [GetJob, GetPage])
def test_a_429_costs_a_job_neither_its_turn_nor_its_patience(kind: type[Look]) -> None:
    """However many there are: it is the rate that was refused, not the job."""
    left = [30]

    def refuse(look: Look) -> Refusal | None:
        left[0] -= isinstance(look, kind)
        return refusal(429, retry_after="1") if isinstance(look, kind) and left[0] >= 0 else None

    service = Service(ends=evenly(20, first=5, last=100), refuse=refuse)
    service.run(plan := plan_for(service, policy=quick(max_consecutive_errors=100)))
    assert not plan.waiting
    assert left[0] < 0
    assert set(service.gets) == service.ends.keys()


def test_jobs_that_have_moved_up_are_not_looked_for_where_they_were() -> None:
    """The first page goes ahead; what it shows makes the other pages needless."""
    service = Service(ends=evenly(40, first=300, last=500), page_size=20)
    gone, kept = list(service.ends)[:20], list(service.ends)[20:]
    service.ends |= dict.fromkeys(gone, 120.0)
    service.refuse = lambda look: service.hidden.update(gone) if service.now > 150 else None
    run = service.run(plan_for(service))
    assert run.ended.keys() == service.ends.keys()
    late = [look for at, looks in service.waves for look in looks if 170 < at < 290]
    assert {look.token for look in late if isinstance(look, GetPage)} == {None}
    assert max(run.ended[job_id] - service.ends[job_id] for job_id in kept) < 20


def test_a_timeout_of_zero_looks_once() -> None:
    """What has ended is delivered even then."""
    service = Service(now=200.0, ends=evenly(10, first=100, last=300))
    plan: Plan[Job] = Plan(API.policy_for)
    for job_id in service.ends:
        plan.add(job_id, None, now=200.0, timeout=0.0)
    run = service.run(plan)
    assert len(run.ended) == 5
    assert len(run.lost) == 5
    assert service.now < 202


def test_new_jobs_may_come_while_it_runs() -> None:
    """A batch submits while it waits."""
    service = Service(ends=evenly(10))
    plan = plan_for(service)
    run = service.run(plan)
    service.ends |= {"late": service.now + 50, "later": service.now + 300}
    for job_id in ("late", "later"):
        plan.add(job_id, None, now=service.now, after=5.0)
        plan.add(job_id, None, now=service.now)
    began = service.now
    late = service.run(plan)
    assert late.ended.keys() == {"late", "later"}
    assert not late.ended.keys() & run.ended.keys()
    assert min(at for at, _ in service.waves if at >= began) >= began + 5


def test_nothing_is_kept_of_finished_jobs() -> None:
    """A plan that has seen a thousand jobs is as small as one that has seen none."""
    plan: Plan[Job] = Plan(API.policy_for)
    service = Service()
    for turn in range(20):
        service.ends = {f"{turn}-{number}": service.now + 100 + number for number in range(50)}
        for job_id in service.ends:
            plan.add(job_id, service.job(job_id, -1.0), now=service.now, timeout=3600.0)
        assert len(service.run(plan).ended) == 50
    assert not plan.waiting
    assert reachable(plan) < 1000


def test_the_told_rate_is_kept() -> None:
    """No minute holds more requests of a kind than was told."""
    service = Service(ends=evenly(300))
    run = service.run(plan_for(service, rates=Rates(get=RateLimiter(30), list=RateLimiter(12))))
    assert run.ended.keys() == service.ends.keys()
    for kind, most in ((GetJob, 30), (GetPage, 12)):
        times = [at for at, looks in service.waves for look in looks if isinstance(look, kind)]
        for position, at in enumerate(times):
            assert sum(1 for later in times[position:] if later < at + 60) <= most


def test_a_wave_is_no_larger_than_the_pool_of_connections() -> None:
    """More requests at once would only wait for one another."""
    service = Service(ends=dict.fromkeys(evenly(500), 150.0))
    service.run(plan_for(service))
    assert max(len(looks) for _, looks in service.waves) == CONCURRENCY
