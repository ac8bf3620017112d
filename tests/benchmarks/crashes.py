"""Kills whoever writes, at random moments: `python -m tests.benchmarks.crashes [--kills 64] [--seed 0]`.

A child process builds, adds, uploads, accepts, withdraws, edits, embeds anew or backs up an archive of made-up
interviews and says what it has done; it is killed (SIGKILL) a moment after it began. Meanwhile two threads go on
asking. After each kill the archive is opened as a start opens it: then everything that was said to be done must be
there, no turn lost or doubled, nothing faulty by `verify`, and every backup that has its name whole; at the end a build
of everything must bring every interview. Prints what was killed, lost and refused; exit status 1 where anything was.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from qa import wording
from qa.archive import DATABASE, Archive
from qa.corrections.correction import set_words
from qa.desk import Desk
from qa.embed import embed_anew
from qa.errors import StoreError
from qa.incoming.tray import Tray
from qa.interview import Role
from qa.verify import verify

TURNS = 2
"""Turns of each article."""
ARTICLES = 120
ACCEPTED_AT_ONCE, WITHDRAWN_AT_ONCE = 4, 12
EDITED = "bai0"
ARTICLE = """title: Nước về bản số {n}
outlet: Báo Minh Họa
date: 2024-05-17

PV: Thưa ông, vì sao bản số {n} thiếu nước?

Ông Lê Văn Thử: Giếng số {n} đã cạn từ năm ngoái. Bà con phải gánh nước từ suối xa {m} cây số.

PV: Bao giờ có nước trở lại?

Ông Lê Văn Thử: Chúng tôi chưa dám hứa với bà con bản số {n}.

PV: Xin cảm ơn ông!
"""


def write_articles(folder: Path) -> None:
    """Writes the articles of the archive to a folder."""
    folder.mkdir()
    for n in range(ARTICLES):
        (folder / f"bai{n}.txt").write_text(ARTICLE.format(n=n, m=n % 7 + 1), "utf-8")


def _build(archive: Archive, folder: Path, numbers: range) -> Iterator[str]:
    yield "ready"
    for path in sorted((folder / "articles").iterdir()):
        path.touch()
    archive.add([folder / "articles"])


def _add(archive: Archive, folder: Path, numbers: range) -> Iterator[str]:
    yield "ready"
    for number in numbers:
        yield from _added(archive, folder / f"them{number}.txt", number)


def _added(archive: Archive, path: Path, number: int) -> Iterator[str]:
    path.write_text(ARTICLE.format(n=number, m=3), "utf-8")
    yield from (f"interview {key}" for key in archive.add([path]).added)


def _upload(archive: Archive, folder: Path, numbers: range) -> Iterator[str]:
    tray = Tray(archive)
    tray.resume()
    yield "ready"
    for number in numbers:
        tray.receive(f"gui{number}.txt", ARTICLE.format(n=number, m=2).encode(), "máy")
        yield f"arrival gui{number}.txt"
        tray.step()
        yield "ready"


def _accept(archive: Archive, folder: Path, numbers: range) -> Iterator[str]:
    tray = Tray(archive)
    tray.resume()
    for number in numbers[:ACCEPTED_AT_ONCE]:
        tray.receive(f"nhan{number}.txt", ARTICLE.format(n=number, m=4).encode(), "máy")
    while tray.step():
        pass
    yield "ready"
    for one, _ in tray.listed():
        if tray.accept([one.number], "máy"):
            tray.step()
            yield f"interview {tray.preview(one.number).incoming.interview}"


def _withdraw(archive: Archive, folder: Path, numbers: range) -> Iterator[str]:
    for number in numbers[:WITHDRAWN_AT_ONCE]:
        yield from _added(archive, folder / f"rut{number}.txt", number)
    yield "ready"
    for number in numbers[:WITHDRAWN_AT_ONCE]:
        try:
            archive.withdraw(f"rut{number}", "thử")
        except StoreError as error:  # somebody reads on in the log: it is withdrawn, and the program says so
            if str(error) != wording.WORDS_IN_LOG:
                raise
        yield f"withdrawn rut{number}"


def _edit(archive: Archive, folder: Path, numbers: range) -> Iterator[str]:
    desk = Desk(archive)
    yield "ready"
    for number in numbers:
        sheet = desk.sheet(EDITED)
        block = next(one for one in sheet.interview.blocks if one.role is Role.ANSWER)
        decision = set_words(sheet.interview.text, block.span, Role.ANSWER, f"Người {_letters(number)}")
        desk.correct(EDITED, decision, "máy", "", sheet.state)
        yield f"correction {len(sheet.history) + 1}"


def _embed_anew(archive: Archive, folder: Path, numbers: range) -> Iterator[str]:
    yield "ready"
    for _ in numbers:
        archive.store.set_manifest(passage_rules="")  # as an archive of other rules
        embed_anew(archive.store, archive.encoder)
        yield "ready"


def _back_up(archive: Archive, folder: Path, numbers: range) -> Iterator[str]:
    yield "ready"
    for number in numbers:
        archive.store.back_up(folder / f"luu{number}.sqlite3")
        yield f"backup luu{number}.sqlite3"


KINDS = {
    "build": _build,
    "add": _add,
    "upload": _upload,
    "accept": _accept,
    "withdraw": _withdraw,
    "edit": _edit,
    "embed": _embed_anew,
    "backup": _back_up,
}


def work(kind: str, folder: Path, seed: int) -> Iterator[str]:
    """Does one kind of writing until it is killed or done; says "ready" where it begins, and what is done."""
    with Archive.open(folder / "data") as archive:
        _ = archive.encoder
        yield from KINDS[kind](archive, folder, range(seed * 1000, seed * 1000 + 200))


def work_aloud(kind: str, folder: Path, seed: int, pipe: Connection) -> None:
    """Does one kind of writing in a child, and says what is done."""
    for line in work(kind, folder, seed):
        pipe.send(line)


def _letters(number: int) -> str:
    return "".join("AĐGHKLMNPT"[int(digit)] for digit in str(number))


DONE = {
    "interview": "SELECT id FROM interviews UNION SELECT interview FROM withdrawn",
    "withdrawn": "SELECT interview FROM withdrawn WHERE interview NOT IN (SELECT id FROM interviews)",
    "correction": "SELECT version FROM corrections",
    "arrival": "SELECT name FROM incoming",
}
"""What can be said to be done, each by the query that finds what was."""

UNEVEN = {
    "turns lost or doubled": f"SELECT interview FROM turns GROUP BY interview HAVING count(*) <> {TURNS}",
    "answer doubled": "SELECT interview FROM utterances GROUP BY interview, start HAVING count(*) > 1",
    "taken in, and still waiting": "SELECT n.name FROM incoming n JOIN sources s ON s.sha256 = n.sha256"
    " WHERE length(n.raw)",
    "taken in, and not there": "SELECT interview FROM incoming WHERE state = 'accepted'"
    " AND interview NOT IN (SELECT id FROM interviews)",
}


class Rounds:
    """What was done, lost and asked so far."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.kills: Counter[str] = Counter()
        self.lost: list[str] = []
        self.refused: list[str] = []
        self.asked = 0
        self.done: set[str] = set()
        self.stop = threading.Event()
        self._chance = random.Random(seed)
        self._processes = multiprocessing.get_context("forkserver")  # children begin with everything imported
        self._processes.set_forkserver_preload([work_aloud.__module__])

    def ask(self, archive: Archive) -> None:
        """Asks until it is told to stop; everything cited must open."""
        while not self.stop.is_set():
            try:
                for hit in archive.ask(f"vì sao bản số {self.asked % ARTICLES} thiếu nước?").hits:
                    archive.interview(hit.interview)
                self.asked += 1
            except Exception as error:  # whatever it is, it is what a visitor would have seen
                self.refused.append(f"{type(error).__name__}: {error}")

    def kill(self, kind: str, number: int) -> None:
        """Lets a child begin, kills it, and looks at what it left."""
        here, there = self._processes.Pipe(duplex=False)
        child = self._processes.Process(target=work_aloud, args=(kind, self.folder, number, there))
        child.start()
        there.close()
        for _ in range(1 + (self._chance.randrange(4) if kind != "build" else 0)):
            self.hear(here)
        time.sleep(self._chance.random() * 0.2)
        child.kill()
        while self.hear(here):
            pass
        child.join()
        self.kills[kind] += 1
        self.lost += [f"after {kind} {number}: {what}" for what in self.missing()]

    def hear(self, pipe: Connection) -> bool:
        """Notes what a child says is done; False where it says nothing more."""
        try:
            self.done.add(pipe.recv())
        except (EOFError, OSError):
            return False
        return True

    def missing(self) -> Iterator[str]:
        """What was said to be done and is not there."""
        yield from whole(self.folder / "data" / DATABASE)
        with Archive.open(self.folder / "data") as archive:
            Tray(archive).resume()
            _ = archive.encoder  # embeds anew what was left half done
            yield from (f"{fault.kind}: {fault.place}" for fault in verify(archive.store))
            rows = archive.store.rows
            yield from (f"{what} of {key}" for what, query in UNEVEN.items() for (key,) in rows(query))
            there = {f"{what} {key}" for what, query in DONE.items() for (key,) in rows(query)}
        for path in self.folder.glob("luu*.sqlite3"):
            yield from whole(path)
            there.add(f"backup {path.name}")
        yield from sorted(self.done - there - {"ready"})


