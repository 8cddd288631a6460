"""Which page of the list comes next, and where the list ends: a `Pager` is shown each page as it comes.

It ends at the last page or after as many jobs as were asked for. A page or token that was there before
raises `PaginationError`, before that page is given.
"""

from __future__ import annotations

from collections import deque

from attrs import define, field

from .._values.errors import PaginationError
from .._values.extras import NO_EXTRAS, Extras
from .._values.text import shown
from .api import JobPage
from .job import J_co, JobBase

#: The call that goes on with the page of an error.
RESUME = "iter(next_token=error.next_token)"


@define
class Pager:
    """The walk through the pages, from any token.

    Attributes:
        token: of the page to fetch next; None is the first page.
        max_items: how many more jobs are wanted, or None; the page that brings the last of them is the last.
        done: whether the last page has been delivered.
        jobs: those of the newest page that are still to be given one by one.
    """

    token: str | None = None
    max_items: int | None = None
    limit: int | None = None
    extras: Extras = NO_EXTRAS
    done: bool = field(default=False, init=False)
    jobs: deque[JobBase] = field(factory=deque, init=False)
    _seen: set[int] = field(factory=set, init=False)

    def __attrs_post_init__(self) -> None:
        if self.limit is not None and (type(self.limit) is not int or self.limit < 1):
            raise ValueError("limit is a whole number, at least 1; None leaves it to the service.")
        if not isinstance(self.token, str | None):
            raise TypeError(f"next_token is a text from an earlier page, not {type(self.token).__name__}.")
        if self.max_items is not None and (type(self.max_items) is not int or self.max_items < 0):
            raise ValueError("max_items is a whole number, and not negative; None means all.")
        self.done = self.max_items == 0
        self._seen.add(hash(self.token))

    def observe(self, page: JobPage[J_co]) -> JobPage[J_co]:
        """Take in the page that was fetched from `token`.

        Raises:
            PaginationError: the page, or the token that it leads to, was there before. Its `next_token`
                is the token of this page.
        """
        # Only hashes are kept: a hundred thousand jobs must not fill the memory of their listing.
        mark, following = hash(tuple(job.id for job in page.items)), hash(page.next_token)
        if page.items and mark in self._seen:
            raise self._loop("the service gave the same page twice")
        self.jobs = deque(page.items[: self.max_items])
        if self.max_items is not None:
            self.max_items -= len(self.jobs)
        if page.next_token is None or self.max_items == 0:
            self.done = True
        elif following in self._seen:
            raise self._loop(
                f"the token {shown(page.next_token)!r} leads back to a page that was there before"
            )
        else:
            self._seen |= {mark, following}
            self.token = page.next_token
        return page

    def _loop(self, what: str) -> PaginationError:
        return PaginationError(
            f"The list of jobs does not end: {what}. The jobs delivered so far are sound; {RESUME} begins "
            "with this page again.",
            next_token=self.token,
        )
