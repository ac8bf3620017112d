"""Interviews of any number, cut from real press text: many speakers, posts, papers and days, as an archive has them.

Where the texts run out they are used again with edits: sentences change places, words are left out, numbers differ.
"""

from __future__ import annotations

import ast
import json
import lzma
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from qa.article.read import Article
from qa.interview import REPORTER, Block, Interview, Person, Role, Turn, Utterance
from qa.text import Span

TURN = 700
"""Characters of a turn, about."""

TURNS_AN_INTERVIEW = 6

EACH = 5
"""Interviews a person gives."""

OUTLETS = tuple(f"Báo Thử {name}" for name in "Sáng Chiều Đất Nước Biển Rừng Sông Núi Phố Làng Đồng Trời".split())  # noqa: SIM905
_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương".split()  # noqa: SIM905
_MIDDLE = "Văn Thị Hữu Đức Minh Quang Ngọc Thanh Xuân Quốc Công Bá Đình Thế Kim Hồng Tuấn Anh Gia Hải".split()  # noqa: SIM905
_GIVEN = (  # noqa: SIM905
    "An Bình Cường Dũng Dung Đạt Giang Hà Hải Hạnh Hiền Hòa Hùng Huy Khánh Lan Linh Long Mai Nam Nga Phong Phúc Quân"
    " Sơn Tâm Thảo Thắng Thu Tiến Trung Tú Tuấn Vinh Yến"
).split()
_POSTS = ("Giám đốc", "Phó Giám đốc", "Chánh Văn phòng")
_BODIES = ("Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Xây dựng", "Sở Công Thương", "Sở Nội vụ", "Sở Tài chính")
_PLACES = ("Hà Tĩnh", "Nghệ An", "Quảng Trị", "Thanh Hóa", "Lâm Đồng", "Cà Mau", "Lào Cai", "Đồng Nai", "An Giang")


def articles(folder: Path) -> Iterator[tuple[str, str]]:
    """Headlines and texts of news, each once."""
    with lzma.open(folder / "articles" / "news.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row["title"], row["text"]
    with lzma.open(folder / "articles" / "vietnews.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            paragraphs = ast.literal_eval(row["b"]) if row["b"].startswith("[") else [row["b"]]
            text = " ".join(paragraphs).replace("_", " ")
            yield row["t"].replace("_", " "), re.sub(r" ([,.;:!?])", r"\1", text)


def endless(folder: Path) -> Iterator[tuple[str, str]]:
    """The same, and again with edits when they run out."""
    yield from articles(folder)
    changing = random.Random(7)
    while True:
        for title, text in articles(folder):
            yield f"{title} ({changing.randint(2, 99)})", _edited(text, changing)


def _edited(text: str, changing: random.Random) -> str:
    parts = re.split(r"(?<=[.!?]) ", text)
    changing.shuffle(parts)
    words = (word for word in " ".join(parts).split() if changing.random() > 0.05)
    return " ".join(str(changing.randint(2, 999)) if word.isdecimal() else word for word in words)


def person(number: int) -> tuple[str, str]:
    """A name and a post; of many people some have one name."""
    chosen = random.Random(number)
    name = " ".join(chosen.choice(words) for words in (_FAMILY, _MIDDLE, _GIVEN))
    return name, f"{chosen.choice(_POSTS)} {chosen.choice(_BODIES)} {chosen.choice(_PLACES)}"


def records(folder: Path, turns: int) -> Iterator[dict[str, object]]:
    """Interviews with `turns` turns in all, as lines of a .jsonl source."""
    made, people = 0, max(1, turns // TURNS_AN_INTERVIEW // EACH)
    for number, (title, text) in enumerate(endless(folder)):
        pieces = [" ".join(text[i : i + TURN].split()) for i in range(0, len(text) - TURN // 2, TURN)]
        pieces = pieces[: min(TURNS_AN_INTERVIEW, turns - made)]
        if made == turns:
            return
        if not pieces:
            continue
        made += len(pieces)
        name, post = person(random.Random(number).randrange(people))
        yield {
            "id": f"bai-{number}",
            "title": title,
            "outlet": OUTLETS[number % len(OUTLETS)],
            "date": (date(2012, 1, 1) + timedelta(random.Random(number).randrange(5000))).isoformat(),
            "url": f"https://bao.example/{number}",
            "text": "\n\n".join(
                [f"Phóng viên đã trao đổi với ông {name}, {post}."]
                + [f"PV: Thưa ông, {title.rstrip('?. ')} ra sao?\n\nÔng {name}: {piece}" for piece in pieces]
            ),
        }


def as_written(article: Article) -> Interview:
    """An interview of `records` without the reader of articles, which takes most of a build: its layout is known."""
    text, name, post, blocks, turns = article.text, "", "", [], list[Turn]()
    asked: Span | None = None
    for line in re.finditer(r".+", text):
        whole, said = Span(*line.span()), Span(line.start() + line[0].find(": ") + 2, line.end())
        if line[0].startswith("PV: "):
            blocks.append(Block(whole, Role.QUESTION, REPORTER, said=(said,)))
            asked = said
        elif asked is not None:
            blocks.append(Block(whole, Role.ANSWER, name, said=(said,)))
            turns.append(Turn(asked, (Utterance(said, name),)))
            asked = None
        else:
            name, _, post = line[0].rpartition("ông ")[2].rstrip(".").partition(", ")
            blocks.append(Block(whole, Role.LEAD, said=(whole,)))
    people = (Person(name, post, (f"Ông {name}",)),)
    return Interview(article.source, text, tuple(blocks), tuple(turns), people, article.marks)


def write(folder: Path, target: Path, turns: int) -> list[str]:
    """Writes a source of `turns` turns; the headlines in it."""
    titles = []
    with target.open("w", encoding="utf-8") as out:
        for record in records(folder, turns):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            titles.append(str(record["title"]))
    return titles
