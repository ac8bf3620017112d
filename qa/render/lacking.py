"""What the program says of an answer that lacks something, and of a message about the archive itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa import wording
from qa.answer.answer import Answer, Missing, State
from qa.answer.lacking import Lacking
from qa.names.speakers import same_speaker
from qa.question.aside import Aside, AsideKind
from qa.question.kinds import QuestionKind
from qa.wording import aside as wording_aside
from qa.wording import page as wording_page

MOST = 3
"""Words of a question that one line names, at the most."""

NOT_STATED = {
    QuestionKind.NUMBER: "chưa thấy nêu con số được hỏi",
    QuestionKind.TIME: "chưa thấy nêu thời gian được hỏi",
    QuestionKind.REASON: "chưa thấy nêu lý do được hỏi",
    QuestionKind.PERSON: "chưa thấy nói là ai",
    QuestionKind.PLACE: "chưa thấy nói là nơi nào",
    QuestionKind.LIST: "chưa thấy liệt kê điều được hỏi",
    QuestionKind.NAME: "chưa thấy nêu tên cụ thể",
}
UNSURE = {
    QuestionKind.SIDE: "chưa chắc trả lời là có hay không",
    QuestionKind.WAY: "chưa chắc là điều được hỏi",
    QuestionKind.TOPIC: "chưa chắc là chuyện được hỏi",
}
"""What is said where the kind of thing stands there, or where anything might answer."""


def lacking_line(lacking: Lacking | None) -> str:
    """Says what the nearest words have of a question and what they lack, in one sentence."""
    if lacking is None:
        return wording_page.RELATED_HINT
    if lacking.other:
        return f"Chưa thấy lời của “{lacking.other}” về việc này; dưới đây là lời người khác."
    stated = UNSURE.get(lacking.kind, "chưa chắc là điều được hỏi")
    parts = [stated if lacking.stated else NOT_STATED[lacking.kind]]
    if lacking.unsaid:
        parts.append(f"không thấy nhắc tới {_listed(lacking.unsaid)}")
    rest = "; ".join(parts)
    return f"Có nói về {_listed(lacking.said)}; {rest}." if lacking.said else f"{rest[0].upper()}{rest[1:]}."


def missing_lines(missing: Sequence[Missing]) -> list[str]:
    """Says what the question names and the archive lacks, a sentence each."""
    said = {True: wording.never_speaks, False: wording.names_nowhere}
    return [said[one.as_speaker](one.name) for one in missing]


def answer_lines(answer: Answer) -> Iterator[str]:
    """Says what an answer lacks, a sentence each: the names that the archive lacks, then what the nearest words do."""
    yield from missing_lines(answer.missing)
    if answer.missing and answer.lacking and answer.lacking.other:
        yield wording_page.BY_OTHERS
    elif answer.hits or not answer.missing:
        yield lacking_line(answer.lacking)


def aside_lines(answer: Answer) -> Iterator[str]:
    """Answers a message about the archive itself, a sentence each; nothing for every other question."""
    aside, hits = answer.aside, answer.hits
    if aside is None:
        return
    match aside.kind:
        case AsideKind.TALK:
            yield wording_aside.talk(answer.interviews)
        case AsideKind.THANKS:
            yield wording_aside.THANKS
        case AsideKind.NEWEST if answer.nearest:
            yield wording_aside.newest(aside.within)
        case AsideKind.NEWEST if aside.within:
            yield wording_aside.none_of(aside.within)
        case AsideKind.PERSON if hits:
            yield wording_aside.words_of(aside.people[0], hits[0].position)
        case AsideKind.PERSON:
            yield wording_aside.no_words_of(aside.people[0])
        case AsideKind.COMPARE:
            yield wording_aside.side_by_side(aside.topic, aside.people)
            for name in aside.people:
                if not any(same_speaker(name, hit.speaker or "") for hit in hits):
                    yield wording_aside.nothing_by(name, aside.topic)
        case AsideKind.PEOPLE if not aside.topic:
            yield wording_aside.WHO_ANSWERS
        case _ if not aside.topic:
            yield wording_aside.holds(answer.interviews)
        case _ if not hits and aside.within:
            yield wording_aside.none_of(_on(aside))
        case _ if not hits:
            yield wording_aside.nothing_on(_on(aside))
        case AsideKind.PEOPLE:
            yield wording_aside.people_on(_on(aside), answer.state is State.ANSWER)
        case _:
            yield wording_aside.interviews_on(_on(aside), answer.state is State.ANSWER)


def _on(aside: Aside) -> str:
    """The subject, and the time and paper that are named."""
    return ", ".join(part for part in (aside.topic, aside.within) if part)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:MOST])
