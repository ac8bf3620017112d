"""Reading an article as an interview: the formats in which papers print one."""

import unicodedata

import pytest

from qa.interview import REPORTER, Role, Source
from qa.parse.parse import parse
from qa.parse.segments import read_segments
from qa.parse.units import Type
from tests.talk import (
    ANSWER,
    LEAD,
    LINES,
    QUESTION,
    SECOND_ANSWER,
    SECOND_QUESTION,
    THANKS,
    article,
    read,
    said,
    served,
)


@pytest.mark.parametrize("style", LINES)
def test_every_style_gives_the_same_turns(style: str) -> None:
    interview = read(article(style))
    assert said(interview) == [(QUESTION, [ANSWER]), (SECOND_QUESTION, [SECOND_ANSWER])]
    assert {a.speaker for turn in interview.turns for a in turn.answers} == {"Phùng Bá Đoan"}
    assert [b.speaker for b in interview.blocks if b.role is Role.QUESTION] == [REPORTER, REPORTER]
    assert [b.role for b in interview.blocks][-1] is Role.CLOSING
    assert interview.people[0].position == "Giám đốc Sở Du lịch tỉnh Bãi Ngự"


@pytest.mark.parametrize("style", LINES)
def test_decomposed_letters_change_no_style(style: str) -> None:
    assert read(unicodedata.normalize("NFD", article(style))) == read(article(style))


def test_labels_may_be_printed_once_only() -> None:
    talk = [f"PHÓNG VIÊN: - {QUESTION}", f"Ông PHÙNG BÁ ĐOAN: - {ANSWER}", f"- {SECOND_QUESTION}", f"- {SECOND_ANSWER}"]
    interview = read("\n\n".join([LEAD, *talk, "- Xin cảm ơn ông.", "HẠ VŨ (thực hiện)"]))
    assert said(interview) == [(QUESTION, [ANSWER]), (SECOND_QUESTION, [SECOND_ANSWER])]
    assert interview.turns[1].answers[0].speaker == "Phùng Bá Đoan"


def test_subheadings_are_headings() -> None:
    text = article("labels").replace(f"PV: {SECOND_QUESTION}", f"**Hai bến mới cho ghe hàng**\n\nPV: {SECOND_QUESTION}")
    interview = read(text)
    assert Role.HEADING in {block.role for block in interview.blocks}
    assert "Hai bến mới" not in served(interview)


def test_two_who_answer_are_told_apart() -> None:
    text = f"{LEAD}\nCùng dự có bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ.\n\n"
    text += f"PV: {QUESTION}\n\nÔng Phùng Bá Đoan: {ANSWER}\n\n"
    text += f"Bà Hồ Diệp Sa: {SECOND_ANSWER}\n\nPV: {SECOND_QUESTION}\n\nBà Sa: {ANSWER}\n\nPV: {THANKS}"
    interview = read(text)
    assert [[a.speaker for a in turn.answers] for turn in interview.turns] == [
        ["Phùng Bá Đoan", "Hồ Diệp Sa"],
        ["Hồ Diệp Sa"],
    ]


def test_the_lead_may_come_last() -> None:
    talk = f"**{QUESTION}**\n– {ANSWER}\n**{SECOND_QUESTION}**\n– {SECOND_ANSWER}\n**{THANKS}**\n**Hạ Vũ**\n– {LEAD}"
    interview = read(talk)
    assert [block.role for block in interview.blocks][-1] is Role.LEAD
    assert interview.turns[0].answers[0].speaker == "Phùng Bá Đoan"
    assert interview.source.authors == ("Hạ Vũ",)


def test_whoever_asks_under_a_name_is_the_reporter() -> None:
    for reporter in ("Nhà báo Hạ Vũ", "MC Hạ Vũ", "Tạ Hạ Vũ"):
        text = article("labels").replace("PV:", f"{reporter}:")
        interview = read(text)
        assert [a.speaker for turn in interview.turns for a in turn.answers] == ["Phùng Bá Đoan"] * 2, reporter
        assert QUESTION not in served(interview)
        assert SECOND_QUESTION not in served(interview)


def test_a_title_of_two_parts_is_a_label() -> None:
    text = article("labels with marks").replace("Ông Phùng Bá Đoan", "Nhà văn - nhà báo Phùng Bá Đoan")
    assert said(read(text)) == [(QUESTION, [ANSWER]), (SECOND_QUESTION, [SECOND_ANSWER])]


