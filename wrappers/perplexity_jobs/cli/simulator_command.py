"""``perplexity-jobs simulator``: the local stand-in for the service, with the simulator's own options."""

from __future__ import annotations

from typing import Any

import typer

# As they stand: the simulator reads them itself, since it also runs where there is no typer.
SETTINGS: dict[str, Any] = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}


def simulator(context: typer.Context) -> int:
    """Run a local server that behaves like the service; prints what to set to use it."""
    from ..simulator.__main__ import main

    try:
        return main(context.args, prog="perplexity-jobs simulator")
    except SystemExit as end:
        return int(end.code or 0)
