"""Accents put back into a question typed without them, by counts of syllables and of their neighbours.

For finding only: an encoder reads "luân chuyển cán bộ" better than "luan chuyen can bo". What is shown is never
touched. The counts come from news (`embeddings/train/accents.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

BUNDLED_ACCENTS = Path(__file__).parent / "accents.npz"

PRIOR = 40.0
"""How many sightings of a syllable outweigh what its own frequency says of its neighbour."""

LOG_STEP = 12.0
"""Counts are stored as round(LOG_STEP × ln(count)) in one byte."""

_SYLLABLE = re.compile(r"[^\W\d_]+")
_BARRED = str.maketrans("đĐ", "dD")


def unaccented(text: str) -> str:
    """`text` without accents: "luân chuyển" → "luan chuyen"."""
    letters = unicodedata.normalize("NFD", text.translate(_BARRED))
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c)))


class Accents:
    """A bigram model of written syllables that finds the likeliest accents; a file of `embeddings.train.accents`."""

    def __init__(self, path: Path = BUNDLED_ACCENTS) -> None:
        stored = np.load(path)
        self._syllables: list[str] = stored["syllables"].tobytes().decode().split("\n")
        self._counts: npt.NDArray[np.float64] = np.exp(stored["counts"] / LOG_STEP)
        self._pairs: npt.NDArray[np.uint32] = np.cumsum(stored["pair_steps"], dtype=np.uint32)
        self._pair_counts: npt.NDArray[np.float64] = np.exp(stored["pair_counts"] / LOG_STEP)
        self._total = float(self._counts.sum())
        self._place = {syllable: number for number, syllable in enumerate(self._syllables)}
        self._forms: dict[str, list[int]] = defaultdict(list)
        for number, syllable in enumerate(self._syllables):
            self._forms[unaccented(syllable)].append(number)

    def restore(self, text: str) -> str:
        """`text` with the likeliest accents on the syllables that carry none; syllables that it knows in lower case."""
        text = unicodedata.normalize("NFC", text)
        places = list(_SYLLABLE.finditer(text))
        chosen = self._likeliest([self._candidates(place.group().lower()) for place in places])
        pieces, end = [], 0
        for place, number in zip(places, chosen, strict=True):
            pieces += [text[end : place.start()], place.group() if number is None else self._syllables[number]]
            end = place.end()
        return "".join([*pieces, text[end:]])

    def seen(self, first: str, second: str | None = None) -> bool:
        """Whether news has a syllable, or two side by side; one without accents stands for all its written forms."""
        before = [n for n in self._candidates(first.lower()) if n is not None]
        if second is None:
            return bool(before)
        after = [n for n in self._candidates(second.lower()) if n is not None]
        keys = np.add.outer(np.array(before, np.uint32) * np.uint32(65536), np.array(after, np.uint32)).ravel()
        found = np.minimum(np.searchsorted(self._pairs, keys), len(self._pairs) - 1)
        return bool((self._pairs[found] == keys).any())

    def _candidates(self, syllable: str) -> list[int | None]:
        if unaccented(syllable) != syllable:
            return [self._place.get(syllable)]
        return [*self._forms.get(syllable, [])] or [None]

    def _likeliest(self, columns: list[list[int | None]]) -> list[int | None]:
        """Viterbi: the best way through the columns by log P(syllable | the one before it)."""
        scores, back = [0.0], []
        before: list[int | None] = [None]
        for column in columns:
            steps = np.array(scores)[:, None] + self._log_likelihood(before, column)
            best = steps.argmax(axis=0)
            back.append(best)
            scores = steps[best, np.arange(len(column))].tolist()
            before = column
        path: list[int | None] = []
        place = int(np.argmax(scores))
        for column, best in zip(reversed(columns), reversed(back), strict=True):
            path.append(column[place])
            place = int(best[place])
        return path[::-1]

    def _log_likelihood(self, before: list[int | None], after: list[int | None]) -> npt.NDArray[np.float64]:
        """log P(b | a) for each a of `before` (rows) and b of `after`; a syllable that is not known fits anything."""
        a = np.array([-1 if n is None else n for n in before], np.int64)[:, None]
        b = np.array([-1 if n is None else n for n in after], np.int64)[None, :]
        alone = np.where(b >= 0, self._counts[b] / self._total, 1.0)
        keys = np.maximum(a, 0).astype(np.uint32) * np.uint32(65536) + np.maximum(b, 0).astype(np.uint32)
        found = np.minimum(np.searchsorted(self._pairs, keys), len(self._pairs) - 1)
        together = np.where((self._pairs[found] == keys) & (a >= 0) & (b >= 0), self._pair_counts[found], 0.0)
        known = np.where(a >= 0, self._counts[a], 0.0)
        return np.asarray(np.log((together + PRIOR * alone) / (known + PRIOR)))


@cache
def bundled_accents() -> Accents:
    """The model that ships with the program, loaded once."""
    return Accents()


def bare(text: str) -> bool:
    """Whether a text was typed (almost) without accents; written Vietnamese has them on two syllables of three."""
    syllables = _SYLLABLE.findall(unicodedata.normalize("NFC", text))
    accented: int = sum(unaccented(syllable) != syllable for syllable in syllables)
    return 4 * accented < len(syllables)
