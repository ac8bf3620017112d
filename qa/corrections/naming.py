"""Whose all answers of one speaker are, decided at once; and the names that an article itself suggests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.corrections.correction import Decision
from qa.interview import Block, Interview, Person, Role
from qa.names.mentions import mentions
from qa.names.speakers import same_speaker
from qa.text import Span

Named = tuple[tuple[Block, ...], tuple[Person, ...]]
"""Blocks with their speakers, and the people of the interview."""


def name_all(blocks: Sequence[Block], people: Sequence[Person], decision: Decision) -> Named | None:
    """Gives the answers that a decision names their speaker; None where there are none.

    What is held back stays so. Labels go with the answers; a post only to another form of the same name, since
    what the paper prints of one person is not said of another.
    """
    moved = [one for one in blocks if one.role is Role.ANSWER and decision.of in (None, one.speaker or "")]
    if not moved or decision.speaker is None:
        return None
    name, earlier = decision.speaker, {one.speaker for one in moved}
    changed = tuple(replace(one, speaker=name) if one in moved else one for one in blocks)
    return changed, _with(people, name, decision.position, [one for one in people if one.name in earlier])


def _with(people: Sequence[Person], name: str, position: str | None, were: Sequence[Person]) -> tuple[Person, ...]:
    """The people with the named one among them; those whose answers these were are left to be dropped."""
    same = [one for one in were if one.name == name or same_speaker(name, one.name) or same_speaker(one.name, name)]
    there = next((one for one in people if one.name == name), None)
    post = position or (there and there.position) or next((one.position for one in same if one.position), None)
    labels = dict.fromkeys([*(there.labels if there else ()), *(label for one in were for label in one.labels)])
    person = Person(name, post, tuple(labels))
    if there is None:
        return (*people, person)
    return tuple(person if one is there else one for one in people)


def suggested(interview: Interview) -> tuple[Person, ...]:
    """Lists whom an article itself names, outside the answers: those who answer first, then as they are printed."""
    text = interview.text
    told = [block.span for block in interview.blocks if block.role is not Role.ANSWER]
    title = interview.source.title
    found = [*mentions(title, [Span(0, len(title))]), *mentions(text, told)]
    people: dict[str, Person] = {person.name: person for person in interview.people}
    for one in found:
        known = people.get(one.name)
        if known is None or (known.position is None and one.position):
            people[one.name] = replace(known, position=one.position) if known else Person(one.name, one.position)
    return tuple(people.values())
