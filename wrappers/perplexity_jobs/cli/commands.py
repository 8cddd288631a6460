"""The command line as a whole: its commands, and what becomes of whatever they raise."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from .._values.errors import PerplexityJobsError
from .._version import __version__
from .error_messages import BUYS, advice, words
from .exit_codes import Code, code_of
from .streams import check_output, failure

# Each with its place and its line in the list of commands, so that only the one that is called is loaded.
_COMMANDS = {
    "ask": ("job_commands.ask", "Submit a question, wait, and print the answer."),
    "submit": ("job_commands.submit", "Submit a question and print the id of its job."),
    "get": ("id_commands.get", "Ask for jobs once: their answers, or where they stand."),
    "wait": ("id_commands.wait", "Wait for jobs and print their answers."),
    "watch": ("list_command.watch", "Watch the jobs that run until all have ended."),
    "list": ("list_command.list_jobs", "List jobs, those that were submitted from here included."),
    "cancel": ("id_commands.cancel", "Ask for the end of jobs."),
    "forget": ("list_command.forget", "Forget jobs that are remembered here."),
    "batch": ("batch_command.batch", "Ask every question of a file once."),
    "batch status": ("ledger_commands.status", "Where a batch stands, by its ledger."),
    "batch report": ("ledger_commands.report", "Write a page about a batch."),
    "batch export": ("ledger_commands.export", "Write the results of a batch as JSON lines or CSV."),
    "doctor": ("doctor_command.doctor", "Check key, network, APIs, versions and clock."),
    "simulator": ("simulator_command.simulator", "Run a local server that behaves like the service."),
}


def _app(arguments: Sequence[str]) -> typer.Typer:
    """The command line with the one command that these arguments, or those to be completed, name."""
    app = typer.Typer(
        name="perplexity-jobs",
        callback=_common,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    typed = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    given = next((word for word in [*arguments, *typed.split()[1:]] if not word.startswith("-")), "")
    for name, (place, line) in _COMMANDS.items():
        module, _, function = place.partition(".")
        loaded: Any = import_module(f".{module}", __package__) if name == given else None
        settings = getattr(loaded, "SETTINGS", None)
        app.command(name, short_help=line, context_settings=settings)(getattr(loaded, function, _unloaded))
    return app


def _unloaded() -> None:
    """Stand in for a command that is not called."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"perplexity-jobs {__version__}")
        raise typer.Exit


def _common(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Background jobs of the Perplexity API. The key is read from PERPLEXITY_API_KEY."""


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and give its exit code; prints one line for any failure or warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = lambda message, *_, **__: failure(f"note: {words(Warning(message), '')}")
        both = " ".join(arguments[:2])
        return _run([both, *arguments[2:]] if both in _COMMANDS else arguments)


def _run(arguments: Sequence[str]) -> int:
    try:
        if not arguments or {"--help", "-h", "--version"}.intersection(arguments):
            check_output()  # typer passes over a standard output that is closed
        app = _app(arguments)
        answer = app(list(arguments) or ["--help"], prog_name="perplexity-jobs", standalone_mode=False)
    except typer.TyperException as problem:
        reason = " ".join(problem.format_message().split()).removesuffix(".")
        stop = "" if reason.endswith("?") else "."
        failure(f"error: {reason}{stop} {advice(arguments, reason)}")
        return Code.USAGE
    except (PerplexityJobsError, OSError, ValueError, TypeError) as problem:
        command = next(iter(arguments), "")
        code = code_of(problem, command)
        # It is no failure when the reader of a pipe has had enough, unless something was to be bought.
        if code is not Code.UNREAD or command in BUYS:
            failure(f"error: {words(problem, command)}")
        return code
    except ModuleNotFoundError as problem:
        failure(f"error: {problem}")
        return Code.USAGE
    except SystemExit as end:
        # typer writes the help texts, and raises this where nobody reads them, or after a completion.
        return Code.UNREAD if end.code else Code.OK
    return int(answer or 0)
