"""Who may do what: roles, the visitor of a request, and the demand that routes make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from qa import wording_access
from qa.errors import AccessError

VISITOR = "qa_user"
"""The key of an ASGI scope at which the gate puts the `User`."""


class Role(IntEnum):
    """What a visitor may do; each role may do what those before it may.

    A reader asks, reads, checks quotations and gives feedback; an editor reviews and corrects; an admin sees metrics.
    """

    READER = 1
    EDITOR = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class User:
    """The visitor of one request; `name` is "" where nobody has to say who they are."""

    name: str
    role: Role


def user_of(scope: Mapping[str, Any]) -> User:
    """The visitor of a request (`request.scope`); AccessError if the gate has let nobody in."""
    user = scope.get(VISITOR)
    if not isinstance(user, User):
        raise AccessError(wording_access.NOT_ALLOWED)
    return user


def require(scope: Mapping[str, Any], role: Role) -> User:
    """The visitor of a request who has at least this role; AccessError (403) for everybody else."""
    user = user_of(scope)
    if user.role < role:
        raise AccessError(wording_access.NOT_ALLOWED)
    return user
