"""One fictional talk, printed in every style that papers use, for the tests of the parser."""

from __future__ import annotations

from qa.interview import Interview, Role, Source
from qa.parse.parse import parse

SOURCE = Source("thu", "Chợ nổi Bến Mơ: Giữ ghe hay giữ chợ")

LEAD = "Trao đổi với phóng viên Báo Minh Họa, ông Phùng Bá Đoan, Giám đốc Sở Du lịch tỉnh Bãi Ngự, nói về chợ nổi."
QUESTION = "Thưa ông, vì sao số ghe ở chợ nổi giảm một nửa sau ba năm?"
ANSWER = (
    "Chúng tôi đã đếm từng ghe một. Nhiều hộ lên bờ vì con cái phải đi học, không phải vì chợ ế. "
    "Muốn giữ ghe thì phải lo chỗ học trước đã."
)
SECOND_QUESTION = "Tỉnh sẽ làm gì để người bán hàng ở lại, thưa ông?"
SECOND_ANSWER = (
    "Tôi cho rằng trước hết phải có bến đậu an toàn và nước sạch. Năm tới tỉnh làm hai bến, mỗi bến đủ cho "
    "sáu mươi ghe, có điện và có người trông giữ ban đêm."
)
THANKS = "Xin cảm ơn ông!"

LINES = {
    "labels": ("PV: {}", "Ông Phùng Bá Đoan: {}", "PV: {}", "\n\n"),
    "labels with marks": ("* Phóng viên: {}", "* Ông Phùng Bá Đoan: {}", "* Phóng viên: {}", "\n"),
    "labels in bold": ("***PV: {}***", "**Ông Phùng Bá Đoan:** {}", "***PV: {}***", "\n\n"),
    "slashed label": ("P/V: {}", "Giám đốc Phùng Bá Đoan: {}", "P/V: {}", "\n"),
    "label and dash": ("PHÓNG VIÊN: - {}", "ÔNG PHÙNG BÁ ĐOAN: - {}", "PHÓNG VIÊN: - {}", "\n\n"),
    "question and answer words": ("Hỏi: {}", "Trả lời: {}", "Hỏi: {}", "\n\n"),
    "name of the paper": ("Báo Minh Họa: {}", "Ông Phùng Bá Đoan: {}", "Báo Minh Họa: {}", "\n"),
    "bold questions": ("**{}**", "– {}", "**{}**", "\n"),
    "bold italic questions": ("***{}***", "{}", "***{}***", "\n"),
    "stars and dashes": ("* {}", "- {}", "* {}", "\n\n"),
    "dashes on both sides": ("- {}", "- {}", "- {}", "\n"),
    "dots and crosses": (". {}", "+ {}", ". {}", "\n\n"),
    "dashed questions": ("- {}", "{}", "- {}", "\n"),
    "dotted label": ("P.V: {}", "TS. PHÙNG BÁ ĐOAN: - {}", "P.V: {}", "\n\n"),
    "label with its short form": ("Phóng viên (PV):{}", "Ông Phùng Bá Đoan:{}", "PV:{}", "\n"),
    "label with a space before the colon": ("* Phóng viên : {}", "* Ông Phùng Bá Đoan : {}", "* Phóng viên : {}", "\n"),
    "no-break space after the colon": ("PV:\u00a0{}", "Ông Phùng Bá Đoan:\u00a0{}", "PV:\u00a0{}", "\n\n"),
    "question and answer in a word": ("Hỏi: {}", "Đáp: {}", "Hỏi: {}", "\n"),
    "label on a line of its own": ("PV:\n{}", "Ông Phùng Bá Đoan:\n{}", "PV:\n{}", "\n"),
    "plain questions, bold answers": ("- {}", "**{}**", "- {}", "\n"),
    "italic questions": ("*{}*", "{}", "*{}*", "\n\n"),
    "crosses and dashes": ("+ {}", "- {}", "+ {}", "\n"),
    "dots and crosses on one line": (". {}", "+ {}", ". {}", " "),
    "crosses and dashes on one line": ("+ {}", "- {}", "+ {}", " "),
    "stars and dashes on one line": ("* {}", "- {}", "* {}", " "),
    "dashes and names on one line": ("- {}", "Ông Phùng Bá Đoan: {}", "- {}", " "),
    "labels on one line": ("PV: {}", "Ông Phùng Bá Đoan: {}", "PV: {}", " "),
    "dashes on one line": ("- {}", "- {}", "- {}", " "),
}


def article(style: str) -> str:
    """The same talk of two questions, printed in one of the styles."""
    question, answer, closing, between = LINES[style]
    talk = [question.format(QUESTION), answer.format(ANSWER), question.format(SECOND_QUESTION)]
    talk += [answer.format(SECOND_ANSWER), closing.format(THANKS)]
    return LEAD + "\n" + between.join(talk)


def read(text: str) -> Interview:
    return parse(text, SOURCE)


def said(interview: Interview) -> list[tuple[str | None, list[str]]]:
    """The turns as strings."""
    return [
        (turn.question.of(interview.text) if turn.question else None, [a.span.of(interview.text) for a in turn.answers])
        for turn in interview.turns
    ]


def served(interview: Interview) -> str:
    """All that is shown as an official's words."""
    return " ".join(b.span.of(interview.text) for b in interview.blocks if b.role is Role.ANSWER and b.served)
