"""The words that tell of what kind a difference is, from the one table lexicon.txt."""

from __future__ import annotations

from pathlib import Path

from qa.text import canonical_tones


def _read() -> dict[str, frozenset[str]]:
    lines = Path(__file__).with_name("lexicon.txt").read_text("utf-8").splitlines()
    table = "\n".join(line for line in lines if not line.startswith("#"))
    named = (paragraph.partition(":") for paragraph in table.strip().split("\n\n"))
    return {name.strip(): _phrases(" ".join(words.split())) for name, _, words in named}


def _phrases(text: str) -> frozenset[str]:
    return frozenset(canonical_tones(phrase.strip()) for phrase in text.split(","))


LEXICON = _read()
"""Phrases in small letters by what they tell of: the kinds of differences, and who acts, bodies, numerals."""
