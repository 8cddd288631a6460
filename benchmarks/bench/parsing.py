"""Benchmark of parsing: from the bytes of a body to what a caller reads, without a request."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from . import bodies, calls, rivals
from .apis import APIS, Api
from .samples import Sample, paired

_LENGTH = 0.02
Parse = Callable[[bytes], object]


def _ours(api: Api) -> list[Parse]:
    from perplexity_jobs import Job
    from perplexity_jobs._apis.either import adapter_of

    adapter: Any = adapter_of(api.name)

    def job(body: bytes) -> object:
        found = Job(adapter.read_job(json.loads(body), "job"), adapter)
        return (found.text, found.citations, found.usage) if found.is_terminal else found

    def page(body: bytes) -> object:
        return [Job(data, adapter) for data in adapter.read_page(json.loads(body)).items]

    return [job, page]


def _generated(api: Api) -> list[Parse]:
    from perplexity_openapi import models

    def parse(model: Any, body: bytes) -> object:
        return model.from_dict(json.loads(body))

    return [partial(parse, getattr(models, name)) for name in api.models]


def _sdk(api: Api) -> list[Parse]:
    """The models and the way to fill them that the SDK's own responses use."""
    from perplexity._models import construct_type
    from perplexity.generated import api as sdk

    def parse(model: Any, body: bytes) -> object:
        return construct_type(type_=model, value=json.loads(body))

    return [partial(parse, getattr(sdk, name)) for name in api.sdk_models]


def measure(rounds: int, *, seconds: float = _LENGTH) -> list[Sample]:
    """The bodies of both APIs with every parser; each round about `seconds` long."""
    samples = []
    for api in APIS.values():
        # For each parser how it reads a job, and where there is a list how it reads a page of it.
        parsers: dict[str, list[Parse]] = {
            rivals.OURS: _ours(api),
            rivals.GENERATED: _generated(api),
            rivals.SDK: _sdk(api),
            "json.loads alone": [json.loads, json.loads],
        }
        given = {
            "running job": api.body("job"),
            "finished job": api.body("finished").replace(b"finished", b"job"),
        }
        for case in calls.cases(api):
            listed = case == calls.LIST
            body = bodies.page() if listed else given[case]
            contestants = {
                name: partial(_timed, parse[listed], body, seconds) for name, parse in parsers.items()
            }
            for contestant in contestants.values():
                contestant()
            samples += paired("parsing", api.case(case), contestants, rounds)
    return samples


def _timed(parse: Parse, body: bytes, seconds: float) -> dict[str, float]:
    count, began = 0, time.process_time()
    while True:
        parse(body)
        count += 1
        took = time.process_time() - began
        if took >= seconds:
            return {"CPU, µs": took / count * 1e6}
