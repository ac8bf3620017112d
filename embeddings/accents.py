"""Accents put back into a question typed without them, by counts of syllables and of two and three in a row.

For finding only: an encoder reads "luân chuyển cán bộ" better than "luan chuyen can bo". What is shown is never
touched. The counts come from news (`embeddings/train/accents.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

BUNDLED_ACCENTS = Path(__file__).parent / "accents.npz"

PRIOR = 40.0
"""How many sightings of a syllable outweigh what its own frequency says of its neighbour."""

PAIR_PRIOR = 200.0
"""How many sightings of two in a row outweigh what the second alone says of the third."""

BEAM = 24
"""Ways of reading a text that are followed at a time."""

TEMPER = 2.0
"""Log-likelihoods of whole readings are divided by this to weigh them: the counts are surer than they are right."""

LOG_STEP = 12.0
"""Counts are stored as round(LOG_STEP × ln(count)) in one byte."""

SHIFT = 65536
"""A pair's key is first × SHIFT + second."""

Places = npt.NDArray[np.int64]
Counts = npt.NDArray[np.float64]

_SYLLABLE = re.compile(r"[^\W\d_]+")
_BARRED = str.maketrans("đĐ", "dD")


def unaccented(text: str) -> str:
    """`text` without accents: "luân chuyển" → "luan chuyen"."""
    letters = unicodedata.normalize("NFD", text.translate(_BARRED))
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c)))


