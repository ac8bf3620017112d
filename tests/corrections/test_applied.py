"""Corrections: whatever editors do, all words stay covered once, speech stays speech, and an undo restores exactly."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.corrections.anchor import anchor_at, find, sha256_of
from qa.corrections.applied import Lost, apply
from qa.corrections.correction import (
    Action,
    Correction,
    Decision,
    checked_reason,
    decision_from_json,
    decision_json,
    in_force,
    merge_words,
    set_words,
    split_words,
    undo,
)
from qa.errors import CorrectionError
from qa.interview import REPORTER, Block, Interview, Role, Rule, Source
from qa.parse.parse import parse
from qa.text import Span
from tests.conftest import DEMO

TEXT = """Chuyện nước ở bản Thử

PV: Thưa ông, vì sao bản thiếu nước?

Ông Lê Văn Thử, Giám đốc Sở Thử nghiệm: Nguồn nước đã cạn từ tháng ba. Tôi đã báo cáo huyện.

Thưa ông, bao giờ có nước trở lại?

Chúng tôi chưa dám hứa. Bà con hãy chờ thêm một thời gian nữa.

PV: Còn trường học thì sao, thưa ông?

Ông Lê Văn Thử: Trường học được chở nước đến mỗi tuần hai lần.

PV: Xin cảm ơn ông!
"""


def read(text: str = TEXT) -> Interview:
    return parse(text, Source("thu", "Chuyện nước ở bản Thử"))


def made(interview: Interview, *decisions: Decision) -> list[Correction]:
    digest = sha256_of(interview.text)
    return [
        Correction("thu", n, "an", "2026-01-02T03:04:05+00:00", digest, "", decision)
        for n, decision in enumerate(decisions, 1)
    ]


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def block_of(interview: Interview, words: str) -> Block:
    return next(block for block in interview.blocks if words in block.span.of(interview.text))


def official(interview: Interview) -> set[int]:
    """The places of all characters that are served as an official's speech."""
    return {n for turn in interview.turns for said in turn.answers for n in range(said.span.start, said.span.end)}


def covered(interview: Interview) -> None:
    text, end = interview.text, 0
    for block in interview.blocks:
        assert block.span.of(text) == block.span.of(text).strip() != ""
        assert text[end : block.span.start].strip() == ""
        end = block.span.end
    assert text[end:].strip() == ""


# --- one decision ---


def test_without_corrections_an_interview_stays_as_it_is() -> None:
    interview = read()
    assert apply(interview, []).interview is interview


def test_words_set_as_an_answer_are_served_without_their_label() -> None:
    interview = read("Thưa ông, vì sao thiếu nước?\n\nÔng Thử: Nước đã cạn.\n")
    found = apply(
        interview,
        made(
            interview,
            set_words(interview.text, place(interview.text, "Thưa ông, vì sao thiếu nước?"), Role.QUESTION),
            set_words(
                interview.text, place(interview.text, "Ông Thử: Nước đã cạn."), Role.ANSWER, "Lê Văn Thử", "Giám đốc"
            ),
        ),
    ).interview
    assert [turn.question.of(found.text) for turn in found.turns if turn.question] == ["Thưa ông, vì sao thiếu nước?"]
    assert [(said.span.of(found.text), said.speaker) for said in found.turns[0].answers] == [
        ("Nước đã cạn.", "Lê Văn Thử")
    ]
    assert found.position_of("Lê Văn Thử") == "Giám đốc"
    assert {block.rule for block in found.blocks} == {Rule.CORRECTED}
    assert {block.speaker for block in found.blocks} == {REPORTER, "Lê Văn Thử"}


