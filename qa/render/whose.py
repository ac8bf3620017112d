"""A check in sentences: what holds of the words, who says them, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator

from qa.quote.result import TURNING, Caution, Warned
from qa.quote.said import SaidBy, Voice
from qa.render.erratum import rectified_lines
from qa.render.versions import former_lines
from qa.review import Checked
from qa.wording import check as wording_check


def two_parts(checked: Checked) -> Iterator[str]:
    """Says what holds of the words and, apart from that, who says them; nothing for words that are nowhere."""
    check = checked.check
    words = wording_check.WORDS.get(check.words.value)
    if words is None or check.said_by is None:
        return
    yield f"{wording_check.WORDS_LINE}: {words}"
    yield f"{wording_check.WHO_LINE}: {_whose(check.said_by, checked)}"


def _whose(said: SaidBy, checked: Checked) -> str:
    if said.voice is Voice.REPORTER:
        if not said.sure:
            return wording_check.MAY_ASK
        return wording_check.said_by(wording_check.PART_NAMES[said.part.value].removeprefix("lời "))
    if said.voice is Voice.SEVERAL:
        return wording_check.SEVERAL_SAY
    if said.voice is Voice.PAPER:
        return wording_check.no_speech(wording_check.PART_NAMES[said.part.value])
    if said.voice is Voice.QUOTED:
        quoted = said.name or said.printed
        if said.within is None:
            return wording_check.quoted_by_paper(quoted or "")
        return wording_check.quoted_within(quoted, said.within)
    if said.part.value == "held":
        return wording_check.HELD_SAYS
    if said.voice is Voice.UNNAMED:
        return wording_check.UNNAMED_SAYS if said.part.value == "answer" else wording_check.QUOTED_BY_NOBODY
    citation = checked.citation
    position = citation.position if citation else None
    return wording_check.said_by(", ".join(part for part in (said.name, position) if part))


def cautions(checked: Checked) -> list[str]:
    """Says what to beware of: what has changed since, what papers corrected in print, then the gravest first."""
    warnings = [one for one in checked.check.warnings if one.caution is not Caution.RECTIFIED]
    before = [*former_lines(checked.check.former), *rectified_lines(checked.check.rectified)]
    return before + [_caution(one, checked.check.said_by) for one in warnings]


def _caution(one: Warned, said: SaidBy | None) -> str:
    if one.caution in TURNING:
        return wording_check.turned(one.caution.value, one.words or "")
    if one.caution is Caution.QUOTED and said is not None:
        return wording_check.quoting(said.name or said.printed, said.within)
    return wording_check.CAUTIONS[one.caution.value]


def left_out(checked: Checked) -> list[str]:
    """Shows the printed words that the claim leaves out openly."""
    return [f"{wording_check.LEFT_OUT}: “{' '.join(words.split())}”" for words in checked.check.left_out]
