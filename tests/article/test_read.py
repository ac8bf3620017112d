"""Article files: every format and encoding, and one clear line for what can't be read. All is invented."""

from __future__ import annotations

import hashlib
import io
import json
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.article.encoding import decode
from qa.article.facts import iso_date, printed_date, web_address
from qa.article.find import find_sources
from qa.article.read import LIMIT, Article, ArticleFailure, read_articles, slug
from qa.errors import ArticleError
from qa.wording import article as wording_article

TEXT = (
    "Nước sạch về bản\n\nPV: Thưa ông, bao giờ thì xong tuyến ống?\n\n"
    "Ông Lò Văn Ví Dụ: Đến hết năm, chúng tôi sẽ đưa nước tới bản cuối cùng “như đã hứa”…\n"
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read_one(path: Path) -> Article:
    (item,) = read_articles(path)
    assert isinstance(item, Article), item
    return item


def reason(path: Path) -> str:
    (item,) = read_articles(path)
    assert isinstance(item, ArticleFailure)
    assert item.name == str(path)
    return item.reason


def in_windows_1258(text: str) -> bytes:
    """As Windows typed Vietnamese: letters with their shape, the tone as a character of its own."""
    pieces = []
    for char in unicodedata.normalize("NFC", text):
        try:
            pieces.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", char)
            tone = next(c for c in decomposed if c in "\u0300\u0301\u0303\u0309\u0323")
            letter = unicodedata.normalize("NFC", decomposed.replace(tone, ""))
            pieces.append((letter + tone).encode("cp1258"))
    return b"".join(pieces)


# --- .txt --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        in_windows_1258(TEXT),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf8", "bom", "utf16", "utf16be-bom", "utf16le", "utf16be", "cp1258", "nfd", "crlf", "cr"],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, data: bytes) -> None:
    article = read_one(write(tmp_path, "Nước về bản.txt", data))
    assert article.text == TEXT
    assert article.raw == data
    assert article.sha256 == hashlib.sha256(data).hexdigest()
    assert article.source.id == "nuoc-ve-ban"
    assert article.source.title == ""


def test_header_gives_the_facts_and_is_not_part_of_the_text(tmp_path: Path) -> None:
    header = (
        "Title: Nước sạch về bản: chuyện còn dài\noutlet: Báo Thử Nghiệm\nDATE: 17/05/2024\n"
        "url: https://bao.example/nuoc?id=1\nauthors: Vàng Thị Thử, Lý A Mẫu\n"
        "note: hư cấu\nid: muong-thuy-01\n\n"
    )
    article = read_one(write(tmp_path, "a.txt", header + TEXT))
    assert article.text == TEXT
    source = article.source
    assert (source.id, source.title) == ("muong-thuy-01", "Nước sạch về bản: chuyện còn dài")
    assert (source.outlet, source.date, source.note) == ("Báo Thử Nghiệm", "2024-05-17", "hư cấu")
    assert source.url == "https://bao.example/nuoc?id=1"
    assert source.authors == ("Vàng Thị Thử", "Lý A Mẫu")


@pytest.mark.parametrize(
    "text",
    [
        "PV: Thưa ông?\nÔng A: Vâng.\n\nHết.",
        "Hỏi: Thưa ông?\n\nĐáp: Vâng.",
        "title: Có vẻ là tiêu đề\nPV: Nhưng dòng này là lời hỏi.\n\nÔng A: Vâng.",
        "\ntitle: Sau một dòng trống\n\nÔng A: Vâng.",
        "titles: Khóa lạ\n\nÔng A: Vâng.",
    ],
)
def test_an_article_that_begins_with_labels_has_no_header(tmp_path: Path, text: str) -> None:
    article = read_one(write(tmp_path, "a.txt", text))
    assert article.text == text
    assert article.source.title == ""


def test_header_with_an_unsafe_address_or_empty_values(tmp_path: Path) -> None:
    source = read_one(write(tmp_path, "a.txt", "url: javascript:alert(1)\noutlet:\nid:\n\n" + TEXT)).source
    assert (source.url, source.outlet, source.id) == (None, None, "a")


def test_header_mistakes_are_told(tmp_path: Path) -> None:
    assert "31/02/2024" in reason(write(tmp_path, "a.txt", "date: 31/02/2024\n\n" + TEXT))
    assert "title" in reason(write(tmp_path, "b.txt", "title: Một\ntitle: Hai\n\n" + TEXT))
    assert reason(write(tmp_path, "c.txt", f"id: {'x' * 300}\n\n" + TEXT)).startswith("mã bài")
    assert reason(write(tmp_path, "d.txt", "title: Chỉ có phần đầu\n")) == wording_article.EMPTY


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", wording_article.EMPTY),
        (b"\xef\xbb\xbf \n\t\n", wording_article.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", wording_article.BINARY),
        (bytes(range(1, 32)) * 20, wording_article.BINARY),
        (b"\xff\xfe" + b"\x00\xd8" * 9, wording_article.BINARY),  # half surrogates only
        ("Cộng hòa xã hội chủ nghĩ".encode()[:-1], wording_article.DAMAGED_UTF8.format(position=32)),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam".encode("latin-1"), wording_article.ENCODING),  # TCVN3
    ],
)
def test_what_is_no_text_is_told_and_never_misread(tmp_path: Path, data: bytes, expected: str) -> None:
    assert reason(write(tmp_path, "a.txt", data)) == expected


