"""An archive that lives: `python -m tests.benchmarks.living [--interviews 10000] [--beside 1000] [--quiet 20]`.

Interviews of our own words, each about a hamlet of its own number. First one process asks while another builds: how
long an answer takes beside a build, against quiet, and whether an answer is missing or doubled while and after. Then
a large archive: added, listed, its pages opened, withdrawn from one by one, verified; seconds and memory of each.
Prints a line a figure; exit status 1 where an answer was missing or doubled.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from starlette.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.web.server import create_app

PAGES = (
    *("/phong-van", "/phong-van?tim=thon+so+99", "/phong-van?nguoi=tran+thi+lan&thu-tu=ten", "/phong-van.atom"),
    *("/nguoi", "/bien-tap", "/bien-tap/cho", "/bien-tap/them", "/bien-tap/hop-thu", "/bien-tap/cai-chinh"),
    *("/bien-tap/nguoi", "/da-rut", "/quan-tri/nhat-ky", "/quan-tri/khoa"),
)
"""Pages that are of the whole archive."""

ROOT = Path(__file__).parents[2]
KNOWN = 300
"""Interviews that are there before the build."""

WITHDRAWN = 200
"""Interviews that are withdrawn from the large archive."""

VERIFIED = """import sys
from qa.cli.main import main
status = main(sys.argv[1:])
print(*(line.strip() for line in open("/proc/self/status") if line.startswith("VmHWM")))
sys.exit(status)"""
"""A command as a process of its own, which tells the most memory that it had: what it began as is no part of that."""

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Thu", "Quang", "Ngọc", "Hữu", "Kim", "Bá")
GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nam", "Oanh", "Phúc", "Sơn", "Tùng")
POSTS = ("Giám đốc Sở Xây dựng", "Chủ tịch xã", "Bí thư Huyện ủy", "Phó giám đốc Sở Y tế", "Hiệu trưởng trường")
THINGS = ("nước sạch", "đường đi", "điện", "lớp học", "trạm y tế", "nhà ở", "cây giống", "bến đò", "chợ", "kênh tưới")
REASONS = ("thiếu vốn", "đất sụt", "mưa kéo dài", "chưa có người trông", "giá vật tư tăng", "đường vào bị chia cắt")
PAPERS = ("Báo Sông Lam", "Báo Vùng Cao", "Nhật báo Bến Mơ", "Tin Miền Núi")


def article(number: int) -> dict[str, str]:
    """One interview as a record of a .jsonl source."""
    chance = random.Random(number)
    name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"
    thing, reason = chance.choice(THINGS), chance.choice(REASONS)
    where = f"thôn số {number}"
    text = (
        f"PV: Thưa {name}, vì sao {where} chưa có {thing}?\n\n"
        f"Ông {name}, {chance.choice(POSTS)} vùng {number % 60}: Ở {where} chúng tôi {reason}, nên {thing} phải chờ. "
        f"Bà con {where} đã góp {number % 97 + 3} ngày công mỗi nhà.\n\n"
        f"PV: Bao giờ {where} có {thing}?\n\n"
        f"Ông {name}: Chúng tôi hẹn bà con {where} tháng {number % 12 + 1} năm sau, nếu không còn {reason}.\n"
    )
    day = f"20{number % 15 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    title = f"{thing.capitalize()} về {where}"
    return {"id": f"t{number}", "title": title, "outlet": chance.choice(PAPERS), "date": day, "text": text}


def write(path: Path, numbers: range) -> Path:
    """Writes articles as a source."""
    lines = (json.dumps(article(number), ensure_ascii=False) + "\n" for number in numbers)
    path.write_text("".join(lines), "utf-8")
    return path


class Asker:
    """Asks without a pause, and looks at every answer."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.seconds: list[float] = []
        self.wrong: list[str] = []

    def ask(self, number: int) -> None:
        """Asks for one interview that is there; its answer must be there, once."""
        started = time.perf_counter()
        answer = self.archive.ask(f"Vì sao thôn số {number} chưa có {'?' if number % 2 else 'gì?'}")
        self.seconds.append(time.perf_counter() - started)
        turns = [hit.turn for hit in answer.hits]
        if f"t{number}" not in {hit.interview for hit in answer.hits} or len(turns) != len(set(turns)):
            self.wrong.append(f"t{number}: {turns}")

    def until(self, over: Callable[[], bool]) -> float:
        """Asks for what was there first until it is over; the seconds that 95 of 100 answers took at the most."""
        self.seconds, chance = [], random.Random(0)
        while not over():
            self.ask(chance.randrange(KNOWN))
        return sorted(self.seconds)[int(0.95 * len(self.seconds))]


