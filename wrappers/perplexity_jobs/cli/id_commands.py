"""The commands for jobs that are there: get, wait, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .exit_codes import Code
from .job_commands import show_job, state_of
from .memory import Memory
from .options import Api, AsJson, BaseUrl, Timeout, client
from .several import JobIds, Last, chosen, each, wait_for_all
from .streams import data, data_json
from .waiting import wait_for

if TYPE_CHECKING:
    from .._client.jobs import Job


def get(
    ids: JobIds = None, last: Last = False, as_json: AsJson = False, api: Api = None, base_url: BaseUrl = None
) -> int:
    """Ask for jobs once: print their answers, or where they stand."""
    with client(base_url, api) as jobs:
        memory = Memory(jobs)
        meant = chosen(memory, ids, last)

        def show(handle: Job) -> int:
            job = handle.refresh()
            memory.saw(job)
            return _show_one(job, as_json, len(meant))

        return each(meant, show, "get")


def wait(
    ids: JobIds = None,
    last: Last = False,
    timeout: Timeout = 1800.0,
    as_json: AsJson = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Wait for jobs and print their answers; those of several as they come."""
    with client(base_url, api) as jobs:
        memory = Memory(jobs)
        meant = chosen(memory, ids, last)

        def show(job: Job) -> int:
            memory.saw(job)
            return _show_one(job, as_json, len(meant))

        if len(meant) > 1:
            return wait_for_all(memory, meant, timeout, show)
        return show(wait_for(jobs, meant[0], timeout))


def cancel(
    ids: JobIds = None, last: Last = False, as_json: AsJson = False, api: Api = None, base_url: BaseUrl = None
) -> int:
    """Ask for the end of jobs, and print where they stand; `wait` sees the end. Only with --api agent."""
    with client(base_url, api) as jobs:
        memory = Memory(jobs)

        def end(handle: Job) -> int:
            job = handle.cancel()
            memory.saw(job)
            if as_json:
                data_json(job.raw)
            else:
                data(state_of(job))
            return Code.OK

        return each(chosen(memory, ids, last), end, "cancel")


def _show_one(job: Job, as_json: bool, number: int) -> int:
    """Show one of so many jobs; a comment in Markdown says whose answer follows, where there are several."""
    if number > 1 and job.text and not as_json:
        data(f"<!-- {job.id} -->")
    return show_job(job, as_json)
