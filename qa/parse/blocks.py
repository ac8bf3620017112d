"""Blocks: the pieces of an article, with their speakers, as readers see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.interview import OPINIONS, Block, Role
from qa.parse.piece import SERVED_FROM, Piece
from qa.text import Span

_DOUBTFUL = 0.5
"""The most confidence that a block in doubt is shown with."""


def read_blocks(text: str, pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Returns the blocks of `text`, neighbours of one kind made one; `pieces` cover it, in order."""
    blocks: list[Block] = []
    for piece in pieces:
        block = _block(text, piece)
        last = blocks[-1] if blocks else None
        if last and _joins(last, block) and piece.unit.label is None:
            blocks[-1] = _joined(last, block)
        else:
            blocks.append(block)
    return tuple(blocks)


def _block(text: str, piece: Piece) -> Block:
    says = any(char.isalnum() for char in piece.unit.content.of(text))
    sure = says and piece.doubt is None and piece.confidence >= SERVED_FROM
    confidence = min(piece.confidence, _DOUBTFUL) if piece.doubt else piece.confidence
    return Block(
        piece.unit.span,
        piece.role,
        piece.speaker,
        round(confidence, 3),
        piece.rule,
        served=sure or piece.role is not Role.ANSWER,
        doubt=piece.doubt,
        said=(piece.unit.content,) if len(piece.unit.content) else (),
    )


def _joined(first: Block, second: Block) -> Block:
    said = (*(first.said or ()), *(second.said or ()))
    return replace(
        first,
        span=Span(first.span.start, second.span.end),
        confidence=min(first.confidence, second.confidence),
        said=(Span(said[0].start, said[-1].end),) if said else (),
    )


def _joins(last: Block, block: Block) -> bool:
    return (
        last.role is block.role
        and last.speaker == block.speaker
        and last.served == block.served
        and (last.rule in OPINIONS) is (block.rule in OPINIONS)
        and last.role not in (Role.CAPTION, Role.CLOSING, Role.HEADING)
    )
