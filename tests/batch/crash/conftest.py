"""The option `--kills`: how many times to kill the batch at random instants."""

from __future__ import annotations

import pytest

DEFAULT = 8


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills",
        type=int,
        default=DEFAULT,
        help="kills at random instants, for each API (tests/batch/crash)",
    )


@pytest.fixture(scope="session")
def kills(request: pytest.FixtureRequest) -> int:
    """Kills at random instants; a run of all tests does not know the option and takes the default."""
    return int(request.config.getoption("--kills", default=DEFAULT))
