"""Results that are kept in memory: of short texts alone, or whoever sends long ones could fill it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

SHORT = 80
"""Characters of the longest text that a result is kept for: names with posts, as newspapers print them."""


def remembered(entries: int) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Keeps the last results of a function of a text, as lru_cache does, but for those of long texts."""

    def decorate(work: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        kept = lru_cache(maxsize=entries)(work)

        @wraps(work)
        def result(text: str, /, *others: P.args, **named: P.kwargs) -> R:
            if len(text) > SHORT:
                return work(text, *others, **named)
            return kept(text, *others, **named)  # type: ignore[arg-type]

        return result

    return decorate
