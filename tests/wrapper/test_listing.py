"""What is learned of the list."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from perplexity_jobs._waiting.list_sharing import Listing

FOREVER = 1e9


def learn(listing: Listing, most: dict[int, int], pages: int = 12) -> list[int | None]:
    """The sizes asked for, of a server that gives `most` jobs for a size, or as many as asked for."""
    asked = []
    for _ in range(pages):
        size = listing.limit
        asked.append(size)
        listing.page(size, most.get(size or 20, size or 20), last=False)
    return asked


@pytest.mark.parametrize("cap", [5, 20, 50, 100, 250])
def test_the_largest_page_is_found(cap: int) -> None:
    """Whatever the server gives at most, as much is asked for in the end."""
    listing = Listing()
    sizes = (10, 20, 50, 100, 200, 500, 1000)
    asked = learn(listing, {size: min(size, cap) for size in sizes})
    assert asked[0] == 100
    assert min(asked[-1] or 0, cap) == max(min(size, cap) for size in sizes)
    assert len(set(asked)) <= 4, "no size is tried without need"


def test_a_size_that_brings_less_than_a_smaller_one_is_given_up() -> None:
    """``limit=50`` has brought fewer jobs than ``limit=10``."""
    assert learn(Listing(), {100: 4, 50: 4, 20: 4, 10: 10, 200: 4, 500: 4, 1000: 4})[-1] == 10


def test_the_last_page_teaches_nothing_about_sizes() -> None:
    """It is as small as what is left."""
    listing = Listing()
    listing.page(100, 3, last=True)
    assert listing.limit == 100


@given(st.lists(st.sampled_from([400, 422]), max_size=10))
def test_refused_sizes_lead_to_smaller_ones_and_then_to_none(statuses: list[int]) -> None:
    """At the end the parameter is left out: one version of the service documents none."""
    listing, seen = Listing(), []
    for status in statuses:
        seen.append(listing.limit)
        if not listing.refused(listing.limit, status, 0.0):
            break
    sizes = [size for size in seen if size is not None]
    assert sizes == [100, 50, 20, 10][: len(sizes)]


def test_a_list_that_is_refused_is_tried_again_later() -> None:
    """Each time after a longer pause, but within the hour."""
    listing = Listing()
    now, pauses = 0.0, []
    for _ in range(8):
        assert not listing.refused(None, 403, now)
        began = now
        while not listing.usable(now):
            now += 50
        pauses.append(now - began)
    assert pauses[:3] == [300, 600, 1200]
    assert max(pauses) == 3600


def test_one_failure_is_repeated_and_two_are_a_pause() -> None:
    """A page that fails once costs no more than a second request."""
    listing = Listing()
    assert listing.failed(0.0)
    assert listing.usable(0.0)
    assert not listing.failed(1.0)
    assert not listing.usable(1.0)
    assert listing.usable(12.0)


def test_one_job_that_ended_before_the_page_is_no_proof() -> None:
    """Two in a row are; a job that the page had right in between clears it."""
    listing = Listing()
    for behind in (30.0, -2.0, 30.0):
        listing.ended(behind, 0.0)
        assert listing.usable(0.0)
    listing.ended(30.0, 0.0)
    assert not listing.usable(0.0)


def test_a_new_token_that_is_refused_leaves_the_first_page() -> None:
    """One that was used before only ends its being used again."""
    listing = Listing()
    listing.token_refused(fresh=False, now=0.0)
    assert not listing.reuse
    assert listing.deep(0.0)
    listing.token_refused(fresh=True, now=0.0)
    assert not listing.deep(0.0)
    assert listing.deep(FOREVER)
    assert listing.usable(0.0)


def test_an_api_without_a_list_has_none() -> None:
    """Now or later."""
    assert not Listing(exists=False).usable(FOREVER)


def test_after_many_good_pages_old_trouble_is_forgotten() -> None:
    """A list that fails once a day is not left alone for an hour in the end."""
    listing = Listing()
    for _ in range(8):
        listing.failed(0.0)
        listing.failed(0.0)
    for _ in range(50):
        listing.page(100, 100, last=False)
    listing.failed(FOREVER)
    listing.failed(FOREVER)
    assert listing.usable(FOREVER + 10)
