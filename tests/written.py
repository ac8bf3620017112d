"""A real archive of three written interviews, one of them hostile, for tests of what shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qa.answer.answer import Answer, Citation
from qa.archive import Archive
from qa.embed import embedded
from qa.interview import REPORTER, Block, Interview, Person, Role, Source, Turn, Utterance
from qa.quote.check import QuoteCheck
from qa.search.filters import NO_FILTERS, Filters
from qa.text import Span

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
            (Role.QUESTION, REPORTER, "Thưa ông, bao giờ thì bản vùng cao có nước sạch?"),
            *[
                (Role.ANSWER, "Lò Văn Pín", f"Nước sạch đợt {n}: năm nay có {n} bản dùng nước sạch.")
                for n in range(1, 8)
            ],
        ],
        outlet="Báo Vùng Cao",
        date="2021",
    ),
)


BROKEN = "hỏng"
"""A question, or a claim, at which the archive fails: nothing real provokes a fault that nobody foresaw."""


class WrittenArchive(Archive):
    """A real archive of INTERVIEWS in an empty folder, which keeps what it is asked, and fails at BROKEN."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[tuple[str, Filters, tuple[str, ...]]] = []
        encoder = self.encoder
        for one in INTERVIEWS:
            rows = embedded(one, encoder)
            raw = one.text.encode()
            self.store.put(one, path=one.source.id, raw=raw, rules="", model=encoder.revision, passages=rows)

    def ask(
        self,
        question: str,
        *,
        k: int = 5,
        filters: Filters = NO_FILTERS,
        history: Sequence[str] = (),
        without: Collection[str] = (),
        today: date | None = None,
    ) -> Answer:
        self.asked.append((question, filters, tuple(history)))
        _fail_at(question)
        return super().ask(question, k=k, filters=filters, history=history, without=without, today=today)

    def check(self, claim: str, speaker: str | None = None) -> tuple[QuoteCheck, Citation | None]:
        _fail_at(claim)
        return super().check(claim, speaker)


@contextmanager
def written() -> Iterator[WrittenArchive]:
    """The written archive in a folder of its own, which goes with it."""
    with TemporaryDirectory() as folder, WrittenArchive(Path(folder)) as archive:
        yield archive


def _fail_at(words: str) -> None:
    if words == BROKEN:
        raise RuntimeError("secret detail")
