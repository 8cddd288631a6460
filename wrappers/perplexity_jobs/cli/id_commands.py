"""The commands for jobs that are there: get, wait, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers import Form, show, state
from .exit_codes import Code
from .memory import Memory
from .options import Api, AsJson, BaseUrl, NoPager, Raw, Timeout, client
from .several import JobIds, Last, chosen, each, wait_for_all
from .streams import data, data_json
from .waiting import wait_for

if TYPE_CHECKING:
    from .._client.jobs import Job


def get(
    ids: JobIds = None,
    last: Last = False,
    as_json: AsJson = False,
    raw: Raw = False,
    no_pager: NoPager = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Ask for jobs once: print their answers, or where they stand."""
    with client(base_url, api) as jobs:
        memory = Memory(jobs)
        meant = chosen(memory, ids, last)
        form = Form(as_json, raw, pager=not no_pager and len(meant) == 1)

        def look(handle: Job) -> int:
            job = handle.refresh()
            memory.saw(job)
            return _show_one(job, form, len(meant))

        return each(meant, look, "get")


def wait(
    ids: JobIds = None,
    last: Last = False,
    timeout: Timeout = 1800.0,
    as_json: AsJson = False,
    raw: Raw = False,
    no_pager: NoPager = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Wait for jobs and print their answers; those of several as they come."""
    with client(base_url, api) as jobs:
        memory = Memory(jobs)
        meant = chosen(memory, ids, last)
        form = Form(as_json, raw, pager=not no_pager and len(meant) == 1)

        def look(job: Job) -> int:
            memory.saw(job)
            return _show_one(job, form, len(meant))

        if len(meant) > 1:
            return wait_for_all(memory, meant, timeout, look)
        return look(wait_for(jobs, meant[0], timeout))


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
                data(state(job))
            return Code.OK

        return each(chosen(memory, ids, last), end, "cancel")


def _show_one(job: Job, form: Form, number: int) -> int:
    """Show one of so many jobs; a comment in Markdown says whose answer follows, where there are several."""
    if number > 1 and job.text and not form.as_json:
        data(f"<!-- {job.id} -->")
    return show(job, form)
