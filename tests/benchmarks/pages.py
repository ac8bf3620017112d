"""Saved pages: the labelled interviews set into twelve site templates of our own, and read back.

    python -m tests.benchmarks.pages [--data ../shared/data] [--pages 300] [--worst] [--json]

Prints the share of pages whose talk is read complete and in order, the characters of foreign text (menus, related
links, advertising, hidden words) that were read with it, and the share of captions, boxes and quotations that are told
as such by marks.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from qa.article.html import read_html
from qa.article.lines import Content
from qa.interview import MarkKind
from qa.text import nfc

DATA = Path(__file__).parents[3] / "shared" / "data"
NOISE = (
    "Xem thêm: Thị xã Ví Dụ khánh thành cây cầu thứ ba trong năm",
    "Đọc nhiều nhất tuần qua trên Báo Thử Nghiệm",
    "Tải ứng dụng Báo Thử Nghiệm để đọc tin nhanh hơn",
)
HIDDEN = "Bấm vào đây để mở bản đồ trong cửa sổ mới"
CAPTION = "Đoàn công tác thăm tuyến kè ở bản Nà Thử trong mùa lũ năm trước."
BOX = "Tuyến kè Nà Thử khởi công năm 2021, dài 6 km, do Công ty Ví Dụ thi công."
QUOTE = "Không ai được ngủ yên khi còn hộ dân nằm trên bờ lở."
AUTHOR = "Bà Mạc Thị Thử, trưởng bản"


@dataclass(frozen=True, slots=True)
class Site:
    """A site's way to set a page: its frame around the article, and its captions, boxes, quotations and lines."""

    name: str
    frame: str
    line: Callable[[str, bool], str]
    caption: str
    box: str
    quote: str
    head: str = ""


@dataclass(slots=True)
class Tally:
    """Pages read, pages complete and in order, foreign characters read, marks right of how many."""

    pages: int = 0
    complete: int = 0
    foreign: int = 0
    told: int = 0
    tellable: int = 0
    worst: list[str] = field(default_factory=list)


def main() -> None:
    """Sets the pages, reads them and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--worst", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    tallies = measure(options.data, options.pages)
    if options.json:
        print(json.dumps({name: _figures(tally) for name, tally in tallies.items()}, ensure_ascii=False))
        return
    for name, tally in tallies.items():
        print(f"{name:12}", *(f"{key} {value}" for key, value in _figures(tally).items()), sep="  ")
        for line in tally.worst if options.worst else ():
            print("   ", line)


def measure(data: Path, pages: int) -> dict[str, Tally]:
    """The tallies of each site and of all."""
    tallies = {site.name: Tally() for site in SITES} | {"all": Tally()}
    interviews = [
        row for name in ("dev.json", "dev2.json") for row in json.loads((data / "interviews" / name).read_text("utf-8"))
    ]
    for number in range(pages):
        site, row = SITES[number % len(SITES)], interviews[(number * 7) % len(interviews)]
        markup, talk = page(site, row, random.Random(number))
        content = read_html(markup)
        for name in (site.name, "all"):
            _judge(tallies[name], content, talk, f"{site.name} {row['id']}")
    return tallies


def page(site: Site, row: dict[str, Any], chance: random.Random) -> tuple[str, list[str]]:
    """An interview's page at a site, and the lines of its talk."""
    lines = [
        (line.strip(" *_#\u200b"), block["role"] == "question")
        for block in row["blocks"]
        for line in _lines(row, block)
    ]
    lines = [(" ".join(text.split()), asks) for text, asks in lines]
    parts = [site.line(text, asks) for text, asks in lines if any(c.isalnum() for c in text)]
    extra = [
        site.caption.format(escape(CAPTION)),
        site.box.format(escape(BOX)),
        site.quote.format(escape(QUOTE), escape(AUTHOR)),
    ]
    for one in extra:
        parts.insert(chance.randrange(2, max(3, len(parts) - 1)), one)
    hidden = f"<p>{'&nbsp;'}<span class='kin'>{HIDDEN}</span><span style='display:none'>{HIDDEN}</span></p>"
    parts.insert(1, hidden)
    title = escape(row["title"])
    body = site.frame.format(
        title=title, body="\n".join(parts), noise="".join(f"<li><a href='/x'>{n}</a></li>" for n in NOISE)
    )
    head = (
        f"<meta charset='utf-8'><title>{title} | Báo Thử Nghiệm</title><style>.kin{{display:none}}</style>{site.head}"
    )
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", [text for text, _ in lines if text]


def _lines(row: dict[str, Any], block: dict[str, Any]) -> Iterator[str]:
    if block["role"] in ("question", "answer"):
        yield from (line for line in nfc(row["text"])[block["start"] : block["end"]].split("\n") if line.strip())


