"""Files of several articles: bounded in number and size, whatever they say, and no name of theirs leads anywhere."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest

from qa.article.read import LIMIT
from qa.errors import ArticleError
from qa.incoming import parts
from qa.incoming.parts import parts_of
from qa.store.incoming import Kind
from qa.wording import adding as wording_adding


def packed(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in members:
            made.writestr(name, raw)
    return file.getvalue()


def test_members_are_things_of_their_own() -> None:
    raw = packed(
        ("2024/bài một.txt", b"mot"),
        ("tin.jsonl", b"{}\n"),
        ("__MACOSX/._x.txt", b"x"),
        (".an.txt", b"x"),
        ("~$bai.docx", b"x"),
        ("anh.jpg", b"x"),
        ("trong.zip", b"x"),
        ("thu-muc/", b""),
    )
    found = parts_of(raw, "kho.zip")
    assert [(one.name, one.raw, one.kind) for one in found.arrivals] == [
        ("kho.zip/2024/bài một.txt", b"mot", Kind.ARTICLE),
        ("kho.zip/tin.jsonl", b"{}\n", Kind.SEVERAL),
    ]
    assert [name for name, _ in found.refused] == ["kho.zip/anh.jpg", "kho.zip/trong.zip"]
    assert found.refused[1][1] == wording_adding.NESTED


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x.txt", "a/../../x.txt", "C:x.txt", "a\\..\\x.txt", "a\nb.txt"])
def test_names_that_lead_elsewhere_are_refused_by_name(name: str) -> None:
    found = parts_of(packed((name, b"x"), ("b.txt", b"y")), "kho.zip")
    assert [one.name for one in found.arrivals] == ["kho.zip/b.txt"]
    assert found.refused[0][1] == wording_adding.BAD_NAME
    assert "\n" not in found.refused[0][0]


def test_links_are_refused() -> None:
    link = zipfile.ZipInfo("lien-ket.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert parts_of(packed((link, b"/etc/passwd")), "kho.zip").refused[0][1] == wording_adding.LINK


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_UNPACKED", 3_000_000)
    bomb = packed(*((f"{n}.txt", b" " * 1_000_000) for n in range(4)))
    with pytest.raises(ArticleError, match="quá lớn"):
        parts_of(bomb, "kho.zip")
    lying = bytearray(packed(("a.txt", b" " * 4_000_000)))
    place = lying.rfind(b"PK\x01\x02")
    lying[place + 24 : place + 28] = (10).to_bytes(4, "little")  # the size that the directory states
    with pytest.raises(ArticleError):
        parts_of(bytes(lying), "kho.zip")


def test_one_that_is_too_large_is_refused_by_name() -> None:
    found = parts_of(packed(("to.txt", b" " * (LIMIT + 1)), ("nho.txt", b"x")), "kho.zip")
    assert [one.name for one in found.arrivals] == ["kho.zip/nho.txt"]
    assert "20 MB" in found.refused[0][1]


def test_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_PARTS", 3)
    for name, raw in (("a.zip", packed(*((f"{n}.txt", b"x") for n in range(4)))), ("a.jsonl", b"{}\n" * 4)):
        with pytest.raises(ArticleError, match="hơn 3 bài"):
            parts_of(raw, name)
    assert len(parts_of(b"{}\r\n\n{}\n{}", "a.jsonl").arrivals) == 3


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04hong", packed(("a.txt", b"mot hai ba"))[:-30]], ids=["empty", "garbage", "cut"]
)
def test_damaged_files_are_refused(raw: bytes) -> None:
    with pytest.raises(ArticleError, match="hỏng"):
        parts_of(raw, "kho.zip")


def test_empty_ones_are_refused() -> None:
    with pytest.raises(ArticleError):
        parts_of(packed(), "kho.zip")
    with pytest.raises(ArticleError):
        parts_of(b"\n\n", "tin.jsonl")


def test_names_without_a_flag_are_read_as_utf_8() -> None:
    info = zipfile.ZipInfo("x.txt")
    info.filename = "bài.txt".encode().decode("cp437")
    raw = bytearray(packed(("bai1234.txt", b"x")))
    raw = bytearray(bytes(raw).replace(b"bai1234.txt", "bài234.txt".encode()))
    assert parts_of(bytes(raw), "kho.zip").arrivals[0].name == "kho.zip/bài234.txt"
