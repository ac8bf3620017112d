"""What an editor may decide about people, before it is kept."""

import unicodedata

import pytest

from qa.errors import PeopleError
from qa.people.decisions import Action, Decision
from qa.people.editing import join, reason_of, rename, split, undo
from qa.people.keys import appearance_key
from qa.people.registry import Profile, Registry
from qa.people.same_person import Appearance

NAME = "Nguyễn Văn Thử"
POST = "Giám đốc Sở Y tế tỉnh Sông Lam"
REGISTRY = Registry([Appearance("a", NAME, POST), Appearance("b", NAME, POST), Appearance("c", NAME, None)])


def person(key: str) -> Profile:
    found = REGISTRY.of(key, NAME)
    assert found is not None
    return found


def test_a_new_name() -> None:
    proposal = rename(person("a"), unicodedata.normalize("NFD", "  Nguyễn  Văn Thứ "))
    assert (proposal.action, proposal.name) == (Action.RENAME, "Nguyễn Văn Thứ")
    assert proposal.anchors == (("a", NAME), ("b", NAME))


@pytest.mark.parametrize("name", ["", "  ", "123", NAME, "x" * 81])
def test_no_name(name: str) -> None:
    with pytest.raises(PeopleError):
        rename(person("a"), name)


def test_joining() -> None:
    assert set(join(person("a"), [person("c"), person("b")]).anchors) == {("a", NAME), ("b", NAME), ("c", NAME)}
    with pytest.raises(PeopleError):
        join(person("a"), [person("b")])


def test_splitting() -> None:
    proposal = split(person("a"), [appearance_key(("b", NAME)), "gi-do-00000000"])
    assert (proposal.anchors, proposal.others) == ((("b", NAME),), (("a", NAME),))
    for chosen in ([], [appearance_key((key, NAME)) for key in "ab"]):
        with pytest.raises(PeopleError):
            split(person("a"), chosen)


def test_taking_back_what_holds_and_nothing_else() -> None:
    kept = [
        Decision(1, "2026-01-01T00:00:00+00:00", "ai", Action.RENAME, "vì", (("a", NAME),), name="Khác"),
        Decision(2, "2026-01-01T00:00:00+00:00", "ai", Action.UNDO, "vì", undoes=1),
        Decision(3, "2026-01-01T00:00:00+00:00", "ai", Action.RENAME, "vì", (("a", NAME),), name="Khác nữa"),
    ]
    assert undo(kept, 3).undoes == 3
    for key in (1, 4):
        with pytest.raises(PeopleError):
            undo(kept, key)


def test_a_reason_is_needed() -> None:
    assert reason_of("  in\nsai ") == "in sai"
    for text in ("", " – ", "x" * 301):
        with pytest.raises(PeopleError):
            reason_of(text)
