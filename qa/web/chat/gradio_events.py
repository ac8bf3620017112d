"""Which events of the page Gradio is given: what its own page would send, nothing else. Pure.

Gradio answers anything else with an error of its own and writes what it was sent to the log.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

LONGEST = 20_000
"""Characters of the longest value of an event; what it means is checked by the event itself."""

_FIELDS = frozenset({"data", "fn_index", "trigger_id", "session_hash", "event_data", "event_id", "simple_format"})


_DEPTH = 4
"""How deep the lists and objects are nested that a click tells of itself."""

MOST_CHOSEN = 50
"""Choices of the longest list of them."""

Inputs = Mapping[int, Sequence[bool]]
"""By an event's number, for each value that it takes, whether that is a list of choices."""


def is_event(body: bytes, inputs: Inputs) -> bool:
    """Tells whether the body is an event of the page, whose events take `inputs`."""
    try:
        sent: Any = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(sent, dict) or not sent.keys() <= _FIELDS:
        return False
    number, data, event = sent.get("fn_index"), sent.get("data"), sent.get("event_data")
    if type(number) is not int or number not in inputs or not isinstance(data, list):
        return False
    if not isinstance(sent.get("session_hash"), str | None) or not _are_values(data, inputs[number]):
        return False
    return event is None or (isinstance(event, dict) and all(map(_is_small, event.values())))


def _are_values(data: list[Any], lists: Sequence[bool]) -> bool:
    return len(data) == len(lists) and all(
        (_is_choice if several else _is_value)(value) for value, several in zip(data, lists, strict=True)
    )


def _is_choice(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MOST_CHOSEN
        and all(isinstance(v, str) and _is_value(v) for v in value)
    )


def _is_value(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST and not any("\ud800" <= char <= "\udfff" for char in value)
    return value is None or (isinstance(value, int | float) and math.isfinite(value))


def _is_small(value: Any, depth: int = 0) -> bool:
    """Whether a value is plain and not deep: what a click tells of itself."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return depth < _DEPTH and all(_is_small(one, depth + 1) for one in inner)
    return _is_value(value)
