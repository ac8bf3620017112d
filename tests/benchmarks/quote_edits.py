"""Edits of a sentence as editors make them: those that change words, and those that change its form alone."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence

TextEdit = Callable[[str, random.Random], str | None]


def swap_words(pairs: Sequence[tuple[str, str]]) -> TextEdit:
    """An edit that replaces one word or phrase by its partner, either way."""
    both = dict(pairs) | {b: a for a, b in pairs}
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(both, key=len, reverse=True))) + r")(?!\w)")

    def edit(text: str, rng: random.Random) -> str | None:
        places = list(pattern.finditer(text))
        if not places:
            return None
        place = rng.choice(places)
        return text[: place.start()] + both[place.group()] + text[place.end() :]

    return edit


def drop(pattern: str) -> TextEdit:
    """An edit that leaves out one match of `pattern` inside the text."""
    compiled = re.compile(pattern)

    def edit(text: str, rng: random.Random) -> str | None:
        places = [m for m in compiled.finditer(text) if m.start() > 0 and m.end() < len(text)]
        if not places:
            return None
        place = rng.choice(places)
        return re.sub(r" {2,}", " ", text[: place.start()] + text[place.end() :])

    return edit


def insert(words: Sequence[str]) -> TextEdit:
    """An edit that puts one of `words` before a word inside the text."""

    def edit(text: str, rng: random.Random) -> str | None:
        places = [m.start() for m in re.finditer(r"(?<=\w )\w", text)]
        if not places:
            return None
        place = rng.choice(places)
        return f"{text[:place]}{rng.choice(words)} {text[place:]}"

    return edit


def change_digit(text: str, rng: random.Random) -> str | None:
    """One digit of a number replaced, or two neighbouring ones exchanged."""
    places = [m.start() for m in re.finditer(r"\d", text)]
    if not places:
        return None
    at = rng.choice(places)
    if at + 1 in places and text[at] != text[at + 1] and text[at + 1] != "0" and rng.random() < 0.4:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + rng.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]


def move_mark(text: str, rng: random.Random) -> str | None:
    """A decimal mark or a thousands mark taken out or moved by a digit."""
    places = list(re.finditer(r"(\d)([.,])(\d)(?=\d*)", text))
    places = [m for m in places if m.group(2) == ","]
    if not places:
        return None
    place = rng.choice(places)
    return text[: place.start(2)] + text[place.end(2) :]


def wrong_accent(text: str, rng: random.Random) -> str | None:
    """One accented word given another tone, as a slip or on purpose."""
    places = list(re.finditer(r"[^\W\d_]{2,}", text))
    rng.shuffle(places)
    for place in places:
        pieces = unicodedata.normalize("NFD", place.group())
        marks = [c for c in pieces if c in "\u0300\u0301\u0303\u0309\u0323"]
        if marks:
            other = rng.choice([c for c in "\u0300\u0301\u0303\u0309\u0323" if c != marks[0]])
            changed = unicodedata.normalize("NFC", pieces.replace(marks[0], other))
            return text[: place.start()] + changed + text[place.end() :]
    return None


def exchange(text: str, rng: random.Random) -> str | None:
    """Two stretches of capitals (names, bodies, places) exchanged."""
    names = list(re.finditer(r"(?<=[\w,] )[A-ZĐÂÁÀ]\w+(?: [A-ZĐÂÁÀ]\w+)*", text))
    pairs = [(a, b) for a in names for b in names if a.end() < b.start() and a.group() != b.group()]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]


ALTERATIONS: dict[str, TextEdit] = {
    "negation added": insert(["không", "chưa", "chẳng", "không phải"]),
    "negation dropped": drop(r"(?<=\w )(?:không|chưa|chẳng|đừng) (?=\w)"),
    "number": change_digit,
    "decimal mark": move_mark,
    "percent sign": drop(r"(?<=\d)%"),
    "unit": swap_words(
        [("tỷ", "triệu"), ("nghìn", "tỷ"), ("tháng", "năm"), ("ngày", "tuần"), ("ha", "km"), ("USD", "đồng")]
    ),
    "date": swap_words(
        [(f"năm {y}", f"năm {y + 3}") for y in range(1990, 2026, 6)]
        + [("quý I", "quý III"), ("đầu năm", "cuối năm"), ("sáng", "chiều")]
    ),
    "place": swap_words(
        [
            ("Hà Nội", "Đà Nẵng"),
            ("Việt Nam", "Thái Lan"),
            ("Nhật Bản", "Hàn Quốc"),
            ("Trung Quốc", "Ấn Độ"),
            ("Mỹ", "Nga"),
            ("miền Bắc", "miền Nam"),
        ]
    ),
    "modality": swap_words([("sẽ", "đã"), ("có thể", "chắc chắn"), ("phải", "nên"), ("đang", "đã"), ("cần", "có thể")]),
    "quantifier": swap_words(
        [("một số", "tất cả"), ("nhiều", "ít"), ("các", "mọi"), ("hầu hết", "một vài"), ("phần lớn", "toàn bộ")]
    ),
    "comparison": swap_words(
        [("tăng", "giảm"), ("cao", "thấp"), ("hơn", "kém"), ("trên", "dưới"), ("tối đa", "tối thiểu"), ("lớn", "nhỏ")]
    ),
    "condition dropped": drop(r"(?<=\w) (?:nếu|khi|trừ khi|với điều kiện) [\w ]{6,70}(?=[,.;])"),
    "actor": swap_words(
        [
            ("chúng tôi", "họ"),
            ("doanh nghiệp", "người dân"),
            ("Chính phủ", "Quốc hội"),
            ("Nhà nước", "địa phương"),
            ("Bộ", "Sở"),
            ("tôi", "chúng ta"),
        ]
    ),
    "exchange": exchange,
    "word dropped": drop(r"(?<=\w )\w+ (?=\w)"),
    "word added": insert(["rất", "cũng", "vẫn", "luôn", "chỉ", "hoàn toàn"]),
    "accent": wrong_accent,
    "adjective": swap_words(
        [
            ("tốt", "xấu"),
            ("khó khăn", "thuận lợi"),
            ("quan trọng", "cấp bách"),
            ("tích cực", "tiêu cực"),
            ("đúng", "sai"),
            ("mạnh", "yếu"),
        ]
    ),
}


# --- form ----------------------------------------------------------------------------------------------------


def no_accents(text: str, rng: random.Random) -> str | None:
    """The claim typed without accents, sometimes all in lower case."""
    pieces = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(c for c in pieces if not unicodedata.combining(c))
    return bare.lower() if rng.random() < 0.4 else bare


def no_commas(text: str, rng: random.Random) -> str | None:
    """One or all commas between words left out."""
    return re.sub(r"(?<=[^\W\d]),(?= )", "", text, count=rng.choice([0, 1]))


def more_commas(text: str, rng: random.Random) -> str | None:
    """A comma or a dash put between two words."""
    places = [m.start() for m in re.finditer(r"(?<=[^\W\d]) (?=[^\W\d])", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + rng.choice([",", " –", ";", ":"]) + text[at:]


def other_case(text: str, rng: random.Random) -> str | None:
    """The first letter, one word or everything in another case."""
    how = rng.randrange(3)
    if how == 0:
        return text[0].swapcase() + text[1:]
    if how == 1:
        return text.upper()
    words = list(re.finditer(r"(?<= )[^\W\d_]\w+", text))
    if not words:
        return None
    at = rng.choice(words).start()
    return text[:at] + text[at].swapcase() + text[at + 1 :]


def other_quotes(text: str, rng: random.Random) -> str | None:
    """Quotation marks of another style, or put around words in the middle."""
    if re.search('[“”"]', text):
        pairs = rng.choice(['""', "“”", "«»", "''"])
        marks = iter(range(1000))
        return re.sub('[“”"]', lambda m: pairs[next(marks) % 2], text)
    words = text.split(" ")
    if len(words) < 6:
        return None
    at = rng.randrange(1, len(words) - 3)
    return " ".join([*words[:at], f"“{words[at]}", f"{words[at + 1]}”", *words[at + 2 :]])


def spacing(text: str, rng: random.Random) -> str | None:
    """Blanks doubled, before a comma, or in the middle of a word, as OCR leaves them."""
    how = rng.randrange(3)
    places = [m.start() for m in re.finditer(r"(?<=\w) (?=\w)" if how == 0 else r"(?<=[^\W\d]),(?= )", text)]
    if how == 2:
        places = [m.start() for m in re.finditer(r"(?<=[^\W\d_]{2})(?=[^\W\d_]{2})", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + " " + text[at:]


_MOVES = [
    tuple(unicodedata.normalize("NFC", word) for word in (a + t + b, a + b + t))
    for a, b in ("oa", "oe", "uy")
    for t in "\u0300\u0301\u0303\u0309\u0323"
]


def tone_place(text: str, rng: random.Random) -> str | None:
    """The tone marks of hoà, thuý … placed the other way."""
    moved = text
    for old, new in _MOVES:
        moved = re.sub(rf"(?<![qQ]){old}(?!\w)", "\0" + new, moved)
        moved = re.sub(rf"(?<![qQ\0]){new}(?!\w)", old, moved)
    return moved.replace("\0", "")


def thousands(text: str, rng: random.Random) -> str | None:
    """The points of the thousands left out, or blanks in their place."""
    return re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", rng.choice(["", " "]), text)


FORMS: dict[str, TextEdit] = {
    "no accents": no_accents,
    "no commas": no_commas,
    "more commas": more_commas,
    "case": other_case,
    "quotes": other_quotes,
    "spacing": spacing,
    "tone placement": tone_place,
    "thousands": thousands,
}
