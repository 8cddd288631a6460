"""The keywords that type checkers know are those that a client takes."""

from __future__ import annotations

import attrs
import pytest

from perplexity_jobs._apis.keywords import SubmitOptions
from perplexity_jobs._apis.request_fields import AgentRequestFields, SharedRequestFields, SonarRequestFields
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._values.extras import split_options
from perplexity_openapi.models import ApiChatCompletionsRequest

KEYWORDS = sorted(SubmitOptions.__annotations__)
ONLY_AGENT = set(AgentRequestFields.__annotations__)
# Values that no field could be built from are refused for another reason than their name.
VALUE = {"response_format": {"type": "text"}}


@pytest.mark.parametrize("name", [name for name in KEYWORDS if name not in ONLY_AGENT])
def test_every_keyword_is_taken(name: str) -> None:
    """What an editor offers for the first API is no slip at run time."""
    value = VALUE.get(name, "x")
    _, _, fields = split_options({name: value})
    call = SonarApi().submit("Why?", model=None, fields=fields, idempotency_key="k")
    assert call.json["request"].get(name, value) == value
    assert (name in call.json["request"]) is (name in fields)


def test_no_keyword_has_two_meanings_and_no_field_is_left_out() -> None:
    """The document's fields and the extras do not overlap: the second would hide the first."""
    own = SubmitOptions.__annotations__.keys()
    built = [
        set(kind.__annotations__) for kind in (SharedRequestFields, SonarRequestFields, AgentRequestFields)
    ]
    assert len(set.union(*built)) == sum(map(len, built))
    assert own - set.union(*built) == {
        *("response_format", "files", "images", "extra_headers", "extra_query", "extra_body")
    }
    fields = {field.name.removeprefix("field_") for field in attrs.fields(ApiChatCompletionsRequest)}
    missing = fields - {name.lstrip("_") for name in set.union(*built)}
    assert missing == {"messages", "model", "response_format", "additional_properties"}
