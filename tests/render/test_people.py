"""People as JSON and HTML: whom a name means, and hostile names as text."""

from qa.people.decisions import Action, Decision
from qa.people.registry import Registry
from qa.people.same_person import Appearance
from qa.render.people import (
    SHOWN,
    namesakes_json,
    people_html,
    person_html,
    person_json,
    which,
    which_asked,
    which_checked,
)

THU = "Nguyễn Văn Thử"
HOSTILE = '<script>x</script>" onload="y'


def two(*labels: str, name: str = THU) -> Registry:
    return Registry(
        [
            Appearance("a", name, "Giám đốc Sở Y tế tỉnh Sông Lam", labels[:1], "Báo Một", "2020-01-05"),
            Appearance("b", name, "Giám đốc Sở Y tế tỉnh Cửa Trầm", labels[1:], "Báo Hai", "2021-01-05"),
        ]
    )


def test_the_question_knows_men_from_women() -> None:
    assert which(two("Ông Thử", "Ông Thử").profiles) == f"Ông {THU} nào?"
    assert which(two("Bà Thử", "Bà Thử").profiles) == f"Bà {THU} nào?"
    assert which(two("Bà Thử", "Ông Thử").profiles) == f"Ông/bà {THU} nào?"
    assert which(two().profiles) == f"Ông/bà {THU} nào?"
    assert which(two().profiles[:1]) is which(()) is None


def test_the_question_uses_the_name_that_all_share() -> None:
    renaming = Decision(1, "2026-01-01", "ai", Action.RENAME, "vì", (("a", THU),), name="Nguyễn Văn Thứ")
    people = Registry([a for p in two("Ông Thử").profiles for a in p.appearances], [renaming]).candidates(THU)
    assert len(people) == 2
    assert which(people) == f"Ông {THU} nào?"


def test_people_who_share_the_given_name_alone() -> None:
    registry = Registry([Appearance("a", "Lò Văn Dũng", None, ("Ông Dũng",)), Appearance("b", "Cù Hữu Dũng", None)])
    assert which(registry.candidates("ông Dũng")) == "Ông Dũng nào?"


def test_a_person_in_json() -> None:
    registry = two()
    (one,) = (p for p in registry.profiles if p.appearances[0].interview == "a")
    told = person_json(one, registry, "/kho")
    assert told["address"] == f"/kho/nguoi/{one.key}"
    assert told["posts"] == [{"post": "Giám đốc Sở Y tế tỉnh Sông Lam", "dates": ["2020-01-05"], "interviews": ["a"]}]
    assert namesakes_json(registry.profiles[:1], registry) == {}
    assert len(namesakes_json(registry.profiles, registry)["namesakes"]) == 2


def test_links_choose_one_and_ask_or_check_anew() -> None:
    registry = two()
    asked = which_asked(registry.profiles, "vì sao?", registry, "/kho")
    assert asked.count('class="choose" href="/kho/?q=v%C3%AC+sao%3F&amp;speaker=') == 2
    checked = which_checked(registry.profiles, "lời", registry)
    assert checked.count('href="/kiem-tra?trich=l%E1%BB%9Di&amp;nguoi=') == 2
    assert which_asked(registry.profiles[:1], "vì sao?", registry) == ""


def test_many_of_one_name_are_cut_short() -> None:
    registry = Registry([Appearance(f"i{n}", THU) for n in range(SHOWN + 3)])
    asked = which_asked(registry.profiles, "vì sao?", registry)
    assert asked.count('class="choose"') == SHOWN
    assert "và 3 người khác" in asked


def test_hostile_names_are_text() -> None:
    registry = two(name=HOSTILE)
    one = registry.profiles[0]
    pages = (
        which_asked(registry.profiles, HOSTILE, registry),
        people_html(registry.profiles, 1, HOSTILE),
        person_html(one, registry, {}, {}),
    )
    for page in pages:
        assert "<script" not in page
        assert '" onload' not in page


def test_pages_of_the_list() -> None:
    people = Registry(
        [Appearance(f"i{n}", f"Lò Văn {chr(65 + n // 26)}{chr(97 + n % 26)}") for n in range(150)]
    ).profiles
    first, last = people_html(people, 1), people_html(people, 99)
    assert (first.count("<li>"), last.count("<li>")) == (100, 50)
    assert "trang=2" in first
    assert "Trang sau" in first
    assert "Trang sau" not in last
    assert "Kho không có người trả lời nào" in people_html((), 1, "Ai")
