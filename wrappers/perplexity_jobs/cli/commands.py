"""The command line as a whole: its commands, and what becomes of whatever they raise."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Annotated

import typer

from .._values.errors import PerplexityJobsError
from .._version import __version__
from . import batch_command, job_commands, simulator_command
from .error_messages import BUYS, words
from .exit_codes import Code, code_of
from .streams import check_output, failure

app = typer.Typer(
    name="perplexity-jobs",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("ask")(job_commands.ask)
app.command("batch")(batch_command.batch)
app.command("submit")(job_commands.submit)
app.command("get")(job_commands.get)
app.command("wait")(job_commands.wait)
app.command("cancel")(job_commands.cancel)
app.command("list")(job_commands.list_jobs)
app.command("simulator", context_settings=simulator_command.AS_THEY_STAND)(simulator_command.simulator)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"perplexity-jobs {__version__}")
        raise typer.Exit


@app.callback()
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
        return _run(arguments)


def _run(arguments: Sequence[str]) -> int:
    try:
        if not arguments or {"--help", "--version"}.intersection(arguments):
            check_output()  # typer passes over a standard output that is closed
        answer = app(list(arguments) or ["--help"], prog_name="perplexity-jobs", standalone_mode=False)
    except typer.TyperException as problem:
        reason = " ".join(problem.format_message().split())
        failure(f"error: {reason} perplexity-jobs --help shows what there is.")
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
    except SystemExit:
        # typer writes the help texts, and raises this where nobody reads them.
        return Code.UNREAD
    return int(answer or 0)
