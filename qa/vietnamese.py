"""Vietnamese as several rooms know it: family names, what is written short, and the shape of a syllable.

Every pattern that needs them is made of these, so that a word that is added here is known everywhere.
"""

from __future__ import annotations

import re

_FAMILY_NAMES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Trương Mai Đào Cao "
    "Hà Tạ Tô Lâm Lương Lưu Chu Châu Thái Tăng Quách Phùng Vương Kiều Triệu Thạch Từ Tống Văn Thân Nghiêm Nông "
    "Ninh Mạc Mã La Lã Lữ Khổng Khương Kim Hứa Giang Doãn Đàm Đồng Diệp Cù Cấn Bạch Âu Bành Biện Cung Chung "
    "Đậu Điền Đường Hàn Hầu Hồng Kha Lại Liêu Lục Lò Lô Ma Mẫn Ngọ Ngụy Nhâm Nhan Nhữ Ong Phí "
    "Quản Sầm Sử Thiều Thẩm Tiêu Tôn Trà Ung Uông Vi Viên Vòng Xa Đổng Khuất Sái "
    "Thích Thi Trầm Vầy Giàng Sùng Thào Vàng Điểu Rơ Quàng Cầm Lường Bế Dư Đới Lộ Lều Mâu Danh Huy "
    "Giáp Khúc Tào Tưởng Vừ Lầu Ksor Bàn Đèo Điêu Tòng Chế Lỗ Mạch Vưu Quan Trình Tiết Ứng Sằn Siu Niê"
)
FAMILY_NAMES = tuple(_FAMILY_NAMES.split())
"""Family names of one syllable."""

DEGREES = ("GS", "PGS", "TS", "TSKH", "ThS", "Ths", "Th.S", "BS", "BSCK", "LS", "KTS", "KS", "Dr", "PSG")
"""Degrees and callings as they are written short; a full stop may follow, and another of them."""

HONOURS = ("NSND", "NSƯT", "NGND", "NGƯT")
"""Titles of honour, written short."""

CALLED = ("Mr", "Mrs", "Ms", "St")
"""What foreigners are called."""

PLACES = ("TP", "Tp", "TX", "TT", "Q", "P")
"""Kinds of places, written short before their names."""

ABBREVIATIONS = (*DEGREES, *HONOURS, *CALLED, *PLACES, "Th", "No")
"""What a full stop may follow without ending a sentence, single capitals aside."""

SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:uye|uya|uoi|uou|ieu|yeu|oai|oao|oay|oeo|uay|ueu|uyu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
"""The shape of a syllable in small letters without accents: a word of another is foreign, or written short."""
