"""The compared clients for threads, with the same few methods as those of `rivals`."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Protocol

from .apis import Api
from .rivals import GENERATED, HEADERS, HTTPX, KEY, OURS, SDK, used


class Blocking(Protocol):
    """A client for threads."""

    def get(self, job_id: str) -> object:
        """Ask for a job."""

    def list(self) -> object:
        """Ask for a page of 100."""

    def close(self) -> None:
        """Close the connections."""


class Ours:
    """This client with its default settings."""

    def __init__(self, url: str, api: Api) -> None:
        from perplexity_jobs import PerplexityJobs

        self._client = PerplexityJobs(KEY, url, api=api.name)

    def get(self, job_id: str) -> object:
        return used(self._client.get(job_id))

    def list(self) -> object:
        return self._client.list(limit=100)

    def close(self) -> None:
        self._client.close()


class Generated:
    """The generated client as it is."""

    def __init__(self, url: str, api: Api) -> None:
        from perplexity_openapi import AuthenticatedClient
        from perplexity_openapi.api.jobs import list_jobs

        self._client = AuthenticatedClient(url, token=KEY)
        self._get, self._list = importlib.import_module(api.operation).sync, list_jobs.sync

    def get(self, job_id: str) -> object:
        found: object = self._get(job_id, client=self._client)
        return found

    def list(self) -> object:
        return self._list(client=self._client, limit=100)

    def close(self) -> None:
        self._client.get_httpx_client().close()


class Sdk:
    """The official SDK with its default settings; its list takes no limit, the server gives 100 unasked."""

    def __init__(self, url: str, api: Api) -> None:
        from perplexity import Perplexity

        self._client = Perplexity(api_key=KEY, base_url=url)
        self._get = api.sdk_get(self._client)

    def get(self, job_id: str) -> object:
        return self._get(job_id)

    def list(self) -> object:
        return self._client.async_.chat.completions.list()

    def close(self) -> None:
        self._client.close()


class Httpx:
    """httpx and the standard library's JSON."""

    def __init__(self, url: str, api: Api) -> None:
        import httpx

        self._path = api.path
        self._client = httpx.Client(base_url=url, headers=HEADERS)

    def get(self, job_id: str) -> object:
        return json.loads(self._client.get(f"{self._path}/{job_id}").content)

    def list(self) -> object:
        return json.loads(self._client.get(self._path, params={"limit": 100}).content)

    def close(self) -> None:
        self._client.close()


BLOCKING: dict[str, Callable[[str, Api], Blocking]] = {
    OURS: Ours,
    GENERATED: Generated,
    SDK: Sdk,
    HTTPX: Httpx,
}
