"""The compared clients for asyncio, with the same few methods, each used as its documentation shows.

`blocking` has those for threads. Every call ends with what its user works with: typed objects where the
client makes them (with text and sources of a finished job, which this client parses on access), else decoded
JSON.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Any, Protocol

from .apis import Api

KEY = "a-key-for-the-benchmarks"
HEADERS = {"Authorization": f"Bearer {KEY}"}

OURS = "perplexity-jobs"
OURS_AIOHTTP = "perplexity-jobs over aiohttp"
GENERATED = "generated client alone"
SDK = "official SDK"
SDK_AIOHTTP = "official SDK over aiohttp"
HTTPX = "httpx + json.loads"
HTTPX_POOL = "httpx, one connection per job"
AIOHTTP = "aiohttp + json.loads"


class Async(Protocol):
    """A client for asyncio."""

    async def get(self, job_id: str) -> object:
        """Ask for a job."""

    async def list(self) -> object:
        """Ask for a page of 100."""

    async def close(self) -> None:
        """Close the connections."""


def used(job: Any) -> object:
    """What the user of a job of this client reads."""
    return (job.text, job.citations, job.usage) if job.is_terminal else job


class OursAsync:
    """This client with its default settings, or over another transport of httpx."""

    def __init__(self, url: str, api: Api, http_client: Any = None) -> None:
        from perplexity_jobs import AsyncPerplexityJobs

        self._own = http_client
        self._client = AsyncPerplexityJobs(KEY, url, http_client=http_client, api=api.name)

    async def get(self, job_id: str) -> object:
        return used(await self._client.get(job_id))

    async def list(self) -> object:
        return await self._client.list(limit=100)

    async def close(self) -> None:
        await self._client.close()
        if self._own is not None:
            await self._own.aclose()


class GeneratedAsync:
    """The generated client as it is."""

    def __init__(self, url: str, api: Api) -> None:
        from perplexity_openapi import AuthenticatedClient
        from perplexity_openapi.api.jobs import list_jobs

        self._client = AuthenticatedClient(url, token=KEY)
        self._get, self._list = importlib.import_module(api.operation).asyncio, list_jobs.asyncio

    async def get(self, job_id: str) -> object:
        found: object = await self._get(job_id, client=self._client)
        return found

    async def list(self) -> object:
        return await self._list(client=self._client, limit=100)

    async def close(self) -> None:
        await self._client.get_async_httpx_client().aclose()


class SdkAsync:
    """The official SDK with its default settings, or over aiohttp."""

    def __init__(self, url: str, api: Api, http_client: Any = None) -> None:
        from perplexity import AsyncPerplexity

        self._client = AsyncPerplexity(api_key=KEY, base_url=url, http_client=http_client)
        self._get = api.sdk_get(self._client)

    async def get(self, job_id: str) -> object:
        found: object = await self._get(job_id)
        return found

    async def list(self) -> object:
        return await self._client.async_.chat.completions.list()

    async def close(self) -> None:
        await self._client.close()


class HttpxAsync:
    """httpx and the standard library's JSON, with its default pool or one of another size."""

    def __init__(self, url: str, api: Api, connections: int | None = None) -> None:
        import httpx

        self._path = api.path
        settings: dict[str, Any] = {"base_url": url, "headers": HEADERS}
        if connections is not None:
            settings["limits"] = httpx.Limits(max_connections=connections)
            settings["timeout"] = None
        self._client = httpx.AsyncClient(**settings)

    async def get(self, job_id: str) -> object:
        return json.loads((await self._client.get(f"{self._path}/{job_id}")).content)

    async def list(self) -> object:
        return json.loads((await self._client.get(self._path, params={"limit": 100})).content)

    async def close(self) -> None:
        await self._client.aclose()


class AiohttpAsync:
    """aiohttp and the standard library's JSON."""

    def __init__(self, url: str, api: Api, connections: int = 100) -> None:
        import aiohttp

        self._path = api.path
        self._session = aiohttp.ClientSession(
            url, headers=HEADERS, connector=aiohttp.TCPConnector(limit=connections)
        )

    async def get(self, job_id: str) -> object:
        async with self._session.get(f"{self._path}/{job_id}") as response:
            return json.loads(await response.read())

    async def list(self) -> object:
        async with self._session.get(self._path, params={"limit": "100"}) as response:
            return json.loads(await response.read())

    async def close(self) -> None:
        await self._session.close()


def _ours_over_aiohttp(url: str, api: Api, jobs: int) -> Async:
    import httpx
    from httpx_aiohttp import HttpxAiohttpClient

    # aiohttp's pool is not fair: with few connections some tasks never get one.
    limits = httpx.Limits(max_connections=max(1, min(1_000, jobs)))
    return OursAsync(url, api, HttpxAiohttpClient(limits=limits))


def _sdk_over_aiohttp(url: str, api: Api, _jobs: int) -> Async:
    from perplexity import DefaultAioHttpClient

    return SdkAsync(url, api, DefaultAioHttpClient())


#: Name to a maker from the address, the API and the jobs in flight; to be called inside the event loop.
ASYNC: dict[str, Callable[[str, Api, int], Async]] = {
    OURS: lambda url, api, _jobs: OursAsync(url, api),
    OURS_AIOHTTP: _ours_over_aiohttp,
    GENERATED: lambda url, api, _jobs: GeneratedAsync(url, api),
    SDK: lambda url, api, _jobs: SdkAsync(url, api),
    SDK_AIOHTTP: _sdk_over_aiohttp,
    HTTPX: lambda url, api, _jobs: HttpxAsync(url, api),
    HTTPX_POOL: lambda url, api, jobs: HttpxAsync(url, api, jobs),
    AIOHTTP: lambda url, api, jobs: AiohttpAsync(url, api, max(100, jobs)),
}
