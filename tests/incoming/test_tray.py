"""The tray without a browser: what comes in is read apart, told with its doubts, taken in as a build would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.incoming.doubts import Doubt, Summary
from qa.incoming.tray import MOST_EDITIONS, Tray
from qa.store.incoming import Incoming, State, move
from qa.store.versions import former_interview, versions_of
from qa.verify import verify
from qa.wording import adding as wording_adding
from tests.benchmarks.crashes import ARTICLE
from tests.store.test_prints import HEAD, TURNS
from tests.test_desk import ARTICLE as WAITING_ARTICLE

SOUND = ARTICLE.format(n=7, m=3)
QUESTION = "vì sao bản số 7 thiếu nước?"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        yield archive


def work_off(tray: Tray) -> None:
    while tray.step():
        pass


def read(archive: Archive, name: str, text: str | bytes) -> tuple[Incoming, Summary | None]:
    tray = Tray(archive)
    raw = text.encode() if isinstance(text, str) else text
    (number,) = tray.receive(name, raw, "an")
    work_off(tray)
    return next(line for line in tray.listed() if line[0].number == number)


def taken(archive: Archive, number: int) -> Incoming:
    tray = Tray(archive)
    assert tray.accept([number], "an") == 1
    work_off(tray)
    return next(one for one, _ in tray.listed() if one.number == number)


def test_an_article_is_read_looked_at_and_taken_in(archive: Archive) -> None:
    one, summary = read(archive, "nước.txt", SOUND)
    assert one.state is State.READ
    assert summary is not None
    assert (summary.title, summary.outlet, summary.turns, summary.doubts) == ("Nước về bản số 7", "Báo Minh Họa", 2, ())
    preview = Tray(archive).preview(one.number)
    assert preview.interview is not None
    assert preview.interview.people[0].name == "Lê Văn Thử"
    assert archive.ask(QUESTION).hits == ()
    done = taken(archive, one.number)
    assert (done.state, done.interview, done.summary) == (State.ACCEPTED, "nuoc", "")
    assert archive.store.rows("SELECT who FROM audit WHERE event = 'add'") == [("an",)]
    assert archive.ask(QUESTION).hits[0].interview == "nuoc"
    assert archive.interview("nuoc").blocks == preview.interview.blocks
    assert Tray(archive).preview(one.number).interview is None


def test_doubts_are_told(archive: Archive) -> None:
    _, waiting = read(archive, "nuoc.txt", WAITING_ARTICLE.format(more="", note=""))
    _, no_talk = read(archive, "tin.txt", "Hôm nay trời đẹp, bà con đi chợ từ sớm.")
    assert waiting is not None
    assert no_talk is not None
    assert waiting.doubts == (Doubt.WAITS,)
    assert no_talk.doubts == (Doubt.NO_INTERVIEW, Doubt.NO_TITLE, Doubt.NO_OUTLET, Doubt.NO_DATE)


def test_what_can_t_be_read_is_refused_with_its_reason_and_tried_again(archive: Archive) -> None:
    one, _ = read(archive, "bai.pdf", b"%PDF-1.4 hong")
    assert (one.state, "PDF" in one.reason) == (State.REFUSED, True)
    tray = Tray(archive)
    assert tray.retry([one.number]) == 1
    work_off(tray)
    assert tray.preview(one.number).incoming.reason == one.reason
    tray.discard([one.number])
    assert tray.preview(one.number).incoming.state is State.DISCARDED


def test_the_same_bytes_and_the_same_name_are_told(archive: Archive) -> None:
    first, _ = read(archive, "nuoc.txt", SOUND)
    taken(archive, first.number)
    again, there = read(archive, "nuoc.txt", SOUND)
    other, named = read(archive, "nuoc.txt", ARTICLE.format(n=8, m=3))
    assert there is not None
    assert named is not None
    assert (there.doubts, there.there) == ((Doubt.THERE,), "nuoc")
    assert (named.doubts, named.there) == ((Doubt.SAME_ID,), "nuoc")
    assert taken(archive, again.number).interview == "nuoc"
    assert taken(archive, other.number).interview not in ("nuoc", "")
    assert len(archive.interviews()) == 2


def test_withdrawn_interviews_are_said_and_not_brought_back(archive: Archive) -> None:
    one, _ = read(archive, "nuoc.txt", SOUND)
    waiting = Tray(archive).receive("nuoc.txt", SOUND.encode(), "")
    assert waiting == [one.number]
    taken(archive, one.number)
    archive.withdraw("nuoc", "tòa yêu cầu")
    again, summary = read(archive, "khac.txt", SOUND)
    assert (again.state, again.reason, summary) == (State.DISCARDED, wording_adding.WITHDRAWN, None)
    assert archive.interviews() == ()
    archive.lift("nuoc")
    back, _ = read(archive, "nuoc.txt", SOUND)
    assert taken(archive, back.number).interview == "nuoc"


def test_what_is_withdrawn_while_it_is_taken_in_stays_out(archive: Archive) -> None:
    first, _ = read(archive, "nuoc.txt", SOUND)
    taken(archive, first.number)
    second, _ = read(archive, "nuoc.txt", SOUND)
    Tray(archive).accept([second.number], "an")
    archive.store.change("INSERT INTO withdrawn SELECT interview, path, sha256, '2026-01-01', '', '' FROM sources")
    archive.store.set_aside("nuoc")
    work_off(Tray(archive))
    assert archive.interviews() == ()


def test_lines_of_a_jsonl_file_are_things_of_their_own(archive: Archive) -> None:
    text = SOUND.partition("\n\n")[2]
    lines = [json.dumps({"id": f"b{n}", "title": f"Bài {n}", "text": text}, ensure_ascii=False) for n in range(2)]
    tray = Tray(archive)
    tray.receive("tin.jsonl", "\n".join([*lines, "{"]).encode(), "an")
    work_off(tray)
    found = {one.name: one.state for one, _ in tray.listed()}
    assert found == {"tin.jsonl:1": State.READ, "tin.jsonl:2": State.READ, "tin.jsonl:3": State.REFUSED}
    tray.accept([one.number for one, _ in tray.listed()], "")
    work_off(tray)
    assert archive.store.interview_ids() == ["b0", "b1"]


def test_pasted_text_has_the_facts_that_were_typed(archive: Archive) -> None:
    tray = Tray(archive)
    facts = {"title": "Nước: về\nbản", "outlet": "Báo Thử", "date": "17/05/2024", "url": "", "authors": "An, Bình"}
    tray.paste(facts, SOUND.partition("\n\n")[2], "an")
    tray.paste({**facts, "date": "hôm qua"}, "x", "an")
    work_off(tray)
    (good, summary), (bad, _) = tray.listed()
    assert summary is not None
    assert (summary.title, summary.outlet, summary.date) == ("Nước: về bản", "Báo Thử", "2024-05-17")
    assert "hôm qua" in bad.reason
    assert taken(archive, good.number).interview == "nuoc-ve-ban"
    assert archive.interview("nuoc-ve-ban").source.authors == ("An", "Bình")


def test_an_end_in_the_middle_loses_and_doubles_nothing(archive: Archive, tmp_path: Path) -> None:
    tray = Tray(archive)
    numbers = tray.receive("a.txt", SOUND.encode(), "") + tray.receive("b.txt", ARTICLE.format(n=8, m=1).encode(), "")
    move(archive.store, numbers[:1], [State.WAITING], State.READING)  # as a kill leaves it
    with Archive.open(tmp_path / "data") as later:
        after = Tray(later)
        after.resume()
        work_off(after)
        assert [one.state for one, _ in after.listed()] == [State.READ, State.READ]
        after.accept(numbers, "")
        work_off(after)
        assert later.store.interview_ids() == ["a", "b"]


def test_what_was_read_by_other_rules_is_read_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = read(archive, "nuoc.txt", SOUND)
    Tray(archive).accept([one.number], "")
    monkeypatch.setattr("qa.incoming.tray.reading_rules", lambda: "others")
    tray = Tray(archive)
    tray.resume()
    assert tray.preview(one.number).incoming.state is State.WAITING


def test_acceptance_waits_for_a_build_and_the_read_go_on(archive: Archive, tmp_path: Path) -> None:
    one, _ = read(archive, "nuoc.txt", SOUND)
    tray = Tray(archive)
    tray.accept([one.number], "")
    with Archive.open(tmp_path / "data") as other, other.store.builds.held():
        assert not tray.step()
        assert archive.interviews() == ()
        assert tray.preview(one.number).incoming.state is State.ACCEPTING
    work_off(tray)
    assert len(archive.interviews()) == 1


def test_a_fault_of_the_program_is_said_and_stops_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("qa.incoming.tray.summary_of", broken)
    one, _ = read(archive, "nuoc.txt", SOUND)
    assert (one.state, one.reason) == (State.REFUSED, wording_adding.FAULT)


def test_names_are_no_paths(archive: Archive) -> None:
    tray = Tray(archive)
    tray.receive("..\\..\\etc/passwd\n.txt", SOUND.encode(), "")
    work_off(tray)
    ((one, _),) = tray.listed()
    assert one.name == "passwd.txt"
    assert taken(archive, one.number).interview == "passwd"


def ferry(outlet: str = "Báo Sông Thử", more: str = "") -> str:
    """An article long enough to be known again, with one more question where an answer to that is given."""
    talk = "\n\n".join(f"PV: {asked}\n\nÔng Lê Văn Thử: {said}" for asked, said in TURNS)
    asked = f"\n\nPV: Còn gì nữa, thưa ông?\n\nÔng Lê Văn Thử: {more}" * bool(more)
    return HEAD.format(title="Dời bến Thử", outlet=outlet, date="2024-05-01") + talk + asked + "\n"


def edition(households: int) -> str:
    return ferry(more=f"Còn {households} hộ nữa sẽ dời trước Tết.")


def suggested(archive: Archive, number: int) -> list[str]:
    return [one.source.id for one in Tray(archive).preview(number).editions]


def test_a_changed_edition_of_another_name_is_taken_in_for_the_one_that_the_editor_chooses(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "bai"
    folder.mkdir()
    (folder / "ben.txt").write_text(ferry(), "utf-8")
    archive.add([folder])
    before = archive.interview("ben").text
    link = archive.ask("Vì sao bến Thử phải dời?").hits[0].turn
    one, summary = read(archive, "ben-sua.txt", edition(9))
    assert summary is not None
    assert (summary.doubts, summary.there) == ((Doubt.EDITION,), "ben")
    assert suggested(archive, one.number) == ["ben"]
    tray = Tray(archive)
    tray.accept_as(one.number, "ben", "an")
    work_off(tray)
    assert tray.preview(one.number).incoming.interview == "ben"
    assert archive.store.interview_ids() == ["ben"]
    assert "Còn 9 hộ" in archive.interview("ben").text
    assert former_interview(archive.store, "ben", 1).text == before
    assert archive.link(link).opens.interview == "ben"
    assert verify(archive.store) == []

    for _ in range(2):  # the former file is known, by whatever rules it is read
        report = archive.add([folder])
        assert (report.changed, report.removed, archive.store.interview_ids()) == ([], [], ["ben"])
        archive.store.change("UPDATE files SET rules = 'old'")
        archive.store.change("UPDATE sources SET rules = 'old'")
    archive.add([folder])
    assert (archive.store.interview_ids(), "Còn 9 hộ" in archive.interview("ben").text) == (["ben"], True)
    (folder / "ben.txt").write_text(edition(11), "utf-8")  # and changed once more, it is the newest edition
    assert archive.add([folder]).changed == ["ben"]
    assert "Còn 11 hộ" in archive.interview("ben").text
    assert archive.store.interview_ids() == ["ben"]
    assert len(versions_of(archive.store, "ben")) == 2
    assert verify(archive.store) == []


def test_the_own_paper_s_edition_stands_before_reprints_that_are_more_alike(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    folder.mkdir()
    (folder / "ben.txt").write_text(ferry(), "utf-8")
    for number in range(MOST_EDITIONS + 1):
        (folder / f"in-lai-{number}.txt").write_text(
            edition(9).replace("Báo Sông Thử", f"Báo In Lại {number}"), "utf-8"
        )
    archive.add([folder])
    one, summary = read(archive, "ben-sua.txt", edition(9))
    assert summary is not None
    assert (summary.doubts, summary.there) == ((Doubt.EDITION,), "ben")
    assert suggested(archive, one.number)[0] == "ben"
    assert len(suggested(archive, one.number)) == MOST_EDITIONS


def test_a_withdrawn_edition_comes_back_by_neither_of_its_sources(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "ben.txt"
    file.write_text(ferry(), "utf-8")
    archive.add([file])
    one, _ = read(archive, "ben-sua.txt", edition(9))
    tray = Tray(archive)
    tray.accept_as(one.number, "ben", "an")
    work_off(tray)
    archive.withdraw("ben", "tòa yêu cầu")
    for text in (ferry(), edition(12)):
        file.write_text(text, "utf-8")
        archive.store.change("DELETE FROM files")
        archive.add([file])
        assert archive.store.interview_ids() == []
    archive.lift("ben")
    file.write_text(edition(13), "utf-8")
    archive.add([file])
    assert archive.store.interview_ids() == ["ben"]


def test_what_an_edition_was_to_follow_may_be_gone_meanwhile(archive: Archive) -> None:
    first, _ = read(archive, "ben.txt", ferry())
    taken(archive, first.number)
    second, _ = read(archive, "ben-sua.txt", edition(9))
    tray = Tray(archive)
    tray.accept_as(second.number, "ben", "an")
    archive.withdraw("ben", "tòa yêu cầu")
    work_off(tray)
    found = tray.preview(second.number).incoming
    assert (found.state, found.reason) == (State.REFUSED, wording_adding.former_gone("ben"))
    assert archive.store.interview_ids() == []


def test_a_reprint_of_another_paper_is_suggested_and_no_doubt(archive: Archive) -> None:
    first, _ = read(archive, "ben.txt", ferry())
    taken(archive, first.number)
    second, summary = read(archive, "ben-lai.txt", ferry("Báo Khác"))
    assert summary is not None
    assert (summary.doubts, suggested(archive, second.number)) == ((), ["ben"])
    other, _ = read(archive, "khac.txt", WAITING_ARTICLE.format(more="", note=""))
    assert suggested(archive, other.number) == []


def test_an_edition_out_of_a_watched_folder_stays_the_interview_s_by_whatever_rules_it_is_read(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "vao"
    folder.mkdir()
    for name, text in (("ben.txt", ferry()), ("sua.txt", edition(9))):
        (folder / name).write_text(text, "utf-8")
    archive.add([folder / "ben.txt"])
    tray = Tray(archive)
    (number,) = tray.receive("sua.txt", edition(9).encode(), "", str(folder / "sua.txt"))
    work_off(tray)
    tray.accept_as(number, "ben", "an")
    work_off(tray)
    assert archive.store.interview_ids() == ["ben"]
    for households in (9, 9, 10, 11):
        (folder / "sua.txt").write_text(edition(households), "utf-8")
        archive.store.change("DELETE FROM files")  # neither of the files is known any more
        archive.store.change("UPDATE sources SET rules = 'old'")
        assert archive.add([folder]).removed == []
        assert archive.store.interview_ids() == ["ben"]
        assert f"Còn {households} hộ" in archive.interview("ben").text
    (folder / "ben.txt").write_text(edition(12), "utf-8")  # the former file has the next edition
    for _ in range(2):
        archive.store.change("DELETE FROM files")
        archive.store.change("UPDATE sources SET rules = 'old'")
        archive.add([folder])
        assert archive.store.interview_ids() == ["ben"]
        assert "Còn 12 hộ" in archive.interview("ben").text
    assert verify(archive.store) == []
