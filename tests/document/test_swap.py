"""The old package stays whole whenever the work is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from openapi_build import swap
from openapi_build.errors import BusyError
from openapi_build.swap import recover, replace_file, replace_folder, workshop


def folder(path: Path, content: str) -> Path:
    """A folder with one file."""
    path.mkdir()
    (path / "file").write_text(content)
    return path


@pytest.mark.parametrize("exchange", [True, False], ids=["in one step", "in two renames"])
def test_a_folder_takes_the_place_of_another(
    exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On systems that can exchange folders, and on others."""
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    old, new = folder(tmp_path / "old", "before"), folder(tmp_path / "new", "after")
    replace_folder(new, old)
    assert (old / "file").read_text() == "after"


def test_the_first_folder_needs_no_other(tmp_path: Path) -> None:
    """A first generation only moves in."""
    replace_folder(folder(tmp_path / "new", "after"), tmp_path / "old")
    assert (tmp_path / "old" / "file").read_text() == "after"


@pytest.mark.parametrize("step", [1, 2])
def test_an_interruption_between_renames_is_put_right(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever rename the interruption comes before, the next run finds a whole old package."""
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    old, new = folder(tmp_path / "old", "before"), folder(tmp_path / "new", "after")
    rename, calls = Path.rename, 0

    def interrupted(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == step:
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace_folder(new, old)
    recover(tmp_path)
    assert (old / "file").read_text() == "before"


def test_a_finished_exchange_is_not_undone(tmp_path: Path) -> None:
    """An old package that was set aside and replaced goes; so does work in the making."""
    folder(tmp_path / "package", "after")
    folder(tmp_path / ".package.old.partial", "before")
    folder(tmp_path / ".work-1.partial", "half")
    recover(tmp_path)
    assert (tmp_path / "package" / "file").read_text() == "after"
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_the_workshop_is_gone_afterwards(tmp_path: Path) -> None:
    """Also when the work fails."""

    def fail() -> None:
        with workshop(tmp_path) as place:
            (place / "half").write_text("x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not list(tmp_path.glob(".work-*"))


def test_two_at_once_are_refused(tmp_path: Path) -> None:
    """The second one says so and touches nothing."""
    with (
        workshop(tmp_path),
        pytest.raises(BusyError, match="another regeneration is running"),
        workshop(tmp_path),
    ):
        pass


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption before the last step leaves the old content and no litter."""
    path = tmp_path / "file"
    path.write_text("before")

    def interrupted(one: object, other: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace_file(path, "after")
    assert path.read_text() == "before"
    assert [item.name for item in tmp_path.iterdir()] == ["file"]
    assert replace_file(path, "after") is True
    assert replace_file(path, "after") is False


def test_a_process_that_is_killed_leaves_no_lock(tmp_path: Path) -> None:
    """The lock ends with its process, and the next run clears what it left."""
    program = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[2])\n"
        "from openapi_build.swap import workshop\n"
        "with workshop(pathlib.Path(sys.argv[1])) as place:\n"
        "    print('ready', flush=True); sys.stdin.read()\n"
    )
    scripts = str(Path(swap.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path), scripts], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert len(list(tmp_path.glob(".work-*"))) == 1
    with workshop(tmp_path) as place:
        assert list(tmp_path.glob(".work-*")) == [place]
