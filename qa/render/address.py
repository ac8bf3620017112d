"""Where things are shown: the addresses of turns, interviews, people and comparisons, below the app's root path."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode, urlsplit


def permalink(turn: str, root: str = "") -> str:
    """Returns the address of a turn in the reader, below `root`."""
    return f"{root}/l/{quote(turn, safe='')}"


COMPARE = "/so-sanh"
"""The address of the page that sets statements side by side."""


def compare_address(topic: str, people: Sequence[str], root: str = "") -> str:
    """Returns the address of the page that sets what people said on a topic side by side."""
    return f"{root}{COMPARE}?{urlencode([('chu-de', topic), *(('nguoi', name) for name in people)])}"


def interview_address(interview: str, root: str = "") -> str:
    """Returns the address of an interview in the reader, below `root`."""
    return f"{root}/phong-van/{quote(interview, safe='')}"


def person_address(key: str, root: str = "") -> str:
    """Returns the address of a person's page, below `root`."""
    return f"{root}/nguoi/{quote(key, safe='')}"


def web_address(url: str | None) -> str | None:
    """Returns `url` if it is a plain http(s) address, None otherwise (javascript:, data:, relative)."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
