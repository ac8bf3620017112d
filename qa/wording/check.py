"""What the quote checker says on the page, in the chat and in the report on an article."""

from __future__ import annotations

from qa.wording import number

NAV_CHECK = "Kiểm tra trích dẫn"
INTRO = "Lời này có đúng là đã in như vậy không? Trang so từng chữ với lời đã in trong kho và nói rõ chỗ khác."
ONE = "Một câu trích"
WHOLE = "Cả bài viết"
CLAIM_LABEL = "Câu cần kiểm tra"
CLAIM_PLACEHOLDER = "Dán câu trích vào đây, có hay không có dấu ngoặc kép đều được"
SPEAKER_LABEL = "Được cho là lời của (không bắt buộc)"
SPEAKER_PLACEHOLDER = "Ví dụ: ông Hoàng Trung Dũng"
CHECK = "Kiểm tra"
CHECKING = "Đang kiểm tra…"
RESULT = "Kết quả kiểm tra"
CLAIMED = "Câu được kiểm tra"
PRINTED = "Lời đã in"
INLINE = "Sửa lại theo bản in"
INLINE_HINT = "Chữ gạch ngang không có trong bản in; chữ gạch chân có trong bản in."
DIFFERENCES = "Chỗ khác"
NOTHING = "(không có)"
CITATION = "Nơi lời này được in"
CITATION_OF_CHANGED = "Lời đã in, trong trọn câu trả lời"
NEAREST = "Đoạn gần nhất trong kho, không phải bằng chứng cho câu trên"
NEAREST_HINT = "Đoạn này chỉ có vài từ giống. Đừng dùng nó để xác nhận câu đang kiểm tra."
REPORTER_SAID = "Đây là lời của phóng viên, không phải của người trả lời phỏng vấn"
CORRECT = "Trích đúng là"
COPY_CORRECT = "Sao chép trích dẫn đúng"
OPEN_TURN = "Mở đúng đoạn này trong bài"
OPEN_CHECK = "Mở ở trang Kiểm tra trích dẫn"
SEARCH_INSTEAD = "Tìm trong kho như một câu hỏi"
CHAT_CHECKED = "Câu có ngoặc kép: đã kiểm tra xem có đúng là lời đã in không."
ONLY_HERE = "Kho chỉ có những bài đã được đưa vào, nên điều này không chứng minh rằng lời ấy chưa từng được nói."

VERDICT_NAMES = {
    "verbatim": "Đúng nguyên văn",
    "near": "Đúng từng chữ, chỉ khác hình thức",
    "altered": "Không đúng nguyên văn",
    "stitched": "Bị cắt ghép",
    "wrong_speaker": "Đúng lời, sai người nói",
    "absent": "Không tìm thấy trong kho",
}
"""The verdict in a few words; it stands beside an icon and never leaves the meaning to the colour."""

VERDICT_SENTENCES = {
    "verbatim": "Những lời này được in liền mạch, đúng từng chữ, trong câu trả lời của một người.",
    "near": "Mọi chữ đều đúng; chỉ khác dấu câu, chữ hoa, khoảng trắng, kiểu ngoặc kép hoặc cách bỏ dấu.",
    "altered": "Có chữ bị đổi, thêm hoặc bớt so với lời đã in. Đừng đặt câu này trong ngoặc kép.",
    "stitched": "Các đoạn có thật, nhưng bị nối lại hoặc bị lược theo cách làm khác lời đã in.",
    "wrong_speaker": "Lời này có trong kho, nhưng do người khác nói.",
    "absent": "Không bài nào trong kho in lời này.",
}
_TURNED_NAME = "Đúng từng chữ, nhưng cắt khỏi câu làm đổi nghĩa"
CAUTION_NAMES = {
    "rectified": "Đúng từng chữ như đã in, nhưng báo đã cải chính",
    "denied": "Đúng từng chữ, nhưng câu gốc phủ nhận",
    "doubted": _TURNED_NAME,
    "asked": _TURNED_NAME,
    "conditional": "Đúng từng chữ, nhưng câu gốc kèm điều kiện",
    "reported": "Đúng từng chữ, nhưng là ý người khác được thuật lại",
    "quoted": "Đúng từng chữ, nhưng là lời người khác được dẫn lại",
    "speaker_unknown": "Đúng từng chữ, chưa rõ ai nói",
}
"""The verdict on printed words that may not be used as they are."""

