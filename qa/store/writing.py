"""How an interview is written into the tables, row by row, and taken out of them; inside the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from qa.interview import Interview, Turn
from qa.store.database import Database
from qa.store.prints import forget_prints, note_prints
from qa.store.tables import NewPassage, blocks_to_json, marks_to_json, people_to_json, to_blob, to_json


def turn_key(interview: str, offset: int) -> str:
    """Gives the permanent key of the words that begin at `offset`: the text never changes, so neither does the key."""
    return f"{interview}.{offset}"


def write_reading(
    database: Database, interview: Interview, model: str, passages: Sequence[Sequence[NewPassage]]
) -> None:
    """Writes how an interview is read; `passages[i]` belong to the i-th utterance, over all turns in order."""
    source = interview.source
    database.change(
        "INSERT INTO interviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(source.id, source.title, source.outlet, source.date, source.url, to_json(source.authors), source.note),
        *(interview.text, blocks_to_json(interview.blocks), people_to_json(interview.people)),
        marks_to_json(interview.marks),
    )
    place = iter(passages)
    for turn in interview.turns:
        _write_turn(database, interview, turn, model, place)
    note_prints(database, interview)


def _write_turn(
    database: Database, interview: Interview, turn: Turn, model: str, place: Iterator[Sequence[NewPassage]]
) -> None:
    question, key = turn.question, interview.source.id
    row = database.insert(
        "INSERT INTO turns (interview, question_start, question_end) VALUES (?, ?, ?)",
        *(key, question and question.start, question and question.end),
    )
    for utterance in turn.answers:
        span = utterance.span
        digest = hashlib.sha256(span.of(interview.text).encode()).hexdigest()
        said = database.insert(
            'INSERT INTO utterances (turn, interview, start, "end", speaker, sha256) VALUES (?, ?, ?, ?, ?, ?)',
            *(row, key, span.start, span.end, utterance.speaker, digest),
        )
        for passage in next(place):
            write_passage(database, said, passage, model)


def write_passage(database: Database, utterance: int, passage: NewPassage, model: str) -> None:
    """Writes a passage of an utterance with its vector by a model."""
    key = database.insert(
        'INSERT INTO passages (utterance, start, "end") VALUES (?, ?, ?)',
        *(utterance, passage.span.start, passage.span.end),
    )
    database.change("INSERT INTO vectors VALUES (?, ?, ?)", key, model, to_blob(passage.vector))
    if passage.sentences:
        database.change(
            "INSERT INTO sentences VALUES (?, ?, ?) ON CONFLICT (utterance)"
            " DO UPDATE SET model = excluded.model, texts = excluded.texts",
            *(utterance, model, passage.sentences),
        )


def delete_interview(database: Database, interview: str) -> bool:
    """Deletes an interview with its source; whether it was there."""
    database.change("DELETE FROM sources WHERE interview=?", interview)
    database.change("DELETE FROM parsed WHERE interview=?", interview)
    return delete_reading(database, interview)


_DECISIONS = ("corrections", "errata", "versions")
"""The tables of what editors decided about an interview's words, and of the words that it had before."""


def delete_decisions(database: Database, interview: str) -> int:
    """Deletes what editors decided in an interview, its earlier versions, and what visitors said of it; how many."""
    decided = sum(database.change(f"DELETE FROM {table} WHERE interview=?", interview) for table in _DECISIONS)
    # A turn's key is its interview's, a dot and digits.
    of_turns = "rtrim({}, '0123456789') = ? || '.'"
    feedback = database.change(f"DELETE FROM feedback WHERE {of_turns.format('turn')}", interview)
    database.change(f"DELETE FROM cases WHERE {of_turns.format('turn')}", interview)
    database.change("DELETE FROM dates WHERE interview=?", interview)
    database.change(f"DELETE FROM moved WHERE {of_turns.format('old')}", interview)
    return decided + feedback


def delete_reading(database: Database, interview: str) -> bool:
    """Deletes how an interview is read; whether it was there."""
    forget_prints(database, interview)
    utterances = "SELECT id FROM utterances WHERE interview=?"
    passages = f"SELECT id FROM passages WHERE utterance IN ({utterances})"
    database.change(f"DELETE FROM vectors WHERE passage IN ({passages})", interview)
    database.change(f"DELETE FROM passages WHERE utterance IN ({utterances})", interview)
    for table in ("utterances", "turns"):
        database.change(f"DELETE FROM {table} WHERE interview=?", interview)
    return database.change("DELETE FROM interviews WHERE id=?", interview) > 0


def moved_to(database: Database, turn: str) -> str:
    """Returns the present key of a permalink whose article has changed since; the key itself where it has not."""
    rows = database.rows("SELECT new FROM moved WHERE old=?", turn)
    return str(rows[0][0]) if rows else turn


def delete_left_over(database: Database) -> None:
    """Deletes what the contextual encoder read of utterances that are gone."""
    # The ids are looked up in an index: the rows themselves are the greatest part of an archive.
    there = "SELECT id FROM readings WHERE utterance NOT IN (SELECT id FROM utterances)"
    database.change(f"DELETE FROM readings WHERE id IN ({there})")


def moved_keys(database: Database, interview: Interview) -> list[tuple[str, str]]:
    """Returns old and new permalink keys of the stored words that stand elsewhere in an interview's changed text."""
    key = interview.source.id
    rows = database.rows("SELECT text FROM interviews WHERE id=?", key)
    if not rows or rows[0][0] == interview.text:
        return []
    old, found = rows[0][0], []
    for start, end in database.rows('SELECT start, "end" FROM utterances WHERE interview=? ORDER BY start', key):
        place = interview.text.find(old[start:end])
        if place >= 0 and place != start:
            found.append((turn_key(key, start), turn_key(key, place)))
    return found
