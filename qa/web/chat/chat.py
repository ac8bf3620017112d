"""A conversation with the archive, as the page keeps it: questions and filters in, exchanges out.

Nothing that a browser returns is ever shown as a quotation: each answer is asked of the archive anew.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qa import wording
from qa.archive import Archive, Filters
from qa.config import Settings
from qa.errors import QAError, QuestionError, QuotationError
from qa.question.claim import Claim, claim_in
from qa.question.clues import Clue
from qa.render.answer import answer_html
from qa.render.html import Html
from qa.render.people import which_asked, which_checked
from qa.render.verdict import chat_html
from qa.review import Checked
from qa.wording import page as wording_page

FIRST_CARDS = 3
"""Citations shown at first, and added by each press of the button for more."""

MOST_CARDS = 30
"""Citations after which no more are offered for one question."""

EXAMPLES = 3
"""Questions offered to one who greets."""

LONGEST_CLAIM = 4000
"""Characters of the longest message that is looked at for a quotation to check."""

KEPT_EXCHANGES = 30
"""Exchanges of one conversation that are kept; older ones leave the page."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question of this conversation, its filters, how many citations are wanted, and the answer in HTML.

    `checked`: the message was a quotation, and the answer is the verdict on it. `clues` are all that the question was
    ever taken for, `without` the keys of those that the user took away.
    """

    question: str
    filters: Filters
    wanted: int
    html: Html
    more: bool
    checked: bool = False
    clues: tuple[Clue, ...] = ()
    without: tuple[str, ...] = ()


Past = tuple[Exchange, ...]


class Chat:
    """Asks for the page: plain values of the browser in, exchanges out."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._archive = archive
        self._settings = settings

    def ask(self, question: str, filters: Filters, past: Past) -> Past:
        """Returns the conversation with one exchange more; QuestionError for a question that can't be asked."""
        claim = claim_in(question) if len(question) <= LONGEST_CLAIM else None
        exchange = (
            self._checked(question, filters, claim) if claim else self._exchange(question, filters, FIRST_CARDS, past)
        )
        return (*past, exchange)[-KEPT_EXCHANGES:]

    def search_instead(self, past: Past) -> Past:
        """Gives the conversation with its last message searched as a question, where it was checked as a quotation."""
        if not past or not past[-1].checked:
            return past
        *earlier, last = past
        return (*earlier, self._exchange(last.question, last.filters, FIRST_CARDS, earlier))

    def more(self, past: Past) -> Past:
        """Returns the conversation with more citations in its last exchange."""
        if not past or past[-1].checked:
            return past
        *earlier, last = past
        again = self._exchange(last.question, last.filters, last.wanted + FIRST_CARDS, earlier, last.without)
        return (*earlier, replace(again, clues=last.clues))

    def without(self, kept: Collection[str], past: Past) -> Past:
        """Returns the conversation with its last question asked anew by the clues whose keys are `kept` alone."""
        if not past or not past[-1].clues:
            return past
        *earlier, last = past
        left_out = tuple(clue.key for clue in last.clues if clue.key not in kept)
        if left_out == last.without:
            return past
        again = self._exchange(last.question, last.filters, FIRST_CARDS, earlier, left_out)
        known = {clue.key for clue in last.clues}
        return (*earlier, replace(again, clues=(*last.clues, *(c for c in again.clues if c.key not in known))))

    def _checked(self, message: str, filters: Filters, claim: Claim) -> Exchange:
        checked = Checked(*self._archive.check(claim.words, claim.speaker), claim.speaker)
        root, namesakes = self._settings.root_path, self._archive.namesakes(claim.speaker) if claim.speaker else ()
        html = which_checked(namesakes, claim.words, self._archive.people, root)
        html += chat_html(checked, claim.words, len(self._archive.interviews()), root)
        return Exchange(message, filters, 0, html, more=False, checked=True)

    def _exchange(
        self,
        question: str,
        filters: Filters,
        wanted: int,
        earlier: Sequence[Exchange],
        without: tuple[str, ...] = (),
    ) -> Exchange:
        if len(question) > self._settings.max_question:
            raise QuestionError(wording.question_too_long(self._settings.max_question))
        history = [exchange.question for exchange in earlier if not exchange.checked]
        # One more than is shown tells whether there is more.
        found = self._archive.ask(question, k=wanted + 1, filters=filters, history=history, without=without)
        shown = replace(found, hits=found.hits[:wanted])
        limits = limits_of(filters)
        held = len(self._archive.interviews()) if found.aside or not shown.hits else 0
        count = held if not limits and not shown.hits else None
        searched = wording_page.searched(count, " · ".join(limits))
        root = self._settings.root_path
        which = which_asked(found.namesakes, question, self._archive.people, root)
        examples = self._archive.suggestions(EXAMPLES) if found.aside and not shown.hits else ()
        html = answer_html(shown, searched, self.limits_line(filters), root, which, held, examples)
        more = len(found.hits) > wanted and wanted < MOST_CARDS
        clues = found.reading.clues if found.reading else ()
        return Exchange(question, filters, wanted, html, more, clues=clues, without=without)

    def limits_line(self, filters: Filters) -> str:
        """Returns the active filters in one line; empty where there is none."""
        return wording_page.active_filters(limits_of(filters))


def limits_of(filters: Filters) -> list[str]:
    """Returns the active filters in words."""
    return wording_page.filter_names(filters.speaker, filters.outlet, filters.since, filters.until)


def explain(error: Exception) -> str:
    """Returns one line that says what went wrong; nothing of the program's inside."""
    if isinstance(error, QuotationError):
        _log.error("quotation refused: %s", error)
        return wording.QUOTATION_FAULT
    if isinstance(error, QAError):
        return str(error)
    _log.error("question failed", exc_info=error)
    return wording_page.SERVER_ERROR
