"""People over HTTP and on the command line: whom a name means, a person's page, keys that lead on."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa.archive import Archive
from qa.cli.main import main
from qa.config import Settings
from qa.search.filters import Filters
from qa.web.chat.chat import Chat
from qa.web.server import create_app
from qa.wording import check as wording_check

NAME = "Nguyễn Văn Thử"
ARTICLE = """title: {title}
outlet: {outlet}
date: {date}
note: hư cấu

Phóng viên đã phỏng vấn ông {name}, {post}.

PV: Thưa ông, vì sao {subject} chậm?

Ông {name}: {answer}

PV: Vậy đến bao giờ thì xong để bà con được dùng, thưa ông?

Ông {name}: Chúng tôi chưa dám hứa với bà con về ngày hoàn thành của công việc này.

PV: Xin cảm ơn ông!
"""
PRINTED = [
    ("a", NAME, "Giám đốc Sở Y tế tỉnh Sông Lam", "trạm y tế", "Báo Một", "2019-03-05"),
    ("b", NAME, "Giám đốc Sở Y tế tỉnh Sông Lam", "bệnh viện mới", "Báo Hai", "2021-03-05"),
    ("c", NAME, "Giám đốc Sở Xây dựng tỉnh Cửa Trầm", "nhà ở xã hội", "Báo Một", "2020-03-05"),
    ("d", "Lò Khánh Mẫu", "Chủ tịch UBND tỉnh Cửa Trầm", "đường sá", "Báo Một", "2020-04-05"),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bai")
    for key, name, post, subject, outlet, date in PRINTED:
        text = ARTICLE.format(
            title=f"Chuyện {subject}",
            outlet=outlet,
            date=date,
            name=name,
            post=post,
            subject=subject,
            answer=f"Việc làm {subject} chậm vì thiếu vốn, thiếu người và vướng thủ tục kéo dài nhiều năm.",
        )
        (folder / f"{key}.txt").write_text(text, "utf-8")
    data = tmp_path_factory.mktemp("kho")
    with Archive.open(data) as archive:
        assert len(archive.add([folder]).added) == 4
    return data


@pytest.fixture(scope="module")
def archive(data: Path) -> Iterator[Archive]:
    with Archive.open(data) as archive:
        yield archive


@pytest.fixture(scope="module")
def client(archive: Archive) -> Iterator[TestClient]:
    with TestClient(create_app(archive, Settings(data=archive.data)), raise_server_exceptions=False) as client:
        yield client


def test_a_name_of_several_raises_a_question(client: TestClient) -> None:
    told = client.get("/api/people", params={"name": NAME}).json()
    assert (told["which"], told["count"]) == (f"Ông {NAME} nào?", 2)
    one, other = sorted(told["people"], key=lambda p: -len(p["interviews"]))
    assert (one["interviews"], one["dates"], one["outlets"]) == (
        ["a", "b"],
        ["2019-03-05", "2021-03-05"],
        ["Báo Một", "Báo Hai"],
    )
    assert other["label"] == f"{NAME} (Giám đốc Sở Xây dựng tỉnh Cửa Trầm)"
    assert client.get("/api/people", params={"name": "Lò Khánh Mẫu"}).json()["which"] is None
    assert client.get("/api/people").json()["count"] == 3


@pytest.mark.parametrize("way", ["filter", "question"])
def test_an_answer_says_whom_a_name_may_mean(client: TestClient, way: str) -> None:
    asked = {"q": "vì sao chậm?", "speaker": NAME} if way == "filter" else {"q": f"ông {NAME} nói gì về việc chậm?"}
    told = client.get("/api/ask", params=asked).json()
    assert told["which"] == f"Ông {NAME} nào?"
    assert {h["interview"] for h in told["hits"]} >= {"a", "b", "c"}
    for person in told["namesakes"]:
        for chosen in (person["key"], person["label"]):
            only = client.get("/api/ask", params=asked | {"speaker": chosen}).json()
            assert "which" not in only
            assert {h["interview"] for h in only["hits"]} == set(person["interviews"])
            assert {h["person"] for h in only["hits"]} == {person["key"]}


def test_nothing_is_asked_where_the_name_is_plain(client: TestClient) -> None:
    told = client.get("/api/ask", params={"q": "vì sao đường sá chậm?", "speaker": "ông Mẫu"}).json()
    assert not {"which", "namesakes"} & told.keys()
    assert told["hits"][0]["speaker"] == "Lò Khánh Mẫu"


def test_the_post_is_that_of_the_interview(client: TestClient) -> None:
    told = client.get("/api/ask", params={"q": "bệnh viện mới trạm y tế chậm", "k": 10}).json()
    posts = {key: post for key, _, post, *_ in PRINTED}
    assert len(told["hits"]) > 3
    assert all(hit["position"] == posts[hit["interview"]] for hit in told["hits"])


def test_a_quotation_is_checked_against_the_one_chosen(client: TestClient) -> None:
    claim = "Việc làm nhà ở xã hội chậm vì thiếu vốn, thiếu người và vướng thủ tục kéo dài nhiều năm."
    both = client.post("/api/check", json={"claim": claim, "speaker": NAME}).json()
    assert (both["verdict"], len(both["namesakes"])) == ("verbatim", 2)
    for person in both["namesakes"]:
        told = client.post("/api/check", json={"claim": claim, "speaker": person["label"]}).json()
        # A namesake who is kept apart may be the same person: that is not known, and contradicts nobody.
        assert told["verdict"] == "verbatim"
        assert told["warning"] == (None if person["interviews"] == ["c"] else "speaker_unknown")


def test_the_page_that_checks_asks_whom_a_name_means(client: TestClient, archive: Archive) -> None:
    claim = "Việc làm nhà ở xã hội chậm vì thiếu vốn, thiếu người và vướng thủ tục kéo dài nhiều năm."
    page = client.get("/kiem-tra", params={"trich": claim, "nguoi": NAME}).text
    assert f"Ông {NAME} nào?" in page
    chosen = [html.unescape(link) for link in re.findall(r'class="choose" href="([^"]+)"', page)]
    verdicts = [client.get(link).text for link in chosen]
    assert all("verdict-verbatim" in page for page in verdicts)
    assert sum(wording_check.CAUTIONS["speaker_unknown"] in html.unescape(page) for page in verdicts) == 1
    assert not any("nào?" in page for page in verdicts)
    (said,) = Chat(archive, Settings()).ask(f"“{claim}” - ông {NAME}", Filters(), ())
    assert f"Ông {NAME} nào?" in said.html


def test_a_persons_page(client: TestClient) -> None:
    key = client.get("/api/people", params={"name": f"{NAME} (Sở Y tế)"}).json()["people"][0]["key"]
    page = client.get(f"/nguoi/{key}").text
    for words in (NAME, "Giám đốc Sở Y tế tỉnh Sông Lam", "05/03/2019", "05/03/2021", "Báo Hai", "Chuyện trạm y tế"):
        assert words in page
    assert "Thưa ông, vì sao bệnh viện mới chậm?" in page
    assert page.count('href="/l/') == 4
    assert "Giám đốc Sở Xây dựng tỉnh Cửa Trầm" in page  # the namesake
    assert "cùng tên, cùng chức vụ" in page
    one = client.get(f"/api/people/{key}").json()
    assert [p["interviews"] for p in one["posts"]] == [["a", "b"]]


def test_every_key_of_a_person_leads_to_the_page(client: TestClient, archive: Archive) -> None:
    from qa.people.keys import appearance_key

    person = archive.people.of("a", NAME)
    assert person is not None
    answer = client.get(f"/nguoi/{appearance_key(('b', NAME))}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/nguoi/{person.key}")


def test_a_key_that_is_gone_leads_to_those_of_the_name(client: TestClient) -> None:
    gone = client.get("/nguoi/nguyen-van-thu-00000000")
    assert gone.status_code == 404
    assert f"Ông {NAME} nào?" in gone.text
    assert client.get("/nguoi/khong-co-ai-00000000").status_code == 404
    assert client.get("/api/people/khong-co-ai-00000000").status_code == 404


def test_the_list_and_the_question_on_the_page(client: TestClient) -> None:
    every = client.get("/nguoi").text
    assert "3 người" in every
    assert "Lò Khánh Mẫu" in every
    asked = client.get("/nguoi", params={"ten": NAME}).text
    assert f"<h1>Ông {NAME} nào?</h1>" in asked
    assert "Kho không có người trả lời nào" in client.get("/nguoi", params={"ten": "<b>Ai"}).text


def test_the_reader_leads_to_the_person(client: TestClient, archive: Archive) -> None:
    person = archive.people.of("d", "Lò Khánh Mẫu")
    assert person is not None
    assert f'href="/nguoi/{person.key}"' in client.get("/phong-van/d").text


def test_the_command_line_asks_which(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["ask", "vì sao chậm?", "--json", "--data", str(data), "--speaker"]
    assert main([*asked, NAME]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert err.startswith(f"Ông {NAME} nào?")
    assert err.count("--speaker") == len(told["namesakes"]) == 2
    assert main([*asked, f"{NAME} (Sở Xây dựng … Cửa Trầm)"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert {h["interview"] for h in json.loads(out)["hits"]} == {"c"}
    assert main(["check", "thiếu vốn, thiếu người", "--data", str(data), "--speaker", NAME]) == 0
    assert capsys.readouterr().err.startswith(f"Ông {NAME} nào?")


def test_the_filter_offers_people(archive: Archive) -> None:
    posts = {"Giám đốc Sở Xây dựng tỉnh Cửa Trầm", "Giám đốc Sở Y tế tỉnh Sông Lam"}
    assert set(archive.facets().speakers) == {"Lò Khánh Mẫu", *(f"{NAME} ({post})" for post in posts)}