PRINTED_ELSEWISE_NAME = "Có in trong bài, nhưng không phải lời nói"
WORDS_LINE = "Về câu chữ"
WHO_LINE = "Về người nói"
WORDS = {
    "verbatim": "in đúng từng chữ như vậy.",
    "near": "đúng từng chữ, chỉ khác hình thức.",
    "altered": "có chữ bị đổi, thêm hoặc bớt so với bản in.",
    "stitched": "các đoạn có in, nhưng bị nối lại hoặc bị lược làm khác bản in.",
}
PART_NAMES = {
    "answer": "câu trả lời",
    "held": "đoạn đang chờ biên tập xem lại",
    "question": "lời phóng viên",
    "lead": "lời dẫn của báo",
    "narration": "lời kể của báo",
    "caption": "chú thích ảnh",
    "heading": "tít",
    "byline": "dòng tên tác giả",
    "closing": "lời kết",
    "boilerplate": "phần khung của trang",
    "label": "nhãn tên người nói",
    "title": "tít bài",
}
"""What a stretch of an article is, to stand within a sentence."""

PRINTED_AT = "Nơi những chữ này được in"
HELD_SAYS = "chưa rõ ai nói: đoạn này đang chờ biên tập xem lại."
MAY_ASK = "chưa rõ ai nói: có lẽ là lời phóng viên."
UNNAMED_SAYS = "bài không ghi rõ ai nói."
QUOTED_BY_NOBODY = "báo in trong ngoặc kép, không ghi rõ lời ai."
SEVERAL_SAY = "các chữ này nối lời của nhiều người, hoặc lẫn cả lời của báo."
CAUTIONS = {
    "speaker_unknown": "Chưa rõ người nói: bài in những lời này nhưng không đủ để biết chắc là của ai.",
    "short": "Câu quá ngắn: mấy chữ này ai cũng có thể nói.",
    "common": "Những chữ này có ở rất nhiều chỗ trong kho; hãy dẫn câu dài hơn.",
}
LEFT_OUT = "Chỗ đã lược"
EQUAL_VALUE = "hai cách viết cùng một giá trị"
VERBATIM_ELSEWHERE = "Những chữ này được in liền mạch, đúng từng chữ. Hãy đọc kỹ bên dưới: ai nói, và nói ở đâu."
OMITTED_NAME = "Đúng nguyên văn, có lược bớt"
OMITTED = "Các chữ đều đúng và chỗ lược đã được đánh dấu. Hãy đọc cả câu gốc trước khi dùng."
CAUTION = "Cẩn thận khi dùng"

KIND_NAMES = {
    "punctuation": "dấu câu",
    "case": "chữ hoa, chữ thường",
    "spacing": "khoảng trắng",
    "quote_marks": "kiểu ngoặc kép",
    "tone_placement": "vị trí dấu thanh",
    "missing_accents": "thiếu dấu tiếng Việt",
    "negation": "phủ định",
    "number": "con số",
    "unit": "đơn vị",
    "date": "ngày tháng",
    "name": "tên riêng",
    "place": "địa danh",
    "modality": "mức độ chắc chắn, thì",
    "quantifier": "lượng từ",
    "comparison": "so sánh",
    "condition": "điều kiện",
    "actor": "người hay cơ quan",
    "omission": "chỗ bị lược",
    "speaker": "người nói",
    "other": "từ ngữ",
}

# --- a whole article ---

ARTICLE_INTRO = "Dán bài hoặc chọn tệp: lời trong ngoặc kép, sau gạch đầu dòng hay sau tên người nói đều được kiểm tra."
ARTICLE_LABEL = "Bài viết cần kiểm tra"
ARTICLE_PLACEHOLDER = "Dán toàn bộ bài viết vào đây"
FILE_LABEL = "Chọn tệp .docx, .pdf, .html, .mhtml, .eml, .txt"
CHECK_ARTICLE = "Kiểm tra cả bài"
ARTICLE_NEEDS_SCRIPT = "Kiểm tra cả bài cần JavaScript. Kiểm tra từng câu thì không."
REPORT = "Kết quả kiểm tra cả bài"
REPORT_TITLE = "Báo cáo kiểm tra trích dẫn"
NO_QUOTATIONS = "Không tìm thấy lời trích nào trong bài này."
DOWNLOAD = "Tải báo cáo"
FORMATS = {"docx": "Word (.docx)", "csv": "Excel (.csv)", "json": "JSON"}
REPORT_FILE = "kiem-tra-trich-dan"
UNCHECKED = {
    "short": "Quá ngắn để kiểm tra",
    "long": "Quá dài để kiểm tra",
    "name": "Tên gọi, không phải lời nói",
    "left_out": "Chưa kiểm tra: bài có quá nhiều lời trích",
}
QUOTATION_UNIT = " lời trích"
SAID_BY = "Bài viết ghi lời của"
NOBODY = "Bài viết không ghi rõ ai nói"
ALL_GOOD = "Mọi lời trích kiểm tra được đều đúng từng chữ."
EMPTY_ARTICLE = "Hãy dán bài viết hoặc chọn một tệp."
BAD_FORMAT = "Định dạng báo cáo phải là docx, csv hoặc json."
ONLY_ONE_ARTICLE = "Tệp phải là một bài viết .docx, .pdf, .html, .mhtml, .eml hoặc .txt."
COLUMNS = (
    "STT", "Lời trong bài viết", "Bài viết ghi lời của", "Kết luận", "Lời và người nói", "Chỗ khác", "Cẩn thận",
    "Lời đã in",    "Người nói trong kho", "Chức vụ", "Báo", "Ngày", "Tít bài", "Liên kết",
)  # fmt: skip
ARTICLE_OR_CLAIM = "cần một trong ba: một lời trích, --batch TỆP.jsonl, hoặc --file BÀI.docx"
OUT_NEEDS_FILE = "--out chỉ dùng cùng --file"


