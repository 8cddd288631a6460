"""Every model of the package gives back the JSON that it was made from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.generated.payloads import components, payloads

from perplexity_openapi import models

MODELS = {
    getattr(models, schema.get("title", name).replace("-", "")): schema
    for name, schema in components().items()
    if hasattr(getattr(models, schema.get("title", name).replace("-", ""), None), "from_dict")
}


def test_every_model_of_the_document_is_covered() -> None:
    """Classes that are no component are made for one field of a class that is tested, and named after it."""
    classes = {name for name in models.__all__ if hasattr(getattr(models, name), "from_dict")}
    tested = {model.__name__ for model in MODELS}
    assert len(tested) > 40
    assert [name for name in classes - tested if not name.startswith(tuple(tested))] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@given(data=st.data())
@settings(
    # They are many classes, so each takes a part of the examples that the profile allows.
    max_examples=settings().max_examples // 8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
)
def test_a_payload_survives(model: Any, data: st.DataObject) -> None:
    """`from_dict` loses nothing, `to_dict` adds nothing, and both are each other's inverse."""
    payload = data.draw(payloads(MODELS[model]))
    before = json.dumps(payload, sort_keys=True)
    parsed = model.from_dict(payload)
    assert json.dumps(payload, sort_keys=True) == before
    assert parsed.to_dict() == payload
    assert model.from_dict(parsed.to_dict()) == parsed
