"""Blocks and turns: the pieces of an article, with their speakers, as readers see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Block, Role, Turn, Utterance
from qa.parse.boxes import opines
from qa.parse.piece import SERVED_FROM, Piece
from qa.text import Span


def _served(text: str, piece: Piece) -> bool:
    says = any(char.isalnum() for char in piece.unit.content.of(text))
    return says and not piece.doubt and piece.confidence >= SERVED_FROM


def read_blocks(text: str, voiced: Sequence[tuple[Piece, str | None]]) -> tuple[Block, ...]:
    """The blocks of `text`, neighbours of one kind made one; `voiced` are its pieces with their speakers."""
    blocks: list[Block] = []
    for piece, speaker in voiced:
        served = _served(text, piece) if piece.role is Role.ANSWER else True
        rule = f"{piece.rule}; {piece.doubt}" if piece.doubt else piece.rule
        confidence = min(piece.confidence, 0.5) if piece.doubt else piece.confidence
        block = Block(piece.unit.span, piece.role, speaker, round(confidence, 3), rule, served)
        last = blocks[-1] if blocks else None
        if last and _joins(last, block) and piece.unit.label is None:
            blocks[-1] = replace(
                last, span=Span(last.span.start, block.span.end), confidence=min(last.confidence, block.confidence)
            )
        else:
            blocks.append(block)
    return tuple(blocks)


def _joins(last: Block, block: Block) -> bool:
    return (
        last.role is block.role
        and last.speaker == block.speaker
        and last.served == block.served
        and last.role not in (Role.CAPTION, Role.CLOSING, Role.HEADING)
    )


def read_turns(text: str, voiced: Sequence[tuple[Piece, str | None]]) -> tuple[Turn, ...]:
    """The turns of `text`, of served answers only; an opinion is a turn without a question."""
    turns: list[Turn] = []
    question: Span | None = None
    answers: list[Utterance] = []
    open_block = False

    def close() -> None:
        nonlocal question, answers, open_block
        if answers:
            turns.append(Turn(question, tuple(answers)))
        question, answers, open_block = None, [], False

    for piece, speaker in voiced:
        content = piece.unit.content
        if piece.role is Role.QUESTION:
            if answers or not open_block:
                close()
            question = Span(question.start, content.end) if question and open_block else content
            open_block = True
        elif piece.role is Role.ANSWER and _served(text, piece) and len(content):
            if opines(piece) and piece.unit.label is not None:
                close()
            last = answers[-1] if answers else None
            if last and open_block is None and last.speaker == speaker and piece.unit.label is None:
                answers[-1] = Utterance(Span(last.span.start, content.end), speaker)
            else:
                answers.append(Utterance(content, speaker))
            open_block = None  # type: ignore[assignment]
        else:
            if piece.role is Role.CLOSING:
                close()
            open_block = False
    close()
    return tuple(turns)
