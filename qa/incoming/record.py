"""An article as it is kept between its reading and its acceptance: JSON of the reading process, and in the store."""

from __future__ import annotations

import json

from qa.article.account import Account, Container, Encoding, LeftOut, Why
from qa.article.read import Article
from qa.interview import Mark, MarkKind, Source


def article_json(article: Article) -> str:
    """Gives an article with how it was read, its bytes left out."""
    source, account = article.source, article.account
    facts = [source.id, source.title, source.outlet, source.date, source.url, [*source.authors], source.note]
    return json.dumps(
        {
            "source": facts,
            "text": article.text,
            "marks": [[mark.start, mark.end, mark.kind, mark.who] for mark in article.marks],
            "container": account.container,
            "encoding": account.encoding,
            "left_out": [[one.why, one.text] for one in account.left_out],
        },
        ensure_ascii=False,
    )


def article_from_json(text: str, raw: bytes, path: str) -> Article:
    """Returns the article that `article_json` wrote, with its bytes."""
    told = json.loads(text)
    key, title, outlet, date, url, authors, note = told["source"]
    return Article(
        Source(key, title, outlet, date, url, tuple(authors), note),
        told["text"],
        raw,
        path,
        tuple(Mark(start, end, MarkKind(kind), who) for start, end, kind, who in told["marks"]),
        Account(
            Container(told["container"]),
            Encoding(told["encoding"]),
            tuple(LeftOut(Why(why), words) for why, words in told["left_out"]),
        ),
    )
