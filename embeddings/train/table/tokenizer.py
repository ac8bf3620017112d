"""The tokenizer: a Unigram model whose pieces are Vietnamese words and may span spaces ("luân▁chuyển")."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from embeddings.accents import unaccented
from embeddings.train.spelling import TONE_PAIRS, canonical

SIZE = 46_000
SYLLABLES = 14_000
"""Of the pieces, at most so many of one syllable; the rest are words of several and the characters."""

UNACCENTED_WORDS = 5_000
"""Of the words of several syllables, so many of the commonest have a piece without accents too."""

UNACCENTED_WEIGHT = 0.002
"""An unaccented piece counts as this share of its word, so that it never takes part in accented text."""

LONGEST = 4
SPACE = "▁"
UNKNOWN = "<unk>"

# A boundary is anything but letters, digits and single spaces, together with the spaces around it.
_BOUNDARY = r" *[^\p{L}\p{M}\p{N} ][^\p{L}\p{M}\p{N}]*|  +"
_WORD = re.compile(r"[^\W_]+(?:_[^\W_]+)*")


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs in segmented texts, in canonical spelling, its syllables joined by `_`."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(canonical(text)))
    return counts


def build(words: Counter[str], syllables: Counter[str]) -> Tokenizer:
    """A tokenizer from the counts of words (segmented text) and of single syllables (all text)."""
    vocabulary = [(UNKNOWN, 0.0), *_pieces(words, syllables)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    replaced = [normalizers.Replace(new, old) for new, old in TONE_PAIRS.items()]
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Lowercase(), *replaced, normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_BOUNDARY), behavior="removed"),
            pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer


def _pieces(words: Counter[str], syllables: Counter[str]) -> list[tuple[str, float]]:
    single = Counter({word: count for word, count in words.items() if "_" not in word and len(word) <= 16})
    multi = Counter({w: n for w, n in words.items() if 1 <= w.count("_") < LONGEST and not any(c.isdigit() for c in w)})
    # Syllables that stand in words alone need a piece of their own as well, or a rare neighbour spells them out.
    for syllable, count in syllables.items():
        if len(syllable) <= 16:
            single[syllable] = max(single[syllable], count // 20)
    weights: dict[str, float] = {}
    letters = sorted({c for word in single for c in word if single[word] > 5})
    for letter in [SPACE, *letters]:
        weights[letter] = 0.01
    for word, count in single.most_common(SYLLABLES):
        weights[SPACE + word] = float(count)
    plain = _unaccented(multi, single)
    for word, count in multi.most_common(SIZE - len(weights) - len(plain) - 1):
        weights[SPACE + word.replace("_", SPACE)] = float(count)
    for piece, weight in plain.items():
        weights.setdefault(piece, weight)
    total = sum(weights.values())
    return [(piece, math.log(weight / total)) for piece, weight in weights.items()]


def _unaccented(multi: Counter[str], single: Counter[str]) -> dict[str, float]:
    chosen = [*multi.most_common(UNACCENTED_WORDS), *single.most_common(SYLLABLES // 3)]
    plain: dict[str, float] = {}
    for word, count in chosen:
        piece = SPACE + unaccented(word).replace("_", SPACE)
        plain[piece] = plain.get(piece, 0.0) + count * UNACCENTED_WEIGHT
    return plain
