"""Full names in Vietnamese newspaper text: where one begins and ends."""

from __future__ import annotations

import re

from qa.labels import CALLINGS, DEGREES, LOWER, RANKS, SENTENCE_STARTERS, SURNAMES, UPPER

# Places and bodies whose first word is a family name too.
_PLACES = (
    "Hà Nội|Hà Tĩnh|Hà Giang|Hà Nam|Hà Tây|Hà Lan|Hồ Chí Minh|Thái Bình|Thái Nguyên|Thái Lan|Cao Bằng|Lâm Đồng|An Giang|"
    "Sơn La|Đồng Nai|Đồng Tháp|Lai Châu|Kim Ngưu|Hồ Gươm|Hồ Tây|Trường Sa|Hoàng Sa|Trường Sơn|Đồng Tâm|Hồng Kông|Hàn Quốc|"
    "Hoa Kỳ|Hoa Sen|Châu Âu|Châu Á|Thạch Thất|Từ Liêm|Thái Bình Dương|Hùng Vương|Xuân Hòa|Sơn Trà|Ninh Bình|Ninh Thuận|Kiên Giang|"
    "Vũng Tàu|Lê Lợi|Mai Châu|Hoàng Mai|Long Thành|Tân Sơn Nhất|Cần Thơ|Đông Nam Á|Hồng Hà|Bùi Chu|Đỗ Xá|Mã Lai|Ngô Quyền|"
    "Thạch Hà|Phú Thọ|La Mã|La Hay|Hội An|Văn Lang|Sơn Tây|Ma Cao|Thái Sơn|Mai Linh|Hòa Bình|Tống Bí|Kim Liên|Y tế|Âu Lạc"
)
_NOT_IN_NAMES = (
    "Phó|Cục trưởng|Vụ trưởng|Viện trưởng|Giám đốc|Chủ tịch|Chủ nhiệm|Bí thư|Tổng giám|Tổng biên|Tổng cục|Tổng thư|Tổng bí|Tổng công|"
    "Đại biểu|Đại diện|Đại tá|Đại tướng|Đại học|Thứ trưởng|Thủ tướng|Bộ trưởng|Trưởng|Nguyên|Ủy viên|Ủy ban|Phóng viên|Ảnh|Nhà|Ban|Hiệu trưởng|Thành viên"
).replace(" ", r"\s+")
_CAPITAL = rf"(?!(?:{SENTENCE_STARTERS.replace(' ', chr(92) + 's+')})\s+[{LOWER}]|(?:{_NOT_IN_NAMES})(?!\w))[{UPPER}][{LOWER}]+"
_SHOUTED = rf"[{UPPER}]{{2,}}"
_PLACE = "|".join(place.replace(" ", r"\s+") for place in _PLACES.split("|"))

FULL_NAME = re.compile(
    rf"(?<![\w])(?!(?:{_PLACE})(?!\w))(?:{SURNAMES}(?:\s+{_CAPITAL}){{1,4}}|{SURNAMES.upper()}(?:\s+{_SHOUTED}){{1,3}})(?![\w])"
)
"""A family name and the names after it: "Hoàng Trung Dũng", "TRẦN DU LỊCH"."""


def _alternation(*groups: str) -> str:
    words = sorted({w for g in groups for w in g.split("|")}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words) + ")"


FOREIGN_NAME = re.compile(
    rf"(?<![\w])(?i:{_alternation(CALLINGS, DEGREES, RANKS, 'Thượng tọa|Tiến sĩ|Giáo sư|Đại sứ|luật sư')})[\s.]+"
    rf"(?P<name>[{UPPER}][\w'’]+(?:\s+(?:[{UPPER}][\w.'’-]*|de|van|von|bin)){{0,3}})(?<![.])"
)
"""A title and a name that begins with no Vietnamese family name: "Giáo sư Alexander Vuving", "HLV Kiatisuk"."""


def plain_name(name: str) -> str:
    """`name` on one line, its capitals those of a name: "TRẦN DU LỊCH" → "Trần Du Lịch"."""
    words = name.split()
    return " ".join(word.capitalize() if len(word) > 1 and word.isupper() else word for word in words)
