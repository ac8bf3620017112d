"""Answers made of citations, and the sentences that are marked in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer.decision import State as State
from qa.answer.evidence import Evidence
from qa.interview import Erratum
from qa.people.registry import Profile
from qa.text import Span

if TYPE_CHECKING:
    from qa.answer.explain import Why
    from qa.answer.lacking import Lacking
    from qa.question.aside import Aside
    from qa.question.understand import Understanding
    from qa.store.versions import Version


@dataclass(frozen=True, slots=True)
class Place:
    """Another place where words are printed: the interview, its key for `/l/<turn>`, and what heads it.

    `text` is what is printed there, where it differs from the words whose other place it is.
    """

    interview: str
    turn: str
    title: str
    outlet: str | None
    date: str | None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation with everything needed to check it; `text` is exactly `span` of the interview's text.

    `turn` is the key that `/l/<turn>` opens. `highlights` are offsets in the interview's text, inside `span`.
    `score`, `dense` (cosine) and `lexical` (share of the best BM25 the question could get): higher is better.
    `note` is the source's remark that every view shows. `position` is the post printed in this very interview.
    `person` is the key of the speaker across interviews; `printed` the name that the paper printed, where an editor
    corrected it in `speaker`. `why` is why it was found, for a hit of a question; `also` are the other places that
    print the same words; `errata` what the paper published since about words of the quotation;
    `former` the earlier version that they are of, where the present text has them no more.
    """

    interview: str
    turn: str
    span: Span
    text: str
    highlights: tuple[Span, ...] = ()
    speaker: str | None = None
    position: str | None = None
    question: str | None = None
    title: str = ""
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    note: str | None = None
    score: float = 0.0
    dense: float = 0.0
    lexical: float = 0.0
    person: str | None = None
    printed: str | None = None
    why: Why | None = None
    also: tuple[Place, ...] = ()
    errata: tuple[Erratum, ...] = ()
    former: Version | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of `text` in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Missing:
    """A person, place, body or year of the question that no served words of the archive hold.

    `as_speaker`: it may be spoken of, but the question asks for its words and there are none.
    """

    name: str
    as_speaker: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive says to one question: a state, how sure that is (0..1), and the citations, best first.

    `understood` is the question as it was searched, where that is not the question as it was typed. `missing` is
    what it names and the archive lacks: then there is no answer, however near the hits. `namesakes` are
    the people whom the speaker's name, given or in the question, fits where it fits several. `reading` is all that the
    question was taken for. `lacking` is what the best hit does not say, where it is no answer; `nearest` are the
    interviews nearest to a question without any hit. `aside`: the archive itself is asked about, or greeted; then
    `interviews` is how many it holds, and `nearest` are the newest where those are asked for.
    """

    question: str
    state: State
    confidence: float
    hits: tuple[Citation, ...] = ()
    understood: str | None = None
    missing: tuple[Missing, ...] = ()
    namesakes: tuple[Profile, ...] = ()
    reading: Understanding | None = None
    lacking: Lacking | None = None
    nearest: tuple[Place, ...] = ()
    aside: Aside | None = None
    interviews: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """The best hits of a question, the evidence for the first of them, and what the question names in vain."""

    evidence: Evidence | None
    missing: tuple[Missing, ...]
    hits: tuple[Citation, ...]
