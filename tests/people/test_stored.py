"""The people of a stored archive: derived from its rows, and decisions that survive what is built anew."""

from collections.abc import Collection

import pytest

from qa.errors import PeopleError
from qa.people.decisions import Action
from qa.people.editing import Proposal
from qa.people.same_person import Appearance
from qa.people.stored import StoredPeople, appearances, decisions, record
from qa.store.store import Store
from tests.made import interview
from tests.store.test_store import PAIRS, put, store

__all__ = ["store"]  # a new one for each test

NAME = "Lê Văn Thử"


def test_people_are_derived_from_the_store(store: Store) -> None:
    put(store, interview("a", PAIRS))
    people = StoredPeople(store)
    person = people.registry.of("a", NAME)
    assert person is not None
    assert (person.turns, person.position, person.outlets) == (2, "Giám đốc Sở Thử nghiệm", ("Báo Minh Họa",))
    assert people.registry is people.registry  # nothing has changed


def test_what_is_added_and_removed_is_seen(store: Store) -> None:
    people = StoredPeople(store)
    assert len(people.registry) == 0
    put(store, interview("a", PAIRS))
    put(store, interview("b", PAIRS[:1], "Trần Thị Mẫu"))
    assert [p.name for p in people.registry.profiles] == [NAME, "Trần Thị Mẫu"]
    store.remove("a")
    assert [p.name for p in people.registry.profiles] == ["Trần Thị Mẫu"]


def test_a_decision_is_kept_with_author_time_and_reason_and_survives_a_rebuild(store: Store) -> None:
    put(store, interview("a", PAIRS))
    people = StoredPeople(store)
    renaming = Proposal(Action.RENAME, (("a", NAME),), name="Lê Văn Thứ")
    key = record(store, renaming, "bien-tap", "báo in sai dấu", seen=0)
    put(store, interview("a", PAIRS[:1]))
    person = people.registry.of("a", NAME)
    assert person is not None
    assert (person.name, person.turns) == ("Lê Văn Thứ", 1)
    (kept,) = decisions(store)
    assert (kept.id, kept.author, kept.reason, kept.anchors) == (key, "bien-tap", "báo in sai dấu", (("a", NAME),))
    assert kept.at.endswith("+00:00")
    record(store, Proposal(Action.UNDO, undoes=key), "bien-tap", "nhầm", seen=key)
    assert [p.name for p in people.registry.profiles] == [NAME]
    assert len(decisions(store)) == 2


def test_two_who_decide_at_once_are_told(store: Store) -> None:
    renaming = Proposal(Action.RENAME, (("a", NAME),), name="Lê Văn Thứ")
    first = record(store, renaming, "một", "lý do", seen=0)
    for seen in (0, first - 1, first + 1):
        with pytest.raises(PeopleError, match="quyết định mới"):
            record(store, renaming, "hai", "lý do", seen=seen)
    assert [d.author for d in decisions(store)] == ["một"]


def test_those_whom_words_name_are_as_the_whole_registry_has_them(store: Store) -> None:
    put(store, interview("a", PAIRS))
    put(store, interview("b", PAIRS[:1], "Trần Thị Mẫu"))
    put(store, interview("c", PAIRS[:1], NAME.upper()))
    put(store, interview("d", PAIRS[:1], "Phạm Thị Khác"))
    joining = Proposal(Action.JOIN, (("a", NAME), ("d", "Phạm Thị Khác")))
    renaming = Proposal(Action.RENAME, (("b", "Trần Thị Mẫu"),), name="Trần Thị Mậu")
    record(store, renaming, "bien-tap", "báo in sai", seen=record(store, joining, "bien-tap", "lấy chồng", seen=0))
    people = StoredPeople(store).named
    whole = StoredPeople(store).registry
    for words in ("Ông Lê Văn Thử và bà TRẦN THỊ MẪU nói gì?", "Phạm Thị Khác", "bà Trần Thị Mậu nói gì?", "Trần Thị"):
        some = people.within(words)
        assert some.named_in(words) == whole.named_in(words)
        assert some.as_printed(words) == whole.as_printed(words)
        assert [some.label_of(one) for one in some.profiles] == [whole.label_of(one) for one in some.profiles]
    assert len(people.within("Lê Văn Thử").profiles) == len(people.within("Trần Thị Mậu").profiles) == 1
    assert len(people.within("Trần Thị nói gì?").profiles) == 0
    assert people.called("Phạm Thị Khác").of("d", "Phạm Thị Khác") == whole.of("a", NAME)


def known_people(store: Store) -> StoredPeople:
    put(store, interview("a", PAIRS))
    put(store, interview("b", PAIRS[:1], "Trần Thị Mẫu"))
    put(store, interview("c", PAIRS[:1], NAME.upper()))
    put(store, interview("d", PAIRS[:1], "Phạm Thị Khác"))
    put(store, interview("e", PAIRS[:1], "Nguyễn Văn Thử"))
    joining = Proposal(Action.JOIN, (("a", NAME), ("d", "Phạm Thị Khác")))
    renaming = Proposal(Action.RENAME, (("b", "Trần Thị Mẫu"),), name="Nguyễn Văn Thử")
    record(store, renaming, "bien-tap", "báo in sai", seen=record(store, joining, "bien-tap", "lấy chồng", seen=0))
    return StoredPeople(store)


def test_whom_a_label_or_a_key_means_is_told_as_by_the_whole_registry(store: Store) -> None:
    people = known_people(store)
    whole, named = people.registry, people.named
    labels = [
        "Ông Thử",
        "Phạm Thị Khác",
        "bà Mẫu",
        "Giám đốc Sở Thử nghiệm Lê Văn Thử",
        "thu",
        "Nguyễn Văn Thử",
        "ai đó",
    ]
    for person in whole.profiles:
        assert named.by_key(person.key) == person
        assert (named.label_of(person), named.namesakes(person)) == (whole.label_of(person), whole.namesakes(person))
        labels += [person.key, whole.label_of(person), f"{person.name} (Sở Thử nghiệm…)", *person.names, *person.labels]
    for label in labels:
        assert named.candidates(label) == whole.candidates(label)
        assert named.several(label) == whole.several(label)
        assert named.several(None, f"{label} nói gì?") == whole.several(None, f"{label} nói gì?")
    assert len(named.candidates("Ông Thử")) > 1
    assert named.by_key("khong-ai-00000000") is None


def test_those_who_were_listed_before_are_read_again_only_where_something_changed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = known_people(store)
    assert people.choices == tuple(people.registry.choices)
    read: list[set[str]] = []

    def noted(asked: Store, within: Collection[str]) -> list[Appearance]:
        read.append({*within})
        return appearances(asked, within)

    monkeypatch.setattr("qa.people.stored.appearances", noted)
    put(store, interview("g", PAIRS[:1], "Hồ Thị Mới"))
    assert "Hồ Thị Mới" in people.choices
    assert read == [{"g"}]
    put(store, interview("d", PAIRS, "Phạm Thị Khác"))
    store.remove("c")
    record(store, Proposal(Action.UNDO, undoes=1), "bien-tap", "nhầm", seen=2)
    found = people.choices
    monkeypatch.undo()
    assert found == tuple(people.registry.choices) == StoredPeople(store).choices
