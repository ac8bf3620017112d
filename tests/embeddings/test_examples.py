"""What the contextual encoder may not learn from: measured texts, held-out paraphrases, and whoever repeats them."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from embeddings.train.contextual.examples import Kind, examples
from embeddings.train.corpus import MEASURED_SETS, TRAINED_SETS, Measured, held_out_articles, split_paraphrases
from embeddings.train.judged import held_out


def _sentence(topic: str, number: int) -> str:
    """No eight syllables without the topic, so that texts on two topics share no shingle."""
    return f"Về {topic} số {number} thì {topic} phần {number} đã rõ, {topic} mục {number} còn chờ, rồi {topic}."


def _text(topic: str) -> str:
    return " ".join(_sentence(topic, number) for number in range(8))


def _write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".xz":
        path.write_bytes(lzma.compress(lines.encode()))
    else:
        path.write_text(lines if path.suffix == ".jsonl" else json.dumps(list(rows)), encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder: twenty paraphrased articles, news of the same and other topics, one measured interview."""
    folder = tmp_path / "data"
    for name in ("dev.json", "dev2.json"):
        _write(folder / "interviews" / name, [{"id": name, "text": _text(f"đo {name}")}])
    _write(folder / "interviews/unlabelled.jsonl", [{"text": _text("chưa nhãn")}])
    _write(folder / "interviews/turns_dev.jsonl", [{"answer": _text("lượt đáp")}])
    for name in (*MEASURED_SETS, *TRAINED_SETS):
        _write(
            folder / f"questions/{name}/corpus.jsonl", [{"id": "d", "text": _text(name)}, {"id": "e", "text": "khác"}]
        )
        _write(folder / f"questions/{name}/queries.jsonl", [{"id": "q", "text": f"Hỏi {name}?"}])
        judged = [{"qid": "q", "did": "d", "score": 1}, {"qid": "q", "did": "e", "score": 0}]
        _write(folder / f"questions/{name}/qrels.jsonl", judged)
    topics = [f"chủ đề {letter}" for letter in "abcdefghijklmnopqrst"]
    written = [
        {
            "id": f"p{n}",
            "article": f"a{n}",
            "title": f"Nhan {topic}",
            "text": _text(topic),
            "questions": [f"Hỏi {topic}?"],
        }
        for n, topic in enumerate(topics)
    ]
    _write(folder / "questions/paraphrases.jsonl", written)
    news = [(f"a{n}", topic) for n, topic in enumerate(topics)] + [(f"b{n}", topic) for n, topic in enumerate(topics)]
    news += [("m", "đo dev2.json"), ("c", "chuyện mới")]
    rows = [{"id": key, "title": f"Nhan đề đủ dài về {topic}", "text": _text(topic)} for key, topic in news]
    _write(folder / "articles/news.jsonl.xz", rows)
    return folder


def test_nothing_that_is_judged_on_is_learned_from(data: Path, tmp_path: Path) -> None:
    made = examples(data, tmp_path / "examples.jsonl")
    _, held = split_paraphrases(data, Measured.of(data))
    judged = Measured([*(row.text for row in held), _text("đo dev2.json")])
    assert len(held) == 2
    assert {example.kind for example in made} == {Kind.WRITTEN, Kind.ANSWERED, Kind.HEADLINE}
    assert not any(judged.repeats(example.text) for example in made)
    assert {example.text for example in made if example.kind is Kind.WRITTEN}.isdisjoint(row.text for row in held)
    assert made == examples(data, tmp_path / "examples.jsonl")


def test_what_was_judged_wrong_stands_beside_its_question(data: Path, tmp_path: Path) -> None:
    made = examples(data, tmp_path / "examples.jsonl")
    answered = [example for example in made if example.kind is Kind.ANSWERED]
    assert len(answered) == len(TRAINED_SETS)
    assert all(example.hard == ("khác",) for example in answered)


def test_the_judged_questions_are_those_of_the_same_articles(data: Path) -> None:
    _, held = split_paraphrases(data, Measured.of(data))
    task = held_out(data)
    assert {question.text for question in task.questions} == {text for row in held for text in row.questions}
    assert all(task.texts[question.right[0]][0].endswith(question.text[4:-1] + ".") for question in task.questions)


def test_more_seldom_held_out_is_a_part_of_more_often(data: Path) -> None:
    rows, held = split_paraphrases(data, Measured.of(data))
    assert held_out_articles([*rows, *held], 20) < held_out_articles([*rows, *held], 5)
