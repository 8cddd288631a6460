"""The web page at `/` of the simulator's server: jobs, polls and requests live, and a button for each fault.

It shows `/_simulator/state`, which has no API key. Questions are untrusted, so the page inserts them as text
only, and its content security policy allows no files but its own three.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import replies
from .fault import FAULTS, UnknownFaultError
from .requests import Call, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from .service import Service
    from .store import SimulatedJob

    Describe = Callable[[SimulatedJob], dict[str, Any]]

PREFIX = "/_simulator"
"""No path of the service begins so."""

_JOBS, _REQUESTS = 50, 100
_FILES = {"page.html": "text/html", "page.css": "text/css", "page.js": "text/javascript"}
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
}


def page_routes(service: Service, describe: Mapping[str, Describe]) -> list[Route]:
    """The page's routes; `describe` has for each API a function that gives the fields of a job."""

    async def file(request: Request) -> Response:
        name = request.path_params.get("name", "page.html")
        if name not in _FILES:
            return Response(status_code=404, headers=_HEADERS)
        content = Path(__file__).with_name("static").joinpath(name).read_bytes()
        return Response(content, media_type=_FILES[name], headers=_HEADERS)

    async def show(request: Request) -> Response:
        return JSONResponse(state(service, describe), headers=_HEADERS)

    async def spoil(request: Request) -> Response:
        # A browser sends JSON to another site only after a preflight request, which is refused here.
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return JSONResponse({"error": "application/json is expected"}, 415, headers=_HEADERS)
        try:
            wanted = json.loads(await request.body())["fault"]
            service.set_faults(wanted if wanted is None else str(wanted))
        except (UnknownFaultError, LookupError, TypeError, ValueError) as exc:
            return JSONResponse({"error": str(exc)}, 400, headers=_HEADERS)
        return JSONResponse(state(service, describe), headers=_HEADERS)

    async def list_faults(request: Request) -> Response:
        groups: dict[str, list[dict[str, str]]] = defaultdict(list)
        for fault in FAULTS.values():
            kind = fault.apply.__module__.rpartition(".")[2]
            groups[kind].append({"name": fault.name, "what": fault.description})
        return JSONResponse(groups, headers=_HEADERS)

    return [
        Route("/", file),
        Route(f"{PREFIX}/state", show),
        Route(f"{PREFIX}/faults", list_faults),
        Route(f"{PREFIX}/faults", spoil, methods=["POST"]),
        Route(PREFIX + "/{name}", file),
    ]


def state(service: Service, describe: Mapping[str, Describe]) -> dict[str, Any]:
    """What the page shows: the newest jobs and requests, and the faults that are set."""
    jobs, requests = service.store.all(), service.requests
    looks: dict[str | None, list[float]] = defaultdict(list)
    for request in requests[-20 * _REQUESTS :]:
        if request.operation == "get":
            looks[request.job_id].append(request.time)
    return {
        "now": service.clock.time(),
        "jobs": [_job(service, job, looks[job.id], describe) for job in reversed(jobs[-_JOBS:])],
        "requests": [
            {
                "time": request.time,
                "what": f"{request.method} {request.path}",
                "status": request.status,
                "fault": request.fault,
                "bearer": request.bearer,
            }
            for request in reversed(requests[-_REQUESTS:])
        ],
        "counts": [len(jobs), len(requests)],
        "fault": service.fault_text,
        "faults": [
            {"name": active.fault.name, "left": active.left, "struck": active.struck}
            for active in service.faults
        ],
    }


def _job(
    service: Service, job: SimulatedJob, looks: list[float], describe: Mapping[str, Describe]
) -> dict[str, Any]:
    # As in a list, so that the page does not use up faults that count the gets of a job.
    seen = Call(Operation(job.api, "list", "GET", (), lambda *_: replies.ok(None)), "", [], {}, b"")
    return {
        "id": job.id,
        "api": job.api,
        "model": job.model,
        "question": job.question[:300],
        "status": service.view(seen, job, describe[job.api](job)).get("status"),
        "created": job.created,
        "starts": job.created + job.starts_after,
        "ends": job.created + job.end,
        "phase": job.phase,
        "looks": looks[-200:],
        "faults": [active.fault.name for active in job.faults],
        "own": job.answer is not None,
    }
