"""An answer on a terminal: rendered, its sources as links, in a pager where it is longer than the screen."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markdown import Markdown

from .._answers.markdown import to_markdown
from .._values.log import printable
from .display import alone
from .streams import data

if TYPE_CHECKING:
    from markdown_it.token import Token

    from .._answers.result import Citation
    from .._client.jobs import Job

_WIDEST = 100  # longer lines are hard to read


def show_answer(job: Job, *, pager: bool) -> None:
    """Print the answer of a job that has one; NoOutputError where it cannot be written."""
    console = Console(file=sys.stdout)
    text = rendered(job.text or "", job.citations, console)
    if not (pager and text.count("\n") + 2 > console.height and _in_pager(text)):
        data(text, is_safe=True)


def rendered(text: str, citations: Iterable[Citation], console: Console) -> str:
    """An answer and its sources as the console shows them, with no other sequences than styles and links."""
    answer = Markdown(_harmless(to_markdown(text, citations, linked=True)), code_theme="ansi_dark")
    answer.parsed = list(_shown(answer.parsed))
    with console.capture() as captured:
        console.print(answer, width=min(console.width, _WIDEST))
    return "\n".join(line.rstrip() for line in captured.get().splitlines()).rstrip()


def _harmless(text: str) -> str:
    return printable(text.replace("\r\n", "\n"), keep="\n\t")


def _shown(tokens: Iterable[Token]) -> Iterator[Token]:
    """The parts of an answer so that all of it is seen and none steers the terminal."""
    for token in tokens:
        # An entity may stand for a control character; HTML would be left out.
        token.content = _harmless(token.content)
        token.type = {"html_inline": "text", "html_block": "code_block"}.get(token.type, token.type)
        if token.children:
            token.children = list(_shown(token.children))
        yield token


def _in_pager(text: str) -> bool:
    """Show a text in the pager of the person, as git does; returns whether there is one."""
    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quote that does not end
        return False
    if not command or command == ["cat"]:
        return False
    # Ctrl-C is for the pager, which stays; a handler is not inherited, unlike a signal that is ignored.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with alone():
            subprocess.run(
                command,
                input=text.encode(sys.stdout.encoding, "backslashreplace"),
                env={"LESS": "FRX", "LV": "-c", **os.environ},
                check=False,
            )
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True
