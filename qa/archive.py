"""`Archive`, the way in: open, add, remove, ask, check, read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from qa.answer.answer import Answer, Citation, Weighed
from qa.answer.facets import Facets, facets_of, suggestions_of
from qa.answer.marks import Sentence
from qa.answering import Answering
from qa.backfill import Backfill
from qa.background import BackgroundReader
from qa.build import BuildReport, Progress, build
from qa.checking import check
from qa.citing import citation_at, citations_of, cite_link
from qa.indexes import Indexes
from qa.interview import Interview
from qa.links import Link, link, located
from qa.people.by_name import PeopleByName
from qa.people.registry import Registry
from qa.question.abbreviations import Abbreviations, bundled_abbreviations
from qa.search.filters import NO_FILTERS, Filters
from qa.search.rerank import ReadHit
from qa.store.dates import printed_where
from qa.store.feedback import feedback_counts
from qa.store.prints import all_prints, note_missing, reprints
from qa.store.readings import READER, ReadSoFar, begin_readings, read_so_far
from qa.store.store import InterviewSummary, Store
from qa.store.withdrawn import Withdrawal, lift, withdrawals
from qa.text import Span

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from qa.quote.check import QuoteCheck

__all__ = ["Archive", "BuildReport", "Facets", "Filters", "InterviewSummary"]

DATABASE = "archive.sqlite3"
"""The archive's file in its data folder."""


