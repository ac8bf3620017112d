"""Every quotation of an article is found, with the speaker that the article names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.names.speakers import Relation, relation
from qa.quote.article import Marking, Unchecked, quotations_in
from tests.quote.attributed import measured

SAID = "chúng tôi sẽ làm xong trước tháng sáu"
NAMED = "Nguyễn Văn Nam"


@pytest.mark.parametrize(
    "text",
    [
        f"Ông {NAMED} cho biết: “{SAID}”.",
        f'Ông {NAMED}, Giám đốc Sở Nội vụ, khẳng định: "{SAID}".',
        f"Theo ông {NAMED}, «{SAID}».",
        f"“{SAID}”, ông {NAMED} nói.",
        f"“Chúng ta cố gắng”, bà Trần Thị Hoa nói. “{SAID}”, tiền vệ {NAMED} trêu đùa.",
        f"“{SAID}” - ông {NAMED}, Giám đốc Sở Nội vụ nhấn mạnh.",
        f"Ông {NAMED} chia sẻ rằng ‘{SAID}’.",
        f"Trao đổi với bà Trần Thị Hoa, ông {NAMED} nói: “{SAID}”.",
        f"Giám đốc Sở Nội vụ {NAMED} phát biểu:\n“{SAID}”.",
        f"Ông {NAMED} nói:\n– {SAID}.",
        f"– {SAID}, ông {NAMED} nói.",
        f"PV: Bao giờ xong?\n\nÔng {NAMED}: {SAID}.",
        f"Ông {NAMED} đến họp. Ông Nam nói: “{SAID}”.",
        f"“Chúng ta phải cố gắng hơn”, ông {NAMED} nói. Ông cho biết: “{SAID}”.",
        f"“Chúng ta phải cố gắng hơn”, ông {NAMED} nói.\n\n“{SAID}”.",
    ],
)
def test_the_speaker_is_read_around_the_quotation(text: str) -> None:
    found = quotations_in(text)[-1]
    assert found.text.rstrip(".") == SAID
    assert found.speaker == NAMED
    assert found.unchecked is None
    assert found.span.of(text) == found.text


def test_a_post_alone_is_shown_but_never_checked_by() -> None:
    found = quotations_in(f"Giám đốc Sở Y tế nói: “{SAID}”.")[0]
    assert (found.speaker, found.attributed) == (None, "Giám đốc Sở Y tế")


def test_nobody_is_made_up() -> None:
    assert quotations_in(f"Trên băng rôn ghi “{SAID}”.")[0].speaker is None


def test_she_is_not_he() -> None:
    text = f"“Tôi không đồng ý đâu”, bà Trần Thị Hoa nói. “Tôi thì có”, ông {NAMED} đáp. Bà nói thêm: “{SAID}”."
    assert [q.speaker for q in quotations_in(text)] == ["Trần Thị Hoa", NAMED, "Trần Thị Hoa"]


def test_what_is_quoted_inside_belongs_to_the_quotation() -> None:
    found = quotations_in('Ông Lê Văn Tám kể: “Dân bảo ‘chúng tôi không đi’ mà vẫn phải "cắn răng" đi”.')
    assert [q.text for q in found] == ['Dân bảo ‘chúng tôi không đi’ mà vẫn phải "cắn răng" đi']


def test_over_paragraphs() -> None:
    opened_anew = quotations_in("Ông Lê Văn Tám nói: “Đoạn thứ nhất còn dài.\n\n“Đoạn thứ hai thì hết”.")
    assert [(q.text, q.speaker) for q in opened_anew] == [
        ("Đoạn thứ nhất còn dài.", "Lê Văn Tám"),
        ("Đoạn thứ hai thì hết", "Lê Văn Tám"),
    ]
    closed_later = quotations_in("Ông Lê Văn Tám nói: “Đoạn thứ nhất còn dài.\n\nĐoạn thứ hai thì hết”.")
    assert [q.text for q in closed_later] == ["Đoạn thứ nhất còn dài.\n\nĐoạn thứ hai thì hết"]


def test_terms_and_titles_are_listed_without_a_verdict() -> None:
    found = quotations_in("Việc “chạy chức” bàn trong đề án “Luân chuyển cán bộ trẻ” của tỉnh.")
    assert [q.unchecked for q in found] == [Unchecked.SHORT, Unchecked.NAME]


def test_lists_and_questions_are_no_quotations() -> None:
    assert quotations_in("Tỉnh nêu ba việc.\n- Việc thứ nhất là đất đai\n- Việc thứ hai là nhà ở") == ()
    found = quotations_in("PV: Vì sao chậm vậy?\n\nBà Lương Hạ Uyên: Vì thiếu vốn đã lâu.\n\nPV: Xin cảm ơn bà!")
    assert [(q.marking, q.text) for q in found] == [(Marking.LABEL, "Vì thiếu vốn đã lâu.")]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="“”\"«»‘’'–- \nAbÔông nói:,.?Nam", max_size=120))
def test_any_text_is_read(text: str) -> None:
    ends = 0
    for found in quotations_in(text):
        assert found.span.start >= ends
        assert found.text.strip() == found.text != ""
        ends = found.span.end


def test_the_speakers_of_our_own_articles_are_named_or_left_open() -> None:
    counts, missed = measured()
    assert counts.total() == 72
    assert counts["right"] >= 62, missed
    # A name that another person bears is worse than none.
    others = [one for one in missed if one[1] is not None and relation(one[1], one[0]) is not Relation.SAME]
    assert others == []