def test_a_waiting_block_is_served_once_a_person_says_so() -> None:
    interview = read()
    served = block_of(interview, "Trường học được")
    held = replace(served, served=False, confidence=0.5)
    waiting = replace(
        interview, blocks=tuple(held if b == served else b for b in interview.blocks), turns=interview.turns[:-1]
    )
    assert not any("Trường" in said.span.of(waiting.text) for turn in waiting.turns for said in turn.answers)
    found = apply(waiting, made(waiting, set_words(waiting.text, held.span, Role.ANSWER, held.speaker))).interview
    assert found.turns == interview.turns
    back = apply(
        waiting,
        made(
            waiting,
            set_words(waiting.text, held.span, Role.ANSWER, held.speaker),
            set_words(waiting.text, held.span, Role.ANSWER, held.speaker, served=False),
        ),
    ).interview
    assert back.turns == waiting.turns


def test_a_question_hidden_in_an_answer_is_split_off() -> None:
    text = TEXT.replace("Tôi đã báo cáo huyện.", "Bao giờ có lại? Tôi chưa dám hứa.")
    interview = read(text)
    block = block_of(interview, "Nguồn nước")
    asked = place(text, "Bao giờ có lại?")
    found = apply(
        interview,
        made(
            interview,
            split_words(text, block.span, asked.start),
            split_words(text, Span(asked.start, block.span.end), place(text, "Tôi chưa").start),
            set_words(text, asked, Role.QUESTION),
            set_words(text, Span(asked.end + 1, block.span.end), Role.ANSWER, "Lê Văn Thử"),
        ),
    ).interview
    covered(found)
    first, second = found.turns[:2]
    assert first.question
    assert second.question
    assert first.question.of(text) == "Thưa ông, vì sao bản thiếu nước?"
    assert [said.span.of(text) for said in first.answers] == ["Nguồn nước đã cạn từ tháng ba."]
    assert second.question.of(text) == "Bao giờ có lại?"
    assert [said.span.of(text) for said in second.answers] == ["Tôi chưa dám hứa."]


def test_a_split_and_a_merge_undo_each_other() -> None:
    interview = read()
    block = block_of(interview, "Nguồn nước")
    at = place(TEXT, "Tôi đã báo cáo").start
    split = apply(interview, made(interview, split_words(TEXT, block.span, at))).interview
    assert len(split.blocks) == len(interview.blocks) + 1
    assert split.turns == interview.turns  # a border alone changes nothing that is served
    first, second = (b.span for b in split.blocks if block.span.contains(b.span))
    again = made(interview, split_words(TEXT, block.span, at), merge_words(TEXT, first, second))
    assert apply(interview, again).interview == interview


def test_blocks_of_different_speakers_are_not_merged() -> None:
    interview = read()
    question, answer = block_of(interview, "vì sao bản"), block_of(interview, "Nguồn nước")
    found = apply(interview, made(interview, merge_words(TEXT, question.span, answer.span)))
    assert found.interview == interview
    assert [outcome.lost for outcome in found.outcomes] == [Lost.BLOCKS]


def test_who_no_longer_answers_is_no_interviewee() -> None:
    interview = read()
    decisions = [
        set_words(TEXT, block.span, Role.ANSWER, "Trần Thị Mẫu", "Chủ tịch xã")
        for block in interview.blocks
        if block.role is Role.ANSWER
    ]
    found = apply(interview, made(interview, *decisions)).interview
    assert [(person.name, person.position) for person in found.people] == [("Trần Thị Mẫu", "Chủ tịch xã")]


@pytest.mark.parametrize("name", ["PV", "123", "x" * 200, "?!"])
def test_nobody_without_a_name_answers(name: str) -> None:
    with pytest.raises(CorrectionError):
        set_words(TEXT, Span(0, 5), Role.ANSWER, name)


def test_only_answers_have_a_speaker_of_their_own() -> None:
    assert set_words(TEXT, Span(0, 5), Role.QUESTION, "Ai đó", "Chức").speaker == REPORTER
    assert set_words(TEXT, Span(0, 5), Role.LEAD, "Ai đó", "Chức").speaker is None
    assert set_words(TEXT, Span(0, 5), Role.ANSWER, "  Lê  Văn\nThử ").speaker == "Lê Văn Thử"