class Accents:
    """A trigram model of written syllables that finds the likeliest accents; a file of `embeddings.train.accents`."""

    def __init__(self, path: Path = BUNDLED_ACCENTS) -> None:
        stored = np.load(path)
        self._syllables: list[str] = stored["syllables"].tobytes().decode().split("\n")
        self._counts: npt.NDArray[np.float64] = np.append(np.exp(stored["counts"] / LOG_STEP), 0.0)  # [-1]: unknown
        self._pairs = _Grams(np.cumsum(stored["pair_steps"], dtype=np.int64), stored["pair_counts"])
        # A triple is its first two, by their place among the pairs, and the third.
        firsts = np.repeat(np.arange(len(stored["followers"])), stored["followers"])
        self._triples = _Grams(firsts * SHIFT + stored["third"], stored["triple_counts"])
        self._total = float(self._counts.sum())
        self._place = {syllable: number for number, syllable in enumerate(self._syllables)}
        self._forms: dict[str, list[int]] = defaultdict(list)
        for number, syllable in enumerate(self._syllables):
            self._forms[unaccented(syllable)].append(number)

    def restore(self, text: str) -> str:
        """`text` with the likeliest accents on the syllables that carry none; syllables that it knows in lower case."""
        return self.readings(text, 1)[0][0]

    def readings(self, text: str, n: int) -> list[tuple[str, float]]:
        """The `n` likeliest ways to put accents back, likeliest first, with weights that add up to 1."""
        text = unicodedata.normalize("NFC", text)
        places = list(_SYLLABLE.finditer(text))
        ways, scores = self._likeliest([self._candidates(place.group().lower()) for place in places], n)
        weights = np.exp((scores - scores[0]) / TEMPER)
        texts = [self._written(text, places, way) for way in ways]
        return list(zip(texts, (weights / weights.sum()).tolist(), strict=True))

    def _written(self, text: str, places: Sequence[re.Match[str]], way: Sequence[int]) -> str:
        pieces, end = [], 0
        for place, number in zip(places, way, strict=True):
            pieces += [text[end : place.start()], place.group() if number < 0 else self._syllables[number]]
            end = place.end()
        return "".join([*pieces, text[end:]])

    def seen(self, first: str, second: str | None = None) -> bool:
        """Whether news has a syllable, or two side by side; one without accents stands for all its written forms."""
        before = [n for n in self._candidates(first.lower()) if n >= 0]
        if second is None:
            return bool(before)
        after = [n for n in self._candidates(second.lower()) if n >= 0]
        keys = np.add.outer(np.array(before, np.int64) * SHIFT, np.array(after, np.int64))
        return bool((self._pairs.places(keys) >= 0).any())

    def bond(self, first: str, second: str) -> float:
        """How many times oftener than by chance news has two written syllables side by side; 0 for what it never has.

        Far above 1 they are one word or name ("đất đai"), near 1 they merely met ("nội phải").
        """
        a, b = self._place.get(first.lower(), -1), self._place.get(second.lower(), -1)
        together = float(self._pairs.counts(self._pairs.places(np.array([a * SHIFT + b if min(a, b) >= 0 else -1])))[0])
        alone = float(self._counts[a] * self._counts[b])
        return together * self._total / alone if alone else 0.0

    def share(self, syllable: str) -> float:
        """How large a share of the syllables of news a written syllable is; 0 for what it never has."""
        return float(self._counts[self._place.get(syllable.lower(), -1)]) / self._total

    def _candidates(self, syllable: str) -> list[int]:
        """The numbers of the written forms of a syllable; -1 for one that is not known."""
        if unaccented(syllable) != syllable:
            return [self._place.get(syllable, -1)]
        return self._forms.get(syllable) or [-1]

    def _likeliest(self, columns: list[list[int]], n: int) -> tuple[list[list[int]], npt.NDArray[np.float64]]:
        """Beam search: the best ways through the columns by log P(syllable | the two before it), and their sums."""
        scores, last, pair = np.zeros(1), np.array([-1]), np.array([-1])
        steps = []
        for column in columns:
            after = np.array(column)
            pairs, likely = self._likelihood(last, pair, after)
            sums = (scores[:, None] + np.log(likely)).ravel()
            best = np.argsort(-sums, kind="stable")[:BEAM]
            come, go = np.divmod(best, len(after))
            steps.append((come, after[go]))
            scores, last, pair = sums[best], after[go], pairs.ravel()[best]
        ways = []
        for end in range(min(n, len(scores))):
            way, place = [], end
            for come, chosen in reversed(steps):
                way.append(int(chosen[place]))
                place = int(come[place])
            ways.append(way[::-1])
        return ways, scores[:n]

    def _likelihood(self, last: Places, pair: Places, after: Places) -> tuple[Places, Counts]:
        """For each way so far (rows: its last syllable, and the place of its last pair) and syllable after it: the
        place of the pair they make, and P(syllable | the last two). One that is not known fits anything."""
        a, b = last[:, None], after[None, :]
        pairs = self._pairs.places(np.where((a >= 0) & (b >= 0), a * SHIFT + b, -1))
        alone = np.where(b >= 0, self._counts[b] / self._total, 1.0)
        by_one = (self._pairs.counts(pairs) + PRIOR * alone) / (self._counts[a] + PRIOR)
        first = pair[:, None]
        three = self._triples.counts(self._triples.places(np.where((first >= 0) & (b >= 0), first * SHIFT + b, -1)))
        return pairs, (three + PAIR_PRIOR * by_one) / (np.maximum(self._pairs.counts(first), three) + PAIR_PRIOR)


class _Grams:
    """Sorted keys with their counts."""

    def __init__(self, keys: Places, counts: npt.NDArray[np.uint8]) -> None:
        self._keys, self._counts = keys, counts
        self._values = np.exp(np.arange(256) / LOG_STEP)

    def places(self, keys: Places) -> Places:
        """The place of each key, -1 for one that is not there."""
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[places] == keys, places, -1)

    def counts(self, places: Places) -> Counts:
        """The count of the key at each place, 0 at -1."""
        return np.where(places >= 0, self._values[self._counts[places]], 0.0)


@cache
def bundled_accents() -> Accents:
    """The model that ships with the program, loaded once."""
    return Accents()


def bare(text: str) -> bool:
    """Whether a text was typed (almost) without accents; written Vietnamese has them on two syllables of three."""
    syllables = _SYLLABLE.findall(unicodedata.normalize("NFC", text))
    accented: int = sum(unaccented(syllable) != syllable for syllable in syllables)
    return 4 * accented < len(syllables)
