"""Values as the JSON dictionaries of the contract, for the API and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answer.answer import Answer, Citation, Place
from qa.answer.lacking import Lacking
from qa.interview import Interview
from qa.render import contract, contract_check
from qa.render.address import interview_address, permalink
from qa.render.erratum import erratum_json
from qa.render.lacking import aside_lines, lacking_line
from qa.render.versions import former_json
from qa.render.why import clue_json, why_json

if TYPE_CHECKING:
    from qa.quote.differences import Difference
    from qa.quote.result import Occurrence, QuoteCheck
    from qa.quote.said import SaidBy
    from qa.store.store import InterviewSummary


def citation_json(citation: Citation, root: str = "", explain: bool = False) -> contract.Hit:
    """Returns a hit of the contract; `permalink` starts with `root`, the path below which the app is shown.

    `explain` adds why the hit is here.
    """
    hit: contract.Hit = {
        "interview": citation.interview,
        "turn": citation.turn,
        "start": citation.span.start,
        "end": citation.span.end,
        "text": citation.text,
        "sha256": citation.sha256,
        "highlights": [[span.start, span.end] for span in citation.highlights],
        "speaker": citation.speaker,
        "person": citation.person,
        "position": citation.position,
        "question": citation.question,
        "title": citation.title,
        "outlet": citation.outlet,
        "date": citation.date,
        "url": citation.url,
        "note": citation.note,
        "permalink": permalink(citation.turn, root),
        "score": citation.score,
        "dense": citation.dense,
        "lexical": citation.lexical,
        "also": [_place_json(place, root) for place in citation.also],
        "errata": [erratum_json(one) for one in citation.errata],
    }
    if citation.former:
        hit["former"] = {"number": citation.former.number, "until": citation.former.until}
    if explain and citation.why:
        hit["why"] = why_json(citation.why)
    return hit


def answer_json(answer: Answer, root: str = "", explain: bool = False) -> contract.Answer:
    """Returns an answer of the contract; `explain` adds to each hit why it is here."""
    return {
        "question": answer.question,
        "understood": answer.understood,
        "missing": [{"name": one.name, "as_speaker": one.as_speaker} for one in answer.missing],
        "clues": [clue_json(clue) for clue in answer.reading.clues] if answer.reading else [],
        "state": answer.state,
        "confidence": answer.confidence,
        "hits": [citation_json(hit, root, explain) for hit in answer.hits],
        "lacking": _lacking_json(answer.lacking) if answer.lacking else None,
        "nearest": [_place_json(place, root) for place in answer.nearest],
        "aside": answer.aside.kind if answer.aside else None,
        "aside_lines": list(aside_lines(answer)),
    }


def _lacking_json(lacking: Lacking) -> contract.Lacking:
    return {
        "kind": lacking.kind,
        "said": list(lacking.said),
        "unsaid": list(lacking.unsaid),
        "stated": lacking.stated,
        "line": lacking_line(lacking),
    }


def _place_json(place: Place, root: str) -> contract.Elsewhere:
    shown: contract.Elsewhere = {
        "interview": place.interview,
        "turn": place.turn,
        "title": place.title,
        "outlet": place.outlet,
        "date": place.date,
        "permalink": permalink(place.turn, root),
    }
    return shown if place.text is None else {**shown, "text": place.text}


def check_json(claim: str, check: QuoteCheck, citation: Citation | None, root: str = "") -> contract_check.Check:
    """Returns a checked quotation of the contract; `matched` are offsets in the interview's text, as those of a hit."""
    return {
        "claim": claim,
        "verdict": check.verdict,
        "differences": [_difference_json(one) for one in check.differences],
        "words": check.words,
        "said_by": said_by_json(check.said_by) if check.said_by else None,
        "warning": check.warning,
        "warnings": [{"kind": one.caution, "words": one.words} for one in check.warnings],
        "omission": check.omission,
        "left_out": list(check.left_out),
        "matched": [check.matched.start, check.matched.end] if check.matched else None,
        "citation": citation_json(citation, root) if citation else None,
        "places": [_occurrence_json(one, root) for one in check.places],
        "more": check.more,
        "errata": [{**erratum_json(one.erratum), "claim": one.says} for one in check.rectified],
        "former": [former_json(one, root) for one in check.former],
    }


def _difference_json(one: Difference) -> contract_check.Difference:
    shown: contract_check.Difference = {"kind": one.kind, "claimed": one.claimed, "printed": one.printed}
    return {**shown, "equal_value": True} if one.equal_value else shown


def said_by_json(said: SaidBy) -> contract_check.SaidBy:
    """Gives who says some words: whose voice, in which part of the article, by which name, and within whose answer."""
    return {
        "voice": said.voice,
        "part": said.part,
        "name": said.name,
        "printed": said.printed,
        "within": said.within,
    }


def _occurrence_json(one: Occurrence, root: str) -> contract_check.Occurrence:
    place, source = one.place, one.source
    start = one.matched.start if one.matched else 0
    return {
        "interview": place.interview,
        "start": start if one.matched else None,
        "end": one.matched.end if one.matched else None,
        "words": one.words,
        "said_by": said_by_json(one.said_by),
        "title": source.title if source else None,
        "outlet": source.outlet if source else None,
        "date": source.date if source else None,
        "permalink": permalink(f"{place.interview}.{start}", root),
    }


def listed_json(summary: InterviewSummary, root: str = "") -> contract.Listed:
    """Returns a line of the list of interviews."""
    return {
        "id": summary.id,
        "title": summary.title,
        "outlet": summary.outlet,
        "date": summary.date,
        "speakers": list(summary.speakers),
        "turns": summary.turns,
        "note": summary.note,
        "permalink": interview_address(summary.id, root),
    }


def interview_json(interview: Interview) -> contract.Interview:
    """Tells how an article was read, as the contract's `parse --json` prints it."""
    source = interview.source
    return {
        "id": source.id,
        "title": source.title,
        "text": interview.text,
        "outlet": source.outlet,
        "authors": list(source.authors),
        "date": source.date,
        "url": source.url,
        "note": source.note,
        "blocks": [
            {
                "start": block.span.start,
                "end": block.span.end,
                "role": block.role,
                "speaker": block.speaker,
                "confidence": block.confidence,
                "served": block.served,
            }
            for block in interview.blocks
        ],
        "turns": [
            {
                "question": [turn.question.start, turn.question.end] if turn.question else None,
                "answers": [
                    {"start": said.span.start, "end": said.span.end, "speaker": said.speaker} for said in turn.answers
                ],
            }
            for turn in interview.turns
        ],
        "interviewees": [
            {"name": person.name, "position": person.position, "labels": list(person.labels)}
            for person in interview.people
        ],
    }
