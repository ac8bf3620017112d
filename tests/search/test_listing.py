"""The list of interviews: found without accents, limited, ordered, counted by month."""

from __future__ import annotations

from qa.search.listing import OFFERED, Line, Order, Wanted, by_month, chosen, line_of, outlets, speakers, years
from qa.store.store import InterviewSummary


def line(
    key: str, title: str, date: str | None, outlet: str, *speakers: str, added: str = "2026-01-01 00:00:00"
) -> Line:
    return line_of(InterviewSummary(key, title, outlet, date, speakers, 1, None), added, added)


LINES = (
    line("c", "Đưa nước sạch về bản", "2024-11-02", "Báo Sông Lam", "Lò Văn Pín", added="2026-01-03 00:00:00"),
    line("b", "An toàn hồ đập", "2024-09", "Báo Vùng Cao", "Trần Thị Hòa", "Lò Văn Pín"),
    line("a", "Nước mặn xâm nhập", "2021", "Báo Sông Lam", "Nguyễn Văn Giang", added="2026-01-02 00:00:00"),
    line("z", "Không rõ ngày", None, "", "Trần Thị Hòa"),
)


def ids(**wanted: object) -> list[str]:
    return [one.summary.id for one in chosen(LINES, Wanted(**wanted))]  # type: ignore[arg-type]


def test_words_find_without_accents_in_headline_people_and_paper() -> None:
    assert ids(words="nuoc") == ["c", "a"]
    assert ids(words="NƯỚC  song lam") == ["c", "a"]
    assert ids(words="hoa tran") == ["b", "z"]
    assert ids(words="hoà") == ["b", "z"]
    assert ids(words="duong") == []


def test_filters_hold_together() -> None:
    assert ids(speaker="Lò Văn Pín") == ["c", "b"]
    assert ids(speaker="lo van pin", outlet="bao song lam") == ["c"]
    assert ids(year="2024", words="ho") == ["b"]
    assert ids(year="2024", outlet="Báo Vùng Cao", speaker="Nguyễn Văn Giang") == []


def test_orders() -> None:
    assert ids() == ["c", "b", "a", "z"]
    assert ids(order=Order.OLDEST) == ["a", "b", "c", "z"]  # the undated last, whichever way
    assert ids(order=Order.HEADLINE) == ["b", "c", "z", "a"]
    assert ids(order=Order.ADDED) == ["c", "a", "b", "z"]


def test_months_are_counted_with_the_empty_ones_between() -> None:
    assert by_month(LINES) == [("2024-09", 1), ("2024-10", 0), ("2024-11", 1)]
    assert by_month(LINES[2:]) == []
    odd = [line("o", "", date, "") for date in ("2024-13-01", "abcd-01", "2023-12-31")]
    assert by_month([*LINES, *odd])[0] == ("2023-12", 1)
    assert len(by_month([*LINES, *odd])) == 12


def test_choices() -> None:
    assert years(LINES) == ["2024", "2021"]
    assert outlets(LINES) == ["Báo Sông Lam", "Báo Vùng Cao"]
    assert speakers(LINES) == ["Lò Văn Pín", "Nguyễn Văn Giang", "Trần Thị Hòa"]


def test_of_many_speakers_those_of_the_most_interviews_are_offered() -> None:
    many = [line(str(n), "", None, "", f"Người {n}") for n in range(2 * OFFERED)]
    found = speakers([*many, *LINES])
    assert len(found) == OFFERED
    assert {"Lò Văn Pín", "Trần Thị Hòa"} <= {*found}
