"""Which questions lean on the one before, which name something of their own, and what they then find."""

import pytest

from qa.answer.answer import Answer, Citation
from qa.answer.decision import State
from qa.answer.lacking import Lacking
from qa.answering import _begins_anew
from qa.archive import Archive
from qa.question.clues import FollowUpClue
from qa.question.conversation import Leaning, leaning_of, own_names
from qa.question.kinds import QuestionKind
from qa.question.understand import Understanding
from qa.search.query import Before, Part, Preferences, Query, Wording
from qa.text import Span


@pytest.mark.parametrize(
    "question",
    [
        "Thế còn kinh phí thì sao?",
        "Ông ấy đề nghị gì với Trung ương?",
        "Vậy họ trả lời ra sao?",
        "the con kinh phi thi sao",
        "Còn giáo viên?",
        "Theo ông, bao giờ xong?",
        "Trên khu đất đó sẽ xây gì?",
        "Việc này do ai làm?",
        "ong ay de nghi gi voi trung uong",
    ],
)
def test_a_question_that_says_so_leans(question: str) -> None:
    assert leaning_of(question) is Leaning.SAID


@pytest.mark.parametrize("question", ["Vì sao?", "Tham gia thì được lợi gì?", "Bao giờ xong?", "Chủ tịch nói gì?"])
def test_a_short_question_without_a_name_may_lean(question: str) -> None:
    assert leaning_of(question) is Leaning.SHORT


@pytest.mark.parametrize(
    "question",
    [
        "Bao giờ xây xong cầu Bến Mơ?",
        "Vì sao Sở Y tế tỉnh Bến Mơ chưa tuyển đủ bác sĩ cho các trạm y tế xã vùng cao?",
        "Thế giới đánh giá gạo Bến Mơ ra sao?",
        "the gioi danh gia gao ben mo ra sao",
        "con nguoi va moi truong o ben mo duoc bao ve the nao",
        "Ông Lê Văn Thử nói ông làm gì ở Bến Mơ?",
        "Thủ tướng nói gì về du lịch?",
        "luan chuyen can bo bien gioi",
        "Đường sắt Bến Mơ có lỗ không, trong đó vốn vay là bao nhiêu?",
    ],
)
def test_a_question_with_its_own_subject_stands_alone(question: str) -> None:
    assert leaning_of(question) is Leaning.NONE


def test_names_are_found_after_the_first_word() -> None:
    assert own_names("Thế còn Sở Y tế Bến Mơ năm 2023 thì sao?") == ("Sở Y", "Bến Mơ", "2023")
    assert own_names("Thế còn kinh phí?") == ()


FIRST = "Vì sao không luân chuyển cán bộ chuyên môn sâu?"


def test_a_follow_up_stays_with_the_interview_before_it(demo: Archive) -> None:
    before = demo.ask(FIRST).hits[0]
    after = demo.ask("Thế còn khó khăn thì sao?", history=[FIRST])
    assert after.hits[0].interview == before.interview
    assert after.understood == f"{FIRST} Thế còn khó khăn thì sao?"
    assert after.reading is not None
    (clue,) = [clue for clue in after.reading.clues if isinstance(clue, FollowUpClue)]
    assert clue.before == FIRST
    alone = demo.ask("Thế còn khó khăn thì sao?", history=[FIRST], without=[clue.key])
    assert alone.hits == demo.ask("Thế còn khó khăn thì sao?").hits
    assert alone.understood is None


def test_a_follow_up_with_a_new_subject_is_not_pulled_back(demo: Archive) -> None:
    question = "Thế còn nước sạch ở Đông Mây thì sao?"
    after = demo.ask(question, history=[FIRST])
    assert after.hits[0].interview == demo.ask("Nước sạch ở Đông Mây thì sao?").hits[0].interview
    assert after.hits[0].interview != demo.ask(FIRST).hits[0].interview


def test_a_short_question_on_a_new_subject_is_asked_by_itself(demo: Archive) -> None:
    question = "Thu phí phố cổ?"
    alone, after = demo.ask(question), demo.ask(question, history=[FIRST])
    assert (alone.state, leaning_of(question)) == (State.ANSWER, Leaning.SHORT)
    assert (after.hits, after.understood) == (alone.hits, None)


