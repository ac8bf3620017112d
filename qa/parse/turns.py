"""Blocks into turns: what is served of the talk, label and opening dash left out."""

from __future__ import annotations

from collections.abc import Sequence

from qa.interview import OPINIONS, Block, Role, Turn, Utterance
from qa.parse.segments import opening_at, read_segments
from qa.text import Span


def words_of(text: str, span: Span) -> tuple[Span, ...]:
    """Cuts the words at `span` to what is said: without their label, their opening dash and the Markdown around."""
    words = span.of(text)
    segments = read_segments(words)
    if not segments:
        return ()
    # A label may stand on a line of its own.
    opening = next((found for found in segments if any(map(str.isalnum, found.content.of(words)))), segments[0])
    first = opening.content.start if opening.voice else opening_at(words, opening.span.start)
    last = segments[-1].content.end
    return (Span(span.start + first, span.start + last),) if first < last else ()


def turns_of(text: str, blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """Returns the turns of an interview read as `blocks`: a question and what is served of the answers to it.

    Words of one speaker that nothing parts but white space are one utterance. The boxed opinion of another
    person is a turn of its own, without a question.
    """
    talk = _Talk(text)
    for block in blocks:
        said = words_of(text, block.span) if block.said is None else block.said
        if block.role is Role.QUESTION:
            talk.ask(said)
        elif block.role is Role.ANSWER and block.served:
            talk.answer(block, said)
        else:
            talk.pause(block.role is Role.CLOSING)
    talk.close()
    return tuple(talk.turns)


class _Talk:
    """Turns as they grow, block by block."""

    def __init__(self, text: str) -> None:
        self.turns: list[Turn] = []
        self._text = text
        self._asked: Span | None = None
        self._answers: list[Utterance] = []
        self._asking = self._opining = False

    def ask(self, spans: Sequence[Span]) -> None:
        """Begins a turn with a question, or lengthens the question that is being put."""
        if not self._asking:
            self.close()
        self._asking = True
        if spans:
            self._asked = Span(self._asked.start if self._asked else spans[0].start, spans[-1].end)

    def answer(self, block: Block, spans: Sequence[Span]) -> None:
        """Adds what is said to the turn; an opinion stands apart from the talk around it."""
        opining = block.rule in OPINIONS
        last = self._answers[-1] if self._answers else None
        if opining is not self._opining or (opining and last and last.speaker != block.speaker):
            asked = self._asked  # what goes on after a box answers the question before it
            self.close()
            self._asked, self._opining = asked, opining
        for span in spans:
            self._add(Utterance(span, block.speaker))
        self._asking = False

    def _add(self, said: Utterance) -> None:
        last = self._answers[-1] if self._answers else None
        if last and last.speaker == said.speaker and not self._text[last.span.end : said.span.start].strip():
            self._answers[-1] = Utterance(Span(last.span.start, said.span.end), said.speaker)
        else:
            self._answers.append(said)

    def pause(self, closing: bool) -> None:
        """Notes that something else stands here; thanks end the turn."""
        if closing:
            self.close()
        self._asking = False

    def close(self) -> None:
        """Ends the turn."""
        if self._answers:
            self.turns.append(Turn(None if self._opining else self._asked, tuple(self._answers)))
        self._asked, self._answers, self._asking, self._opining = None, [], False, False
