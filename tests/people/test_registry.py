"""The people of an archive: namesakes apart, keys that hold, and whom a name means."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.people.decisions import Action, Decision
from qa.people.keys import appearance_key
from qa.people.registry import Registry
from qa.people.same_person import Appearance

THU = "Nguyễn Văn Thử"
ALL = [
    Appearance("a", THU, "Giám đốc Sở Y tế tỉnh Sông Lam", ("Ông Thử",), "Báo Một", "2019-01-05", "Bài A", 3),
    Appearance("b", THU, "Giám đốc Sở Y tế Sông Lam", ("Ông Nguyễn Văn Thử",), "Báo Hai", "2021-01-05", "Bài B", 2),
    Appearance("c", THU, "Giám đốc Sở Y tế tỉnh Cửa Trầm", (), "Báo Một", "2020-01-05", "Bài C", 1),
    Appearance("d", THU.upper(), None, (), None, None, "Bài D", 1),
    Appearance("e", "Lò Thị Mẫu", "Bộ trưởng Bộ Hạ tầng", ("Bà Mẫu",), "Báo Một", "2020-01-05", "Bài E", 4),
    Appearance("f", "Alexander Brown", None, (), "Báo Một", None, "Bài F", 1),
]


def interviews(registry: Registry) -> list[list[str]]:
    return [[a.interview for a in p.appearances] for p in registry.profiles]


def test_people_and_namesakes() -> None:
    registry = Registry(ALL)
    assert sorted(interviews(registry)) == [["a", "b"], ["c"], ["d"], ["e"], ["f"]]
    person = registry.of("a", THU)
    assert person is registry.of("b", THU)
    assert person is not None
    assert (person.turns, person.outlets, person.dates) == (5, ("Báo Một", "Báo Hai"), ("2019-01-05", "2021-01-05"))
    assert [p.post for p in person.posts] == ["Giám đốc Sở Y tế tỉnh Sông Lam", "Giám đốc Sở Y tế Sông Lam"]
    assert person.labels == ("Ông Thử", "Ông Nguyễn Văn Thử")
    assert len(registry.namesakes(person)) == 2
    assert registry.of("a", "Ai khác") is registry.of("a", None) is None


def test_equal_posts_that_follow_each_other_are_one() -> None:
    again = [*ALL, Appearance("g", THU, "Giám đốc Sở Y tế Sông Lam", (), "Báo Ba", "2022-01-05")]
    person = Registry(again).of("a", THU)
    assert person is not None
    assert [[a.interview for a in p.appearances] for p in person.posts] == [["a"], ["b", "g"]]
    assert person.position == "Giám đốc Sở Y tế Sông Lam"


def test_every_key_leads_to_its_person() -> None:
    registry = Registry(ALL)
    for appearance in ALL:
        person = registry.by_key(appearance_key(appearance.anchor))
        assert person is registry.of(*appearance.anchor)
    assert registry.by_key("khong-co-00000000") is None


def test_a_key_once_given_out_stays_good() -> None:
    before = Registry(ALL).of("a", THU)
    assert before is not None
    earlier = Appearance("0", THU, "Phó Giám đốc Sở Y tế Sông Lam", (), None, "2017-01-05")
    after = Registry([*ALL, earlier]).by_key(before.key)
    assert after is not None
    assert after.key != before.key
    assert {a.interview for a in after.appearances} == {"0", "a", "b"}


@given(st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_order_of_building_does_not_matter(shuffling: random.Random) -> None:
    mixed = list(ALL)
    shuffling.shuffle(mixed)
    assert Registry(mixed).profiles == Registry(ALL).profiles


def test_nfd_and_tone_places_find_the_same() -> None:
    printed = Appearance("a", "Lò Thị Thuý Hoà", "Bộ trưởng Bộ Hạ tầng")
    other = Appearance("b", unicodedata.normalize("NFC", "Lò Thị Thúy Hòa"), "Bộ trưởng Bộ Hạ tầng")
    registry = Registry([printed, other])
    assert len(registry) == 1
    assert registry.candidates(unicodedata.normalize("NFD", "Lò Thị Thúy Hoà")) == registry.profiles


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Nguyễn Văn Thử", ["a", "c", "d"]),
        ("ông Thử", ["a", "c", "d"]),
        ("nguyen van thu", ["a", "c", "d"]),
        ("Nguyễn Văn Thử (Sở Y tế tỉnh Cửa Trầm)", ["c"]),
        ("Nguyễn Văn Thử (Sở Y tế … Sông Lam)", ["a"]),
        ("Nguyễn Văn Thử (Báo Hai)", ["a"]),
        ("Nguyễn Văn Thử (Sở Y tế)", ["a", "c"]),
        ("Nguyễn Văn Thử (Hội Đò ngang)", ["a", "c", "d"]),
        ("Giám đốc Sở Y tế tỉnh Cửa Trầm Nguyễn Văn Thử", ["c"]),
        ("ông Nguyễn Văn Thử, Giám đốc Sở Y tế Sông Lam", ["a"]),
        ("Bộ trưởng Bộ Hạ tầng Nguyễn Văn Thử", ["a", "c", "d"]),
        ("bà Mẫu", ["e"]),
        ("Bộ trưởng Lò Thị Mẫu", ["e"]),
        ("Alexander", ["f"]),
        ("Nguyễn Văn Thư", []),
        ("Ai Đó", []),
        ("", []),
    ],
)
def test_whom_a_label_may_mean(label: str, found: list[str]) -> None:
    assert sorted(p.appearances[0].interview for p in Registry(ALL).candidates(label)) == found


def test_keys_and_choices_mean_one_person() -> None:
    registry = Registry(ALL)
    assert len(registry.choices) == len(registry)
    for label, person in registry.choices.items():
        assert registry.candidates(label) == registry.candidates(person.key) == (person,)
        assert registry.appearances_of(label) == person.anchors
    assert "Lò Thị Mẫu" in registry.choices
    assert "Nguyễn Văn Thử (Giám đốc Sở Y tế Sông Lam)" in registry.choices


def test_namesakes_without_anything_to_tell_them_apart_get_different_labels() -> None:
    bare = [Appearance(key, THU, None, (), "Báo Một", "2020-01-05") for key in "xyz"]
    assert len(Registry(bare).choices) == 3


def test_people_named_in_a_question() -> None:
    registry = Registry(ALL)
    assert [p.name for p in registry.named_in("bà Lò Thị Mẫu nói gì về đường sá?")] == ["Lò Thị Mẫu"]
    assert len(registry.ambiguous_in("ông nguyễn văn thử nói gì?")) == 3
    assert len(registry.ambiguous_in("ong nguyen van thu noi gi")) == 3
    assert registry.ambiguous_in("Lò Thị Mẫu nói gì?") == ()
    assert registry.several(None, "Lò Thị Mẫu và Nguyễn Văn Thử nói gì?") == registry.candidates(THU)
    assert registry.several("Lò Thị Mẫu", "Nguyễn Văn Thử?") == ()


def test_two_syllables_need_their_capitals() -> None:
    twins = [Appearance(key, "Mai Hương", None) for key in "ab"]
    registry = Registry(twins)
    assert len(registry.ambiguous_in("Mai Hương nói gì?")) == 2
    assert registry.ambiguous_in("ngày mai hương hoa") == ()


def test_a_renamed_person_is_found_by_both_names() -> None:
    renaming = Decision(
        1, "2026-01-01T00:00:00+00:00", "b", Action.RENAME, "in sai", (("e", "Lò Thị Mẫu"),), name="Lò Thị Mận"
    )
    registry = Registry(ALL, [renaming])
    person = registry.of("e", "Lò Thị Mẫu")
    assert person is not None
    assert (person.name, person.renamed, person.names) == ("Lò Thị Mận", True, ("Lò Thị Mẫu",))
    assert registry.candidates("Lò Thị Mận") == registry.candidates("Lò Thị Mẫu") == (person,)
    assert registry.as_printed("Bà lò thị mận nói gì về Lò Thị Mận Tây?") == "Bà Lò Thị Mẫu nói gì về Lò Thị Mẫu Tây?"
    assert Registry(ALL).as_printed("Lò Thị Mận?") == "Lò Thị Mận?"
