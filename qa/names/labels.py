"""The words by which newspapers mark who speaks: reporters' labels, titles, thanks, bylines, captions.

Data and the patterns made of it; nothing here reads an article as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from qa.vietnamese import DEGREES as SHORT_DEGREES
from qa.vietnamese import FAMILY_NAMES, HONOURS

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


def any_of(*groups: str) -> str:
    """Gives an alternation of the words in `groups`, longest first; white space and the case of first letters are free.

    No flag is used for the case: with one, a pattern can't skip ahead to its first letters and gets slow.
    """
    words = {word.strip() for group in groups for word in group.split("|")}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_free_case(word) for word in ordered) + ")"


def _free_case(word: str) -> str:
    return r"\s+".join(
        (f"[{part[0].upper()}{part[0].lower()}]" if part[0].isalpha() else re.escape(part[0])) + re.escape(part[1:])
        for part in word.split()
    )


# --- who may be spoken to, and of ---

PRONOUNS = (
    "ông|bà|anh|chị|cô|chú|bác|thầy|ngài|đồng chí|luật sư|bác sĩ|giáo sư|tiến sĩ|nhà văn|nhà báo|đạo diễn|nghệ sĩ"
)
DEGREES = "|".join((*SHORT_DEGREES, *HONOURS)) + (
    "|BS.CKII|BS.CKI|Giáo sư|Phó giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Luật sư|Bác sĩ|Bác sỹ|Kiến trúc sư|Kỹ sư|"
    "GS.TS|PGS.TS|PGS, TS|GS, TS"
)
RANKS = (
    "Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|"
    "Chuẩn Đô đốc|Phó Đô đốc|Đô đốc"
)
POSTS = (
    "Tổng thống|Phó Tổng thống|Tổng Bí thư|Chủ tịch nước|Phó Chủ tịch nước|Thủ tướng|Phó Thủ tướng|Chủ tịch Quốc hội|Phó Chủ tịch Quốc hội|"
    "Bộ trưởng|Thứ trưởng|Bí thư|Phó Bí thư|Chủ tịch|Phó Chủ tịch|Tổng cục trưởng|Phó Tổng cục trưởng|Cục trưởng|"
    "Phó Cục trưởng|Cục phó|Vụ trưởng|Phó Vụ trưởng|Vụ phó|Tổng giám đốc|Phó Tổng giám đốc|Giám đốc|Phó Giám đốc|"
    "Viện trưởng|Phó Viện trưởng|Hiệu trưởng|Phó Hiệu trưởng|Hiệu phó|Viện phó|Phó phòng|Trưởng ban|Phó Trưởng ban|"
    "Phó ban|Trưởng phòng|Phó Trưởng phòng|Trưởng khoa|Phó Trưởng khoa|Trưởng bộ môn|Trưởng đoàn|Phó trưởng đoàn|"
    "Trưởng đại diện|Trưởng Công an|Trưởng|Phó trưởng|Phó ban thường trực|Chi cục trưởng|Phó Chi cục trưởng|"
    "Chánh Văn phòng|Phó Chánh Văn phòng|Chánh Thanh tra|Phó Chánh Thanh tra|Chánh án|Phó Chánh án|"
    "Tổng Thanh tra|Phó Tổng Thanh tra|Tổng Thư ký|Phó Tổng Thư ký|Tổng Biên tập|Phó Tổng Biên tập|Tổng Kiểm toán|"
    "Chủ nhiệm|Phó Chủ nhiệm|Ủy viên|Uỷ viên|Đại biểu Quốc hội|Đại biểu|ĐBQH|ĐB|Chính ủy|Phó Chính ủy|Tư lệnh|"
    "Phó Tư lệnh|Tham mưu trưởng|Thống đốc|Phó Thống đốc|Đại sứ|Phó Đại sứ|Tổng lãnh sự|Người phát ngôn|"
    "Kế toán trưởng|Thủ lĩnh|Trợ lý|Thư ký|Đội trưởng|Đội phó|Cố vấn|Tổng Tham mưu trưởng|"
    "Trưởng Ban|Phó Ban|Đồng Chủ tịch|CEO|CFO|CTO|Chuyên gia|Nhà sáng lập|Người sáng lập|Đồng sáng lập|"
    "Chủ đầu tư|Chủ|Quản lý|Điều phối viên|Giảng viên|Nghiên cứu viên|Thành viên|Đại diện|Phụ trách|Tổng đạo diễn|"
    "Kiểm sát viên|Thẩm phán|Chấp hành viên|Phó Tổng|Tổng chỉ huy|Chỉ huy trưởng|Bếp trưởng|Phát ngôn viên|"
    "Chuyên viên|Trung tâm|Viện|Trụ trì|Phó Văn phòng|Phó Đoàn|Phó Chánh Tòa|Tham tán|Quyền Chủ tịch|Bí thư Thành ủy|Bí thư Tỉnh ủy|Thường trực|Quyền Cục trưởng|Thủ trưởng|Phó trưởng ban"
)
CALLINGS = (
    "Ông|Bà|Anh|Chị|Cô|Chú|Bác|Thầy|Cụ|Đồng chí|Đ/c|Nhà văn|Nhà báo|Nhà thơ|Nhà nghiên cứu|Nhà sử học|Nhà giáo|"
    "Nhà khoa học|Nhà thiết kế|NTK|Nhạc sĩ|Nhạc sỹ|Ca sĩ|Ca sỹ|Đạo diễn|Diễn viên|Nghệ sĩ|Nghệ sỹ|Nghệ nhân|Họa sĩ|"
    "Biên kịch|Người mẫu|Hoa hậu|Á hậu|Doanh nhân|Dịch giả|HLV|Huấn luyện viên|Cầu thủ|Tiền đạo|Tiền vệ|Trung vệ|"
    "Thủ môn|Thượng tọa|Hòa thượng|Đại đức|Ni sư|Linh mục|Bầu|Dược sĩ|Lương y|Chuyên gia kinh tế|Mr|Ms|Mrs|MC|"
    "Nhiếp ảnh gia|Vận động viên|VĐV|Học giả|Nhà phê bình|Nhà báo lão thành|Ths|Nữ ca sĩ|Nam ca sĩ|Rapper|"
    "Siêu mẫu|Danh hài|Võ sư|Thiền sư|Kình ngư"
)
TITLE = any_of(PRONOUNS, DEGREES, RANKS, POSTS, CALLINGS, "ÔNG|BÀ|ANH|CHỊ|LUẬT SƯ|BÁC SĨ")

SURNAMES = "|".join((*FAMILY_NAMES, "Tôn Nữ", "Tôn Thất"))

REPORTER_LABEL = re.compile(
    r"(?:(?:nữ\s+)?phóng\s+viên|p\s?[./]?\s?v|nhà\s+báo|biên\s+tập\s+viên|btv|mc|người\s+dẫn\s+chương\s+trình|hỏi|câu\s+hỏi"
    r"|bạn\s+đọc|độc\s+giả|khán\s+giả|tòa\s+soạn|toà\s+soạn|người\s+phỏng\s+vấn)"
    r"(?:\s+(?:báo|tạp\s+chí|đài|thời\s+báo)?\s*[" + UPPER + r"][\w.\-]*(?:\s+[\w.\-]+){0,5})?"
    r"(?:\s+\d{1,2})?(?:\s*\([^()\n]{1,40}\))?(?:\s+hỏi)?\.?",
    re.IGNORECASE,
)
"""A whole label of the reporter: "PV", "P.V", "Phóng viên (PV)", "Phóng viên TTXVN", "Hỏi", "Nhà báo X"."""

KNOWN_OUTLET = (
    r"(?:VnExpress|Zing(?:\.vn|\s+News)?|Tuổi\s+[Tt]rẻ(?:\s+Online)?|Thanh\s+[Nn]iên|Dân\s+[Tt]rí|Dân\s+[Vv]iệt|Viet[Nn]am[Nn]et|VIETNAMNET|"
    r"VOV(?:\.VN)?|VTC(?:\s+News)?|Người\s+[Ll]ao\s+[Đđ]ộng|Tiền\s+[Pp]hong|Infonet|Lao\s+[Đđ]ộng|Pháp\s+[Ll]uật(?:\s+TP\.?HCM)?|PLO|BNEWS|"
    r"TTXVN|VTV|SGGP|ĐTTC|Sài\s+Gòn\s+Giải\s+[Pp]hóng|Giao\s+thông|Hà\s+Nội\s+[Mm]ới|Nhân\s+[Dd]ân|Tri\s+[Tt]hức|Ngôi\s+[Ss]ao|VietTimes|"
    r"BizLIVE|QĐND|NLĐ|PLVN|TBKTSG|VnEconomy|(?:Báo|Tạp\s+chí)\s+Hải\s+quan|(?:Báo\s+)?Quân\s+đội\s+nhân\s+dân|Báo\s+Đại\s+biểu\s+[Nn]hân\s+dân)"
)
"""Names of papers that are known beforehand, as a pattern."""

OUTLET_LABEL = re.compile(
    rf"(?:[Bb]áo|BÁO|[Tt]ạp\s+chí|[Tt]hời\s+báo|[Đđ]ài)\s+[{UPPER}][\w.\-]*(?:\s+[\w.\-]+){{0,4}}|[\w.\-]*\.(?:vn|com|net|VN)|{KNOWN_OUTLET}|Báo\s+chí"
)
"""A whole label that names the paper as the one who asks: "VnExpress", "Báo Hải quan"."""

ANSWER_WORD = re.compile(r"(?:trả\s+lời|đáp|xin\s+trả\s+lời)", re.IGNORECASE)
"""A whole label that announces an answer without a name."""

# --- what reporters say at the end, and what stands around the talk ---


def may_hold(words: str, hints: Collection[str]) -> bool:
    """Tells whether one of `hints` stands in the words: a pattern that needs one of them need not be searched else."""
    return any(map(words.__contains__, hints))


CREDIT = re.compile(
    r"(?:^|[\s(\-–])(?:[ẢảẢ]nh(?:\s+minh\s+họa|\s+tư\s+liệu)?\s*[:.]|Ảnh\s+["
    + UPPER
    + r"]|ẢNH\s*:|\([Nn]guồn\s*:|\([ảẢ]nh(?!\))|Clip\s*:|Video\s*:|Đồ\s+họa\s*:|ảnh\s+minh\s+h(?:ọa|oạ))"
)
"""A photo's credit inside a line: the line, or the sentence, is a caption."""

