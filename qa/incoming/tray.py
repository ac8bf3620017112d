"""The tray: what came in, from its arrival to its acceptance. Each step is one transaction in the archive's file.

An article is accepted by the code that builds, so that corrections, withdrawals and duplicates are treated alike.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from qa.acting import act_as, acting
from qa.article.account import Account
from qa.article.facts import slug
from qa.build import read_interview, reading_rules, take_in
from qa.errors import ArticleError, QAError
from qa.incoming.apart import read_apart
from qa.incoming.doubts import Known, Summary, summary_from_json, summary_json, summary_of
from qa.incoming.parts import kind_of
from qa.incoming.record import article_from_json
from qa.interview import Interview, Source
from qa.store.gone import is_left_out
from qa.store.incoming import (
    Arrival,
    Incoming,
    Kind,
    State,
    accept,
    added_path,
    article_of,
    bytes_of,
    discard,
    drop_withdrawn,
    have_accepted,
    keep_read,
    keep_refused,
    listed,
    move,
    next_under_way,
    one_incoming,
    put_parts,
    receive,
    resume,
    succeeded_by,
)
from qa.store.kept import same_bytes
from qa.store.prints import alike
from qa.wording import adding as wording_adding

if TYPE_CHECKING:
    from qa.archive import Archive

LONGEST_FILE_NAME = 200
"""Characters of a file's name that are kept, the last ones: its kind stands there."""

_log = logging.getLogger(__name__)


MOST_EDITIONS = 5
"""Interviews that are suggested as those whose new edition something is."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An interview whose changed edition something may be, and the share of words in a row that both have."""

    source: Source
    share: float


@dataclass(frozen=True, slots=True)
class Preview:
    """How something that came in is read: the interview that it would be, and what the reader did with the file.

    Both are None where nothing is read of it. `editions` are suggested to the editor, who chooses one or none.
    """

    incoming: Incoming
    summary: Summary | None
    interview: Interview | None = None
    account: Account | None = None
    editions: tuple[Edition, ...] = ()


