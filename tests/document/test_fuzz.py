"""The build of any two valid documents gives a valid document, or an error with a place."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.document.strategies import WHOLE, documents
from tests.document.support import Json, attempt, overlay

from openapi_build.document import overlay as overlays
from openapi_build.document.checks import check_names, validate
from openapi_build.document.leftout import leave_out
from openapi_build.document.marks import apply_marks
from openapi_build.document.merge import merge
from openapi_build.document.overlay import parse_overlay
from openapi_build.document.references import broken_references, prune
from openapi_build.document.rules import apply_rules
from openapi_build.document.spelling import respell
from openapi_build.errors import BuildError, raise_all
from openapi_build.nodes import check_structure, operations
from openapi_build.read.upgrade import upgrade

MARKS = overlay(
    {"target": "$.components.schemas.Job", "update": {"title": "BackgroundJob"}},
    {"target": "$.paths.*[?@.responses]", "update": {"tags": ["jobs"]}},
)


def build(one: Json, other: Json, *, names: bool) -> Json:
    """All steps from two documents to the effective one."""
    found: list[BuildError] = []
    merged = merge({"a.md": upgrade(one), "b.md": upgrade(other)}, {}, found)
    result = overlays.apply(merged, parse_overlay(MARKS, name="10-marks.yaml"), [], found)
    raise_all(found)
    return checked(result, names=names)


def checked(result: Json, *, names: bool = True) -> Json:
    """The steps after the overlays, and all checks."""
    found = leave_out(respell(apply_rules(result)))
    apply_marks(result, found)
    raise_all([error for error in found if error.do])
    prune(result)
    raise_all(broken_references(result))
    raise_all([*(check_names(result) if names else ()), *validate(result)])
    return result


@WHOLE
@given(documents(), documents(), st.booleans())
def test_two_documents_become_a_valid_one_or_a_typed_error(one: Json, other: Json, names: bool) -> None:
    """Through upgrade, merge, overlay, shape, prune and validation; no operation is lost on the way."""
    result = attempt(lambda: build(one, other, names=names))
    if isinstance(result, BuildError):
        assert "is not valid" not in str(result)
        assert result.pointer
        assert result.do
        return
    expected = {item[:2] for small in (one, other) for item in operations(small)}
    assert {item[:2] for item in operations(result)} == expected


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "paths",
                    "components",
                    "schemas",
                    "$ref",
                    "properties",
                    "anyOf",
                    "enum",
                    "type",
                    "nullable",
                    "/a",
                    "get",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(JUNK, JUNK)
def test_rubbish_is_a_typed_error_too(paths: Any, components: Any) -> None:
    """Documents whose parts are anything at all never end in a traceback."""
    rubbish = {
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "paths": paths,
        "components": components,
    }

    def steps() -> Json:
        check_structure(rubbish)
        return checked(merge({"a.md": upgrade(rubbish), "b.md": upgrade(rubbish)}, {}, []))

    result = attempt(steps)
    assert isinstance(result, dict | BuildError)
