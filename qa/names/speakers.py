"""Whether a label ("Ông Dũng", "Bí thư Hoàng Trung Dũng") stands for the speaker of an utterance, or for another."""

from __future__ import annotations

import re
from enum import Enum, auto

from qa.remembered import remembered
from qa.text import canonical_tones, fold, has_accents, nfc
from qa.vietnamese import CALLED, DEGREES, FAMILY_NAMES, HONOURS

_WORD = re.compile(r"[^\W\d_]+")

_FOREIGN = 3
"""Words of the longest foreign name that is also called by its beginning."""

_TITLES = re.split(
    r",\s*",
    canonical_tones(
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
_TITLED = re.compile(
    r"(?:(?:" + "|".join(sorted((*map(fold, _TITLES), *_SHORT), key=len, reverse=True)) + r")(?: |$))*"
)

_TITLE_WORDS = {word for title in _TITLES for word in title.split()}
_NO_TITLES = {canonical_tones(name.lower()) for name in FAMILY_NAMES} - _TITLE_WORDS
"""Family names that are a title without their accents: "Nguyễn" is not "nguyên"."""

FAMILIES = frozenset(fold(name) for name in FAMILY_NAMES)
"""Family names, folded."""


@remembered(1 << 15)
def _name_words(label: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(canonical_tones(nfc(label).lower())))


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


class Relation(Enum):
    """How a person who is named stands to the person who speaks."""

    SAME = auto()
    UNKNOWN = auto()
    OTHER = auto()


@remembered(1 << 15)
def relation(claimed: str, speaker: str | None, labels: tuple[str, ...] = ()) -> Relation:
    """Tells whether `claimed` names `speaker`, surely names another, or whether that is not known.

    Another is named only where both sides are names that cannot be one person's: the given names differ, or the
    family names. A post without a name, a missing accent, a middle name more or less leave it open.
    """
    if speaker is None:
        return Relation.UNKNOWN
    if same_speaker(claimed, speaker, labels):
        return Relation.SAME
    said, name = personal_name(claimed), personal_name(speaker)
    if not said or not name or set(said) <= set(name) or set(name) <= set(said):
        return Relation.UNKNOWN
    differ = said[-1] != name[-1] or (len(said) > 1 and len(name) > 1 and said[0] != name[0])
    return Relation.OTHER if differ else Relation.UNKNOWN


CALLED_ALONE = frozenset("ong ba anh chi em co chu bac cu ngai thay mr mrs ms".split())  # noqa: SIM905
"""Titles that call somebody and are no post, folded."""


def personal_name(label: str) -> tuple[str, ...]:
    """Returns the words of a label that are surely a person's name, folded: no body, no place, no post."""
    words = _WORD.findall(nfc(re.split(r"[,;(–]| - ", label)[0]))
    lowered = _name_words(" ".join(words))
    folded = _folded(lowered)
    titles = _titles_before(folded)
    titles = next((n for n in range(titles) if lowered[n] in _NO_TITLES), titles)
    rest, name = words[titles:], folded[titles:]
    written = any(word[0].isupper() for word in rest)
    if written and not all(word[0].isupper() and (len(word) == 1 or not word.isupper()) for word in rest):
        return () if not label.isupper() else name
    called = titles > 0 and folded[titles - 1] in CALLED_ALONE
    if not written and (label != label.lower() or (len(name) == 1 and not called)):
        return ()
    vietnamese = len(name) == 1 or (bool(name) and name[0] in FAMILIES)
    if not vietnamese and (titles or not written):
        return ()
    # "Bí thư Hà Tĩnh": two words after a post may be its province.
    return () if len(name) == 2 and titles and not called else name


@remembered(1 << 15)
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
    return bool(rest) and fold(name[0]) not in FAMILIES and len(name) <= _FOREIGN and rest == name[: len(rest)]


def _only_titles(words: tuple[str, ...]) -> bool:
    return _titles_before(words) == len(words)


def _titles_before(words: tuple[str, ...]) -> int:
    """How many words at the beginning are titles and posts."""
    match = _TITLED.match(" ".join(_folded(words)))
    return len(match.group().split()) if match else 0


def _contains(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))
