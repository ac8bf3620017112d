"""People across real interviews: how many, every join with its reason to be read by eye, and the speed.

    python -m tests.benchmarks.people [--data ../shared/data] [--joins] [--json]

The interviews are those of dev.json, unlabelled.jsonl and candidates.jsonl, as the parser reads them. `--joins`
prints every person of several interviews with what tied them, and the namesakes that stayed apart. The speed is
that of deriving 30,000 invented appearances (100,000 utterances) anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa.interview import Interview, Source
from qa.parse.parse import parse
from qa.people.registry import Profile, Registry
from qa.people.same_person import Appearance
from qa.people.stored import LONG_WORDS
from qa.text import fold, nfc


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--joins", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    registry = Registry(a for interview in interviews(options.data / "interviews") for a in appearances(interview))
    if options.joins:
        show(registry)
    figures = {**counts(registry), "derive_30000_cpu_s": speed()}
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def interviews(folder: Path) -> Iterator[Interview]:
    """The real interviews, as the parser reads them; those without an id are named by their place."""
    rows: list[dict[str, Any]] = json.loads((folder / "dev.json").read_text("utf-8"))
    for name in ("unlabelled", "candidates"):
        lines = (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
        rows += [{"id": f"{name}-{number}", **json.loads(line)} for number, line in enumerate(lines)]
    for row in rows:
        yield parse(nfc(row["text"]), Source(row["id"], row.get("title") or "", row.get("outlet"), row.get("date")))


def appearances(interview: Interview) -> Iterator[Appearance]:
    """Everybody who speaks in an interview."""
    spoken: dict[str, list[str]] = defaultdict(list)
    for turn in interview.turns:
        for said in turn.answers:
            if said.speaker:
                spoken[said.speaker].append(said.span.of(interview.text))
    people, source = {person.name: person for person in interview.people}, interview.source
    for name, words in spoken.items():
        person = people.get(name)
        long = frozenset(hashlib.sha256(w.encode()).hexdigest()[:16] for w in words if len(w) >= LONG_WORDS)
        post, labels = (person.position, person.labels) if person else (None, ())
        yield Appearance(source.id, name, post, labels, source.outlet, source.date, source.title, len(words), long)


def counts(registry: Registry) -> dict[str, int]:
    """How many appearances, people, people of several interviews, joins and pairs of namesakes kept apart."""
    several = [person for person in registry.profiles if len(person.appearances) > 1]
    named = _by_name(registry)
    return {
        "appearances": sum(len(person.appearances) for person in registry.profiles),
        "people": len(registry),
        "in_several_interviews": len(several),
        "joins": sum(len(person.ties) for person in several),
        "pairs_kept_apart": sum(len(same) * (len(same) - 1) // 2 for same in named.values()),
    }


def _by_name(registry: Registry) -> dict[str, list[Profile]]:
    named: dict[str, list[Profile]] = defaultdict(list)
    for person in registry.profiles:
        named[fold(person.name)].append(person)
    return named


def show(registry: Registry) -> None:
    """Prints what is to be read by eye."""
    for person in registry.profiles:
        if len(person.appearances) > 1:
            print(f"# {person.name}")
            for a in person.appearances:
                print(f"    {a.interview} | {a.date} | {a.position} | {'; '.join(a.labels)}")
            for tie in person.ties:
                print(f"      {tie.first[0]} = {tie.second[0]}: {tie.reason.name}")
    for same in _by_name(registry).values():
        if len(same) > 1:
            print("# apart")
            for person in same:
                print(f"    {person.name} | {person.position} | {'; '.join(person.labels)}")


_FAMILY, _MIDDLE = (
    ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ"],
    ["Văn", "Thị", "Đức", "Minh", "Quang", "Hữu", "Ngọc", "Thanh"],
)
_GIVEN = "Hùng Dũng Hương Lan Tuấn Anh Bình Cường Đạt Giang Hà Hải Khánh Linh Long Mai Nam Phương Quân Sơn".split()  # noqa: SIM905
_POSTS = ("Giám đốc Sở Y tế tỉnh {}", "Chủ tịch UBND tỉnh {}", "Giám đốc Công ty CP {}", "chuyên gia kinh tế", None)


def speed() -> float:
    """Processor seconds to derive the people of 30,000 invented appearances by 9,000 people."""
    draw = random.Random(1)
    people = [
        (f"{draw.choice(_FAMILY)} {draw.choice(_MIDDLE)} {draw.choice(_GIVEN)}", draw.choice(_POSTS), f"Miền{n % 60}")
        for n in range(9000)
    ]
    made = []
    for number in range(30_000):
        name, post, place = draw.choice(people)
        day = f"20{draw.randint(10, 25)}-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}"
        made.append(Appearance(f"iv{number}", name, post and post.format(place), date=day, turns=3))
    start = time.process_time()
    Registry(made)
    return round(time.process_time() - start, 2)


if __name__ == "__main__":
    main()
