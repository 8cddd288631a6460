"""`make capture` as a maintainer meets it: against a site on this machine that may answer anything."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import attrs
import httpx
import pytest
from tests.capture.site import MORE, Reply, Site, files_of, page, repository, running_site

import capture
from openapi_capture.retry import RetryPolicy
from openapi_capture.transport import Transport


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
        def transport(client: httpx.AsyncClient) -> Transport:
            return Transport(
                client, seconds=self.seconds, sleep=self.sleep, spread=lambda: 0.5, clock=lambda: 0.0
            )

        return capture.main(
            ["--root", str(self.root), *arguments],
            environment={"SOURCE_BASE": self.site.url if base is None else base},
            make_transport=transport,
        )

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


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


def test_a_changed_page_is_written_and_its_change_is_told(run: Run, site: Site, capsys: Output) -> None:
    """The new file is the page byte for byte; the output names the field that appeared and the next step."""
    site.serve("get", page("get", extra=MORE))
    assert run() == 0
    assert (run.root / "openapi/sources/get.md").read_bytes() == page("get", extra=MORE)
    said = capsys.readouterr().out
    assert "document changed  get.md" in said
    assert "optional field appeared" in said
    assert "accept_sources.py" in said


def test_other_prose_is_told_apart_from_another_document(run: Run, site: Site, capsys: Output) -> None:
    """A page whose text changed around the same document asks for less attention."""
    site.serve("list", page("list", prose="Now with more words."))
    assert run() == 0
    assert "text changed      list.md" in capsys.readouterr().out


def test_missing_files_are_captured(tmp_path: Path, site: Site, capsys: Output) -> None:
    """A page that is listed but was never captured is new, not an error."""
    run = Run(repository(tmp_path, files=False), site)
    assert run() == 0
    assert (tmp_path / "openapi/sources/post.md").read_bytes() == page("post")
    assert "new               post.md" in capsys.readouterr().out


def test_a_copy_may_hold_the_files_by_name_only(run: Run, site: Site) -> None:
    """Serving a folder of captured files is enough; it need not imitate the paths of the real site."""
    site.replies = {f"/{name}.md": [Reply(page(name, extra=MORE))] for name in ("get", "list", "post")}
    assert run() == 0
    assert (run.root / "openapi/sources/list.md").read_bytes() == page("list", extra=MORE)


def test_check_tells_and_writes_nothing(run: Run, site: Site, capsys: Output) -> None:
    """For a scheduled job: the exit code says that something changed, and the files stay."""
    site.serve("get", page("get", extra=MORE))
    before = files_of(run.root)
    assert run("--check") == 1
    assert files_of(run.root) == before
    assert "nothing was written" in capsys.readouterr().out


def test_check_without_a_change_succeeds(run: Run) -> None:
    """Nothing to do is success."""
    assert run("--check") == 0


TWO = page("get") + page("list")
HTML = b"<!DOCTYPE html><html><body>Sign in</body></html>"
UNCLOSED = page("get").rstrip().rstrip(b"`")
SWAGGER = page("get").replace(b"openapi: 3.1.0", b"swagger: '2.0'")
TWO_OPERATIONS = page("get").replace(
    b"  /jobs/{id}:\n", b"  /jobs:\n    post: {responses: {}}\n  /jobs/{id}:\n"
)

BAD_PAGES = [
    ("no document", b"# Nothing here\n\nReally.\n", "no OpenAPI document"),
    ("an empty body", b"", "no OpenAPI document"),
    ("two documents", TWO, "2 OpenAPI documents"),
    (
        "another operation",
        page("get", path="/v1/jobs/{id}"),
        "holds GET /v1/jobs/{id}, expected was GET /jobs/{id}",
    ),
    ("two operations", TWO_OPERATIONS, "holds POST /jobs and GET /jobs/{id}"),
    ("a page of HTML with status 200", HTML, "an HTML page"),
    ("a block that is not closed", UNCLOSED, "never closed"),
    ("YAML that is none", page("get").replace(b"paths:", b"paths: ]"), "not readable as YAML"),
    ("bytes that are no text", page("get") + b"\xff\xfe", "not UTF-8"),
    ("an older kind of document", SWAGGER, "only 3.0 and 3.1 are read"),
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


def test_every_bad_page_has_its_own_error(run: Run, site: Site, capsys: Output) -> None:
    """Two pages fail in two ways: both are told at once, not one per attempt of the maintainer."""
    site.serve("get", HTML)
    site.serve("list", Reply(b"", 403))
    assert run() == 2
    errors = capsys.readouterr().err
    assert "an HTML page" in errors
    assert "403" in errors


BAD_ANSWERS = [
    ("404", Reply(b"gone", 404), "404", 1),
    ("403", Reply(b"no", 403), "403", 1),
    ("500", Reply(b"oops", 500), "500", 4),
    ("a CDN's own status", Reply(b"<html>", 522), "522", 4),
    ("a download that breaks off", Reply(page("get")[:100], promise=5000), "broke off", 4),
]


@pytest.mark.parametrize(
    ("reply", "said", "tries"), [pytest.param(*case[1:], id=case[0]) for case in BAD_ANSWERS]
)
def test_a_bad_answer_is_one_clear_error(
    run: Run, site: Site, capsys: Output, reply: Reply, said: str, tries: int
) -> None:
    """What may pass is tried four times, what will not once; then one error, and the files stay."""
    site.serve("get", reply)
    before = files_of(run.root)
    assert run() == 2
    assert files_of(run.root) == before
    assert said in capsys.readouterr().err
    assert site.asked("get") == tries


def test_a_page_that_comes_at_the_third_try_is_captured(run: Run, site: Site) -> None:
    """A passing failure costs time only; the pauses grow."""
    site.serve("get", Reply(b"", 503), Reply(page("get")[:50], promise=900), page("get", extra=MORE))
    assert run() == 0
    assert run.slept == [0.5, 1.0]
    assert (run.root / "openapi/sources/get.md").read_bytes() == page("get", extra=MORE)


def test_the_server_says_when_to_come_back(run: Run, site: Site) -> None:
    """Retry-After is honoured."""
    site.serve("get", Reply(b"", 429, {"Retry-After": "7"}), page("get"))
    assert run() == 0
    assert run.slept == [7.0]


def test_a_server_that_never_answers_is_given_up(run: Run, site: Site, capsys: Output) -> None:
    """The attempt ends after its time although the connection stays open."""
    site.serve("get", Reply(hang=True))
    run.seconds = 0.05
    assert run() == 2
    assert "did not answer in time, 4 times" in capsys.readouterr().err


def test_a_server_that_is_not_there_is_one_clear_error(run: Run, capsys: Output) -> None:
    """Connection refused, without a traceback."""
    assert run(base="http://127.0.0.1:9") == 2
    errors = capsys.readouterr().err
    assert "cannot be reached" in errors
    assert "Traceback" not in errors


def test_the_second_capture_asks_conditionally(run: Run, site: Site) -> None:
    """What the server said about the version of a page is sent back, and a 304 is enough to be sure."""
    site.serve("get", Reply(page("get", extra=MORE), headers={"ETag": '"v2"'}))
    assert run() == 0
    site.seen.clear()
    assert run() == 0
    sent = {path: headers.get("if-none-match") for path, headers in site.seen}
    assert sent["/docs/get.md"] == '"v2"'
    assert sent["/docs/list.md"] is None
    assert (run.root / "openapi/sources/get.md").read_bytes() == page("get", extra=MORE)


def test_a_file_edited_by_hand_is_fetched_in_full(run: Run, site: Site) -> None:
    """A 304 would keep the edit; so the request is not conditional unless the file is what was captured."""
    site.serve("get", Reply(page("get"), headers={"ETag": '"v1"'}))
    assert run() == 0
    (run.root / "openapi/sources/get.md").write_bytes(b"edited")
    assert run() == 0
    assert (run.root / "openapi/sources/get.md").read_bytes() == page("get")


def test_a_spoilt_memory_of_versions_costs_only_traffic(run: Run, site: Site) -> None:
    """The file that remembers ETags is a convenience, never a reason to fail."""
    (run.root / "openapi/sources.validators").write_text("{ not json")
    assert run() == 0
    assert site.asked("get") == 1


def test_a_full_disk_changes_nothing(
    run: Run, site: Site, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third file cannot be written: the first two are not replaced either, and no scraps stay."""
    for name in ("get", "list", "post"):
        site.serve(name, page(name, extra=MORE))
    before = files_of(run.root)
    written = []
    real = os.fsync

    def full(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr("openapi_capture.store.os.fsync", full)
    assert run() == 2
    assert files_of(run.root) == before
    assert "No space left on device" in capsys.readouterr().err


def test_a_capture_killed_between_two_files_is_finished_by_the_next(
    run: Run, site: Site, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file is whole, old or new, and capturing again brings the rest."""
    for name in ("get", "list", "post"):
        site.serve(name, page(name, extra=MORE))
    real = os.replace

    def killed(source: Path, target: Path) -> None:
        if target.name == "list.md":
            raise KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr("openapi_capture.store.os.replace", killed)
        assert run() == 130
    assert "capture again" in capsys.readouterr().err
    held = {name: (run.root / f"openapi/sources/{name}.md").read_bytes() for name in ("get", "list", "post")}
    assert all(held[name] in (page(name), page(name, extra=MORE)) for name in held)
    assert run() == 0
    assert all(
        (run.root / f"openapi/sources/{name}.md").read_bytes() == page(name, extra=MORE) for name in held
    )


def test_help_names_the_environment_and_the_exit_codes(capsys: Output) -> None:
    """Everything a script needs to know stands in --help."""
    with pytest.raises(SystemExit) as ended:
        capture.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "SOURCE_BASE" in said
    assert "--check" in said


def test_a_base_that_is_no_address_is_refused(run: Run, capsys: Output) -> None:
    """A path instead of an address would otherwise fail somewhere inside the HTTP library."""
    assert run(base="copies/of/pages") == 2
    assert "SOURCE_BASE is 'copies/of/pages'" in capsys.readouterr().err


@pytest.mark.parametrize(("retry_after", "expected"), [(None, 1.0), (3.0, 3.0), (1e9, 20.0)])
def test_a_pause_is_never_without_end(retry_after: float | None, expected: float) -> None:
    """A server may ask for more time, up to a limit."""
    assert RetryPolicy().delay(2, retry_after=retry_after, spread=0.5) == expected
