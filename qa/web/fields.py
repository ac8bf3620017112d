"""The fields of requests, as FastAPI checks them: how long each may be, before anything else looks at it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import AfterValidator, Field

from qa import wording
from qa.access import Role, User, require
from qa.bounds import (
    AS_SENT,
    LONGEST_CLAIM,
    LONGEST_DAY,
    LONGEST_KEY,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_QUESTION,
    LONGEST_WORDS,
)


def _whole(text: str) -> str:
    # JSON can spell half of a pair of UTF-16, which no answer could repeat.
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(wording.BAD_REQUEST)
    return text


Question = Annotated[str, Field(max_length=AS_SENT * LONGEST_QUESTION), AfterValidator(_whole)]
Claim = Annotated[str, Field(max_length=AS_SENT * LONGEST_CLAIM), AfterValidator(_whole)]
Name = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_whole)]
Day = Annotated[str, Field(max_length=LONGEST_DAY), AfterValidator(_whole)]
Key = Annotated[str, Field(max_length=LONGEST_KEY), AfterValidator(_whole)]
Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_whole)]

Words = Annotated[str, Field(max_length=AS_SENT * LONGEST_WORDS), AfterValidator(_whole)]

Theme = Annotated[Day, Query(alias="__theme")]
"""The look that an address asks for: "light", "dark", else the system's."""

Number = Annotated[str, Field(max_length=LONGEST_DAY)]
"""A number in an address that people type, too: what is none counts as the first."""

Flag = Annotated[str, Field(max_length=LONGEST_DAY)]


def editor(request: Request) -> User:
    """Returns the editor of a request; AccessError for everybody else."""
    return require(request.scope, Role.EDITOR)


Editor = Annotated[User, Depends(editor)]


def admin(request: Request) -> User:
    """Returns the admin of a request; AccessError for everybody else."""
    return require(request.scope, Role.ADMIN)


Admin = Annotated[User, Depends(admin)]


_PAGE_DIGITS = 6
_OFFSET_DIGITS = 9


def page_number(text: str) -> int:
    """Returns the page of a list that an address asks for, from 1; the first for what is no number."""
    return int(text) if text.isdecimal() and len(text) <= _PAGE_DIGITS else 1


def whole_number(text: str, otherwise: int = 0) -> int:
    """Returns the number that an address names; `otherwise` for what is none."""
    return int(text) if text.isdecimal() and len(text) <= _OFFSET_DIGITS else otherwise


def look(theme: str, embed: str) -> str:
    """Returns the query by which a form's address keeps the look of the page."""
    kept = ["embed=1"] * (embed == "1") + [f"__theme={theme}"] * (theme in ("light", "dark"))
    return "?" + "&".join(kept) if kept else ""
