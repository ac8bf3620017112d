"""`python -m qa evaluate`: the whole product measured on labelled interviews, as users would meet it.

The interviews of the set (and of further sources) are read, parsed and asked the way any archive is; nothing of
the labels reaches the archive. A hit is right if most of the shorter of the two, its words and the labelled
answer block, is common to both.
"""

from __future__ import annotations

import json
import math
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qa import wording
from qa.answer.answer import Answer, Citation, State
from qa.archive import Archive
from qa.errors import SettingsError
from qa.evaluation.measure import Bin, calibration_error, mean_with_interval, reliability, reliability_lines
from qa.text import Span, fold, modern_tones, nfc

DEPTH = 10
"""Hits of a question that the measures look at."""

FORMS: dict[str, Callable[[str], str]] = {
    "as-typed": nfc,
    "unaccented": fold,
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "new-tones": modern_tones,
}

Labelled = list[dict[str, Any]]


def evaluate(path: Path, encoder: str | None = None, also: Sequence[Path] = ()) -> dict[str, Any]:
    """Returns all figures of one labelled set; `also` are further sources that fill the archive."""
    labelled = read_labelled(path)
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "archive", encoder) as archive:
        fill(archive, labelled, Path(folder), also)
        archive.read_on()
        return {
            "set": path.name,
            "interviews": len(labelled),
            **archive.store.counts(),
            "questions": {form: questions(archive, labelled, change) for form, change in FORMS.items()},
            "no_answer": no_answer(archive, labelled),
            "highlight_overlap": _mean(highlight_overlaps(archive, labelled)),
            "followups": followups(archive, labelled),
            "quotes": quotes(archive, labelled),
        }


def fill(archive: Archive, labelled: Labelled, folder: Path, also: Sequence[Path] = ()) -> None:
    """Builds the archive from the texts of a labelled set (never its labels) and further sources."""
    source = folder / "labelled.jsonl"
    keys = ("id", "title", "text", "url", "outlet", "authors")
    rows = ({"title": ""} | {key: row[key] for key in keys if row.get(key)} for row in labelled)
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    archive.add([source, *also])


def questions(archive: Archive, labelled: Labelled, change: Callable[[str], str]) -> dict[str, Any]:
    """Computes ranking measures of the answerable questions, all together and by type."""
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for interview in labelled:
        for query in interview["queries"]:
            hits = _hits(archive, change(query["q"]))
            measures = _measures(hits, interview, query["answer_block"])
            rows["all"].append(measures)
            rows[query["type"]].append(measures)
    return {name: {"n": len(values), **_means(values)} for name, values in rows.items()}


def no_answer(archive: Archive, labelled: Labelled) -> dict[str, Any]:
    """Counts unanswerable questions answered and answerable ones refused, and measures what the confidence is worth.

    Only the state "answer" answers, and only "none" refuses: `not_answered` counts the answerable questions that
    get a related hit at most.
    """
    states = {
        "answerable": [archive.ask(q["q"]) for row in labelled for q in row["queries"]],
        "unanswerable": [archive.ask(q["q"]) for row in labelled for q in row["unanswerable"]],
    }
    counts = {name: Counter(answer.state.value for answer in answers) for name, answers in states.items()}
    wrong = [float(answer.state is State.ANSWER) for answer in states["unanswerable"]]
    refused = [float(answer.state is State.NONE) for answer in states["answerable"]]
    short = [float(answer.state is not State.ANSWER) for answer in states["answerable"]]
    bins = reliability([(a.confidence, name == "answerable") for name, answers in states.items() for a in answers])
    return {
        "states": {name: dict(counter) for name, counter in counts.items()},
        "false_answers": _mean(wrong),
        "false_refusals": _mean(refused),
        "not_answered": _mean(short),
        "calibration": {"error": round(calibration_error(bins), 4), "bins": [asdict(one) for one in bins]},
        "curve": _curve(states["answerable"], states["unanswerable"]),
    }


def _curve(answerable: Sequence[Answer], unanswerable: Sequence[Answer]) -> list[list[float]]:
    """[threshold, false answers, answerable questions not answered] over the confidences."""
    rows = []
    for step in range(1, 20):
        threshold = step / 20
        false_answers = sum(a.confidence >= threshold for a in unanswerable) / max(1, len(unanswerable))
        false_refusals = sum(a.confidence < threshold for a in answerable) / max(1, len(answerable))
        rows.append([threshold, round(false_answers, 3), round(false_refusals, 3)])
    return rows


def highlight_overlaps(archive: Archive, labelled: Labelled) -> list[float]:
    """Returns, for each right first hit with a labelled span, 1 where a marked sentence overlaps it."""
    found = []
    for interview in labelled:
        for query in interview["queries"]:
            hits = _hits(archive, query["q"], 1)
            if query.get("span") and hits and is_right(hits[0], interview, query["answer_block"]):
                marks = hits[0].highlights or (hits[0].span,)
                found.append(float(any(mark.overlaps(Span(*query["span"])) for mark in marks)))
    return found


