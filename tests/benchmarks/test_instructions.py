"""What a call executes can be counted, so this client's share of it is held to a bound without any clock."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import blocking, instructions, rivals
from bench.apis import APIS, Api
from bench.server import served

_WARM, _COUNTED = 3, 20
_BOUND = 1.1


@contextlib.contextmanager
def counted(functions: Counter[str], who: str) -> Iterator[None]:
    """Count the calls of functions, of Python's own and of C's."""

    def watch(_frame: object, event: str, _argument: object) -> None:
        functions[who] += event in ("call", "c_call")

    sys.setprofile(watch)
    try:
        yield
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("api", APIS.values(), ids=list(APIS))
@pytest.mark.parametrize("way", ["blocking", "asyncio"])
def test_a_look_at_a_running_job_is_little_more_than_its_request(way: str, api: Api) -> None:
    """At most a tenth more calls of functions than httpx and json.loads need, the event loop's included."""
    functions: Counter[str] = Counter()

    def look(url: str, who: str) -> None:
        client = blocking.BLOCKING[who](url, api)
        for _ in range(_WARM):
            client.get("running")
        with counted(functions, who):
            for _ in range(_COUNTED):
                client.get("running")
        client.close()

    async def look_later(url: str, who: str) -> None:
        client = rivals.ASYNC[who](url, api, 1)
        for _ in range(_WARM):
            await client.get("running")
        with counted(functions, who):
            for _ in range(_COUNTED):
                await client.get("running")
        await client.close()

    with served() as url:
        for who in (rivals.OURS, rivals.HTTPX):
            if way == "asyncio":
                asyncio.run(look_later(url, who))
            else:
                look(url, who)
    assert functions[rivals.HTTPX] > 100 * _COUNTED
    assert functions[rivals.OURS] <= _BOUND * functions[rivals.HTTPX]


def tool(folder: Path, last_words: str) -> str:
    """A program in valgrind's place: it runs what it is given and ends with these words."""
    script = folder / "valgrind"
    script.write_text(
        f"#!{sys.executable}\nimport subprocess, sys\n"
        "code = subprocess.run(sys.argv[4:]).returncode\n"
        f"sys.stderr.write({last_words!r})\nsys.exit(code)\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    return str(script)


@pytest.mark.parametrize("way", instructions.WAYS)
def test_the_count_of_a_process_is_what_the_tool_says(tmp_path: Path, way: str) -> None:
    """The counted process makes its calls; the tool's sum is the figure."""
    script = tool(tmp_path, "==1== I   refs:      12,004,711\n")
    with served() as url:
        times = {"running job": 2, "finished job": 1}
        assert instructions.count(script, [url, "agent", way, rivals.OURS, times]) == 12_004_711


def test_a_process_that_fails_is_no_figure(tmp_path: Path) -> None:
    """Nor is a tool that tells no sum; both say what happened."""
    asked = ["http://127.0.0.1:1", "sonar", "blocking", rivals.HTTPX, {"running job": 1}]
    with pytest.raises(RuntimeError, match="refused"):
        instructions.count(tool(tmp_path, ""), asked)
    with pytest.raises(RuntimeError, match="told no count: no sum"):
        instructions.count(tool(tmp_path, "no sum"), [*asked[:-1], {}])
