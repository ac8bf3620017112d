"""The same interview in several papers: noted by its words, in full or shortened, and never two that are different."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.store.prints import all_prints, note_missing, prints_of, reprints
from qa.store.sketch import are_prints, shingles

pytestmark = pytest.mark.usefixtures("back_end")

HEAD = "title: {title}\noutlet: {outlet}\ndate: {date}\n\n"
TURNS = (
    ("Thưa ông, vì sao bến Thử phải dời?", "Bến Thử nằm đúng chỗ nước xoáy, mỗi mùa lũ lại mất thêm mươi thước bờ. "
     "Chúng tôi đã kè đá ba lần mà lần nào cũng trôi. Dời bến lên thượng lưu hai cây số là cách ít tốn nhất."),
    ("Bao giờ thì dời xong, thưa ông?", "Nếu mùa khô năm nay thuận, chúng tôi dời xong trước Tết. Phà vẫn chạy ở bến "
     "cũ cho tới ngày cuối cùng, nên bà con đi chợ không phải vòng lên cầu Mẫu."),
    ("Người bán hàng ở bến cũ sẽ ra sao?", "Bốn mươi hai hộ bán hàng được chia chỗ ở bến mới theo thứ tự bốc thăm. "
     "Tiền thuê chỗ năm đầu do xã trả. Ai không muốn lên bến mới thì nhận hỗ trợ một lần."),
)  # fmt: skip
LONG = " Tôi nói thêm để bà con rõ: mọi giấy tờ về việc dời bến đều dán ở trụ sở xã từ tuần trước, ai cũng xem được."


def write(folder: Path, name: str, outlet: str, turns: tuple[tuple[str, str], ...] = TURNS, day: int = 1) -> Path:
    folder.mkdir(exist_ok=True)
    talk = "\n\n".join(f"PV: {asked}\n\nÔng Lê Văn Thử: {said}" for asked, said in turns)
    path = folder / f"{name}.txt"
    head = HEAD.format(title=f"Dời bến Thử ({outlet})", outlet=outlet, date=f"2024-05-{day:02}")
    path.write_text(head + talk + "\n", "utf-8")
    return path


def shortened(cut: int = 1) -> tuple[tuple[str, str], ...]:
    return tuple((asked, said.split(". ")[0] + ".") for asked, said in TURNS[:cut]) + TURNS[cut:]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    folder = tmp_path / "bai"
    write(folder, "goc", "Báo Sông Thử")
    write(folder, "dang-lai", "Báo Biển Mẫu", shortened(), 2)
    other = tuple((asked, f"Về việc này thì phải hỏi huyện, xã không có ý kiến gì thêm.{LONG}") for asked, _ in TURNS)
    write(folder, "khac", "Báo Núi Mẫu", other, 3)
    with Archive.open(tmp_path / "data") as archive:
        archive.add([folder])
        yield archive


def test_prints_are_noted_and_others_are_not(archive: Archive) -> None:
    assert all_prints(archive.store) == {"goc": ("dang-lai",), "dang-lai": ("goc",)}


def test_the_fullest_print_stands_for_the_others_the_oldest_of_equals(tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    write(folder, "a", "Báo Một", TURNS[:2], 1)
    write(folder, "b", "Báo Hai", TURNS, 3)
    write(folder, "c", "Báo Ba", TURNS, 2)
    with Archive.open(tmp_path / "data") as archive:
        archive.add([folder])
        prints = all_prints(archive.store)
        assert [*prints] == ["c", "b", "a"]
        assert reprints(prints, prints) == {"a": "c", "b": "c"}
        assert reprints(prints, {"a", "b"}) == {"a": "b"}
        assert reprints(prints, {"a"}) == {}
        assert (archive.stats()["interviews"], archive.stats()["reprints"]) == (3, 2)
        (newest,) = archive.ask("bài mới nhất").nearest
        assert newest.interview == "c"


def test_an_answer_is_one_result_with_its_other_prints(archive: Archive) -> None:
    hits = archive.ask("Vì sao bến Thử phải dời?").hits
    here = [hit for hit in hits if hit.interview in ("goc", "dang-lai") and "nước xoáy" in hit.text]
    (one,) = here
    (place,) = one.also
    assert {one.interview, place.interview} == {"goc", "dang-lai"}
    assert (place.text is None) == (one.text == place.text)
    other = archive.citation(place.turn)
    assert place.text == other.text  # printed in other words: both are shown as printed
    same = next(hit for hit in archive.ask("Bao giờ dời xong bến?").hits if "trước Tết" in hit.text)
    assert [found.text for found in same.also] == [None]


def test_a_check_names_all_places(archive: Archive) -> None:
    result, _ = archive.check("Tiền thuê chỗ năm đầu do xã trả.")
    assert sorted(one.place.interview for one in result.places) == ["dang-lai", "goc"]


def test_they_follow_what_is_changed_and_removed(archive: Archive, tmp_path: Path) -> None:
    changed = tuple((asked, f"Tôi không trả lời câu hỏi này của báo.{LONG}") for asked, _ in TURNS)
    archive.add([write(tmp_path / "bai", "dang-lai", "Báo Biển Mẫu", changed, 2)])
    assert "dang-lai" not in prints_of(archive.store, "goc")
    archive.add([write(tmp_path / "bai", "dang-lai", "Báo Biển Mẫu", shortened(), 2)])
    assert prints_of(archive.store, "goc") == ("dang-lai",)
    archive.withdraw("dang-lai", "")
    assert all_prints(archive.store) == {}
    assert archive.store.rows("SELECT count(*) FROM sketched")[0][0] == 2


def test_an_older_archive_is_noted_by_the_next_build(archive: Archive, tmp_path: Path) -> None:
    before = all_prints(archive.store)
    for table in ("sketched", "sketches", "prints"):
        archive.store.change(f"DELETE FROM {table}")
    archive.add([tmp_path / "bai"])
    assert all_prints(archive.store) == before
    note_missing(archive.store)
    assert all_prints(archive.store) == before


def test_one_that_holds_two_interviews_does_not_join_them(tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    second = tuple((asked.replace("bến", "chợ"), said[::-1]) for asked, said in TURNS)
    write(folder, "mot", "Báo A")
    write(folder, "hai", "Báo B", second, 2)
    write(folder, "ca-hai", "Báo C", (*TURNS, *second), 3)
    with Archive.open(tmp_path / "data") as archive:
        archive.add([folder])
        assert "hai" not in prints_of(archive.store, "mot")


def test_a_quotation_alone_is_no_print() -> None:
    whole = shingles(" ".join(f"từ{n}" for n in range(1000)))
    assert not are_prints(whole, shingles(" ".join(f"từ{n}" for n in range(60))))
    assert are_prints(whole, shingles(" ".join(f"từ{n}" for n in range(400))))
    assert not are_prints(whole, shingles(" ".join(f"từ{n}" for n in range(700, 1700))))
