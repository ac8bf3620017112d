"""How well interviews are read: who said which words, by whom, and what is held back.

    python -m tests.benchmarks.parsing [--data ../shared/data] [--news 5000] [--json]

On the hand-labelled interviews of `interviews/dev.json`, over all styles and for each: characters with the right
role (question, answer, other), reporter's and other people's characters served as an answer (both should be 0),
true answer characters not served, F1 of the places where questions and answers begin, answer characters with the
right speaker, interviewees with name and post. Boxed opinions and blocks whose role is debatable are left out.
Then: how many of the unlabelled interviews and candidates are read, wait for review or are refused; how many
ordinary articles are taken for interviews; interviews a second on one core.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import Any

from qa.interview import Block, Interview, Role, Source
from qa.parse.parse import is_interview, parse

Record = dict[str, Any]

DATA = Path(__file__).parents[3] / "shared" / "data"
_KINDS = {Role.QUESTION: "question", Role.ANSWER: "answer"}
_DEGREES = {"ts", "pgs", "gs", "ths", "bs", "ls", "tiến", "sĩ", "giáo", "sư"}
_POST_F1 = 0.7
HEAD = 150


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over one or several interviews; characters that are not white space, unless said otherwise."""

    scored: int = 0
    right_role: int = 0
    reporter_served: int = 0
    other_served: int = 0
    answer: int = 0
    unserved: int = 0
    right_speaker: int = 0
    wrong_speaker: int = 0
    served: int = 0
    starts: int = 0
    starts_found: int = 0
    starts_claimed: int = 0
    people: int = 0
    people_right: int = 0
    interviews: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def figures(self) -> dict[str, float]:
        """The figures of the report."""
        return {
            "interviews": self.interviews,
            "right role": self.right_role / max(1, self.scored),
            "reporter's characters served": self.reporter_served,
            "other characters served": self.other_served,
            "answers not served": self.unserved / max(1, self.answer),
            "turn boundaries F1": 2 * self.starts_found / max(1, self.starts + self.starts_claimed),
            "right speaker": self.right_speaker / max(1, self.served),
            "wrong speaker": self.wrong_speaker / max(1, self.served),
            "name and post": self.people_right / max(1, self.people),
        }


def main() -> None:
    """Prints the figures as a table, or as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--news", type=int, default=5000, help="ordinary articles to read")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = {
        "dev": dev_figures(options.data),
        "unlabelled": readings(_records(options.data / "interviews" / "unlabelled.jsonl")),
        "candidates": readings(_records(options.data / "interviews" / "candidates.jsonl")),
        "news": news_figures(options.data, options.news),
    }
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print(report)


def _print(report: Record) -> None:
    for style, figures in report["dev"].items():
        print(f"dev, {style}")
        for name, value in figures.items():
            print(f"  {name:30} {value:10.4f}" if isinstance(value, float) else f"  {name:30} {value:10}")
    for name in ("unlabelled", "candidates", "news"):
        print(name)
        for key, value in report[name].items():
            print(f"  {key:30} {value}")


# --- hand-labelled interviews ---


def dev_figures(data: Path) -> dict[str, dict[str, float]]:
    """The figures on dev.json, over all and by style; speed is that of one core, parsing alone."""
    records: list[Record] = json.loads((data / "interviews" / "dev.json").read_text("utf-8"))
    tallies = {record["id"]: tally(record, read(record)) for record in records}
    figures = {"all": sum(tallies.values(), Tally()).figures()}
    for style in sorted({record["style"] for record in records}):
        of_style = [tallies[record["id"]] for record in records if record["style"] == style]
        figures[style] = sum(of_style, Tally()).figures()
    began = time.process_time()
    for record in records:
        read(record)
    figures["all"]["interviews a second"] = len(records) / (time.process_time() - began)
    return figures


def read(record: Record) -> Interview:
    """The record's article as the parser reads it."""
    return parse(record["text"], Source(str(record.get("id", "?")), record["title"] or ""))


def tally(record: Record, interview: Interview) -> Tally:
    """The counts for one hand-labelled interview."""
    left_out = _left_out(record)
    gold = {place: block for block in record["blocks"] for place in range(block["start"], block["end"])}
    got = {place: block for block in interview.blocks for place in range(block.span.start, block.span.end)}
    places = [n for n in gold if not record["text"][n].isspace() and n not in left_out]
    starts, claimed = _gold_starts(record, left_out), _claimed_starts(interview, left_out)
    served = [n for n in places if _is_served(got.get(n))]
    answer = [n for n in places if gold[n]["role"] == "answer"]
    true = [n for n in served if gold[n]["role"] == "answer"]
    spoken = [n for n in served if gold[n]["role"] in ("question", "closing")]
    people = [person for person in record["interviewees"] if not person.get("box")]
    return Tally(
        scored=len(places),
        right_role=sum(_kind(gold[n]["role"]) == _kind(got[n].role if n in got else "") for n in places),
        reporter_served=len(spoken),
        other_served=len(served) - len(true) - len(spoken),
        answer=len(answer),
        unserved=len(answer) - len(true),
        right_speaker=sum(got[n].speaker == gold[n]["speaker"] for n in true),
        wrong_speaker=sum(got[n].speaker not in (None, gold[n]["speaker"]) for n in true),
        served=len(true),
        starts=len(starts),
        starts_found=len(starts & claimed),
        starts_claimed=len(claimed),
        people=len(people),
        people_right=sum(_knows(interview, person) for person in people),
        interviews=1,
    )


