"""`JobBase`, what `Job` and `AsyncJob` have in common: one immutable snapshot of what the service last said.

Its times, its result, its errors.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import field, frozen

from .._values.errors import JobCancelledError, JobFailedError, JobResultMissingError
from .._values.job_data import JobData, Sighting
from .._values.settings import ApiName
from .._values.status import JobStatus
from .._values.text import shown
from .api import Api

if TYPE_CHECKING:
    from .._answers.result import Citation, Result, Usage

T = TypeVar("T")


@frozen(slots=False, repr=False)
class JobBase:
    """What every kind of job has in common; the typed result comes with the client's own kinds."""

    _data: JobData
    _api: Api = field(eq=False)
    _client: Any = field(default=None, eq=False)
    idempotency_key: str | None = field(default=None, eq=False)
    _sighting: Sighting | None = field(default=None, eq=False)

    def __repr__(self) -> str:
        model = f", model={shown(self.model)!r}" if self.model else ""
        return f"{type(self).__name__}(id={shown(self.id)!r}, status={str(self.status)!r}{model})"

    def __hash__(self) -> int:
        return hash((self.id, self.raw_status))

    def __getstate__(self) -> dict[str, Any]:
        # A client holds the key and open connections: neither belongs in a pickle.
        fields = ("_data", "_api", "idempotency_key")
        return {**{name: getattr(self, name) for name in fields}, "_client": None, "_sighting": None}

    @property
    def id(self) -> str:
        """The service's id; all that is needed to pick the job up again."""
        return self._data.id

    @property
    def api(self) -> ApiName:
        """The API that the job belongs to, as ``api=`` calls it."""
        return self._api.name

    @property
    def status(self) -> JobStatus:
        """Where the job stood when this snapshot was taken."""
        return self._data.status

    @property
    def raw_status(self) -> str | None:
        """The service's own word for the status."""
        return self._data.raw_status

    @property
    def is_terminal(self) -> bool:
        """Whether the job has ended; with an unknown status, whether the body shows that it has."""
        return self._data.ended

    @property
    def model(self) -> str | None:
        """The model that works on the job, or None where not yet asked for."""
        return self._data.model

    @property
    def created_at(self) -> datetime | None:
        """When the service accepted the job (UTC); on the Agent API, the earliest that it was seen with."""
        return _utc(self._data.created_at)

    @property
    def started_at(self) -> datetime | None:
        """When work began (UTC), or None."""
        return _utc(self._data.started_at)

    @property
    def completed_at(self) -> datetime | None:
        """When the job was completed (UTC), or None."""
        return _utc(self._data.completed_at)

    @property
    def failed_at(self) -> datetime | None:
        """When the job failed (UTC), or None."""
        return _utc(self._data.failed_at)

    @property
    def elapsed(self) -> float | None:
        """Seconds from the creation of the job to its end, or to this snapshot; None where unknown."""
        end = self._data.completed_at or self._data.failed_at
        if end is not None and self._data.created_at is not None and not self._data.undated:
            return max(0.0, end - self._data.created_at)
        return self._sighting.age if self._sighting else None

    @property
    def error_message(self) -> str | None:
        """The service's words on why the job failed, or None."""
        return self._data.error_message

    @property
    def raw(self) -> Mapping[str, Any]:
        """The whole body as it arrived, with every field that the document does not know."""
        return self._data.raw

    @property
    def request_id(self) -> str | None:
        """``x-request-id`` of the answer that brought this snapshot, for support; None once pickled."""
        return self._sighting.request_id if self._sighting else None

    def to_dict(self) -> dict[str, Any]:
        """A copy of `raw`, the service's body, for ``json.dumps`` and for changing it."""
        return copy.deepcopy(dict(self.raw))

    @property
    def text(self) -> str | None:
        """The answer, without the reasoning in front of it, or None where there is none."""
        return self._result.text

    @property
    def reasoning(self) -> str | None:
        """The model's ``<think>…</think>`` text, or None."""
        return self._result.reasoning

    @property
    def citations(self) -> list[Citation]:
        """The sources, numbered as the ``[n]`` marks in the text; of a job that ended without a text too."""
        return list(self._result.citations)

    @property
    def search_results(self) -> Sequence[Any]:
        """The sources as generated models, in the service's order; of a job that ended without a text too."""
        return self._result.search_results

    @property
    def usage(self) -> Usage | None:
        """Tokens, searches and tools, whatever the end of the job, or None where the service did not say."""
        return self._result.usage

    @property
    def cost(self) -> float | None:
        """What the job cost in USD, whatever its end, or None where the service did not say."""
        return self._result.cost

    def to_markdown(self) -> str:
        """The answer as Markdown, its ``[n]`` marks as footnotes that lead to the sources.

        Raises:
            JobFailedError, JobResultMissingError: as `result()`; a typed result is not needed.
        """
        from .._answers.markdown import to_markdown  # loaded late: before an end there is nothing to read

        found = answer_of(self)
        return to_markdown(found.text or "", found.citations)

    def _repr_markdown_(self) -> str | None:
        """The answer with its sources, which notebooks show; None, for the repr, where there is none."""
        from .._answers.markdown import with_list  # loaded late, as in to_markdown

        found = self._result
        return None if found.incomplete else with_list(found.text or "", found.citations)

    def parsed(self, kind: type[T]) -> T:
        """The answer as an object, for a job that was submitted with ``response_format=kind``.

        Args:
            kind: an attrs class, a dataclass or a pydantic model.

        Raises:
            JobFailedError, JobResultMissingError: as `result()`, and where the answer does not fit `kind`.
        """
        from .._answers.structured import parse  # loaded late: needed for structured answers only

        text = answer_of(self).text or ""
        try:
            return parse(kind, text)
        except ValueError as problem:
            name = getattr(kind, "__name__", str(kind))
            raise self._without_result(
                f"its answer does not fit {name} ({problem}); was it submitted with response_format={name}?"
            ) from problem

    @cached_property
    def _result(self) -> Result:
        return self._api.read_result(self._data)

    def _without_result(self, reason: str) -> JobFailedError | JobResultMissingError:
        kind: type[JobFailedError | JobResultMissingError] = JobResultMissingError
        if self.is_terminal and (self.status is JobStatus.FAILED or self._data.failed_at is not None):
            words = shown(self.error_message or "the service gives no reason", 1000).rstrip(".")
            kind, what = JobFailedError, f"failed: {words}."
        elif self.status is JobStatus.CANCELLED:
            kind, what = JobCancelledError, "was cancelled."
        else:
            if not self.is_terminal:
                reason = f"it has not ended ({shown(self.raw_status)}); wait() waits for it"
            what = (
                f"has no result to use: {reason}. job.raw holds what arrived; "
                f"client.get({self.id!r}) asks again."
            )
        return kind(f"Job {self.id} {what}", job_id=self.id, job=self, elapsed=self.elapsed)


def answer_of(job: JobBase) -> Result:
    """What a job has answered as a whole; raises what its `result()` does where there is no such answer."""
    if job._result.incomplete:
        raise job._without_result(job._result.incomplete)
    return job._result


J_co = TypeVar("J_co", bound=JobBase, covariant=True)


def _utc(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
