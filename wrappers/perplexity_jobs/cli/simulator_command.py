"""``perplexity-jobs simulator``: the local stand-in for the service, until Ctrl-C."""

from __future__ import annotations

import signal
import threading
from typing import Annotated

import typer

from .exit_codes import Code
from .streams import data, note


def simulator(
    port: Annotated[int, typer.Option("--port", help="0 is a free one.", min=0, max=65535)] = 0,
    speed: Annotated[float, typer.Option("--speed", help="How many times faster jobs run.")] = 1.0,
    fault: Annotated[
        str | None, typer.Option("--fault", help="What is to go wrong, such as get-520-twice.")
    ] = None,
    fail: Annotated[float, typer.Option("--fail", help="Share of jobs that fail.", min=0, max=1)] = 0.0,
    tier: Annotated[
        int | None, typer.Option("--tier", help="Usage tier whose rate limits hold.", min=0, max=5)
    ] = None,
) -> int:
    """Run a local server that behaves like the service; prints what to set to use it."""
    from ..simulator import Simulator

    sim = Simulator(port=port, speed=speed, fault=fault, outcome=fail, rate_limits=tier)
    try:
        sim.start()
    except OSError as problem:
        raise typer.BadParameter(f"{problem.strerror}.", param_hint="--port") from problem
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with sim:
        data(f"export PERPLEXITY_BASE_URL={sim.url} PERPLEXITY_API_KEY={sim.api_key}")
        note("Everything it answers is made up. Ctrl-C ends it.")
        stop.wait()
        note(f"{len(sim.jobs)} jobs, {len(sim.requests)} requests")
    return Code.OK
