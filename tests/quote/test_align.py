"""The places that a claim is aligned with: none that may explain it best is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.quote import search
from qa.quote.check import QuoteIndex, Verdict
from qa.quote.judge import aligned
from qa.quote.pairs import most_explained
from qa.quote.printed import Part, Place
from qa.quote.words import Words
from qa.text import Span

SYLLABLES = st.sampled_from(["một", "hai", "năm", "mươi", "20", "nước", "không", "phải", "là", "cán", "bộ", "Sở"])
SENTENCES = st.lists(SYLLABLES, min_size=3, max_size=30).map(" ".join)


@settings(deadline=None)
@given(SENTENCES, SENTENCES, st.integers(0, 29), st.integers(0, 29))
def test_no_alignment_explains_more_than_is_said_it_may(said: str, other: str, start: int, size: int) -> None:
    words = said.split()
    claim = Words(" ".join([*words[start : start + size], *other.split(), *words[:start]]))
    printed = Words(said)
    judged = aligned(claim, printed)
    assert judged is None or judged.support <= most_explained(claim, printed)


def test_a_claim_that_nothing_explains_is_hardly_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Words] = []

    def counted(claim: Words, printed: Words) -> object:
        done.append(printed)
        return aligned(claim, printed)

    monkeypatch.setattr(search, "aligned", counted)
    said = (f"Bản số {n} không phải là nơi thiếu nước, mà phải là nơi có nước." for n in range(100))
    index = QuoteIndex(Place(f"b{n}", Span(0, len(one)), one, Part.ANSWER, "Lê An") for n, one in enumerate(said))
    assert index.check("không phải là " * 300).verdict is Verdict.ABSENT
    assert len(done) <= 2
