"""Utterances cut into passages and embedded: those of an interview, or the whole archive anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from embeddings.closeness import Texts
from qa.interview import Interview
from qa.search.close_reading import close_texts
from qa.search.passage import RULES as PASSAGE_RULES
from qa.search.passage import Passage, passages
from qa.store.store import Store
from qa.store.tables import NewPassage

BATCH = 2048
"""Passages that are encoded at once."""


class PassageEncoder(Protocol):
    """What a build needs of an encoder."""

    revision: str
    dimension: int

    def encode_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Returns unit rows, shape (n, dimension)."""

    def ready(self, texts: Sequence[str]) -> Texts:
        """Texts made ready for a closer look."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One utterance as it is embedded: its passages, and the texts that are kept ready for a closer look."""

    passages: list[Passage]
    texts: list[str]


def embedded(interview: Interview, encoder: PassageEncoder) -> list[list[NewPassage]]:
    """Returns the passages of an interview with their vectors, utterance by utterance."""
    return embed(cut_up(interview), encoder)


def cut_up(interview: Interview) -> list[Cut]:
    """Cuts each utterance into what is embedded of it."""
    spoken = ((interview, turn, utterance) for turn in interview.turns for utterance in turn.answers)
    return [Cut(passages(*one), close_texts(*one)) for one in spoken]


def embed(cuts: Sequence[Cut], encoder: PassageEncoder) -> list[list[NewPassage]]:
    """Embeds what was cut: for each utterance its passages with their vectors, the whole of it first."""
    if not cuts:
        return []
    vectors = iter(encoder.encode_passages([passage.text for cut in cuts for passage in cut.passages]))
    ready = encoder.ready([text for cut in cuts for text in cut.texts]).split([len(cut.texts) for cut in cuts])
    rows = []
    for cut, texts in zip(cuts, ready, strict=True):
        whole, *windows = (NewPassage(passage.span, next(vectors)) for passage in cut.passages)
        rows.append([replace(whole, sentences=texts.to_bytes()), *windows])
    return rows


def embed_anew(store: Store, encoder: PassageEncoder) -> None:
    """Makes the archive one of this encoder and these passage rules; does nothing where it is already.

    The new passages are cut and embedded beside the old ones, and take their place in one transaction.
    """
    facts = {
        "revision": encoder.revision,
        "dimension": str(encoder.dimension),
        "passage_rules": PASSAGE_RULES,
    }
    if facts.items() <= store.manifest().items():
        return
    made: dict[int, list[NewPassage]] = {}
    with store.reading():
        _embed_missing(store, encoder, made)
    with store.transaction():
        if not facts.items() <= store.manifest().items():  # no other process has done it meanwhile
            present = _embed_missing(store, encoder, made)
            store.replace_passages(encoder.revision, [(key, one) for key in present for one in made[key]], **facts)


def _embed_missing(store: Store, encoder: PassageEncoder, made: dict[int, list[NewPassage]]) -> list[int]:
    """Adds the passages of the stored utterances that `made` lacks; the ids of all stored utterances."""
    present: list[int] = []
    waiting: list[tuple[int, Cut]] = []
    for key in store.interview_ids():
        ids = [utterance.id for utterance in store.utterances_of(key)]
        present += ids
        if not made.keys() >= set(ids):
            waiting += zip(ids, cut_up(store.interview(key)), strict=True)
        if sum(len(cut.passages) for _, cut in waiting) >= BATCH:
            made |= _embedded(waiting, encoder)
            waiting = []
    made |= _embedded(waiting, encoder)
    return present


def _embedded(cuts: Sequence[tuple[int, Cut]], encoder: PassageEncoder) -> dict[int, list[NewPassage]]:
    rows = embed([cut for _, cut in cuts], encoder)
    return {key: passages_ for (key, _), passages_ in zip(cuts, rows, strict=True)}
