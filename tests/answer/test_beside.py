"""What is asked of the archive itself keeps within the filters, and to the point."""

from pathlib import Path

import pytest

from qa.answer.answer import State
from qa.archive import Archive, Filters
from qa.render.lacking import aside_lines
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


@pytest.mark.parametrize(
    "question",
    [
        "Bùi Sĩ Lãng nói gì?",
        "ông Bùi Sĩ Lãng đã nói những gì",
        "bui si lang noi gi",
        "ông Lãng nói gì",
        "Giám đốc Sở Nông nghiệp tỉnh Cửa Trầm nói gì?",
        "Ông Bùi Sĩ Lãng là ai?",
        "Bùi Sĩ Lãng giữ chức vụ gì?",
        "Giám đốc Sở Nông nghiệp tỉnh Cửa Trầm tên là gì?",
        "Ai là Giám đốc Sở Nông nghiệp tỉnh Cửa Trầm?",
        "Ông Bùi Sĩ Lãng, Giám đốc Sở Nông nghiệp tỉnh Cửa Trầm, nói gì?",
        "TS. BÙI SĨ LÃNG nói gì?",
    ],
)
def test_who_asks_for_a_persons_words_and_nothing_else_gets_those(demo: Archive, question: str) -> None:
    found = demo.ask(question)
    assert found.state is State.ANSWER
    assert {hit.speaker for hit in found.hits} == {"Bùi Sĩ Lãng"}
    assert len({hit.turn for hit in found.hits}) == len(found.hits) > 1


def test_the_newest_on_a_subject_are_those_on_it_by_day(demo: Archive) -> None:
    on_it = demo.ask("Kho có những bài nào về luân chuyển cán bộ?").hits
    newest = demo.ask("Bài mới nhất về luân chuyển cán bộ?").hits
    assert len(newest) > 1
    assert {hit.interview for hit in newest} == {hit.interview for hit in on_it}
    days = [hit.date or "" for hit in newest]
    assert days == sorted(days, reverse=True)


def test_a_time_that_is_named_narrows_the_list(demo: Archive) -> None:
    answer = demo.ask("Năm 2024 có những bài nào?")
    assert answer.aside is not None
    assert answer.aside.within == "Năm 2024"
    assert answer.nearest
    assert {(place.date or "")[:4] for place in answer.nearest} == {"2024"}
    for same in ("Kho có bài nào trong năm 2024?", "Các bài phỏng vấn của năm 2024"):
        assert demo.ask(same).nearest == answer.nearest
    on = demo.ask("Năm 2024 có bài nào về luân chuyển cán bộ?")
    assert {(hit.date or "")[:4] for hit in on.hits} <= {"2024"}
    assert "năm 2024" in next(aside_lines(on)).lower()
    none = demo.ask("Kho có bài nào năm 1975?")
    assert none.nearest == ()
    assert "Không thấy bài phỏng vấn nào trong phạm vi được hỏi: năm 1975." in next(aside_lines(none))
    on_none = demo.ask("Năm 1975 có bài nào về luân chuyển cán bộ?")
    assert "luân chuyển cán bộ, Năm 1975" in next(aside_lines(on_none))


@pytest.mark.parametrize(
    "question", ["Năm 2024 có gì mới?", "Năm 2024 tỉnh làm được gì?", "Bài học của năm 2024 là gì?"]
)
def test_a_time_alone_makes_no_list(demo: Archive, question: str) -> None:
    assert demo.ask(question).aside is None


@pytest.mark.parametrize(
    "question",
    ["Kho có những bài nào của Báo Minh Họa?", "Báo Minh Họa có những bài nào?", "Các bài trên Báo Minh Họa"],
)
def test_a_paper_that_is_named_narrows_the_list(demo: Archive, question: str) -> None:
    answer = demo.ask(question)
    assert answer.aside is not None
    assert answer.aside.within == "Báo Minh Họa"
    assert {place.outlet for place in answer.nearest} == {"Báo Minh Họa"}


def test_time_and_paper_narrow_together(demo: Archive) -> None:
    answer = demo.ask("Năm 2024 Tạp chí Nhịp Công Quyền có những bài nào?")
    assert [(place.outlet, (place.date or "")[:4]) for place in answer.nearest] == [("Tạp chí Nhịp Công Quyền", "2024")]


def test_of_a_person_in_several_interviews_the_newest_comes_first(demo: Archive) -> None:
    found = demo.ask("Tô Quang Nhượng nói gì?", k=20)
    dates = [hit.date or "" for hit in found.hits]
    assert len(set(dates)) > 1
    assert dates == sorted(dates, reverse=True)
    only = demo.ask("Tô Quang Nhượng nói gì?", k=20, filters=filters_from(None, None, None, dates[-1]))
    assert {hit.date for hit in only.hits} == {dates[-1]}
    assert demo.ask("Tô Quang Nhượng nói gì?", filters=Filters(outlet="Báo Không Có")).state is State.NONE


@pytest.mark.parametrize("question", ["Thủ tướng nói gì?", "Dư luận nói gì?", "Báo cáo của Bùi Sĩ Lãng nói gì?"])
def test_nobody_else_is_taken_for_a_person(demo: Archive, question: str) -> None:
    assert demo.ask(question).aside is None


def test_a_later_question_leans_on_the_person(demo: Archive) -> None:
    found = demo.ask("thế còn kháng sinh thì sao?", history=["ông Lãng nói gì?"])
    assert found.hits[0].speaker == "Bùi Sĩ Lãng"


def test_a_post_that_several_hold_names_nobody(tmp_path: Path) -> None:
    for key, name in (("mot", "Lê Văn Thử"), ("hai", "Trần Hữu Mẫu")):
        article = f"""title: Chuyện nước sạch với {name}

        Phóng viên trao đổi với ông {name}, Đại biểu Quốc hội đoàn Bến Mơ.

        PV: Thưa ông, vì sao thiếu nước sạch?

        Ông {name}: Vì chúng ta chưa giao công trình cho người trông coi.

        PV: Ông đề nghị gì?

        Ông {name}: Tôi đề nghị giao cho tổ dùng nước và trả công cho họ.
        """
        (tmp_path / f"{key}.txt").write_text("\n".join(map(str.strip, article.splitlines())), "utf-8")
    with Archive.open(tmp_path / "kho") as archive:
        archive.add([tmp_path / "mot.txt"])
        assert {hit.speaker for hit in archive.ask("Đại biểu Quốc hội đoàn Bến Mơ nói gì?").hits} == {"Lê Văn Thử"}
        archive.add([tmp_path / "hai.txt"])
        assert archive.ask("Đại biểu Quốc hội đoàn Bến Mơ nói gì?").aside is None
        assert {hit.speaker for hit in archive.ask("ông Lê Văn Thử nói gì?").hits} == {"Lê Văn Thử"}