class Archive:
    """An archive of interviews in a folder; may be shared by threads.

    The encoder and the indexes are loaded at the first question; `warm` loads them at once. What another
    process adds to the same folder is found from the next question on, and so is what another machine adds to a
    `server` (postgresql://…) that holds the archive; the folder then keeps what is derived from it.
    """

    def __init__(
        self, data: Path, encoder: str | None = None, abbreviations: Abbreviations | None = None, server: str = ""
    ) -> None:
        self.data = data
        self.store = Store(data / DATABASE, server)
        self._indexes = Indexes(self.store, encoder, abbreviations or bundled_abbreviations())
        self._reader: BackgroundReader | None = None

    @classmethod
    def open(
        cls,
        data: Path | str,
        encoder: str | None = None,
        abbreviations: Abbreviations | None = None,
        server: str = "",
    ) -> Self:
        """Opens the archive in the folder `data`, made if it isn't there.

        `encoder` is a sentence-transformers folder or name; without it, the one that the archive was built with.
        `abbreviations` are those that questions are read with; without them, the bundled ones.
        """
        return cls(Path(data), encoder, abbreviations, server)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database, and ends what is made in the background."""
        if self._reader is not None:
            self._reader.close()
        self._indexes.close()
        self.store.close()

    def warm(self) -> None:
        """Loads the encoder and the indexes now, and encodes once, so that the first question is fast."""
        with self._indexes.searching() as now:
            now.encoder.encode_questions(["Câu hỏi đầu tiên"])

    def prepare(self) -> None:
        """Leaves the indexes of a large archive in files, so that whoever starts next opens them."""
        self._indexes.prepare()

    def ready(self) -> int:
        """Makes sure that questions can be asked of the archive as it stands, and counts its interviews.

        StoreError where its file was removed, replaced or can't be read.
        """
        self.store.check()
        with self._indexes.searching() as now:
            return now.store.interview_count()

    @property
    def encoder(self) -> Encoder:
        """The archive's encoder, loaded at first use."""
        return self._indexes.encoder

    @property
    def contextual(self) -> Encoder:
        """The encoder that reads closely behind a build, loaded at first use."""
        return self._indexes.contextual

    # --- building ---

    def add(
        self, paths: Iterable[Path], progress: Progress | None = None, waits: Callable[[], None] | None = None
    ) -> BuildReport:
        """Reads files and folders into the archive, skips what is unchanged, and reports file by file.

        One build at a time, whichever process: `waits` is called where another one has to end first.
        """
        with self.store.builds.held(waits):
            report = build(self.store, self.encoder, paths, progress)
            note_missing(self.store)
            return report

    def read_on(
        self, tell: Callable[[ReadSoFar], None] | None = None, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        """Has the contextual encoder read what it has not read yet, until nothing is left or it is `stopped`.

        What is read stays read, whenever the process ends; questions meanwhile are answered from what is there.
        `tell` is called with how far it is.
        """
        self._backfill(behind=False).run(tell or (lambda so_far: None), stopped)
        self._indexes.look_again()

    def keep_reading(self) -> None:
        """Reads on in the background, and again whenever something is added, until the archive is closed."""
        if self._reader is None:
            self._reader = BackgroundReader(partial(self._backfill, behind=True), self.store.turn_to_read)
            self._reader.start()

    def _backfill(self, behind: bool) -> Backfill:
        encoder = self.contextual
        begin_readings(self.store, encoder.revision, self._indexes.contextual_name)
        return Backfill(self.store, encoder, behind)

    def read_so_far(self) -> ReadSoFar:
        """Counts the utterances that the contextual encoder has read, and all there are."""
        return read_so_far(self.store, self.store.manifest().get(READER, ""))

    def remove(self, interview: str) -> None:
        """Takes an interview out for good, with its corrections and feedback; NotFoundError if it isn't there."""
        self.store.remove(interview)

    def withdraw(self, interview: str, reason: str, author: str = "") -> None:
        """Removes an interview, and keeps builds from bringing it back; NotFoundError if it isn't there."""
        self.store.remove(interview, reason, author)

    def lift(self, interview: str) -> None:
        """Lets the next build bring a withdrawn interview back; NotFoundError if it was not withdrawn."""
        lift(self.store, interview)

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """Lists the interviews that were withdrawn, the latest first."""
        return (*withdrawals(self.store).values(),)

    # --- asking and checking ---

    def ask(
        self,
        question: str,
        *,
        k: int = 5,
        filters: Filters = NO_FILTERS,
        history: Sequence[str] = (),
        without: Collection[str] = (),
        today: date | None = None,
    ) -> Answer:
        """Returns what the archive says to a question: at most `k` citations, best first, and whether they answer.

        `history` are the user's earlier questions, for follow-ups; never evidence. `without` are keys of clues
        (`Answer.reading`) that the question is asked without. QuestionError for one that is empty or too long.
        """
        with self._indexes.searching() as now:
            return Answering(now).ask(question, k, filters, history, without, today)

    def statements(self, topic: str, filters: Filters, k: int) -> tuple[Citation, ...]:
        """Returns the words that are at least related to a topic, each judged by itself: at most `k`, best first."""
        with self._indexes.searching() as now:
            return Answering(now).statements(topic, filters, k)

    def weigh(self, question: str, history: Sequence[str] = (), k: int = 3) -> Weighed:
        """Returns a question's `k` best hits, the evidence for the first, and what the archive lacks, undecided.

        For fitting the decision and measuring it.
        """
        with self._indexes.searching() as now:
            return Answering(now).weigh(question, history, k)

    def found(self, question: str, k: int, history: Sequence[str] = ()) -> list[ReadHit]:
        """Returns the best hits of a question with their signals, best first. For fitting the ranking."""
        with self._indexes.searching() as now:
            return Answering(now).found(question, k, history)

    def sentences(self, question: str, hit: ReadHit) -> list[Sentence]:
        """Returns what speaks for each sentence of a hit of a question. For fitting the marks."""
        with self._indexes.searching() as now:
            return Answering(now).sentences(question, hit)

    def check(self, claim: str, speaker: str | None = None) -> tuple[QuoteCheck, Citation | None]:
        """Checks whether these words were said; with the citation of the place that decided it.

        QuestionError for a claim without a letter or number, or that is too long.
        """
        with self._indexes.reading() as now:
            return check(now, claim, speaker)

    # --- reading ---

    def interview(self, key: str) -> Interview:
        """Reads one interview, parsed; NotFoundError if it isn't there."""
        with self._indexes.reading() as now:
            return now.interview(key)

    def interviews(self) -> tuple[InterviewSummary, ...]:
        """Lists the interviews that hold a turn, newest first, the undated last."""
        with self.store.reading():
            return tuple(self.store.summaries())

    def locate(self, turn: str) -> tuple[str, Span]:
        """Finds the interview and the span that a permalink's key opens; NotFoundError where there is none.

        A key is an interview and an offset in its text, so it outlives every change of the parser: the
        utterance (or the question) around the offset is opened, whatever its borders are today.
        """
        with self._indexes.reading() as now:
            return located(now, turn)

    def link(self, turn: str) -> Link:
        """Finds what a permalink's key opens, also where the article has changed since; NotFoundError for nothing."""
        with self._indexes.reading() as now:
            return link(now, turn)

    def citation(self, turn: str) -> Citation:
        """Cites the words that a permalink's key opens, checked against their hash."""
        with self._indexes.reading() as now:
            return cite_link(now, turn)

    def citations_of(self, interview: str) -> tuple[Citation, ...]:
        """Cites every utterance of an interview, in the order of its text; NotFoundError if it isn't there."""
        with self._indexes.reading() as now:
            return citations_of(now, interview)

    def citation_at(self, interview: str, span: Span) -> Citation:
        """Cites the utterance around a span; NotFoundError where no official speaks."""
        with self._indexes.reading() as now:
            return citation_at(now, interview, span)

    def facets(self) -> Facets:
        """Lists the speakers, outlets and dates of the archive."""
        return facets_of(self._indexes.stored_people.choices, printed_where(self.store))

    @property
    def people(self) -> Registry:
        """The people of the archive, derived from what is stored now and from what editors decided."""
        return self._indexes.people

    @property
    def people_by_name(self) -> PeopleByName:
        """The same people, each looked up by a name, label or key: soon, in an archive of any size."""
        return self._indexes.stored_people.named

    def suggestions(self, n: int) -> tuple[str, ...]:
        """Picks up to `n` questions that reporters really asked, one an interview, the same each time."""
        with self._indexes.reading() as now:
            return suggestions_of(now.store.summaries(), now.interview, n)

    def stats(self) -> dict[str, object]:
        """Counts what is stored, what waits and how visitors found the answers; with the manifest's facts."""
        with self._indexes.reading() as now:
            prints = all_prints(now.store)
            blocks = [block.served for key in now.store.interview_ids() for block in now.interview(key).blocks]
            figures: dict[str, object] = {
                "interviews": now.store.interview_count(),
                "people": len(now.people),
                "reprints": len(reprints(prints, prints)),
                "blocks_waiting": blocks.count(False),
                "blocks_served": blocks.count(True),
            }
            return {**now.store.counts(), **feedback_counts(now.store), **figures, **now.store.manifest()}
