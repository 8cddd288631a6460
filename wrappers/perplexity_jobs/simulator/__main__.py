"""`python -m perplexity_jobs.simulator`: the simulator from the shell, until Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import TYPE_CHECKING, TextIO

from . import FAULTS, Simulator, UnknownFaultError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def build_parser() -> argparse.ArgumentParser:
    """The options, with their help."""
    parser = argparse.ArgumentParser(
        prog="python -m perplexity_jobs.simulator",
        description="A local server that behaves like the Perplexity API for background jobs. "
        "Its answers are made up.",
        epilog="Faults may also be asked for per request, with the header x-simulator-fault, and per job, "
        "with a marker in the question: [simulate: fail], [simulate: get-520-twice, 30s].",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=8765, help="port, 0 for a free one (default: %(default)s)"
    )
    parser.add_argument(
        "--api-key", default="sim-key", help="the bearer key it accepts (default: %(default)s)"
    )
    parser.add_argument(
        "--speed", type=float, default=1.0, help="how many times faster jobs run (default: %(default)g)"
    )
    parser.add_argument("--duration", type=float, metavar="SECONDS", help="let every job take this long")
    parser.add_argument(
        "--fault",
        action="append",
        metavar="NAME",
        help="a fault to produce, such as get-520-twice or submit-500*3; may be repeated",
    )
    parser.add_argument(
        "--failing", type=float, default=0.0, metavar="SHARE", help="share of jobs that fail, 0 to 1"
    )
    parser.add_argument("--tier", type=int, metavar="0-5", help="keep the rate limits of this usage tier")
    parser.add_argument(
        "--page-size-max",
        type=int,
        default=100,
        metavar="N",
        help="most jobs on a page (default: %(default)s)",
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="same seed, same ids and answers (default: %(default)s)"
    )
    parser.add_argument("--list-faults", action="store_true", help="print every fault, and end")
    return parser


def main(argv: Sequence[str] | None = None, *, out: TextIO | None = None) -> int:
    """Run until SIGINT or SIGTERM; returns the exit status."""
    out = sys.stdout if out is None else out
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.list_faults:
        width = max(map(len, FAULTS))
        out.writelines(f"{name:{width}}  {fault.description}\n" for name, fault in FAULTS.items())
        return 0
    try:
        sim = Simulator(
            api_key=args.api_key,
            speed=args.speed,
            durations=args.duration,
            faults=args.fault,
            outcome=args.failing,
            rate_limits=args.tier,
            page_size_max=args.page_size_max,
            seed=args.seed,
            host=args.host,
            port=args.port,
        )
    except UnknownFaultError as exc:
        parser.error(f"{exc}; --list-faults prints them all")
    except ValueError as exc:
        parser.error(str(exc))
    return _serve(sim, f"{args.host}:{args.port}", out)


def _serve(sim: Simulator, address: str, out: TextIO) -> int:
    with _Signals() as interrupted:
        try:
            sim.start()
        except OSError as exc:
            sys.stderr.write(f"cannot listen on {address}: {exc.strerror or exc}; choose another --port\n")
            return 1
        try:
            out.write(
                f"Simulator at {sim.url}, until Ctrl-C. For a client in another shell:\n\n"
                f"  export PERPLEXITY_BASE_URL={sim.url}\n"
                f"  export PERPLEXITY_API_KEY={sim.api_key}\n\n"
            )
            out.flush()
            interrupted()
        finally:
            sim.stop()
    out.write(f"{len(sim.jobs)} jobs, {len(sim.requests)} requests\n")
    return 0


class _Signals:
    """Turns SIGINT and SIGTERM into a normal end, from before the address is printed."""

    def __enter__(self) -> Callable[[], object]:
        stop = threading.Event()
        numbers = (signal.SIGINT, signal.SIGTERM)
        self._before = {number: signal.signal(number, lambda *_: stop.set()) for number in numbers}
        return stop.wait

    def __exit__(self, *exc: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    sys.exit(main())
