"""Reading and writing YAML 1.2 keeps the meaning of every value."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from openapi_build.errors import BuildError, in_file
from openapi_build.yamlio import dump_yaml, load_json, load_yaml

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]))
    | st.sampled_from(
        ["no", "on", "12:30", "6e-05", "1e3", "2025-01-01", "0x1f", "010", "~", "null", "<<", "=", "1_0"]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def test_words_of_yaml_1_1_stay_words() -> None:
    """Countries, switches, times and dates are text; 6e-05 is a number; keys are text."""
    text = "no: no\non: off\ntime: 12:30\nday: 2025-01-01\ncost: 6e-05\n200: ok\nold: 010\n"
    expected = {
        "no": "no",
        "on": "off",
        "time": "12:30",
        "day": "2025-01-01",
        "cost": 6e-05,
        "200": "ok",
        "old": 10,
    }
    assert load_yaml(text) == expected


@given(JSON)
def test_what_is_written_is_read_back(value: Any) -> None:
    """Writing and reading changes no value."""
    assert load_yaml(dump_yaml(value)) == value


@given(JSON)
def test_the_generators_own_reader_reads_the_same(value: Any) -> None:
    """ruamel.yaml, which the generator uses, sees what was written."""
    assert YAML(typ="safe").load(StringIO(dump_yaml({"value": value}))) == {"value": value}


def test_anchors_are_expanded() -> None:
    """Two uses of an anchor are two values."""
    value = load_yaml("a: &x {k: [1]}\nb: *x\n")
    value["a"]["k"].append(2)
    assert value == {"a": {"k": [1, 2]}, "b": {"k": [1]}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 13: the key 'a' stands twice"),
        ("a: &x [*x]\n", "an anchor that contains itself"),
        ("? [1]\n: 2\n", "a key that is not text"),
        ("a: {<<: {b: 1}}\n", "line 11: a key that is not text, or a merge key"),
        ("a:\n\tb: 1\n", "line 12"),
        ("a: !!python/name:os.system x\n", "the tag tag:yaml.org,2002:python/name:os.system"),
        ("a: 1\n---\nb: 2\n", "line 13: a second document"),
        ("[" * 400 + "]" * 400, "nested too deeply"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ("- " * 100_000, "nested too deeply"),
        ("a: 'open\n", "not readable as YAML"),
        ("a: " + "1" * 5000, "line 11: a number that is too large"),
        ("a: 1e999\n", "a number that is too large"),
        ("a: &a " + "[" * 200 + "]" * 200 + "\nb: " + "[" * 200 + "*a" + "]" * 200, "nested too deeply"),
    ],
)
def test_what_json_does_not_have_is_refused(text: str, said: str) -> None:
    """The error names the file, and the line as it is in the page."""
    with pytest.raises(BuildError, match=said) as caught, in_file("page.md"):
        load_yaml(text, first_line=11)
    assert str(caught.value).startswith("page.md: ")


@pytest.mark.exhaustive
def test_a_bomb_of_aliases_is_refused() -> None:
    """Nine levels of nine references would be 387 million nodes; it stops before memory does."""
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9)]
    with pytest.raises(BuildError, match="once its anchors are expanded"):
        load_yaml("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "a": 2}', "the key 'a' stands twice"),
        ('{"a": NaN}', "NaN"),
        ('{"a": ', "line 1"),
        ('{"a": ' + "1" * 5000 + "}", "not readable as JSON"),
        ('{"a": 1e999}', "a number that is too large"),
        ("[" * 100_000, "nested too deeply"),
        ("[" * 400 + "]" * 400, "nested too deeply"),
    ],
)
def test_faulty_json_is_refused(text: str, said: str) -> None:
    """JSON is read as strictly as YAML."""
    with pytest.raises(BuildError, match=said):
        load_json(text)