def test_too_large_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)
    assert "20 MB" in reason(path)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\r\t"), min_size=1))
def test_any_text_is_read_back_as_nfc(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == unicodedata.normalize(
        "NFC", text.replace("\r\n", "\n").replace("\r", "\n")
    )


@settings(deadline=None)
@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệữự ,.?!:-\n"))
def test_windows_1258_is_read_back(text: str) -> None:
    text = "Tiếng Việt: " + text
    assert decode(in_windows_1258(text)).text == text


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for html in (False, True):
        try:
            text = decode(data, html=html).text
        except ArticleError:
            continue
        assert unicodedata.is_normalized("NFC", text)
        assert "\0" not in text


# --- .docx -------------------------------------------------------------------------------------------------


def word_file(folder: Path) -> Path:
    import docx

    document = docx.Document()
    document.core_properties.title = "Nước sạch về bản"
    document.core_properties.author = "Vàng Thị Thử"
    document.add_paragraph("Nước sạch về bản", style="Heading 1")
    document.add_paragraph().add_run("PV: Bao giờ thì xong?").bold = True
    answer = document.add_paragraph()
    answer.add_run("Ông Lò Văn Ví Dụ:").bold = True
    answer.add_run(unicodedata.normalize("NFD", " Hết năm."))
    document.add_paragraph("")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Số hộ"
    table.cell(1, 0).text = "2022"
    table.cell(1, 1).text = "1.204"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "(bảng trong bảng)"
    both = document.add_paragraph().add_run("Có đủ không?\nCòn gì nữa?")
    both.bold = both.italic = True
    document.add_paragraph("Vâng.")
    document.add_paragraph("Vâng.")
    hidden = document.add_paragraph("Hết").add_run(" (ẩn)")
    hidden.font.hidden = True
    path = folder / "bài.docx"
    document.save(str(path))
    return path


def test_word_files_are_read_in_the_order_of_the_document(tmp_path: Path) -> None:
    article = read_one(word_file(tmp_path))
    lines = [line for line in article.text.split("\n") if line]
    assert lines == [
        "**Nước sạch về bản**",
        "**PV: Bao giờ thì xong?**",
        "Ông Lò Văn Ví Dụ: Hết năm.",
        "Số hộ",
        "2022",
        "1.204",
        "(bảng trong bảng)",
        "***Có đủ không?***",
        "***Còn gì nữa?***",
        "Vâng.",
        "Vâng.",
        "Hết",
    ]
    assert (article.source.id, article.source.title) == ("bai", "Nước sạch về bản")
    assert article.source.authors == ("Vàng Thị Thử",)


def test_word_insertions_links_and_content_controls_are_read(tmp_path: Path) -> None:
    body = (
        "<w:p><w:ins w:id='1' w:author='x'><w:r><w:t>Chèn </w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='x'><w:r><w:delText>xóa </w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    plain, path = word_file(tmp_path), tmp_path / "khung.docx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + body.encode())
            new.writestr(name, data)
    assert read_one(path).text.startswith("Chèn liên kết\nTrong khung\n")


def test_default_word_properties_are_not_facts(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("PV: Thưa ông?")
    document.save(str(tmp_path / "a.docx"))
    source = read_one(tmp_path / "a.docx").source
    assert (source.title, source.authors, source.date) == ("", (), None)


def test_damaged_word_files_are_told(tmp_path: Path) -> None:
    whole = word_file(tmp_path).read_bytes()
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "không phải Word")
    for data in (b"", b"PK\x03\x04", whole[: len(whole) // 2], b"\xd0\xcf\x11\xe0 .doc", other.getvalue()):
        assert reason(write(tmp_path, "hong.docx", data)) == wording_article.DOCX


# --- .jsonl ------------------------------------------------------------------------------------------------


def record(**changed: object) -> bytes:
    stated = {"id": "bai/01 Ắ", "title": "Nước sạch", "text": "  PV: Thưa ông?\r\nÔng A: Vâng.\n"} | changed
    return json.dumps(stated, ensure_ascii=False).encode()


def read_lines(folder: Path, *lines: bytes) -> list[Article | ArticleFailure]:
    return list(read_articles(write(folder, "kho.jsonl", b"\n".join(lines) + b"\n")))


def test_records_keep_id_and_text_exactly(tmp_path: Path) -> None:
    line = record(text=unicodedata.normalize("NFD", " Vâng,\r\n\u2028thưa ông. "), url="http://b.example/1")
    (article,) = read_lines(tmp_path, b"\xef\xbb\xbf" + line)
    assert isinstance(article, Article)
    assert article.text == " Vâng,\r\n\u2028thưa ông. "
    assert article.source.id == "bai/01 Ắ"
    assert article.source.url == "http://b.example/1"
    assert article.raw.endswith(line)


@pytest.mark.parametrize(
    ("changed", "field", "expected"),
    [
        ({"authors": ["A B", "C"]}, "authors", ("A B", "C")),
        ({"authors": "A B, C"}, "authors", ("A B", "C")),
        ({"authors": None}, "authors", ()),
        ({"date": "17/05/2024"}, "date", "2024-05-17"),
        ({"date": "2024-05-17T08:00:00+07:00"}, "date", "2024-05-17"),
        ({"date": "2024/05"}, "date", None),
        ({"url": "javascript:alert(1)"}, "url", None),
        ({"outlet": " Báo\n Mẫu "}, "outlet", "Báo Mẫu"),
        ({"note": "hư cấu"}, "note", "hư cấu"),
        ({"title": ""}, "title", ""),
        ({"title": "Nửa \ud83d cặp"}, "title", "Nửa cặp"),
    ],
)
def test_record_facts(tmp_path: Path, changed: dict[str, object], field: str, expected: object) -> None:
    line = json.dumps(json.loads(record()) | changed).encode()
    (article,) = read_lines(tmp_path, line)
    assert isinstance(article, Article)
    assert getattr(article.source, field) == expected


def test_bad_records_never_stop_the_others(tmp_path: Path) -> None:
    bad = {
        b"{": "JSON",
        b"[1]": "đối tượng",
        b"\xff\xfe{}": "JSON",
        b"[" * 100_000: "JSON",
        b'{"id": "x", "title": "t"}': "text",
        record(id=7): "id",
        record(id=" "): "mã bài",
        record(id="a\nb"): "mã bài",
        record(text=["PV"]): "text",
        record(text=" \n"): "không có chữ",
        record(text="a\0b"): "NUL",
        record(authors=[1]): "authors",
        record(date=2024): "date",
        b'{"id": "x", "title": "t", "text": "\\ud800"}': "UTF-16",
    }
    found = read_lines(tmp_path, record(id="đầu"), *bad, b"", record(id="cuối"))
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Article)
    assert found[-1].source.id == "cuối"
    assert len(found) == len(bad) + 2
    for number, (item, part) in enumerate(zip(found[1:-1], bad.values(), strict=True), start=2):
        assert isinstance(item, ArticleFailure)
        assert item.name.endswith(f"kho.jsonl:{number}")
        assert part in item.reason


def test_the_second_of_two_equal_ids_is_refused(tmp_path: Path) -> None:
    first, second, third = read_lines(tmp_path, record(), record(text="PV: Khác?"), record(id="khác"))
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(second, ArticleFailure)
    assert "dòng 1" in second.reason


def test_a_line_that_is_too_long_is_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.article.read.LIMIT", 1000)
    first, second = read_lines(tmp_path, record(text="x" * 5000), record())
    assert isinstance(first, ArticleFailure)
    assert isinstance(second, Article)


# --- files and folders -------------------------------------------------------------------------------------


def test_sources_in_folders_are_found_in_order_and_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "c.png", ".an.txt", "~$d.docx", "d.docx", "con/e.jsonl", ".git/f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path, name, "x")
    (tmp_path / "a_files").mkdir()
    write(tmp_path / "a_files", "quang-cao.html", "x")
    found = find_sources([tmp_path / "d.docx", tmp_path, tmp_path / "mất.txt", tmp_path / "c.png"])
    expected: list[Path | ArticleFailure] = [tmp_path / n for n in ("d.docx", "a.HTML", "b.txt", "con/e.jsonl")]
    expected.append(ArticleFailure(str(tmp_path / "mất.txt"), wording_article.MISSING))
    expected.append(ArticleFailure(str(tmp_path / "c.png"), wording_article.SUFFIX))
    assert found == expected


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "x")
    (tmp_path / "vòng").symlink_to(tmp_path, target_is_directory=True)
    assert find_sources([tmp_path]) == [tmp_path / "a.txt"]


def test_missing_and_unreadable_files_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(tmp_path / "mất.txt") == wording_article.MISSING
    assert reason(tmp_path / "mất.jsonl") == wording_article.MISSING
    assert reason(tmp_path) == wording_article.SUFFIX
    assert reason(write(tmp_path, "a.png", "x")) == wording_article.SUFFIX
    os.mkfifo(tmp_path / "ống.txt")
    assert reason(tmp_path / "ống.txt") == wording_article.SUFFIX

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "khóa.txt", "x")
    monkeypatch.setattr(Path, "open", refuse)
    assert reason(path) == wording_article.FORBIDDEN


