"""The programs in `examples/`, run against the simulator."""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from perplexity_jobs.simulator import ManualClock, Simulator

from .running import run_pieces

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def sim(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Simulator]:
    """A simulator on a manual clock, for clients made without arguments."""
    monkeypatch.chdir(tmp_path)
    with Simulator(clock=ManualClock()).environment() as made:
        yield made


def test_one_question_prints_its_answer(sim: Simulator, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer goes to standard output, the id and the price beside it."""
    sim.answer("Tides bring silt[1].", citations=["https://example.org/silt"], cost=0.5, after=400)
    assert runpy.run_path(str(EXAMPLES / "one_question.py"))["main"]("How?") == 0
    out, err = capsys.readouterr()
    assert "Tides bring silt" in out
    assert "USD 0.5, 1 sources" in err


def test_structured_answers_are_objects(sim: Simulator, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer that does not fit is reported, and the others are kept."""
    sim.answer({"name": "Volga", "length_km": 3530, "countries": ["Russia"]}, match="Europe")
    sim.answer("I do not know.", match="Africa")
    sim.answer({"name": "Yangtze", "length_km": 6300, "countries": ["China"]}, match="Asia")
    runpy.run_path(str(EXAMPLES / "structured_answers.py"))["main"]()
    lines = sorted(capsys.readouterr().out.splitlines())
    assert lines[0] == "Volga: 3,530 km through Russia"
    assert lines[1] == "Yangtze: 6,300 km through China"
    assert lines[2].startswith("no river: ")


def test_a_batch_from_csv_goes_on(sim: Simulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run buys nothing again."""
    questions = Path(shutil.copy(EXAMPLES / "rivers.csv", tmp_path))
    main = runpy.run_path(str(EXAMPLES / "batch_from_csv.py"))["main"]
    assert (main(questions), main(questions)) == (0, 0)
    assert len(sim.jobs) == 3
    assert "nile (Africa): completed" in capsys.readouterr().out
    assert len(questions.with_suffix(".results.jsonl").read_text("utf-8").splitlines()) == 3


def test_the_service_answers_while_jobs_run(sim: Simulator) -> None:
    """A submit returns at once, the page polls, and a refusal has a message and a status."""
    sim.answer("Silt.", after=400)
    with TestClient(runpy.run_path(str(EXAMPLES / "fastapi_service.py"))["app"]) as browser:
        assert "<form>" in browser.get("/").text
        assert browser.post("/questions", params={"question": " "}).status_code == 422
        job_id = browser.post("/questions", params={"question": "What?"}).json()["id"]
        assert browser.get(f"/questions/{job_id}").json()["ended"] is False
        sim.clock.sleep(400)
        done = browser.get(f"/questions/{job_id}").json()
        assert (done["ended"], done["markdown"]) == (True, "Silt.\n")
        assert browser.get("/questions/unknown").status_code == 404
        assert browser.get("/questions/resp_unknown").status_code == 404
        sim.fault = "endpoint-retired-always"
        assert browser.get("/questions/unknown").status_code == 404
        sim.fault = None
        sim.answer("Half an ans", match="half", status="incomplete")
        half = browser.post("/questions", params={"question": "half?"}).json()["id"]
        sim.clock.sleep(600)
        assert browser.get(f"/questions/{half}").json()["markdown"] == "Half an ans"
        sim.fault = "submit-reset-before-accept-always"
        assert browser.post("/questions", params={"question": "What?"}).status_code == 502
        sim.fault = "submit-429-always"
        assert browser.post("/questions", params={"question": "What?"}).status_code == 503
        sim.fault = "submit-401-json"
        assert browser.post("/questions", params={"question": "What?"}).status_code == 502


def test_the_notebook_runs(sim: Simulator) -> None:
    """Its cells, from the first to the last; without outputs, so that nothing in it is made up."""
    cells = json.loads((EXAMPLES / "notebook.ipynb").read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    names = run_pieces(["".join(cell["source"]) for cell in code], "notebook")
    assert names["summary"].completed == 3
    assert len(sim.jobs) == 4
    assert [cell["outputs"] for cell in code] == [[]] * len(code)
