"""Reading an article as an interview: other people's opinions printed with it."""

import pytest

from qa.interview import Interview, Role
from tests.talk import ANSWER, LEAD, QUESTION, SECOND_QUESTION, THANKS, article, read, served


def test_an_opinion_after_the_thanks_belongs_to_its_own_speaker() -> None:
    text = article("bold questions") + "\n**Bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ tỉnh Bãi Ngự:**\n"
    text += "*Người bán hàng cần nhất là bến đậu qua đêm, còn khách thì lúc nào cũng có.*\n**Hạ Vũ (ghi)**"
    interview = read(text)
    assert interview.turns[-1].question is None
    assert interview.turns[-1].answers[0].speaker == "Hồ Diệp Sa"
    assert interview.position_of("Hồ Diệp Sa") == "Chủ tịch Hội Thương hồ tỉnh Bãi Ngự"
    assert interview.turns[0].answers[0].speaker == "Phùng Bá Đoan"


BOX = "Người bán hàng cần nhất là bến đậu qua đêm, còn khách thì lúc nào cũng có."


def speakers_of(words: str, interview: Interview) -> set[str | None]:
    """Under whose names the words are served."""
    blocks = [block for block in interview.blocks if words in block.span.of(interview.text)]
    return {block.speaker for block in blocks if block.served and block.role is Role.ANSWER}


@pytest.mark.parametrize("box", ["**{}:**\n{}", "**{}:**\n*{}*", "**{}: Bến đậu là gốc**\n*{}*"])
def test_an_opinion_boxed_into_the_talk_is_never_the_interviewees(box: str) -> None:
    talk = article("bold questions").replace(f"**{THANKS}**", f"**{QUESTION}**\n– {ANSWER}")
    opinion = box.format("Bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ tỉnh Bãi Ngự", BOX)
    interview = read(talk.replace(f"\n**{SECOND_QUESTION}", f"\n{opinion}\nH. Vũ (ghi)\n**{SECOND_QUESTION}"))
    boxed = [block for block in interview.blocks if BOX in block.span.of(interview.text)]
    assert not [
        block for block in boxed if block.served and block.role is Role.ANSWER and block.speaker != "Hồ Diệp Sa"
    ]
    asked = [turn for turn in interview.turns if turn.question]
    assert [[a.speaker for a in turn.answers] for turn in asked] == [["Phùng Bá Đoan"]] * 3
    assert "Bến đậu là gốc" not in served(interview)


def test_opinions_after_the_thanks_are_read_where_line_breaks_are_lost() -> None:
    text = (
        article("labels on one line") + f" Đại biểu Hồ Diệp Sa: {BOX} Đại biểu Tạ Nhật Lam: {ANSWER} Hạ Vũ/Báo Minh Họa"
    )
    interview = read(text)
    assert speakers_of(BOX, interview) <= {"Hồ Diệp Sa"}
    assert interview.turns[-1].answers[0].speaker == "Tạ Nhật Lam"
    told = text.replace(BOX, f"{BOX} Bà Sa cho biết thêm, hội sẽ họp vào tháng sau.")
    assert "cho biết thêm" not in served(read(told))


def test_whose_opinion_a_heading_announces_is_never_guessed() -> None:
    first = "**Ông Tạ Nhật Lam, Trưởng bến Cồn Lau: Giữ bến**\n*Bến cũ hẹp quá rồi.*"
    second = f"**Chuyên gia du lịch sông nước – chợ nổi Hồ Diệp Sa: Giữ người**\n*{BOX}*"
    interview = read("\n".join([article("bold questions"), first, second, "**Hạ Vũ (ghi)**"]))
    assert speakers_of("Bến cũ hẹp quá rồi.", interview) <= {"Tạ Nhật Lam"}
    assert speakers_of(BOX, interview) <= {"Hồ Diệp Sa"}


def test_a_name_over_an_opinion_says_nothing_of_the_other_answers() -> None:
    talk = article("bold questions").removeprefix(LEAD + "\n")
    interview = read(talk + f"\n**Bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ:**\n*{BOX}*\n**Hạ Vũ (ghi)**")
    assert [turn.answers[0].speaker for turn in interview.turns] == [None, None, "Hồ Diệp Sa"]


def test_a_related_headline_says_nothing_of_who_answers() -> None:
    related = "Bộ trưởng Hồ Diệp Sa: Bến mới xong trong năm nay"
    interview = read(
        f"{related}\n\nÔng Phùng Bá Đoan\n\n" + article("bold questions").replace(LEAD, "") + f"\n**Hạ Vũ**\n– {LEAD}"
    )
    assert {a.speaker for turn in interview.turns for a in turn.answers} == {"Phùng Bá Đoan"}
