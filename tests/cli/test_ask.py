"""`perplexity-jobs ask`: its options, and its output on a terminal, in a pipe and in a file."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from perplexity_jobs import Citation
from perplexity_jobs.cli.commands import run
from perplexity_jobs.cli.screen import rendered
from perplexity_jobs.simulator import Simulator

from .conftest import Command

TEXT = (
    "# Rivers\n\nThe **Nile** is old [1].\n\n<b>Bold</b> `x[1]` \x1b]0;title\x07 &#x202e;\n\n"
    "<p>A block</p>\n\n| a | b |\n|---|---|\n| 1 | 2 |"
)
SOURCE = {"url": "https://nile.example/age?a=1", "title": "The age of the Nile", "date": "2024-05-01"}


@pytest.fixture(autouse=True)
def answer(sim: Simulator) -> None:
    """The answer of every job of these tests."""
    sim.answer(TEXT, citations=[SOURCE], match=re.compile("Nile|Q"))


def screen_of(*arguments: str, **variables: str) -> tuple[int, str]:
    """The exit code of a command, and what it writes on a terminal of 80 columns."""
    master, slave = pty.openpty()
    settings = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "PAGER": "cat", **variables}
    with (
        os.fdopen(master, "rb", buffering=0) as screen,
        os.fdopen(slave, "w", encoding="utf-8") as stream,
        mock.patch.dict(os.environ, settings),
        mock.patch.object(sys, "stdout", stream),
    ):
        os.environ.pop("NO_COLOR", None)
        code = run([*arguments, "-m", "sonar"])
        stream.write("\0")
        stream.flush()
        seen = b""
        while not seen.endswith(b"\0"):
            seen += screen.read(65536)
    return code, seen[:-1].decode()


def plain(seen: str) -> Iterator[str]:
    """The lines of a screen without styles and links."""
    yield from re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", seen).splitlines()


def test_a_terminal_gets_the_answer_rendered_and_its_sources_as_links() -> None:
    """Marks lead to the sources; what the model wrote is all there, and steers nothing."""
    code, seen = screen_of("ask", "How old is the Nile?")
    assert code == 0
    lines = [line.strip() for line in plain(seen)]
    assert "The Nile is old [1]." in lines
    assert "[1] The age of the Nile, nile.example, 2024-05-01" in lines
    assert "<b>Bold</b> x[1] \\u001b]0;title\\u0007 \\u202e" in lines
    assert "<p>A block</p>" in lines
    assert "\x1b]0;" not in seen
    assert len(re.findall(r"\x1b\]8;id=\d+;https://nile\.example/age\?a=1\x1b\\", seen)) == 2


# What Markdown, HTML and terminals give a meaning to.
MARKS = "#->`~</b!*_$&;:[1]()|\\ \t\r\n\x00\x1b\x9b\u202e世"


@given(st.text(MARKS, max_size=60))
def test_no_answer_fails_or_steers_a_terminal(text: str) -> None:
    """It is paid for, whatever the model wrote and a page calls itself."""
    sources = [Citation(1, "T [x](y) <b> \x1b[2J", "http://e.x/a b?\x1b[2J\u202e")]
    seen = rendered(text, sources, Console(file=io.StringIO(), force_terminal=True, width=80))
    left = "\n".join(plain(seen))
    assert "e.x" in left
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", left)


def test_a_pipe_and_a_dumb_terminal_get_markdown(command: Command) -> None:
    """No escape sequences are written."""
    out = command("ask", "Q?", "-m", "sonar").out
    assert "The **Nile** is old [^1]." in out
    assert "[^1]: [The age of the Nile](<https://nile.example/age?a=1>), 2024-05-01" in out
    _, seen = screen_of("ask", "Q?", TERM="dumb")
    assert "The **Nile** is old [^1]." in seen


def test_a_pager_shows_what_is_longer_than_the_screen(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user's pager is used as git does, but not for short answers or in a pipe."""
    paged = tmp_path / "paged"
    pager = {"PAGER": f"tee {paged}"}
    assert "old" in screen_of("ask", "Q?", **pager)[1]
    assert not paged.exists(), "it fits"
    assert screen_of("ask", "Q?", "--no-pager", LINES="5", **pager)[0] == 0
    monkeypatch.setenv("PAGER", pager["PAGER"])
    monkeypatch.setenv("LINES", "5")
    command("ask", "Q?", "-m", "sonar")
    assert not paged.exists()
    assert screen_of("ask", "Q?", LINES="5", **pager)[0] == 0
    assert "The age of the Nile" in paged.read_text()
    for unusable in ("no-such-pager", "less '"):
        assert "The age of the Nile" in screen_of("ask", "Q?", LINES="5", PAGER=unusable)[1]


