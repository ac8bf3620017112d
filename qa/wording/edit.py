"""What the staff pages say on which interviews are corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from qa.wording import number

NAV_EDIT = "Biên tập"
INTRO = (
    "Đoạn nào chương trình chưa chắc là lời của ai thì chờ ở đây và không được dùng làm trích dẫn, "
    "cho đến khi có người đọc và quyết định."
)
FILTER_LABEL = "Tìm theo tít, báo hoặc mã bài"
SHOW = "Xem"
FILTERS = {
    "cho": "Bài có khối chờ kiểm tra",
    "xem-lai": "Bài có quyết định cần xem lại",
    "da-sua": "Bài đã có người sửa",
    "tat-ca": "Tất cả các bài",
}
"""The lists of interviews, by the value of the address."""
NOTHING_WAITS = "Không có bài nào trong danh sách này."
EDIT_INTERVIEW = "Biên tập bài này"
READ_INTERVIEW = "Xem bài như bạn đọc thấy"
BACK = "Danh sách bài"
PRINTED_TEXT = "Bài như đã in"
BLOCKS = "Chương trình đọc thành"
NO_SPEAKER = "Bài không ghi rõ người nói"
WAITING = "chờ kiểm tra"
SERVED = "đang dùng"
CHECKED = "đã kiểm tra"
EDIT = "Sửa khối này"
ROLE = "Vai trò"
SPEAKER = "Người nói"
NEW_SPEAKER = "Hoặc ghi tên người khác"
POSITION = "Chức vụ của người ấy trong bài"
REASON = "Lý do"
REASON_HINT = "ví dụ: đã đối chiếu với bản in"
SET = "Lưu vai trò và người nói"
SERVE = "Đúng, cho dùng"
RIGHT = "Đúng, đã kiểm tra"
SOMEBODY = "Biên tập viên"
HOLD = "Để chờ kiểm tra"
SPLIT_BEFORE = "Tách khối trước câu"
SPLIT = "Tách khối"
SPLIT_HERE = "Chọn chỗ tách trong bài"
SPLIT_HELP = "Bấm vào chỗ cần tách hoặc dùng phím mũi tên; Enter để tách, Esc để thôi."
MERGE_BEFORE = "Gộp với khối trước"
MERGE_AFTER = "Gộp với khối sau"
NEXT_WAITING = "Khối chờ tiếp theo"
ALL_CHECKED = "Bài này không còn khối nào chờ kiểm tra."
HISTORY = "Lịch sử sửa"
HOURS = "Ngày giờ theo giờ Việt Nam."
NO_HISTORY = "Chưa ai sửa bài này."
UNDO = "Hoàn tác lần sửa cuối"
WITHDRAW = "Bỏ quyết định này"
WITHDRAWN = "đã bỏ"
LOST = "Cần xem lại"
LOST_INTRO = (
    "Bài nguồn hoặc cách đọc bài đã đổi, nên các quyết định sau không còn đặt được vào chỗ cũ. "
    "Chúng được giữ lại; hãy sửa lại khối tương ứng rồi bỏ quyết định cũ."
)
LOST_WHY = {
    "words": "Những chữ này không còn trong bài, hoặc có ở nhiều chỗ.",
    "blocks": "Hai khối này nay khác vai trò hoặc người nói nên không gộp được.",
    "speaker": "Trong bài không còn lời nào của người này.",
}
SAVED = "Đã lưu."
ROLES = {
    "question": "Câu hỏi của phóng viên",
    "answer": "Lời trả lời",
    "lead": "Lời dẫn (sa-pô)",
    "narration": "Lời người viết",
    "caption": "Chú thích ảnh",
    "heading": "Tít, đề mục",
    "byline": "Tác giả, nguồn",
    "closing": "Lời kết, cảm ơn",
    "boilerplate": "Chữ thừa trên trang báo",
}

# --- why a block was read so ---

RULES = {
    "layout": "Nhận ra nhờ cách trình bày của bài.",
    "corrected": "Người biên tập đã quyết định.",
    "label reporter": "Trước khối có nhãn của phóng viên.",
    "label person": "Trước khối có tên người trả lời.",
    "label answer": "Trước khối có chữ “Đáp” hoặc “Trả lời”.",
    "mark": "Nhận ra nhờ cách trình bày (gạch đầu dòng, chữ đậm, chữ nghiêng) và cách hỏi đáp.",
    "thanks": "Đây là lời cảm ơn kết thúc cuộc phỏng vấn.",
    "looks": "Hình thức của dòng cho thấy vai trò này.",
    "short line": "Một dòng ngắn, không kết thúc như một câu nói.",
    "bold line": "Một dòng in đậm đứng riêng.",
    "outside the talk": "Đoạn này nằm ngoài phần hỏi đáp.",
    "line at the top": "Dòng này nằm trên cùng bài.",
    "byline": "Dòng này ghi tên tác giả hoặc nguồn.",
    "lead printed last": "Lời dẫn được in ở cuối bài.",
    "boxed opinion": "Ý kiến của người khác, in trong khung riêng.",
    "opinion under a name": "Ý kiến in riêng dưới tên một người.",
    "name over an opinion": "Tên người đứng trên một ý kiến in riêng.",
    "first person before the first question": "Lời ngôi thứ nhất đứng trước câu hỏi đầu tiên.",
    "asks behind a mark": "Ngay sau dấu đầu dòng là một câu hỏi người đối diện.",
    "before the answer's sign": "Đứng trước dấu hiệu mở đầu câu trả lời.",
    "no interview": "Bài này không được nhận là bài phỏng vấn.",
}
"""What each rule of the parser means, by its value."""

DOUBTS = {
    "after another person's opinion": "Đứng sau ý kiến của một người khác nên chưa chắc ai nói.",
    "may be a caption": "Có thể là chú thích ảnh.",
    "answer without its sign": "Thiếu dấu hiệu mở đầu câu trả lời.",
    "after words that may be a question": "Đứng sau lời có thể là câu hỏi của phóng viên.",
    "after a heading at the end": "Đứng sau một đề mục ở cuối bài, có thể thuộc bài khác.",
    "after the thanks": "Đứng sau lời cảm ơn kết thúc.",
    "may be a pull quote": "Có thể là câu trích in lặp lại.",
    "a question inside": "Bên trong có câu nghe như câu hỏi của phóng viên.",
    "names the speaker": "Có câu nhắc đến chính người nói bằng tên, như lời của người viết.",
    "may be the paper's own words": "Có thể là lời của người viết bài.",
    "unmarked question near": "Gần đó có câu hỏi không được đánh dấu.",
    "no question before": "Phía trước không có câu hỏi nào.",
    "opinion without line breaks": "Ý kiến bị dính dòng nên chưa chắc hết ở đâu.",
    "a link in brackets": "Có đường dẫn trong ngoặc, có thể là chữ trên trang báo.",
    "a name alone": "Chỉ có một cái tên, có thể là chú thích ảnh.",
    "after a credit": "Đứng ngay sau chữ ghi nguồn ảnh.",
    "byline": "Có thể là dòng ghi tên tác giả.",
    "credit": "Có chữ ghi nguồn ảnh dính vào.",
    "lost line break": "Dấu xuống dòng bị mất nên chưa chắc đoạn hết ở đâu.",
    "names at the end": "Cuối đoạn có tên người, có thể là chú thích hay tên tác giả.",
    "no marks: where an answer ends is unsure": "Không có dấu hiệu nào cho biết câu trả lời hết ở đâu.",
    "no stop at the end": "Cuối đoạn không có dấu chấm, có thể là tít hay chú thích.",
    "who stands where": "Như lời tả ai đứng ở đâu trong ảnh.",
    "may be a question with a caption": "Có thể là câu hỏi dính với chú thích ảnh.",
    "could not be parted": "Chưa đủ chắc đây là lời của ai.",
    "unsure": "Chưa đủ chắc đây là lời của ai.",
}
"""What each doubt of the parser means, by its value."""

# --- errors ---

NO_SUCH_SPEAKER = "Người trả lời phải có tên, và không thể là phóng viên."
NO_PLACE_TO_SPLIT = "Chỗ tách phải nằm giữa các chữ của khối."
BAD_DECISION = "Quyết định sửa bài không đọc được."
OUTDATED = "Bài này vừa được sửa hoặc đọc lại ở nơi khác. Hãy xem lại bài rồi sửa tiếp."
NO_SUCH_BLOCK = "Không có khối này trong bài."
NO_NEIGHBOUR = "Không có khối nào ở phía đó để gộp."
UNLIKE = "Chỉ gộp được hai khối cùng vai trò và cùng người nói. Hãy đặt lại vai trò và người nói trước."
NOTHING_TO_UNDO = "Không có gì để hoàn tác."
NO_CHANGE = "Khối này đã như vậy rồi."
UNNAMED_ROLE = "Hãy chọn một vai trò."


def too_long(limit: int) -> str:
    """A name, a post or a reason has more characters than are taken."""
    return f"Nội dung quá dài: nhiều nhất là {number(limit)} ký tự."


def bad_line(line: int, reason: str) -> str:
    """A line of a file of corrections can't be used."""
    return f"dòng {number(line)}: {reason}"