def followups(archive: Archive, labelled: Labelled) -> dict[str, Any]:
    """Computes ranking measures of follow-up questions, asked after their first ones."""
    rows = []
    for interview in labelled:
        for pair in interview["followups"]:
            answer = archive.ask(pair["second"], k=DEPTH, history=[pair["first"]])
            rows.append(_measures(answer.hits, interview, pair["answer_block"]))
    return {"n": len(rows), **_means(rows)}


def quotes(archive: Archive, labelled: Labelled) -> dict[str, Any]:
    """Tells how claims were judged: {labelled verdict: {verdict given: count}}."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for interview in labelled:
        for quote in interview["quotes"]:
            check, _ = archive.check(quote["claim"], quote.get("speaker_claimed"))
            table[quote["verdict"]][check.verdict.value] += 1
    right = sum(row[name] for name, row in table.items())
    total = sum(sum(row.values()) for row in table.values())
    return {
        "n": total,
        "right": right / total if total else 0.0,
        "table": {k: dict(v) for k, v in table.items()},
    }


def is_right(hit: Citation, interview: dict[str, Any], block: int) -> bool:
    """Tells whether a hit is the labelled answer block."""
    if hit.interview != interview["id"]:
        return False
    label = interview["blocks"][block]
    start, end = int(label["start"]), int(label["end"])
    common = min(hit.span.end, end) - max(hit.span.start, start)
    return 2 * common > min(len(hit.span), end - start)


def _hits(archive: Archive, question: str, k: int = DEPTH) -> tuple[Citation, ...]:
    return archive.ask(question, k=k).hits


def _measures(hits: Iterable[Citation], interview: dict[str, Any], block: int) -> dict[str, float]:
    right = [is_right(hit, interview, block) for hit in hits]
    first = right.index(True) if True in right else DEPTH
    # One block is right: nDCG is the discount of its rank.
    gain = 1 / math.log2(first + 2) if first < DEPTH else 0.0
    return {f"top-{k}": float(first < k) for k in (1, 3, 10)} | {"ndcg@10": gain}


def _means(rows: Sequence[dict[str, float]]) -> dict[str, Any]:
    return {name: _mean([row[name] for row in rows]) for name in rows[0]} if rows else {}


def _mean(values: Sequence[float]) -> list[float]:
    return [round(value, 4) for value in mean_with_interval(values)]


def read_labelled(path: Path) -> Labelled:
    """Reads a labelled set; SettingsError where the file is none."""
    try:
        rows = json.loads(path.read_text("utf-8-sig"))
    except ValueError:
        raise SettingsError(wording.bad_labelled_set(path)) from None
    needed = {"id", "text", "blocks", "queries", "unanswerable", "quotes", "followups"}
    if not isinstance(rows, list) or not all(isinstance(row, dict) and needed <= row.keys() for row in rows):
        raise SettingsError(wording.bad_labelled_set(path))
    return rows


def report(figures: dict[str, Any]) -> str:
    """Returns the figures as a table for people."""
    said = wording.EVALUATION
    lines = [said["set"].format(**figures)]
    for form, kinds in figures["questions"].items():
        for kind, row in kinds.items():
            cells = "  ".join(f"{name} {_cell(row[name])}" for name in ("top-1", "top-3", "top-10", "ndcg@10"))
            lines.append(f"  {said[form]:12} {said[kind]:15} n={row['n']:<4} {cells}")
    if figures["followups"]["n"]:
        lines.append(f"  {said['followups']}: top-3 {_cell(figures['followups']['top-3'])}")
    refusal = figures["no_answer"]
    lines.append(f"  {said['false answers']}: {_cell(refusal['false_answers'])}")
    lines.append(f"  {said['false refusals']}: {_cell(refusal['false_refusals'])}")
    lines.append(f"  {said['not answered']}: {_cell(refusal['not_answered'])}")
    lines += [f"    {said[name]}: {row}" for name, row in refusal["states"].items()]
    lines.append(f"  {said['calibration'].format(**refusal['calibration'])}")
    lines += [f"    {line}" for line in reliability_lines([Bin(**one) for one in refusal["calibration"]["bins"]])]
    lines.append(f"  {said['curve']}")
    lines += [f"    {threshold:.2f}  {wrong:.3f}  {short:.3f}" for threshold, wrong, short in refusal["curve"]]
    lines.append(f"  {said['marks']}: {_cell(figures['highlight_overlap'])}")
    lines.append(f"  {said['quotes'].format(**figures['quotes'])}")
    lines += [f"    {name:14} → {row}" for name, row in figures["quotes"]["table"].items()]
    return "\n".join(lines)


def _cell(values: Sequence[float]) -> str:
    mean, low, high = values
    return f"{mean:.3f} [{low:.3f}, {high:.3f}]"
