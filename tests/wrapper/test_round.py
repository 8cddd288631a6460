"""A walk over the pages: what it asks for, and whom it leaves over."""

from __future__ import annotations

from perplexity_jobs._waiting.page_walk import Round


def walk(**places: str | None) -> Round:
    """A walk that expects each job on a page."""
    walk = Round()
    for job_id, token in places.items():
        walk.expect(job_id, token)
    return walk


def test_the_first_page_goes_ahead_alone() -> None:
    """It shows how far the jobs have moved, so the others wait for it."""
    round_ = walk(a=None, b=None, c="later", d="later")
    assert round_.take(5) == [None]
    assert round_.take(5) == []
    round_.answered(None, 2, "later")
    assert round_.take(5) == ["later"]


def test_a_page_is_not_asked_for_when_its_jobs_have_been_seen() -> None:
    """The first page showed them all: they have moved up."""
    round_ = walk(a=None, b=None, c="later", d="later")
    round_.take(1)
    for job_id in "abcd":
        round_.seen(job_id)
    round_.answered(None, 4, "later")
    assert round_.done
    assert round_.take_left() == []


def test_a_page_refused_for_now_is_asked_for_again() -> None:
    """A closed window costs no job its place on a page."""
    round_ = walk(a=None, b=None)
    round_.take(1)
    round_.refused(None, again=True)
    assert round_.take(1) == [None]


def test_whom_the_last_page_does_not_show_is_left_over_once() -> None:
    """Such jobs are asked for by themselves."""
    round_ = walk(a=None, b=None, c=None)
    round_.take(1)
    round_.seen("b")
    round_.answered(None, 1, None)
    assert sorted(round_.take_left()) == ["a", "c"]
    assert round_.take_left() == []


def test_a_job_that_was_given_up_and_then_seen_is_not_left_over() -> None:
    """Two pages came at the same time, and the second showed what the first did not."""
    round_ = walk(a="one", b="one", c="two", d="two")
    assert round_.take(2) == ["one", "two"]
    round_.seen("a")
    round_.answered("one", 1, None)
    for job_id in "bcd":
        round_.seen(job_id)
    round_.answered("two", 3, None)
    assert round_.take_left() == []


def test_no_more_pages_are_given_than_may_be_asked_for() -> None:
    """The rest keeps waiting for its turn."""
    round_ = walk(a="one", b="one", c="two", d="two")
    assert round_.take(1) == ["one"]
    assert round_.pages == 1
    assert round_.take(1) == ["two"]


def test_a_walk_that_is_ended_leaves_over_whom_it_has_not_looked_for() -> None:
    """The list has become useless on the way; a page under way may still answer for its own."""
    round_ = walk(a="one", b="one", c="two", d="two")
    round_.take(1)
    round_.end()
    assert sorted(round_.take_left()) == ["c", "d"]
    assert not round_.done
