"""A local server that behaves like the service, and misbehaves on demand (extra: `simulator`).

from perplexity_jobs.simulator import Simulator

with Simulator(speed=100, fault="get-520-twice") as sim:
    ...  # sim.url, sim.api_key

It shares nothing with the client but the clock. Its modules, in the order to read them:

simulator        `Simulator`, which puts the others together; `__main__` runs it from the shell
server, app      uvicorn in a thread, and the application that reads requests and writes replies
requests         a request as it arrived, and the trace of it that tests look at
replies          an answer before it is sent
service          the life of a request: key, rate limit, operation, and the faults that spoil it
rate_limits      leaky buckets by operation and usage tier
store            the jobs, whose state follows from their age
answers          what a test wants answered
durations        how long a job takes
clock            `ManualClock`
sonar, agent     the operations of the two APIs
sonar_request, agent_request, agent_input, validation, refusals
                 what these APIs refuse, and in which words
sonar_answers, agent_answers, agent_items, prose, instances
                 what a finished job says: made-up reports, and values that fit a schema
page_tokens      the tokens of the list's pages
page, static     the page at `/` of a served simulator
fault, faults    what a fault is, and all of them by name
markers          faults and durations asked for inside a question
"""

from __future__ import annotations

try:
    import pydantic as _pydantic  # noqa: F401  # only to see whether the extra is there
    import starlette as _starlette  # noqa: F401  # the same
    import uvicorn as _uvicorn  # noqa: F401  # the same
except ModuleNotFoundError as exc:
    raise ModuleNotFoundError(
        f"the simulator needs {exc.name}: pip install 'perplexity-jobs[simulator]'", name=exc.name
    ) from None

from . import faults as _faults  # noqa: F401  # fills FAULTS
from .answers import Answer
from .app import NeedsSocketError
from .clock import Clock, FastClock, ManualClock, SystemClock
from .fault import FAULTS, Fault, UnknownFaultError
from .requests import RecordedRequest
from .simulator import Simulator
from .store import SimulatedJob

__all__ = [
    "FAULTS",
    "Answer",
    "Clock",
    "FastClock",
    "Fault",
    "ManualClock",
    "NeedsSocketError",
    "RecordedRequest",
    "SimulatedJob",
    "Simulator",
    "SystemClock",
    "UnknownFaultError",
]
