"""``perplexity-jobs batch``: a file of questions, one ledger, one file of results."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import attrs
import typer

from .._values.clock import URL_VARIABLE
from .._values.errors import EndpointRetiredError, PerplexityJobsError
from .._values.settings import API_VARIABLE
from .batch_messages import estimate_lines, summary_json, summary_lines, watched
from .exit_codes import Code
from .options import Api, AsJson, BaseUrl, Effort, Fields, Model, read_fields
from .streams import check_output, data, data_json, note, read_input

if TYPE_CHECKING:
    from ..batch import Summary

_INTERRUPTED = "interrupted; jobs that were bought go on at the service and are collected by the next run."
_CODES = {"budget": Code.BUDGET, "interrupted": Code.INTERRUPTED}


def batch(
    questions: Annotated[
        Path,
        typer.Argument(
            help="JSON lines, JSON, CSV, or text with a question a line; - for standard input.",
            metavar="FILE",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Results, a line of JSON each; - for standard output.  [FILE.results.jsonl]",
        ),
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What has been sent and received; given with -.  [FILE.ledger]"),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="KIND", help="jsonl, json, csv or text, where the name does not tell it."
        ),
    ] = None,
    model: Model = None,
    effort: Effort = None,
    field: Fields = None,
    max_cost: Annotated[
        float | None,
        typer.Option(metavar="USD", help="USD for the whole ledger; stops before it is passed.", min=0),
    ] = None,
    max_jobs: Annotated[
        int | None,
        typer.Option(metavar="COUNT", help="Jobs bought for the whole ledger.", min=0),
    ] = None,
    submit_rate: Annotated[
        float | None,
        typer.Option(metavar="COUNT", help="Jobs a minute; by default begins with 5 and learns."),
    ] = None,
    concurrency: Annotated[int, typer.Option(metavar="COUNT", help="Jobs in flight at most.", min=1)] = 1000,
    job_timeout: Annotated[
        float, typer.Option(metavar="SECONDS", help="Seconds that a job may take.")
    ] = 7200.0,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Ask again what has ended without an answer.")
    ] = False,
    resubmit_uncertain: Annotated[
        bool,
        typer.Option(
            "--resubmit-uncertain", help="Ask again what may have been bought already; it may be paid twice."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent and cost; send nothing.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page with plots and every answer."),
    ] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Ask every question of a file once. Run the same command again to go on, whatever ended it.

    `batch status`, `batch report` and `batch export` show what its ledger holds, also while it runs.
    """
    # Loaded late, as in the other commands about batches: the help texts need nothing of it.
    from .._apis.sonar import DEFAULT_MODEL
    from ..batch import Batch, BatchError, Stop
    from ..batch.ledger.ledger import Ledger
    from ..batch.money.costs import PRIORS
    from ..batch.questions.formats import checked, recognised
    from ..batch.questions.sources import locate, locate_in
    from ..batch.report import check_report, write_report
    from ..batch.results.files import check_files

    source: Path | None = questions
    if questions == Path("-"):
        source = None
        if ledger is None:
            raise ValueError(
                "Questions on standard input need --ledger FILE: with it the same command goes on."
            )
        text = read_input("list of questions")
        kind = checked(format) or recognised(text)
        items = locate_in(text, kind, f"Standard input (read as {kind}, see --format)")
    else:
        items = locate(questions, checked(format))
    work = Batch(ledger or questions.with_name(questions.name + ".ledger"), api=api)
    piped = out == Path("-")
    file = None if piped else out or (source or work.path).with_suffix(".results.jsonl")
    check_files(work.path, questions=source, out=file)
    options: dict[str, Any] = {
        "base_url": base_url,
        "defaults": {"model": model, "effort": effort, **read_fields(field)},
        "max_cost": max_cost,
        "max_jobs": max_jobs,
        "submit_rate": submit_rate,
        "concurrency": concurrency,
        "job_timeout": job_timeout,
        "retry_failed": retry_failed,
        "resubmit_uncertain": resubmit_uncertain,
    }
    if dry_run:
        guess = work.estimate(items, **options)
        if as_json:
            data_json(attrs.asdict(guess))
        else:
            data("\n".join(estimate_lines(guess)))
        return Code.OK
    if piped or as_json:
        check_output()
    if report is not None:
        # The others are made before, so that the disk itself tells whether the report would be one of them.
        Ledger(work.path).close()
        if file is not None:
            file.touch()
        check_files(work.path, questions=source, out=file, report=report)
        check_report(report)
    options["out"] = file
    if piped:
        options["on_result"] = lambda result: data_json(json.loads(result.to_json()))
    try:
        with watched(quiet) as show:
            summary = work.run(items, on_progress=show, **options)
    except BatchError:
        raise
    except (PerplexityJobsError, KeyboardInterrupt) as problem:
        if isinstance(problem, KeyboardInterrupt):
            note(_INTERRUPTED if work.path.exists() else "interrupted; nothing was sent.")
        if work.path.exists():
            summary = work.summary()
            _say(summary, file, work.path)
            if not isinstance(problem, EndpointRetiredError):
                note(_go_on())
            elif summary.jobs:
                note("The questions that have no answer yet need another ledger (--ledger).")
        raise
    _say(summary, file, work.path)
    if report is not None:
        write_report(work, report)
        note(f"Report: {report}")
    if summary.stop is Stop.BUDGET:
        limits = {"--max-cost": max_cost, "--max-jobs": max_jobs}
        given = " or ".join(f"{option} {limit:g}" for option, limit in limits.items() if limit is not None)
        if max_cost is not None:
            high = PRIORS.get(model or DEFAULT_MODEL, PRIORS[DEFAULT_MODEL]).high
            note(
                f"A job that has not said what it cost, and the next one, each count with up to USD {high:g}."
            )
        note(f"error: {given} does not allow another job; raise it and run the same command again.")
    elif summary.stop is Stop.INTERRUPTED:
        note(_INTERRUPTED)
        note(_go_on())
    elif summary.failed or summary.uncertain:
        again = {"--retry-failed": summary.failed, "--resubmit-uncertain": summary.uncertain}
        note(_go_on(*(option for option, wanted in again.items() if wanted)))
    if as_json:
        data_json(summary_json(summary))
    return _code(summary)


def _code(summary: Summary) -> Code:
    if summary.stop in _CODES:
        return _CODES[summary.stop]
    if summary.uncertain:
        return Code.UNCERTAIN
    return Code.NO_ANSWER if summary.failed else Code.OK


def _say(summary: Summary, out: Path | None, ledger: Path) -> None:
    for line in summary_lines(summary, out, ledger):
        note(line)


def _go_on(*more: str) -> str:
    """The command to go on with: the one that was given, and what the environment added, but no secret."""
    arguments = [argument for argument in sys.argv[1:] if argument not in more]
    found = {
        "--api": os.environ.get(API_VARIABLE, "").strip().lower(),
        "--base-url": os.environ.get(URL_VARIABLE, "").strip(),
    }
    for option, value in found.items():
        if value and not any(argument.partition("=")[0] == option for argument in arguments):
            arguments += [option, value]
    # An address with a password is refused, and yet it was given.
    arguments = [re.sub(r"(?<=://)[^/\s]*@", "", argument) for argument in arguments]
    again = ", with the same questions" if "-" in sys.argv[2:3] else ""
    return f"To go on{again}: {shlex.join(['perplexity-jobs', *arguments, *more])}"
