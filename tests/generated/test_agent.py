"""The Agent API in the generated package: its operations and open unions, apart from the other API."""

from __future__ import annotations

from inspect import signature
from typing import Any

import pytest

from perplexity_openapi import models
from perplexity_openapi.api import agent, jobs
from perplexity_openapi.api.agent import cancel_agent_response, create_agent_response, get_agent_response

OUTPUT = {
    "message": models.MessageOutputItem,
    "search_results": models.SearchResultsOutputItem,
    "fetch_url_results": models.FetchUrlResultsOutputItem,
    "function_call": models.FunctionCallOutputItem,
    "people_search_results": models.PeopleSearchResultsOutputItem,
    "finance_results": models.FinanceResultsOutputItem,
    "image_search_results": models.ImageSearchResultsOutputItem,
    "skill_loaded": models.SkillLoadedOutputItem,
    "mcp_list_tools": models.McpListToolsOutputItem,
    "mcp_call": models.McpCallOutputItem,
    "mcp_approval_request": models.McpApprovalRequestOutputItem,
    "tool_search_output": models.ToolSearchOutputItem,
    "sandbox_results": models.SandboxResultsOutputItem,
    "share_file": models.ShareFileOutputItem,
    "unknown": models.UnknownOutputItem,
    "not_published_yet": models.UnknownObject,
}


def test_the_three_operations_have_names_for_people() -> None:
    """Method and path are those of the pages; the ids were createAgent, getAgent and cancelAgent."""
    create = create_agent_response._get_kwargs(body=models.ResponsesRequest(input_="Why?"))
    assert (create["method"], create["url"], create["json"]) == ("post", "/v1/agent", {"input": "Why?"})
    assert get_agent_response._get_kwargs("a/b") == {"method": "get", "url": "/v1/agent/a%2Fb", "params": {}}
    assert cancel_agent_response._get_kwargs("a") == {"method": "post", "url": "/v1/agent/a/cancel"}
    assert agent.__name__ != jobs.__name__


@pytest.mark.parametrize(("kind", "expected"), OUTPUT.items())
def test_an_item_is_known_by_its_type(kind: str, expected: type[Any]) -> None:
    """Each kind has its class however little it carries; a new kind keeps all that it came with."""
    item = {"type": kind, "surprise": [1]}
    response = models.ResponsesResponse.from_dict({"id": "r", "output": [item], "status": "paused"})
    assert isinstance(response.output, list)
    assert type(response.output[0]) is expected
    assert response.to_dict() == {"id": "r", "output": [item], "status": "paused"}


def test_nulls_are_no_obstacle() -> None:
    """The real object holds many of them, before its end above all."""
    fields = signature(models.ResponsesResponse).parameters
    body = {name.rstrip("_"): None for name in fields if name != "id"} | {"id": "r"}
    assert models.ResponsesResponse.from_dict(body).to_dict() == body
