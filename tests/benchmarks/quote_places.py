"""Claims about what is printed beside plain speech, from articles as the parser reads them, and what is right of each.

Denied and quoted clauses are real clauses set into sentences of our own. The forms were written in five sets, each
after the cues were mended for the one before: on first sight 4 sets of 15 were warned of in 80, 67, 53 and 93 of 100.
`HELD_OUT` is the last of those, for which one cue was added since; newer sets, judged on first sight, are those of
`tests.benchmarks.turned`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.interview import Interview, Source
from qa.parse.parse import is_interview, parse
from qa.quote.check import QuoteCheck, Verdict
from qa.quote.printed import Part, Place, places
from qa.quote.result import TURNING, Caution
from qa.quote.said import Voice
from qa.text import Span, nfc, sentences

DENIED = (
    "Tôi chưa từng hứa với ai, dù trong hay ngoài cuộc họp, là {x}.",
    "Nói {x} là sai.",
    "Tỉnh bác bỏ ý kiến cho rằng {x}.",
    "Người ta đồn {x}; đó là bịa đặt.",
    "Chẳng lẽ {x} hay sao?",
    "Nếu {x} thì đã khác.",
    "Chúng tôi không bao giờ nói {x}.",
    "Không ai nói rằng {x}.",
    "Làm gì có chuyện {x}.",
    "Có người nói {x}. Điều đó không đúng.",
    "Chưa chắc {x}.",
    "Nhiều người cho rằng {x}, nhưng tôi nghĩ khác.",
    "Ai nói với anh rằng {x}?",
    "Tôi khẳng định không có việc {x}.",
    "Bảo {x} thì oan cho chúng tôi.",
    "Tôi chưa bao giờ cho rằng {x}.",
    "Mấy hôm nay trên mạng lan truyền tin {x}, xin thưa là không có thật.",
    "Lâu nay mọi người cứ nghĩ {x}, thực tế không phải vậy.",
    "Sở không hề có chủ trương {x}.",
    "Thông tin {x} là không chính xác.",
    "Có ý kiến lo ngại {x}.",
    "Giá mà {x} thì tốt biết mấy.",
    "Trừ phi {x}, còn không thì phải dừng.",
    "Tôi không dám chắc {x}.",
    "Chúng ta không thể kết luận {x} được.",
    "{X}, đó là cách hiểu sai.",
    "{X} ư? Không hề.",
    "Tôi xin đính chính: chưa hề có chuyện {x}.",
    "Đừng ai nghĩ rằng {x}.",
    "Cái tin {x} là do kẻ xấu tung ra.",
    "{X}, ai nói câu đó là không hiểu gì.",
    "Giả dụ {x}, chúng ta phải tính lại.",
    "Báo chí đăng {x}, chúng tôi chưa nhận được văn bản nào.",
    "Tôi không nghĩ {x}.",
    "Có thật là {x} không?",
    "Nói cho đúng, {x} chỉ là mong muốn.",
    "Chỉ khi {x}, dân mới yên tâm.",
    "Bà con kháo nhau {x}.",
    "{X} thì quả là chuyện viển vông.",
    "Không thể có chuyện {x}.",
    "Khó có thể khẳng định {x}.",
    "Họ vu cho chúng tôi là {x}.",
    "Nếu ai đó bảo {x} thì người ấy chưa đến đây.",
    "Tôi chỉ nghe loáng thoáng {x}.",
    "Không có cơ sở nào để nói {x}.",
    "{X} hoàn toàn là chuyện thêu dệt.",
    "Đừng vội tin {x}.",
    "Tôi chưa dám khẳng định {x}.",
    "Dư luận râm ran {x}.",
    "Chúng tôi có bao giờ hứa {x} đâu.",
    "Với điều kiện {x}, tỉnh mới ký.",
    "Thế ai dám bảo đảm {x}?",
    "{X}. Nói vậy là không đúng với anh em.",
    "Có tờ báo viết {x} làm dân hoang mang.",
    "Tỉnh chưa từng ra văn bản nào nói {x}.",
    "Giả thuyết {x} đã bị loại.",
    "Còn lâu {x}.",
)
HELD_OUT = (
    "Tôi không thừa nhận là {x}.",
    "Chẳng ai trong chúng tôi hứa {x} cả.",
    "Tôi phản bác quan điểm cho rằng {x}.",
    "Nói rằng {x} là vu khống chúng tôi.",
    "Có tin đồn {x}, tôi khẳng định là không có.",
    "Liệu có phải {x} không?",
    "Nếu như {x} thì dân đã không phải chờ.",
    "Không thể nói rằng {x}.",
    "Nhiều bà con tưởng {x}.",
    "Họ bảo {x}, nhưng đó là chuyện bịa.",
    "{X}? Tôi không nói thế.",
    "Tôi chưa khi nào tuyên bố {x}.",
    "Ai đó nói {x} thì hãy đưa bằng chứng.",
    "Sao có thể nói {x} được?",
    "Không đúng là {x}.",
)
PLAIN = (
    "Tôi khẳng định {x}.",
    "Không chỉ vậy, {x}.",
    "Chúng tôi không giấu gì: {x}.",
    "Cái cũ không còn hợp, {x}, và việc mới đã bắt đầu.",
    "{X}, không phải chờ ai cả.",
    "{X}, nhưng việc khác thì chưa.",
    "Tôi không đồng ý với cách làm cũ. {X}.",
    "Không phải bây giờ mới bàn, {x}.",
    "Người dân hỏi nhiều lắm. {X}.",
    "Chúng tôi đã bác đơn ấy; {x}.",
    "{X}. Đó không phải là việc dễ.",
    "Tôi đã nói nhiều lần rằng {x}.",
)
QUOTED = (
    "Bà con ở xã nói với tôi: “{X}.” Tôi ghi lại hết.",
    "Tôi xin đọc một đoạn trong thư của bà Mạc Thị Lộc: “{X}.”",
    "Một chủ hộ bảo: “{X}”, rồi đưa tôi xem giấy tờ.",
    "Cụ Lò Văn Pánh từng dặn: “{X}”.",
)


@dataclass(frozen=True, slots=True)
class PlacedCase:
    """A claim, who is claimed to have said it, its class, and whether a check of it is right."""

    claim: str
    speaker: str | None
    kind: str
    right: Callable[[QuoteCheck], bool]


def read_articles(folder: Path) -> list[Interview]:
    """Every article of the data's interviews, as the parser reads it."""
    found = []
    for name in ("dev.json", "dev2.json"):
        found += json.loads((folder / name).read_text("utf-8"))
    for name in ("unlabelled.jsonl", "candidates.jsonl"):
        found += [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]
    return [
        parse(nfc(one["text"]), Source(str(one.get("id", f"article-{n}")), one.get("title") or ""))
        for n, one in enumerate(found)
    ]


