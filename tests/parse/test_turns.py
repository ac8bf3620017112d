"""Turns out of blocks, and what of a block is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.article.read import Article, read_articles
from qa.build import read_interview
from qa.interview import REPORTER, Block, Role
from qa.parse.turns import turns_of, words_of
from qa.text import Span
from tests.conftest import DEMO


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.txt")), ids=lambda path: path.stem)
def test_turns_are_read_from_blocks_stored_without_their_spoken_words(path: Path) -> None:
    (article,) = read_articles(path)
    assert isinstance(article, Article)
    interview = read_interview(article)
    assert turns_of(interview.text, [replace(block, said=None) for block in interview.blocks]) == interview.turns


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
    assert "".join(span.of(text) for span in words_of(text, Span(0, len(text)))) == words


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