class Tray:
    """What came into an archive and is not in it yet. `trusting`: what no doubt speaks against of a watched folder is
    taken in at once.
    """

    def __init__(self, archive: Archive, trusting: bool = False) -> None:
        self._archive = archive
        self.store = archive.store
        self._trusting = trusting

    # --- what editors do ---

    def receive(self, name: str, raw: bytes, author: str, path: str = "") -> list[int]:
        """Keeps a file that came in until it is read; its number. `path` is its place in a watched folder."""
        shown = PurePosixPath(name.replace("\\", "/")).name[-LONGEST_FILE_NAME:] or wording_adding.UNNAMED
        shown = "".join(char for char in shown if char.isprintable())
        return receive(self.store, [Arrival(shown, raw, kind_of(shown), path)], author)

    def paste(self, facts: dict[str, str], text: str, author: str) -> list[int]:
        """Keeps a text that was typed in, as a .txt file with its facts in a header."""
        header = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in facts.items() if value.strip())
        name = slug(facts.get("title", "")) or wording_adding.PASTED_NAME
        return self.receive(f"{name}.txt", f"{header}\n{text.strip()}\n".encode(), author)

    def listed(self) -> list[tuple[Incoming, Summary | None]]:
        """Lists what came in with what was read of it: what is still to be decided on, then what was."""
        return [(one, summary_from_json(one.summary)) for one in listed(self.store)]

    def preview(self, number: int) -> Preview:
        """Reads again what would be taken in; NotFoundError if there is nothing of that number."""
        with self.store.reading():
            one = one_incoming(self.store, number)
            article = article_of(self.store, number)
        summary = summary_from_json(one.summary)
        if not article:
            return Preview(one, summary)
        found = article_from_json(article, b"", one.name)
        interview = read_interview(found)
        return Preview(one, summary, interview, found.account, self._editions(one, interview))

    def _editions(self, one: Incoming, interview: Interview) -> tuple[Edition, ...]:
        """The interviews of other sources whose changed edition it may be, those of its own paper first."""
        with self.store.reading():
            near = [found for found in alike(self.store, interview) if self._is_of_another(one, found[0])]
            every = [Edition(self.store.interview(key).source, share) for key, share in near]
        every.sort(key=lambda edition: edition.source.outlet != interview.source.outlet)
        return tuple(every[:MOST_EDITIONS])

    def _is_of_another(self, one: Incoming, interview: str) -> bool:
        there = self.store.source_of(interview)
        return there is not None and there[0] != added_path(one)

    def accept(self, numbers: Sequence[int], author: str) -> int:
        """Has things that were read be taken in; how many."""
        return have_accepted(self.store, numbers, author)

    def accept_as(self, number: int, interview: str, author: str) -> None:
        """Has one thing be taken in as the new edition of an interview; NotFoundError if there is none of that id."""
        self._archive.interview(interview)
        have_accepted(self.store, [number], author, interview)

    def discard(self, numbers: Sequence[int]) -> None:
        """Puts things aside, without their words."""
        discard(self.store, numbers)

    def retry(self, numbers: Sequence[int]) -> int:
        """Has things that were refused be read once more; how many."""
        return move(self.store, numbers, [State.REFUSED], State.WAITING)

    # --- what the program does ---

    def resume(self) -> None:
        """Takes up what an earlier process left: what it was reading, and what it had read by other rules."""
        resume(self.store)
        for one, summary in self.listed():
            if summary and summary.rules != reading_rules():
                move(self.store, [one.number], [State.READ, State.ACCEPTING], State.WAITING)

    def step(self, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Reads or takes in one thing; False where there is none, or a build has to end first."""
        one = next_under_way(self.store)
        if one is None:
            return False
        try:
            return self._accepted(one) if one.state is State.ACCEPTING else self._read(one, stopped)
        except ArticleError as error:
            keep_refused(self.store, one.number, str(error))
        except QAError:
            raise  # the store's: it stays where it was, and is tried again
        except Exception:
            _log.exception("not read or taken in: number %d", one.number)
            keep_refused(self.store, one.number, wording_adding.FAULT)
        return True

    def _read(self, one: Incoming, stopped: Callable[[], bool]) -> bool:
        if one.state is State.WAITING and not move(self.store, [one.number], [State.WAITING], State.READING):
            return True  # somebody has put it aside meanwhile
        found = read_apart(one, bytes_of(self.store, one.number), stopped)
        if found is None:
            move(self.store, [one.number], [State.READING], State.WAITING)
            return False
        if not found.article:
            put_parts(self.store, one, found.parts, found.refused)
            return True
        article = article_from_json(found.article, b"", one.name)
        if is_left_out(self.store, article.source.id, added_path(one), one.sha256):
            drop_withdrawn(self.store, one.number)
            return True
        interview = read_interview(article)
        same_id = self._same_id(one, article.source.id)
        known = Known(same_bytes(self.store, one.sha256), same_id, self._edition(one, interview))
        summary = summary_of(interview, known, reading_rules())
        with self.store.transaction():
            digest = hashlib.sha256(article.text.encode()).hexdigest()
            keep_read(self.store, one.number, found.article, summary_json(summary), digest)
            if self._trusting and one.path and not summary.doubts:
                self.accept([one.number], "")
        return True

    def _same_id(self, one: Incoming, interview: str) -> str:
        return interview if self._is_of_another(one, interview) else ""

    def _edition(self, one: Incoming, interview: Interview) -> str:
        """The likest interview of the same paper: a reprint in another one is no edition."""
        paper = interview.source.outlet
        return next((e.source.id for e in self._editions(one, interview) if paper and e.source.outlet == paper), "")

    def _succeeded_by(self, one: Incoming) -> str:
        """The interview whose new edition something shall be; ArticleError where that is gone meanwhile."""
        interview = succeeded_by(self.store, one.number)
        if interview and self.store.source_of(interview) is None:
            raise ArticleError(wording_adding.former_gone(interview))
        return interview

    def _accepted(self, one: Incoming) -> bool:
        encoder = self._archive.encoder  # loaded before the database is held
        with self.store.builds.held_at_once() as mine:
            if not mine:
                return False
            with self.store.transaction():
                if one_incoming(self.store, one.number).state is not State.ACCEPTING:
                    return True
                raw, path = bytes_of(self.store, one.number), added_path(one)
                article = article_from_json(article_of(self.store, one.number), raw, path)
                whole = one.kind is not Kind.RECORD or not one.path
                act_as(replace(acting(), name=one.decider))  # the audit names who took it in
                key, report = take_in(self.store, encoder, article, path, whole, self._succeeded_by(one))
                if report.withdrawn:
                    drop_withdrawn(self.store, one.number)
                else:
                    accept(self.store, one.number, key)
        return True