# --- what is right ---


def _turned(found: QuoteCheck) -> bool:
    return any(one.caution in TURNING for one in found.warnings)


def printed(found: QuoteCheck) -> bool:
    """Whether a printed sentence is not denied: its place is told, or somebody says it."""
    return found.words is not Verdict.ABSENT and found.place is not None


def _no_speech(found: QuoteCheck) -> bool:
    """Whether the paper's words are not certified as anybody's, unless they stand in quote marks."""
    said = found.said_by
    if said is not None and (said.voice is Voice.QUOTED or said.voice is Voice.UNNAMED or found.warning):
        return True
    return printed(found) and found.verdict is Verdict.ABSENT


def _unknown(found: QuoteCheck) -> bool:
    return found.verdict in (Verdict.VERBATIM, Verdict.NEAR) and found.warning is not None


def _quoted(found: QuoteCheck) -> bool:
    return any(one.caution is Caution.QUOTED for one in found.warnings)


# --- made of real clauses ---

ANSWERING, ANOTHER = "Lương Hạ Uyên", "Triệu Kim Bảng"


def clauses(articles: Sequence[Interview], number: int, rng: random.Random) -> list[str]:
    """Short whole sentences that officials say, without their full stops, no mark inside."""
    found = [
        span.of(one.text).rstrip(".")
        for one in articles
        for turn in one.turns
        for said in turn.answers
        for span in sentences(one.text, said.span)
    ]
    found = [words for words in found if 7 <= len(words.split()) <= 22 and re.fullmatch(r"[\w ]+", words)]
    return rng.sample(found, min(number, len(found)))


