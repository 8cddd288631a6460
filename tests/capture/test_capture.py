"""`make capture` against a local site that may send anything."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from tests.capture.site import MORE, Reply, Site, files_of, page, repository, running_site

import accept_sources
import capture
from openapi_build.read.lock import read_lock
from openapi_capture import LIMIT


@pytest.fixture
def site() -> Iterator[Site]:
    """A local copy of the documentation."""
    with running_site() as running:
        yield running


@attrs.define
class Run:
    """Runs the command against the site, never waiting; `slept` holds how long it would have."""

    root: Path
    site: Site
    slept: list[float] = attrs.field(factory=list)
    seconds: float = 30.0

    def __call__(self, *arguments: str, base: str | None = None) -> int:
        return capture.main(
            ["--root", str(self.root), *arguments],
            environment={"SOURCE_BASE": self.site.url if base is None else base},
            seconds=self.seconds,
            sleep=self.slept.append,
        )

    def file(self, name: str) -> bytes:
        """A captured page."""
        return (self.root / "openapi/sources" / name).read_bytes()


@pytest.fixture
def run(tmp_path: Path, site: Site) -> Run:
    """The command, in a repository whose files are what the site serves."""
    return Run(repository(tmp_path), site)


Output = pytest.CaptureFixture[str]


def test_nothing_changed_writes_nothing(run: Run, capsys: Output) -> None:
    """The same pages again leave every byte, and the command says so."""
    before = files_of(run.root)
    assert run() == 0
    assert files_of(run.root) == before
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "Nothing changed."
    assert "" not in lines, "an empty line in a log is noise"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (page("get", extra=MORE), "document changed  get.md\n    ok      get_job 200.more: optional field"),
        (page("get", prose="Now with more words."), "text changed      get.md"),
    ],
)
def test_a_changed_page_is_written_and_its_change_is_told(
    run: Run, site: Site, capsys: Output, body: bytes, said: str
) -> None:
    """Byte for byte, with the next step; prose around the same document asks for less attention."""
    site.serve("get", body)
    assert run() == 0
    assert run.file("get.md") == body
    output = capsys.readouterr().out
    assert said in output
    assert "accept_sources.py" in output


def test_missing_files_are_captured(tmp_path: Path, site: Site, capsys: Output) -> None:
    """A page that is listed but was never captured is new, not an error."""
    run = Run(repository(tmp_path, files=False), site)
    assert run() == 0
    assert run.file("post.md") == page("post")
    assert "new               post.md" in capsys.readouterr().out


def test_a_copy_may_hold_the_files_by_name_only(run: Run, site: Site) -> None:
    """Serving a folder of captured files is enough; it need not imitate the paths of the real site."""
    site.replies = {f"/{name}.md": [Reply(page(name, extra=MORE))] for name in ("get", "list", "post")}
    assert run() == 0
    assert run.file("list.md") == page("list", extra=MORE)


def test_check_tells_and_writes_nothing(run: Run, site: Site, capsys: Output) -> None:
    """The exit code says that something changed, and no file is written."""
    site.serve("get", page("get", extra=MORE))
    before = files_of(run.root)
    assert run("--check") == 1
    assert files_of(run.root) == before
    assert "nothing was written" in capsys.readouterr().out
    site.serve("get", page("get"))
    assert run("--check") == 0


BOMB = gzip.compress(bytes(LIMIT + 5_000_000))
HTML = b"<!DOCTYPE html><html><body>Sign in</body></html>"
SWAGGER = page("get").replace(b"openapi: 3.1.0", b"swagger: '2.0'")

BAD_PAGES = [
    ("an empty body", b"", "no OpenAPI document"),
    (
        "another operation",
        page("get", path="/v1/jobs/{id}"),
        "holds GET /v1/jobs/{id}, expected was GET /jobs/{id}; if the page is right, its line in "
        "openapi/sources.urls becomes: get.md GET /v1/jobs/{id} https://docs.example.org/docs/get.md",
    ),
    ("a page of HTML with status 200", HTML, "an HTML page"),
    ("an older kind of document", SWAGGER, "only 3.0 to 3.2 are read"),
]


@pytest.mark.parametrize(("body", "said"), [pytest.param(*case[1:], id=case[0]) for case in BAD_PAGES])
def test_a_bad_page_is_one_clear_error(run: Run, site: Site, capsys: Output, body: bytes, said: str) -> None:
    """One error for the page, with its address; the other pages changed, and still every file stays."""
    site.serve("get", body)
    site.serve("post", page("post", extra=MORE))
    before = files_of(run.root)
    assert run() == 2
    assert files_of(run.root) == before
    errors = capsys.readouterr().err
    assert said in errors
    assert f"{site.url}/docs/get.md" in errors
    assert "Traceback" not in errors
    assert errors.count("capture: http") == 1


BAD_ANSWERS = [
    ("404", Reply(b"gone", 404, reason="\x1b[2J"), "404", 1),
    ("403", Reply(b"no", 403), "403", 1),
    ("500", Reply(b"oops", 500), "500", 4),
    ("a CDN's own status", Reply(b"<html>", 522), "522", 4),
    ("a download that breaks off", Reply(page("get")[:100], promise=5000), "broke off", 4),
    ("a server that never answers", Reply(hang=True), "did not answer in time, 4 times", 4),
    ("a page without an end", Reply(b"x" * (LIMIT + 1)), "is larger than 20 MB", 1),
    ("a bomb", Reply(BOMB, headers={"Content-Encoding": "gzip"}), "is larger than 20 MB", 1),
    ("a redirect", Reply(b"", 307, {"Location": "/moved.md"}), "redirects to /moved.md", 1),
]


@pytest.mark.parametrize(
    ("reply", "said", "tries"), [pytest.param(*case[1:], id=case[0]) for case in BAD_ANSWERS]
)
def test_a_bad_answer_is_one_clear_error(
    run: Run, site: Site, capsys: Output, reply: Reply, said: str, tries: int
) -> None:
    """What may pass is tried four times, what will not once; beside another page's, and the files stay."""
    site.serve("get", reply)
    site.serve("list", HTML)
    run.seconds = 0.05 if reply.hang else run.seconds
    before = files_of(run.root)
    assert run() == 2
    assert files_of(run.root) == before
    errors = capsys.readouterr().err
    assert said in errors
    assert "an HTML page" in errors
    assert "\x1b" not in errors, "a server's words never move the cursor of a terminal"
    assert site.asked("get") == tries