def test_the_first_question_may_stand_in_the_headline_only() -> None:
    talk = article("labels").removeprefix(f"{LEAD}\nPV: {QUESTION}\n\n")
    interview = parse(f"{LEAD}\n{talk}", Source("a", f"PV: {QUESTION}"))
    assert said(interview) == [(None, [ANSWER]), (SECOND_QUESTION, [SECOND_ANSWER])]
    assert interview.turns[0].answers[0].speaker == "Phùng Bá Đoan"


def test_a_question_may_lack_its_mark_and_an_answer_may_have_one() -> None:
    told = "Xin ông nói rõ hơn về bến đậu mới."
    asked = f"{ANSWER} Không lo chuyện học thì ghe nào chịu ở lại? Chúng tôi tự hỏi mãi như vậy."
    text = article("labels with marks").replace(SECOND_QUESTION, told).replace(ANSWER, asked)
    assert said(read(text)) == [(QUESTION, [asked]), (told, [SECOND_ANSWER])]


def test_a_name_with_a_full_stop_is_a_caption_and_with_a_colon_a_label() -> None:
    for style in ("labels", "labels on one line"):
        text = article(style).replace("chợ ế. ", "chợ ế. Ông Phùng Bá Đoan. ")
        interview = read(text)
        assert "Ông Phùng Bá Đoan." not in served(interview)
        assert {a.speaker for turn in interview.turns for a in turn.answers} == {"Phùng Bá Đoan"}


def test_debris_of_a_caption_on_the_first_lines_is_no_speech() -> None:
    for debris in ('Phùng Bá Đoan")', ', Giám đốc Sở Du lịch tỉnh Bãi Ngự")', '.")'):
        interview = read(f"{debris}\n" + article("bold italic questions"))
        assert said(interview) == [(QUESTION, [ANSWER]), (SECOND_QUESTION, [SECOND_ANSWER])]
        assert interview.blocks[0].role not in (Role.QUESTION, Role.ANSWER)


def test_a_lead_glued_to_the_word_more_is_a_lead() -> None:
    talk = article("bold questions").removeprefix(LEAD + "\n")
    interview = read(f"{talk}\n**Hạ Vũ (thực hiện)**\nmore{LEAD}")
    assert [block.role for block in interview.blocks][-1] is Role.LEAD
    assert {a.speaker for turn in interview.turns for a in turn.answers} == {"Phùng Bá Đoan"}


def test_two_answer_one_question() -> None:
    second = "Bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ tỉnh Bãi Ngự"
    text = f"{LEAD}\nPV: {QUESTION}\nÔng Phùng Bá Đoan: {ANSWER}\n{second}: {SECOND_ANSWER}\nPV: {SECOND_QUESTION}\n"
    text += f"{second}: {ANSWER}\nÔng Phùng Bá Đoan: {SECOND_ANSWER}\nPV: Xin cảm ơn hai vị!"
    turns = [[a.speaker for a in turn.answers] for turn in read(text).turns]
    assert turns == [["Phùng Bá Đoan", "Hồ Diệp Sa"], ["Hồ Diệp Sa", "Phùng Bá Đoan"]]


def test_two_interviews_in_one_article_keep_their_speakers() -> None:
    other = article("labels").removeprefix(LEAD + "\n").replace("Ông Phùng Bá Đoan", "Bà Hồ Diệp Sa")
    interview = read(
        article("labels") + "\n\nCùng ngày, bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ, trả lời báo.\n\n" + other
    )
    assert [a.speaker for turn in interview.turns for a in turn.answers] == ["Phùng Bá Đoan"] * 2 + ["Hồ Diệp Sa"] * 2
    assert "Cùng ngày" not in served(interview)


def test_a_panel_with_a_host_is_read() -> None:
    talk = f"MC: {QUESTION}\nÔng Phùng Bá Đoan: {ANSWER}\nMC: {SECOND_QUESTION}\nBà Hồ Diệp Sa: {SECOND_ANSWER}\n"
    interview = read(f"{LEAD}\n{talk}MC: Xin cảm ơn các vị khách mời!")
    assert [[a.speaker for a in turn.answers] for turn in interview.turns] == [["Phùng Bá Đoan"], ["Hồ Diệp Sa"]]


