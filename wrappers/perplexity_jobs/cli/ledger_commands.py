"""``perplexity-jobs batch status``, ``report`` and ``export``: what a ledger holds, without any request.

They take no lock, so that they can be used while a batch runs.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .batch_messages import status_lines, summary_json
from .exit_codes import Code
from .options import AsJson
from .streams import check_output, data, data_json, note, write_file

if TYPE_CHECKING:
    from ..batch import Batch, BatchResult

LedgerFile = Annotated[Path, typer.Argument(help="What a batch has sent and received.", metavar="LEDGER")]

_COLUMNS = ("id", "status", "question", "text", "citations", "cost", "elapsed", "error", "model", "job_id")
# A spreadsheet takes a cell that begins with one of these for a formula, which may send other cells away.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001  # also as wide letters


def status(ledger: LedgerFile, as_json: AsJson = False) -> int:
    """Say where a batch stands, also while it runs."""
    from ..batch import Batch  # loaded late, here and below: the help texts need nothing of it

    summary = Batch(ledger).summary()
    if as_json:
        data_json(summary_json(summary))
    else:
        data("\n".join(status_lines(summary, ledger)))
    return Code.OK


def report(
    ledger: LedgerFile,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The page.  [LEDGER with .html]", metavar="FILE")
    ] = None,
) -> int:
    """Write a page about a batch with its numbers, plots and every answer, and print its name."""
    from ..batch import Batch
    from ..batch.report import write_report

    page = output or ledger.with_suffix(".html")
    write_report(Batch(ledger), page)
    data(str(page))
    return Code.OK


def export(
    ledger: LedgerFile,
    as_csv: Annotated[
        bool | None,
        typer.Option("--csv/--jsonl", help="CSV for spreadsheets, or JSON lines.  [by the name of the file]"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; else standard output.", metavar="FILE")
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin the CSV with a byte order mark, which Excel needs.")
    ] = False,
) -> int:
    """Write the last result of each item, in the order of the items."""
    from ..batch import Batch

    batch = Batch(ledger)
    if as_csv is None:
        as_csv = output is not None and output.suffix.lower() == ".csv"
    lines = _csv(batch, bom) if as_csv else (f"{result.to_json()}\n" for result in batch.results(last=True))
    summary = batch.summary()
    if output is None or output == Path("-"):
        check_output()
        for line in lines:
            if as_csv:
                data(line.removesuffix("\n"))
            else:
                data_json(json.loads(line))
    else:
        _check(ledger, output)
        write_file(output, lines)
    if summary.open:
        note(f"{summary.open:,} of {summary.total:,} items have no result yet.")
    return Code.OK


def _check(ledger: Path, output: Path) -> None:
    """Refuse a file that a batch needs: its ledger, its questions by their usual name, its results."""
    from ..batch import OutputError
    from ..batch.ledger.ledger import Ledger
    from ..batch.results.files import check_files, sink_of

    questions = ledger.with_suffix("") if ledger.suffix else None
    check_files(ledger, questions=questions, out=output)
    with Ledger(ledger, write=False) as opened:
        if opened.sink(sink_of(output)) != (0, 0):
            raise OutputError(f"{output} is where runs of this batch write their results: name another file.")


def _csv(batch: Batch, bom: bool) -> Iterator[str]:
    """CSV with a row for each item, and a column for each name in the metadata of any."""
    names = list(dict.fromkeys(name for result in batch.results(last=True) for name in result.metadata))
    yield ("\ufeff" if bom else "") + _row([*_COLUMNS, *(f"metadata.{name}" for name in names)])
    for result in batch.results(last=True):
        yield _row([*(_value(result, name) for name in _COLUMNS), *map(result.metadata.get, names)])


def _value(result: BatchResult, name: str) -> Any:
    if name != "citations":
        return getattr(result, name)
    return "\n".join(f"[{source.number}] {source.title} {source.url}" for source in result.citations)


def _row(values: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(_cell, values))
    return line.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict | bool):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