_CREDIT_HINTS = ("ảnh", "Ảnh", "ẢNH", "guồn", "Clip", "Video", "Đồ")


def is_credit(words: str) -> bool:
    """Tells whether a photo's credit stands in the words."""
    return may_hold(words, _CREDIT_HINTS) and CREDIT.search(words) is not None


BYLINE = re.compile(
    r"\((?:thực\s+hiện|ghi|lược\s+ghi|theo\s+[^()\n]{2,60}|biên\s+dịch|dịch)\)?\.?|\bthực\s+hiện\s*[*_)]*\s*$"
    r"|^\W*(?:theo|nguồn(?:\s+tin)?|tác\s+giả|bài(?:\s+và\s+ảnh)?|ảnh|bài,\s*ảnh|thực\s+hiện|phóng\s+viên\s+thực\s+hiện)\s*:",
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    r"^\W*(?:\(?xem\s+(?:thêm|toàn\s+bộ|chi\s+tiết)|bài\s+viết\s+(?:thuộc|đăng|trích)|tiêu\s+đề\s+(?:bài\s+)?(?:viết\s+)?do|bài\s+mới\s+đăng|tin\s+liên\s+quan|tin\s+cùng\s+chuyên\s+mục|bài\s+liên\s+quan|đọc\s+thêm|tags?\b|từ\s+khóa"
    r"|top$|về\s+đầu\s+trang|chia\s+sẻ$|bình\s+luận$|tin\s+khác|in\s+bài|mời\s+độc\s+giả|mời\s+quý\s+(?:vị|độc\s+giả)"
    r"|quý\s+độc\s+giả|gửi\s+bình\s+luận|>>|https?://|www\.|:gift:|bản\s+quyền|liên\s+hệ\s+quảng\s+cáo|video\s+đang\s+được\s+xem)",
    re.IGNORECASE,
)
SOURCE_LINE = re.compile(r"^\W*(?:nguồn(?:\s+tin)?|theo)\s*:?\s*(?P<outlet>[^\n]{2,60})$", re.IGNORECASE)
AUTHOR_LINE = re.compile(
    r"^\W*(?:tác\s+giả|bài(?:\s+và\s+ảnh)?|thực\s+hiện|bài,\s*ảnh)\s*:\s*(?P<names>[^\n]{2,80})$", re.IGNORECASE
)