def test_a_greeting_is_no_subject_to_lean_on(demo: Archive) -> None:
    question = "Thế còn khó khăn thì sao?"
    assert demo.ask(question, history=[FIRST, "Xin chào"]) == demo.ask(question, history=[FIRST])


def test_what_finds_nothing_leans_on_nothing(demo: Archive) -> None:
    assert demo.ask("Giá vàng bao nhiêu?", history=[FIRST]).understood is None


def test_the_history_is_only_questions_and_only_the_last_ones(demo: Archive) -> None:
    question = "Thế còn khó khăn thì sao?"
    noise = ["", "?!", "x" * 2000, *["nước sạch"] * 40, FIRST]
    assert demo.ask(question, history=noise).hits == demo.ask(question, history=[FIRST]).hits


@pytest.mark.parametrize("question", ["Bao nhiêu tiền?", "Từ khi nào?"])
def test_a_bare_question_looks_first_in_the_turn_just_shown(demo: Archive, question: str) -> None:
    first = "Ông Lò Khánh Tiệp nói gì về thu tiền nước?"
    assert demo.ask(question, history=[first]).hits[0].turn == demo.ask(first).hits[0].turn


def test_a_long_chain_keeps_the_first_topic(demo: Archive) -> None:
    first = "Ông Lò Khánh Tiệp nói gì về thu tiền nước?"
    chain = [first, "Bao nhiêu tiền?", "Từ khi nào?", "Ai thu?", "Vì sao?"]
    asked = demo.ask("Bao nhiêu?", history=chain)
    assert asked.understood is not None
    assert asked.understood.startswith(first)
    assert asked.hits[0].interview == demo.ask(first).hits[0].interview


def test_a_chain_of_follow_ups_keeps_the_first_topic(demo: Archive) -> None:
    answer = demo.ask("Vì sao?", history=[FIRST, "Thế còn khó khăn thì sao?"])
    assert answer.hits[0].interview == demo.ask(FIRST).hits[0].interview


def test_whose_words_were_asked_for_is_meant_by_he(demo: Archive) -> None:
    answer = demo.ask("Ông ấy nói gì về giá nước?", history=["Ông Lò Khánh Tiệp nói gì về nước sạch?"])
    assert (answer.state, answer.hits[0].speaker, answer.missing) == (State.ANSWER, "Lò Khánh Tiệp", ())
    assert answer.understood == "Lò Khánh Tiệp nói gì về giá nước?"


@pytest.mark.parametrize("history", [[], ["Vì sao thiếu giáo viên?"]])
def test_nobody_is_said_to_be_silent_who_is_not_named(demo: Archive, history: list[str]) -> None:
    assert demo.ask("Ông ấy nói gì về giá nước?", history=history).missing == ()


def _asked(own: str) -> Understanding:
    query = Query((Part((Wording(own),)),), Preferences(before=Before("đường", 1, 0.25, 0.13)))
    return Understanding(own, own, own, query, ((own, 1.0),))


def _answer(state: State, interview: str, lacking: Lacking | None = None) -> Answer:
    return Answer("?", state, 0.5, (Citation(interview, f"{interview}.1", Span(0, 1), "a"),), lacking=lacking)


@pytest.mark.parametrize(
    ("alone", "leant", "unsaid", "anew"),
    [
        ((State.ANSWER, "cầu"), "đường", (), False),  # what is asked is spoken of where one stands
        ((State.ANSWER, "cầu"), "đường", ("chi phí",), True),
        ((State.ANSWER, "đường"), "đường", (), True),  # the same place, and surely
        ((State.ANSWER, "cầu"), "chợ", (), True),
        ((State.RELATED, "cầu"), "đường", ("chi phí",), False),
    ],
)
def test_a_short_question_begins_a_subject_where_the_place_before_does_not_speak_of_it(
    alone: tuple[State, str], leant: str, unsaid: tuple[str, ...], anew: bool
) -> None:
    said = () if unsaid else ("chi phí",)
    lacking = Lacking(QuestionKind.NUMBER, said, unsaid, False)
    found = _begins_anew(_answer(*alone), _answer(State.RELATED, leant, lacking), _asked("chi phí bao nhiêu"))
    assert found is anew
