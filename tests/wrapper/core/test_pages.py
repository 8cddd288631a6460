"""The walk through the pages of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import Job, JobPage, PaginationError
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._core.pages import Pager, check_page

from ..snapshots import read


def page(ids: Sequence[str], next_token: str | None) -> JobPage[Job]:
    """A page as it comes from the service."""
    jobs = [Job(read({"id": job_id, "status": "CREATED"}), SonarApi()) for job_id in ids]
    return JobPage(jobs, next_token, {"requests": [], "next_token": next_token})


@given(
    st.lists(st.lists(st.integers(), max_size=4), min_size=1, max_size=8),
    st.one_of(st.none(), st.integers(0, 40)),
)
def test_every_job_once_and_no_page_too_many(shape: list[list[int]], max_items: int | None) -> None:
    """Pages of any sizes, empty ones too: all jobs in order, whole pages, nothing fetched beyond."""
    numbers = iter(range(1000))
    ids = [[str(next(numbers)) for _ in sizes] for sizes in shape]
    pages = [page(own, f"t{n + 1}" if n + 1 < len(ids) else None) for n, own in enumerate(ids)]
    pager, fetched = Pager(max_items=max_items), 0
    seen: list[str] = []
    while not pager.done:
        fetched += 1
        assert pager.token == (f"t{fetched - 1}" if fetched > 1 else None)
        seen.extend(job.id for job in pager.observe(pages[fetched - 1]).items)
    every = [job_id for own in ids for job_id in own]
    assert seen == [job_id for own in ids[:fetched] for job_id in own]
    assert len(seen) >= min(len(every), max_items if max_items is not None else len(every))
    before_last = sum(map(len, ids[: fetched - 1]))
    assert fetched == 0 or max_items is None or before_last < max_items


def test_the_most_items_are_counted_over_all_pages() -> None:
    """Three of pages of two: the third page is not fetched; the second stays whole, so its token is right."""
    pager = Pager(max_items=3)
    assert [job.id for job in pager.observe(page(["a", "b"], "t1")).items] == ["a", "b"]
    assert not pager.done
    assert [job.id for job in pager.observe(page(["c", "d"], "t2")).items] == ["c", "d"]
    assert pager.done


def test_a_page_that_just_fills_the_number_is_the_last() -> None:
    """Two of pages of two: nothing more is fetched."""
    pager = Pager(max_items=2)
    assert len(pager.observe(page(["a", "b"], "t1"))) == 2
    assert pager.done


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


def test_two_tokens_that_lead_to_each_other_are_noticed() -> None:
    """A, B, A, B: the token is compared with all before, not with the last one only."""
    pager = Pager()
    pager.observe(page(["1"], "A"))
    pager.observe(page(["2"], "B"))
    with pytest.raises(PaginationError, match="'A'") as caught:
        pager.observe(page(["3"], "A"))
    assert caught.value.next_token == "B"


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


def test_empty_pages_are_followed_but_not_for_ever() -> None:
    """An empty page with a token is no end; a thousand of them in a row are."""
    pager = Pager()
    for number in range(1000):
        pager.observe(page([], f"t{number}"))
    with pytest.raises(PaginationError, match="empty pages"):
        pager.observe(page([], "last"))


def test_a_page_with_jobs_ends_a_row_of_empty_ones() -> None:
    """Only a row of empty pages without a job between them counts, and it counts from its beginning."""
    pager = Pager()
    for number in range(1000):
        pager.observe(page([], f"a{number}"))
    pager.observe(page(["1"], "jobs"))
    for number in range(1000):
        pager.observe(page([], f"b{number}"))
    with pytest.raises(PaginationError, match="1001 empty pages"):
        pager.observe(page([], "last"))


def test_nothing_is_fetched_for_no_items() -> None:
    """max_items=0 is done before it begins; a negative number is a mistake."""
    assert Pager(max_items=0).done
    with pytest.raises(ValueError, match="max_items"):
        Pager(max_items=-1)


def test_a_page_size_of_nothing_is_refused() -> None:
    """limit is at least one; None leaves it to the service."""
    check_page(1, "token")
    check_page(None, None)
    wrong: tuple[Any, ...] = (0, "5", 1.5, True)
    for limit in wrong:
        with pytest.raises(ValueError, match="at least 1"):
            check_page(limit, None)


@pytest.mark.parametrize("wrong", [-1, "5", 1.5, True])
def test_a_number_of_jobs_is_a_whole_one(wrong: Any) -> None:
    """What is none is told before a page is fetched."""
    with pytest.raises(ValueError, match="max_items is a whole number"):
        Pager(None, wrong)


@pytest.mark.parametrize("token", [5, b"token", ["token"]])
def test_a_token_is_a_text(token: Any) -> None:
    """Others failed within the building of the address."""
    with pytest.raises(TypeError, match="next_token is a text"):
        check_page(None, token)


def test_a_page_knows_its_size() -> None:
    """len(page) counts its jobs."""
    assert len(page(["1", "2"], None)) == 2
