"""Reads questions for one archive: what it knows of its words, speakers, papers and days, and what was asked before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from datetime import date

from embeddings.accents import bundled_accents
from qa.names.people import untitled
from qa.question.abbreviations import Abbreviations
from qa.question.asked import Asked
from qa.question.conversation import REMEMBERED, Context, Leaning, leaning_of
from qa.question.directory import Directory
from qa.question.named import unknown_names
from qa.question.printed import Printed
from qa.question.understand import Knowledge, Understanding, understand
from qa.search.filters import Filters
from qa.search.retrieve import Retriever
from qa.store.store import StoredUtterance
from qa.text import Span, folded_search_tokens

KEPT = 512
"""Earlier questions whose answers' places are remembered while the archive stays as it is."""

LONGEST = 1000
"""Characters of the longest earlier question that is looked at."""

_UNSEEN = Context("", "", 0, "")
"""Stands for an earlier question that has not been looked at yet."""

First = Callable[[Understanding], StoredUtterance | None]


class Questions:
    """What reading a question needs of an archive; brought up to date with its indexes by `change`."""

    def __init__(self, retriever: Retriever, abbreviations: Abbreviations, printed: Printed | None = None) -> None:
        self._words = retriever
        self._abbreviations = abbreviations
        self._printed = printed or Printed()
        self._contexts: dict[object, Context | None] = {}
        self._look_up()

    def copy(self, retriever: Retriever) -> Questions:
        """Copies what is known of the archive to be changed with another retriever, while this stays as it is."""
        copied = copy(self)
        copied._words, copied._printed, copied._contexts = retriever, self._printed.copy(), {}
        return copied

    def change(self, printed: Mapping[str, str], remove: Collection[str] = ()) -> None:
        """Follows a change of the retriever.

        `printed` is what stands around the speech of the interviews that are new or changed, `remove` are those of
        which nothing can be found any longer.
        """
        self._contexts.clear()
        self._printed.change(printed, remove)
        self._look_up()

    def _look_up(self) -> None:
        catalogue = self._words.catalogue
        known = [*catalogue.posts()]
        self._posts: dict[str, str] = {}
        for speaker, post in known:
            posts = self._posts.setdefault(speaker, "")
            if post and post not in posts:
                self._posts[speaker] = f"{posts} {post}".strip()
        self._directory = Directory(known, catalogue.present("outlet"))
        days = sorted(catalogue.present("date"))
        self._days = (days[0], days[-1]) if days else None

    def knows(self, words: Sequence[str]) -> bool:
        """Tells whether an interview holds these folded syllables in this order, spoken or printed around the talk."""
        return self._words.holds(words) or self._printed.holds(words)

    def speakers_in(self, words: str) -> tuple[str, ...]:
        """Lists the speakers whom the words name first, by full name, title and last name, or post; as printed."""
        named = self._directory.speakers_in(words)
        return named[0].speakers if named else ()

    def person_in(self, words: str) -> str | None:
        """Returns the speaker whom the words name and nothing else, a title before the name aside; None for others."""
        named = self._directory.speakers_in(words)
        if len(named) != 1 or len(named[0].speakers) != 1:
            return None
        (speaker,), span = named[0].speakers, named[0].span
        after = folded_search_tokens(words[span.end :])
        if untitled(words[: span.start]) or not self._holds(speaker, after):
            return None
        called = folded_search_tokens(span.of(words))
        by_name = folded_search_tokens(speaker)[-1] in called
        return speaker if by_name or not self._shared(speaker, [*called, *after]) else None

    def outlet_in(self, question: str) -> tuple[Span, str] | None:
        """Finds the paper of the archive that a question names, and where."""
        return self._directory.outlet_in(question)

    def _holds(self, speaker: str, words: Sequence[str]) -> bool:
        """Tells whether the posts printed for a speaker have these words."""
        return set(words) <= set(folded_search_tokens(self._posts.get(speaker, "")))

    def _shared(self, speaker: str, words: Sequence[str]) -> bool:
        """Tells whether the posts of anybody else have all words of a post."""
        return any(other != speaker and self._holds(other, words) for other in self._posts)

    def unknown_names(self, question: str) -> tuple[str, ...]:
        """Lists the names and years of a question that no interview holds, as typed."""
        return unknown_names(question, self.knows, bundled_accents())

    def speaks(self, asked: Asked, likely: str) -> bool:
        """Tells whether somebody in the archive is, or may be, the one whose words are asked for; `likely` first."""
        speakers = (likely, *self._posts)
        return any(asked.is_speaker(speaker, self._posts.get(speaker, "")) >= 0 for speaker in speakers)

    def read(
        self,
        question: str,
        today: date,
        filters: Filters,
        history: Sequence[str],
        without: Collection[str],
        first: First,
    ) -> Understanding:
        """Reads a question as it is searched; `history` are earlier questions, whose best hits `first` finds anew."""
        language = bundled_accents()
        knowledge = Knowledge(self._words, language, self._directory, self._abbreviations, today, self._days)

        def context(asked: str, earlier: tuple[str, ...]) -> Context | None:
            if not earlier or leaning_of(asked) is Leaning.NONE:
                return None
            key = (earlier, filters, today)
            known = self._contexts.get(key, _UNSEEN)
            if known is not _UNSEEN:
                return known
            if len(self._contexts) >= KEPT:
                self._contexts.clear()
            led_by = context(earlier[-1], earlier[:-1])
            before = understand(earlier[-1], knowledge, filters, led_by)
            best = first(before)
            root = (led_by.root or led_by.question) if led_by and before.leans else ""
            found = Context(before.own, best.interview, best.id, root) if best else None
            self._contexts[key] = found
            return found

        asked = (text for text in history[-REMEMBERED:] if len(text) <= LONGEST and any(c.isalnum() for c in text))
        return understand(question, knowledge, filters, context(question, tuple(asked)), without)
