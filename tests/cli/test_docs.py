"""The help texts in docs/command-line.md are those of the program.

``python tests/cli/test_docs.py`` updates the page.
"""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from unittest import mock

from perplexity_jobs.cli.commands import run
from perplexity_jobs.cli.exit_codes import Code

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"
BEGIN, END = "<!-- help -->\n", "<!-- end of help -->\n"
COMMANDS = (
    "ask",
    "submit",
    "get",
    "wait",
    "cancel",
    "list",
    "watch",
    "forget",
    "batch",
    "doctor",
    "batch status",
    "batch report",
    "batch export",
    "simulator",
)


def with_help(page: str) -> str:
    """The page with the help texts that the program gives now."""
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return before + BEGIN + "".join(map(help_of, COMMANDS)) + END + after


def help_of(command: str) -> str:
    """A section with the help of one command, as a terminal of 100 columns shows it."""
    text = io.StringIO()
    with mock.patch.dict(os.environ, {"COLUMNS": "100"}), contextlib.redirect_stdout(text):
        run([*command.split(), "--help"])
    lines = "\n".join(line.rstrip() for line in text.getvalue().strip().splitlines())
    return f"### {command}\n\n```\n$ perplexity-jobs {command} --help\n{lines}\n```\n\n"


def test_the_help_texts_in_the_page_are_those_of_the_program() -> None:
    """The page has the current options."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_help(page), "python tests/cli/test_docs.py brings the page up to date"


def test_every_exit_code_is_in_the_page() -> None:
    """A script can be written from the table."""
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| {code.value} |" in page for code in Code)


if __name__ == "__main__":
    PAGE.write_text(with_help(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
