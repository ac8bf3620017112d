"""Batches of examples that are easily taken for one another, with their questions and passages as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.accents import unaccented
from embeddings.train.contextual.examples import Example, Kind
from embeddings.train.spelling import abbreviated

Ids = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SHARES: Mapping[Kind, float] = {Kind.WRITTEN: 0.68, Kind.ANSWERED: 0.12, Kind.HEADLINE: 0.06, Kind.ASKING: 0.14}
"""Share of the batches that each kind gets; a batch is of one kind, so that its passages are hard to tell apart."""

GROUP = 4
"""Examples that are taken together because they are near one another."""

UNACCENTED, ABBREVIATED = 0.08, 0.10
"""Share of the questions that come without accents, and with abbreviations exchanged."""

TITLED, CUT, SHORTEST_CUT = 0.5, 0.35, 0.5
"""Share of the passages that come with their title, share cut to a run of their words, and its least length."""

PROMPTS = {"query": "query: ", "document": "passage: "}
"""What the model was trained to see before a question and before a passage."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Question i is answered by passage `answer[i]`, and by whatever else `also[i]` marks, shape (n, passages).

    `examples` are the places of the first passages' examples; further passages answer no question.
    """

    examples: Ids
    questions: tuple[str, ...]
    passages: tuple[str, ...]
    answer: Ids
    also: Mask


class Batches:
    """Draws batches; the same seed and the same neighbours give the same ones.

    `neighbours`, shape (examples, choices), holds for each example others of its kind that are easily taken for it.
    """

    def __init__(self, examples: Sequence[Example], neighbours: Ids, size: int, seed: int) -> None:
        self._examples = examples
        self._size = size
        self._seed = seed
        places = {kind: [place for place, one in enumerate(examples) if one.kind is kind] for kind in Kind}
        self._places = {kind: np.array(found, np.int64) for kind, found in places.items() if found}
        shares = np.array([SHARES[kind] for kind in self._places])
        self._shares = shares / shares.sum()
        self._decks: dict[str, list[int]] = {}
        self._rounds: dict[str, int] = {}
        self.neighbours = neighbours

    def draw(self, step: int) -> Batch:
        """The batch of a step; steps are drawn in order."""
        random = np.random.default_rng((self._seed, step))
        kind = list(self._places)[int(random.choice(len(self._shares), p=self._shares))]
        deck = self._decks.setdefault(kind, [])
        if len(deck) < self._size:
            deck[:0] = self._dealt(kind)
        chosen, deck[-self._size :] = deck[-self._size :], []
        return self._written_out(chosen, random)

    def state(self) -> dict[str, object]:
        """What a later run needs to go on with the same batches."""
        decks, rounds = ({str(kind): value for kind, value in each.items()} for each in (self._decks, self._rounds))
        return {"decks": decks, "rounds": rounds, "neighbours": self.neighbours.tolist()}

    def restore(self, state: dict[str, object]) -> None:
        """Takes up what `state` gave."""
        self._decks, self._rounds = dict(state["decks"]), dict(state["rounds"])  # type: ignore[call-overload]
        self.neighbours = np.array(state["neighbours"], np.int64)

    def rounds(self, kind: Kind) -> int:
        """How often all examples of a kind have been dealt."""
        return self._rounds.get(kind, 0)

    def _dealt(self, kind: Kind) -> list[int]:
        """All examples of a kind in random order, each followed by some of its neighbours."""
        self._rounds[kind] = self._rounds.get(kind, 0) + 1
        random = np.random.default_rng((self._seed, self._rounds[kind], len(kind)))
        order: dict[int, None] = {}
        for place in random.permutation(self._places[kind]):
            if int(place) not in order:
                order[int(place)] = None
                near = [int(other) for other in self.neighbours[place] if other >= 0 and int(other) not in order]
                order.update(dict.fromkeys(random.permutation(near)[: GROUP - 1].tolist()))
        return list(order)

    def _written_out(self, chosen: Sequence[int], random: np.random.Generator) -> Batch:
        rows = [self._examples[place] for place in chosen]
        asked = [
            (question, place)
            for place, row in enumerate(rows)
            for question in (row.questions if row.kind is Kind.WRITTEN else (_one(row.questions, random),))
        ]
        hard = tuple(_one(row.hard, random) for row in rows if row.hard)
        answers: dict[str, set[str]] = {}
        for row in rows:
            for question in row.questions:
                answers.setdefault(question, set()).add(row.text)
        texts = [*(row.text for row in rows), *hard]
        also = np.array([[text in answers[question] for text in texts] for question, _ in asked])
        return Batch(
            np.array(chosen, np.int64),
            tuple(PROMPTS["query"] + _typed(question, random) for question, _ in asked),
            tuple(PROMPTS["document"] + text for text in (*(_passage(row, random) for row in rows), *hard)),
            np.array([place for _, place in asked], np.int64),
            also,
        )


def _one(texts: Sequence[str], random: np.random.Generator) -> str:
    return texts[int(random.integers(len(texts)))]


def _typed(question: str, random: np.random.Generator) -> str:
    chance = random.random()
    if chance < UNACCENTED:
        return unaccented(question)
    return abbreviated(question) if chance < UNACCENTED + ABBREVIATED else question


def _passage(row: Example, random: np.random.Generator) -> str:
    text = row.text
    if random.random() < CUT:
        words = text.split(" ")
        kept = max(1, int(len(words) * random.uniform(SHORTEST_CUT, 1)))
        start = int(random.integers(len(words) - kept + 1))
        text = " ".join(words[start : start + kept])
    return f"{row.title}\n{text}" if row.title and random.random() < TITLED else text
