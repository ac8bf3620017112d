"""What is laid out in files or in several lots judges claims as all of it in memory does, and is never trusted."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from qa.archive import DATABASE, Archive
from qa.errors import MistakenError, QuotationError
from qa.interview import Interview
from qa.quotable import Laid, Reading, laid_out
from qa.quote.check import Place, QuoteIndex, places
from qa.quote.lot import Lot, write_lot
from qa.quote.sequence import ReadPlaces
from tests.test_archive import QUESTION, write
from tests.test_generation import _cut, _flip, folder, generations, stored

__all__ = ["folder", "stored"]

Claim = tuple[str, str | None]

CLAIM = "Đường ống gãy ở khe Thử nên cả bản mất nước."


@pytest.fixture(scope="module")
def articles(demo: Archive) -> dict[str, tuple[Place, ...]]:
    return {one.id: tuple(places(demo.interview(one.id))) for one in sorted(demo.interviews(), key=lambda one: one.id)}


@pytest.fixture(scope="module")
def claims(articles: dict[str, tuple[Place, ...]]) -> list[Claim]:
    """Words as printed, cut short, without accents, changed, joined, and words that stand in many places."""
    found: list[Claim] = [("chúng tôi", None), ("không", None), ("Thưa ông", None), ("zz qq", None)]
    for number, place in enumerate(place for some in articles.values() for place in some if len(place.text) > 60):
        words = place.text.split()
        said = [words[2:9], [*words[:4], "không", *words[4:9]], [*words[:5], "[…]", *words[7:12]], words[-6:]]
        found.append((" ".join(said[number % 4]), place.speaker if number % 3 else None))
    return found


def judged(index: QuoteIndex, claims: Sequence[Claim]) -> list[object]:
    return [index.check(claim, speaker) for claim, speaker in claims]


def split(articles: dict[str, tuple[Place, ...]]) -> tuple[Lot, Lot]:
    """Every article in a lot, and those of even number in another, as if they had been read anew."""
    again = [(key, articles[key]) for key in [*articles][::2]]
    return Lot.of(articles.items()), Lot.of(again)


def test_several_lots_judge_as_one(
    articles: dict[str, tuple[Place, ...]], claims: Sequence[Claim], tmp_path: Path
) -> None:
    expected = judged(QuoteIndex(place for some in articles.values() for place in some), claims)
    first, second = split(articles)
    odd = np.arange(len(first.articles)) % 2 == 1
    every = np.ones(len(second.articles), np.bool_)
    assert judged(QuoteIndex(ReadPlaces([first, second], [odd, every], articles.__getitem__)), claims) == expected
    write_lot(tmp_path / "lot", articles.items())
    opened = Lot.open(tmp_path / "lot")
    assert (
        judged(QuoteIndex(ReadPlaces([opened], [np.ones(len(odd), np.bool_)], articles.__getitem__)), claims)
        == expected
    )
    assert judged(QuoteIndex(ReadPlaces([opened, second], [odd, every], articles.__getitem__)), claims) == expected


def test_what_is_taken_out_of_a_lot_is_not_found(articles: dict[str, tuple[Place, ...]]) -> None:
    lot = Lot.of(articles.items())
    key = lot.articles[1]
    left = np.array([article != key for article in lot.articles])
    index = QuoteIndex(ReadPlaces([lot], [left], articles.__getitem__))
    known = QuoteIndex(place for article, some in articles.items() if article != key for place in some)
    claims = [(place.text, None) for place in articles[key]]
    assert judged(index, claims) == judged(known, claims)


def test_an_article_that_prints_something_else_is_a_mistake(articles: dict[str, tuple[Place, ...]]) -> None:
    lot, (key, printed) = Lot.of(articles.items()), next(iter(articles.items()))
    index = QuoteIndex(
        ReadPlaces([lot], [np.ones(len(articles), np.bool_)], {**articles, key: printed[1:]}.__getitem__)
    )
    claim = max(printed, key=lambda place: len(place.text)).text[:200]
    with pytest.raises(MistakenError, match=key):
        index.check(claim)


def checked(folder: Path, claims: Sequence[Claim]) -> list[object]:
    def one(archive: Archive, claim: str, speaker: str | None) -> object:
        try:
            return archive.check(claim, speaker)
        except QuotationError as error:
            return str(error)

    with Archive.open(folder) as archive:
        return [one(archive, claim, speaker) for claim, speaker in claims]


def written(folder: Path) -> Path:
    """Has an archive's indexes written to files: their folder."""
    with Archive.open(folder) as archive:
        archive.ask(QUESTION)
    (made,) = generations(folder)
    return made


def in_memory(folder: Path, tmp_path: Path, claims: Sequence[Claim]) -> list[object]:
    """What the archive says to claims without any files."""
    return checked(Path(shutil.copytree(folder, tmp_path / "bare", ignore=shutil.ignore_patterns("*.derived"))), claims)


@pytest.mark.usefixtures("stored")
def test_files_judge_as_memory_does_and_what_changed_is_followed(
    folder: Path, claims: Sequence[Claim], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [*claims[:40], (CLAIM, None)]
    made = written(folder)
    assert checked(folder, some) == in_memory(folder, tmp_path, some)
    laid: list[list[str]] = []

    def noted(version: str, changed: list[Reading], interview: Callable[[str], Interview]) -> Laid:
        laid.append([one.interview for one in changed])
        return laid_out(version, changed, interview)

    with Archive.open(folder) as archive:
        archive.add([write(tmp_path, "nuoc.txt", CLAIM)])
        archive.store.set_aside(archive.interviews()[-1].id)
    monkeypatch.setattr("qa.quoted.laid_out", noted)
    after = checked(folder, some)
    assert laid == [["nuoc"]]
    assert generations(folder) == [made]
    shutil.rmtree(tmp_path / "bare")
    assert after == in_memory(folder, tmp_path, some)


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("damage", [_cut, _flip, Path.unlink])
@pytest.mark.parametrize("name", ["texts", "letters", "pairs/docs.npy", "read.json"])
def test_damaged_files_are_thrown_away(
    folder: Path, claims: Sequence[Claim], damage: Callable[[Path], None], name: str, tmp_path: Path
) -> None:
    made = written(folder)
    damage(made / "quotes" / name)
    assert checked(folder, claims[:12]) == in_memory(folder, tmp_path, claims[:12])
    assert generations(folder) == []


@pytest.mark.usefixtures("stored")
def test_files_are_never_trusted_against_the_store(folder: Path, tmp_path: Path) -> None:
    written(folder)
    with Archive.open(folder) as archive:
        hit = archive.ask(QUESTION).hits[0]
    words = hit.text[:60]
    with sqlite3.connect(folder / DATABASE) as database:
        database.execute(
            "UPDATE interviews SET text = replace(text, ?, ?) WHERE id = ?", [words, words.upper(), hit.interview]
        )
    claims = [(words, None), (words, hit.speaker)]
    assert checked(folder, claims) == in_memory(folder, tmp_path, claims)
    assert generations(folder) == []
