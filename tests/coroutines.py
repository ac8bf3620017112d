"""Coroutines in tests that are no coroutines."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def completed(work: Coroutine[Any, Any, Result], seconds: float = 60) -> Result:
    """Returns what `work` comes to, in a thread of its own: after browser tests a loop still runs in the caller's.

    Raises TimeoutError when it takes longer than `seconds`.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(work, seconds)).result()
