"""The command line of the simulator: `perplexity-jobs simulator`, `python -m perplexity_jobs.simulator`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

from . import FAULTS, Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Print one line, without the usage."""
        self.exit(2, f"error: {message.rstrip('.')}; --help shows what there is\n")


def build_parser(prog: str = "python -m perplexity_jobs.simulator") -> argparse.ArgumentParser:
    """The options, with their help."""
    parser = _Parser(
        prog=prog,
        usage="%(prog)s [OPTIONS]",
        description="A local server that behaves like the Perplexity API for background jobs, until Ctrl-C. "
        "Its answers are made up. It prints what leads clients to it, and has a page for a browser.",
        epilog="Faults may also be asked for per request, with the header x-simulator-fault, and per job, "
        "with a marker in the question: [simulate: fail], [simulate: get-520-twice, 30s].",
    )
    option = parser.add_argument
    option("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    option("--port", type=int, default=8765, help="port, 0 for a free one (default: %(default)s)")
    option("--api-key", default="sim-key", help="the bearer key it accepts (default: %(default)s)")
    option(
        "--speed",
        type=float,
        default=1.0,
        help="how many times faster its time runs, for clients with its variables too (default: %(default)g)",
    )
    option("--duration", type=float, metavar="SECONDS", help="let every job take this long")
    option(
        "--fault",
        action="append",
        metavar="NAME",
        help="a fault to produce, such as get-520-twice or submit-500*3; may be repeated",
    )
    option("--failing", type=float, default=0.0, metavar="SHARE", help="share of jobs that fail, 0 to 1")
    option("--tier", type=int, metavar="0-5", help="keep the rate limits of this usage tier")
    option(
        "--page-size-max",
        type=int,
        default=100,
        metavar="N",
        help="most jobs on a page (default: %(default)s)",
    )
    option("--seed", type=int, default=0, help="same seed, same ids and answers (default: %(default)s)")
    option("--list-faults", action="store_true", help="print every fault, and end")
    return parser


def main(argv: Sequence[str] | None = None, prog: str = "python -m perplexity_jobs.simulator") -> int:
    """Run until SIGINT or SIGTERM; returns the exit status.

    Raises:
        SystemExit: the options are wrong, and standard error says why; or the help was asked for.
    """
    parser = build_parser(prog)
    args = parser.parse_args(argv)
    if args.list_faults:
        width = max(map(len, FAULTS))
        sys.stdout.writelines(f"{name:{width}}  {fault.description}\n" for name, fault in FAULTS.items())
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
        with _Signals() as interrupted:
            sim.start()
            try:
                _announce(sim)
                interrupted()
            finally:
                sim.stop()
    except (OSError, ValueError) as exc:
        parser.error(f"{exc.strerror if isinstance(exc, OSError) and exc.strerror else exc}")
    sys.stderr.write(f"{len(sim.jobs)} jobs, {len(sim.requests)} requests\n")
    return 0


def _announce(sim: Simulator) -> None:
    """Print the variables for a shell to standard output, and the explanations to standard error."""
    sys.stdout.write(f"export {' '.join(f'{name}={value}' for name, value in sim.variables.items())}\n")
    sys.stdout.flush()
    sys.stderr.write(
        f"That line leads clients of another shell here; {sim.url}/ shows in a browser what happens. "
        "Everything that is answered is made up. Ctrl-C ends it.\n"
    )


class _Signals:
    """Turns SIGINT and SIGTERM into a normal exit; it is active before the address is printed."""

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
