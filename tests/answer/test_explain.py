"""Why a hit is here: words in common as typed, places in both searches, boosts in plain words."""

from __future__ import annotations

from qa.answer.explain import Why, why
from qa.archive import Archive
from qa.render.answer import answer_html
from qa.render.json import citation_json
from qa.render.reading import why_lines
from qa.render.why import why_html, why_json
from qa.search.query import Boost, Reason
from qa.search.retrieve import Hit, signals_of
from qa.store.store import StoredUtterance
from qa.text import Span
from tests.made import alone

HIT = Hit(StoredUtterance(1, "a", Span(0, 9), "Lê Văn Thử", None, None), 1.0, 0.5, 0.5, signals_of(0.5, 0.5), (), 2, 3)


def test_words_are_told_where_they_stand() -> None:
    found = why(alone("Ông Thử nói gì về kĩ năng số?"), HIT, 0.4, "Kỹ năng là gốc, số là ngọn.", "Lê Văn Thử, Giám đốc")
    assert found.said == ("kĩ năng",)
    assert found.around == ("thử",)
    assert (found.by_words, found.by_meaning) == (2, 3)


def test_nothing_in_common_is_said_so() -> None:
    (first, second) = why_lines(why(alone("Xe buýt?"), HIT, 0.4, "Cầu đường.", ""))
    assert "Không trùng từ nào" in first
    assert "thứ 2 khi tìm theo từ, thứ 3 khi tìm theo nghĩa" in second


def test_boosts_are_said_and_everything_is_escaped() -> None:
    found = Why(("<b>",), (), 1, 1, 0.5, (Boost(Reason.SPEAKER, 0.15), Boost(Reason.SAME_TURN, -0.15)))
    html = why_html(found)
    assert "<b>" not in html
    assert "Được ưu tiên vì đúng người được hỏi." in html
    assert "Bị lùi lại vì đã là câu trả lời trước." in html
    assert why_json(found)["boosts"] == {"speaker": 0.15, "same-turn": -0.15}
    assert why_html(None) == ""


def test_every_hit_of_a_question_says_why(demo: Archive) -> None:
    answer = demo.ask("Vì sao không luân chuyển cán bộ chuyên môn sâu?")
    assert all(hit.why and hit.why.by_words and hit.why.by_meaning for hit in answer.hits)
    assert answer_html(answer, "", "").count('<details class="why">') == len(answer.hits)
    assert "why" not in citation_json(answer.hits[0])
    assert citation_json(answer.hits[0], explain=True)["why"]["said"]
