"""The staff's desk: what waits for review, and the corrections that editors make.

A correction is stored, applied and embedded in one transaction, so that the next question finds the interview
as it was corrected, and nobody ever sees half of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from qa.corrections.anchor import sha256_of
from qa.corrections.applied import Corrected, Lost, Outcome, apply
from qa.corrections.correction import Action, Correction, Decision, checked_reason, in_force, undo
from qa.corrections.stored import (
    Waiting,
    all_corrections,
    corrections_of,
    keep_parsed,
    last_version,
    parsed_interview,
    record,
    waiting_interviews,
)
from qa.embed import embedded
from qa.errata.entry import Entry
from qa.errata.stored import all_entries, take_in
from qa.errors import CorrectionError
from qa.interview import Interview
from qa.store.tables import blocks_to_json
from qa.wording import edit as wording_edit

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from qa.archive import Archive


@dataclass(frozen=True, slots=True)
class Sheet:
    """An interview on the desk: as it is shown, its history, and what became of the corrections in force.

    `state` names what lies on the desk: a correction made in sight of another state is refused.
    """

    interview: Interview
    history: tuple[Correction, ...]
    outcomes: tuple[Outcome, ...]
    state: str = field(init=False)
    """A short hash of the text, the blocks and the versions."""

    def __post_init__(self) -> None:
        parts = (self.interview.text, blocks_to_json(self.interview.blocks), str(len(self.history)))
        # Every block's form shows it: made once, not once a block.
        object.__setattr__(self, "state", hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16])

    @property
    def in_force(self) -> tuple[Correction, ...]:
        """The corrections that hold, oldest first."""
        return tuple(in_force(self.history))


class TakenIn(NamedTuple):
    """How many corrections and errata were new, how many were here, of how many interviews, and which are not here."""

    corrections: int
    errata: int
    known: int
    interviews: int
    absent: tuple[str, ...]


class Desk:
    """The corrections of an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._store = archive.store

    def waiting(self) -> list[Waiting]:
        """Returns all interviews, those with the most blocks waiting first."""
        return waiting_interviews(self._store)

    def sheet(self, interview: str) -> Sheet:
        """Returns one interview with its history; NotFoundError if it isn't there."""
        shown = self._store.interview(interview)
        history = corrections_of(self._store, interview)
        outcomes = apply(parsed_interview(self._store, shown), history).outcomes if history else ()
        return Sheet(shown, tuple(history), outcomes)

    def correct(self, interview: str, decision: Decision, author: str, reason: str, state: str) -> Sheet:
        """Makes one correction and shows what became of it.

        CorrectionError, and nothing is stored, where the desk has changed since `state`, or where the decision
        changes nothing or can't be applied.
        """
        encoder = self._archive.encoder  # loaded before the database is held
        with self._store.transaction():
            before = self.sheet(interview)
            if before.state != state:
                raise CorrectionError(wording_edit.OUTDATED)
            correction = Correction(
                interview=interview,
                version=last_version(self._store, interview) + 1,
                author=author,
                at=datetime.now(UTC).isoformat(timespec="seconds"),
                text_sha256=sha256_of(before.interview.text),
                reason=checked_reason(reason),
                decision=decision,
            )
            record(self._store, correction)
            corrected = self._apply_all(interview, encoder)
            _refuse_idle(before, correction, corrected)
        return self.sheet(interview)

    def withdraw(self, interview: str, version: int, author: str, reason: str, state: str) -> Sheet:
        """Takes one correction back; CorrectionError if it is not in force."""
        if version not in {correction.version for correction in self.sheet(interview).in_force}:
            raise CorrectionError(wording_edit.NOTHING_TO_UNDO)
        return self.correct(interview, undo(version), author, reason, state)

    def export(self) -> list[Correction | Entry]:
        """Returns every correction of the archive, and every entry of errata."""
        with self._store.reading():
            return [*all_corrections(self._store), *all_entries(self._store)]

    def take_in(self, decisions: Iterable[Correction | Entry]) -> TakenIn:
        """Adds corrections and errata made elsewhere, after those that are here.

        One that is here already is passed over, an undo follows what it undoes to the new number. Those about an
        interview that is not here wait for it.
        """
        given = [*decisions]
        corrections = [one for one in given if isinstance(one, Correction)]
        encoder = self._archive.encoder  # loaded before the database is held
        with self._store.transaction():
            added, known = self._record_all(corrections)
            entered, entered_before = take_in(self._store, (one for one in given if isinstance(one, Entry)))
            present = set(self._store.interview_ids())
            for interview in sorted(present & {one.interview for one in corrections}):
                self._apply_all(interview, encoder)
        about = {one.interview for one in given}
        return TakenIn(added, entered, known + entered_before, len(about), tuple(sorted(about - present)))

    def _record_all(self, corrections: Iterable[Correction]) -> tuple[int, int]:
        added = known = 0
        touched: dict[str, dict[int, int]] = {}
        for correction in corrections:
            numbers = touched.setdefault(correction.interview, {})
            here = corrections_of(self._store, correction.interview)
            moved = _renumbered(correction, numbers)
            twin = next((c for c in here if replace(c, version=0) == replace(moved, version=0)), None)
            numbers[correction.version] = twin.version if twin else len(here) + 1
            known += twin is not None
            if twin is None:
                added += 1
                record(self._store, replace(moved, version=len(here) + 1))
        return added, known

    def _apply_all(self, interview: str, encoder: Encoder) -> Corrected:
        parsed = parsed_interview(self._store, self._store.interview(interview))
        corrected = apply(parsed, corrections_of(self._store, interview))
        rows = embedded(corrected.interview, encoder)
        self._store.put_reading(corrected.interview, encoder.revision, rows)
        keep_parsed(self._store, parsed, len(corrected.lost))
        return corrected


def _renumbered(correction: Correction, numbers: dict[int, int]) -> Correction:
    undoes = correction.decision.undoes
    if undoes is None:
        return correction
    return replace(correction, decision=replace(correction.decision, undoes=numbers.get(undoes, undoes)))


def _refuse_idle(before: Sheet, correction: Correction, corrected: Corrected) -> None:
    """CorrectionError where a correction did nothing: an editor must not believe that something was saved."""
    own = next((o for o in corrected.outcomes if o.version == correction.version), None)
    if own is not None and own.lost is Lost.BLOCKS:
        raise CorrectionError(wording_edit.UNLIKE)
    if own is not None and own.lost:
        raise CorrectionError(wording_edit.NO_SUCH_BLOCK)
    unchanged = corrected.interview == before.interview
    if unchanged and correction.decision.action is not Action.UNDO:
        raise CorrectionError(wording_edit.NO_CHANGE)
