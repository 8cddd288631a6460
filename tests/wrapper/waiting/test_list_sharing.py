"""The use of the list: how a sweep over its pages goes, how often one comes, and when there is none."""

from __future__ import annotations

import pytest

from perplexity_jobs._waiting.list_sharing import INTERVAL, GetPage, ListSharing

FOREVER = 1e9


def sweep(sharing: ListSharing, jobs: int, pages: list[int], *, delay: float = 12.0, now: float = 0.0) -> int:
    """Pages of a sweep that looks for so many jobs, whose next looks alone would come after `delay`."""
    sharing.begin({str(number) for number in range(jobs)}, now)
    asked = 0
    for found in pages:
        current = sharing.sweep
        if current is None:
            break
        asked += 1
        for _ in range(found):
            current.wanted.pop()
            current.delays.append(delay)
        sharing.answered(found, f"token-{asked}", now=now)
    return asked


def test_a_sweep_ends_when_every_job_has_been_shown() -> None:
    """Later pages hold the jobs of others, or old ones."""
    assert sweep(ListSharing(), 150, [100, 50, 0, 0]) == 2


def test_a_sweep_that_brings_nothing_is_broken_off_and_not_repeated_at_once() -> None:
    """Two jobs behind a thousand of others are asked for by themselves."""
    sharing = ListSharing()
    assert sweep(sharing, 2, [0] * 50) == 2
    assert not sharing.usable(5.0)
    assert sharing.usable(61.0)


@pytest.mark.parametrize("tokens", [["a", "a"], ["a", "b", "a"], ["a", "b", "c", "b"]])
def test_no_page_is_asked_for_twice_in_a_sweep(tokens: list[str]) -> None:
    """Tokens that lead back end it."""
    sharing = ListSharing()
    sharing.begin({str(number) for number in range(100)}, 0.0)
    asked = []
    for number, token in enumerate(tokens):
        page = sharing.page()
        assert page is not None
        asked.append(page.token)
        current = sharing.sweep
        assert current is not None
        current.wanted.discard(str(number))
        current.delays.append(10.0)
        sharing.answered(1, token, now=0.0)
    assert len(set(asked)) == len(asked)
    assert sharing.page() is None


@pytest.mark.parametrize(("delay", "seconds"), [(12.0, INTERVAL), (2.0, 2.0)])
def test_sweeps_come_no_later_than_looks_alone(delay: float, seconds: float) -> None:
    """Every few seconds, or as soon as a job would be looked at by itself."""
    sharing = ListSharing()
    sweep(sharing, 100, [100], delay=delay)
    assert sharing.next_sweep == pytest.approx(seconds)


def test_one_job_needs_no_page() -> None:
    """Asking for it brings its result in the same request."""
    sharing = ListSharing()
    sharing.begin({"job"}, 0.0)
    assert sharing.page() is None


def test_a_page_size_that_is_refused_is_left_to_the_service() -> None:
    """One version of the service documents no parameters at all."""
    sharing = ListSharing()
    sharing.begin({"a", "b"}, 0.0)
    assert sharing.page() == GetPage(100, None)
    sharing.refused(400, 0.0)
    assert sharing.page() == GetPage(None, None)
    sharing.refused(400, 0.0)
    assert sharing.page() is None
    assert not sharing.usable(0.0)


@pytest.mark.parametrize("status", [None, 403, 404, 405, 500, 501])
def test_a_list_that_fails_is_left_alone_for_a_minute(status: int | None) -> None:
    """However often it has failed, it is tried again then."""
    sharing = ListSharing()
    for now in (0.0, 100.0, 200.0):
        sharing.begin({"a", "b"}, now)
        sharing.refused(status, now)
        assert sharing.page() is None
        assert not sharing.usable(now + 59.0)
        assert sharing.usable(now + 60.0)


def test_a_429_leaves_the_sweep_where_it_is() -> None:
    """The page is asked for again when the rate allows it."""
    sharing = ListSharing()
    sharing.begin({"a", "b"}, 0.0)
    sharing.refused(429, 0.0)
    assert sharing.page() is not None


def test_an_api_without_a_list_has_none() -> None:
    """Now or later."""
    assert not ListSharing(exists=False).usable(FOREVER)