# --- how a question sounds ---

_PERSON = any_of(PRONOUNS, POSTS, RANKS, "các anh|các ông|hai anh|luật sư|thượng tọa|đại tá|hòa thượng|vị")
_SPOKEN_TO = r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Tt]hầy|[Nn]gài|Bộ\s+trưởng|Thứ\s+trưởng|Chủ\s+tịch|[Đđ]ại\s+biểu|[Đđ]ồng\s+chí|[Ll]uật\s+sư)"
_ASKED_TO = (
    "có|đánh giá|nghĩ|nhận|cho|nhìn|suy|lý giải|bình luận|đã|sẽ|thấy|muốn|cảm|kỳ vọng|chia sẻ|nói|đề|gửi|còn|từng|vừa|"
    "hiểu|tin|mong|dự|làm|là|biết|giải|vẫn|nêu|quan|hãy|phân|kể|lại|cũng|đang|bắt|chọn|tâm|ứng|được|bị"
).replace(" ", r"\s+")
ADDRESS = re.compile(
    # Most places of a text are inside a word: the first test throws them out.
    rf"(?=[BCĐKLMNTVXbcđgklmnrtvx,.:;?!*\"“])(?:(?<!\w)(?:[Tt]hưa\s+(?!rằng|các|quý)\w+|(?:[Tt]heo|[Xx]in|[Mm]ong|[Nn]hờ|[Đđ]ề\s+nghị)\s+{_PERSON}\b(?!\s+[{UPPER}])"
    rf"|[Xx]in\s+(?:được\s+hỏi|cho\s+biết|hỏi)"
    rf"|(?:của|với|cho|được|khiến|giúp|mời|rằng|như|bản\s+thân)\s+(?:ông|bà|anh|chị|thầy|Bộ\s+trưởng|Thứ\s+trưởng)\b"
    rf"(?=\s*[,?.]|\s+[{LOWER}])"
    rf"|(?:[,.:;?!*\"“]\s*|(?:[Vv]ậy|[Nn]hưng|mà|khi|thì|vì\s+sao|tại\s+sao|liệu|nếu|là)\s+){_SPOKEN_TO}\s+(?:{_ASKED_TO})\b)"
    rf"|(?<=\w)[,.:;?!*\"“]\s*{_SPOKEN_TO}\s+(?:{_ASKED_TO})\b)"
)
"""Words by which a reporter turns to the one who is asked."""

