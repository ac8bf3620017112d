"""The same interview in several papers or files: noted with each interview that is written, by its words alone.

What is kept of an interview are hashes of some of its shingles, which find the few others that are then compared word
by word. Two interviews are prints of one another by themselves, never by way of a third that holds words of both.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from qa.interview import Interview
from qa.store.database import Database, places
from qa.store.sketch import EDITION, FEWEST, are_prints, sampled, shingles

_COMPARED = 30
"""Interviews that one is compared with word by word, those with the most hashes in common first."""

_IN_COMMON = 2
"""Hashes in common from which two interviews are compared."""


def note_prints(database: Database, interview: Interview) -> None:
    """Notes, inside the caller's transaction, of which interviews one that was just written is another print."""
    said = [one.span.of(interview.text) for turn in interview.turns for one in turn.answers]
    _note(database, interview.source.id, said)


def note_missing(database: Database) -> None:
    """Notes the prints of interviews that were written before these were noted, each in a transaction of its own."""
    rows = database.rows("SELECT id FROM interviews WHERE id NOT IN (SELECT interview FROM sketched) ORDER BY id")
    for (interview,) in rows:
        with database.transaction():
            if database.rows("SELECT 1 FROM interviews WHERE id = ?", interview):
                _note(database, interview, _said(database, interview))


def _note(database: Database, interview: str, said: Iterable[str]) -> None:
    forget_prints(database, interview)
    own = shingles("\n".join(said))
    number = database.insert("INSERT INTO sketched (interview) VALUES (?)", interview)
    if len(own) < FEWEST:
        return
    hashes = sampled(own)
    pairs = [
        pair
        for other in _nearest(database, hashes)
        if are_prints(own, shingles("\n".join(_said(database, other))))
        for pair in ((interview, other), (other, interview))
    ]
    database.change_many("INSERT INTO sketches VALUES (?, ?)", [(one, number) for one in hashes])
    database.change_many("INSERT INTO prints VALUES (?, ?) ON CONFLICT DO NOTHING", pairs)


def alike(database: Database, interview: Interview) -> list[tuple[str, float]]:
    """Finds the interviews of which one that is not stored may be another edition, the likest first.

    With each comes the share of the shorter one's words that both have, in a row.
    """
    own = shingles("\n".join(said.span.of(interview.text) for turn in interview.turns for said in turn.answers))
    others = ((other, shingles("\n".join(_said(database, other)))) for other in _nearest(database, sampled(own)))
    shares = [(other, len(own & there) / max(1, min(len(own), len(there)))) for other, there in others]
    return sorted((one for one in shares if one[1] >= EDITION), key=lambda one: (-one[1], one[0]))


def _nearest(database: Database, hashes: Sequence[int]) -> list[str]:
    rows = database.rows(
        f"SELECT d.interview FROM sketches s JOIN sketched d ON d.id = s.id WHERE s.hash IN ({places(hashes)})"
        " GROUP BY s.id, d.interview HAVING count(*) >= ? ORDER BY count(*) DESC, s.id LIMIT ?",
        *(*hashes, _IN_COMMON, _COMPARED),
    )
    return [row[0] for row in rows]


def _said(database: Database, interview: str) -> list[str]:
    """The words of the stored answers of an interview, in the order of its text."""
    rows = database.rows(
        'SELECT u.start, u."end", i.text FROM utterances u JOIN interviews i ON i.id = u.interview'
        " WHERE u.interview = ? ORDER BY u.start",
        interview,
    )
    return [text[start:end] for start, end, text in rows]


def forget_prints(database: Database, interview: str) -> None:
    """Takes out, inside the caller's transaction, what is noted of an interview's words."""
    rows = database.rows("SELECT id FROM sketched WHERE interview = ?", interview)
    for (number,) in rows:
        database.change("DELETE FROM sketches WHERE id = ?", number)
    database.change("DELETE FROM sketched WHERE interview = ?", interview)
    database.change("DELETE FROM prints WHERE interview = ? OR other = ?", interview, interview)


def prints_of(database: Database, interview: str) -> tuple[str, ...]:
    """Returns the ids of the other prints of an interview."""
    rows = database.rows("SELECT other FROM prints WHERE interview = ? ORDER BY other", interview)
    return tuple(row[0] for row in rows)


def all_prints(database: Database) -> dict[str, tuple[str, ...]]:
    """Returns the other prints of each interview that has some: first of whichever has most turns, then the oldest."""
    rows = database.rows(
        "SELECT p.interview, p.other FROM prints p JOIN interviews i ON i.id = p.interview ORDER BY"
        " (SELECT count(*) FROM turns WHERE turns.interview = i.id) DESC, coalesce(i.date, '9'), i.id, p.other"
    )
    found: dict[str, list[str]] = {}
    for interview, other in rows:
        found.setdefault(interview, []).append(other)
    return {interview: tuple(others) for interview, others in found.items()}


def reprints(prints: Mapping[str, Sequence[str]], among: Container[str]) -> dict[str, str]:
    """Returns which of some interviews are told as reprints, each with the one of them that stands for it.

    `prints` are those of `all_prints`; who comes first there stands for the others.
    """
    found: dict[str, str] = {}
    for interview, others in prints.items():
        if interview in among and interview not in found:
            found |= {other: interview for other in others if other in among and other not in found}
    return found
