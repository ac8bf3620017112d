"""A conversation as a file: word for word, with citations, and nothing in it that means something else."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from qa.answer.answer import Answer, State
from qa.errors import QuestionError
from qa.question.aside import Aside, AsideKind
from qa.render.conversation import FORMS, Told, conversation
from qa.review import Checked
from tests.written import HOSTILE, written

SITE = "https://kho.test"


@pytest.fixture
def told() -> list[Told]:
    with written() as archive:
        answer = archive.ask("khó khăn luân chuyển cán bộ", k=1)
        hostile = replace(answer, hits=archive.citations_of("doc/hai.1"))
        checked = Checked(*archive.check("Cán bộ nữ đi luân chuyển không được bố trí gần nhà"))
    greeting = Answer("chào", State.NONE, 0.0, aside=Aside(AsideKind.TALK), interviews=3)
    lines = ("", "Đang lọc · Báo: Báo Sông Lam", "", "", "")
    said: tuple[Answer | Checked, ...] = (answer, hostile, checked, Answer("zzz", State.NONE, 0.0), greeting)
    return [Told(f"# câu *{n}*", line, one) for n, (line, one) in enumerate(zip(lines, said, strict=True))]


def test_in_word_every_quotation_stands_as_printed(told: list[Told]) -> None:
    document = docx.Document(io.BytesIO(conversation(told, "docx", "/hoi-dap", SITE)))
    texts = [(p.style.name, p.text) for p in document.paragraphs if p.style]
    answer, hostile = told[0].said, told[1].said
    assert isinstance(answer, Answer)
    assert isinstance(hostile, Answer)
    quoted = [text for style, text in texts if style == "Quote"]
    assert quoted[0] == f"“{answer.hits[0].text}”"
    assert quoted[1].replace("\t", " ") == f"“{HOSTILE}”".replace("\t", " ")
    every = "\n".join(text for _, text in texts)
    for said in (
        *("Nguyễn Văn Giang, Bí thư Tỉnh ủy Sông Lam Thượng", "05/10/2024", "Phóng viên hỏi: Thưa ông, địa phương"),
        *(f"{SITE}/hoi-dap/l/luan-chuyen.", "https://bao.example/luan-chuyen?a=1&b=2", "Báo Sông Lam", "# câu *0*"),
        *("Kho chưa có câu trả lời", "3 bài phỏng vấn", "được bố trí gần nhà", "Đang lọc"),
    ):
        assert said in every
    assert "javascript:" not in every


def test_in_markdown_no_printed_sign_means_anything(told: list[Told]) -> None:
    text = conversation(told, "md", "", SITE).decode()
    assert "## \\# câu \\*0\\*" in text
    assert "\\<script\\>window.hacked=1\\</script\\>" in text
    assert "> \\# hai" in text
    assert "> \\* ba" in text
    assert "\\*\\*đậm\\*\\* \\_nghiêng\\_ \\`mã\\`" in text
    assert f"{SITE}/l/luan-chuyen." in text
    quotation = [line for line in text.split("\n") if line.startswith(">")]
    assert quotation[0].startswith("> “Đây là câu kể thêm thứ 1")


def test_other_forms_are_refused() -> None:
    assert set(FORMS) == {"docx", "md"}
    with pytest.raises(QuestionError):
        conversation([], "pdf")
