"""An archive of three written interviews with the façade's methods, for tests of what shows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from qa.answer.answer import Answer, Citation, State
from qa.answer.cite import cite_place
from qa.archive import Facets, Filters, InterviewSummary
from qa.errors import NotFoundError, QuestionError
from qa.interview import REPORTER, Block, Interview, Person, Role, Source, Turn, Utterance
from qa.people.registry import Profile, Registry, appearance_key
from qa.people.same_person import Appearance
from qa.question.clues import NewestClue
from qa.quote.check import Place, QuoteIndex, places
from qa.search.filters import NO_FILTERS
from qa.store.readings import ReadSoFar
from qa.store.store import turn_key
from qa.text import Span, fold, sentences, tokens
from tests.made import alone

HOSTILE = (
    '<script>window.hacked=1</script> <img src=x onerror="window.hacked=2"> **đậm** _nghiêng_ `mã` $$x^2$$ '
    "<bai-bao>thẻ lạ</bai-bao> <form action=//x><input name=a></form>\n\n"
    "1. một\n# hai\n\n\n* ba\t\tcột  hai khoảng &amp; &lt;b&gt; 😀 “ngoặc”"
)

Line = tuple[Role, str | None, str]


def interview(key: str, title: str, lines: Sequence[Line], **facts: Any) -> Interview:
    """An interview whose text is the lines, two line breaks between; answers to one question make a turn."""
    text, blocks, turns = "", [], []
    for role, speaker, words in lines:
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{words}" if text else words
        span = Span(start, len(text))
        blocks.append(Block(span, role, speaker, served=role is not Role.ANSWER or speaker is not None))
        if role is Role.QUESTION:
            turns.append(Turn(span, ()))
        elif role is Role.ANSWER and speaker:
            said = Utterance(span, speaker)
            last = turns.pop() if turns else Turn(None, ())
            turns.append(Turn(last.question, (*last.answers, said)))
    posts = facts.pop("posts", {})
    people = tuple(Person(name, post) for name, post in posts.items())
    return Interview(Source(key, title, **facts), text, tuple(blocks), tuple(t for t in turns if t.answers), people)


LONG = " ".join(f"Đây là câu kể thêm thứ {n} về việc sắp xếp và bố trí cán bộ ở cơ sở." for n in range(1, 16))

INTERVIEWS = (
    interview(
        "luan-chuyen",
        "Luân chuyển cán bộ ở Sông Lam Thượng",
        [
            (Role.HEADING, None, "Luân chuyển cán bộ ở Sông Lam Thượng"),
            (Role.LEAD, None, "Trao đổi với phóng viên về công tác luân chuyển cán bộ."),
            (Role.QUESTION, REPORTER, "Thưa ông, địa phương gặp khó khăn gì khi luân chuyển cán bộ?"),
            (
                Role.ANSWER,
                "Nguyễn Văn Giang",
                f"{LONG} Khó khăn lớn nhất khi luân chuyển cán bộ là nhà công vụ.\n\n"
                f"Nhà công vụ ở xã còn thiếu. {LONG}",
            ),
            (Role.QUESTION, REPORTER, "Còn cán bộ nữ thì sao?"),
            (Role.ANSWER, "Trần Thị Hòa", "Cán bộ nữ đi luân chuyển được bố trí gần nhà."),
            (Role.ANSWER, None, "Đoạn này chưa rõ ai nói."),
            (Role.CLOSING, None, "Xin cảm ơn ông!"),
        ],
        outlet="Báo Sông Lam",
        date="2024-10-05",
        url="https://bao.example/luan-chuyen?a=1&b=2",
        authors=("Minh Anh",),
        note="hư cấu",
        posts={
            "Nguyễn Văn Giang": "Bí thư Tỉnh ủy Sông Lam Thượng",
            "Trần Thị Hòa": "Chủ tịch Hội Phụ nữ tỉnh",
        },
    ),
    interview(
        "doc/hai.1",
        "<b>Tít</b> có <script>window.hacked=3</script>",
        [
            (Role.QUESTION, REPORTER, "Hỏi về mã độc <img src=x onerror=window.hacked=4>?"),
            (Role.ANSWER, "Kẻ <i>xấu</i>", HOSTILE),
        ],
        outlet="<u>Báo lạ</u>",
        url="javascript:window.hacked=5",
        note="hư cấu <s>",
    ),
    interview(
        "nuoc-sach",
        "Đưa nước sạch về bản",
        [
            (Role.QUESTION, REPORTER, "Bao giờ bản vùng cao có nước sạch?"),
            *[
                (Role.ANSWER, "Lò Văn Pín", f"Nước sạch đợt {n}: năm nay có {n} bản dùng nước sạch.")
                for n in range(1, 8)
            ],
        ],
        outlet="Báo Vùng Cao",
        date="2021",
    ),
)


class FakeArchive:
    """Answers by words in common; "related" when the question says so, "none" when nothing is shared."""

    def __init__(self) -> None:
        self._interviews = {i.source.id: i for i in INTERVIEWS}
        self._quotes = QuoteIndex(place for i in INTERVIEWS for place in places(i))
        self.people = Registry(_appearances())
        self.asked: list[tuple[str, Filters, tuple[str, ...]]] = []
        self.rated: list[tuple[object, ...]] = []
        self.store = SimpleNamespace(insert=lambda statement, *values: self.rated.append(values))

    def ask(
        self,
        question: str,
        *,
        k: int = 5,
        filters: Filters = NO_FILTERS,
        history: Sequence[str] = (),
        without: Collection[str] = (),
    ) -> Answer:
        self.asked.append((question, filters, tuple(history)))
        if not question.strip():
            raise QuestionError("Hãy nhập câu hỏi.")
        if question == "hỏng":
            raise RuntimeError("secret detail")
        wanted = set(tokens(fold(question)))
        scored = [(len(wanted & set(tokens(fold(c.text)))), c) for c in self._citations(wanted) if _fits(c, filters)]
        hits = tuple(c for n, c in sorted(scored, key=lambda pair: -pair[0]) if n >= 2)[:k]
        state = State.RELATED if "liên quan" in question else State.ANSWER
        named = self.namesakes(filters.speaker, question)
        newest = NewestClue("mới nhất")
        clues = (newest,) if "mới nhất" in question and newest.key not in without else ()
        reading = replace(alone(question), clues=clues)
        sure = 0.9 if hits else 0.0
        return Answer(question, state if hits else State.NONE, sure, hits, namesakes=named, reading=reading)

    def statements(self, topic: str, filters: Filters, k: int) -> tuple[Citation, ...]:
        return self.ask(topic, k=k, filters=filters).hits

    def namesakes(self, speaker: str | None, question: str = "") -> tuple[Profile, ...]:
        meant = self.people.candidates(speaker) if speaker else self.people.ambiguous_in(question)
        return meant if len(meant) > 1 else ()

    def _citations(self, wanted: set[str]) -> list[Citation]:
        found = []
        for i in self._interviews.values():
            for turn in i.turns:
                for said in turn.answers:
                    parts = [
                        p for p in sentences(i.text, said.span) if len(wanted & set(tokens(fold(p.of(i.text))))) >= 4
                    ]
                    found.append(_cite(i, turn, said, tuple(parts)))
        return found

    def check(self, claim: str, speaker: str | None = None) -> tuple[Any, Citation | None]:
        if claim == "hỏng":
            raise RuntimeError("secret detail")
        if not any(c.isalnum() for c in claim):
            raise QuestionError("Hãy nhập lời cần kiểm tra.")
        result = self._quotes.check(claim, speaker)
        return result, self._cited(result.place) if result.place else None

    def _cited(self, place: Place) -> Citation:
        i = self._interviews[place.interview]
        for turn in i.turns:
            for said in turn.answers:
                if said.span == place.span:
                    return _cite(i, turn, said, ())
        return cite_place(place, i, place.speaker)

    def interview(self, key: str) -> Interview:
        if key not in self._interviews:
            raise NotFoundError(f"Kho không có bài phỏng vấn “{key}”.")
        return self._interviews[key]

    def interviews(self) -> tuple[InterviewSummary, ...]:
        return tuple(
            InterviewSummary(
                i.source.id,
                i.source.title,
                i.source.outlet,
                i.source.date,
                tuple(dict.fromkeys(u.speaker for t in i.turns for u in t.answers if u.speaker)),
                len(i.turns),
                i.source.note,
            )
            for i in self._interviews.values()
        )

    def locate(self, turn: str) -> tuple[str, Span]:
        key, _, offset = turn.rpartition(".")
        for t in self.interview(key).turns:
            for said in t.answers:
                if offset.isdecimal() and said.span.start <= int(offset) < said.span.end:
                    return key, said.span
        raise NotFoundError(f"Kho không có đoạn “{turn}”.")

    def citation(self, turn: str) -> Citation:
        key, span = self.locate(turn)
        return next(c for c in self._citations(set()) if (c.interview, c.span) == (key, span))

    def citations_of(self, interview: str) -> tuple[Citation, ...]:
        self.interview(interview)
        return tuple(c for c in self._citations(set()) if c.interview == interview)

    def facets(self) -> Facets:
        every = self._citations(set())
        return Facets(
            tuple(sorted({c.speaker for c in every if c.speaker})),
            tuple(sorted({c.outlet for c in every if c.outlet})),
            "2021",
            "2024-10-05",
        )

    def ready(self) -> int:
        return len(self._interviews)

    def read_so_far(self) -> ReadSoFar:
        return ReadSoFar(0, 0)

    def suggestions(self, n: int) -> tuple[str, ...]:
        return tuple(t.question.of(i.text) for i in self._interviews.values() for t in i.turns[:1] if t.question)[:n]


def _appearances() -> list[Appearance]:
    spoken = [(i, u.speaker) for i in INTERVIEWS for t in i.turns for u in t.answers if u.speaker]
    return [
        Appearance(
            i.source.id,
            name,
            i.position_of(name),
            (),
            i.source.outlet,
            i.source.date,
            i.source.title,
            spoken.count((i, name)),
        )
        for i, name in {(i.source.id, name): (i, name) for i, name in spoken}.values()
    ]


def _cite(i: Interview, turn: Turn, said: Utterance, marks: tuple[Span, ...]) -> Citation:
    return Citation(
        i.source.id,
        turn_key(i.source.id, said.span.start),
        said.span,
        said.span.of(i.text),
        marks,
        said.speaker,
        i.position_of(said.speaker),
        turn.question.of(i.text) if turn.question else None,
        i.source.title,
        i.source.outlet,
        i.source.date,
        i.source.url,
        i.source.note,
        score=1.0,
        person=appearance_key((i.source.id, said.speaker)) if said.speaker else None,
    )


def _fits(c: Citation, f: Filters) -> bool:
    return (
        f.speaker in (None, c.speaker)
        and f.outlet in (None, c.outlet)
        and (f.since is None or (c.date or "") >= f.since)
        and (f.until is None or (c.date or "9") <= f.until)
    )