# --- sentences ---


def why(rule: str, doubt: str | None) -> str:
    """What decided a block's role, and why that is unsure, in plain sentences."""
    return f"{RULES[rule]} {DOUBTS[doubt]}" if doubt else RULES[rule]


def confidence(value: float) -> str:
    """How sure the reading of a block is."""
    return f"Độ chắc chắn: {round(100 * value)} %."


def waiting(count: int) -> str:
    """How many blocks wait."""
    return f"{number(count)} khối chờ kiểm tra" if count else "không còn khối chờ"


def to_review(count: int) -> str:
    """How many decisions have to be looked at again."""
    return f"{number(count)} quyết định cần xem lại"


def corrected(count: int) -> str:
    """How many corrections are in force."""
    return f"{number(count)} lần sửa"


def interviews_listed(interviews: int, blocks: int) -> str:
    """Heads the list of interviews."""
    return f"{number(interviews)} bài, {waiting(blocks)}."


def sentence(words: str) -> str:
    """A place to split, by the beginning of the sentence after it."""
    return f"“{words}…”"


def block_number(number_: int, total: int) -> str:
    """Names a block for those who can't see it."""
    return f"Khối {number(number_)} trên {number(total)}"


_VIETNAM = timezone(timedelta(hours=7))


def moment(at: str) -> str:
    """A time in UTC (ISO 8601) as it is read in Vietnam."""
    return datetime.fromisoformat(at).astimezone(_VIETNAM).strftime("%d/%m/%Y %H:%M")


