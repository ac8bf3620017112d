"""Retrieval: filters come first, both sides are scored for every hit, NFD finds what NFC finds."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from qa.search.catalogue import Catalogue
from qa.search.dense import QuestionVectors
from qa.search.filters import NO_FILTERS, Filters
from qa.search.passage import lexical_text, passages
from qa.search.query import Preferences, plain
from qa.search.ranking import fitted_ranking
from qa.search.retrieve import Hit, Retriever, signals_of
from qa.store.store import StoredUtterance
from qa.text import Span
from tests.made import HashEncoder, interview

INTERVIEWS = [
    interview("a", [("Nước sạch?", "Nguồn nước đã cạn từ tháng ba."), ("Đường sá?", "Con đường mới sẽ mở.")]),
    interview(
        "b",
        [("Trường học?", "Trường thiếu giáo viên."), ("Nước?", "Nước ở đây vẫn đủ.")],
        "Trần Thị Mẫu",
        "Báo Hai",
        "2021-01-02",
    ),
]


ENCODER = HashEncoder()


def find(made: Retriever, question: str, k: int, filters: Filters = NO_FILTERS) -> list[Hit]:
    return made.search(question, QuestionVectors(ENCODER.encode_questions([question])[0]), k, filters)


def retriever(only: Sequence[str] = ("a", "b")) -> Retriever:
    made = Retriever.empty(ENCODER.dimension)
    add: list[tuple[StoredUtterance, str]] = []
    rows: list[int] = []
    texts: list[str] = []
    for item in INTERVIEWS:
        for turn in item.turns:
            for utterance in turn.answers:
                key = len(add) + 1
                source = item.source
                stored = StoredUtterance(key, source.id, utterance.span, utterance.speaker, source.outlet, source.date)
                add.append((stored, lexical_text(item, turn, utterance)))
                for passage in passages(item, turn, utterance):
                    rows.append(key)
                    texts.append(passage.text)
    keep = {u.id for u, _ in add if u.interview in only}
    made.change(add, rows, ENCODER.encode_passages(texts), {u.id for u, _ in add} - keep)
    return made


def test_the_best_utterance_is_first() -> None:
    hits = find(retriever(), "đường mới mở", 4)
    assert hits[0].utterance.id == 2
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_score_is_made_of_its_signals() -> None:
    for hit in find(retriever(), "nguồn nước đã cạn", 4):
        assert hit.score == pytest.approx(fitted_ranking().score(hit.signals))
        assert (hit.signals.table, hit.signals.lexical) == (hit.dense, min(hit.lexical, 1.0))


def test_common_words_by_chance_weigh_less_than_meaning_and_a_full_match_more() -> None:
    def score(table: float, lexical: float) -> float:
        return fitted_ranking().score(signals_of(table, lexical))

    assert score(0.3, 0.25) < score(0.5, 0.05) < score(0.3, 0.8)
    assert score(0.3, 1.4) == score(0.3, 1.0)


def test_what_the_contextual_encoder_has_read_has_its_cosine_and_the_rest_none() -> None:
    made = retriever()
    assert not made.any_read
    made.read([2, 99], ENCODER.encode_passages(["đường mới", "đã gỡ"]))
    vector = ENCODER.encode_questions(["đường mới"])[0]
    hits = made.search("đường mới", QuestionVectors(vector, vector), 4)
    found = {hit.utterance.id: hit.signals.contextual for hit in hits}
    assert found.pop(2) == pytest.approx(1.0, abs=1e-5)
    assert set(found.values()) == {None}
    made.change([], [], np.empty((0, 64), np.float32), remove=[2])
    assert not made.any_read


@pytest.mark.parametrize(
    ("filters", "interviews"),
    [
        (Filters(speaker="bà Mẫu"), {"b"}),
        (Filters(outlet="báo minh hoạ"), {"a"}),
        (Filters(outlet="Báo Hai"), {"b"}),
        (Filters(since="2022-01-01"), {"a"}),
        (Filters(until="2021-01-02"), {"b"}),
        (Filters(interview="a"), {"a"}),
        (Filters(speaker="Không Có"), set()),
    ],
)
def test_filters_come_before_the_best_are_taken(filters: Filters, interviews: set[str]) -> None:
    hits = find(retriever(), "nước", 1, filters)
    assert {hit.utterance.interview for hit in hits} == interviews


def test_nfd_and_unaccented_questions_find_the_same() -> None:
    made = retriever()
    question = "trường thiếu giáo viên"
    assert find(made, unicodedata.normalize("NFD", question), 4) == find(made, question, 4)
    assert find(made, "truong thieu giao vien", 1)[0].utterance == find(made, question, 1)[0].utterance


def test_removed_utterances_are_gone_from_both_sides() -> None:
    made = retriever()
    made.change([], [], np.empty((0, 64), np.float32), remove=[2])
    assert 2 not in {hit.utterance.id for hit in find(made, "con đường mới sẽ mở", 4)}
    assert made.catalogue.ids.tolist() == [1, 3, 4]


def test_a_preferred_speaker_wins_among_equals_but_not_over_a_clearly_better_hit() -> None:
    def order(question: str, *speakers: str) -> list[str | None]:
        query = replace(plain(question), preferences=Preferences(frozenset(speakers)))
        hits = retriever().search(query, QuestionVectors(ENCODER.encode_questions([question])[0]), 4)
        return [hit.utterance.speaker for hit in hits]

    assert order("nước đã đủ", "Trần Thị Mẫu")[0] == "Trần Thị Mẫu"
    assert order("nước đã đủ", "Lê Văn Thử")[0] == "Lê Văn Thử"
    assert order("Trường thiếu giáo viên", "Lê Văn Thử")[0] == "Trần Thị Mẫu"
    assert set(order("Trường thiếu giáo viên", "Lê Văn Thử")) == {"Trần Thị Mẫu", "Lê Văn Thử"}


def test_an_interview_without_a_date_passes_a_time_named_by_the_way() -> None:
    undated = StoredUtterance(1, "c", Span(0, 3), None, None, None)
    made = Catalogue.empty().changed([(undated, None), (replace(undated, id=2, date="2020-01-01"), None)])
    assert made.passing(Filters(since="2021-01-01")).ids.tolist() == []
    assert made.passing(Filters(since="2021-01-01", undated=True)).ids.tolist() == [1]
