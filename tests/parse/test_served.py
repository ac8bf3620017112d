"""Turns out of blocks: the same that the parser makes, whatever the style."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from qa.article.read import Article, read_articles
from qa.build import read_interview
from qa.corrections.applied import said_in
from qa.interview import REPORTER, Block, Role, Source
from qa.parse import parse
from qa.parse.served import turns_of, words_of
from qa.text import Span
from tests.conftest import DEMO


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.txt")), ids=lambda path: path.stem)
def test_the_parser_s_blocks_give_the_parser_s_turns(path: Path) -> None:
    (article,) = read_articles(path)
    assert isinstance(article, Article)
    interview = read_interview(article)
    assert turns_of(interview.text, interview.blocks) == interview.turns


def test_the_same_on_real_interviews(press: Path) -> None:
    rows = json.loads((press / "interviews" / "dev.json").read_text("utf-8"))
    for row in rows:
        interview = parse(row["text"], Source(row["id"], row["title"]))
        said = partial(said_in, interview)
        assert turns_of(interview.text, interview.blocks, said) == interview.turns, row["id"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PV: Vì sao?", "Vì sao?"),
        ("Ông Lê Văn Thử: Vì cạn.", "Vì cạn."),
        ("- Vì cạn.", "Vì cạn."),
        ("**Vì sao?**", "Vì sao?"),
        ("Vì cạn.\n\nVà vì nóng.", "Vì cạn.\n\nVà vì nóng."),
        ("Ông Lê Văn Thử:", ""),
        ("**Ông Lê Văn Thử:**\n- Vì cạn.", "Vì cạn."),
        ("…", "…"),
    ],
)
def test_labels_and_dashes_are_not_said(text: str, words: str) -> None:
    span = words_of(text, Block(Span(0, len(text)), Role.ANSWER))
    assert span.of(text) == words


def test_what_waits_is_no_speech_and_questions_run_on() -> None:
    parts = [
        ("A?", Role.QUESTION, True),
        ("B?", Role.QUESTION, True),
        ("C.", Role.ANSWER, True),
        ("D.", Role.ANSWER, False),
        ("E.", Role.ANSWER, True),
        ("Cảm ơn!", Role.CLOSING, True),
        ("F.", Role.ANSWER, True),
    ]
    text, blocks = "", []
    for words, role, served in parts:
        start = len(text)
        text += f"{words}\n"
        speaker = REPORTER if role is Role.QUESTION else "Thử"
        blocks.append(Block(Span(start, start + len(words)), role, speaker, served=served))
    turns = turns_of(text, blocks)
    assert [turn.question.of(text) if turn.question else None for turn in turns] == ["A?\nB?", None]
    assert [[said.span.of(text) for said in turn.answers] for turn in turns] == [["C.", "E."], ["F."]]