@pytest.mark.parametrize("label", ["PV: ", "- ", "* ", "**", ""])
def test_thanks_close_the_talk_with_or_without_a_label(label: str) -> None:
    text = article("labels").replace(f"PV: {THANKS}", f"{label}Xin trân trọng cảm ơn ông./.")
    interview = read(text)
    assert interview.blocks[-1].role is Role.CLOSING
    assert "trân trọng" not in served(interview)


def test_links_and_boxes_of_facts_are_not_served() -> None:
    link = "[Chợ nổi Bãi Ngự vào mùa nước lên]"
    related = "Xem thêm: Ghe hàng về bến Cồn Lau"
    text = article("labels on one line").replace("chợ ế. ", f"chợ ế. {link} ")
    assert link not in served(read(text))
    interview = read(article("labels") + f"\n\n{related}\n\n* Bài viết thuộc ấn phẩm Sông nước.")
    assert [block.role for block in interview.blocks][-1] is Role.BOILERPLATE
    assert "Sông nước" not in served(interview)


def test_a_pull_quote_is_not_said_twice() -> None:
    pulled = "“Muốn giữ ghe thì phải lo chỗ học trước đã, con cái có chữ thì cha mẹ mới yên lòng bám bến.”"
    text = article("labels on one line").replace(SECOND_ANSWER, f"{SECOND_ANSWER} {pulled}")
    assert pulled not in served(read(text))
    lines = article("labels").replace(f"PV: {SECOND_QUESTION}", f"Ông Phùng Bá Đoan: {pulled}\n\nPV: {SECOND_QUESTION}")
    assert pulled not in served(read(lines))


def test_a_question_and_its_answer_may_share_one_dashed_line() -> None:
    third = "Theo ông, bao giờ khởi công?"
    text = article("dashes on both sides").replace(f"- {THANKS}", f"- {third} {ANSWER} {SECOND_ANSWER}")
    assert said(read(text))[-1] == (third, [f"{ANSWER} {SECOND_ANSWER}"])


@pytest.mark.parametrize("stars", ["**", "***"])
def test_bold_type_may_span_the_paragraphs_of_a_question(stars: str) -> None:
    before = "Nhiều bạn đọc kể rằng bến cũ đã sụt lở."
    talk = article("bold questions").replace("**", stars)
    interview = read(talk.replace(f"{stars}{SECOND_QUESTION}", f"{stars}{before}\n\n{SECOND_QUESTION}"))
    assert before not in served(interview)
    assert said(interview)[1] == (f"{before}\n\n{SECOND_QUESTION}", [SECOND_ANSWER])


def test_a_bold_answer_may_have_several_paragraphs() -> None:
    text = article("plain questions, bold answers").replace(SECOND_ANSWER, f"{SECOND_ANSWER}**\n**{ANSWER}")
    assert ANSWER in said(read(text))[1][1][0]


def test_initials_stand_for_those_whom_the_article_names() -> None:
    lead = "Ông Đặng Hữu Khoát (Phó Chủ tịch tỉnh Bến Vạc) và bà Mạc Thị Lộc (Trưởng ấp Vàm Lở) trả lời Báo Minh Họa."
    talk = [
        f"PV: {QUESTION}",
        f"Đ.H.K: {ANSWER}",
        f"M.T.L: {ANSWER}",
        f"PV: {SECOND_QUESTION}",
        f"M.T.L: {SECOND_ANSWER}",
    ]
    interview = read("\n\n".join([lead, *talk]))
    speakers = [[said.speaker for said in turn.answers] for turn in interview.turns]
    assert speakers == [["Đặng Hữu Khoát", "Mạc Thị Lộc"], ["Mạc Thị Lộc"]]


def test_italic_lines_of_several_sentences_are_in_italics() -> None:
    segments = read_segments("*Bến hẹp. Ghe đông.*\n– *Nước lên.* Người đi.")
    assert [segment.type for segment in segments] == [Type.ITALIC, Type.ITALIC, Type.ITALIC, Type.PLAIN]


def test_one_question_and_its_answer_under_plain_labels_are_a_talk() -> None:
    interview = read(f"PV: {QUESTION}\n\nÔng Phùng Bá Đoan: {SECOND_ANSWER}")
    assert said(interview) == [(QUESTION, [SECOND_ANSWER])]
    short = read("PV: Vì sao cây cầu Mây bị bỏ?\n\nÔng Lê Văn Thử: Cầu Mây bị bỏ vì lũ cuốn trôi hai trụ chính.")
    assert [one.speaker for turn in short.turns for one in turn.answers] == ["Lê Văn Thử"]
