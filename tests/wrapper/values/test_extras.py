"""What a caller adds to a request besides the document's fields."""

from __future__ import annotations

from perplexity_jobs._values.call import Call
from perplexity_jobs._values.extras import NO_EXTRAS, Extras, split_options

CALL = Call(
    "submit", "POST", "/x", query={"a": 1}, json={"request": {"n": 1}, "key": "k"}, headers={"h": "1"}
)


def test_an_extra_goes_before_what_is_there() -> None:
    """Headers and query parameters are added; of two values for a name the caller's is sent."""
    call = Extras(headers={"h": "2", "i": "3"}, query={"a": 2, "b": 3}).add_to(CALL)
    assert (call.headers, call.query, call.json) == ({"h": "2", "i": "3"}, {"a": 2, "b": 3}, CALL.json)


def test_an_extra_body_is_merged_into_the_depth() -> None:
    """A field within `request` joins its neighbours; anything that is no object is replaced."""
    body = {"request": {"m": {"new": True}}, "key": "mine", "more": [1]}
    call = Extras(body=body).add_to(CALL)
    assert call.json == {"request": {"n": 1, "m": {"new": True}}, "key": "mine", "more": [1]}
    assert CALL.json == {"request": {"n": 1}, "key": "k"}, "the original stays as it was"
    assert Extras(body={"request": 5}).add_to(CALL).json["request"] == 5


def test_a_request_without_a_body_gets_the_extra_one() -> None:
    """For a get that the service has taught to read one."""
    assert Extras(body={"a": 1}).add_to(Call("get", "GET", "/x")).json == {"a": 1}


def test_nothing_extra_changes_nothing() -> None:
    """The call itself comes back."""
    assert NO_EXTRAS.add_to(CALL) is CALL


def test_keywords_are_told_apart() -> None:
    """Extras, attachments and fields; attachments that are None are none."""
    options = {
        "extra_headers": {"h": "1"},
        "extra_query": {"q": 1},
        "extra_body": {"b": 1},
        "files": ["a.pdf"],
        "images": ["b.png"],
        "search_mode": "web",
    }
    extras, attachments, fields = split_options(options)
    assert extras == Extras({"h": "1"}, {"q": 1}, {"b": 1})
    assert attachments == {"files": ["a.pdf"], "images": ["b.png"]}
    assert fields == {"search_mode": "web"}
    assert "files" in options, "the caller's own dict is left alone"
    _, none, _ = split_options({"files": None, "images": None})
    assert none == {}
