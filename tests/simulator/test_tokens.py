"""Page tokens are opaque, awkward, and cannot be made up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs.simulator.page_tokens import decode, encode


@given(position=st.integers(0, 2**60), salt=st.integers(0, 1000))
def test_tokens_lead_back(position: int, salt: int) -> None:
    """Every token leads to its position and holds the three characters that need encoding."""
    token = encode(position, salt=salt)
    assert decode(token) == position
    assert {"+", "/", "="} <= set(token)


@given(position=st.integers(0, 1000))
def test_salt_makes_another_token(position: int) -> None:
    """One position can have several tokens."""
    assert encode(position, salt=1) != encode(position, salt=2)


@given(text=st.text())
def test_invented_tokens_are_refused(text: str) -> None:
    """A text that was never given out is no token, and no exception either."""
    assert decode(text) is None


@given(position=st.integers(0, 2**40), index=st.integers(0, 27), letter=st.characters(codec="ascii"))
def test_damaged_tokens_are_refused(position: int, index: int, letter: str) -> None:
    """A token with one character changed does not lead anywhere else."""
    token = encode(position)
    damaged = token[:index] + letter + token[index + 1 :]
    assert decode(damaged) in {None, position}
