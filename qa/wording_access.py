"""What the program says about who may do what: refusals, the way in, its settings."""

from __future__ import annotations

from collections.abc import Sequence

NOT_ALLOWED = "Bạn không có quyền xem hoặc làm việc này."


def bad_choice(name: str, text: str, choices: Sequence[str]) -> str:
    """A setting that must be one of a few words is another."""
    return f"{name} phải là một trong: {', '.join(choices)}; không phải “{text}”."
