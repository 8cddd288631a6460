"""The simulator conforms to the effective document, tested with requests from schemathesis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from perplexity_jobs.simulator import ManualClock, Simulator

from .test_document import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            # The document does not say which models exist, that a message is needed, or what a token looks
            # like: the service, and so the simulator, refuses the unknown ones with 400. What requests share
            # with answers may lack fields or be null in the document: the service refuses that with 422.
            "positive_data_acceptance": {"expected-statuses": ["2xx", "400", "401", "403", "404", "422"]}
        },
        "auth": {"openapi": {"HTTPBearer": {"bearer": "sim-key"}}},
        "generation": {"deterministic": True},
        # The coverage phase tries every field of these large requests, which takes half a minute: enable
        # it by hand after a change to the request models. The generated requests remain.
        "operations": [
            {"include-operation-id": name, "phases": {"coverage": {"enabled": False}}}
            for name in ("create_job", "create_agent_response")
        ],
    }
)


def closed(node: Any) -> Any:
    """The document with its open enums and open kinds of content closed again.

    They are open for a client, which must not break on what is new. The service itself accepts exactly
    what it knows.
    """
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    for word in ("anyOf", "oneOf"):
        if word in node:
            node = {**node, word: _known(node[word])}
    return {key: closed(value) for key, value in node.items()}


def _known(alternatives: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = [alternative.get("$ref", "").rpartition("/")[2] for alternative in alternatives]
    enums = [name for name in names if "enum" in DOCUMENT["components"]["schemas"].get(name, {})]
    return [
        alternative
        for name, alternative in zip(names, alternatives, strict=True)
        if not (enums and alternative == {"type": "string"})
        and not name.startswith("Other")
        and "Unknown" not in name
    ]


schema = schemathesis.openapi.from_dict(closed(DOCUMENT), config=CONFIG)


@pytest.fixture(scope="module")
def sim() -> Iterator[Simulator]:
    """One simulator for all generated requests."""
    with Simulator(clock=ManualClock(), durations=0, models=["*"]) as simulator:
        yield simulator


@pytest.mark.exhaustive
@schema.parametrize()
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_generated_requests(case: schemathesis.Case[Any], sim: Simulator) -> None:
    """Valid requests are accepted, invalid ones are refused, and every answer is one that the document
    has."""
    case.call_and_validate(base_url=sim.url)
