"""Why a quotation is among the hits: the words it shares with the question, its places in both searches, boosts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.answer.evidence import informative
from qa.question.understand import Understanding
from qa.search.query import Boost
from qa.search.retrieve import Hit
from qa.text import folded_search_tokens, tokens


@dataclass(frozen=True, slots=True)
class Why:
    """What speaks for one hit.

    `said` are the words of the question that stand in the quotation, `around` those that stand only in the headline,
    the reporter's question or the speaker's name and post. `by_words` and `by_meaning` are its places (from 1) in the
    two searches; `sentence` is the cosine of its nearest sentence.
    """

    said: tuple[str, ...]
    around: tuple[str, ...]
    by_words: int
    by_meaning: int
    sentence: float
    boosts: tuple[Boost, ...]


def why(reading: Understanding, hit: Hit, sentence: float, speech: str, around: str) -> Why:
    """Tells why a hit was found for a question, given its words and those around them."""
    wordings = [wording.text for part in reading.query.parts for wording in part.wordings]
    there, beside = folded_search_tokens(speech), folded_search_tokens(around)
    said = _whole(phrase for text in wordings for phrase in _phrases(text, there))
    near = _whole(phrase for text in wordings for phrase in _phrases(text, beside))
    near = tuple(phrase for phrase in near if phrase not in said)
    return Why(said, near, hit.by_words, hit.by_meaning, sentence, hit.boosts)


def _phrases(question: str, there: Sequence[str]) -> list[str]:
    """The longest runs of a question's informative syllables that stand side by side in a text, as they were typed.

    A single syllable says little in Vietnamese: it counts only where there is no longer run.
    """
    wanted, pairs = set(informative(question)) & set(there), set(pairwise(there))
    runs: list[list[tuple[str, str]]] = [[]]
    for written, folded in zip(tokens(question), folded_search_tokens(question), strict=True):
        if runs[-1] and (folded not in wanted or (runs[-1][-1][1], folded) not in pairs):
            runs.append([])
        if folded in wanted:
            runs[-1].append((written, folded))
    long = [run for run in runs if len(run) > 1 or (run and run[0][0].isdecimal())]
    return [" ".join(written for written, _ in run) for run in long or runs if run]


def _whole(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases, each once and none that is part of another."""
    every = list(dict.fromkeys(phrases))
    folded = {phrase: f" {' '.join(folded_search_tokens(phrase))} " for phrase in every}
    return tuple(p for p in every if not any(folded[p] != folded[q] and folded[p] in folded[q] for q in every))
