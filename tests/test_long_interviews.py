"""The work on an interview grows with its length, not with the square of it: counted in calls, not on the clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.article.read import Article, read_articles
from qa.build import read_interview
from qa.desk import Desk
from qa.quote.printed import places
from qa.render.edit_page import sheet_html
from qa.render.reader import interview_html
from tests.web.test_bounds import calls

ASKED = """PV: Thưa ông, vì sao bản số {n} thiếu nước?

Ông Lê Văn Thử: Giếng số {n} đã cạn từ năm ngoái. Bà con phải gánh nước từ suối xa.

"""


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, Archive]:
    folder = tmp_path_factory.mktemp("dai")
    made = []
    for turns in (100, 200):
        path = folder / f"dai{turns}.txt"
        path.write_text("title: Nước về bản\n\n" + "".join(ASKED.format(n=n) for n in range(turns)), "utf-8")
        archive = Archive.open(folder / str(turns))
        archive.add([path])
        made.append(archive)
    return made[0], made[1]


def key_of(archive: Archive) -> str:
    return archive.interviews()[0].id


@pytest.mark.parametrize(
    "work",
    [
        lambda archive: list(places(archive.interview(key_of(archive)))),
        lambda archive: sheet_html(Desk(archive).sheet(key_of(archive)), ""),
        lambda archive: interview_html(archive.interview(key_of(archive)), archive.citations_of(key_of(archive))),
        lambda archive: archive.ask("Vì sao bản số 7 thiếu nước?"),
        lambda archive: archive.check("Giếng số 7 đã cạn từ năm kia, bà con phải gánh nước."),
    ],
    ids=["places", "edit", "read", "ask", "check"],
)
def test_twice_the_turns_are_twice_the_work(
    archives: tuple[Archive, Archive], work: Callable[[Archive], object], tmp_path: Path
) -> None:
    half, whole = (calls(lambda archive=archive: work(archive)) for archive in archives)  # type: ignore[misc]
    assert whole <= 2.5 * half + 20_000


def test_an_article_of_names_is_read_in_proportion(tmp_path: Path) -> None:
    def read(times: int) -> int:
        path = tmp_path / f"{times}.txt"
        path.write_text("PV: Thưa ông?\n\nÔng Lê An: Vâng.\n\n" + "Ông Nguyễn Văn An " * times, "utf-8")
        return calls(lambda: [read_interview(one) for one in read_articles(path) if isinstance(one, Article)])

    read(500)  # what is made once is made
    half = read(1000)
    assert read(2000) <= 2.5 * half
