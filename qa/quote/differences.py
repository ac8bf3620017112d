"""What kind of difference stands between the words of a claim and the printed ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from qa.quote.numerals import written_value
from qa.text import canonical_tones, fold
from qa.vietnamese import FAMILY_NAMES

if TYPE_CHECKING:
    from qa.quote.words import Words


class DifferenceKind(StrEnum):
    """What differs: first the kinds of form that `near` forgives, then those that it never does."""

    PUNCTUATION = "punctuation"
    CASE = "case"
    SPACING = "spacing"
    QUOTE_MARKS = "quote_marks"
    TONE_PLACEMENT = "tone_placement"
    MISSING_ACCENTS = "missing_accents"
    NEGATION = "negation"
    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    MODALITY = "modality"
    QUANTIFIER = "quantifier"
    COMPARISON = "comparison"
    CONDITION = "condition"
    ACTOR = "actor"
    OMISSION = "omission"
    SPEAKER = "speaker"
    OTHER = "other"


FORM = frozenset(
    {
        DifferenceKind.PUNCTUATION,
        DifferenceKind.CASE,
        DifferenceKind.SPACING,
        DifferenceKind.QUOTE_MARKS,
        DifferenceKind.TONE_PLACEMENT,
        DifferenceKind.MISSING_ACCENTS,
    }
)
"""The kinds that change no word."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where claim and print differ: the words on both sides, "" where one side has none."""

    kind: DifferenceKind
    claimed: str
    printed: str

    @property
    def equal_value(self) -> bool:
        """Whether both sides write one number, in digits and in words: "20" and "hai mươi"."""
        if self.kind is not DifferenceKind.NUMBER:
            return False
        value = written_value(self.claimed)
        return value is not None and value == written_value(self.printed)


def _phrases(text: str) -> frozenset[str]:
    return frozenset(canonical_tones(phrase.strip()) for phrase in text.split(","))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _phrases("không, chưa, chẳng, chả, chớ, đừng, không phải, khỏi, hết sức không, phủ nhận, bác bỏ")
CONDITIONS = _phrases(
    "nếu, nếu như, giả sử, giả như, trừ, trừ khi, trừ phi, ngoại trừ, với điều kiện, miễn là, miễn sao,"
    " chỉ khi, khi nào, một khi, trong trường hợp, kể cả, phải chăng, nhỡ, lỡ, hễ, trường hợp, vô điều"
    " kiện, có điều kiện"
)