def _judge(tally: Tally, content: Content, talk: Sequence[str], name: str) -> None:
    text = " ".join(content.text.replace("*", " ").split())
    at, missing = 0, ""
    for line in talk:
        found = text.find(" ".join(line.replace("*", " ").split()), at)
        if found < 0:
            missing = line
            break
        at = found + 1
    tally.pages += 1
    tally.complete += not missing
    foreign = [noise for noise in (*NOISE, HIDDEN) if noise in text]
    tally.foreign += sum(map(len, foreign))
    wanted = ((CAPTION, MarkKind.CAPTION), (BOX, MarkKind.BOX), (QUOTE, MarkKind.QUOTE))
    told = [
        any(m.kind is kind and words in content.text[m.start : m.end] for m in content.marks) for words, kind in wanted
    ]
    tally.told += sum(told)
    tally.tellable += len(told)
    if missing or foreign or not all(told):
        untold = [kind.value for (_, kind), right in zip(wanted, told, strict=True) if not right]
        tally.worst.append(f"{name}: missing {missing[:60]!r} foreign {foreign} untold {untold}")


def _figures(tally: Tally) -> dict[str, float]:
    pages = max(1, tally.pages)
    return {
        "pages": tally.pages,
        "complete": round(tally.complete / pages, 4),
        "foreign characters": tally.foreign,
        "structure": round(tally.told / max(1, tally.tellable), 4),
    }


def _plain(text: str, asks: bool) -> str:
    return f"<p>{f'<strong>{escape(text)}</strong>' if asks else escape(text)}</p>"


def _italic(text: str, asks: bool) -> str:
    return f"<p><em>{escape(text)}</em></p>" if asks else f"<p>{escape(text)}</p>"


def _divs(text: str, asks: bool) -> str:
    return f"<div class='{'cau-hoi' if asks else 'tra-loi'}'>{escape(text)}</div>"


def _breaks(text: str, asks: bool) -> str:
    return f"{f'<b>{escape(text)}</b>' if asks else escape(text)}<br><br>"


def _folds(text: str, asks: bool) -> str:
    head = f"<h3><button aria-expanded='false' aria-controls='k'>{escape(text)}</button></h3>"
    return head if asks else f"<div class='accordion-body'><p>{escape(text)}</p></div>"


def _rows(text: str, asks: bool) -> str:
    return f"<tr><td>{f'<b>{escape(text)}</b>' if asks else escape(text)}</td></tr>"


_NAV = "<nav><ul><li><a href='/a'>Thời sự</a></li><li><a href='/b'>Kinh tế</a></li></ul></nav>"
_ASIDE = "<aside class='related'><ul>{noise}</ul></aside>"
_FIGURE = "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>"
_INFO = "<div class='box-info'><p>{}</p></div>"
_CITED = "<blockquote><p>{}</p><cite>{}</cite></blockquote>"
_TABLE = "<table class='picture'><tr><td><img src='a.jpg'></td></tr><tr><td>{}</td></tr></table>"
_CMS = "<div class='VCSortableInPreviewMode' type='Photo'><img src='a.jpg'>" + (
    "<div class='PhotoCMS_Caption'><p>{}</p></div></div>"
)
_WP = "<div class='wp-caption aligncenter'><img src='a.jpg'><p class='wp-caption-text'>{}</p></div>"
_SLANTED = "<p><img src='a.jpg'></p><p><em>{}</em></p>"
_PULLED = "<div class='pullquote'><p>{}</p><cite>{}</cite></div>"
_ARTICLE = _NAV + "<main><article><h1>{title}</h1>{body}</article>" + _ASIDE + "</main><footer><p>Tòa soạn</p></footer>"
_DIVS = (
    _NAV
    + "<div id='main'><h1>{title}</h1><div class='content'>{body}</div>"
    + "<div class='tin-lien-quan'><ul>{noise}</ul></div></div>"
)
_INSIDE = _NAV + "<article><h1>{title}</h1>{body}<div class='related-news'><ul>{noise}</ul></div></article>"

SITES = (
    Site("article", _ARTICLE, _plain, _FIGURE, _INFO, _CITED),
    Site("divs", _DIVS, _divs, _CMS, _INFO, _CITED),
    Site("inside", _INSIDE, _italic, _TABLE, "<aside><p>{}</p></aside>", _PULLED),
    Site("breaks", _DIVS, _breaks, _TABLE, _INFO, _CITED),
    Site("folds", _ARTICLE, _folds, _FIGURE, "<aside><p>{}</p></aside>", _CITED),
    Site("wordpress", _INSIDE, _plain, _WP, "<div class='info-box'><p>{}</p></div>", _PULLED),
    Site("slanted", _DIVS, _plain, _SLANTED, "<div class='hop-thong-tin'><p>{}</p></div>", _CITED),
    Site("sections", _ARTICLE, lambda t, a: f"<section>{_plain(t, a)}</section>", _FIGURE, _INFO, _PULLED),
    Site("lists", _DIVS, lambda t, a: _plain(t, a) if a else f"<ul><li>{escape(t)}</li></ul>", _CMS, _INFO, _CITED),
    Site(
        "body",
        _NAV + "<h1>{title}</h1>{body}<div class='most-read'><ul>{noise}</ul></div>",
        _plain,
        _FIGURE,
        _INFO,
        _CITED,
    ),
    Site(
        "itemprop",
        _NAV + "<h1>{title}</h1><div itemprop='articleBody'>{body}</div>" + _ASIDE,
        _plain,
        _CMS,
        _INFO,
        _PULLED,
    ),
    Site(
        "caps",
        _ARTICLE,
        lambda t, a: _plain(t, a).replace("<p>", "<P>"),
        _FIGURE.upper(),
        _INFO,
        _CITED,
    ),
)


if __name__ == "__main__":
    main()
