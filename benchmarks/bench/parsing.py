"""From bytes to typed objects, without any request: the part of a call that grows with the body."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from . import bodies, rivals
from .samples import Sample, paired

_LENGTH = 0.02
Parse = Callable[[bytes], object]


def _ours() -> tuple[Parse, Parse]:
    from perplexity_jobs._job import Job
    from perplexity_jobs._sonar import SonarApi

    api: Any = SonarApi()

    def job(body: bytes) -> object:
        found = Job(api.read_job(json.loads(body), "job"), api)
        return (found.text, found.citations, found.usage) if found.is_terminal else found

    def page(body: bytes) -> object:
        return [Job(data, api) for data in api.read_page(json.loads(body)).items]

    return job, page


def _generated() -> tuple[Parse, Parse]:
    from perplexity_openapi import models

    one, many = models.AsyncApiChatCompletionsResponse, models.ListAsyncApiChatCompletionsResponse
    return lambda body: one.from_dict(json.loads(body)), lambda body: many.from_dict(json.loads(body))


def _sdk() -> tuple[Parse, Parse]:
    """The models and the way to fill them that the SDK's own responses use."""
    from perplexity._models import construct_type
    from perplexity.generated import api as sdk

    one: Any = sdk.AsyncApiChatCompletionsResponseOutput
    many: Any = sdk.ListAsyncApiChatCompletionsResponseOutput
    return (
        lambda body: construct_type(type_=one, value=json.loads(body)),
        lambda body: construct_type(type_=many, value=json.loads(body)),
    )


def measure(rounds: int, *, seconds: float = _LENGTH) -> list[Sample]:
    """The three bodies with every parser; each round about `seconds` long."""
    parsers = {
        rivals.OURS: _ours(),
        rivals.GENERATED: _generated(),
        rivals.SDK: _sdk(),
        "json.loads alone": (json.loads, json.loads),
    }
    samples = []
    for case, body, kind in (
        ("running job", bodies.running("job"), 0),
        ("finished job", bodies.finished("job"), 0),
        ("list of 100", bodies.page(), 1),
    ):
        contestants = {name: partial(_timed, parse[kind], body, seconds) for name, parse in parsers.items()}
        for contestant in contestants.values():
            contestant()
        samples += paired("parsing", case, contestants, rounds)
    return samples


def _timed(parse: Parse, body: bytes, seconds: float) -> dict[str, float]:
    count, began = 0, time.process_time()
    while True:
        parse(body)
        count += 1
        took = time.process_time() - began
        if took >= seconds:
            return {"CPU, µs": took / count * 1e6}
