"""The contract: every JSON object that the API and the command line give, as typed dictionaries.

The routes name these as their answers, so the API's own description follows from them. Offsets count characters of
the interview's NFC text; dates are ISO, or as much of one as is known.
"""

from __future__ import annotations

from typing import Literal, NotRequired

# Python 3.11's own TypedDict can't be read by pydantic, which describes the API.
from typing_extensions import TypedDict

from qa.answer.decision import State
from qa.interview import Role
from qa.question.aside import AsideKind
from qa.question.clues import ClueKind
from qa.question.kinds import QuestionKind
from qa.render.contract_erratum import Differing, Rectified


class Error(TypedDict):
    """Why a request was not answered: one Vietnamese line for the user."""

    error: str


class Health(TypedDict):
    """The server's state."""

    status: Literal["ok"]
    interviews: NotRequired[int]
    read: NotRequired[int]
    utterances: NotRequired[int]


class Why(TypedDict):
    """Why a hit is here: words in common, its places (from 1) in both searches, what was added to its score."""

    said: list[str]
    around: list[str]
    by_words: int | None
    by_meaning: int | None
    sentence: float | None
    boosts: dict[str, float]
    lines: list[str]


class Hit(Rectified):
    """A quotation, word for word as printed, and where it stands.

    `turn` is the key of the permalink /l/{turn}; `highlights` are [start, end]; `position` is the post that was held on
    that day, `question` the reporter's; `score` is the higher the better. `also` are other places of the same words.
    """

    interview: str
    turn: str
    start: int
    end: int
    text: str
    sha256: str
    highlights: list[list[int]]
    speaker: str | None
    person: str | None
    position: str | None
    question: str | None
    title: str
    outlet: str | None
    date: str | None
    url: str | None
    note: str | None
    permalink: str
    score: float
    dense: float | None
    lexical: float | None
    also: list[Elsewhere]
    why: NotRequired[Why]


class Elsewhere(Differing):
    """A place where words are printed, by its interview and the key of its permalink."""

    interview: str
    turn: str
    title: str
    outlet: str | None
    date: str | None
    permalink: str


class Lacking(TypedDict):
    """What the best hit lacks, where it is no answer; `stated`: a thing of the `kind` asked for stands near by."""

    kind: QuestionKind
    said: list[str]
    unsaid: list[str]
    stated: bool
    line: str


class Missing(TypedDict):
    """A name of the question that the archive lacks, or under which nobody speaks there."""

    name: str
    as_speaker: bool


class Clue(TypedDict):
    """What words of a question were taken for; its `key` goes into `without` to ask without it."""

    key: str
    kind: ClueKind
    words: str
    meaning: list[str]
    strict: bool
    since: str | None
    until: str | None
    label: str


class Post(TypedDict):
    """A post as printed, with the days and interviews that print it."""

    post: str
    dates: list[str | None]
    interviews: list[str]


class Namesakes(TypedDict, total=False):
    """Where a name fits several people: the question whom it means, and who they are."""

    which: str
    namesakes: list[Person]


class Person(TypedDict):
    """Somebody who was interviewed, under all printed names and posts; `label` and `key` choose them as a speaker."""

    key: str
    name: str
    label: str
    position: str | None
    posts: list[Post]
    labels: list[str]
    names: list[str]
    outlets: list[str]
    dates: list[str]
    interviews: list[str]
    turns: int
    address: str


class Profile(Person, Namesakes):
    """A person, and the others of that name."""


class People(TypedDict):
    """One page of those whom a name may mean, and the question that it raises; `count` is how many they are."""

    name: str
    which: str | None
    count: int
    people: list[Person]


class Answer(Namesakes):
    """What the archive says to a question: "none" is the plain statement that it has no answer.

    `understood` is the question as it was searched, where that is not as it was asked; `confidence` is from 0 to 1.
    `nearest` are interviews near a question without a hit, or the newest; `aside`: the archive itself is asked about,
    or greeted, and `aside_lines` answer that.
    """

    question: str
    understood: str | None
    missing: list[Missing]
    clues: list[Clue]
    state: State
    confidence: float
    hits: list[Hit]
    lacking: Lacking | None
    nearest: list[Elsewhere]
    aside: AsideKind | None
    aside_lines: list[str]


class Listed(TypedDict):
    """An interview of the archive; `turns` counts its questions with their answers."""

    id: str
    title: str
    outlet: str | None
    date: str | None
    speakers: list[str]
    turns: int
    note: str | None
    permalink: str


class Facets(TypedDict):
    """What a search can be limited to: speakers as a filter names them, and papers."""

    speakers: list[str]
    outlets: list[str]


class Side(TypedDict):
    """What one person said on a topic, by date."""

    speaker: str
    statements: list[Hit]


class Comparison(TypedDict):
    """What people said on a topic; `without` are those who were asked for and said nothing of it."""

    topic: str
    people: list[Side]
    without: list[str]


class Block(TypedDict):
    """A stretch of an interview with one role; what is not served waits for review and is not shown as speech."""

    start: int
    end: int
    role: Role
    speaker: str | None
    confidence: float
    served: bool


class Utterance(TypedDict):
    """The words of one answer."""

    start: int
    end: int
    speaker: str | None


class Turn(TypedDict):
    """A question, [start, end], and its answers."""

    question: list[int] | None
    answers: list[Utterance]


class Interviewee(TypedDict):
    """Somebody who answers, with the labels under which the article prints the answers."""

    name: str
    position: str | None
    labels: list[str]


class Interview(TypedDict):
    """How an article was read."""

    id: str
    title: str
    text: str
    outlet: str | None
    authors: list[str]
    date: str | None
    url: str | None
    note: str | None
    blocks: list[Block]
    turns: list[Turn]
    interviewees: list[Interviewee]


class LeftOut(TypedDict):
    """Words of a file that are no part of its article, and why."""

    why: str
    text: str


class Mark(TypedDict):
    """What a file says of a stretch of its text by its own structure; `who`: the author that it gives a quotation."""

    start: int
    end: int
    kind: str
    who: str | None


class Read(TypedDict):
    """How a file was read: what kind it is, in which letters, what was left out, what it marks by itself."""

    container: str
    encoding: str
    left_out: list[LeftOut]
    marks: list[Mark]


class Parsed(Interview):
    """How an article was read, out of which file."""

    read: Read