ADDRESS_FIRST = re.compile(rf"{_SPOKEN_TO}\s+(?:{_ASKED_TO})\b")
"""The same at the very beginning: "Ông đánh giá …"."""

INTERROGATIVE = re.compile(
    r"(?:như\s+thế\s+nào|thế\s+nào|ra\s+sao|vì\s+sao|tại\s+sao|sao|gì|hay\s+không|hay\s+chưa|phải\s+chăng|có\s+phải|liệu|"
    r"bao\s+giờ|bao\s+nhiêu|bao\s+lâu|khi\s+nào|đâu\s+là|ở\s+đâu|những\s+ai|không|chưa|nào|chăng|cho\s+biết|chia\s+sẻ|"
    r"nói\s+rõ|đúng\s+không|nhỉ)\b"
)
"""Words of asking, in lower case."""

FIRST_PERSON = re.compile(r"(?:[Tt]ôi|[Cc]húng\s+t(?:ôi|a)|TÔI)\b")
OWN_VOICE = re.compile(r"(?:[Tt]ôi|[Cc]húng\s+tôi|TÔI)\b")
"""The same without "chúng ta", which reporters say too."""

_OWN_HINTS = ("tôi", "Tôi", "TÔI")


def own_voice(words: str, within: int | None = None) -> re.Match[str] | None:
    """Finds where somebody says "tôi" or "chúng tôi", in the first `within` characters where that is given."""
    if not may_hold(words, _OWN_HINTS):
        return None
    return OWN_VOICE.search(words, 0, len(words) if within is None else within)


ANSWER_OPENING = re.compile(
    r"(?:[Đđ]úng|[Vv]âng|[Tt]ôi|[Cc]húng\s+tôi|[Tt]heo\s+(?:chúng\s+)?tôi|[Tt]h(?:ật|ực)\s+ra|[Tt]hứ\s+nhất|[Tt]rước\s+(?:hết|tiên)|"
    r"[Cc]ó\s+thể\s+nói|[Kk]hông\s+phải|[Tt]ất\s+nhiên|[Dd]ĩ\s+nhiên|[Đđ]ây\s+là|[Đđ]iều\s+này|[Đđ]ó\s+là|[Pp]hải\s+nói|"
    r"[Nn]hư\s+(?:tôi|đã)|[Đđ]ối\s+với\s+tôi|[Vv]ới\s+tôi)\b"
)

# Words that begin sentences; printed with a capital after a word without a stop, they betray a lost line break.
SENTENCE_STARTERS = (
    "Trước|Tuy|Theo|Đây|Khi|Nếu|Trong|Với|Chúng|Tôi|Các|Những|Một|Để|Về|Đó|Vì|Như|Do|Ngoài|Còn|Cũng|Và|Nhưng|Từ|Sau|"
    "Hiện|Thực|Tại|Bên|Vừa|Ngay|Đến|Có|Không|Việc|Qua|Bởi|Mặc|Dù|Song|Nhiều|Mới|Đồng thời|Đặc biệt|Thời gian|Hơn|Là|"
    "Thưa|Vậy|Xin|Cùng|Nói|Đã|Cần|Rất|Được|Chính vì|Cho|Bây|Lúc|Mỗi|Thứ nhất|Thứ hai|Thứ ba|Điều đó|Điều này|Liên quan|Thế|Xung quanh|Gần|Ông có|Ông đánh"
)
LOST_BREAK = re.compile(
    rf"\s(?=\s*[{UPPER}])(?<=[{LOWER}\d)”\"]\s)(?<!\bvới\s)(?<!\bcủa\s)(?<!\bvà\s)(?<!\btrong\s)(?<!\btại\s)(?<!\bcho\s)(?<!\bhàng\s)\s*"
    rf"(?!Thế\s+giới|Không\s+quân)(?=(?:{SENTENCE_STARTERS.replace(' ', chr(92) + 's+')})\s+[{LOWER}])"
)