def test_a_page_that_comes_at_the_third_try_is_captured(run: Run, site: Site) -> None:
    """A passing failure costs time only; the pauses grow."""
    site.serve("get", Reply(b"", 503), Reply(page("get")[:50], promise=900), page("get", extra=MORE))
    assert run() == 0
    assert run.slept == [0.5, 1.0]
    assert run.file("get.md") == page("get", extra=MORE)


def test_a_server_that_is_not_there_is_one_clear_error(run: Run, capsys: Output) -> None:
    """Connection refused, without a traceback."""
    assert run(base="http://127.0.0.1:9") == 2
    errors = capsys.readouterr().err
    assert "cannot be reached" in errors
    assert "Traceback" not in errors


def test_a_file_that_cannot_be_written_is_told_with_the_way_back(
    run: Run, site: Site, capsys: Output
) -> None:
    """The files before it are new; git has the old ones."""
    site.serve("get", page("get", extra=MORE))
    path = run.root / "openapi/sources/get.md"
    path.unlink()
    (run.root / "openapi/sources.urls").write_text(
        (run.root / "openapi/sources.urls").read_text().replace("get.md GET", "list.md/get.md GET")
    )
    assert run() == 2
    assert "git restore openapi/sources" in capsys.readouterr().err


def test_a_base_that_is_no_address_is_refused(run: Run, capsys: Output) -> None:
    """A path instead of an address would otherwise fail somewhere inside the HTTP library."""
    assert run(base="copies/of/pages") == 2
    assert "SOURCE_BASE is 'copies/of/pages'" in capsys.readouterr().err


def test_a_page_may_hold_more_than_the_operation_of_its_line(run: Run, site: Site) -> None:
    """The line names one of its operations."""
    both = page("get").replace(b"  /jobs/{id}:\n", b"  /jobs:\n    post: {responses: {}}\n  /jobs/{id}:\n")
    site.serve("get", both)
    assert run() == 0
    assert run.file("get.md") == both


def test_a_file_without_a_line_is_told(run: Run, capsys: Output) -> None:
    """It is built all the same: a line that went, or a page by hand."""
    (run.root / "openapi/sources/own").mkdir()
    (run.root / "openapi/sources/own/more.md").write_bytes(page("get"))
    assert run() == 0
    assert "not fetched       own/more.md: has no line in openapi/sources.urls" in capsys.readouterr().out


def test_a_captured_page_is_accepted_by_the_address_of_its_line(tmp_path: Path, site: Site) -> None:
    """A new page needs nothing but its line, in a new folder too; only a page by hand has to say its own."""
    root = repository(tmp_path, files=False)
    listed = root / "openapi/sources.urls"
    listed.write_text(listed.read_text().replace("get.md GET", "jobs/get.md GET"))
    assert Run(root, site)() == 0
    assert accept_sources.main(["--root", str(root), "--captured", "2026-11, restated"]) == 0
    entry = read_lock(root / "openapi/sources/sources.lock")["jobs/get.md"]
    assert (entry.url, entry.captured) == ("https://docs.example.org/docs/get.md", "2026-11, restated")


def test_every_page_that_cannot_be_accepted_is_told(run: Run, capsys: Output) -> None:
    """One without an address, one that is no document; and nothing is recorded."""
    (run.root / "openapi/sources/own.md").write_bytes(page("get"))
    (run.root / "openapi/sources/list.md").write_bytes(HTML)
    assert accept_sources.main(["--root", str(run.root)]) == 1
    errors = capsys.readouterr().err
    assert "openapi/sources/own.md: has no address; add its line to openapi/sources.urls" in errors
    assert "openapi/sources/list.md: an HTML page" in errors
    assert not (run.root / "openapi/sources/sources.lock").exists()
