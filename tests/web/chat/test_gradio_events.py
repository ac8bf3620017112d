"""Which events Gradio is given."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qa.web.chat.gradio_events import LONGEST, MOST_CHOSEN, is_event

INPUTS = {0: (False, False), 3: (), 4: (True, False)}
LISTS: tuple[Any, ...] = ([], ["a"], ["a"] * 3, "ab", {"0": "a", "1": "b"}, None)
VALUES: tuple[Any, ...] = ([], {}, {"path": "/etc/passwd"}, float("inf"), "a" * (LONGEST + 1), "\ud800")


def sent(**changed: Any) -> bytes:
    return json.dumps({"fn_index": 0, "data": ["a", None], "session_hash": "s", **changed}).encode()


def test_what_the_page_sends_passes() -> None:
    click = {"index": 1, "value": {"text": "Câu hỏi?"}, "selected": True}
    assert is_event(sent(), INPUTS)
    assert is_event(sent(event_data=click, trigger_id=4), INPUTS)
    assert is_event(sent(fn_index=4, data=[["a", "b"], None]), INPUTS)
    assert is_event(sent(fn_index=4, data=[[], None]), INPUTS)
    assert is_event(sent(fn_index=3, data=[], event_data=None), INPUTS)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"fn_index": 1e999, "data": []}'),
        *(sent(fn_index=n) for n in (1, -1, 99, "0", None, 0.0, True, [0])),
        *(sent(data=d) for d in LISTS),
        *(sent(data=["a", d]) for d in VALUES),
        *(sent(fn_index=4, data=[d, None]) for d in ("a", None, [1], [["a"]], ["a"] * (MOST_CHOSEN + 1), ["\ud800"])),
        *(sent(event_data=e) for e in ("x", [1], {"index": {"a": {"b": {"c": {"d": {"e": 1}}}}}})),
        sent(session_hash=5),
        sent(batched=True),
    ],
)
def test_nothing_else_passes(body: bytes) -> None:
    assert not is_event(body, INPUTS)