@pytest.mark.parametrize("at", [0, 1, 22, 23, 500])
def test_a_split_leaves_words_on_both_sides(at: int) -> None:
    with pytest.raises(CorrectionError):
        split_words(TEXT, Span(1, 22), at)


def test_a_long_reason_is_refused() -> None:
    assert checked_reason(" đã  đối chiếu\n") == "đã đối chiếu"
    with pytest.raises(CorrectionError):
        checked_reason("x" * 501)


# --- a changed text ---


def test_a_decision_follows_its_words_into_a_changed_text() -> None:
    interview = read()
    block = block_of(interview, "Chúng tôi chưa")
    corrections = made(interview, set_words(TEXT, block.span, Role.ANSWER, "Trần Thị Mẫu"))
    later = read(TEXT.replace("Chuyện nước ở bản Thử\n", "Chuyện nước sạch ở bản Thử\n\nẢnh: Một giếng cạn.\n"))
    found = apply(later, corrections)
    assert not found.lost
    covered(found.interview)
    assert block_of(found.interview, "Chúng tôi chưa").speaker == "Trần Thị Mẫu"


def test_a_decision_about_changed_words_is_kept_and_lost() -> None:
    interview = read()
    corrections = made(interview, set_words(TEXT, block_of(interview, "Chúng tôi").span, Role.ANSWER, "Trần Thị Mẫu"))
    later = read(TEXT.replace("chưa dám hứa", "xin hứa"))
    found = apply(later, corrections)
    assert found.interview is later
    assert [outcome.lost for outcome in found.lost] == [Lost.WORDS]


def test_words_that_stand_in_two_places_are_not_guessed() -> None:
    anchor = anchor_at("Vâng. PV hỏi. Vâng.", Span(0, 5))
    assert find("Thưa. Vâng. PV hỏi. Vâng.", anchor, unchanged=False) == Span(6, 11)
    assert find("A? Vâng. B? Vâng. C? Vâng.", anchor, unchanged=False) is None
    assert find("Khác hẳn. Vâng. Chuyện khác.", anchor, unchanged=False) is None  # too short to be sure
    long = anchor_at("Đây là một câu đủ dài để không thể nhầm với câu nào khác.", Span(0, 57))
    assert find(f"Trước. {long.words} Sau.", long, unchanged=False) == Span(7, 64)


# --- decisions as they are stored ---


def test_decisions_come_back_from_json() -> None:
    for decision in (
        set_words(TEXT, Span(30, 60), Role.ANSWER, "Lê Văn Thử", "Giám đốc", served=False),
        set_words(TEXT, Span(30, 60), Role.CAPTION),
        split_words(TEXT, Span(1, 200), 90),
        merge_words(TEXT, Span(1, 80), Span(82, 120)),
        undo(3),
    ):
        assert decision_from_json(decision_json(decision)) == decision


@pytest.mark.parametrize(
    "change", [("Thử", "Thứ"), ('"set"', '"paint"'), ('"answer"', '"lời"'), ("[", "{"), ('"sha256"', '"md5"')]
)
def test_what_was_tampered_with_is_no_decision(change: tuple[str, str]) -> None:
    stored = decision_json(set_words(TEXT, place(TEXT, "Ông Lê Văn Thử"), Role.ANSWER, "Lê Văn Mẫu"))
    with pytest.raises(CorrectionError):
        decision_from_json(re.sub(re.escape(change[0]), change[1], stored, count=1))


# --- any sequence ---

SAMPLES = [read(), *(parse(path.read_text("utf-8"), Source(path.stem, "")) for path in sorted(DEMO.glob("*.txt"))[:4])]
SPEAKERS = ["Lê Văn Thử", "Trần Thị Mẫu", None]


