"""A simulator of the service: a local server with both APIs that fails on demand (extra: `simulator`).

from perplexity_jobs.simulator import Simulator

with Simulator(speed=100, fault="get-520-twice") as sim:
    ...  # sim.url, sim.api_key

It shares no code with the client except the clock. Its modules, in the order to read them:

simulator        `Simulator`, which puts the others together; `__main__` is its command line
server, app      uvicorn in a thread, and the ASGI application that it serves
requests         a request as it arrived, and its record for tests
replies          a response before it is sent
service          handles a request: key, rate limit, operation, and faults
rate_limits      rate limits by operation and usage tier (leaky buckets)
store            the jobs, whose state follows from their age
answers          answers that a test prescribes
durations        random durations of jobs
clock            `ManualClock`, which tests move by hand
sonar, agent     the operations of the two APIs
sonar_request, agent_request, agent_input, validation, refusals
                 request validation of the two APIs, with their error messages
sonar_answers, agent_answers, agent_items, prose, instances
                 results of finished jobs: made-up reports, and JSON that fits a schema
page_tokens      the list's page tokens (cursors)
page, static     the page at `/` of a served simulator
fault, faults    what a fault is, and all faults by name
markers          markers inside a question that ask for faults and durations
"""

from __future__ import annotations

try:
    import pydantic as _pydantic  # noqa: F401  # only to see whether the extra is there
    import starlette as _starlette  # noqa: F401  # the same
    import uvicorn as _uvicorn  # noqa: F401  # the same
except ModuleNotFoundError as _missing:
    raise ModuleNotFoundError(
        f"the simulator needs {_missing.name}: pip install 'perplexity-jobs[simulator]'", name=_missing.name
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
