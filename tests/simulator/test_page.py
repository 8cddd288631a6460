"""The web page of the simulator, in a browser, and its JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from .browser import CHROMIUM, Browser
from .conftest import MakeWorld, World

in_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium (Debian's package) here")
EVIL = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A window."""
    with Browser(tmp_path / "profile") as window:
        yield window


def picture(browser: Browser, name: str) -> None:
    """Save a screenshot, if a folder was named."""
    if folder := os.environ.get("PICTURES"):
        browser.picture(Path(folder) / f"simulator-{name}.png")


@in_browser
def test_jobs_and_requests_show_as_they_happen(browser: Browser, world: World) -> None:
    """A job appears, proceeds with the clock, shows its polls, and its question is plain text."""
    browser.open(world.sim.url)
    browser.see("document.querySelector('#jobs .empty')")
    job_id = world.job_id(EVIL)
    browser.see("document.querySelector('#jobs .status')?.textContent === 'CREATED'")
    assert browser.evaluate("document.querySelector('#jobs .question').textContent") == EVIL
    world.clock.advance(60)
    world.get(job_id)
    browser.see("document.querySelectorAll('#jobs .look').length === 1")
    assert browser.evaluate("document.querySelector('#jobs .status').textContent") == "IN_PROGRESS"
    assert browser.evaluate("document.querySelector('#jobs .running').style.width") == "58%"
    world.clock.advance(60)
    browser.see("document.querySelector('#jobs .status').textContent === 'COMPLETED'")
    assert browser.evaluate("document.querySelectorAll('#requests li').length") == 2
    assert browser.evaluate("document.title") == "Simulator"
    assert browser.evaluate("document.querySelectorAll('#jobs img, #jobs script').length") == 0
    world.sim.stop()
    browser.see("document.querySelector('#state').textContent.includes('does not answer')")


@in_browser
def test_a_button_for_each_fault(browser: Browser, world: World) -> None:
    """A click switches it on, another one off; the search finds a fault by its description."""
    browser.open(world.sim.url)
    browser.see("document.querySelectorAll('#faults button').length > 150")
    browser.evaluate(
        "document.querySelector('#find').value = 'get-520';"
        "document.querySelector('#find').dispatchEvent(new Event('input'))"
    )
    shown = "[...document.querySelectorAll('#faults button')].filter(b => b.checkVisibility())"
    assert browser.evaluate(f"{shown}.map(b => b.textContent)") == ["get-520"]
    browser.evaluate(f"{shown}[0].click()")
    browser.see("document.querySelector('#active').textContent === 'get-520 (1 left)'")
    assert world.sim.fault == "get-520"
    job_id = world.job_id()
    assert world.get(job_id).status_code == 520
    browser.see("document.querySelector('#active').textContent === 'get-520 (over)'")
    browser.see("document.querySelector('#requests .bad').textContent === '520'")
    browser.evaluate(f"{shown}[0].click()")
    browser.see("document.querySelector('#active').textContent === 'none'")
    assert world.sim.fault is None


def test_looking_changes_nothing(world: World) -> None:
    """The page's own requests are not among the requests, and use up no fault that a client was to meet."""
    world.sim.fault = "stale-get"
    job_id = world.job_id()
    world.clock.advance(200)
    first, second = (world.http.get("/_simulator/state").json() for _ in range(2))
    assert first == second
    assert len(world.sim.requests) == 1
    assert [world.get(job_id).json()["status"] for _ in range(3)] == [
        "IN_PROGRESS",
        "IN_PROGRESS",
        "COMPLETED",
    ]


def test_the_key_is_shown_nowhere(make_world: MakeWorld) -> None:
    """Neither the simulator's key nor one that a client sent is shown."""
    world = make_world(api_key="the-key-of-the-simulator")
    world.job_id()
    world.http.get("/v1/agent/none", headers={"authorization": "Bearer pplx-real"})
    names = ("", "_simulator/state", "_simulator/faults", "_simulator/page.js", "_simulator/page.css")
    pages = [httpx.get(f"{world.sim.url}/{name}", headers={"authorization": ""}) for name in names]
    assert {page.status_code for page in pages} == {200}
    assert not [page.url for page in pages if "the-key-of" in page.text or "pplx-real" in page.text]
    assert all("default-src 'self'" in page.headers["content-security-policy"] for page in pages)


def test_another_site_cannot_set_faults(world: World) -> None:
    """Requests from other sites are refused; an invalid request changes nothing."""
    world.sim.fault = "get-520"
    post = world.http.post
    address = "/_simulator/faults"
    assert post(
        address, content=json.dumps({"fault": "fail"}), headers={"content-type": "text/plain"}
    ).is_client_error
    wrong = post(address, json={"fault": "get-rest"})
    assert (wrong.status_code, "did you mean" in wrong.json()["error"]) == (400, True)
    bodies: list[Any] = [{}, [], {"fault": 7}]
    assert {post(address, json=body).status_code for body in bodies} == {400}
    assert world.http.get("/_simulator/..%2Fpage.py").status_code == 404
    assert world.sim.fault == "get-520"
    assert post(address, json={"fault": None}).json()["faults"] == []
