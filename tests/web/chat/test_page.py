"""The page's events without a browser: what they show, and that an error loses nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.datastructures import QueryParams

from qa import wording
from qa.answer.answer import Answer, State
from qa.archive import Filters
from qa.config import Settings
from qa.errors import QuestionError, QuotationError
from qa.question.aside import Aside, AsideKind
from qa.render.answer import notice_html
from qa.search.filters import filters_from, read_day
from qa.web.chat.chat import Chat
from qa.web.chat.kept import FIRST_CARDS, KEPT_EXCHANGES, MOST_CARDS
from tests.written import BROKEN, INTERVIEWS, WrittenArchive, written

SPOKEN = sum(len(turn.answers) for one in INTERVIEWS for turn in one.turns)

QUESTION = "bản dùng nước sạch"


@pytest.fixture
def archive() -> Iterator[WrittenArchive]:
    with written() as archive:
        yield archive


@pytest.fixture
def chat(archive: WrittenArchive) -> Chat:
    return Chat(archive, Settings())


@pytest.fixture
def events(archive: WrittenArchive) -> Any:
    from qa.web.chat.events import Events, View

    return Events(archive, Settings(), View(*(field.name for field in fields(View))))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("5/10/2024", "2024-10-05", "2024-10-05"),
        ("05-10-2024", "2024-10-05", "2024-10-05"),
        ("5.1.2024", "2024-01-05", "2024-01-05"),
        ("2024-10-05", "2024-10-05", "2024-10-05"),
        ("2/2024", "2024-02-01", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021", "2021-01-01", "2021-12-31"),
        (" ", None, None),
        (None, None, None),
    ],
)
def test_days_as_people_write_them(text: str | None, first: str | None, last: str | None) -> None:
    assert read_day(text) == first
    assert read_day(text, last=True) == last


@pytest.mark.parametrize("text", ["31/2/2024", "13/2024", "0/2024", "0000", "hôm qua", "1/1/24", "2024-13-01", "<b>"])
def test_what_is_no_day_is_said(text: str) -> None:
    for last in (False, True):
        with pytest.raises(QuestionError, match="ngày"):
            read_day(text, last)


def test_filters_of_the_page() -> None:
    assert filters_from("", None, "", None) == Filters()
    assert filters_from("A", "B", "2020", "2021") == Filters("A", "2020-01-01", "2021-12-31", "B")
    with pytest.raises(QuestionError):
        filters_from(None, None, "2022", "2021")


def test_more_comes_in_steps_and_ends(chat: Chat) -> None:
    past = chat.ask(QUESTION, Filters(), ())
    assert past[-1].html.count('class="card"') == FIRST_CARDS
    assert past[-1].more
    past = chat.more(past)
    assert past[-1].html.count('class="card"') == 2 * FIRST_CARDS
    assert past[-1].more
    past = chat.more(chat.more(past))
    assert past[-1].html.count('class="card"') == SPOKEN
    assert not past[-1].more
    assert len(past) == 1


def test_a_conversation_and_its_cards_are_bounded(chat: Chat, archive: WrittenArchive) -> None:
    past = chat.ask(QUESTION, Filters(), ())
    for _ in range(KEPT_EXCHANGES + 5):
        past = chat.ask(QUESTION, Filters(), past)
    assert len(past) == KEPT_EXCHANGES
    for _ in range(MOST_CARDS):
        past = chat.more(past)
    assert not past[-1].more


def test_earlier_questions_are_the_history(chat: Chat, archive: WrittenArchive) -> None:
    past = chat.ask("một hai", Filters(), chat.ask("ba bốn", Filters(), ()))
    assert archive.asked[-1][2] == ("ba bốn",)
    chat.more(past)
    assert archive.asked[-1][0] == "một hai"
    assert archive.asked[-1][2] == ("ba bốn",)


@pytest.mark.parametrize("question", ["", "   ", "x" * 501, BROKEN])
def test_after_an_error_nothing_is_lost(events: Any, question: str) -> None:
    first = events.ask(QUESTION, None, None, "", "", ())
    assert first["question"] == ""
    assert first["said"] == ""
    after = events.ask(question, None, None, "", "", first["past"])
    assert after.keys() == {"said"}
    assert 'role="alert"' in after["said"]
    assert "secret" not in after["said"]
    after = events.ask(QUESTION, None, None, "<i>hôm qua", "", first["past"])
    assert "&lt;i&gt;hôm qua" in after["said"]


def test_a_quotation_that_fails_its_check_is_not_shown(events: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise QuotationError("luan-chuyen.12")

    monkeypatch.setattr(WrittenArchive, "ask", broken)
    after = events.ask(QUESTION, None, None, "", "", ())
    assert after.keys() == {"said"}
    assert "không còn khớp" in after["said"]


def test_a_quotation_is_checked_and_can_be_searched_instead(events: Any, archive: WrittenArchive) -> None:
    message = "Có phải bà Trần Thị Hòa từng nói rằng “Cán bộ nữ đi luân chuyển không được bố trí gần nhà”?"
    shown = events.ask(message, None, None, "", "", ())
    past = shown["past"]
    assert past[-1].checked
    assert "verdict-altered" in past[-1].html
    assert shown["more"]["visible"] is False
    assert shown["search"]["visible"] is True
    assert archive.asked == []
    assert events.more(past)["past"] is past
    shown = events.search(past)
    assert len(shown["past"]) == 1
    assert not shown["past"][-1].checked
    assert shown["search"]["visible"] is False
    assert archive.asked[-1][0] == message
    assert events.search(shown["past"])["past"] is shown["past"]


def test_a_checked_quotation_is_no_history_for_a_follow_up(chat: Chat, archive: WrittenArchive) -> None:
    past = chat.ask("“Cán bộ nữ đi luân chuyển được bố trí gần nhà”", Filters(), ())
    chat.ask("Còn nước sạch thì sao?", Filters(), past)
    assert archive.asked[-1][2] == ()


def test_a_quotation_may_be_longer_than_a_question(chat: Chat) -> None:
    past = chat.ask(f"“{'Nước sạch đợt một: năm nay có nhiều bản dùng. ' * 20}”", Filters(), ())
    assert past[-1].checked


def test_a_chip_that_is_taken_away_asks_again_without_it(events: Any, archive: WrittenArchive) -> None:
    shown = events.ask(f"{QUESTION} mới nhất", None, None, "", "", ())
    chips = shown["chips"]
    (choice,) = chips["choices"]
    assert chips["visible"] is True
    assert chips["value"] == [choice[1]]
    assert "Ưu tiên bài mới nhất" in shown["past"][-1].html
    again = events.without([], shown["past"])
    assert len(again["past"]) == 1
    assert again["past"][-1].without == (choice[1],)
    assert "Ưu tiên bài mới nhất" not in again["past"][-1].html
    assert again["chips"]["choices"] == [choice]  # it can be put back
    assert again["chips"]["value"] == []
    back = events.without([choice[1], "lạ"], again["past"])
    assert back["past"][-1].html == shown["past"][-1].html
    assert events.more(again["past"])["past"][-1].without == (choice[1],)
    assert events.ask(QUESTION, None, None, "", "", shown["past"])["chips"]["visible"] is False


def test_more_with_no_conversation_changes_nothing(events: Any) -> None:
    assert events.more(())["past"] == ()


def test_opening_fills_filters_and_asks_the_address(events: Any) -> None:
    def request(**query: str) -> Any:
        return SimpleNamespace(query_params=QueryParams(query))

    plain = events.open((), request())
    assert plain["speaker"] == ""
    assert len(plain["chat"]["examples"]) == 3
    assert not plain.keys() & {"past", "question"}
    assert plain["said"] == notice_html(wording.reading_on(0, SPOKEN))
    asked = events.open((), request(q=QUESTION, speaker="Lò Văn Pín", since="2021"))
    assert asked["speaker"] == "Lò Văn Pín"
    assert asked["since"] == "2021"
    assert "Lò Văn Pín" in asked["line"]
    assert asked["chat"]["value"][0]["role"] == "user"
    assert len(asked["chat"]["examples"]) == 3  # for who goes back to before the first question
    assert len(asked["past"]) == 1
    assert asked["said"] == ""
    assert "question" not in asked
    assert asked["past"][0].filters == Filters("Lò Văn Pín", "2021-01-01")
    failed = events.open((), request(q="y" * 600))
    assert "past" not in failed
    assert failed["question"] == "y" * 600
    assert "alert" in failed["said"]


def test_a_link_asks_what_it_leaned_on_first(events: Any, archive: WrittenArchive) -> None:
    query = QueryParams([("q", "hai bản"), ("history", QUESTION), ("history", "một bản"), ("without", "k")])
    asked = events.open((), SimpleNamespace(query_params=query))
    assert [one.question for one in asked["past"]] == [QUESTION, "một bản", "hai bản"]
    assert asked["past"][-1].without == ("k",)
    assert archive.asked[-1][2] == (QUESTION, "một bản")


def test_a_conversation_that_a_tab_kept_is_asked_anew(events: Any, archive: WrittenArchive) -> None:
    message = "Bà Hòa nói: “Cán bộ nữ đi luân chuyển không được bố trí gần nhà”"
    past = events.ask(QUESTION, "Lò Văn Pín", "", "2021", "", ())["past"]
    past = events.more(past)["past"]
    past = events.search(events.ask(message, "", "", "", "", past)["past"])["past"]
    past = events.ask(message, "", "", "", "", past)["past"]
    shown = events.without([], events.ask(f"{QUESTION} mới nhất", "", "", "", "", past)["past"])
    past, shown = shown["past"], shown["chat"]
    told = [json.loads(unescape(kept)) for one in shown for kept in re.findall(r'"kept">(.*?)</div>', one["content"])]
    assert [one["wanted"] for one in told] == [2 * FIRST_CARDS, *[FIRST_CARDS] * 3]
    again = events.restore(json.dumps(told), ())
    assert [one.html for one in again["past"]] == [one.html for one in past]
    assert [one.kept for one in again["past"]] == [one.kept for one in past]
    assert again["chips"]["choices"]  # what was taken away can still be put back
    asked = len(archive.asked)
    back = events.restore(json.dumps(told[:1]), again["past"])
    assert back["past"] == again["past"][:1]
    assert (back["speaker"], back["since"]) == ("Lò Văn Pín", "2021-01-01")
    assert events.restore("[]", back["past"])["chat"] == []
    assert len(archive.asked) == asked  # what is there is not asked again


@pytest.mark.parametrize(
    "kept", ["", "{", "null", '[{"q": 1}]', '[{"q": "a", "wanted": 99}]', "[" + '{"q": "a"},' * 99]
)
def test_what_is_no_conversation_changes_nothing(events: Any, kept: str) -> None:
    assert events.restore(kept, ()).keys() == {"said"}


def test_an_address_opens_nothing_too_large(events: Any) -> None:
    query = QueryParams([("q", "a"), *[("history", "b")] * KEPT_EXCHANGES])
    opened = events.open((), SimpleNamespace(query_params=query))
    assert "alert" in opened["said"]
    assert "past" not in opened


def test_the_line_of_filters(events: Any) -> None:
    shown = events.show_filters("Nguyễn <b>", None, "2020", "")
    assert shown["active"]["visible"]
    assert "Nguyễn &lt;b&gt;" in shown["line"]
    assert "01/01/2020" in shown["line"]
    assert events.show_filters(None, None, "", "")["active"]["visible"] is False
    assert "hôm" in events.show_filters(None, None, "hôm", "")["line"]


def test_nothing_found_offers_what_would_find_something(chat: Chat, archive: WrittenArchive) -> None:
    (none,) = chat.ask(QUESTION, Filters(speaker="Trần Thị Hòa"), ())
    assert "Bỏ bộ lọc thì" in none.html
    assert 'class="choose" href="/?q=b%E1%BA%A3n' in none.html
    assert "Mọi lời của Trần Thị Hòa trong kho" in none.html
    assert 'href="/phong-van"' in none.html
    (nothing,) = chat.ask("zzz", Filters(outlet="Báo Sông Lam"), ())
    assert "Bỏ bộ lọc thì" not in nothing.html
    assert 'href="/phong-van"' in nothing.html


def test_a_greeting_is_no_history(chat: Chat, archive: WrittenArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    greeted = Answer("chào", State.NONE, 0.0, aside=Aside(AsideKind.TALK))
    with monkeypatch.context() as patch:
        patch.setattr(archive, "ask", lambda *_, **__: greeted)
        past = chat.ask("chào", Filters(), ())
    chat.ask(QUESTION, Filters(), past)
    assert archive.asked[-1][2] == ()