_LEXICON: tuple[tuple[DifferenceKind, frozenset[str]], ...] = (
    (DifferenceKind.NEGATION, NEGATIONS),
    (DifferenceKind.CONDITION, CONDITIONS),
    (
        DifferenceKind.QUANTIFIER,
        _phrases(
            "tất cả, toàn bộ, toàn thể, mọi, một số, vài, một vài, nhiều, ít, phần lớn, phần nhiều, đa"
            " số, đa phần, thiểu số, hầu hết, hầu như, các, những, mỗi, từng, duy nhất, cả, số ít, luôn,"
            " luôn luôn, thường, thường xuyên, đôi khi, hiếm khi, thỉnh thoảng, khoảng, gần, chỉ, mới chỉ,"
            " một phần, một nửa, nửa, hàng loạt, không ít, rất nhiều, rất ít, đôi chút, toàn, đều, một"
            " trong những, xấp xỉ, ngót, đông đảo"
        ),
    ),
    (
        DifferenceKind.COMPARISON,
        _phrases(
            "hơn, kém, nhất, bằng, trên, dưới, tối đa, tối thiểu, ít nhất, nhiều nhất, cao, thấp, tăng,"
            " giảm, lớn, nhỏ, nhanh, chậm, trước, sau, vượt, so với, cao hơn, thấp hơn, ngang, không quá,"
            " đầu tiên, cuối cùng, lớn nhất, nhỏ nhất, gấp, gấp đôi, mở rộng, thu hẹp, mạnh, yếu, nhẹ,"
            " sâu, rộng, hẹp, tốt, xấu, sớm, muộn, dài, ngắn, đông, nặng, trở lên, trở xuống, tối ưu,"
            " tương đương, kém hơn, nhanh hơn, chậm hơn"
        ),
    ),
    (
        DifferenceKind.MODALITY,
        _phrases(
            "sẽ, đã, đang, có thể, phải, nên, cần, được, bị, chắc chắn, có lẽ, dường như, hình như, buộc,"
            " bắt buộc, sắp, từng, vừa, dự kiến, muốn, định, hứa, cam kết, chuẩn bị, cần phải, có khả"
            " năng, khó, dễ, nhất định, không thể, chắc, vẫn, còn, tiếp tục, bắt đầu, cố gắng, phấn đấu,"
            " mong muốn, kỳ vọng, dự định, có nghĩa vụ, có quyền, cho phép, cấm, có, thể, đề nghị, khuyến"
            " khích, yêu cầu, rồi, xong"
        ),
    ),
    (
        DifferenceKind.UNIT,
        _phrases(
            "đồng, tỷ, tỉ, triệu, nghìn, ngàn, trăm, usd, vnd, euro, eur, đô la, đô, yên, phần trăm, ha,"
            " héc ta, hecta, mét, m, km, cm, mm, kg, g, gam, tấn, tạ, lít, giờ, phút, giây, ngày, tuần,"
            " tháng, năm, quý, thập kỷ, thế kỷ, kw, mw, kwh, gb, tb, độ, điểm, lần, người, hộ, mét vuông,"
            " mét khối, m2, m3, dặm, hải lý, điểm phần trăm"
        ),
    ),
    (
        DifferenceKind.DATE,
        _phrases(
            "hôm nay, hôm qua, ngày mai, hôm kia, sáng, trưa, chiều, tối, đêm, thứ hai, thứ ba, thứ tư,"
            " thứ năm, thứ sáu, thứ bảy, chủ nhật, năm ngoái, năm nay, năm sau, năm trước, tháng trước,"
            " tháng sau, tháng tới, năm tới, tuần trước, tuần sau, tuần tới, đầu năm, cuối năm, giữa năm,"
            " đầu tháng, cuối tháng, hiện nay, trước đây, đầu, cuối, quý i, quý ii, quý iii, quý iv, quý"
            " 1, quý 2, quý 3, quý 4"
        ),
    ),
    (
        DifferenceKind.PLACE,
        _phrases(
            "miền bắc, miền nam, miền trung, phía bắc, phía nam, phía đông, phía tây, bắc bộ, nam bộ,"
            " trung bộ, tây nguyên, đông nam bộ, tây bắc, đông bắc, tây nam, đông nam, hà nội, huế, đà"
            " nẵng, hải phòng, cần thơ, sài gòn, hồ chí minh, tp hcm, tphcm, an giang, bà rịa, vũng tàu,"
            " bạc liêu, bắc giang, bắc kạn, bắc ninh, bến tre, bình dương, bình định, bình phước, bình"
            " thuận, cà mau, cao bằng, đắk lắk, đắk nông, điện biên, đồng nai, đồng tháp, gia lai, hà"
            " giang, hà nam, hà tĩnh, hải dương, hậu giang, hòa bình, hưng yên, khánh hòa, kiên giang, kon"
            " tum, lai châu, lạng sơn, lào cai, lâm đồng, long an, nam định, nghệ an, ninh bình, ninh"
            " thuận, phú thọ, phú yên, quảng bình, quảng nam, quảng ngãi, quảng ninh, quảng trị, sóc"
            " trăng, sơn la, tây ninh, thái bình, thái nguyên, thanh hóa, tiền giang, trà vinh, tuyên"
            " quang, vĩnh long, vĩnh phúc, yên bái, việt nam, trung quốc, nhật bản, hàn quốc, triều tiên,"
            " mỹ, hoa kỳ, nga, anh quốc, pháp, đức, lào, campuchia, thái lan, malaysia, singapore,"
            " indonesia, philippines, myanmar, brunei, ấn độ, australia, úc, canada, đài loan, châu á,"
            " châu âu, châu phi, châu mỹ, eu, asean, đông á, đông nam á, biển đông, phú quốc, trường sa,"
            " hoàng sa, nha trang, đà lạt, vinh, tân sơn nhất, long thành, nội bài"
        ),
    ),
)

_ACTORS = _phrases(
    "bộ, cục, sở, vụ, ban, ủy ban, ubnd, hđnd, quốc hội, chính phủ, nhà nước, thủ tướng, phó thủ tướng,"
    " chủ tịch, phó chủ tịch, bộ trưởng, thứ trưởng, giám đốc, tổng cục, tòa án, viện, viện kiểm sát,"
    " thanh tra, công an, quân đội, tổng thống, đảng, đoàn, hội, hiệp hội, công ty, tập đoàn, ngân hàng,"
    " doanh nghiệp, dn, trường, đại học, người dân, nhân dân, chúng tôi, chúng ta, chúng, họ, tôi, ông,"
    " bà, anh, chị, cán bộ, địa phương, tỉnh, huyện, xã, phường, quận, bí thư, tỉnh ủy, thành ủy, đại"
    " biểu, cơ quan, đơn vị, cá nhân, tổ chức, hộ gia đình, pháp nhân, nhà đầu tư, học sinh, sinh viên,"
    " giáo viên, nông dân, công nhân, người lao động, báo chí, hải quan, phóng viên"
)
_BODIES = _words(
    "bộ cục sở vụ ban ủy uỷ ubnd hđnd thanh tòa toà viện tổng tập công ngân trường hội hiệp chủ phó thủ"
    " thứ chính quốc tỉnh thành đảng đoàn giám bí kiểm liên chi văn"
)
_NUMERALS = _phrases(
    "hai, ba, bốn, sáu, bảy, tám, chín, mười, mươi, chục, đôi, một nửa, không phẩy, một, gấp đôi, gấp ba"
)
_SURNAMES = frozenset(name.lower() for name in FAMILY_NAMES)
_ROMAN = re.compile(r"^[ivx]+$")
_YEAR = re.compile(r"^(?:1[89]|20)\d\d$")
_DATE_WORDS = frozenset({"ngay", "thang", "nam", "quy", "mung", "tuan"})


