"""Retrieval on the real interviews, apart from the parser: labelled answers in, labelled questions asked.

    python -m tests.benchmarks.interviews [--data ../shared/data] [--encoder MODEL] [--ablate] [--json]

Two sets, both over every labelled answer of dev.json and every answer of turns_dev.jsonl: the users' questions of
dev.json (top-1, top-3, top-10 by type; as typed, unaccented, NFD, both tone placements), and the reporters' own
questions of turns_dev.jsonl (nDCG@10; the question is taken out of the passages, or it would find itself).
`--ablate` changes one thing at a time: windows, what is put before a passage.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from embeddings.encoder import BUNDLED_CONTEXTUAL, Encoder
from qa.evaluation.measure import mean_with_interval, ndcg
from qa.interview import Interview, Person, Source, Turn, Utterance
from qa.search import passage, rerank
from qa.text import Span, nfc, strip_span
from tests.benchmarks.retrieval import FORMS, Engine, Spoken, changed

Change = Callable[[str], str]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--encoder", default=str(BUNDLED_CONTEXTUAL))
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    encoder = Encoder(options.encoder)
    dev = json.loads((options.data / "interviews/dev.json").read_text("utf-8"))
    turns = [json.loads(line) for line in (options.data / "interviews/turns_dev.jsonl").open(encoding="utf-8")]
    spoken = [*_labelled(dev), *_cut(turns)]
    if options.ablate:
        for name, figures in ablations(spoken, dev, encoder):
            print(f"{name:34} {_line(figures)}", flush=True)
        return
    engine = Engine(spoken, encoder)
    found = {
        "users": {form: users(engine, dev, change) for form, change in FORMS.items()},
        "reporters": {form: reporters(engine, spoken, turns, change) for form, change in FORMS.items()},
    }
    if options.json:
        print(json.dumps(found))
        return
    for form, kinds in found["users"].items():
        for kind, figures in kinds.items():
            print(f"users, {form:11} {kind:11} {_line(figures)}")
    for form, figures in found["reporters"].items():
        print(f"reporters, {form:11} {_line(figures)}")


def _labelled(dev: Sequence[dict[str, Any]]) -> Iterator[Spoken]:
    for row in dev:
        text, question = nfc(row["text"]), None
        people = tuple(Person(p["name"], p["position"]) for p in row["interviewees"])
        made = Interview(Source(row["id"], row["title"]), text, (), (), people)
        for number, block in enumerate(row["blocks"]):
            span = strip_span(text, Span(block["start"], block["end"]))
            if block["role"] == "question":
                question = span
            elif block["role"] == "answer":
                said = Utterance(span, block.get("speaker"))
                yield Spoken(f"{row['id']} {number}", made, Turn(question, (said,)), said)


def _cut(turns: Sequence[dict[str, Any]]) -> Iterator[Spoken]:
    for row in turns:
        text = nfc(row["answer"])
        said = Utterance(Span(0, len(text)), None)
        made = Interview(Source(row["interview"], nfc(row["title"])), text, (), ())
        yield Spoken(str(row["answer_id"]), made, Turn(None, (said,)), said)


def users(engine: Engine, dev: Sequence[dict[str, Any]], change: Change) -> dict[str, Any]:
    """top-1, top-3, top-10 and nDCG@10 of the users' questions, all and by type, each with its interval."""
    place = {one: number for number, one in enumerate(one.key for one in _labelled(dev))}
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for row in dev:
        for query in row["queries"]:
            right = place[f"{row['id']} {query['answer_block']}"]
            measures = _measures(engine, change(query["q"]), right)
            rows["all"].append(measures)
            rows[query["type"]].append(measures)
    return {kind: _means(values) for kind, values in rows.items()}


def reporters(
    engine: Engine, spoken: Sequence[Spoken], turns: Sequence[dict[str, Any]], change: Change
) -> dict[str, Any]:
    """The same measures for reporters' questions, each looking for its own answer."""
    place = {one.key: number for number, one in enumerate(spoken)}
    rows = [_measures(engine, change(nfc(t["question"])), place[str(t["answer_id"])]) for t in turns]
    return _means(rows)


def _measures(engine: Engine, question: str, right: int) -> dict[str, float]:
    ranking = engine.fused(question)
    return {f"top-{k}": float(right in ranking[:k]) for k in (1, 3, 10)} | {"ndcg@10": ndcg(ranking, {right: 1.0})}


def _means(rows: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    return {"n": len(rows)} | {
        name: [round(v, 4) for v in mean_with_interval([r[name] for r in rows])] for name in rows[0]
    }


def ablations(spoken: Sequence[Spoken], dev: Sequence[dict[str, Any]], encoder: Encoder) -> Iterator[tuple[str, Any]]:
    """(what was changed, the figures of all users' questions), first with nothing changed."""

    def measured() -> Any:
        return users(Engine(spoken, encoder), dev, nfc)["all"]

    yield "as shipped", measured()
    for depth in (10, 20, 50):
        with changed(rerank, DEPTH=depth):
            yield f"{depth} hits looked at closely", measured()
    for window, step in ((2, 1), (3, 1), (5, 2)):
        with changed(passage, WINDOW=window, STEP=step):
            yield f"windows of {window} sentences, step {step}", measured()
    with changed(passage, LONG=10**9):
        yield "whole answers only", measured()
    with changed(passage, context=lambda interview, turn: ""):
        yield "no headline, no question", measured()
    with changed(passage, context=lambda interview, turn: interview.source.title):
        yield "headline only", measured()
    without = lambda interview, turn, said: said.span.of(interview.text)  # noqa: E731
    with changed(passage, lexical_text=without):
        yield "BM25 over the answer's words only", measured()


def _line(figures: Mapping[str, Any]) -> str:
    cells = [f"{name} {v[0]:.3f} [{v[1]:.3f}, {v[2]:.3f}]" for name, v in figures.items() if name != "n"]
    return f"n={figures['n']:<4} " + "  ".join(cells)


if __name__ == "__main__":
    main()
