"""`make diff` as a maintainer and a script run it, in a temporary git repository."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml
from tests.diff.documents import Json, document, fields, operation, receives, sends

import diff

STRING: Json = {"type": "string"}
Output = pytest.CaptureFixture[str]


def git(root: Path, *arguments: str) -> None:
    """Run git in `root`, with a made-up author."""
    identity = [
        "-c",
        "user.name=Somebody",
        "-c",
        "user.email=somebody@example.org",
        "-c",
        "commit.gpgsign=false",
    ]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def put(root: Path, document: Json) -> None:
    """Write the effective document."""
    path = root / "openapi" / "openapi.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(document))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one commit, tagged v1."""
    put(tmp_path, receives(fields(a=STRING)))
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "First")
    git(tmp_path, "tag", "v1")
    return tmp_path


def test_wording_is_told_apart_from_nothing(root: Path, capsys: Output) -> None:
    """A new description changes no caller, but the document is another one."""
    document = receives(fields(a={**STRING, "description": "The first."}))
    put(root, document)
    assert diff.main(["--root", str(root)]) == 0
    assert "nothing that a caller notices changed" in capsys.readouterr().out


def test_a_breaking_change_fails_and_says_what_to_do(root: Path, capsys: Output) -> None:
    """The document and the names of the package are judged, and the report ends with the next steps."""
    put(root, document({"/jobs": {"post": operation(response=fields(b=STRING), operation_id="create")}}))
    assert diff.main(["--root", str(root), "--from", "v1"]) == 1
    said = capsys.readouterr().out
    assert "- create 200.a: optional answer field disappeared" in said
    assert "api.default.create_job → api.default.create" in said
    assert "name in CHANGELOG.md what breaks" in said


def test_what_only_the_rules_of_the_build_make_other_is_no_change(root: Path, capsys: Output) -> None:
    """A document of before the rules is read as they make it today: the service did not change."""
    put(root, receives(fields(a={"type": ["string", "null"]})))
    assert diff.main(["--root", str(root)]) == 0
    assert "nothing that a caller notices changed" in capsys.readouterr().out


def test_a_changed_default_of_a_request_breaks_callers_who_leave_it_out(root: Path, capsys: Output) -> None:
    """The build keeps it as `x-default`; a document of before that had none, and tells nothing."""
    put(root, receives(fields(a=STRING)) | sends(fields(b={**STRING, "x-default": "low"})))
    assert diff.main(["--root", str(root), "--full"]) == 1
    assert "default" not in capsys.readouterr().out
    git(root, "commit", "--quiet", "--all", "--message", "Second")
    put(root, receives(fields(a=STRING)) | sends(fields(b={**STRING, "x-default": "high"})))
    assert diff.main(["--root", str(root), "--full"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "create_job request.b: field had its default changed from 'low' to 'high'" in said
    assert "callers who leave it out get another behaviour" in said


def test_json_holds_everything(root: Path, capsys: Output) -> None:
    """A tool reads the verdict, each change with its place, and the advice."""
    put(root, receives(fields(a=STRING, b=STRING)))
    assert diff.main(["--root", str(root), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "compatible"
    (change,) = told["document"]
    assert change["where"] == "create_job 200.b"
    assert change["severity"] == "compatible"
    assert change["operations"] == ["create_job"]
    assert told["python"] == []


def test_everything_is_told_if_asked_for(root: Path, tmp_path: Path, capsys: Output) -> None:
    """`--full` prints every change, and `--markdown` writes it to a file."""
    put(root, receives(fields(b=STRING)))
    target = tmp_path / "report.md"
    assert diff.main(["--root", str(root), "--full", "--markdown", str(target)]) == 1
    for text in (capsys.readouterr().out, target.read_text()):
        assert "readers find nothing" in text


def test_two_documents_can_be_given(tmp_path: Path, capsys: Output) -> None:
    """Two files, YAML or JSON and OpenAPI 3.0 or 3.1, need no git."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.json"
    nullable = {"type": "string", "nullable": True}
    old.write_text(yaml.safe_dump({**sends(fields(a=nullable)), "openapi": "3.0.3"}))
    new.write_text(json.dumps(sends(fields(a={"type": ["string", "null"]}, b=STRING))))
    assert diff.main([str(old), str(new)]) == 0
    assert "0 breaking, 1 compatible" in capsys.readouterr().out


def test_an_unknown_revision_is_one_clear_line(root: Path, capsys: Output) -> None:
    """The exit code is not 1, which means that something breaks."""
    assert diff.main(["--root", str(root), "--from", "no-such-tag"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "'no-such-tag'" in said.err


def test_a_revision_without_the_document_is_one_clear_line(tmp_path: Path, capsys: Output) -> None:
    """An early commit had no document yet."""
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "Empty")
    assert diff.main(["--root", str(tmp_path)]) == 2
    assert "HEAD has no openapi/openapi.yaml" in capsys.readouterr().err


UNREADABLE = [
    ("missing.yaml", None, "missing.yaml: No such file or directory; make room, or let it be read"),
    ("list.yaml", "- 1\n", "holds no OpenAPI document"),
    ("broken.yaml", "openapi: 3.1.0\npaths: ]\n", "not readable as YAML"),
    ("broken.json", "{", "not readable as JSON"),
    ("odd.yaml", "openapi: 3.1.0\npaths: {/a: {get: {parameters: x}}}\n", "/paths/~1a/get/parameters"),
    ("dangling.yaml", "openapi: 3.1.0\npaths: {/a: {$ref: '#/no'}}\n", "the new document"),
    ("swagger.yaml", "openapi: '2.0'\npaths: {}\n", "only 3.0 to 3.2 are read"),
]


@pytest.mark.parametrize(("name", "text", "said"), UNREADABLE)
def test_an_unreadable_document_is_one_clear_line(
    tmp_path: Path, capsys: Output, name: str, text: str | None, said: str
) -> None:
    """The line names the file and what is wrong with it."""
    path = tmp_path / name
    if text is not None:
        path.write_text(text)
    good = tmp_path / "good.yaml"
    good.write_text(yaml.safe_dump(sends(STRING)))
    assert diff.main([str(good), str(path)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert name in error or "document" in said
    assert "Traceback" not in error


def test_one_document_is_too_few(capsys: Output) -> None:
    """It is not clear what to compare it with."""
    assert diff.main(["only.yaml"]) == 2
    assert "or two" in capsys.readouterr().err
