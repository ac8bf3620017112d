"""Whether a label ("Ông Dũng", "Bí thư Hoàng Trung Dũng") can stand for the speaker of an utterance."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text import canonical_tones, fold, has_accents, nfc
from qa.vietnamese import CALLED, DEGREES, FAMILY_NAMES, HONOURS

_WORD = re.compile(r"[^\W\d_]+")

_TITLES = re.split(
    r",\s*",
    fold(
        "ông, bà, anh, chị, em, cô, chú, bác, cụ, ngài, thầy, prof, nguyên, cựu, phó, hlv, đbqh, ceo, bầu, đồng chí,"
        " tiến sĩ, tiến sỹ, thạc sĩ, thạc sỹ,"
        " giáo sư, luật sư, bác sĩ, bác sỹ, kiến trúc sư, kỹ sư, cử nhân, nhà báo, nhà văn, nhà thơ, nhà sử học,"
        " nhà giáo, nhà nghiên cứu, nghệ sĩ, nghệ sỹ, ưu tú, nhân dân, ca sĩ, nhạc sĩ, họa sĩ, đạo diễn, diễn viên,"
        " cầu thủ, huấn luyện viên, chuyên gia, kinh tế, bộ trưởng, thứ trưởng, chủ tịch, chủ nhiệm, bí thư,"
        " tổng bí thư, tỉnh ủy, thành ủy, huyện ủy, quận ủy, giám đốc, tổng giám đốc, cục trưởng, tổng cục trưởng,"
        " vụ trưởng, viện trưởng, trưởng ban, trưởng phòng, trưởng khoa, trưởng đoàn, hiệu trưởng, đại biểu, quốc hội,"
        " ủy viên, thủ tướng, chủ tịch nước, chủ tịch quốc hội, tổng thống, đại tướng, thượng tướng, trung tướng,"
        " thiếu tướng, đại tá, thượng tá, trung tá, thiếu tá, đại úy, chánh văn phòng, chánh án, chánh thanh tra,"
        " tổng thanh tra, thẩm phán, kiểm sát viên, đại sứ, linh mục, hòa thượng, thượng tọa, đại đức, quyền"
    ),
)
_SHORT = tuple(fold(word).replace(".", " ") for word in (*DEGREES, *HONOURS, *CALLED))
_TITLED = re.compile(r"(?:(?:" + "|".join(sorted((*_TITLES, *_SHORT), key=len, reverse=True)) + r")(?: |$))*")

FAMILIES = frozenset(fold(name) for name in FAMILY_NAMES)
"""Family names, folded."""


@lru_cache(maxsize=1 << 15)
def _name_words(label: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(canonical_tones(nfc(label).lower())))


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


@lru_cache(maxsize=1 << 15)
def same_speaker(claimed: str, speaker: str, labels: tuple[str, ...] = ()) -> bool:
    """Tells whether `claimed` names `speaker`, whose posts and other labels are `labels`.

    The full name anywhere in the label will do, and so will the end of it ("Dũng", "Trung Dũng") after nothing
    but titles and posts. Accents count where both sides have them: Dung is not Dũng.
    """
    for part in (claimed, re.split(r"[,;(–]| - ", claimed)[0]):
        if _names(part, speaker):
            return True
    said = _folded(_name_words(claimed))
    return len(said) > 2 and any(_folded(_name_words(label))[: len(said)] == said for label in labels)


def _names(claimed: str, speaker: str) -> bool:
    said, name = _name_words(claimed), _name_words(speaker)
    if not (has_accents(claimed) and has_accents(speaker)):
        said, name = _folded(said), _folded(name)
    if not said or not name:
        return False
    if _contains(said, name):
        return True
    shared = 0
    while shared < min(len(said), len(name)) and said[-1 - shared] == name[-1 - shared]:
        shared += 1
    if shared and _only_titles(said[: len(said) - shared]):
        return True
    # A foreign name is also called by its beginning: "Alexander" for Alexander Vuving.
    rest = said[_titles_before(said) :]
    return bool(rest) and fold(name[0]) not in FAMILIES and len(name) <= 3 and rest == name[: len(rest)]


def _only_titles(words: tuple[str, ...]) -> bool:
    return _titles_before(words) == len(words)


def _titles_before(words: tuple[str, ...]) -> int:
    """How many words at the beginning are titles and posts."""
    match = _TITLED.match(" ".join(_folded(words)))
    return len(match.group().split()) if match else 0


def _contains(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))
