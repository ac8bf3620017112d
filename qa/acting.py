"""Who acts, through which door, and what the audit keeps of it. Set for a request by the web, else for a process."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum, StrEnum


class Level(Enum):
    """What the audit keeps: nothing, what was changed and who logged in, or what was asked and shown as well."""

    OFF = "off"
    CHANGES = "changes"
    ALL = "all"


class Masking(Enum):
    """How the audit keeps a name, an address or a question: as it is, as a keyed hash, or not at all."""

    PLAIN = "plain"
    HASHED = "hashed"
    NONE = "none"


class Switch(Enum):
    """Whether something is done."""

    OFF = "off"
    ON = "on"


class Door(StrEnum):
    """Where somebody came in: a page, the interfaces for programs, the command line, the program itself."""

    PAGE = "page"
    API = "api"
    MCP = "mcp"
    COMMAND = "command"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class AuditRules:
    """What the audit keeps, and for how long: `days`, 0 for ever. `missed`: questions that found nothing are kept."""

    level: Level = Level.ALL
    days: int = 365
    names: Masking = Masking.PLAIN
    addresses: Masking = Masking.HASHED
    questions: Masking = Masking.PLAIN
    missed: bool = True


DEFAULT_RULES = AuditRules()


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, by which rules that is kept; `name` is "" where nobody says who they are, `role` is a role's name."""

    name: str = ""
    role: str = ""
    address: str = ""
    door: Door = Door.PROGRAM
    rules: AuditRules = DEFAULT_RULES


_HERE: ContextVar[Acting | None] = ContextVar("acting", default=None)
_PROCESS = [Acting()]


def acting() -> Acting:
    """Returns who acts here: in the request that is being answered, else in this process."""
    return _HERE.get() or _PROCESS[0]


def act_as(one: Acting) -> None:
    """Says who acts from here on, in what the present request does."""
    _HERE.set(one)


def process_acts_as(one: Acting) -> None:
    """Says who acts in this process wherever no request is being answered: its threads, its command line."""
    _PROCESS[0] = one
