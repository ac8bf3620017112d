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
    """The turns of `text`, of served answers only; an opinion is a turn of its own, without a question."""
    talk = _Talk()
    for piece, speaker in voiced:
        if piece.role is Role.QUESTION:
            talk.ask(piece.unit.content)
        elif piece.role is Role.ANSWER and _served(text, piece):
            talk.answer(piece, speaker)
        else:
            talk.pause(piece.role is Role.CLOSING)
    talk.close()
    return tuple(talk.turns)


class _Talk:
    """Turns as they grow, piece by piece."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self._asked: Span | None = None
        self._answers: list[Utterance] = []
        self._last: Role | None = None  # of the piece just before, if it belongs to the turn
        self._opining = False

    def ask(self, content: Span) -> None:
        """Begins a turn with a question, or lengthens the question that is being put."""
        goes_on = self._last is Role.QUESTION and self._asked is not None
        start = self._asked.start if goes_on and self._asked else content.start
        if not goes_on:
            self.close()
        self._asked, self._last = Span(start, content.end), Role.QUESTION

    def answer(self, piece: Piece, speaker: str | None) -> None:
        """Adds an utterance, or lengthens the one before; an opinion stands apart from the talk around it."""
        content, opining = piece.unit.content, opines(piece)
        last = self._answers[-1] if self._answers else None
        if opining is not self._opining or (opining and last and last.speaker != speaker):
            asked = self._asked  # what goes on after a box answers the question before it
            self.close()
            self._asked, self._opining = asked, opining
            last = None
        if last and self._last is Role.ANSWER and last.speaker == speaker and piece.unit.label is None:
            self._answers[-1] = Utterance(Span(last.span.start, content.end), speaker)
        else:
            self._answers.append(Utterance(content, speaker))
        self._last = Role.ANSWER

    def pause(self, closing: bool) -> None:
        """Notes that something else stands here; thanks end the turn."""
        if closing:
            self.close()
        self._last = None

    def close(self) -> None:
        """Ends the turn."""
        if self._answers:
            self.turns.append(Turn(None if self._opining else self._asked, tuple(self._answers)))
        self._asked, self._answers, self._last, self._opining = None, [], None, False
