"""Small interviews of our own making, and an encoder that needs no model, for the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from embeddings.closeness import Texts
from qa.interview import REPORTER, Block, Interview, Person, Role, Rule, Source, Turn, Utterance
from qa.question.understand import Understanding
from qa.search.query import plain
from qa.text import Span, fold, nfc, tokens

FICTIONAL = "hư cấu"


class HashEncoder:
    """Bags of hashed syllables: texts with common syllables are near each other."""

    dimension = 64
    revision = "hash-64"

    def encode_questions(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Unit rows, shape (n, 64)."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for token in tokens(text):
                row[int(hashlib.md5(fold(token).encode()).hexdigest(), 16) % self.dimension] += 1.0
            row[0] += 1e-3
        unit: npt.NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    encode_passages = encode_questions

    def ready(self, texts: Sequence[str]) -> Texts:
        """The texts' rows."""
        return Texts.of_rows(self.encode_passages(texts))


def interview(
    key: str,
    turns: Sequence[tuple[str, str]],
    speaker: str = "Lê Văn Thử",
    outlet: str = "Báo Minh Họa",
    date: str = "2024-05-17",
) -> Interview:
    """An interview of (question, answer) pairs, one paragraph each, with labels as papers print them."""
    text, blocks, made = "", [], []
    for question, answer in turns:
        asked, text = _paragraph(text, "PV: ", question)
        said, text = _paragraph(text, f"Ông {speaker}: ", answer)
        blocks += [
            Block(Span(asked.start - 4, asked.end), Role.QUESTION, REPORTER, 1.0, Rule.PERSON_LABEL),
            Block(Span(said.start - len(speaker) - 6, said.end), Role.ANSWER, speaker, 1.0, Rule.PERSON_LABEL),
        ]
        made.append(Turn(asked, (Utterance(said, speaker),)))
    source = Source(key, f"Bài {key}", outlet, date, f"https://bao.example/{key}", ("Tác Giả",), FICTIONAL)
    people = (Person(speaker, "Giám đốc Sở Thử nghiệm", (f"Ông {speaker}",)),)
    return Interview(source, text.rstrip("\n"), tuple(blocks), tuple(made), people)


def _paragraph(text: str, label: str, words: str) -> tuple[Span, str]:
    start = len(text) + len(label)
    return Span(start, start + len(words)), f"{text}{label}{words}\n\n"


def alone(question: str) -> Understanding:
    """A question searched as it is."""
    question = nfc(question).strip()
    return Understanding(question, question, question, plain(question), ((question, 1.0),))
