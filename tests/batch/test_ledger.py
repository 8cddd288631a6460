"""The ledger's file: its lock, foreign, damaged and read-only files, and full disks."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from perplexity_jobs.batch import (
    Batch,
    BatchError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerVersionError,
    OutputError,
)
from perplexity_jobs.batch.ledger.file import explained
from perplexity_jobs.batch.ledger.ledger import Ledger
from perplexity_jobs.batch.ledger.schema import VERSION

from .conftest import THREE, World


def test_a_second_process_is_refused_and_the_first_goes_on(world: World) -> None:
    """Two runs at once would buy everything twice, also by two names."""
    link = world.folder / "link.ledger"
    link.symlink_to(world.ledger)
    with Ledger(world.ledger):
        for path in (world.ledger, link):
            with pytest.raises(LedgerBusyError, match=r"Another process works on the .*questions\.ledger"):
                Batch(path).run(THREE, client=world.client())
        assert not world.sim.requests
    assert world.run(THREE).completed == 3


def test_a_killed_process_leaves_no_lock_behind(world: World) -> None:
    """The lock is released with the process."""
    code = (
        "import os, sys, pathlib\n"
        "from perplexity_jobs.batch.ledger.ledger import Ledger\n"
        "ledger = Ledger(pathlib.Path(sys.argv[1]))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(world.ledger)], check=False)
    assert done.returncode == -9
    assert world.run(THREE).completed == 3


def test_a_running_batch_can_be_looked_at(world: World) -> None:
    """Summary, results and estimate need no lock."""
    world.run(THREE)
    with Ledger(world.ledger):
        assert world.batch.summary().completed == 3
        assert len(list(world.batch.results())) == 3
        assert world.batch.estimate(THREE).done == 3


@pytest.mark.parametrize("version", [VERSION - 1, VERSION + 1])
def test_a_ledger_of_another_version_is_refused(world: World, version: int) -> None:
    """It may hold what this release does not understand; the file is left as it is."""
    world.run(THREE)
    with contextlib.closing(sqlite3.connect(world.ledger)) as other:
        other.execute(f"PRAGMA user_version = {version}")
    before = world.ledger.read_bytes()
    with pytest.raises(LedgerVersionError, match="update perplexity-jobs"):
        world.run(THREE)
    with pytest.raises(LedgerVersionError):
        world.batch.summary()
    assert world.ledger.read_bytes() == before


@pytest.mark.parametrize("kind", ["another program", "no ledger"])
def test_a_file_that_is_no_ledger_is_left_alone(world: World, kind: str) -> None:
    """A mistyped path must cost neither another database nor a text."""
    world.ledger.write_text("" if kind == "another program" else "my notes\n" * 200)
    if kind == "another program":
        with contextlib.closing(sqlite3.connect(world.ledger)) as other:
            other.execute("CREATE TABLE precious (value)")
    before = world.ledger.read_bytes()
    with pytest.raises(LedgerDamagedError, match=kind):
        world.run(THREE)
    assert world.ledger.read_bytes() == before


def test_a_ledger_that_is_damaged_in_the_middle_is_left_as_it_is(world: World) -> None:
    """Nothing is sent, and the file is not changed."""
    world.run([{"id": str(n), "question": f"{n}?"} for n in range(12)])
    reported = world.out.read_bytes()
    size = world.ledger.stat().st_size
    with open(world.ledger, "r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(os.urandom(8192))
    damaged, requests = world.ledger.read_bytes(), len(world.sim.requests)
    with pytest.raises(LedgerDamagedError, match=r"\.recover"):
        world.run(THREE)
    assert (world.ledger.read_bytes(), len(world.sim.requests)) == (damaged, requests)
    assert world.out.read_bytes() == reported


def test_there_must_be_a_ledger_to_look_at(tmp_path: Path) -> None:
    """Reading a ledger does not create one."""
    with pytest.raises(BatchError, match="There is no ledger"):
        Batch(tmp_path / "none").summary()
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not os.access("/sys", os.F_OK), reason="needs a folder in which nobody may write")
def test_a_folder_in_which_nothing_can_be_written_is_one_clear_error() -> None:
    """The error says how to choose another folder."""
    with pytest.raises(LedgerError, match="--ledger"):
        Ledger(Path("/sys/kernel/questions.ledger"))


def test_a_ledger_that_nobody_may_write_to_can_be_read(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As on a share for reading only, also by a link from elsewhere."""
    world.run(THREE)
    link = tmp_path_factory.mktemp("elsewhere") / "questions.ledger"
    link.symlink_to(world.ledger)
    world.folder.chmod(0o500)
    try:
        if os.access(world.folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        assert world.batch.summary().completed == 3
        assert len(list(Batch(link).results())) == 3
    finally:
        world.folder.chmod(0o700)


def test_a_full_disk_under_the_results_loses_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are in the ledger, and the next run writes them."""

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            world.run(THREE)
    assert world.sim.jobs, "the disk was full when something had been bought"
    assert world.run(THREE).completed == 3
    assert len(world.lines()) == len(world.sim.jobs) == 3


@pytest.mark.parametrize("room", [60_000, 90_000, 150_000, 250_000])
def test_a_full_disk_under_the_ledger_loses_nothing_that_was_bought(world: World, room: int) -> None:
    """There is one clear error; later the same call continues, and no job is bought twice."""
    items = [{"id": str(n), "question": f"{n}?"} for n in range(10)]
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(BatchError, match="run the same"):
            world.run(items, out=None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert world.run(items).completed == 10
    assert len(world.sim.jobs) == 10
    assert sorted(line["id"] for line in world.lines()) == sorted(str(n) for n in range(10))


def test_a_ledger_that_is_write_protected_is_told_with_what_to_do(tmp_path: Path) -> None:
    """One sentence with the file's name, for an error of SQLite as it comes."""
    path = tmp_path / "q.ledger"
    path.touch()
    with (
        contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection,
        pytest.raises(sqlite3.Error) as caught,
    ):
        connection.execute("CREATE TABLE t (value)")
    assert re.search(
        r"q\.ledger cannot be opened for writing .*\(--ledger\)", str(explained(path, caught.value))
    )
