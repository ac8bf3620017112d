"""Statements side by side: word for word, by date, each with its citation, a timeline that can be read."""

from __future__ import annotations

import re

import pytest

from qa.answer.answer import Citation
from qa.archive import Archive
from qa.compare import Comparison, Side, compare
from qa.errors import QuestionError
from qa.render.address import compare_address
from qa.render.compare_page import compare_html, comparison_json, timeline
from qa.text import Span

TOPIC = "luân chuyển cán bộ"


def said(by: str, date: str | None, text: str = "Lời nói.") -> Citation:
    return Citation(f"bai-{date}", f"bai-{date}.0", Span(0, len(text)), text, speaker=by, date=date, title="Tít <b>")


def test_people_are_set_side_by_side_in_the_order_of_dates(demo: Archive) -> None:
    found = compare(demo, TOPIC, ["Lương Hạ Uyên", "Không Có Ai", "Lương Hạ Uyên"])
    (side,) = found.sides
    assert found.without == ("Không Có Ai",)
    assert {one.speaker for one in side.statements} == {"Lương Hạ Uyên"}
    days = [one.date or "9999" for one in side.statements]
    assert days == sorted(days)
    for one in side.statements:
        assert one.text == one.span.of(demo.interview(one.interview).text)


def test_without_people_those_nearest_to_the_topic_are_shown(demo: Archive) -> None:
    found = compare(demo, TOPIC, [])
    assert 2 <= len(found.sides) <= 3
    assert len({side.name for side in found.sides}) == len(found.sides)


def test_a_topic_of_no_interview_gives_nothing(demo: Archive) -> None:
    assert compare(demo, "chung kết bóng rổ Chicago", []).sides == ()


def test_an_empty_topic_is_refused(demo: Archive) -> None:
    with pytest.raises(QuestionError):
        compare(demo, " ? ", [])


FOUND = Comparison(
    "nước <sạch>",
    (
        Side("Lê <i>Thử</i>", (said("Lê <i>Thử</i>", "2021"), said("Lê <i>Thử</i>", None))),
        Side("Trần Mẫu", (said("Trần Mẫu", "2024-05-17", "Một\n\nhai <script>"),)),
    ),
    ("Ai <đó>",),
)


def test_the_page_is_escaped_and_its_dots_lead_to_cards() -> None:
    html = compare_html("nước <sạch>", ["Lê <i>Thử</i>"], ["Trần Mẫu"], FOUND, "lỗi <x>", "/hoi-dap")
    assert not re.search(r"<(?:script|i|b|x|sạch|đó)\b", html)
    assert "\n" not in html
    targets = re.findall(r'href="#(loi-[\d-]+)"', html)
    assert targets == ["loi-1-1", "loi-2-1"]
    assert all(f'id="{target}"' in html for target in [*targets, "loi-1-2"])
    assert 'action="/hoi-dap/so-sanh"' in html
    assert "Không ghi ngày" in html


def test_one_day_makes_no_timeline() -> None:
    assert timeline(Comparison("x", (Side("A", (said("A", "2024-05-17"),)),))) == ""
    assert timeline(FOUND).count("<circle") == 2


@pytest.mark.parametrize("date", ["2021", "2021-05", "0000-99-99", "2021-02-31"])
def test_a_strange_date_stands_somewhere(date: str) -> None:
    places = re.findall(
        r'cx="([\d.]+)"', timeline(Comparison("x", (Side("A", (said("A", date), said("A", "2024-05-17"))),)))
    )
    assert len(places) == 2
    assert all(0 <= float(place) <= 800 for place in places)


def test_json_has_hits_of_the_contract() -> None:
    told = comparison_json(FOUND)
    assert [one["speaker"] for one in told["people"]] == ["Lê <i>Thử</i>", "Trần Mẫu"]
    assert told["people"][1]["statements"][0]["text"] == "Một\n\nhai <script>"
    assert told["without"] == ["Ai <đó>"]


def test_the_address_keeps_topic_and_people() -> None:
    assert compare_address("a & b", ["X", "Y"], "/q") == "/q/so-sanh?chu-de=a+%26+b&nguoi=X&nguoi=Y"
