"""The files of a batch are checked before anything is bought: they are different and can be written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perplexity_jobs.batch import LedgerError, OutputError
from perplexity_jobs.batch.report import check_report, write_report

from .conftest import World


def questions(world: World) -> Path:
    """A file with one question."""
    path = world.folder / "q.txt"
    path.write_text("One?\n")
    return path


@pytest.mark.parametrize("end", ["", ".lock", ".shards", "-wal", "-shm", "-journal"])
def test_results_do_not_go_where_the_ledger_is(world: World, end: str) -> None:
    """The files of SQLite and of the lock beside it are refused too."""
    with pytest.raises(OutputError, match="the ledger and the results at once"):
        world.run(["One?"], out=f"{world.ledger}{end}")
    assert not world.sim.jobs


@pytest.mark.parametrize("link", [None, os.symlink, os.link])
def test_results_do_not_go_where_the_questions_are(world: World, link: object) -> None:
    """Other paths, links and spellings of the same file are recognised."""
    path = out = questions(world)
    if callable(link):
        out = world.folder / "linked"
        link(path, out)
    with pytest.raises(OutputError, match="the questions and the results at once"):
        world.run(path, out=out)
    with pytest.raises(OutputError, match="the ledger and the questions at once"):
        type(world.batch)(out).run(path, client=world.client())
    assert path.read_text() == "One?\n"
    assert not world.sim.jobs


def test_what_keeps_no_results_and_a_folder_that_is_missing_are_told_first(world: World) -> None:
    """A mistyped folder would be a new ledger, which buys everything again."""
    for out in (os.devnull, world.folder):
        with pytest.raises(OutputError, match="could keep results"):
            world.run(["One?"], out=out)
    with pytest.raises(OutputError, match="folder that is missing"):
        world.run(["One?"], out=world.folder / "none" / "r.jsonl")
    assert not [*world.folder.iterdir()], "nothing was made"
    with pytest.raises(LedgerError, match="no folder"):
        type(world.batch)(world.folder / "none" / "q.ledger").run(["One?"], client=world.client())
    assert not (world.folder / "none").exists()
    for place in (os.devnull, world.folder):
        with pytest.raises(LedgerError, match="no file that could be a ledger"):
            type(world.batch)(place).run(["One?"], client=world.client())
    assert not world.sim.jobs


def test_names_that_differ_in_their_letters_alone_are_one_file(world: World) -> None:
    """Case-insensitive file systems would take them for the same file."""
    with pytest.raises(OutputError, match="the ledger and the results at once"):
        world.run(["One?"], out=world.folder / "QUESTIONS.ledger")
    assert not [*world.folder.iterdir()]
    for name in ("a.jsonl", "A.jsonl"):
        (world.folder / name).touch()
    if len([*world.folder.iterdir()]) == 2:
        type(world.batch)(world.folder / "a.jsonl").run(
            ["One?"], out=world.folder / "A.jsonl", client=world.client()
        )


@pytest.mark.parametrize("victim", ["q.txt", "questions.ledger", "questions.ledger.lock", "results.jsonl"])
def test_a_report_replaces_nothing_else(world: World, victim: str) -> None:
    """Neither the ledger nor a foreign file is overwritten."""
    path = questions(world)
    world.run(path)
    before = {name: (world.folder / name).read_bytes() for name in ("q.txt", "questions.ledger", victim)}
    with pytest.raises(OutputError):
        write_report(world.batch, world.folder / victim)
    assert before == {name: (world.folder / name).read_bytes() for name in before}


def test_a_report_replaces_a_report_and_an_empty_file(world: World) -> None:
    """What is neither is left alone."""
    world.run(["One?"])
    page = world.folder / "r.html"
    page.touch()
    write_report(world.batch, page)
    whole = page.read_bytes()
    write_report(world.batch, page)
    assert page.read_bytes() == whole
    for place in (os.devnull, world.folder):
        with pytest.raises(OutputError, match="is no report"):
            check_report(Path(place))
