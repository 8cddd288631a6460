"""A local server that behaves like the service, and misbehaves on demand (extra: `simulator`).

from perplexity_jobs.simulator import Simulator

with Simulator(speed=100, fault="get-520-twice") as sim:
    ...  # sim.url, sim.api_key
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

from ._app import NeedsSocketError
from ._call import RecordedRequest
from ._clock import Clock, ManualClock, SystemClock
from ._fast_clock import FastClock
from ._simulator import Simulator
from ._store import SimulatedJob
from .faults import FAULTS, Fault, UnknownFaultError

__all__ = [
    "FAULTS",
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
