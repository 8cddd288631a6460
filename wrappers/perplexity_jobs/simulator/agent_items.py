"""Output items for the tools and skills of an Agent API request, one or two for each.

Their content is made up, with addresses under the domains reserved for examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_PRICES = {"search_web": 0.005, "fetch_url": 0.0005, "people_search": 0.005, "search_images": 0.005}
_TOOLS = {
    "search_results": "search_web",
    "fetch_url_results": "fetch_url",
    "people_search_results": "people_search",
    "finance_results": "finance_search",
    "image_search_results": "search_images",
    "sandbox_results": "sandbox",
    "mcp_call": "mcp",
}


def tool_items(request: Mapping[str, Any], topic: str) -> Iterator[dict[str, Any]]:
    """The output items for the tools and skills of a request, in the order of the request."""
    for skill in request.get("skills", ()):
        yield {"type": "skill_loaded", "name": skill.get("name") or skill["id"]}
    for tool in request.get("tools", ()):
        match tool:
            case {"type": "people_search"}:
                person = {
                    "id": 901,
                    "url": "https://people.example.org/1",
                    "title": "A person",
                    "snippet": "",
                }
                yield {"type": "people_search_results", "queries": [topic], "results": [person]}
            case {"type": "finance_search"}:
                found = {
                    "category": "quote",
                    "content": "| ticker | price |\n|---|---|\n| SIM | 1.00 |",
                    "sources": ["https://finance.example.org/sim"],
                    "tickers": ["SIM"],
                }
                yield {
                    "type": "finance_results",
                    "categories": ["quote"],
                    "tickers": ["SIM"],
                    "results": [found],
                }
            case {"type": "image_search"}:
                image = {
                    "image_url": "https://images.example.org/1.png",
                    "origin_url": "https://images.example.org/1",
                    "height": 480,
                    "width": 640,
                    "title": "An image",
                }
                yield {"type": "image_search_results", "queries": [topic], "results": [image]}
            case {"type": "sandbox"}:
                ran = {
                    "stdout": "42\n",
                    "stderr": "",
                    "exit_code": 0,
                    "duration_ms": 12,
                    "status": "completed",
                }
                yield {
                    "type": "sandbox_results",
                    "call_id": "call_sandbox_1",
                    "code": "print(6 * 7)",
                    "language": "python",
                    "results": [ran],
                    "status": "completed",
                }
            case {"type": "mcp" | "connector", "server_label": label}:
                server = {"server_label": label, **({"connector_id": tool["id"]} if "id" in tool else {})}
                known = {
                    "name": "look_up",
                    "input_schema": {"type": "object"},
                    "description": "Looks things up.",
                }
                yield {"type": "mcp_list_tools", "id": f"mcpl_{label}", **server, "tools": [known]}
                called = {"name": "look_up", "arguments": "{}", "output": "nothing", "error": None}
                yield {"type": "mcp_call", "id": f"mcp_{label}", **server, **called}


def tool_calls(items: list[dict[str, Any]], searched: int) -> dict[str, Any]:
    """The usage's entry for each tool that was called; tools without a price cost 0 USD.

    Args:
        items: of the response.
        searched: how often the web was searched, which one item may stand for.
    """
    details: dict[str, Any] = {}
    for name in dict.fromkeys(_TOOLS[item["type"]] for item in items if item["type"] in _TOOLS):
        calls = searched if name == "search_web" else 1
        usage = {
            "model": "simulated/reader",
            "input_tokens": 900,
            "input_tokens_details": {"cached_tokens": 0},
        }
        written = {"output_tokens": 90, "output_tokens_details": {"reasoning_tokens": 0}}
        details[name] = {
            "invocation": calls,
            "cost_usd": round(calls * _PRICES.get(name, 0), 6),
            "token_usage": [{**usage, **written}] if name == "fetch_url" else [],
        }
    return details
