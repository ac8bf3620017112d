"""Reading an article as an interview: what must not be served as the words of the one who is asked."""

import pytest

from qa.interview import Role
from qa.parse.parse import is_interview
from tests.talk import ANSWER, LEAD, QUESTION, SECOND_ANSWER, SECOND_QUESTION, THANKS, article, read, said, served


@pytest.mark.xfail(strict=True, reason="in so short a talk the sentence after a caption waits for review")
def test_a_caption_parts_an_answer_in_two() -> None:
    first, second = ANSWER.split(". ", 1)
    text = (
        f"{LEAD}\n\nPV: {QUESTION}\n\nÔng Phùng Bá Đoan: {first}.\n\nGhe hàng ở bến Cồn Lau. Ảnh: Hạ Vũ\n\n{second}\n\n"
    )
    text += f"PV: {SECOND_QUESTION}\n\nÔng Phùng Bá Đoan: {SECOND_ANSWER}"
    interview = read(text)
    assert said(interview)[0] == (QUESTION, [first + ".", second])
    assert Role.CAPTION in {block.role for block in interview.blocks}


def test_a_long_question_is_not_served_as_an_answer() -> None:
    more = "Nhiều bạn đọc kể rằng bến cũ đã sụt lở. Người bán phải neo ghe giữa dòng."
    text = article("labels with marks").replace(SECOND_QUESTION, f"{SECOND_QUESTION}\n{more}")
    assert more not in served(read(text))


def test_a_question_without_its_mark_is_not_served() -> None:
    text = article("stars and dashes").replace(f"* {SECOND_QUESTION}", SECOND_QUESTION)
    assert SECOND_QUESTION not in served(read(text))
    text = article("dashes on one line").replace(f"- {SECOND_QUESTION}", SECOND_QUESTION)
    assert SECOND_QUESTION not in served(read(text))


def test_dashed_questions_are_not_taken_for_answers_where_answers_are_named() -> None:
    talk = [f"- Bến cũ đã sụt. {QUESTION}", f"Ông Phùng Bá Đoan: {ANSWER}", f"- Ghe còn ít. {SECOND_QUESTION}"]
    talk += [f"Ông Phùng Bá Đoan: {SECOND_ANSWER}", f"- Nước đã lên. {QUESTION}", f"Ông Phùng Bá Đoan: {ANSWER}"]
    words = served(read(LEAD + "\n" + " ".join(talk)))
    assert not [first for first in ("Bến cũ", "Ghe còn ít", "Nước đã lên") if first in words]
    assert SECOND_ANSWER in words


def test_marks_alone_on_answers_leave_the_words_before_a_question_in_doubt() -> None:
    talk = f"{QUESTION} - {ANSWER} {SECOND_QUESTION} - {SECOND_ANSWER} Vậy bao giờ khởi công, thưa ông? - {ANSWER}"
    interview = read(f"{LEAD}\n{talk * 1}")
    assert is_interview(interview)
    for question in (QUESTION, SECOND_QUESTION, "bao giờ khởi công"):
        assert question not in served(interview)
    assert "Chúng tôi đã đếm từng ghe một." in served(interview)


def test_where_nothing_marks_a_question_it_is_not_served_all_the_same() -> None:
    more = "Xin ông cho biết thêm về bến mới?"
    talk = " ".join([QUESTION, ANSWER, SECOND_QUESTION, SECOND_ANSWER, more, ANSWER] * 2)
    interview = read(f"{LEAD}\n{talk}")
    assert is_interview(interview)
    assert not [asked for asked in (QUESTION, SECOND_QUESTION, more) if asked in served(interview)]


def test_captions_without_a_stop_are_not_served_where_lines_are_lost() -> None:
    stuck = ANSWER.replace(" Muốn giữ", " Ghe hàng neo dọc bến Cồn Lau Trong khi đó nhiều hộ vẫn chờ. Muốn giữ")
    text = article("labels on one line").replace(ANSWER, stuck)
    assert "Ghe hàng neo dọc bến Cồn Lau" not in served(read(text))


def test_a_credited_caption_is_not_served_where_lines_are_lost() -> None:
    text = article("labels on one line").replace("chợ ế. ", "chợ ế. Ông Phùng Bá Đoan. Ảnh: Hạ Vũ. ")
    assert "Hạ Vũ" not in served(read(text))


def test_the_papers_own_report_is_not_served() -> None:
    told = "Giám đốc Phùng Bá Đoan cho biết thêm, tỉnh đã xin ý kiến các hộ dân."
    text = article("stars and dashes").replace(f"\n\n* {THANKS}", f"\n\n{told}")
    assert told not in served(read(text))


def test_a_caption_glued_to_a_question_leaves_it_a_question() -> None:
    for glued in (f"Ghe hàng ở bến. Ảnh: H.V {SECOND_QUESTION}", f"Ảnh: Hạ Vũ {SECOND_QUESTION}"):
        interview = read(article("dashed questions").replace(f"\n- {SECOND_QUESTION}", f"\n{glued}"))
        assert SECOND_QUESTION not in served(interview)
        asked = said(interview)[1][0]
        assert asked is not None
        assert asked.endswith(SECOND_QUESTION)
    behind = article("dashes on one line").replace(
        SECOND_QUESTION, f"{SECOND_QUESTION} Ghe hàng ở bến Cồn Lau. Ảnh: Hạ Vũ."
    )
    assert SECOND_QUESTION not in served(read(behind))


