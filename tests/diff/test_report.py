"""The reports of a comparison: short on one screen, in full, and as Markdown."""

from __future__ import annotations

import copy
import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from tests.diff.documents import Json, document, fields, operation, receives, ref, sends

from openapi_build.yamlio import dump_yaml, load_yaml
from openapi_diff.document import compare_with_names
from openapi_diff.report import FAIL_ON, Comparison, markdown, print_report

STRING: Json = {"type": "string"}
INTEGER: Json = {"type": "integer"}
EFFECTIVE = Path(__file__).resolve().parents[2] / "openapi" / "openapi.yaml"
REQUEST = "ApiChatCompletionsRequest"


def compared(before: Json, after: Json) -> Comparison:
    """Two effective documents, compared as those of two revisions are."""
    return Comparison("v1", "v2", *compare_with_names(before, after))


def shown(comparison: Comparison, *, full: bool = False) -> str:
    """The report on a terminal of 100 columns."""
    out = io.StringIO()
    print_report(comparison, Console(file=out, width=100), full=full)
    return out.getvalue()


def words(text: str) -> str:
    """The text without its line ends."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def effective() -> Json:
    """The committed document."""
    loaded: Json = load_yaml(EFFECTIVE.read_text(encoding="utf-8"))
    return loaded


def test_many_alike_changes_are_one_line_with_all_names(effective: Json) -> None:
    """Fields that are no longer accepted share a sentence, as far as a screen has room."""
    after = copy.deepcopy(effective)
    properties = after["components"]["schemas"][REQUEST]["properties"]
    gone = sorted(properties.keys() - {"messages", "model"})
    for name in gone:
        del properties[name]
    said = words(shown(compared(effective, after)))
    assert f"- {len(gone)} optional request fields of {REQUEST} disappeared: {', '.join(gone)} " in said


def test_renames_are_renames(effective: Json) -> None:
    """All schemas and paths of an API under other names: moved operations, renamed classes, nothing else."""
    text = dump_yaml(effective)
    names = [name for name in effective["components"]["schemas"] if name.startswith(("Api", "Async"))]
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"schemas/{name}'", f"schemas/New{name}'").replace(
            f"\n    {name}:", f"\n    New{name}:"
        )
    text = text.replace("/async/chat/completions", "/v1/async/sonar")
    said = shown(compared(effective, load_yaml(text)))
    assert said.splitlines()[0] == f"v1 to v2: {3 + len(names)} breaking, 0 compatible"
    assert "create_job: operation moved from POST /async/chat/completions to POST /v1/async/sonar" in said
    assert f"- {len(names)} classes of perplexity_openapi got another name: Api" in said
    assert "ApiPublicSearchResult → NewApiPublicSearchResult" in said


def test_a_large_change_fits_a_screen(effective: Json) -> None:
    """Hundreds of changes on 40 lines, those that break first, with a count of what is left."""
    after = load_yaml(dump_yaml(effective).replace(" string", " integer").replace("/v1/", "/v2/"))
    comparison = compared(effective, after)
    lines = shown(comparison).splitlines()
    assert len(comparison.changes) > 200
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100
    assert lines.index("Breaks callers") < lines.index("Breaks nobody")
    assert any("more" in line for line in lines)
    assert "--full" in lines[-3] + lines[-2]


def test_the_first_names_and_a_count_stand_for_a_list_that_is_too_long() -> None:
    """Nothing that breaks is left out without a word."""
    schemas: Json = {f"S{i}": fields(**{f"field_{n}": STRING for n in range(30)}) for i in range(40)}
    old = receives(fields(**{name: ref(name) for name in schemas}), schemas)
    new = receives(fields(**{name: ref(name) for name in schemas}), {name: fields() for name in schemas})
    said = words(shown(compared(old, new)))
    assert "- 30 optional answer fields of S0 disappeared: field_0, field_1" in said
    assert "- 1140 optional answer fields disappeared: S2" in said or "- 1140 optional answer fields" in said
    assert "more" in said


def test_what_breaks_one_side_is_not_told_again_for_the_other() -> None:
    """A field that goes in requests and answers is one line, and one that breaks senders only is, too."""

    def both(schema: Any) -> Json:
        node = operation(request=ref("Job"), response=ref("Job"))
        return document({"/jobs": {"post": node}}, schemas={"Job": schema})

    assert shown(compared(both(fields(a=STRING)), both(fields()))).count("Job.a") == 1
    assert shown(compared(both(fields(a=STRING)), both(fields(["a"], a=STRING)))).count("Job.a") == 1


def test_the_package_is_told_of_only_where_the_document_was_not() -> None:
    """A removed field is reported once; renamed classes, functions and arguments are reported."""

    def jobs(name: str, tag: str, argument: str) -> Json:
        node = operation(response=ref(name), tags=[tag])
        return document({f"/jobs/{{{argument}}}": {"post": node}}, schemas={name: fields(a=STRING, b=STRING)})

    same = compared(receives(ref("Job"), {"Job": fields(a=STRING)}), receives(ref("Job"), {"Job": fields()}))
    assert same.python == []
    told = compared(jobs("Job", "jobs", "id"), jobs("Task", "tasks", "job_id")).python or ()
    assert [change.name for change in told] == [
        "Job → Task",
        "api.jobs.create_job → api.tasks.create_job",
        "id → job_id",
    ]
    assert all(change.is_breaking for change in told)


def test_a_class_that_is_gone_is_told_unless_the_document_told_it() -> None:
    """A removed class is reported, unless the change of its union was."""
    schemas = {"Cat": fields(a=STRING), "Dog": fields(b=STRING)}
    pets = receives({"oneOf": [ref("Cat"), ref("Dog")]}, schemas)
    comparison = compared(pets, receives({"oneOf": [ref("Cat")]}, schemas))
    assert [change.what for change in comparison.document] == ["variant Dog disappeared"]
    assert comparison.python == []
    told = compared(receives(fields(a=ref("Cat")), schemas), receives(fields(), schemas)).python or ()
    assert [change.what for change in told] == ["class Cat disappeared"]


def test_full_tells_every_change_with_its_reason() -> None:
    """A reader can check each judgement."""
    said = shown(compared(sends(fields()), sends(fields(["a"], a=STRING))), full=True)
    assert (
        "breaks  create_job request.a: required field appeared (request: callers who do not send it" in said
    )


def test_markdown_is_short_and_folds_the_whole_list() -> None:
    """Ready for a pull request: what breaks first, and bars in text do not break the table."""
    before = receives(fields(x=STRING))
    text = markdown(compared(before, receives({**fields(), "properties": {"a|b": INTEGER, "c": INTEGER}})))
    assert text.index("**Breaks callers**") < text.index("**Breaks nobody**") < text.index("<details>")
    assert "- 2 optional answer fields of create_job 200 appeared: a\\|b, c" in text
    table = text[text.index("<details>") :]
    assert table.count("\n| ") == 2 + 3
    assert (
        "| **breaks** | `create_job 200.x` | optional field disappeared | response: readers find nothing |"
        in table
    )


ADDED = (document(), document({"/a": {"get": operation()}}))
CLOSED = (receives({"enum": ["a"]}), receives({"enum": ["a", "b"]}))
DEPRECATED = (document({"/a": {"get": operation()}}), document({"/a": {"get": operation(deprecated=True)}}))


@pytest.mark.parametrize(
    ("pair", "verdict", "codes", "word"),
    [
        ((ADDED[0], ADDED[0]), "unchanged", (0, 0, 0), ""),
        (ADDED, "compatible", (0, 1, 0), "patch version"),
        (ADDED[::-1], "breaking", (1, 1, 0), "wrapper-needs"),
        (CLOSED, "breaking", (1, 1, 0), "openapi/overlays"),
        (DEPRECATED, "compatible", (0, 1, 0), "replacement"),
    ],
)
def test_the_conclusion_follows_from_the_changes(
    pair: tuple[Json, Json], verdict: str, codes: tuple[int, ...], word: str
) -> None:
    """`--fail-on` chooses the exit code; the advice says what to do next."""
    comparison = compared(*pair)
    assert comparison.to_dict()["verdict"] == verdict
    assert tuple(comparison.exit_code(choice) for choice in FAIL_ON) == codes
    assert word in " ".join(comparison.advice)
    assert bool(comparison.advice) is bool(word)