TURNS = {
    "denied": "câu gốc phủ nhận điều này",
    "doubted": "câu gốc không chắc điều này",
    "asked": "câu gốc là câu hỏi",
    "conditional": "câu gốc kèm điều kiện",
    "reported": "câu gốc chỉ thuật lại ý người khác",
    "cut": "câu gốc còn có",
}
"""How the words around a claim turn it."""


def turned(caution: str, words: str) -> str:
    """Warns that the printed sentence turns what was cut out of it."""
    return f"Cẩn thận: {TURNS[caution]}: “{words}”"


def quoting(speaker: str | None, within: str | None) -> str:
    """Warns that the one who speaks quotes somebody else."""
    inside = within or "người trả lời"
    return f"Cẩn thận: báo in đây là lời {speaker or 'người khác'}, được dẫn trong câu trả lời của {inside}."


def said_by(name: str) -> str:
    """Names the one who says the words."""
    return f"lời của {name}."


def quoted_by_paper(name: str) -> str:
    """Names the one whom the paper quotes in its own text."""
    return f"báo dẫn lời {name}."


def quoted_within(speaker: str | None, within: str | None) -> str:
    """Names the one whom somebody quotes in an answer, and that one."""
    return f"lời {speaker or 'người khác'}, báo in là được dẫn trong câu trả lời của {within or 'người trả lời'}."


def no_speech(part: str) -> str:
    """Says as what the paper itself prints the words."""
    return f"không phải lời nói: là {part}."


def printed_elsewise(part: str) -> str:
    """Says that words are printed, but are not speech."""
    return f"Những chữ này có in trong bài, nhưng là {part}, không phải lời của người được phỏng vấn."


def places(count: int) -> str:
    """Heads the list of places that print the same words."""
    return f"Lời này được in ở {number(count)} chỗ"


def more_places(count: int) -> str:
    """Counts the places that a list of the same words leaves out."""
    return f"và {number(count)} chỗ khác"


def in_archive(interviews: int) -> str:
    """Where an absent claim was looked for."""
    return f"Đã tìm trong toàn bộ {number(interviews)} bài phỏng vấn của kho."


def really_by(name: str) -> str:
    """Names the one who said words that were put into another mouth."""
    return f"Trong kho, đây là lời của {name}."


def really_by_reporter() -> str:
    """Says that the words are a reporter's question."""
    return "Trong kho, đây là lời của phóng viên khi đặt câu hỏi."


def claim_of(speaker: str) -> str:
    """Whose words a claim is said to be."""
    return f"Được cho là lời của: {speaker}"


def difference(claimed: str, printed: str, equal_value: bool = False) -> str:
    """One difference in words: what the claim says, what was printed, whether both are one number."""
    if not claimed:
        return f"thiếu “{printed}”"
    if not printed:
        return f"thêm “{claimed}”"
    note = f" ({EQUAL_VALUE})" if equal_value else ""
    return f"“{claimed}” thay cho “{printed}”{note}"


def found_quotations(quotations: int, checked: int) -> str:
    """Heads a report: how many quotations an article holds."""
    skipped = quotations - checked
    line = f"{number(quotations)} lời trích, đã kiểm tra {number(checked)}"
    return f"{line}, {number(skipped)} không kiểm tra được." if skipped else f"{line}."


def counted(name: str, count: int) -> str:
    """One verdict and how often it was given."""
    return f"{name}: {number(count)}"


def article_too_long(limit: int) -> str:
    """A pasted article has more characters than are read."""
    return f"Bài quá dài: nhiều nhất là {number(limit)} ký tự."


def written(path: object) -> str:
    """A report was written to a file."""
    return f"Đã ghi báo cáo: {path}"


SCRIPT = {
    "checking": CHECKING,
    "progress": "Đã kiểm tra {done} trên {total} lời trích",
    "emptyArticle": EMPTY_ARTICLE,
}
"""What check.js says beside the strings of page.js."""