@pytest.mark.parametrize("end", ['Phó bến nói về "ghe ma"', "Hạ Vũ Lam (Từ Bãi Ngự)"])
def test_a_headline_or_a_byline_at_an_answers_end_is_not_served(end: str) -> None:
    text = article("labels on one line").replace(SECOND_ANSWER, f"{SECOND_ANSWER} {end}")
    assert end not in served(read(text))


def test_a_headline_in_front_of_a_dashed_question_is_no_answer() -> None:
    for head in ("'Ghe là nhà của tôi'", "Bến cũ đã hẹp"):
        glued = f"{head} - Chuyện bến mới của ông ai cũng nghe. {SECOND_QUESTION}"
        interview = read(article("dashes on one line").replace(f"- {SECOND_QUESTION}", glued) + f" - {ANSWER}" * 2)
        assert head not in served(interview)
        assert "ai cũng nghe" not in served(interview)
        assert SECOND_QUESTION not in served(interview)


def test_a_dashed_question_after_a_credit_without_a_stop_is_a_question() -> None:
    glued = f"Ghe hàng ở bến. Ảnh: Hạ Vũ - Người bán đã bỏ bến. Chúng ta ai cũng thấy vậy. {SECOND_QUESTION}"
    interview = read(article("dashes on one line").replace(f"- {SECOND_QUESTION}", glued) + f" - {ANSWER}" * 3)
    assert "bỏ bến" not in served(interview)
    assert "ai cũng thấy" not in served(interview)
    assert "Hạ Vũ" not in served(interview)


def test_chung_ta_is_what_reporters_say_too() -> None:
    hidden = "Bến cũ thì chúng ta ai cũng biết. Theo ông, chúng ta phải làm gì?"
    text = article("labels on one line").replace(ANSWER, f"{ANSWER} {hidden}")
    assert "Theo ông, chúng ta phải làm gì?" not in served(read(text))


def test_an_answer_that_ends_with_a_question_stays_an_answer() -> None:
    rhetorical = f"{ANSWER} Bến thì hẹp, ghe thì đông. Không lo chuyện học thì ai chịu ở lại?"
    interview = read(article("dashes on both sides").replace(ANSWER, rhetorical))
    assert interview.turns[0].question is not None
    assert interview.turns[0].question.of(interview.text) == QUESTION


def test_the_speaker_under_a_title_is_the_papers_word() -> None:
    caption = "Giám đốc Phùng Bá Đoan nhớ lại chuyện cũ Thứ hai, tôi cho rằng phải có điện."
    told = "“Tôi sẽ ở lại với bến”, ông Phùng Bá Đoan nói."
    for words in (caption, told):
        text = article("labels on one line").replace("đã. ", f"đã. {words} ")
        assert "Phùng Bá Đoan n" not in served(read(text))


def test_readers_whom_a_story_quotes_do_not_make_it_an_interview() -> None:
    story = " ".join(
        f"Khán giả Tạ Nhật Lam {verb}: “Bến đẹp quá, ai mà không thích?”" for verb in ("nói", "bình luận", "viết")
    )
    assert not is_interview(read(f"{LEAD} {story} Nhiều người khen chợ nổi. Chợ họp từ sáng."))


def test_bare_words_after_a_line_of_an_unsure_speaker_wait_with_it() -> None:
    talk = [f"* {QUESTION}", f"- {ANSWER}", f"* {SECOND_QUESTION}", f"- {SECOND_ANSWER}"] * 2
    talk += ["* Vâng, ông nhắc chuyện bến cũ, tôi mới nhớ ra.", "Người bán nào cũng than bến hẹp.", f"- {ANSWER}"]
    words = served(read("\n".join([LEAD, *talk, f"* {THANKS}"])))
    assert "mới nhớ ra" not in words
    assert "than bến hẹp" not in words


def test_a_second_question_right_after_the_first_is_not_an_answer() -> None:
    second = "Bến mới liệu có giữ được ghe hàng qua mùa nước?"
    text = article("bold questions").replace(f"**{SECOND_QUESTION}**", f"**{SECOND_QUESTION}**\n{second}")
    assert second not in served(read(text))


def test_a_few_words_in_brackets_are_no_speech() -> None:
    text = article("labels").replace("trước đã.", "trước đã. (Vỗ tay) Bà con chờ lâu rồi. (Cả hội trường cười)")
    words = served(read(text))
    assert "Vỗ tay" not in words
    assert "hội trường" not in words
    assert "Chúng tôi đã đếm từng ghe một." in words


def test_what_is_said_after_laughter_is_served() -> None:
    laughing = article("labels").replace(ANSWER, f"(Cười lớn). {ANSWER}")
    assert ANSWER in served(read(laughing))
    assert "Cười" not in served(read(laughing))
    opening = article("bold questions").replace(f"– {SECOND_ANSWER}", f"– (Cười). {SECOND_ANSWER}")
    assert SECOND_ANSWER in served(read(opening))


def test_a_paragraph_that_tells_a_scene_is_nobodys_answer() -> None:
    scene = "Ông Đoan ngừng lại, rót thêm trà. Ngoài sân mưa bắt đầu nặng hạt."
    words = served(read(article("labels").replace(f"PV: {SECOND_QUESTION}", f"{scene}\n\nPV: {SECOND_QUESTION}")))
    assert "rót thêm trà" not in words
    assert "mưa bắt đầu" not in words


def test_a_question_to_somebody_inside_an_answer_waits() -> None:
    text = article("labels").replace(SECOND_ANSWER, f"{SECOND_ANSWER} Vậy tiền lấy từ đâu, thưa ông?")
    assert "Vậy tiền lấy từ đâu" not in served(read(text))
