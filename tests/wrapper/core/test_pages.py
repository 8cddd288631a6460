"""Iterating the pages of the list: their end, loops and invalid tokens."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import Job, JobPage, PaginationError
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._core.pages import Pager

from ..snapshots import read


def page(ids: Sequence[str], next_token: str | None) -> JobPage[Job]:
    """A page as it comes from the service."""
    jobs = [Job(read({"id": job_id, "status": "CREATED"}), SonarApi()) for job_id in ids]
    return JobPage(jobs, next_token, {"requests": [], "next_token": next_token})


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.none() | st.integers(0, 40))
def test_every_job_once_and_no_page_too_many(sizes: list[int], max_items: int | None) -> None:
    """Pages of any sizes, empty ones too: all jobs in order, whole pages, nothing fetched beyond."""
    numbers = itertools.count()
    ids = [[str(next(numbers)) for _ in range(size)] for size in sizes]
    pages = [page(own, f"t{n + 1}" if n + 1 < len(ids) else None) for n, own in enumerate(ids)]
    pager, fetched = Pager(max_items=max_items), 0
    seen: list[str] = []
    while not pager.done:
        fetched += 1
        assert pager.token == (f"t{fetched - 1}" if fetched > 1 else None)
        seen.extend(job.id for job in pager.observe(pages[fetched - 1]).items)
    assert seen == [job_id for own in ids[:fetched] for job_id in own]
    assert len(seen) >= min(sum(sizes), sum(sizes) if max_items is None else max_items)
    assert fetched == 0 or max_items is None or sum(sizes[: fetched - 1]) < max_items


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_any_sequence_of_tokens_ends(tokens: list[int]) -> None:
    """A walk over few tokens ends or raises before it has seen one of them twice."""
    pager = Pager()
    for step, token in enumerate(tokens):
        if token in tokens[:step]:
            with pytest.raises(PaginationError) as caught:
                pager.observe(page([f"job{step}"], f"t{token}"))
            assert caught.value.next_token == f"t{tokens[step - 1]}"
            return
        pager.observe(page([f"job{step}"], f"t{token}"))
    assert len(set(tokens)) == len(tokens)


def test_the_token_that_the_walk_began_with_counts_as_seen() -> None:
    """A resumed walk that is led back to its start does not begin again."""
    pager = Pager("A")
    with pytest.raises(PaginationError):
        pager.observe(page(["1"], "A"))


def test_the_same_jobs_under_a_new_token_are_noticed() -> None:
    """A service that ignores its token gives the first page for ever."""
    pager = Pager()
    pager.observe(page(["1", "2"], "A"))
    with pytest.raises(PaginationError, match="same page twice"):
        pager.observe(page(["1", "2"], "B"))
