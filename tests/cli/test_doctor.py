"""`perplexity-jobs doctor` reports every problem between this machine and the service, and buys nothing."""

from __future__ import annotations

import json

import pytest

from perplexity_jobs.simulator import ManualClock, Simulator

from .conftest import Command, Outcome


def problems(done: Outcome) -> dict[str, str]:
    """What was found wrong, by what it is about."""
    found = json.loads(done.out)
    assert found["ok"] is (done.code == 0)
    return {
        each["about"]: f"{each['found']} {each['advice']}" for each in found["findings"] if not each["ok"]
    }


def test_all_is_well_with_the_simulator(command: Command, sim: Simulator) -> None:
    """One line for each thing, within 80 columns; nothing is bought, and the key is not shown."""
    done = command("doctor")
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) < 80
    heads = [line.split()[:2] for line in done.out.splitlines() if not line.startswith(" ")]
    assert [head[0] for head in heads] == ["ok"] * 8
    assert [head[1] for head in heads][:5] == ["versions", "address", "proxy", "certificates", "key"]
    assert sim.api_key not in done.out
    assert (sim.jobs, {request.method for request in sim.requests}) == ([], {"GET"})


@pytest.mark.parametrize(
    ("variables", "arguments", "about", "words"),
    [
        ({"PERPLEXITY_API_KEY": ""}, [], {"settings"}, "set PERPLEXITY_API_KEY"),
        ({"PERPLEXITY_API_KEY": "pplx-other-key"}, [], {"key"}, "A new one is made"),
        ({}, ["--base-url", "http://127.0.0.1:9"], {"api sonar", "api agent"}, "Check the network"),
        ({}, ["--base-url", "nonsense"], {"settings"}, "--base-url or PERPLEXITY_BASE_URL"),
        ({"SSL_CERT_FILE": "/nowhere"}, [], {"certificates"}, "SSL_CERT_FILE='/nowhere'"),
        ({"PERPLEXITY_API": "gopher"}, [], {"settings"}, "PERPLEXITY_API='gopher'"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(
    command: Command,
    sim: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    arguments: list[str],
    about: set[str],
    words: str,
) -> None:
    """The exit code is that of a problem; all other checks are made, too."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    done = command("doctor", "--json", *arguments)
    found = problems(done)
    assert found.keys() >= about
    assert words in found[min(about)]
    assert done.code == 1
    assert "pplx-other-key" not in done.out


def test_an_address_that_is_not_the_service_is_no_answer_about_a_job(
    command: Command, sim: Simulator
) -> None:
    """Both say 404; other clients want an address that ends with /v1."""
    assert problems(command("doctor", "--json", "--base-url", f"{sim.url}/v1")).keys() == {
        "api sonar",
        "api agent",
    }


def test_an_api_that_has_ended_is_a_problem_only_where_it_is_asked_for(
    command: Command, sim: Simulator
) -> None:
    """Without --api the other one takes over."""
    sim.fault = "endpoint-retired-always"
    assert not problems(command("doctor", "--json"))
    assert "--api agent" in problems(command("doctor", "--json", "--api", "sonar"))["api sonar"]


def test_an_account_without_credit_is_told(command: Command, sim: Simulator) -> None:
    """The key is right and nothing can be bought with it."""
    sim.fault = "insufficient-quota-always"
    found = problems(command("doctor", "--json", "--api", "agent"))
    assert "credit" in found["api agent"]


def test_a_proxy_is_told_without_its_password(
    command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which variable counts, too."""
    monkeypatch.setenv("HTTP_PROXY", "http://me:secret@127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PERPLEXITY_BASE_URL", "http://service.example")
    done = command("doctor")
    assert "127.0.0.1:9 is used" in done.out
    assert "HTTP_PROXY" in done.out
    assert "secret" not in done.out


def test_a_clock_that_is_wrong_is_told(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the date of the answers."""
    monkeypatch.delenv("PERPLEXITY_CLOCK", raising=False)
    with Simulator(clock=ManualClock()) as other:
        monkeypatch.setenv("PERPLEXITY_BASE_URL", other.url)
        monkeypatch.setenv("PERPLEXITY_API_KEY", other.api_key)
        found = problems(command("doctor", "--json"))
    assert "s ahead of the service's. Set it" in found["clock"]


def test_the_clock_of_an_old_simulator_is_told(
    command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no matter of the machine's clock."""
    monkeypatch.setenv("PERPLEXITY_CLOCK", "20@1000")
    found = problems(command("doctor", "--json"))
    assert found["clock"].startswith("PERPLEXITY_CLOCK is that of another simulator. Set the line")
