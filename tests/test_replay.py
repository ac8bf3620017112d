"""An entry of the audit shown again: the very words where their hash holds, and a plain word where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.errors import NotFoundError
from qa.render.audit import replay_html, replay_json, replay_lines
from qa.replay import Fate, replay
from qa.revisions import revisions
from qa.store.audit import Entry, Event, Shown, write
from tests.store.test_withdrawn import article

WORDS = "Cầu Mây bị bỏ vì lũ cuốn trôi hai trụ chính."


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    article(tmp_path / "bai", "cau", "cây cầu Mây", WORDS)
    with Archive.open(tmp_path / "data") as archive:
        archive.add([tmp_path / "bai"])
        hit = archive.ask("Vì sao cầu Mây bị bỏ?").hits[0]
        shown = [Shown(hit.interview, hit.span, hit.sha256)]
        write(archive.store, Entry(Event.ASK, "", "Vì sao?", {"state": "answer"}, shown, revisions(archive.store)))
        yield archive


def asked(archive: Archive) -> int:
    return int(archive.store.rows("SELECT id FROM audit WHERE event = 'ask'")[0][0])


def test_the_words_are_shown_again_from_the_stored_text(archive: Archive) -> None:
    (one,) = replay(archive.store, asked(archive)).shown
    assert (one.fate, one.text, one.served, one.speaker) == (Fate.SAME, WORDS, True, "Lê Văn Thử")
    assert archive.citation(one.turn).text == WORDS


def test_words_are_followed_into_a_changed_article(archive: Archive, tmp_path: Path) -> None:
    article(tmp_path / "bai", "cau", "cây cầu Mây ở xã Thử", WORDS)
    archive.add([tmp_path / "bai"])
    found = replay(archive.store, asked(archive))
    assert (found.shown[0].fate, found.shown[0].text) == (Fate.MOVED, WORDS)
    assert found.facts["content"] != found.entry.facts["content"]


def test_words_that_were_changed_are_said_to_be(archive: Archive, tmp_path: Path) -> None:
    article(tmp_path / "bai", "cau", "cây cầu Mây", WORDS.replace("hai", "ba"))
    archive.add([tmp_path / "bai"])
    (one,) = replay(archive.store, asked(archive)).shown
    assert (one.fate, one.text, one.served, one.speaker) == (Fate.FORMER, WORDS, False, "Lê Văn Thử")
    assert one.title == "cây cầu Mây"
    archive.store.change("DELETE FROM versions")
    (one,) = replay(archive.store, asked(archive)).shown
    assert (one.fate, one.text) == (Fate.CHANGED, None)


@pytest.mark.parametrize(("reason", "fate"), [("Tòa án yêu cầu", Fate.WITHDRAWN), (None, Fate.GONE)])
def test_words_of_an_interview_that_was_taken_out_are_gone(archive: Archive, reason: str | None, fate: Fate) -> None:
    number = asked(archive)
    archive.store.remove("cau", reason)
    found = replay(archive.store, number)
    assert (found.shown[0].fate, found.shown[0].text) == (fate, None)
    for told in (str(replay_html(found)), str(replay_json(found)), "\n".join(replay_lines(found))):
        assert "lũ cuốn" not in told
        assert found.shown[0].shown.sha256 in told


def test_there_is_no_such_entry(archive: Archive) -> None:
    with pytest.raises(NotFoundError, match="999"):
        replay(archive.store, 999)


def test_every_view_tells_the_words_whole(archive: Archive) -> None:
    found = replay(archive.store, asked(archive))
    assert f"“{WORDS}”" in replay_lines(found)
    assert replay_json(found)["shown"][0]["text"] == WORDS
    assert f'<blockquote class="words">{WORDS}</blockquote>' in replay_html(found)