# --- facts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luân chuyển cán bộ (phần 2)", "luan-chuyen-can-bo-phan-2"),
        (unicodedata.normalize("NFD", "Đường về bản"), "duong-ve-ban"),
        ("--- ", ""),
        ("漢字", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_slugs_are_short_and_end_with_a_word() -> None:
    assert slug("nước sạch " * 50) == "nuoc-sach-" * 11 + "nuoc-sach"
    assert len(slug("a" * 500)) == 120


def test_a_name_without_latin_letters_still_gives_a_stable_id(tmp_path: Path) -> None:
    first = read_one(write(tmp_path, "漢字.txt", TEXT)).source.id
    assert first == read_one(tmp_path / "漢字.txt").source.id
    assert first != read_one(write(tmp_path, "字.txt", TEXT)).source.id


@pytest.mark.parametrize(
    ("value", "machine", "printed"),
    [
        ("2024-05-17", "2024-05-17", "2024-05-17"),
        ("20240517", "2024-05-17", "2024-05-17"),
        ("2024-5-7 08:30", "2024-05-07", "2024-05-07"),
        ("2024-05-17T17:00:00Z", "2024-05-18", "2024-05-18"),
        ("Fri, 17 May 2024 20:00:00 +0000", "2024-05-18", "2024-05-18"),
        ("17/05/2024", None, "2024-05-17"),
        ("Thứ Sáu, 17-5-2024, 08:30", None, "2024-05-17"),
        ("5/7/2024 8:00:00 AM", None, None),
        ("31/02/2024", None, None),
        ("2024-13-01", None, None),
        ("0001-01-01", None, None),
        ("9999-12-31T23:59:59Z", None, None),
        ("2024", None, None),
        ("hôm qua", None, None),
        ("", None, None),
    ],
)
def test_dates(value: str, machine: str | None, printed: str | None) -> None:
    assert (iso_date(value), printed_date(value)) == (machine, printed)


@settings(deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"[0-9/.\-T:Z+ ]{0,25}", fullmatch=True))
def test_any_text_is_a_date_or_none(value: str) -> None:
    found = printed_date(value)
    assert found is None or len(found) == 10


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        " JAVASCRIPT:alert(1)",
        "http:/x",
        "//b.example/",
        "https://a b.example",
        'http://x/"onx=',
        "http://b.example/\njavascript:",
        "http://user:p@b.example/",
        "http://[::1",
        "http://b.example:99999/",
        "bài viết",
    ],
)
def test_unsafe_addresses_are_dropped(value: str) -> None:
    assert web_address(value) is None


def test_vietnamese_addresses_are_kept() -> None:
    assert web_address(" https://báo.example/nước-sạch?x=1#a ") == "https://báo.example/nước-sạch?x=1#a"