def test_the_text_alone_and_the_body_alone(command: Command) -> None:
    """Programs get the text as the model wrote it, or the body as the service sent it."""
    assert command("ask", "Q?", "-m", "sonar", "--raw").out == f"{TEXT}\n"
    body = json.loads(command("ask", "Q?", "-m", "sonar", "--json").out)
    assert body["response"]["choices"][0]["message"]["content"] == TEXT


def test_a_file_is_written_whole_or_not_at_all(command: Command, sim: Simulator, tmp_path: Path) -> None:
    """What was there stays until the answer is; nothing is left beside it."""
    target = tmp_path / "nile.md"
    target.write_text("yesterday's")
    target.chmod(0o640)
    (tmp_path / "link.md").symlink_to(target)
    failed = command("ask", "[simulate: fail] Q?", "-m", "sonar", "-o", "nile.md")
    assert (failed.code, target.read_text()) == (1, "yesterday's")
    done = command("ask", "Q?", "-m", "sonar", "-o", "link.md")
    assert (done.code, done.out) == (0, "")
    assert sim.jobs[-1].id in done.err
    assert "The **Nile** is old [^1]." in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o640
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("out", [".", "missing/nile.md", "/dev/null/nile.md"])
def test_nothing_is_bought_for_a_file_that_cannot_be_written(
    command: Command, sim: Simulator, out: str
) -> None:
    """The error names the file."""
    done = command("ask", "Q?", "-o", out)
    assert done.code == 5
    assert done.err.startswith(f"error: {out} cannot be written (")
    assert done.err.endswith("). Nothing was sent.\n")
    assert not sim.requests


def test_a_file_that_fails_at_the_end_leaves_the_id(
    command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk may fill up while a job runs."""

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = command("ask", "Q?", "-m", "sonar", "-o", "nile.md")
    assert done.code == 5
    assert "error: nile.md cannot be written (No space left on device)." in done.err
    assert f"perplexity-jobs wait {sim.jobs[0].id} prints its answer." in done.err


def test_a_question_has_a_system_message_and_attachments(
    command: Command, sim: Simulator, tmp_path: Path
) -> None:
    """What is named like an image is sent as one, the rest as documents; addresses are left as they are."""
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    (tmp_path / "map.png").write_bytes(b"\x89PNG")
    files = ("-a", "plan.pdf", "-a", "map.png", "--file", "https://nile.example/delta.JPG?size=2")
    assert command("submit", "Q?", "-m", "sonar", "-s", "Be brief.", *files).code == 0
    system, user = sim.jobs[0].request["messages"]
    assert system == {"role": "system", "content": "Be brief."}
    kinds = [part["type"] for part in user["content"]]
    assert sorted(kinds) == ["file_url", "image_url", "image_url", "text"]
    assert user["content"][-1]["image_url"]["url"] == "https://nile.example/delta.JPG?size=2"


def test_a_schema_makes_the_answer_json(command: Command, sim: Simulator, tmp_path: Path) -> None:
    """The schema is read from a file; no sources follow the answer."""
    schema = {"title": "Age", "type": "object", "properties": {"years": {"type": "integer"}}}
    (tmp_path / "age.json").write_text(json.dumps(schema))
    sim.answer('```json\n{"years": 30000000}\n```', citations=[SOURCE], match="How old")
    done = command("ask", "How old?", "-m", "sonar", "--schema", "age.json")
    assert json.loads(done.out) == {"years": 30000000}
    assert sim.jobs[0].request["response_format"]["json_schema"] == {"name": "Age", "schema": schema}
    prose = command("ask", "Q?", "-m", "sonar", "--schema", "age.json")
    assert (prose.code, prose.out) == (1, "")
    assert f"perplexity-jobs get {sim.jobs[1].id} --raw prints it." in prose.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read: No such file"),
        ("{", "holds no JSON"),
        ("[1]", "which is an object"),
        ('{"type": "gopher"}', "gopher"),
    ],
)
def test_a_schema_that_is_none_buys_nothing(
    command: Command, sim: Simulator, tmp_path: Path, content: str | None, words: str
) -> None:
    """The file is named, or what is wrong in it."""
    if content is not None:
        (tmp_path / "age.json").write_text(content)
    done = command("ask", "Q?", "--schema", "age.json")
    assert (done.code, done.out, sim.requests) == (2, "", [])
    assert words in done.err


def test_an_attachment_that_is_not_there_buys_nothing(command: Command, sim: Simulator) -> None:
    """The error names the missing file."""
    done = command("ask", "Q?", "-a", "plan.pdf")
    assert (done.code, done.err) == (2, "error: --file plan.pdf: there is no such file.\n")
    assert not sim.requests