def _kind(role: str) -> str:
    return _KINDS.get(Role(role), "other") if role else "none"


def _is_served(block: Block | None) -> bool:
    return block is not None and block.role is Role.ANSWER and block.served


def _left_out(record: Record) -> set[int]:
    blocks = [block for block in record["blocks"] if block.get("box") or block.get("alt")]
    return {place for block in blocks for place in range(block["start"], block["end"])}


def _gold_starts(record: Record, left_out: set[int]) -> set[int]:
    roles = ["", *(block["role"] for block in record["blocks"])]
    pairs = zip(roles, record["blocks"], strict=False)
    return _starts(((before, block["role"], block["start"]) for before, block in pairs), left_out)


def _claimed_starts(interview: Interview, left_out: set[int]) -> set[int]:
    roles = ["", *(block.role.value for block in interview.blocks)]
    pairs = zip(roles, interview.blocks, strict=False)
    return _starts(((before, block.role.value, block.span.start) for before, block in pairs), left_out)


def _starts(blocks: Iterable[tuple[str, str, int]], left_out: set[int]) -> set[int]:
    """Where questions begin, and the answers that follow them."""
    return {
        start
        for before, role, start in blocks
        if start not in left_out and (role == "question" or (role == "answer" and before == "question"))
    }


def _knows(interview: Interview, person: Record) -> bool:
    """Whether the interviewee is there under the full name and with (nearly) the printed post."""
    posts = [found.position for found in interview.people if found.name == person["name"]]
    return bool(posts) and (not person["position"] or overlap(person["position"], posts[0] or "") >= _POST_F1)


def overlap(first: str, second: str) -> float:
    """F1 of two posts' words, degrees left out."""
    a, b = (Counter(w for w in re.findall(r"\w+", post.lower()) if w not in _DEGREES) for post in (first, second))
    return 2 * (a & b).total() / max(1, a.total() + b.total())


# --- unlabelled interviews, candidates, ordinary articles ---


def readings(records: Iterable[Record]) -> dict[str, int]:
    """How many articles are read, partly held back, wait for review as a whole, or are no interviews."""
    found: Counter[str] = Counter({"read": 0, "partly held back": 0, "to review": 0, "refused": 0})
    for record in records:
        interview = read(record)
        found[_reading(interview)] += 1
        said = [said for turn in interview.turns for said in turn.answers]
        found["utterances"] += len(said)
        found["utterances without speaker"] += sum(words.speaker is None for words in said)
    return dict(found)


def _reading(interview: Interview) -> str:
    if not is_interview(interview):
        return "refused"
    answers = [block for block in interview.blocks if block.role is Role.ANSWER]
    served = sum(len(block.span) for block in answers if block.served)
    if not interview.turns:
        return "to review"
    return "read" if served >= 0.8 * sum(len(block.span) for block in answers) else "partly held back"


def news_figures(data: Path, count: int) -> Record:
    """How many of `count` ordinary articles are taken for interviews, with their headlines to look at."""
    known = {record["text"][:HEAD] for record in all_interviews(data)}
    articles = (record for record in _news(data) if record["text"][:HEAD] not in known)
    taken = [record["title"] for record in islice(articles, count) if is_interview(read(record))]
    return {"articles": count, "taken for interviews": len(taken), "share": len(taken) / max(1, count), "titles": taken}


def all_interviews(data: Path) -> Iterator[Record]:
    """Every interview at hand, labelled or not: they stand among the ordinary articles, too."""
    for name in ("dev.json", "dev2.json"):
        yield from json.loads((data / "interviews" / name).read_text("utf-8"))
    for name in ("unlabelled.jsonl", "candidates.jsonl"):
        yield from _records(data / "interviews" / name)


def _records(path: Path) -> Sequence[Record]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _news(data: Path) -> Iterator[Record]:
    """Every tenth article, so that all outlets and years are there."""
    with lzma.open(data / "articles" / "news.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 10):
            yield json.loads(line)


if __name__ == "__main__":
    main()
