"""What is taken away: references that LaTeX and citation programs read, quotations with all that proves them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import docx
import pytest

from qa.interview import Source
from qa.render.bibliography import Listed, bibtex, csl, latex
from qa.render.feed import atom
from qa.render.quotations import quotations
from qa.search.listing import line_of
from qa.store.store import InterviewSummary
from tests.written import HOSTILE, WrittenArchive, written

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def archive() -> Iterator[WrittenArchive]:
    with written() as archive:
        yield archive


def test_latex_prints_what_was_written() -> None:
    assert latex("50% & 3_a #1 $5 {x} \\y ~ ^ <b>") == (
        r"50\% \& 3\_a \#1 \$5 \{x\} \textbackslash{}y \textasciitilde{} \textasciicircum{} "
        r"\textless{}b\textgreater{}"
    )
    assert latex("Đưa\nnước\tsạch\x00") == "Đưa nước sạch"


def test_bibtex_entries_are_whole(archive: WrittenArchive) -> None:
    listed = [
        Listed(archive.interview(key).source, ("Nguyễn Văn Giang", "Kẻ {xấu}")) for key in ("luan-chuyen", "doc/hai.1")
    ]
    written_ = bibtex(listed, "/hoi-dap", "http://kho.test")
    first, second = written_.strip().split("\n\n")
    assert first.startswith("@misc{luan-chuyen,\n")
    assert "  author = {{Nguyễn Văn Giang} and {Kẻ \\{xấu\\}}},\n" in first
    assert "  year = {2024},\n  month = {10},\n  day = {5},\n" in first
    assert "  url = {https://bao.example/luan-chuyen?a=1&b=2},\n" in first
    assert r"howpublished = {\url{http://kho.test/hoi-dap/phong-van/doc%2Fhai.1}}" in second
    assert second.startswith("@misc{doc-hai.1,")
    assert "javascript" not in second
    for entry in (first, second):
        bare = re.sub(r"\\[{}]", "", entry)
        assert bare.count("{") == bare.count("}")


def test_csl_names_the_interview() -> None:
    source = Source("a", "Tít “nhọn”", "Báo", "2024-05", None, ("Minh Anh",), None)
    (item,) = json.loads(csl([Listed(source, ("Lò Văn Pín",))], "", "http://kho.test"))
    assert item == {
        "id": "a",
        "type": "interview",
        "title": "Tít “nhọn”",
        "author": [{"literal": "Lò Văn Pín"}],
        "interviewer": [{"literal": "Minh Anh"}],
        "container-title": "Báo",
        "issued": {"date-parts": [[2024, 5]]},
        "URL": "http://kho.test/phong-van/a",
        "archive_location": "http://kho.test/phong-van/a",
        "language": "vi",
    }


def test_every_quotation_carries_what_proves_it(archive: WrittenArchive) -> None:
    cited = archive.citations_of("luan-chuyen")
    table = quotations(cited, "Lời", "csv", "/hoi-dap", "http://kho.test").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline=""), delimiter=";"))
    found = json.loads(quotations(cited, "Lời", "json", "/hoi-dap", "http://kho.test"))
    word = docx.Document(io.BytesIO(quotations(cited, "Lời", "docx", "/hoi-dap", "http://kho.test")))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert len(rows) == len(found["hasPart"]) + 1 == len(cited) + 1
    for row, part, one in zip(rows[1:], found["hasPart"], cited, strict=True):
        link = f"http://kho.test/hoi-dap/l/{one.turn}"
        proof = (one.text, one.speaker, one.position, one.outlet, "05/10/2024", link, one.sha256)
        assert all(fact in row for fact in proof)
        assert all(str(fact) in said for fact in proof)
        assert (part["@type"], part["text"], part["@id"]) == ("Quotation", one.text, link)
        assert part["creator"] == {"@type": "Person", "name": one.speaker, "jobTitle": one.position}
        assert part["isPartOf"]["publisher"]["name"] == one.outlet
        assert part["isPartOf"]["datePublished"] == "2024-10-05"
        assert part["identifier"]["value"] == one.sha256


def test_what_is_hostile_stays_text(archive: WrittenArchive) -> None:
    cited = archive.citations_of("doc/hai.1")
    table = quotations(cited, "=1+1", "csv").decode("utf-8-sig")
    (row,) = list(csv.reader(io.StringIO(table, newline=""), delimiter=";"))[1:]
    assert HOSTILE in row
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert json.loads(quotations(cited, "Lời", "json"))["hasPart"][0]["text"] == HOSTILE
    assert "url" not in json.loads(quotations(cited, "Lời", "json"))["hasPart"][0]["isPartOf"]
    assert zipfile.ZipFile(io.BytesIO(quotations(cited, "\x00", "docx"))).testzip() is None


def test_the_feed_is_atom() -> None:
    lines = [
        line_of(
            InterviewSummary(f"doc/{n}", "<b>Tít & \x00", "Báo", "2024-10-05", ("A", "B"), 2, None),
            f"2026-01-0{n} 10:00:00",
            f"2026-02-0{n} 11:00:00",
        )
        for n in (1, 2)
    ]
    here, page = "http://kho.test/phong-van.atom?tim=a&nam=2024", "http://kho.test/phong-van"
    feed = ElementTree.fromstring(atom(lines, "Kho", here, page, "http://kho.test"))
    assert feed.tag == f"{ATOM}feed"
    assert (feed.findtext(f"{ATOM}id"), feed.findtext(f"{ATOM}updated")) == (here, "2026-02-02T11:00:00Z")
    first, second = feed.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == "http://kho.test/phong-van/doc%2F2"  # what came last stands first
    assert first.findtext(f"{ATOM}title") == "<b>Tít & �"
    assert (first.findtext(f"{ATOM}published"), first.findtext(f"{ATOM}updated")) == (
        "2026-01-02T10:00:00Z",
        "2026-02-02T11:00:00Z",
    )
    assert [one.text for one in second.iterfind(f"{ATOM}author/{ATOM}name")] == ["A", "B"]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": here, "alternate": page}
    empty = ElementTree.fromstring(atom([], "Kho", here, page, "http://kho.test"))
    assert empty.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
