"""What an editor may enter about printed words, and what of it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa.bounds import LONGEST_WORDS
from qa.corrections.anchor import sha256_of
from qa.errata.entry import Entry, content_json, in_force, published, with_content
from qa.errata.placed import placed, standing
from qa.errors import ErratumError
from qa.text import Span

TEXT = "Cầu chậm 35 tháng. Đường chậm 35 tháng. Kinh phí\n120 tỷ đồng vẫn thế."
TODAY = date(2025, 1, 1)


def entry(version: int, words: str, right: str = "3,5 tháng", place: int = 0) -> Entry:
    said = published(TEXT, standing(TEXT, words)[place], right, "2024-05-20", "", TODAY)
    return Entry("cau", version, "an", "2024-05-21T00:00:00+00:00", sha256_of(TEXT), said)


def undo(version: int, undoes: int) -> Entry:
    return Entry("cau", version, "an", "2024-05-22T00:00:00+00:00", undoes=undoes)


@pytest.mark.parametrize("day", ["20/5/2024", "20.05.2024", "2024-05-20", " 20-5-2024 "])
def test_a_day_is_read_as_it_is_typed(day: str) -> None:
    assert published(TEXT, Span(4, 17), "chậm 3,5 tháng", day, "", TODAY).day == "2024-05-20"


@pytest.mark.parametrize("day", ["", "hôm qua", "31/2/2024", "2024", "5/2024", "2/1/2025", "-1-1"])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(ErratumError):
        published(TEXT, Span(4, 17), "chậm 3,5 tháng", day, "", TODAY)


def test_the_same_words_and_endless_ones_are_refused() -> None:
    for right in (" chậm 35 tháng ", "x" * (LONGEST_WORDS + 1)):
        with pytest.raises(ErratumError):
            published(TEXT, Span(4, 17), right, "2024-05-20", "", TODAY)


def test_words_are_found_across_line_breaks_and_in_all_their_places() -> None:
    assert [span.of(TEXT) for span in standing(TEXT, "phí 120  tỷ")] == ["phí\n120 tỷ"]
    assert len(standing(TEXT, "chậm 35 tháng")) == 2
    assert standing(TEXT, "  ") == standing(TEXT, "chậm 36 tháng") == []


def test_an_entry_holds_until_it_is_taken_back_and_what_takes_back_is_none() -> None:
    first, second = entry(1, "Cầu chậm 35 tháng"), entry(2, "120 tỷ", "12 tỷ")
    assert in_force([second, first]) == [first, second]
    assert in_force([first, second, undo(3, 1)]) == [second]


def test_each_stands_at_its_own_place_also_where_words_repeat() -> None:
    found = placed(TEXT, [entry(1, "chậm 35 tháng", place=1)])
    assert [one.span.start for one in found.errata] == [TEXT.rindex("chậm")]
    longer = f"Bài mới. {TEXT}"
    assert [one.span.start for one in placed(longer, [entry(1, "chậm 35 tháng", place=1)]).errata] == [
        longer.rindex("chậm")
    ]


def test_one_whose_words_are_gone_is_lost_not_dropped() -> None:
    known = entry(1, "Cầu chậm 35 tháng")
    found = placed(TEXT.replace("Cầu chậm 35", "Cầu chậm 3,5"), [known])
    assert (found.errata, found.lost) == ((), (known,))


def test_an_entry_comes_back_from_json_and_a_changed_word_does_not() -> None:
    for one in (entry(1, "Cầu chậm 35 tháng"), replace(undo(2, 1), reason="nhầm bài")):
        bare = replace(one, published=None, undoes=None, reason="")
        assert with_content(bare, content_json(one)) == one
    stored = content_json(entry(1, "Cầu chậm 35 tháng"))
    for bad in (stored.replace("Cầu", "Cấu"), "{}", "[]", "hỏng"):
        with pytest.raises(ErratumError):
            with_content(undo(1, 0), bad)
