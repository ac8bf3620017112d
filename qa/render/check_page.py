"""The page of the quote checker as HTML: one quotation, a whole article, and the report on it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.quote.check import Verdict
from qa.render.html import escaped
from qa.render.verdict import verdict_badge, verdict_html
from qa.review import Checked, Review, Reviewed
from qa.wording import check as wording_check

CHECK, ARTICLE, REPORT = "/kiem-tra", "/kiem-tra/bai-viet", "/api/check-article"
"""The addresses of the two forms and of the report."""

MOST_NAMES = 500
"""Speakers that the box for a name suggests."""

_FILES = ".docx,.pdf,.html,.htm,.mhtml,.eml,.txt"


def check_html(
    claim: str,
    speaker: str,
    names: Sequence[str],
    result: str = "",
    said: str = "",
    root: str = "",
    query: str = "",
) -> str:
    """The page for one quotation: the form filled in, `result` (HTML) below it, `said` what went wrong."""
    options = "".join(f'<option value="{escaped(name)}"></option>' for name in names[:MOST_NAMES])
    return _frame(
        CHECK,
        f'<form method="post" action="{root}{CHECK}{query}"><div>'
        f'<label for="trich">{wording_check.CLAIM_LABEL}</label>'
        f'<textarea id="trich" name="trich" required placeholder="{wording_check.CLAIM_PLACEHOLDER}">'
        f"\n{escaped(claim)}</textarea></div><div>"
        f'<label for="nguoi">{wording_check.SPEAKER_LABEL}</label>'
        f'<input type="text" id="nguoi" name="nguoi" list="nguoi-noi" autocomplete="off" maxlength="200" '
        f'placeholder="{wording_check.SPEAKER_PLACEHOLDER}" value="{escaped(speaker)}">'
        f'<datalist id="nguoi-noi">{options}</datalist></div>'
        f'<button class="go" type="submit">{wording_check.CHECK}</button></form>',
        result,
        said,
        root,
        query,
    )


def article_html(root: str = "", query: str = "") -> str:
    """The page for a whole article: paste or choose a file."""
    form = (
        f'<form class="article" action="{root}{ARTICLE}" data-report="{root}{REPORT}" '
        f'data-file="{wording_check.REPORT_FILE}"><div>'
        f'<label for="bai">{wording_check.ARTICLE_LABEL}</label>'
        f'<textarea id="bai" placeholder="{wording_check.ARTICLE_PLACEHOLDER}"></textarea></div><div>'
        f'<input class="file" type="file" id="tep" accept="{_FILES}" aria-describedby="ten-tep">'
        f'<label class="file" for="tep">{wording_check.FILE_LABEL}</label> <span id="ten-tep"></span></div>'
        f'<button class="go" type="submit">{wording_check.CHECK_ARTICLE}</button></form>'
        f"<noscript><p>{wording_check.ARTICLE_NEEDS_SCRIPT}</p></noscript>"
        f'<div class="progress" hidden><progress value="0" max="1" aria-label="{wording_check.CHECKING}"></progress>'
        f'<p class="progress-line"></p></div>'
    )
    return _frame(ARTICLE, form, "", "", root, query)


def _frame(path: str, form: str, result: str, said: str, root: str, query: str) -> str:
    modes = "".join(
        f'<a href="{root}{to}{query}"{" aria-current=page" * (to == path)}>{name}</a>'
        for to, name in ((CHECK, wording_check.ONE), (ARTICLE, wording_check.WHOLE))
    )
    intro = wording_check.INTRO if path == CHECK else wording_check.ARTICLE_INTRO
    return (
        f'<div id="check"><h1>{wording_check.NAV_CHECK}</h1><p class="intro">{intro}</p>'
        f'<nav class="modes" aria-label="{wording_check.NAV_CHECK}">{modes}</nav>{form}'
        f'<p class="notice" role="alert">{escaped(said)}</p>'
        f'<section id="ket-qua" tabindex="-1" aria-label="{wording_check.RESULT}">{result}</section></div>'
    )


def result_html(checked: Checked, interviews: int, root: str = "") -> str:
    """The result for one quotation."""
    return verdict_html(checked, interviews, root, "h2")


# --- the report on an article ---


def report_html(review: Review, interviews: int, root: str = "") -> str:
    """The report: how often each verdict was given, downloads, and every quotation with what was found."""
    head = f'<h2 class="report-title">{wording_check.REPORT}</h2>'
    head += f'<p class="facts">{escaped(review.title)}</p>' if review.title else ""
    if not review.items:
        return f"{head}<p>{wording_check.NO_QUOTATIONS}</p>"
    items = "".join(_item(number, item, interviews, root) for number, item in enumerate(review.items, 1))
    return (
        f"{head}<p>{wording_check.found_quotations(len(review.items), review.checked)}</p>"
        f'{_counts(review)}{_downloads()}<ol class="results">{items}</ol>'
    )


def _counts(review: Review) -> str:
    items = "".join(
        f'<li><span class="verdict-badge verdict-{verdict.value}"><span class="verdict-icon"></span>'
        f"{wording_check.counted(wording_check.VERDICT_NAMES[verdict.value], count)}</span></li>"
        for verdict, count in review.counts().items()
    )
    good = review.checked and not any(item.is_problem for item in review.items)
    said = f"<p>{wording_check.ALL_GOOD}</p>" if good else ""
    return f'<ul class="counts">{items}</ul>{said}' if items else ""


def _downloads() -> str:
    buttons = "".join(
        f'<button type="button" data-format="{form}">{name}</button>' for form, name in wording_check.FORMATS.items()
    )
    return f'<div class="downloads"><span class="part-label">{wording_check.DOWNLOAD}</span>{buttons}</div>'


def _item(number: int, item: Reviewed, interviews: int, root: str) -> str:
    quotation, checked = item.quotation, item.checked
    said_by = quotation.said_by
    line = f"{wording_check.SAID_BY}: {said_by}" if said_by else wording_check.NOBODY
    if checked is None:
        name = wording_check.UNCHECKED[item.skipped or "short"]
        badge, rest = f'<span class="verdict-badge verdict-skipped"><span class="verdict-icon"></span>{name}</span>', ""
    else:
        badge = verdict_badge(checked)
        # What needs no second look is folded away, so that a reader finds what does.
        shown = " open" if item.is_problem and checked.check.verdict is not Verdict.ABSENT else ""
        rest = (
            f"<details{shown}><summary>{wording_check.RESULT}</summary>"
            f"{verdict_html(checked, interviews, root, 'h3')}</details>"
        )
    return (
        f'<li><div class="result-head"><span class="number">{number}.</span>{badge}</div>'
        f'<p class="result-words">“{escaped(quotation.text)}”</p><p class="said-by">{escaped(line)}</p>{rest}</li>'
    )
