"""The one truth: sources, interviews, turns, passages and their vectors, as values in and out of its database.

Adding an interview is one transaction, so a process killed at any moment loses nothing that it had committed.
Everything else (FAISS, BM25) is derived from here and may be thrown away. Utterance and passage ids are never
used twice, and their rows never change: a derived index is brought up to date by comparing ids.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from qa import wording
from qa.errors import QuotationError, StoreError
from qa.interview import Interview, Source, Turn, Utterance
from qa.store.audit import Event, note_change
from qa.store.database import Database, places
from qa.store.files import DERIVED, no_generation
from qa.store.incoming import forget_incoming
from qa.store.migrations import CHANGED
from qa.store.tables import NewPassage, blocks_from_json, marks_from_json, people_from_json, source_to_json
from qa.store.versions import keep_version
from qa.store.withdrawn import missing, note_withdrawal
from qa.store.writing import (
    delete_decisions,
    delete_interview,
    delete_left_over,
    delete_reading,
    moved_keys,
    turn_key,
    write_passage,
    write_reading,
)
from qa.text import Span

__all__ = ["InterviewSummary", "Store", "StoredUtterance", "turn_key"]


@dataclass(frozen=True, slots=True)
class StoredUtterance:
    """An utterance's row with what filters ask for; `turn` is the key of its permalink."""

    id: int
    interview: str
    span: Span
    speaker: str | None
    outlet: str | None
    date: str | None

    @property
    def turn(self) -> str:
        """The key that `/l/<turn>` opens: the interview and where the words begin in its text."""
        return turn_key(self.interview, self.span.start)


@dataclass(frozen=True, slots=True)
class InterviewSummary:
    """One line of the list of interviews; `turns` counts them."""

    id: str
    title: str
    outlet: str | None
    date: str | None
    speakers: tuple[str, ...]
    turns: int
    note: str | None


