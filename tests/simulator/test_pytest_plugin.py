"""The pytest fixtures, in a project that has this package installed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
OTHERS = ("no:schemathesis", "no:recording", "no:hypothesispytest", "no:xdist", "no:cacheprovider")


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project, and this package installed with its entry points; every warning is an error."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"][
        "pytest11"
    ]
    installed = pytester.mkdir("installed") / "installed-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: installed\nVersion: 1\n")
    lines = [f"{name} = {module}" for name, module in declared.items()]
    (installed / "entry_points.txt").write_text("\n".join(["[pytest11]", *lines]))
    monkeypatch.syspath_prepend(installed.parent)
    monkeypatch.setenv("PYTHONPATH", str(installed.parent), prepend=":")
    monkeypatch.setenv("PERPLEXITY_API_KEY", "the-real-key")
    pytester.makeini("[pytest]\nfilterwarnings = error\naddopts = --strict-markers")
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run the project's tests in a process of their own."""
    return project.runpytest_subprocess(*[word for other in OTHERS for word in ("-p", other)], *arguments)


def test_code_that_makes_its_own_client_is_tested_without_waiting(project: pytest.Pytester) -> None:
    """The example of the documentation: answers, failures, the clock, and both clients."""
    project.makepyfile(
        """
        import asyncio
        import os

        import pytest
        from perplexity_jobs import JobFailedError, PerplexityJobs

        def summary(question):
            with PerplexityJobs() as client:
                return client.run(question, model="sonar-deep-research").text

        def test_own_code(perplexity_simulator):
            perplexity_simulator.answer("Tides follow the moon.", after=400)
            assert summary("How do tides work?") == "Tides follow the moon."
            assert perplexity_simulator.clock.monotonic() >= 400

        @pytest.mark.perplexity_simulator(answers=["marked"], answers_only=True)
        def test_marker(perplexity_jobs, perplexity_simulator):
            assert perplexity_jobs.run("Q?", model="sonar").text == "marked"
            assert len(perplexity_simulator.jobs) == 1

        @pytest.mark.perplexity_simulator(fault="fail")
        class TestFailing:
            @pytest.mark.perplexity_simulator(seed=7)
            def test_failure(self, perplexity_jobs):
                with pytest.raises(JobFailedError):
                    perplexity_jobs.run("Q?", model="sonar")

        def test_async(async_perplexity_jobs):
            async def ask():
                return [await async_perplexity_jobs.run("Q?", model="sonar") for _ in range(2)]
            assert all("Simulated" in job.text for job in asyncio.run(ask()))

        @pytest.mark.anyio
        async def test_under_a_plugin(async_perplexity_jobs):
            assert "Simulated" in (await async_perplexity_jobs.run("Q?", model="sonar")).text

        def test_the_environment_is_as_before():
            assert os.environ["PERPLEXITY_API_KEY"] == "the-real-key"
            assert "PERPLEXITY_CLOCK" not in os.environ
        """
    )
    run(project).assert_outcomes(passed=7)  # one of them under asyncio and under trio


def test_nothing_is_imported_until_a_fixture_is_used(project: pytest.Pytester) -> None:
    """A suite that uses none of them loads nothing of the package, nor what that would load."""
    project.makepyfile(
        """
        import sys

        def test_nothing_heavy():
            heavy = ("perplexity_jobs", "perplexity_openapi", "attrs", "httpx", "starlette", "pydantic")
            assert "_perplexity_jobs_pytest" in sys.modules
            assert [name for name in sys.modules if name.startswith(heavy)] == []
        """
    )
    run(project, "-p", "no:anyio").assert_outcomes(passed=1)


def test_it_can_be_switched_off(project: pytest.Pytester) -> None:
    """It behaves as any plugin."""
    project.makepyfile("def test_one(perplexity_jobs): pass")
    run(project, "-p", "no:perplexity_jobs").stdout.fnmatch_lines(["*fixture 'perplexity_jobs' not found*"])


def test_mistakes_are_one_clear_line(project: pytest.Pytester) -> None:
    """A marker without names, and an installation without the extra."""
    project.makepyfile(
        """
        import sys

        import pytest

        @pytest.fixture
        def bare(monkeypatch):
            monkeypatch.setitem(sys.modules, "starlette", None)

        def test_extra(bare, perplexity_jobs): pass

        @pytest.mark.perplexity_simulator("an answer")
        def test_marker(perplexity_simulator): pass
        """
    )
    result = run(project)
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["*takes keywords, such as answers=*"])
    result.stdout.fnmatch_lines(["*the simulator needs starlette: pip install 'perplexity-jobs*simulator*'"])


def test_the_package_does_without_pytest() -> None:
    """Without pytest, everything but the fixtures works."""
    package = ROOT / "wrappers" / "perplexity_jobs"
    assert [path.name for path in package.rglob("*.py") if "import pytest" in path.read_text("utf-8")] == []