def made(forms: Sequence[str], clauses_: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """Answers that hold a clause in one of the forms, each with the clause as it is printed there."""
    for n, clause in enumerate(clauses_):
        form = forms[n % len(forms)]
        words = clause if "{X}" in form else clause[0].lower() + clause[1:]
        text = "Vâng, tôi xin trả lời ngay. " + form.format(x=words, X=words) + " Tôi cảm ơn câu hỏi của nhà báo."
        yield Place(f"made-{hash(form) % 997}-{n}", Span(0, len(text)), text, Part.ANSWER, ANSWERING), words


def made_cases(articles: Sequence[Interview], number: int, seed: int) -> tuple[list[Place], list[PlacedCase]]:
    """Denied, plain and quoted clauses, and clauses of nobody, with the places that hold them."""
    rng = random.Random(seed)
    pool = clauses(articles, 5 * number, rng)
    kinds: tuple[tuple[str, Sequence[str], Callable[[QuoteCheck], bool]], ...] = (
        ("denied clause", DENIED, _turned),
        ("denied clause, forms held out", HELD_OUT, _turned),
        ("plain clause beside a cue", PLAIN, lambda found: not _turned(found)),
        ("quoted inside an answer", QUOTED, _quoted),
        ("unknown speaker", ("{X}.",), _unknown),
    )
    found: list[Place] = []
    cases: list[PlacedCase] = []
    for n, (kind, forms, right) in enumerate(kinds):
        for place, words in made(forms, pool[n * number : (n + 1) * number]):
            unnamed = kind == "unknown speaker"
            speaker = None if unnamed else ANSWERING
            found.append(Place(f"{kind}-{place.interview}", place.span, place.text, Part.ANSWER, speaker))
            cases.append(PlacedCase(words, ANOTHER if unnamed else ANSWERING, kind, right))
    return found, cases


# --- as printed ---


def printed_cases(articles: Sequence[Interview], number: int, seed: int) -> Iterator[PlacedCase]:
    """Sentences of the paper itself, of captions, and of articles that are no interviews."""
    rng = random.Random(seed)
    kinds: dict[str, list[tuple[str, Callable[[QuoteCheck], bool]]]] = {}
    for one in articles:
        story = not is_interview(one)
        for place in places(one):
            for span in sentences(place.text):
                words = span.of(place.text)
                if len(words.split()) < 5:
                    continue
                if story:
                    kinds.setdefault("no interview", []).append((words, printed))
                elif place.part is Part.CAPTION:
                    kinds.setdefault("caption", []).append((words, _no_speech))
                elif place.part in (Part.LEAD, Part.NARRATION):
                    kinds.setdefault("narration", []).append((words, _no_speech))
    for kind, found in kinds.items():
        for words, right in rng.sample(found, min(number, len(found))):
            yield PlacedCase(words, rng.choice((None, ANOTHER)), kind, right)


def every_sentence(articles: Sequence[Interview], step: int) -> Iterator[PlacedCase]:
    """Every `step`-th sentence of every article: none may be said to be printed nowhere."""
    spans = [(one.text, span) for one in articles for span in sentences(one.text)]
    for text, span in spans[::step]:
        words = span.of(text)
        if any(c.isalnum() for c in words):
            yield PlacedCase(words, None, "every sentence", printed)


def true_cases(folder: Path, number: int, seed: int) -> Iterator[PlacedCase]:
    """Sentences of answers that were labelled by hand, under their true speaker: nobody may be contradicted."""
    rng = random.Random(seed)
    found = []
    for name in ("dev.json", "dev2.json"):
        for one in json.loads((folder / name).read_text("utf-8")):
            text = nfc(one["text"])
            for block in one["blocks"] if text == one["text"] else ():
                if block["role"] == "answer" and block["speaker"]:
                    spans = sentences(text, Span(block["start"], block["end"]))[1:]
                    found += [(span.of(text), block["speaker"]) for span in spans if len(span.of(text).split()) >= 6]
    for words, speaker in rng.sample(found, min(number, len(found))):
        yield PlacedCase(words, speaker, "true speaker", lambda found: found.verdict is not Verdict.WRONG_SPEAKER)
