"""What is asked of the archive itself keeps within the filters, and to the point."""

from qa.answer.answer import State
from qa.archive import Archive, Filters
from qa.search.filters import filters_from

NEWEST = "bài mới nhất"


def test_the_newest_are_those_within_the_filters(demo: Archive) -> None:
    every = demo.ask(NEWEST).nearest
    assert [one.date for one in every] == sorted((one.date for one in every if one.date), reverse=True)
    before = demo.ask(NEWEST, filters=filters_from(None, None, None, "2022")).nearest
    assert before
    assert all(one.date and one.date < "2023" for one in before)
    by_one = demo.ask(NEWEST, filters=Filters(speaker="ông Lò Khánh Tiệp")).nearest
    assert by_one
    assert all("Lò Khánh Tiệp" in demo.interview(one.interview).text for one in by_one)
    assert demo.ask(NEWEST, filters=Filters(outlet="Báo Không Có")).nearest == ()


def test_interviews_on_a_subject_are_those_that_name_it(demo: Archive) -> None:
    for topic, key in (("du lịch", "du-lich"), ("bão", "bao-lu"), ("chuyển đổi số", "chuyen-doi-so")):
        found = demo.ask(f"Kho có những bài nào về {topic}?")
        assert found.state is State.ANSWER
        assert key in found.hits[0].interview
        for hit in found.hits:
            assert topic in demo.interview(hit.interview).text.lower()


def test_where_none_names_it_the_nearest_are_said_to_be_no_more_than_that(demo: Archive) -> None:
    found = demo.ask("Kho có những bài nào về ô nhiễm sông ngòi?")
    assert found.state is not State.ANSWER
