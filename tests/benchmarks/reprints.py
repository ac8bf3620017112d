"""Prints of the same interview found: what is joined of real articles, and made reprints of real interviews.

    python -m tests.benchmarks.reprints [--data ../shared/data] [--articles N] [--show N]

Joined: every interview of the data's files, and the first N articles (whole texts as one answer each), by the same
rule as the archive's, all pairs that share a sampled shingle counted: how many pairs there are at each share of words
in common, and the first lines of `--show` joined pairs, to be judged by eye. Made: each interview of dev.json and
dev2.json printed again as it was, without every third answer, with each answer's later sentences cut, with every
thirtieth word replaced, and both; found: how many are joined with their own interview, and with another. Lead and
headline play no part: prints are known by their answers.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from qa.interview import Source
from qa.parse.parse import parse
from qa.store.sketch import FEWEST, are_prints, sampled, shingles
from qa.text import nfc, sentences

KEPT = 0.6
"""Share of each answer's sentences that a shortened print keeps."""

REPLACED = 30
"""Of so many words one is replaced in a changed print."""


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    talks = dict(interviews(options.data))
    texts = talks | dict(islice(articles(options.data), options.articles))
    started = time.process_time()
    own = {name: one for name, text in texts.items() if len(one := shingles(text)) >= FEWEST}
    pairs = [*compared(own)]
    spent = time.process_time() - started
    print(f"{len(own)} texts ({len(talks)} interviews), {len(pairs)} pairs compared, {spent:.1f} s of processor time")
    told(own, pairs, texts, options.show)
    for name, change in PRINTS.items():
        made(name, change, own, options.data)


def articles(data: Path) -> Iterator[tuple[str, str]]:
    """Whole articles of newspapers, each as one text."""
    for path in sorted((data / "articles").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                yield f"{path.name} {number}", nfc(str(json.loads(line).get("text", "")))


def interviews(data: Path) -> Iterator[tuple[str, str]]:
    """The answers of every interview of the data's files, as the archive reads them."""
    for path in sorted((data / "interviews").glob("*.json*")):
        for row in rows_of(path):
            whole = isinstance(row, dict) and isinstance(row.get("text"), str) and "id" in row
            if whole and (said := answers(row)):
                yield f"{path.name} {row['id']}", "\n".join(said)


def rows_of(path: Path) -> list[Any]:
    """The records of a file, one a line or in a list."""
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    found = json.loads(text)
    return found if isinstance(found, list) else []


def answers(row: Mapping[str, Any]) -> list[str]:
    """What is answered in an article, utterance by utterance."""
    text = nfc(row["text"])
    read = parse(text, Source(str(row["id"]), str(row.get("title", ""))))
    return [one.span.of(text) for turn in read.turns for one in turn.answers]


def compared(own: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """The pairs of texts that the archive would compare."""
    holding: dict[int, list[str]] = defaultdict(list)
    for name, hashes in own.items():
        for one in sampled(hashes):
            holding[one].append(name)
    shared = Counter(pair for names in holding.values() if len(names) < 200 for pair in combinations(names, 2))
    return (pair for pair, count in shared.items() if count >= 2)


def told(own: Mapping[str, frozenset[int]], pairs: list[tuple[str, str]], texts: Mapping[str, str], show: int) -> None:
    """Prints how much the compared pairs have in common, and joined ones."""
    shares = Counter(int(10 * len(own[a] & own[b]) / min(len(own[a]), len(own[b]))) for a, b in pairs)
    print("pairs by share in common:", {f"{n / 10:.1f}": shares[n] for n in sorted(shares)})
    joined = [pair for pair in pairs if are_prints(own[pair[0]], own[pair[1]])]
    same = sum(" ".join(texts[a].split()) == " ".join(texts[b].split()) for a, b in joined)
    print(f"joined: {len(joined)} pairs, {same} of them of one text")
    for a, b in random.Random(0).sample(joined, min(show, len(joined))):
        share = len(own[a] & own[b]) / min(len(own[a]), len(own[b]))
        print(f"\n{share:.2f} {a} ({len(own[a])}): {texts[a][:160]!r}\n     {b} ({len(own[b])}): {texts[b][:160]!r}")


# --- made reprints ---


def shortened(said: list[str]) -> list[str]:
    """Each answer without its later sentences."""
    parts = [(text, sentences(text)) for text in said]
    return [text[: spans[max(1, round(KEPT * len(spans))) - 1].end] for text, spans in parts if spans]


def changed(said: list[str]) -> list[str]:
    """The answers with one word of REPLACED another."""
    return [" ".join("khác" if n % REPLACED == REPLACED // 2 else w for n, w in enumerate(t.split())) for t in said]


PRINTS: dict[str, Callable[[list[str]], list[str]]] = {
    "as it was": lambda said: said,
    "two answers of three": lambda said: [text for n, text in enumerate(said) if n % 3 != 1],
    "shortened answers": shortened,
    "words replaced": changed,
    "shortened, words replaced": lambda said: changed(shortened(said)),
}


def made(name: str, change: Callable[[list[str]], list[str]], own: Mapping[str, frozenset[int]], data: Path) -> None:
    """Prints how many made reprints are joined with their interview, and how many with another."""
    count = found = wrong = 0
    kept_of = {one: set(sampled(hashes)) for one, hashes in own.items()}
    for path in ("dev.json", "dev2.json"):
        for row in rows_of(data / "interviews" / path):
            said = answers(row)
            key, again = f"{path} {row['id']}", shingles("\n".join(change(said)))
            if key not in own or len(again) < FEWEST:
                continue
            kept = set(sampled(again))
            near = [one for one, hashes in kept_of.items() if len(kept & hashes) >= 2]
            joined = {one for one in near if are_prints(again, own[one])}
            twins = {one for one in own if one == key or are_prints(own[key], own[one])} if joined - {key} else {key}
            count, found, wrong = count + 1, found + (key in joined), wrong + bool(joined - twins)
    print(f"{name:26} {found} of {count} joined with their interview, {wrong} with another")


if __name__ == "__main__":
    main()
