"""The table of drills: changes that other vendors' documents have had, and what the build must make of each.

A drill edits the captured pages of the first API, and expects a client or one error. What `make diff` reports
for such changes is tested in ``tests/diff``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.document.drills.edits import (
    ALL,
    NULL,
    ODD,
    ODD_NAMES,
    OTHER,
    OTHER_REF,
    SHAPES,
    TREE,
    answer_field,
    answers,
    brought_together,
    by_id,
    decided,
    fields,
    gone,
    in_pages,
    large,
    moved,
    one_id_for_two,
    only_operation,
    parameters,
    renamed_paths,
    request_field,
    said_otherwise,
    schemas,
    two_of_one_name,
)
from tests.document.support import GET, LIST, POST, Json, Repository

from openapi_build import errors


@dataclass(frozen=True)
class Drill:
    """One change.

    Args:
        name: what happens, in words.
        change: does it to a repository.
        error: the error that must come of it, or None for a client.
        says: what the error must say.
        holds: what must be true of the effective document of a drill that ends in a client.
    """

    name: str
    change: Callable[[Repository], Any]
    error: type[errors.BuildError] | None = None
    says: str = ""
    holds: Callable[[Json], Any] = bool


DRILLS = [
    Drill(
        "a new optional request field",
        request_field({"anyOf": [{"type": "string", "enum": ["x", "y"]}, NULL]}),
        holds=lambda d: schemas(d)["ApiChatCompletionsRequestNewField"]["enum"] == ["x", "y"],
    ),
    Drill(
        "a response field removed that nobody needs",
        in_pages(lambda page: fields(page, "CompletionResponse").pop("object"), POST, GET),
        holds=lambda d: "object" not in fields(d, "CompletionResponse"),
    ),
    Drill(
        "a response field removed that the wrapper needs",
        in_pages(lambda page: fields(page, "CompletionResponse").pop("citations"), POST, GET),
        errors.BuildError,
        "the wrapper needs CompletionResponse (for Job.text, Job.citations, Job.search_results, Job.usage) "
        "to have the field 'citations', and it is gone",
    ),
    Drill(
        "a new status",
        in_pages(lambda page: schemas(page)["AsyncProcessingStatus"]["enum"].append("CANCELLED"), *ALL),
        holds=lambda d: (
            "CANCELLED" in schemas(d)["AsyncProcessingStatus"]["enum"]
            and {"type": "string"} in fields(d, "AsyncApiChatCompletionsResponse")["status"]["anyOf"]
        ),
    ),
    Drill(
        "all paths and operation ids renamed",
        in_pages(renamed_paths, *ALL),
        holds=lambda d: (
            set(d["paths"]) == {"/v1/async/sonar", "/v1/async/sonar/{api_request}"}
            and by_id(d, "create_job")["tags"] == ["jobs"]
        ),
    ),
    Drill(
        "list without its query parameters",
        in_pages(lambda page: only_operation(page).pop("parameters"), LIST),
        holds=lambda d: parameters(d, "list_jobs") == ["limit", "next_token"],
    ),
    Drill(
        "an operation gone",
        gone(LIST),
        errors.BuildError,
        "needs the operation list_jobs (for list, iter, iter_pages and as_completed), and it is gone",
    ),
    Drill(
        "a component defined differently",
        in_pages(lambda page: fields(page, "Cost").update(total_cost={"type": "string"}), GET),
        errors.BuildError,
        f"openapi/sources/{GET} and openapi/sources/{POST} say different things",
    ),
    Drill(
        "a component defined differently, decided",
        decided,
        holds=lambda d: fields(d, "Cost")["total_cost"]["type"] == ["number", "null"],
    ),
    Drill("a component defined differently, brought together", brought_together),
    Drill(
        "a reference with a description beside it",
        answer_field({**OTHER_REF, "description": "In other words."}, Other=OTHER),
        holds=lambda d: answers(d) == {"description": "In other words.", "anyOf": [OTHER_REF, NULL]},
    ),
    Drill(
        "a discriminator",
        answer_field({"$ref": "#/components/schemas/Shape"}, **SHAPES),
        holds=lambda d: {"Circle", "Square"} <= set(schemas(d)),
    ),
    Drill("a recursive schema", answer_field({"$ref": "#/components/schemas/Tree"}, Tree=TREE)),
    Drill(
        "properties with odd names",
        answer_field({"$ref": "#/components/schemas/Odd"}, Odd=ODD),
        holds=lambda d: list(fields(d, "Odd")) == ODD_NAMES,
    ),
    Drill(
        "new inline words in an answer",
        answer_field({"anyOf": [{"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}, NULL]}),
        holds=lambda d: {"type": "string"} in answers(d)["anyOf"][0]["items"]["anyOf"],
    ),
    Drill("two operations with one id, which overlays name", one_id_for_two),
    Drill(
        "two components with one title",
        two_of_one_name,
    ),
    Drill(
        "everything said in another way",
        in_pages(said_otherwise, *ALL),
        holds=lambda d: (
            {"ReasoningEffort", "SearchMode", "SearchRecency", "SearchType", "ToolChoice"}
            <= schemas(d).keys()
            and schemas(d)["SearchRecency"]["enum"] == ["hour", "day", "week", "month", "year"]
            and parameters(d, "list_jobs") == ["limit", "next_token"]
        ),
    ),
    Drill(
        "a field that an overlay is for is gone",
        in_pages(lambda page: fields(page, "WebSearchOptions").pop("search_type"), POST),
        errors.BuildError,
        "schemas.WebSearchOptions.properties.search_type matches nothing",
    ),
    Drill(
        "the service has moved",
        in_pages(moved, *ALL),
        holds=lambda d: d["servers"] == [{"url": "https://eu.example.test"}],
    ),
]
LARGE = Drill(
    "a document of 5 MB", large, holds=lambda d: "Unused1" not in schemas(d) and "Part1" in schemas(d)
)