class Store(Database):
    """One archive's interviews in its database; safe to use from several threads."""

    # --- manifest ---

    def manifest(self) -> dict[str, str]:
        """Returns the archive's facts by name: the encoder, its revision and dimension, the passage rules."""
        return dict(self.rows("SELECT key, value FROM manifest"))

    def set_manifest(self, **facts: str) -> None:
        """Sets some of the manifest's facts."""
        self.change_many(
            "INSERT INTO manifest VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [*facts.items()],
        )

    def content_version(self) -> str:
        """Returns a value that changes with the interviews and their passages, whichever process changes them.

        Feedback, the audit log and decisions about people leave it as it is.
        """
        rows = self.rows("SELECT value FROM manifest WHERE key='changes'")
        return str(rows[0][0]) if rows else ""

    # --- sources ---

    def source_of(self, interview: str) -> tuple[str, str, str] | None:
        """Returns path, SHA-256 and rules under which an interview was read, if it is there."""
        rows = self.rows("SELECT path, sha256, rules FROM sources WHERE interview=?", interview)
        return rows[0] if rows else None

    def interviews_from(self, path: str) -> set[str]:
        """Returns the ids of the interviews that came from one file."""
        return {row[0] for row in self.rows("SELECT interview FROM sources WHERE path=?", path)}

    # --- writing ---

    def put(
        self,
        interview: Interview,
        *,
        path: str,
        raw: bytes,
        rules: str,
        model: str,
        passages: Sequence[Sequence[NewPassage]],
        stated: Source | None = None,
    ) -> bool:
        """Adds an interview, or puts it in the place of the one with its id, in one transaction.

        That one is kept as an earlier version where its words are others: whether it was. `passages[i]` belong to the
        i-th utterance, counted over all turns in order. `stated` is what the file itself states of the article.
        """
        key = interview.source.id
        with self.transaction():
            moved, before, digest = moved_keys(self, interview), self.source_of(key), hashlib.sha256(raw).hexdigest()
            changed = before is not None and before[1] != digest and keep_version(self, self.interview(key), interview)
            delete_interview(self, key)
            facts = (key, path, raw, digest, rules, source_to_json(stated) if stated else None)
            self.change("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)", *facts)
            write_reading(self, interview, model, passages)
            self.change_many(
                "INSERT INTO moved VALUES (?, ?) ON CONFLICT (old) DO UPDATE SET new = excluded.new", moved
            )
            return changed

    def put_reading(self, interview: Interview, model: str, passages: Sequence[Sequence[NewPassage]]) -> None:
        """Puts how an interview is read in the place of how it was read before; its source stays as it is."""
        with self.transaction():
            delete_reading(self, interview.source.id)
            write_reading(self, interview, model, passages)

    def remove(self, interview: str, reason: str | None = None, author: str = "") -> None:
        """Takes an interview out for good: no word of it is left in the archive's files.

        With it go the corrections made in it and what visitors said of it, which repeat its words. Decisions about
        people stay: they hold names. With a `reason` it is withdrawn: no build brings it back until that is lifted.
        NotFoundError if there is nothing of it.
        """
        with self.transaction():
            if reason is not None:
                note_withdrawal(self, interview, reason, author)
            forget_incoming(self, interview)
            if not delete_interview(self, interview) + delete_decisions(self, interview):
                raise missing(self, interview)
            note_change(self, Event.REMOVE if reason is None else Event.WITHDRAW, interview)
            self._forget()
            self.forget_generations()
        self.wipe()

    def set_aside(self, interview: str) -> None:
        """Takes an interview out whose source no longer holds it; its corrections wait for it to come back."""
        with self.transaction():
            delete_interview(self, interview)
            note_change(self, Event.SET_ASIDE, interview)
            self._forget()

    def _forget(self) -> None:
        # The file is to be read again if the operator builds from it once more.
        self.change("DELETE FROM files WHERE path NOT IN (SELECT path FROM sources)")
        delete_left_over(self)

    def replace_passages(self, model: str, rows: Iterable[tuple[int, NewPassage]], **facts: str) -> None:
        """Puts new (utterance id, passage) rows in the place of all present ones, with the manifest, at once."""
        with self.transaction():
            self.change("DELETE FROM vectors")
            self.change("DELETE FROM passages")
            self.change("UPDATE readings SET utterance = -id")  # nobody's: taken over where the texts are the same
            for utterance, passage in rows:
                write_passage(self, utterance, passage, model)
            self.set_manifest(**facts)
            self.change(CHANGED)

    def forget_generations(self) -> None:
        """Has no derived indexes be opened any more, on whichever machine they lie or are being written."""
        every = "UPDATE manifest SET value = ? WHERE substr(key, 1, ?) = ?"
        self.change(every, no_generation(), len(DERIVED), DERIVED)

    def audit(self, event: str, target: str) -> None:
        """Notes in the audit that something happened to what `target` names."""
        note_change(self, event, target)

    # --- reading ---

    def utterances(self, after: int = 0) -> list[StoredUtterance]:
        """Returns all utterances (those with higher ids than `after`), in the order in which they were added."""
        return self._utterances("WHERE u.id > ? ORDER BY u.id", after)

    def utterances_of(self, interview: str) -> list[StoredUtterance]:
        """Returns the utterances of one interview, in the order of its text."""
        return self._utterances("WHERE u.interview=? ORDER BY u.start", interview)

    def _utterances(self, which: str, *values: object) -> list[StoredUtterance]:
        rows = self.rows(
            'SELECT u.id, u.interview, u.start, u."end", u.speaker, i.outlet, i.date'
            f" FROM utterances u JOIN interviews i ON i.id = u.interview {which}",
            *values,
        )
        return [
            StoredUtterance(key, interview, Span(start, end), speaker, outlet, date)
            for key, interview, start, end, speaker, outlet, date in rows
        ]

    def passages(self, model: str, after: int = 0) -> list[tuple[int, int, bytes]]:
        """Returns passage id, utterance id and vector (float16 bytes) of the passages of this model, in order.

        `after`: of utterances with higher ids only, which are those that came later.
        """
        rows = self.rows(
            "SELECT p.id, p.utterance, v.vector FROM passages p JOIN vectors v ON v.passage = p.id AND v.model=?"
            " WHERE p.utterance > ? ORDER BY p.id",
            *(model, after),
        )
        return [(passage, utterance, vector) for passage, utterance, vector in rows]

    def sentences(self, model: str, utterances: Sequence[int]) -> dict[int, bytes]:
        """Returns what is kept ready by this model of the texts of those of these utterances that are there."""
        query = f"SELECT utterance, texts FROM sentences WHERE model=? AND utterance IN ({places(utterances)})"
        return dict(self.rows(query, model, *utterances))

    def interview_count(self) -> int:
        """Counts the interviews that hold a turn."""
        return int(self.rows("SELECT count(DISTINCT interview) FROM turns")[0][0])

    def interview_ids(self) -> list[str]:
        """Returns the ids of all interviews, in order."""
        return [row[0] for row in self.rows("SELECT id FROM interviews ORDER BY id")]

    def interview(self, key: str) -> Interview:
        """Returns one interview as it was parsed; NotFoundError if it isn't there."""
        rows = self.rows(
            "SELECT id, title, outlet, date, url, authors, note, text, blocks, people, marks"
            " FROM interviews WHERE id=?",
            key,
        )
        if not rows:
            raise missing(self, key)
        number, title, outlet, date, url, authors, note, text, blocks, people, marks = rows[0]
        source = Source(number, title, outlet, date, url, tuple(json.loads(authors)), note)
        read, cast = blocks_from_json(blocks), people_from_json(people)
        return Interview(source, text, read, self._turns(key), cast, marks_from_json(marks))

    def summaries(self) -> list[InterviewSummary]:
        """Returns a line for each interview that holds a turn: newest first, the undated last."""
        speakers: dict[str, list[str]] = {}
        for interview, speaker in self.rows(
            "SELECT interview, speaker FROM utterances WHERE speaker IS NOT NULL"
            " GROUP BY interview, speaker ORDER BY min(start)"
        ):
            speakers.setdefault(interview, []).append(speaker)
        rows = self.rows(
            "SELECT i.id, i.title, i.outlet, i.date, count(*), i.note"
            " FROM interviews i JOIN turns t ON t.interview = i.id"
            " GROUP BY i.id ORDER BY coalesce(i.date, '') DESC, i.id"
        )
        return [
            InterviewSummary(key, title, outlet, date, tuple(speakers.get(key, ())), turns, note)
            for key, title, outlet, date, turns, note in rows
        ]

    def _turns(self, interview: str) -> tuple[Turn, ...]:
        spoken: dict[object, list[Utterance]] = {}
        for turn, start, end, speaker in self.rows(
            'SELECT turn, start, "end", speaker FROM utterances WHERE interview=? ORDER BY start', interview
        ):
            spoken.setdefault(turn, []).append(Utterance(Span(start, end), speaker))
        rows = self.rows("SELECT id, question_start, question_end FROM turns WHERE interview=? ORDER BY id", interview)
        return tuple(
            Turn(None if start is None else Span(start, end), tuple(spoken.get(turn, ()))) for turn, start, end in rows
        )

    def words(self, utterance: StoredUtterance, text: str) -> str:
        """Gives the words of an utterance out of its interview's text, checked against the hash taken when it was read.

        QuotationError (and an audit entry) where they don't match: a quotation in doubt is never shown.
        """
        rows = self.rows("SELECT sha256 FROM utterances WHERE id=?", utterance.id)
        words = utterance.span.of(text)
        if not rows or hashlib.sha256(words.encode()).hexdigest() != rows[0][0]:
            with suppress(StoreError):  # an archive that can't be written to refuses all the same
                self.audit(Event.MISMATCH, utterance.turn)
            raise QuotationError(wording.quotation_mismatch(utterance.turn))
        return words

    def counts(self) -> dict[str, int]:
        """Tells how many rows each table holds."""
        tables = ("sources", "interviews", "turns", "utterances", "passages", "vectors", "corrections", "audit")
        return {name: self.rows(f"SELECT count(*) FROM {name}")[0][0] for name in tables}
