"""The memory: a small SQLite file that knows the jobs of this user for 30 days; a lost terminal loses none.

It holds ids, times, models, the first words of the questions and where the jobs stood when they were last
seen, never a key. What is wrong with the file costs one line of warning, and neither a job nor its answer.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import astuple, evolve, field, frozen

from .._values.text import shown
from .streams import note

if TYPE_CHECKING:
    import sqlite3

    from .._client.blocking import PerplexityJobs
    from .._client.jobs import Job
    from .._values.clock import Clock
    from .._values.settings import Config

STATE_VARIABLE = "PERPLEXITY_JOBS_STATE"

_KEPT = 30 * 86_400.0
_WORDS = 100  # characters of a question
_LEAST = 4  # of an id; fewer may be a slip
_BUSY = 2.0  # seconds to wait for another process
_COLUMNS = "id, api, created, model, question, status, ended"
_TABLE = f"CREATE TABLE IF NOT EXISTS jobs ({_COLUMNS}, asked, account, PRIMARY KEY (id))"
# `asked` grows with each submit from here: times would not, where a clock is set back.
# An answer may be older than one before it: what has ended stays so. The Agent API dates each answer anew,
# and names another model in the last one.
_NOTE = f"""INSERT INTO jobs ({_COLUMNS}, account, asked)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ? THEN (SELECT coalesce(max(asked), 0) + 1 FROM jobs) END)
    ON CONFLICT (id) DO UPDATE SET account = excluded.account,
    created = min(created, excluded.created), model = coalesce(model, excluded.model),
    question = coalesce(excluded.question, question),
    status = CASE WHEN ended > excluded.ended THEN status ELSE excluded.status END,
    ended = max(ended, excluded.ended), asked = coalesce(excluded.asked, asked)"""
_MINE = "account = ? AND ? IN (api, '')"

T = TypeVar("T")
_last: str | None = None


@frozen
class Entry:
    """A job as it is remembered.

    Attributes:
        created: in epoch seconds.
        status: the service's own word when the job was last seen.
        ended: whether it had ended then.
    """

    id: str
    api: str
    created: float
    model: str | None
    question: str | None
    status: str | None
    ended: bool = field(converter=bool)

    def seen(self, job: Job) -> Entry:
        """The same job as it stands now."""
        return self if self.ended else evolve(self, status=job.raw_status, ended=job.is_terminal)


class Memory:
    """The jobs that are remembered for the key and the address of a client, and for its API if it has one."""

    def __init__(self, client: PerplexityJobs) -> None:
        from .._client.base import core_of, spoken_by  # it is loaded where there is a client

        self.client: PerplexityJobs = client
        self._core = core_of(client)
        self.clock: Clock = self._core.clock
        self.api = spoken_by(client)
        self._mine = (_account(self._core.config), self.api or "")
        self._broken = os.environ.get(STATE_VARIABLE, "").strip().lower() == "off"

    def handle(self, job_id: str, created: float | None) -> Job:
        """A job to ask for, of which no more is known."""
        return self._core.handle(job_id, created)

    def entry_of(self, job: Job, question: str | None = None) -> Entry:
        """What is remembered of a job."""
        created = job.created_at.timestamp() if job.created_at else self.clock.time()
        words = None if question is None else shown(question, _WORDS)
        return Entry(job.id, job.api, created, job.model, words, job.raw_status, job.is_terminal)

    def asked(self, job: Job, question: str | None) -> None:
        """Remember a job that was submitted now; None is a question of which nothing is to be kept."""
        global _last
        if self.note([self.entry_of(job, question)], asked=True):
            _last = job.id
            self._delete("account = ? AND created < ?", [(self._mine[0], self.clock.time() - _KEPT)])

    def saw(self, *jobs: Job) -> None:
        """Remember where jobs stand."""
        self.note([self.entry_of(job) for job in jobs if job.raw_status])

    def note(self, entries: Iterable[Entry], *, asked: bool = False) -> bool:
        """Remember entries, which were submitted now or only seen; whether they are remembered."""
        rows = [(*astuple(entry), self._mine[0], asked) for entry in entries]
        return self._with_file(lambda file: file.executemany(_NOTE, rows) is not None, False)

    def entries(self, more: str = "1", *values: str, order: str = "created") -> list[Entry]:
        """What is remembered, newest first; `more` is a condition in SQL with its `values`."""
        query = f"SELECT {_COLUMNS} FROM jobs WHERE {_MINE} AND {more} ORDER BY {order} DESC, rowid DESC"
        rows: list[Any] = self._with_file(
            lambda file: file.execute(query, (*self._mine, *values)).fetchall(), []
        )
        return [Entry(*row) for row in rows]

    def last(self) -> Entry | None:
        """The job that was last submitted from here."""
        return next(iter(self.entries("asked NOT NULL", order="asked")), None)

    def find(self, beginning: str) -> Entry | None:
        """The job whose id is this, or is the only one that begins so; four letters at least.

        Raises:
            ValueError: several begin so.
        """
        if len(beginning) < _LEAST:
            return None
        found = self.entries("substr(id, 1, length(?)) = ?", beginning, beginning)
        exact = [entry for entry in found if entry.id == beginning] or found
        if len(exact) > 1:
            raise ValueError(f"{len(exact)} ids begin with {beginning}; give more of the one that is meant.")
        return exact[0] if exact else None

    def forget(self, ids: Iterable[str]) -> None:
        """Remember these jobs no longer."""
        self._delete("id = ?", [(job_id,) for job_id in ids])

    def _delete(self, which: str, rows: Sequence[tuple[object, ...]]) -> None:
        self._with_file(lambda file: file.executemany(f"DELETE FROM jobs WHERE {which}", rows), None)

    def _with_file(self, do: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Do something with the file in one transaction, or say once that it cannot be used."""
        if self._broken:
            return otherwise
        try:
            with contextlib.closing(_opened(path())) as file, file:
                return do(file)
        # Whatever it is, a missing module included: a job may be paid for, and its answer be waited for.
        except Exception as problem:
            self._broken = True
            reason = str(getattr(problem, "strerror", None) or problem)
            with contextlib.suppress(OSError):
                reason = f"{path()}: {reason}"
            note(
                f"note: jobs cannot be remembered ({reason}). {STATE_VARIABLE} names another folder, or is "
                "off; perplexity-jobs forget --all removes a damaged file."
            )
            return otherwise


def path() -> Path:
    """The file.

    Raises:
        OSError: there is no folder for it.
    """
    if chosen := os.environ.get(STATE_VARIABLE, "").strip():
        folder = Path(chosen)
    else:
        import platformdirs  # loaded late, as is sqlite3: most commands need neither

        try:
            folder = platformdirs.user_state_path("perplexity-jobs")
        except RuntimeError as problem:  # as in a container whose user is not in its list of users
            raise OSError(str(problem)) from problem
    return folder / "jobs.sqlite3"


def is_last(job_id: str) -> bool:
    """Whether this process has submitted the job, and remembered it."""
    return job_id == _last


def _opened(path: Path) -> sqlite3.Connection:
    import sqlite3

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    file = sqlite3.connect(path, timeout=_BUSY)
    try:
        file.execute("PRAGMA secure_delete = ON")  # what is forgotten is not left in the file
        file.execute(_TABLE)
    except BaseException:
        file.close()
        raise
    return file


def _account(config: Config) -> str:
    """Tells keys and addresses apart; much too short to tell a key."""
    import hashlib

    digest = hashlib.blake2b(config.base_url.encode(), digest_size=4)
    digest.update(config.api_key.reveal().encode())
    return digest.hexdigest()
