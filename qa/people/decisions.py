"""What editors decided about people: joined, split, renamed, taken back; applied on top of what was derived.

Decisions stand on anchors (interview and printed name), so they hold through every rebuild of the archive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.people.same_person import Anchor, Appearance, Reason, Tie, evidence, order


class Action(StrEnum):
    """What an editor may decide."""

    JOIN = "join"
    SPLIT = "split"
    RENAME = "rename"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of an editor, never changed afterwards; `at` is UTC (ISO), `id` counts up.

    JOIN: `anchors` are one person. SPLIT: `anchors` are another person than `others`. RENAME: the person of
    `anchors` is called `name`. UNDO: the decision `undoes` holds no more.
    """

    id: int
    at: str
    author: str
    action: Action
    reason: str
    anchors: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    name: str | None = None
    undoes: int | None = None


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Returns the decisions that hold, oldest first: an undo takes one away, and an undo undone gives it back."""
    known = sorted(decisions, key=lambda decision: decision.id)
    gone: set[int] = set()
    for decision in reversed(known):
        if decision.action is Action.UNDO and decision.id not in gone and decision.undoes is not None:
            gone.add(decision.undoes)
    return [d for d in known if d.id not in gone and d.action is not Action.UNDO]


@dataclass(frozen=True, slots=True)
class Decided:
    """People after the decisions: groups of appearances, what tied them, and the names that editors gave."""

    groups: list[list[Appearance]]
    ties: list[Tie]
    names: dict[Anchor, str]


def decide(groups: Sequence[Sequence[Appearance]], ties: Sequence[Tie], decisions: Iterable[Decision]) -> Decided:
    """Returns the derived groups changed by the decisions in force, in the order in which they were taken.

    An anchor that is no more in the archive is passed over; the decision waits until it comes back.
    """
    parts = _Parts(groups)
    joined: list[Tie] = []
    names: dict[Anchor, str] = {}
    for decision in in_force(decisions):
        there = [anchor for anchor in decision.anchors if anchor in parts.home]
        if decision.action is Action.JOIN:
            parts.join(there)
            joined += [Tie(there[0], anchor, Reason.DECIDED) for anchor in there[1:]]
        elif decision.action is Action.SPLIT:
            parts.split(set(there), {anchor for anchor in decision.others if anchor in parts.home})
        elif decision.name:
            names |= dict.fromkeys((a for anchor in there for a in parts.beside(anchor)), decision.name)
    held = [tie for tie in [*joined, *ties] if parts.home[tie.first] == parts.home[tie.second]]
    return Decided(parts.groups(), held, names)


class _Parts:
    """Appearances in groups, as they are joined and split."""

    def __init__(self, groups: Sequence[Sequence[Appearance]]) -> None:
        self._groups = [{a.anchor: a for a in group} for group in groups]
        self.home = {anchor: number for number, group in enumerate(self._groups) for anchor in group}

    def groups(self) -> list[list[Appearance]]:
        """Lists the groups that hold something, each in the order of dates."""
        return [sorted(group.values(), key=order) for group in self._groups if group]

    def beside(self, anchor: Anchor) -> Collection[Anchor]:
        """Lists all appearances of the person of `anchor`."""
        return tuple(self._groups[self.home[anchor]])

    def join(self, anchors: Sequence[Anchor]) -> None:
        """Makes the groups of `anchors` one."""
        for anchor in anchors[1:]:
            self._move(tuple(self._groups[self.home[anchor]]), self.home[anchors[0]])

    def split(self, anchors: set[Anchor], others: set[Anchor]) -> None:
        """Takes `anchors` out of each group that holds some of `others` too.

        What came into the group since goes with those it has evidence for; in doubt it stays with `others`.
        """
        for number in sorted({self.home[anchor] for anchor in anchors}):
            group = self._groups[number]
            leaving = {anchor for anchor in group if anchor in anchors}
            staying = {anchor for anchor in group if anchor in others} - leaving
            if not staying:
                continue
            for anchor in group.keys() - leaving - staying:
                if self._tied(anchor, leaving) and not self._tied(anchor, staying):
                    leaving.add(anchor)
            self._groups.append({})
            self._move(sorted(leaving), len(self._groups) - 1)

    def _tied(self, anchor: Anchor, to: Collection[Anchor]) -> bool:
        group = self._groups[self.home[anchor]]
        return any(evidence(group[anchor], group[other]) is not None for other in to)

    def _move(self, anchors: Iterable[Anchor], number: int) -> None:
        for anchor in anchors:
            before = self.home[anchor]
            if before != number:
                self._groups[number][anchor] = self._groups[before].pop(anchor)
                self.home[anchor] = number
