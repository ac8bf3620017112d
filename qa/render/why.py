"""How a question was read and why a hit is here, as JSON and as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.explain import Why
from qa.question.clues import Clue, PeriodClue, meaning_of
from qa.render import contract
from qa.render import reading as wording_understand
from qa.render.html import Html, joined, tag


def clue_json(clue: Clue) -> contract.Clue:
    """Returns what words of a question were taken for; `key` goes into `without` to ask without it."""
    period = clue if isinstance(clue, PeriodClue) else None
    return {
        "key": clue.key,
        "kind": clue.kind,
        "words": clue.words,
        "meaning": list(meaning_of(clue)),
        "strict": period is not None and period.strict,
        "since": period.since if period else None,
        "until": period.until if period else None,
        "label": wording_understand.clue_label(clue),
    }


def why_json(why: Why) -> contract.Why:
    """Tells why a hit is here: words in common, its places (from 1) in both searches, what was added to its score."""
    return {
        "said": list(why.said),
        "around": list(why.around),
        "by_words": why.by_words,
        "by_meaning": why.by_meaning,
        "sentence": why.sentence,
        "boosts": {boost.reason.value: boost.value for boost in why.boosts},
        "lines": list(wording_understand.why_lines(why)),
    }


def why_html(why: Why | None) -> Html:
    """Renders why a hit is here, folded away below its card; empty for what no question found."""
    if why is None:
        return joined()
    lines = [tag("li", line) for line in wording_understand.why_lines(why)]
    return tag("details.why", tag("summary", wording_understand.WHY), tag("ul", lines))


def understood_html(clues: Sequence[Clue]) -> Html:
    """Renders how a question was read, one item for each clue."""
    items = [tag("li", wording_understand.clue_label(clue)) for clue in clues]
    return joined(items and tag("div.understood", tag("span", wording_understand.READ_AS, ":"), tag("ul", items)))
