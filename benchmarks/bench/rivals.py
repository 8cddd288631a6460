"""The clients that are compared, each behind the same few calls and used as its own documentation shows.

Every call ends with what its user works with: typed objects where the client makes them (for a finished job
with text and sources, which this client reads only when asked), the decoded JSON where it does not.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

from .server import JOBS

KEY = "a-key-for-the-benchmarks"

OURS = "perplexity-jobs"
OURS_AIOHTTP = "perplexity-jobs over aiohttp"
GENERATED = "generated client alone"
SDK = "official SDK"
SDK_AIOHTTP = "official SDK over aiohttp"
HTTPX = "httpx + json.loads"
HTTPX_POOL = "httpx, one connection per job"
AIOHTTP = "aiohttp + json.loads"


class Blocking(Protocol):
    """A client for threads."""

    def get(self, job_id: str) -> object:
        """Ask for a job."""

    def list(self) -> object:
        """Ask for a page of 100."""

    def close(self) -> None:
        """Close the connections."""


class Async(Protocol):
    """A client for asyncio."""

    async def get(self, job_id: str) -> object:
        """Ask for a job."""

    async def list(self) -> object:
        """Ask for a page of 100."""

    async def close(self) -> None:
        """Close the connections."""


def _used(job: Any) -> object:
    return (job.text, job.citations, job.usage) if job.is_terminal else job


class Ours:
    """This client with its default settings."""

    def __init__(self, url: str) -> None:
        from perplexity_jobs import PerplexityJobs

        self._client = PerplexityJobs(KEY, url)

    def get(self, job_id: str) -> object:
        return _used(self._client.get(job_id))

    def list(self) -> object:
        return self._client.list(limit=100)

    def close(self) -> None:
        self._client.close()


class OursAsync:
    """This client with its default settings, or over another transport of httpx."""

    def __init__(self, url: str, http_client: Any = None) -> None:
        from perplexity_jobs import AsyncPerplexityJobs

        self._own = http_client
        self._client = AsyncPerplexityJobs(KEY, url, http_client=http_client)

    async def get(self, job_id: str) -> object:
        return _used(await self._client.get(job_id))

    async def list(self) -> object:
        return await self._client.list(limit=100)

    async def close(self) -> None:
        await self._client.close()
        if self._own is not None:
            await self._own.aclose()


class Generated:
    """The generated client as it is."""

    def __init__(self, url: str) -> None:
        from perplexity_openapi import AuthenticatedClient
        from perplexity_openapi.api.jobs import get_job, list_jobs

        self._client = AuthenticatedClient(url, token=KEY)
        self._get, self._list = get_job.sync, list_jobs.sync

    def get(self, job_id: str) -> object:
        return self._get(job_id, client=self._client)

    def list(self) -> object:
        return self._list(client=self._client, limit=100)

    def close(self) -> None:
        self._client.get_httpx_client().close()


class GeneratedAsync:
    """The generated client as it is."""

    def __init__(self, url: str) -> None:
        from perplexity_openapi import AuthenticatedClient
        from perplexity_openapi.api.jobs import get_job, list_jobs

        self._client = AuthenticatedClient(url, token=KEY)
        self._get, self._list = get_job.asyncio, list_jobs.asyncio

    async def get(self, job_id: str) -> object:
        return await self._get(job_id, client=self._client)

    async def list(self) -> object:
        return await self._list(client=self._client, limit=100)

    async def close(self) -> None:
        await self._client.get_async_httpx_client().aclose()


class Sdk:
    """The official SDK with its default settings; its list takes no limit, the server gives 100 unasked."""

    def __init__(self, url: str) -> None:
        from perplexity import Perplexity

        self._client = Perplexity(api_key=KEY, base_url=url)
        self._jobs = self._client.async_.chat.completions

    def get(self, job_id: str) -> object:
        return self._jobs.get(job_id)

    def list(self) -> object:
        return self._jobs.list()

    def close(self) -> None:
        self._client.close()


class SdkAsync:
    """The official SDK with its default settings, or over aiohttp."""

    def __init__(self, url: str, http_client: Any = None) -> None:
        from perplexity import AsyncPerplexity

        self._client = AsyncPerplexity(api_key=KEY, base_url=url, http_client=http_client)
        self._jobs = self._client.async_.chat.completions

    async def get(self, job_id: str) -> object:
        return await self._jobs.get(job_id)

    async def list(self) -> object:
        return await self._jobs.list()

    async def close(self) -> None:
        await self._client.close()


_HEADERS = {"Authorization": f"Bearer {KEY}"}


class Httpx:
    """httpx and the standard library's JSON."""

    def __init__(self, url: str) -> None:
        import httpx

        self._client = httpx.Client(base_url=url, headers=_HEADERS)

    def get(self, job_id: str) -> object:
        return json.loads(self._client.get(f"{JOBS}/{job_id}").content)

    def list(self) -> object:
        return json.loads(self._client.get(JOBS, params={"limit": 100}).content)

    def close(self) -> None:
        self._client.close()


