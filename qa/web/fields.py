"""The fields of requests, as FastAPI checks them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator

from qa import wording


def _whole(text: str) -> str:
    # JSON can spell half of a pair of UTF-16, which no answer could repeat.
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(wording.BAD_REQUEST)
    return text


Words = Annotated[str, AfterValidator(_whole)]

Theme = Annotated[str, Query(alias="__theme")]
"""The look that an address asks for: "light", "dark", else the system's."""


def page_number(text: str) -> int:
    """The page of a list that an address asks for, from 1; the first for what is no number."""
    return int(text) if text.isdecimal() and len(text) < 7 else 1