@st.composite
def steps(draw: st.DrawFn) -> tuple[Interview, list[Correction], set[int]]:
    """An interview, corrections made one after another in sight of the result, and what was declared an answer."""
    interview = draw(st.sampled_from(SAMPLES))
    text, declared = interview.text, set[int]()
    corrections: list[Correction] = []
    for _ in range(draw(st.integers(1, 8))):
        shown = apply(interview, corrections).interview
        number = draw(st.integers(0, len(shown.blocks) - 1))
        block, action = shown.blocks[number], draw(st.sampled_from(list(Action)))
        held = [c.version for c in in_force(corrections)]
        if action is Action.UNDO:
            decision = undo(draw(st.sampled_from(held))) if held else None
        elif action is Action.SPLIT:
            decision = _split(text, block.span, draw(st.integers(block.span.start, block.span.end)))
        elif action is Action.MERGE:
            beside = shown.blocks[number + 1] if number + 1 < len(shown.blocks) else None
            decision = merge_words(text, block.span, beside.span) if beside else None
        else:
            span = draw(st.sampled_from([block.span, Span(block.span.start, len(text.rstrip()))]))
            role, served = draw(st.sampled_from(list(Role))), draw(st.booleans())
            decision = set_words(text, span, role, draw(st.sampled_from(SPEAKERS)), served=served)
            if role is Role.ANSWER and served:
                declared |= set(range(span.start, span.end))
        if decision:
            corrections = [*corrections, replace(made(interview, decision)[0], version=len(corrections) + 1)]
    return interview, corrections, declared


def _places(span: Span) -> range:
    return range(span.start, span.end)


def _split(text: str, block: Span, at: int) -> Decision | None:
    try:
        return split_words(text, block, at)
    except CorrectionError:
        return None


@settings(deadline=None, max_examples=150)
@given(steps())
def test_whatever_editors_do_all_words_are_covered_once_and_speech_stays_speech(
    case: tuple[Interview, list[Correction], set[int]],
) -> None:
    interview, corrections, declared = case
    found = apply(interview, corrections).interview
    covered(found)
    # Only what was served already, or what a person declared an answer, is an official's speech.
    assert {n for n in official(found) if not found.text[n].isspace()} <= official(interview) | declared
    answered = {(n, b.speaker) for b in found.blocks if b.role is Role.ANSWER and b.served for n in _places(b.span)}
    for turn in found.turns:
        for said in turn.answers:
            assert said.speaker != REPORTER
            words = {(n, said.speaker) for n in _places(said.span) if not found.text[n].isspace()}
            assert words <= answered


@settings(deadline=None, max_examples=100)
@given(steps())
def test_taking_everything_back_restores_exactly(case: tuple[Interview, list[Correction], set[int]]) -> None:
    interview, corrections, _ = case
    states = [apply(interview, corrections).interview]
    undone = list(corrections)
    while held := in_force(undone):
        undone.append(replace(undone[0], version=len(undone) + 1, decision=undo(held[-1].version)))
    assert apply(interview, undone).interview is interview
    # Every undo is a version too, and taking it back gives the corrections back.
    while len(undone) > len(corrections) and len(states) < 3:
        undone.append(replace(undone[0], version=len(undone) + 1, decision=undo(undone[-1].version)))
        states.append(apply(interview, undone).interview)
    assert apply(interview, corrections).interview == states[0]


@settings(deadline=None, max_examples=60)
@given(steps(), st.text(alphabet="abc é\n.?", max_size=30), st.integers(0, 2000))
def test_in_a_changed_text_every_decision_is_applied_or_named_lost(
    case: tuple[Interview, list[Correction], set[int]], inserted: str, at: int
) -> None:
    interview, corrections, _ = case
    text = interview.text[:at] + inserted + interview.text[at:]
    later = parse(text, interview.source)
    found = apply(later, corrections)
    covered(found.interview)
    assert {outcome.version for outcome in found.outcomes} == {c.version for c in in_force(corrections)}
    for outcome in found.outcomes:
        decision = next(c.decision for c in corrections if c.version == outcome.version)
        if not outcome.lost and outcome.span and decision.anchor:
            assert outcome.span.of(later.text) == decision.anchor.words
