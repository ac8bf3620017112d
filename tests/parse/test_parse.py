"""Reading an article as an interview: whole articles, facts, and how well real ones are read."""

import json
from pathlib import Path

import pytest

from qa.interview import Role, Source
from qa.parse.facts import article_facts
from qa.parse.parse import is_interview, parse
from tests.benchmarks.parsing import Tally, dev_figures, news_figures, tally
from tests.benchmarks.parsing import read as read_record
from tests.conftest import DEMO
from tests.talk import (
    LEAD,
    article,
    read,
)


def test_the_demonstration_articles_are_read_whole() -> None:
    for path in sorted(DEMO.glob("*.txt")):
        body = path.read_text("utf-8").split("\n\n", 1)[1]
        interview = parse(body, Source(path.stem, ""))
        answers = [block for block in interview.blocks if block.role is Role.ANSWER]
        assert len(interview.turns) >= 5, path.name
        assert all(person.position for person in interview.people), path.name
        assert sum(len(b.span) for b in answers if b.served) > 0.9 * sum(len(b.span) for b in answers), path.name
        assert interview.source.title, path.name


STORY = (
    "Lam bước ra sân.\n- Anh đi đâu đấy?\n- Ra chợ.\n- Mua gì cho em không?\n- Không.\nCô cười. Gió thổi qua mái hiên "
    "và chẳng ai nói gì thêm."
)
NEWS = (
    "Sáng 3-2, đoàn kiểm tra làm việc tại bến Cồn Lau. Ông Phùng Bá Đoan cho biết số ghe giảm một nửa.\n\n"
    '"Chúng tôi sẽ làm hai bến mới", ông Đoan nói. Vì sao ghe bỏ chợ? Câu trả lời nằm ở trường học.'
)


@pytest.mark.parametrize("text", ["", " \n ", STORY, NEWS, "- Một\n- Hai\n- Ba", "Hỏi: \nTrả lời: "])
def test_what_is_no_interview_has_no_turns(text: str) -> None:
    interview = read(text)
    assert not is_interview(interview)
    assert interview.turns == ()
    assert interview.people == ()


# --- facts ---


def test_facts_are_taken_from_the_text_where_the_source_is_silent() -> None:
    head = "Du lịch\n\nChợ nổi Bãi Ngự: Muốn giữ ghe phải lo trường học\n\n"
    foot = "\n\nTác giả: Hạ Vũ - Lê Giang Hà\n\nNguồn tin: Báo Minh Họa\n\nBÀI MỚI ĐĂNG\n\nTOP"
    interview = parse(head + article("labels") + foot, Source("a", ""))
    assert interview.source.title == "Chợ nổi Bãi Ngự: Muốn giữ ghe phải lo trường học"
    assert interview.source.outlet == "Báo Minh Họa"
    assert interview.source.authors == ("Hạ Vũ", "Lê Giang Hà")
    assert interview.source.date is None
    facts = article_facts(interview.text, interview.blocks)
    assert facts.lead == LEAD
    roles = [block.role for block in interview.blocks]
    assert roles[1:3] == [Role.HEADING, Role.LEAD]
    assert roles[-2:] == [Role.BYLINE, Role.BOILERPLATE]


def test_facts_of_the_source_win() -> None:
    known = Source("a", "Tiêu đề", outlet="Thời báo Cầu Mới", date="2024-05-17", authors=("Phố Nhạn",))
    assert parse(article("labels") + "\n\nNguồn tin: Báo Minh Họa", known).source == known


def test_a_printed_date_is_read_in_vietnamese_order() -> None:
    interview = read("Thứ sáu, 17/05/2024 09:38\n\n" + article("labels"))
    assert interview.source.date in (None, "2024-05-17")


# --- labelled by hand: beginnings of our own writing, real interviews ---

OPENINGS = json.loads((Path(__file__).parent / "openings.json").read_text("utf-8"))


def test_floors_on_beginnings_as_sites_print_them() -> None:
    """The weights have seen them: this tells that nothing is lost, not how well others are read."""
    figures = sum((tally(record, read_record(record)) for record in OPENINGS), Tally()).figures()
    assert figures["reporter's characters served"] == 0
    assert figures["wrong speaker"] == 0
    assert figures["other characters served"] <= 20
    assert figures["right role"] >= 0.98
    assert figures["answers not served"] <= 0.08
    assert figures["turn boundaries F1"] >= 0.97
    assert figures["right speaker"] >= 0.95  # the others are nobody's


def test_the_first_interview_is_read_exactly(press: Path) -> None:
    text = (press / "seed" / "luan-chuyen-can-bo-ha-tinh.txt").read_text("utf-8")
    interview = parse(text, Source("seed", ""))
    roles = [block.role.value for block in interview.blocks]
    assert roles == [
        "heading",
        "heading",
        "lead",
        "caption",
        *["question", "answer"] * 3,
        "closing",
        "byline",
        "boilerplate",
    ]
    assert [len(turn.answers) for turn in interview.turns] == [1, 1, 1]
    assert [turn.answers[0].span.of(text).count("\n\n") for turn in interview.turns] == [2, 1, 3]
    assert interview.people[0].name == "Hoàng Trung Dũng"
    assert interview.people[0].position == "Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy Hà Tĩnh"
    assert interview.source.title.startswith("Luân chuyển cán bộ")
    assert interview.source.outlet == "Báo VOV"
    assert interview.source.authors == ("Lại Hoa", "Việt Cường")


def test_floors_on_hand_labelled_interviews(press: Path) -> None:
    figures = dev_figures(press)["all"]
    assert figures["reporter's characters served"] == 0
    assert figures["other characters served"] <= 61
    assert figures["answers not served"] <= 0.03
    assert figures["right role"] >= 0.99
    assert figures["turn boundaries F1"] >= 0.97
    assert figures["wrong speaker"] <= 0.002
    assert figures["right speaker"] >= 0.94  # the others are nobody's
    assert figures["name and post"] >= 0.90


def test_ordinary_articles_are_not_taken_for_interviews(press: Path) -> None:
    assert news_figures(press, 400)["share"] <= 0.01
