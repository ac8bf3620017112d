"""A conversation with the archive, as the page keeps it: questions and filters in, exchanges out.

Nothing that a browser returns is ever shown as a quotation: each answer is asked of the archive anew.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from qa import wording
from qa.answer.answer import Answer, State
from qa.archive import Archive, Filters
from qa.config import Settings
from qa.errors import QAError, QuestionError, QuotationError
from qa.question.claim import Claim, claim_in
from qa.question.clues import Clue, FollowUpClue, SpeakerClue
from qa.render.answer import answer_html, asking_link, interviews_link, person_link
from qa.render.html import Html, joined
from qa.render.people import which_asked, which_checked
from qa.render.verdict import chat_html
from qa.review import Checked
from qa.search.filters import filters_from
from qa.web.chat.kept import FIELDS, FIRST_CARDS, KEPT_EXCHANGES, MOST_CARDS, Kept
from qa.web.noting import note_answer, note_check, note_missed
from qa.wording import page as wording_page

EXAMPLES = 3
"""Questions offered to one who greets."""

LONGEST_CLAIM = 4000
"""Characters of the longest message that is looked at for a quotation to check."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question of this conversation, its filters, how many citations are wanted, and what was said, as HTML too.

    `said` is the answer, or the verdict where the message was a quotation. `clues` are all that the question was ever
    taken for, `without` the keys of those that the user took away.
    """

    question: str
    filters: Filters
    wanted: int
    said: Answer | Checked
    html: Html
    more: bool = False
    clues: tuple[Clue, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def checked(self) -> bool:
        """Tells whether the message was checked as a quotation."""
        return isinstance(self.said, Checked)

    @property
    def beside(self) -> bool:
        """Tells whether nothing that follows can lean on it: a quotation was checked, the archive asked of itself."""
        return isinstance(self.said, Checked) or self.said.aside is not None

    @property
    def leans(self) -> bool:
        """Tells whether the question was understood by the one before it."""
        return any(isinstance(clue, FollowUpClue) and clue.key not in self.without for clue in self.clues)

    @property
    def kept(self) -> Kept:
        """Gives what it takes to ask the same again."""
        filters = {name: getattr(self.filters, name) or "" for name in FIELDS}
        search = not self.checked and _claim(self.question) is not None
        return Kept(q=self.question, wanted=self.wanted, without=self.without, search=search, **filters)


Past = tuple[Exchange, ...]


class Chat:
    """Asks for the page: plain values of the browser in, exchanges out."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._archive = archive
        self._settings = settings

    def ask(self, question: str, filters: Filters, past: Past) -> Past:
        """Returns the conversation with one exchange more; QuestionError for a question that can't be asked."""
        claim = _claim(question)
        exchange = (
            self._checked(question, filters, claim) if claim else self._exchange(question, filters, FIRST_CARDS, past)
        )
        if isinstance(exchange.said, Answer):
            note_missed(question, exchange.said, filters)
        return (*past, exchange)[-KEPT_EXCHANGES:]

    def restored(self, conversation: Sequence[Kept], past: Past) -> Past:
        """Returns the conversation that a tab has kept, asked anew from where it differs from `past`."""
        same = takewhile(lambda pair: pair[0].kept == pair[1], zip(past, conversation, strict=False))
        found = [exchange for exchange, _ in same]
        for kept in conversation[len(found) :]:
            found.append(self._again(kept, found))
        return tuple(found)

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
        return (*earlier, self._changed(last, last.wanted + FIRST_CARDS, earlier, last.without))

    def without(self, kept: Collection[str], past: Past) -> Past:
        """Returns the conversation with its last question asked anew by the clues whose keys are `kept` alone."""
        if not past or not past[-1].clues:
            return past
        *earlier, last = past
        left_out = tuple(clue.key for clue in last.clues if clue.key not in kept)
        if left_out == last.without:
            return past
        return (*earlier, self._changed(last, FIRST_CARDS, earlier, left_out))

    def _again(self, kept: Kept, earlier: Sequence[Exchange]) -> Exchange:
        """Asks an exchange as it was asked, behind those `earlier` ones."""
        filters = filters_from(*kept.fields)
        claim = None if kept.search else _claim(kept.q)
        if claim:
            return self._checked(kept.q, filters, claim)
        found = self._exchange(kept.q, filters, kept.wanted, earlier, again=True)
        return self._changed(found, kept.wanted, earlier, kept.without) if kept.without else found

    def _changed(self, last: Exchange, wanted: int, earlier: Sequence[Exchange], without: tuple[str, ...]) -> Exchange:
        """Asks an exchange otherwise; the clues taken away stay known, so that they can be put back."""
        again = self._exchange(last.question, last.filters, wanted, earlier, without)
        known = {clue.key for clue in last.clues}
        return replace(again, clues=(*last.clues, *(clue for clue in again.clues if clue.key not in known)))

    def _checked(self, message: str, filters: Filters, claim: Claim) -> Exchange:
        checked = Checked(*self._archive.check(claim.words, claim.speaker), claim.speaker)
        note_check(claim.words, checked)
        root, people = self._settings.root_path, self._archive.people_by_name
        html = which_checked(people.several(claim.speaker), claim.words, people, root) if claim.speaker else joined()
        html += chat_html(checked, claim.words, self._archive.store.interview_count(), root)
        return Exchange(message, filters, FIRST_CARDS, checked, html)

    def _exchange(
        self,
        question: str,
        filters: Filters,
        wanted: int,
        earlier: Sequence[Exchange],
        without: tuple[str, ...] = (),
        again: bool = False,
    ) -> Exchange:
        if len(question) > self._settings.max_question:
            raise QuestionError(wording.question_too_long(self._settings.max_question))
        history = [exchange.question for exchange in earlier if not exchange.beside]
        # One more than is shown tells whether there is more.
        found = self._archive.ask(question, k=wanted + 1, filters=filters, history=history, without=without)
        shown = replace(found, hits=found.hits[:wanted])
        note_answer(question, shown, filters, again)
        limits = limits_of(filters)
        count = self._archive.store.interview_count() if not limits and not shown.hits else None
        searched = wording_page.searched(count, " · ".join(limits))
        root = self._settings.root_path
        namesakes = found.namesakes
        which = which_asked(namesakes, question, self._archive.people_by_name, root) if namesakes else joined()
        examples = self._archive.suggestions(EXAMPLES) if found.aside and not shown.hits else ()
        ways = () if shown.hits or found.aside else self._ways(found, filters, history)
        html = answer_html(shown, searched, self.limits_line(filters), root, which, examples, ways)
        more = len(found.hits) > wanted and wanted < MOST_CARDS
        clues = found.reading.clues if found.reading else ()
        return Exchange(question, filters, wanted, shown, html, more, clues, without)

    def _ways(self, none: Answer, filters: Filters, history: Sequence[str]) -> Iterator[Html]:
        """Yields links to what would find something: no filters, the pages of those asked for, all interviews."""
        root = self._settings.root_path
        if limits_of(filters):
            free = self._archive.ask(none.question, k=1, history=history)
            if free.hits:
                offer = wording_page.without_filters(free.state is State.ANSWER)
                yield asking_link(offer, none.question, root, anew=True)
        named = [clue.speakers for clue in none.reading.clues if isinstance(clue, SpeakerClue)] if none.reading else []
        labels = [filters.speaker] if filters.speaker else [name for names in named for name in names]
        for label in labels:
            for person in self._archive.people_by_name.candidates(label)[:1]:
                yield person_link(person, root)
        yield interviews_link(root)

    def limits_line(self, filters: Filters) -> str:
        """Returns the active filters in one line; empty where there is none."""
        return wording_page.active_filters(limits_of(filters))


def _claim(message: str) -> Claim | None:
    """Finds the quotation that a message asks about, if it does."""
    return claim_in(message) if len(message) <= LONGEST_CLAIM else None


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
