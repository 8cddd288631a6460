"""The states of a job, in one vocabulary for every API behind the client."""

from __future__ import annotations

from enum import StrEnum


class JobStatus(StrEnum):
    """Where a job stands.

    Members are upper case, as the service writes them; ``Job.raw_status`` keeps the service's own word.
    A word that is not known here is ``UNKNOWN`` and does not end a wait by itself.
    """

    CREATED = "CREATED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"

    @property
    def is_terminal(self) -> bool:
        """Whether a job in this state changes no more."""
        return self in _TERMINAL

    @classmethod
    def read(cls, word: object) -> JobStatus:
        """The state that a word of the service means; upper and lower case are the same."""
        return _WORDS.get(word.upper(), cls.UNKNOWN) if isinstance(word, str) else cls.UNKNOWN


_TERMINAL = frozenset({JobStatus.COMPLETED, JobStatus.FAILED})
_WORDS = {str(member): member for member in JobStatus}
