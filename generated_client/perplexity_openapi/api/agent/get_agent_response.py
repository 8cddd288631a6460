from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.agent_error_response import AgentErrorResponse
from ...models.get_agent_response_format import GetAgentResponseFormat
from ...models.responses_response import ResponsesResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    stream: bool | Unset = UNSET,
    starting_after: int | Unset = UNSET,
    format_: GetAgentResponseFormat | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["stream"] = stream

    params["starting_after"] = starting_after

    json_format_: str | Unset
    if isinstance(format_, Unset):
        json_format_ = UNSET
    elif isinstance(format_, GetAgentResponseFormat):
        json_format_ = format_.value
    else:
        json_format_ = format_
    params["format"] = json_format_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/agent/{id}".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AgentErrorResponse | ResponsesResponse | None:
    if response.status_code == 200:
        response_200 = ResponsesResponse.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = AgentErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = AgentErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = AgentErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = AgentErrorResponse.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = AgentErrorResponse.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = AgentErrorResponse.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = AgentErrorResponse.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AgentErrorResponse | ResponsesResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    stream: bool | Unset = UNSET,
    starting_after: int | Unset = UNSET,
    format_: GetAgentResponseFormat | str | Unset = UNSET,
) -> Response[AgentErrorResponse | ResponsesResponse]:
    """Retrieve Agent Response

     A stored response as it stands, or with `stream=true` the events of a background run from
    `starting_after` on.

    Args:
        id (str):
        stream (bool | Unset):
        starting_after (int | Unset):
        format_ (GetAgentResponseFormat | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AgentErrorResponse | ResponsesResponse]
    """

    kwargs = _get_kwargs(
        id=id,
        stream=stream,
        starting_after=starting_after,
        format_=format_,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    stream: bool | Unset = UNSET,
    starting_after: int | Unset = UNSET,
    format_: GetAgentResponseFormat | str | Unset = UNSET,
) -> AgentErrorResponse | ResponsesResponse | None:
    """Retrieve Agent Response

     A stored response as it stands, or with `stream=true` the events of a background run from
    `starting_after` on.

    Args:
        id (str):
        stream (bool | Unset):
        starting_after (int | Unset):
        format_ (GetAgentResponseFormat | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AgentErrorResponse | ResponsesResponse
    """

    return sync_detailed(
        id=id,
        client=client,
        stream=stream,
        starting_after=starting_after,
        format_=format_,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    stream: bool | Unset = UNSET,
    starting_after: int | Unset = UNSET,
    format_: GetAgentResponseFormat | str | Unset = UNSET,
) -> Response[AgentErrorResponse | ResponsesResponse]:
    """Retrieve Agent Response

     A stored response as it stands, or with `stream=true` the events of a background run from
    `starting_after` on.

    Args:
        id (str):
        stream (bool | Unset):
        starting_after (int | Unset):
        format_ (GetAgentResponseFormat | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AgentErrorResponse | ResponsesResponse]
    """

    kwargs = _get_kwargs(
        id=id,
        stream=stream,
        starting_after=starting_after,
        format_=format_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    stream: bool | Unset = UNSET,
    starting_after: int | Unset = UNSET,
    format_: GetAgentResponseFormat | str | Unset = UNSET,
) -> AgentErrorResponse | ResponsesResponse | None:
    """Retrieve Agent Response

     A stored response as it stands, or with `stream=true` the events of a background run from
    `starting_after` on.

    Args:
        id (str):
        stream (bool | Unset):
        starting_after (int | Unset):
        format_ (GetAgentResponseFormat | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AgentErrorResponse | ResponsesResponse
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            stream=stream,
            starting_after=starting_after,
            format_=format_,
        )
    ).parsed