class HttpxAsync:
    """httpx and the standard library's JSON, with its default pool or one of another size."""

    def __init__(self, url: str, connections: int | None = None) -> None:
        import httpx

        settings: dict[str, Any] = {"base_url": url, "headers": _HEADERS}
        if connections is not None:
            settings["limits"] = httpx.Limits(max_connections=connections)
            settings["timeout"] = None
        self._client = httpx.AsyncClient(**settings)

    async def get(self, job_id: str) -> object:
        return json.loads((await self._client.get(f"{JOBS}/{job_id}")).content)

    async def list(self) -> object:
        return json.loads((await self._client.get(JOBS, params={"limit": 100})).content)

    async def close(self) -> None:
        await self._client.aclose()


class AiohttpAsync:
    """aiohttp and the standard library's JSON."""

    def __init__(self, url: str, connections: int = 100) -> None:
        import aiohttp

        self._session = aiohttp.ClientSession(
            url, headers=_HEADERS, connector=aiohttp.TCPConnector(limit=connections)
        )

    async def get(self, job_id: str) -> object:
        async with self._session.get(f"{JOBS}/{job_id}") as response:
            return json.loads(await response.read())

    async def list(self) -> object:
        async with self._session.get(JOBS, params={"limit": "100"}) as response:
            return json.loads(await response.read())

    async def close(self) -> None:
        await self._session.close()


def _ours_over_aiohttp(url: str, jobs: int) -> Async:
    import httpx
    from httpx_aiohttp import HttpxAiohttpClient

    limits = httpx.Limits(max_connections=max(1, min(100, jobs)))
    return OursAsync(url, HttpxAiohttpClient(limits=limits))


def _sdk_over_aiohttp(url: str, _jobs: int) -> Async:
    from perplexity import DefaultAioHttpClient

    return SdkAsync(url, DefaultAioHttpClient())


BLOCKING: dict[str, Callable[[str], Blocking]] = {OURS: Ours, GENERATED: Generated, SDK: Sdk, HTTPX: Httpx}

#: Name to a maker from the address and the number of jobs in flight; to be called inside the event loop.
ASYNC: dict[str, Callable[[str, int], Async]] = {
    OURS: lambda url, _jobs: OursAsync(url),
    OURS_AIOHTTP: _ours_over_aiohttp,
    GENERATED: lambda url, _jobs: GeneratedAsync(url),
    SDK: lambda url, _jobs: SdkAsync(url),
    SDK_AIOHTTP: _sdk_over_aiohttp,
    HTTPX: lambda url, _jobs: HttpxAsync(url),
    HTTPX_POOL: lambda url, jobs: HttpxAsync(url, jobs),
    AIOHTTP: lambda url, jobs: AiohttpAsync(url, max(100, jobs)),
}
