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
    NULLABLES,
    ODD,
    ODD_NAMES,
    OTHER,
    OTHER_REF,
    SHAPES,
    TREE,
    allows_null,
    anchored,
    another_key,
    answer_field,
    answers,
    as_json,
    brought_together,
    by_id,
    circular_names,
    decided,
    deprecated,
    fields,
    gone,
    in_pages,
    large,
    moved,
    one_id_for_two,
    only_operation,
    parameters,
    renamed_paths,
    reordered,
    request_field,
    rewrite,
    schemas,
    second_path_parameter,
    two_of_one_name,
    without_acceptance,
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
        "a new required request field",
        in_pages(lambda page: schemas(page)["ApiChatCompletionsRequest"]["required"].append("stop"), POST),
        errors.BuildError,
        "without the field 'stop', which is required now",
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
        "a response field removed from one of two pages",
        in_pages(lambda page: fields(page, "CompletionResponse").pop("citations"), GET),
        errors.BuildError,
        "says nothing",
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
        "a new status in one page of three",
        in_pages(lambda page: schemas(page)["AsyncProcessingStatus"]["enum"].append("CANCELLED"), LIST),
        errors.BuildError,
        "say different things",
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
        "tags of their own",
        in_pages(lambda page: only_operation(page).update(tags=["Async"]), *ALL),
        holds=lambda d: by_id(d, "list_jobs")["tags"] == ["jobs"],
    ),
    Drill(
        "list without its query parameters",
        in_pages(lambda page: only_operation(page).pop("parameters"), LIST),
        holds=lambda d: parameters(d, "list_jobs") == ["limit", "next_token"],
    ),
    Drill(
        "a second path parameter",
        in_pages(second_path_parameter, GET),
        errors.BuildError,
        "the wrapper needs get_job (for get, refresh and wait) to have 1 path parameters, and it has 2",
    ),
    Drill(
        "an operation gone",
        gone(LIST),
        errors.BuildError,
        "needs the operation list_jobs (for list, iter, iter_pages and as_completed), and it is gone",
    ),
    Drill(
        "another kind of key",
        in_pages(another_key, *ALL),
        errors.BuildError,
        "to accept a bearer key, and it does not",
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
        "3.0 and 3.1 mixed with nullable",
        answer_field({"$ref": "#/components/schemas/Nullables"}, Nullables=NULLABLES, Other=OTHER),
        holds=lambda d: all(allows_null(schema) for schema in fields(d, "Nullables").values()),
    ),
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
        "a property that would overwrite its class",
        answer_field(
            {"$ref": "#/components/schemas/Odd"},
            Odd={"type": "object", "properties": {"additionalProperties": {"type": "boolean"}}},
        ),
        errors.BuildError,
        "the property 'additionalProperties' would overwrite a part of its generated class",
    ),
    Drill(
        "new inline words in an answer",
        answer_field({"anyOf": [{"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}, NULL]}),
        holds=lambda d: {"type": "string"} in answers(d)["anyOf"][0]["items"]["anyOf"],
    ),
    Drill(
        "an enum of words and numbers",
        answer_field({"enum": ["a", 1]}),
        errors.BuildError,
        "texts alone or whole numbers alone",
    ),
    Drill("two operations with one id, which overlays name", one_id_for_two),
    Drill(
        "two components with one title",
        two_of_one_name,
    ),
    Drill(
        "two components that take each other's name",
        circular_names,
        errors.BuildError,
        "is taken by another component",
    ),
    Drill("fields in another order", in_pages(reordered, POST, GET)),
    Drill(
        "a field that an overlay is for is gone",
        in_pages(lambda page: fields(page, "WebSearchOptions").pop("search_type"), POST),
        errors.BuildError,
        "schemas.WebSearchOptions.properties.search_type..[?@.enum] matches nothing",
    ),
    Drill(
        "the service has moved",
        in_pages(moved, *ALL),
        holds=lambda d: d["servers"] == [{"url": "https://eu.example.test"}],
    ),
    Drill(
        "the pages disagree where the service is",
        in_pages(moved, POST),
        errors.BuildError,
        "#/servers",
    ),
    Drill(
        "an operation and a field deprecated",
        deprecated,
    ),
    Drill("YAML anchors", rewrite(anchored)),
    Drill("a BOM", rewrite(lambda text: ("\ufeff" + text).encode())),
    Drill("CRLF", rewrite(lambda text: text.replace("\n", "\r\n").encode())),
    Drill("JSON instead of YAML", as_json),
    Drill(
        "tabs",
        without_acceptance(lambda text: text.replace("paths:\n  /", "paths:\n\t/", 1)),
        errors.BuildError,
        "line",
    ),
    Drill(
        "an unclosed fence",
        without_acceptance(lambda text: text[: text.rindex("````")]),
        errors.BuildError,
        "is never closed",
    ),
    Drill(
        "an HTML page",
        without_acceptance(lambda text: "<!doctype html><p>502"),
        errors.BuildError,
        "an HTML page",
    ),
    Drill(
        "a remote reference",
        answer_field({"$ref": "https://example.test/schemas.yaml#/X"}),
        errors.BuildError,
        "refers to another document (https://example.test/schemas.yaml#/X)",
    ),
    Drill(
        "a reference to nothing",
        answer_field({"$ref": "#/components/schemas/Gone"}),
        errors.BuildError,
        "refers to #/components/schemas/Gone, which is not there",
    ),
    Drill(
        "another version of OpenAPI",
        in_pages(lambda page: page.update(openapi="3.2.0"), LIST),
        errors.BuildError,
        "OpenAPI 3.2.0",
    ),
    Drill(
        "a type that does not exist",
        answer_field({"type": "text"}),
        errors.BuildError,
        "is not valid OpenAPI 3.1",
    ),
]
LARGE = Drill(
    "a document of 5 MB", large, holds=lambda d: "Unused1" not in schemas(d) and "Part1" in schemas(d)
)