def beside_a_build(folder: Path, interviews: int, quiet: float) -> bool:
    """Asks while another process builds; whether every answer was there, once."""
    with Archive.open(folder / "data") as archive:
        archive.add([write(folder / "known.jsonl", range(KNOWN))])
        archive.warm()
        asker = Asker(archive)
        until = time.monotonic() + quiet
        alone = asker.until(lambda: time.monotonic() > until)
        source = write(folder / "more.jsonl", range(KNOWN, KNOWN + interviews))
        command = [sys.executable, "-m", "qa", "build", str(source), "--data", str(folder / "data"), "--later"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as builder:
            beside = asker.until(lambda: builder.poll() is not None)
        asked, worst = len(asker.seconds), max(asker.seconds)
        for number in range(0, KNOWN + interviews, 4):
            asker.ask(number)
        print(
            f"a build of {interviews} interviews: status {builder.returncode}; p95 of {asked} answers beside it "
            f"{1000 * beside:.0f} ms, quiet {1000 * alone:.0f} ms: {beside / alone:.1f} times; worst {worst:.2f} s"
        )
        there = archive.store.interview_count()
    print(f"missing or doubled: {len(asker.wrong)} {asker.wrong[:3]}; interviews {there} of {KNOWN + interviews}")
    return not asker.wrong and there == KNOWN + interviews


def timed(name: str, work: Callable[[], object]) -> None:
    """Prints how long something took, in the clock's and the processor's seconds, and the most memory so far."""
    clock, used = time.perf_counter(), time.process_time()
    result = work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, used = time.perf_counter() - clock, time.process_time() - used
    print(f"{name}: {took:.2f} s (processor {used:.2f} s); at most {most:.0f} MiB; {result}", flush=True)


def large(folder: Path, interviews: int) -> None:
    """Does with a large archive what its staff do."""
    source = write(folder / "all.jsonl", range(interviews))
    with Archive.open(folder / "data") as archive:
        timed(f"{interviews} interviews added", lambda: archive.add([source]).turns)
        timed("first question", lambda: archive.ask("Vì sao thôn số 77 chưa có nước?").hits[0].interview)
        one = folder / "mot.txt"
        one.write_text(article(interviews)["text"], "utf-8")
        timed("one more added", lambda: archive.add([one]).turns)
        timed("a question after it", lambda: archive.ask("Vì sao thôn số 77 chưa có nước?").hits[0].interview)
        timed("first check", lambda: archive.check("Chúng tôi hẹn bà con thôn số 77")[0].verdict)
        timed("the list", lambda: len(archive.interviews()))
        timed("who speaks, which papers", lambda: len(archive.facets().speakers))
        pages(archive)
        timed(f"{WITHDRAWN} withdrawn", lambda: sum(1 for _ in withdrawn(archive, interviews)))
        timed("a question after them", lambda: archive.ask("Vì sao thôn số 77 chưa có nước?").hits[0].interview)
        timed("built again", lambda: (report := archive.add([source])) and (len(report.added), len(report.withdrawn)))
    command = [sys.executable, "-c", VERIFIED, "verify", "--data", str(folder / "data")]
    timed("verified", lambda: subprocess.run(command, cwd=ROOT, check=False).returncode)


def pages(archive: Archive) -> None:
    """Opens the pages of the whole archive, each twice: the second time, what they share is there."""
    app = create_app(archive, Settings(open_role=Role.ADMIN))
    with TestClient(app, base_url="http://localhost") as client:
        for path in PAGES:
            for time_ in ("first", "again"):
                timed(f"{path}, {time_}", lambda path=path: len(client.get(path).raise_for_status().content))  # type: ignore[misc]


def withdrawn(archive: Archive, interviews: int) -> Iterator[str]:
    """Withdraws interviews one by one."""
    for number in range(1, interviews, max(2, interviews // WITHDRAWN)):
        if number != 77:
            archive.withdraw(f"t{number}", "Theo quyết định của tòa")
            yield f"t{number}"


def main() -> int:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=10_000)
    parser.add_argument("--beside", type=int, default=1000)
    parser.add_argument("--quiet", type=float, default=20)
    options = parser.parse_args()
    well = True
    if options.beside:
        with tempfile.TemporaryDirectory() as folder:
            well = beside_a_build(Path(folder), options.beside, options.quiet)
    if options.interviews:
        with tempfile.TemporaryDirectory() as folder:
            large(Path(folder), options.interviews)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
