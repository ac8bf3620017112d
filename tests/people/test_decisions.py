"""Editors' decisions: joined, split, renamed and taken back, on top of whatever is derived."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.people.decisions import Action, Decision, in_force
from qa.people.registry import Registry
from qa.people.same_person import Anchor, Appearance, Reason

NAME = "Nguyễn Văn Thử"
A, B, C, D = [(key, NAME) for key in "abcd"]
ALL = [
    Appearance("a", NAME, "Giám đốc Sở Y tế tỉnh Sông Lam", (), None, "2019-01-05"),
    Appearance("b", NAME, "Giám đốc Sở Y tế Sông Lam", (), None, "2021-01-05"),
    Appearance("c", NAME, "Chủ tịch Hội Đò ngang Việt Nam", (), None, "2022-01-05"),
    Appearance("d", "N.V. Thử", None),
]


def decision(key: int, action: Action, *anchors: Anchor, **more: object) -> Decision:
    values = {"others": (), "name": None, "undoes": None} | more
    return Decision(key, "2026-01-01T00:00:00+00:00", "biên tập", action, "lý do", anchors, **values)  # type: ignore[arg-type]


def people(*decisions: Decision, of: list[Appearance] = ALL) -> set[frozenset[str]]:
    return {frozenset(a.interview for a in p.appearances) for p in Registry(of, decisions).profiles}


def sets(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group) for group in groups}


def test_without_decisions() -> None:
    assert people() == sets("ab", "c", "d")


def test_a_join_puts_whole_people_together_whatever_their_names() -> None:
    joined = Registry(ALL, [decision(1, Action.JOIN, B, C, ("d", "N.V. Thử"))])
    assert people(decision(1, Action.JOIN, B, C, ("d", "N.V. Thử"))) == sets("abcd")
    assert Reason.DECIDED in {tie.reason for tie in joined.profiles[0].ties}


def test_a_split_parts_what_was_derived() -> None:
    assert people(decision(1, Action.SPLIT, B, others=(A,))) == sets("a", "b", "c", "d")


def test_join_then_split_restores() -> None:
    join = decision(1, Action.JOIN, A, B, C)
    split = decision(2, Action.SPLIT, C, others=(A, B))
    assert people(join) == sets("abc", "d")
    assert people(join, split) == people()


def test_an_undo_restores_and_can_be_undone() -> None:
    join, undo = decision(1, Action.JOIN, A, C), decision(2, Action.UNDO, undoes=1)
    redo = decision(3, Action.UNDO, undoes=2)
    assert people(join, undo) == people()
    assert people(join, undo, redo) == people(join)
    assert in_force([redo, undo, join]) == [join]


def test_a_later_appearance_goes_where_its_evidence_is() -> None:
    join = decision(1, Action.JOIN, A, C)
    split = decision(2, Action.SPLIT, C, others=(A, B))
    later = Appearance("e", NAME, "Phó Chủ tịch Hội Đò ngang Việt Nam", (), None, "2021-06-05")
    doubtful = Appearance("f", NAME, None)
    assert people(join, split, of=[*ALL, later, doubtful]) == sets("ab", "ce", "d", "f")


def test_what_is_not_in_the_archive_waits() -> None:
    join = decision(1, Action.JOIN, A, ("weg", NAME), C)
    assert people(join) == sets("abc", "d")
    assert people(join, of=ALL[1:]) == sets("b", "c", "d")
    assert people(decision(1, Action.JOIN, ("weg", NAME))) == people()


def test_a_name_holds_for_the_whole_person_and_the_last_one_wins() -> None:
    first, second = (
        decision(1, Action.RENAME, A, name="Nguyễn Văn Thứ"),
        decision(2, Action.RENAME, B, name="Nguyễn Văn Thự"),
    )
    person = Registry(ALL, [first, second]).of("a", NAME)
    assert person is not None
    assert (person.name, person.renamed) == ("Nguyễn Văn Thự", True)
    assert {a.name for a in person.appearances} == {NAME}
    undone = Registry(ALL, [first, second, decision(3, Action.UNDO, undoes=2)]).of("b", NAME)
    assert undone is not None
    assert undone.name == "Nguyễn Văn Thứ"


def test_the_keys_of_joined_people_go_on() -> None:
    before = Registry(ALL).of("c", NAME)
    assert before is not None
    after = Registry(ALL, [decision(1, Action.JOIN, A, C)])
    assert after.by_key(before.key) is after.of("a", NAME)


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from("abcd"), min_size=2, max_size=4, unique=True))
@settings(max_examples=50)
def test_decisions_on_an_archive_built_in_any_order(shuffling: random.Random, chosen: list[str]) -> None:
    anchors = [a.anchor for a in ALL if a.interview in chosen]
    join = decision(1, Action.JOIN, *anchors)
    mixed = list(ALL)
    shuffling.shuffle(mixed)
    assert Registry(mixed, [join]).profiles == Registry(ALL, [join]).profiles
    undone = [join, decision(2, Action.UNDO, undoes=1)]
    assert Registry(mixed, undone).profiles == Registry(ALL).profiles
