"""A conversation as a tab of the browser keeps it: what was asked and how, never what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from qa import wording
from qa.bounds import MOST_EARLIER
from qa.errors import QuestionError
from qa.web.fields import Day, Name, Question

KEPT_EXCHANGES = 30
"""Exchanges of one conversation that are kept; older ones leave the page."""

FIRST_CARDS = 3
"""Citations shown at first, and added by each press of the button for more."""

MOST_CARDS = 30
"""Citations after which no more are offered for one question."""


FIELDS = ("speaker", "outlet", "since", "until")
"""The filters of an exchange, by the names that an address gives them, too."""


class Kept(BaseModel):
    """One exchange as it was asked: the question, its filters, how many citations, and the clues taken away.

    `search`: a message that holds a quotation was searched as a question instead of being checked.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    q: Question
    speaker: Name = ""
    outlet: Name = ""
    since: Day = ""
    until: Day = ""
    wanted: Annotated[int, Field(ge=FIRST_CARDS, le=MOST_CARDS)] = FIRST_CARDS
    without: Annotated[tuple[Question, ...], Field(max_length=MOST_EARLIER)] = ()
    search: bool = False

    @property
    def fields(self) -> tuple[str, str, str, str]:
        """Gives the filters as they stand in their fields."""
        return self.speaker, self.outlet, self.since, self.until


Conversation = Annotated[list[Kept], Field(max_length=KEPT_EXCHANGES)]

_CONVERSATION: TypeAdapter[list[Kept]] = TypeAdapter(Conversation)


def kept_from(text: str) -> Sequence[Kept]:
    """Reads a conversation that a tab has kept as JSON; QuestionError for what is none."""
    try:
        return _CONVERSATION.validate_json(text)
    except ValidationError:
        raise QuestionError(f"{wording.BAD_REQUEST}.") from None


def linked_to(question: str, fields: Sequence[str], history: Sequence[str], without: Sequence[str]) -> Sequence[Kept]:
    """Reads the conversation that an address opens: the question and, before it, those that it leans on."""
    filters = dict(zip(FIELDS, fields, strict=True))
    asked = [{"q": earlier, **filters} for earlier in history] + [{"q": question, "without": [*without], **filters}]
    try:
        return _CONVERSATION.validate_python(asked)
    except ValidationError:
        raise QuestionError(f"{wording.BAD_REQUEST}.") from None