@cache
def _bare(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in phrases)


def classify(claim: Words, here: range, printed: Words, there: range) -> DifferenceKind:
    """Names the kind of a difference between words `here` of a claim and words `there` of the print.

    Where several kinds fit, the one that turns the meaning most is named, negation first.
    """
    bare = claim.bare
    sides = here.start > 0, here.stop < len(claim)  # a neighbour counts where both have one, the same
    claimed, shown = _grams(claim, here, sides, bare), _grams(printed, there, sides, bare)
    changed = claimed ^ shown
    known = _bare if bare else _as_is
    if changed & known(NEGATIONS):
        return DifferenceKind.NEGATION
    number = _number_kind(claim, here, printed, there)
    if number is not None:
        return number
    if _bodies(claim, here) and _bodies(printed, there):
        return DifferenceKind.ACTOR
    whole = _own(claim, here, bare) | _own(printed, there, bare)
    for kind, phrases in (*_LEXICON, (DifferenceKind.NUMBER, _NUMERALS), (DifferenceKind.ACTOR, _ACTORS)):
        if whole & known(phrases):
            return kind
    named = _names(claim, here), _names(printed, there)
    for kind, phrases in ((DifferenceKind.PLACE, _LEXICON[-1][1]), (DifferenceKind.ACTOR, _ACTORS)):
        if changed & known(phrases) and any(named):
            return kind
    if all(named) or (named[0] and not there) or (named[1] and not here):
        return DifferenceKind.NAME
    for kind, phrases in (*_LEXICON, (DifferenceKind.NUMBER, _NUMERALS), (DifferenceKind.ACTOR, _ACTORS)):
        if changed & known(phrases):
            return kind
    return DifferenceKind.OTHER


def _as_is(phrases: frozenset[str]) -> frozenset[str]:
    return phrases


def lowered(words: Words, area: range) -> list[str]:
    """Returns the words of a stretch, as far as there are, in lower case with tones placed one way."""
    return [canonical_tones(words[i].lower()) for i in range(max(0, area.start), min(area.stop, len(words)))]


def _own(words: Words, area: range, bare: bool) -> frozenset[str]:
    """The whole changed stretch as one phrase."""
    phrase = " ".join(lowered(words, area))
    return frozenset({fold(phrase) if bare else phrase})


def _grams(words: Words, area: range, sides: tuple[bool, bool], bare: bool) -> frozenset[str]:
    """The phrases of one to three words in the area, a word before and after it included where `sides` say so."""
    around = lowered(words, range(area.start - sides[0], area.stop + sides[1]))
    if bare:
        around = [fold(word) for word in around]
    return frozenset(" ".join(around[i : i + n]) for n in (1, 2, 3) for i in range(len(around) - n + 1))


def _number_kind(claim: Words, here: range, printed: Words, there: range) -> DifferenceKind | None:
    """NUMBER or DATE where the digits (or a Roman number) of the two stretches differ."""
    sides = ((claim, here), (printed, there))
    digits = [[words[i] for i in area if words[i].isdecimal()] for words, area in sides]
    roman = any(
        area.start > 0 and words.folded[area.start - 1] == "quy" and _ROMAN.match(words.folded[area.start])
        for words, area in sides
        if area
    )
    if roman:
        return DifferenceKind.DATE
    if digits[0] == digits[1]:
        return None
    for words, area in sides:
        before = {words.folded[i] for i in range(max(0, area.start - 1), area.start)}
        if any(_YEAR.match(d) for d in digits[0] + digits[1]) or (before & _DATE_WORDS and all(digits)):
            return DifferenceKind.DATE
        if any("/" in words.gap(i) for i in range(area.start, area.stop + 1)):
            return DifferenceKind.DATE
    return DifferenceKind.NUMBER


def _bodies(words: Words, area: range) -> bool:
    """Whether the stretch names a body or a post: it begins with such a word, or stands in capitals after one."""
    if not area:
        return False
    if words[area.start].lower() in _BODIES and _names(words, area):
        return True
    if _person(words, area):
        return False
    return area.start > 0 and words[area.start - 1].lower() in _BODIES and words[area.start][:1].isupper()


def _person(words: Words, area: range) -> bool:
    """Whether the stretch stands in capitals right after a surname, or with at most one name between."""
    start = area.start
    while start > max(0, area.start - 2) and words[start - 1][:1].isupper() and words.gap(start) == " ":
        start -= 1
    return any(words[k].lower() in _SURNAMES and words[k][:1].isupper() for k in range(start, area.start + 1))


def _names(words: Words, area: range) -> bool:
    """Whether the stretch holds a name: a surname in capitals, or a capital inside a sentence."""
    for i in area:
        if words[i][:1].isupper() and not words[i].isupper():
            start = i == 0 or any(c in ".!?\n…" for c in words.gap(i))
            if not start or words[i].lower() in _SURNAMES:
                return True
    return False