def did_set(role: str, speaker: str, position: str, served: bool) -> str:
    """A decision about a role, in the history."""
    said = f"đặt là {ROLES[role].lower()}"
    said += f" của {speaker}" if speaker else ""
    said += f" ({position})" if position else ""
    return said if served else f"{said}, để chờ kiểm tra"


DID_SPLIT = "tách khối"
DID_MERGE = "gộp hai khối"


def did_undo(version: int) -> str:
    """An undo, in the history."""
    return f"bỏ lần sửa {number(version)}"


# --- the command line ---

NO_INTERVIEW = "Không phải bài phỏng vấn: không tìm thấy lượt hỏi đáp nào."
NOT_STATED = "không ghi"
FACTS = ("Báo", "Ngày", "Tác giả", "Địa chỉ", "Ghi chú")
"""The facts of an article, as `parse` names them."""


def interviewee(name: str, position: str | None, labels: Sequence[str]) -> str:
    """Who answers in an article, the post, and how the article calls them."""
    line = f"Người trả lời: {name}, {position or f'chức vụ {NOT_STATED}'}"
    return f"{line}; trong bài: {'; '.join(labels)}" if labels else line


def waiting_line(interview: str, title: str, blocks: int, lost: int) -> str:
    """An interview in which something waits for an editor."""
    counts = [waiting(blocks)] * bool(blocks) + [to_review(lost)] * bool(lost)
    return f"{', '.join(counts)}: {interview} ({title})"


def exported(corrections: int, errata: int, path: object) -> str:
    """Corrections and errata were written to a file."""
    return f"Đã ghi {_decided(corrections, errata)} vào {path}"


def imported(corrections: int, errata: int, known: int, interviews: int) -> str:
    """Corrections and errata were read from a file."""
    new = f"{_decided(corrections, errata)} của {number(interviews)} bài"
    return f"Đã nhận {new}; {number(known)} lần đã có từ trước."


def _decided(corrections: int, errata: int) -> str:
    return f"{number(corrections)} lần sửa" + (f", {number(errata)} mục cải chính" if errata else "")


def waits_for(interview: str) -> str:
    """What was taken in is about an interview that is not there."""
    return f"Chưa có bài {interview} trong kho: những gì đã nhận của bài ấy được giữ lại, đợi bài vào kho."


SCRIPT = {"splitHere": SPLIT_HERE, "splitHelp": SPLIT_HELP, "nextWaiting": NEXT_WAITING}
"""What edit.js says."""
