"""Letters and pages saved in one file (.eml, .mhtml): the part that holds the article, read as what it is."""

from __future__ import annotations

import email
from dataclasses import replace
from email.policy import default

from qa.article.account import Container, LeftOut, Why, gathered
from qa.article.encoding import decode
from qa.article.facts import Facts, iso_date, one_line, web_address
from qa.article.html import read_html
from qa.article.lines import Content, written_in
from qa.errors import ArticleError
from qa.wording import article as wording_article


def read_mail(data: bytes) -> Content:
    """Reads the page or the text in the message, with the letter's subject and day where the page states none."""
    message = email.message_from_bytes(data, policy=default)
    part = message.get_body(("html", "plain")) or next(
        (one for one in message.walk() if one.get_content_type() in ("text/html", "text/plain")), None
    )
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        raise ArticleError(wording_article.MAIL)
    is_page = part.get_content_type() == "text/html"
    text, encoding = decode(_in_utf8(payload, part.get_content_charset()), html=is_page)
    content = written_in(read_html(text) if is_page else Content(Facts(), text), encoding)
    saved = "snapshot-content-location" in message or message.get_content_type() == "multipart/related"
    attached = (LeftOut(Why.ATTACHED, one.get_filename() or "") for one in message.iter_attachments())
    left_out = (*content.account.left_out, *(() if saved else gathered(attached)))
    kind = Container.SAVED if saved else Container.MAIL
    content = content._replace(account=replace(content.account, container=kind, left_out=left_out))
    facts, subject = content.facts, one_line(str(message["Subject"] or ""))
    if saved:
        at = web_address(str(message["Snapshot-Content-Location"] or part["Content-Location"] or ""))
        return content._replace(facts=replace(facts, title=facts.title or subject, url=facts.url or at))
    if facts.title or not subject:
        return content
    sent = iso_date(str(message["Date"] or ""))
    return content._replace(facts=replace(facts, title=subject, date=facts.date or sent))


def _in_utf8(payload: bytes, charset: str | None) -> bytes:
    """The part's bytes in UTF-8, where it declares another encoding and is in it."""
    try:
        return payload.decode(charset or "utf-8").encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return payload
