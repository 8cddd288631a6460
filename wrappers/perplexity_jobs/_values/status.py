"""The states of a job, in one vocabulary for every API behind the client."""

from __future__ import annotations

from enum import StrEnum


class JobStatus(StrEnum):
    """Where a job stands.

    One set of words for every API; ``Job.raw_status`` keeps the service's own word. The Agent API says
    ``queued`` for ``CREATED`` and the others in lower case. ``CANCELLED``, ``INCOMPLETE`` (it ended early,
    with what text there is) and ``REQUIRES_ACTION`` (it waits for the results of the caller's functions)
    are known there only.

    A word that is not known here is ``UNKNOWN`` and does not end a wait by itself.
    """

    CREATED = "CREATED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    INCOMPLETE = "INCOMPLETE"
    REQUIRES_ACTION = "REQUIRES_ACTION"
    UNKNOWN = "UNKNOWN"

    @property
    def is_terminal(self) -> bool:
        """Whether a job in this state changes no more by itself, so that waiting brings nothing.

        That holds for ``REQUIRES_ACTION`` as well: only another submit of the caller can go on from there.
        """
        return self in _TERMINAL

    @classmethod
    def read(cls, word: object) -> JobStatus:
        """The state that a word of the service means; upper and lower case are the same."""
        return _WORDS.get(word.upper(), cls.UNKNOWN) if isinstance(word, str) else cls.UNKNOWN


_TERMINAL = frozenset(JobStatus) - {JobStatus.CREATED, JobStatus.IN_PROGRESS, JobStatus.UNKNOWN}
_WORDS = {str(member): member for member in JobStatus} | {
    "QUEUED": JobStatus.CREATED,
    "CANCELLING": JobStatus.IN_PROGRESS,
}