def whole(path: Path) -> Iterator[str]:
    """What is wrong with a database file."""
    database = sqlite3.connect(path)
    found = database.execute("PRAGMA integrity_check").fetchone()[0]
    interviews = database.execute("SELECT count(*) FROM interviews").fetchone()[0]
    bare = database.execute(
        "SELECT count(*) FROM utterances WHERE id NOT IN (SELECT utterance FROM passages)"
    ).fetchone()[0]
    database.close()
    if found != "ok" or not interviews or bare:
        yield f"{path.name}: {found}, {interviews} interviews, {bare} utterances without a passage"


def run(folder: Path, kills: int, seed: int) -> int:
    """Runs the rounds and prints what came of them."""
    write_articles(folder / "articles")
    with Archive.open(folder / "data") as archive:
        archive.add([folder / "articles" / f"{EDITED}.txt"])
        rounds = Rounds(folder, seed)
        readers = [threading.Thread(target=rounds.ask, args=(archive,)) for _ in range(2)]
        for reader in readers:
            reader.start()
        for number in range(kills):
            rounds.kill([*KINDS][number % len(KINDS)], number)
        rounds.stop.set()
        for reader in readers:
            reader.join()
        archive.add([folder / "articles"])
        ids = set(archive.store.interview_ids())
        rounds.lost += [f"bai{n} never built" for n in range(ARTICLES) if f"bai{n}" not in ids]
    done = len(rounds.done) - 1
    print(f"{sum(rounds.kills.values())} kills {dict(rounds.kills)}, {done} things said to be done")
    print(f"{rounds.asked} questions meanwhile, {len(rounds.refused)} failed {rounds.refused[:3]}")
    print(f"lost: {len(rounds.lost)} {rounds.lost[:5]}")
    return 1 if rounds.lost or rounds.refused else 0


def main() -> int:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=64)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), options.kills, options.seed)


if __name__ == "__main__":
    sys.exit(main())
