"""What the client needs of an API: the seam between the job and the service that works on it.

An adapter builds requests with the generated package, which it alone knows, and reads bodies into `JobData`,
`JobPage` and `Result`; everything else sees these and `Call`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from attrs import field, frozen

from .._values.call import Call
from .._values.errors import NotOfferedError
from .._values.job_data import JobData
from .._values.settings import ApiName
from .._values.text import shown

if TYPE_CHECKING:
    from .._answers.result import Result


Item = TypeVar("Item", covariant=True)


@frozen
class JobPage(Generic[Item]):
    """One page of the list.

    Attributes:
        items: summaries of jobs, in the service's order; `job.refresh()` brings a result.
        next_token: from which to fetch the next page, or None on the last.
        raw: the whole body as it arrived.
    """

    items: Sequence[Item]
    next_token: str | None = field(repr=lambda token: repr(token and shown(token)))
    raw: Mapping[str, Any] = field(repr=False)

    def __len__(self) -> int:
        return len(self.items)


class Api(Protocol):
    """One API for background jobs.

    Attributes:
        name: what ``api=`` calls it.
        has_keys: whether a submit carries an idempotency key, so that it may be repeated.
        can_list: whether there is a list of the account's jobs.
        dates_anew: whether the ``created_at`` of a body is the time of the body, so that the earliest counts.
    """

    name: ApiName
    has_keys: bool
    can_list: bool
    dates_anew: bool

    def of(self, job_id: str) -> Api:
        """The adapter of the API that a job belongs to."""
        return self

    def for_fields(self, fields: Mapping[str, Any]) -> Api:
        """The adapter that takes a question with these fields, `model` among them."""
        return self

    def move_on(self, ended: Api) -> bool:
        """Speak the successor of an API that the service has ended; False where the caller chose the API."""
        return False

    def has_moved_on(self) -> bool:
        """Whether the caller is to be told now that the successor is spoken: True once."""
        return False

    def with_list(self) -> Api:
        """The adapter whose list can show jobs of this client, where there is one."""
        return self

    def that_cancels(self) -> Api:
        """The adapter for a job that is to be cancelled perhaps; `NotOfferedError` where none can be."""
        return self

    def submit(
        self, question: Any, *, model: str | None, fields: Mapping[str, Any], idempotency_key: str
    ) -> Call:
        """The request that creates a job; ValueError or TypeError where it cannot be built."""

    def get(self, job_id: str) -> Call:
        """The request that asks for a job."""

    def job_id_in(self, headers: Mapping[str, str]) -> str | None:
        """The id of the job that a submit has made, by the headers of its answer, or None."""
        return None

    def list(self, limit: int | None, next_token: str | None) -> Call:
        """The request for a page of the list; `NotOfferedError` where there is none."""

    def cancel(self, job_id: str) -> Call:
        """The request that asks for the end of a job; `NotOfferedError` where there is none."""

    def check(self, call: Call) -> None:
        """Refuse a request to submit, extras included, whose job could not be asked for: ValueError."""
        return

    def read_job(self, body: Any, job_id: str | None) -> JobData:
        """A job from a decoded body; `BodyError` where it is none, or not the one asked for."""

    def read_page(self, body: Any) -> JobPage[JobData]:
        """A page from a decoded body; `BodyError` where it is none, `NotOfferedError` without a list."""
        raise NotOfferedError("This API has no list of jobs.")

    def read_result(self, data: JobData) -> Result:
        """The result of a job, as far as it can be read."""
