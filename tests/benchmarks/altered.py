"""Labelled interviews altered on purpose, as other papers would print them; what the chain is fitted on, too.

Labels and signs are renamed, dropped or set anew, line breaks and type lost or added, captions moved and stripped of
their credit, headings, boxes, page debris and other stories put in, ends cut off. Roles stay known for every block.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qa.parse.segments import label_at, opening_at
from qa.vietnamese import FAMILY_NAMES

Record = dict[str, Any]
_WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
"""Names, titles, posts, outlets, reporters' labels and what stands about on pages, all of it to be put in."""
_CREDIT = re.compile(r"\s*[(\-–.]?\s*(?:Ảnh|ẢNH|Nguồn ảnh|ảnh)\s*(?:minh họa|tư liệu)?\s*[:.]?.{0,40}$")
_SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-ZĐÔÂ])")


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a labelled article: its words, and the white space before it. `left_out` of every score."""

    text: str
    role: str
    speaker: str | None = None
    gap: str = "\n"
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Pools:
    """What is put into articles: captions, answers, headlines and paragraphs of others."""

    captions: Sequence[str]
    answers: Sequence[str]
    headlines: Sequence[str]
    paragraphs: Sequence[str]


def alter(record: Record, pools: Pools, seed: int) -> Record:
    """`record` as another paper might print it, the same for the same seed."""
    dice = random.Random(f"{record['id']} {seed}")
    parts = _parts(record)
    lines = _has_lines(parts)
    if dice.random() < 0.85:
        parts = _Layout(parts, dice).of(parts)
    if not lines and dice.random() < 0.6:
        parts, lines = _with_breaks(parts, dice), True
    for share, change in (
        (0.5, lambda p: _captions(p, pools, dice)),
        (0.45, lambda p: _strangers(p, pools, dice)),
        (0.2 if lines else 0.0, lambda p: _split_questions(p, dice)),
        (0.3 if lines else 0.1, lambda p: _with_opinion(p, pools, dice)),
        (0.15, lambda p: _pulled_quote(p, dice)),
        (0.45, lambda p: _with_debris(p, dice)),
        (0.25, lambda p: p[: dice.randint(2, max(3, len(p)))]),
        (0.12, lambda p: _beginning(p, dice)),
        (0.1, lambda p: _cut_off(p, dice)),
        (0.3, _without_type),
        (0.3 if lines else 0.0, _without_breaks),
    ):
        parts = change(parts) if dice.random() < share else parts
    if record["title"] and dice.random() < 0.6:
        parts, record = _headed(parts, record["title"], dice), {**record, "title": ""}
    return _record(parts, record, seed)


def headed(record: Record) -> Record:
    """`record` with its headline in its text, as a page that is copied whole has it."""
    dice = random.Random(str(record["id"]))
    return _record(_headed(_parts(record), record["title"], dice), {**record, "title": ""}, 0)


def _headed(parts: Sequence[Part], title: str, dice: random.Random) -> list[Part]:
    """The parts under their headline, a section's name or the day above it at times."""
    gap = "\n" if _has_lines(parts) else " "
    top = [Part(title, "heading", gap=gap)]
    if dice.random() < 0.5:
        top = [Part(dice.choice(_WORDS["sections"]), "heading", gap=gap), *top]
    if dice.random() < 0.3:
        top.insert(dice.choice([0, len(top)]), Part(_debris(dice), "boilerplate", gap=gap))
    return [*top, *(replace(part, gap=part.gap or gap) for part in parts)]


def _parts(record: Record) -> list[Part]:
    found: list[Part] = []
    at = 0
    for block in record["blocks"]:
        gap = record["text"][at : block["start"]] if found else ""
        left_out = bool(block.get("box") or block.get("alt"))
        words = record["text"][block["start"] : block["end"]]
        found.append(Part(words, block["role"], block.get("speaker"), gap, left_out))
        at = block["end"]
    return found


def _record(parts: Sequence[Part], record: Record, seed: int) -> Record:
    text, blocks = "", []
    for part in parts:
        if part.text.strip():
            text += part.gap if text else ""
            block = {"role": part.role, "speaker": part.speaker, "start": len(text), "end": len(text) + len(part.text)}
            blocks.append({**block, "box": True} if part.left_out else block)
            text += part.text
    return {**record, "id": f"{record['id']}~{seed}", "text": text, "blocks": blocks}


def _has_lines(parts: Sequence[Part]) -> bool:
    return sum("\n" in part.gap for part in parts) > len(parts) / 2


def _talk(parts: Sequence[Part]) -> list[int]:
    return [n for n, part in enumerate(parts) if part.role in ("question", "answer") and not part.left_out]


# --- labels and signs ---


def _name(dice: random.Random) -> str:
    if dice.random() < 0.08:
        return dice.choice(_WORDS["foreign"])
    middle = [dice.choice(_WORDS["middle"])] if dice.random() < 0.75 else []
    return " ".join([dice.choice(FAMILY_NAMES[:60]), *middle, dice.choice(_WORDS["given"])])


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _pick(dice: random.Random, ways: Sequence[tuple[float, Callable[[], str]]]) -> str:
    """What one of the ways gives, each as likely as its number says."""
    (way,) = dice.choices([way for _, way in ways], [weight for weight, _ in ways])
    return way()


def _reporter_label(dice: random.Random) -> str:
    return _pick(
        dice,
        (
            (0.22, lambda: "PV"),
            (0.2, lambda: dice.choice(_WORDS["reporters"])),
            (0.24, lambda: dice.choice(_WORDS["outlets"])),
            (0.14, lambda: dice.choice(["Nhà báo ", "Nhà thơ ", "MC ", "BTV ", "Phóng viên ", ""]) + _name(dice)),
            (0.1, lambda: dice.choice(_WORDS["given"])),
            (0.1, lambda: _initials(_name(dice))),
        ),
    )


def _speaker_label(dice: random.Random, name: str) -> str:
    title = dice.choice(_WORDS["titles"])
    return _pick(
        dice,
        (
            (0.4, lambda: f"{title} {name}"),
            (0.1, lambda: f"{title} {name.split()[-1]}"),
            (0.1, lambda: name),
            (0.06, name.upper),
            (0.06, lambda: _initials(name)),
            (0.06, lambda: f"{title} {name}, {dice.choice(_WORDS['posts'])}"),
            (0.06, lambda: f"{dice.choice(_WORDS['posts'])} {name}"),
            (0.04, lambda: dice.choice(_WORDS["posts"])),
            (0.06, lambda: dice.choice(["Trả lời", "Đáp"])),
            (0.06, lambda: name.split()[-1]),
        ),
    )


def _bare(text: str) -> tuple[str | None, str]:
    """The label that `text` opens with, and the words without sign, label and stars."""
    start = opening_at(text)
    found = label_at(text, start, len(text))
    words = text[found[1] + 1 :].lstrip(" \t\xa0*_-–") if found else text[start:].rstrip()
    return (found[0] if found else None), re.sub(r"[*_]+$", "", words) if words.count("*") % 2 or not found else words


def _wrapped(text: str, stars: str) -> str:
    return "\n".join(stars + line.strip() + stars if line.strip() else line for line in text.split("\n"))


class _Layout:
    """One way of printing who speaks: labels on both sides or one, on the first pair only, signs, or nothing."""

    def __init__(self, parts: Sequence[Part], dice: random.Random) -> None:
        several = len({parts[n].speaker for n in _talk(parts) if parts[n].role == "answer"}) > 1
        kinds = {"labels": 0.35, "first labels": 0.08, "question": 0.1, "answer": 0.07, "signs": 0.28, "bare": 0.12}
        self.kind = "labels" if several else dice.choices(list(kinds), list(kinds.values()))[0]
        signs = {
            "question": dice.choice(["", "- ", "– ", "+ ", "* ", ". ", "-", "**", "***", "*", "**- "]),
            "answer": dice.choice(["", "", "", "- ", "– ", "+ ", "-"]),
        }
        self.signs = (
            signs if self.kind == "signs" else dict.fromkeys(signs, "- " if self.kind == "first labels" else "")
        )
        self.reporter = _reporter_label(dice)
        self.colon = dice.choice([": ", ": ", ":", " : "])
        self.dash = dice.choice(["", "", "", "- "])
        self.bold = dice.random() < 0.3
        self.alone = _has_lines(parts) and dice.random() < 0.06
        self.dice = dice
        self.names: dict[str | None, str] = {}

    def of(self, parts: Sequence[Part]) -> list[Part]:
        """The parts printed this way."""
        found = list(parts)
        before: Part | None = None
        started: set[str] = set()
        for n in _talk(parts):
            part = parts[n]
            label, words = _bare(part.text)
            goes_on = before is not None and (before.role, before.speaker) == (part.role, part.speaker)
            if not (goes_on and part.role == "answer" and label is None):
                found[n] = replace(part, text=self._printed(part, words, part.role in started))
                started.add(part.role)
            before = part
        return found

    def _printed(self, part: Part, words: str, started: bool) -> str:
        asks = part.role == "question"
        if self.kind in ("labels", part.role) or (self.kind == "first labels" and not started):
            label = self.reporter if asks else self._label(part.speaker)
            if started and label == "Phóng viên (PV)":
                label = "PV"
            text = self.dash + label + self.colon + ("\n" if self.alone and not asks else "") + words
            return _wrapped(text, "**") if asks and self.bold else text
        sign = self.signs[part.role]
        if sign in ("**", "***", "*"):
            return _wrapped(words, sign)
        return _wrapped("- " + words, "**") if sign == "**- " else sign + words

    def _label(self, speaker: str | None) -> str:
        if speaker not in self.names:
            name = speaker if speaker and self.dice.random() < 0.4 else _name(self.dice)
            self.names[speaker] = _speaker_label(self.dice, name)
        return self.names[speaker]


# --- breaks and type ---


def _without_breaks(parts: Sequence[Part]) -> list[Part]:
    return [replace(part, text=re.sub(r"\s*\n\s*", " ", part.text), gap=" ") for part in parts]


def _with_breaks(parts: Sequence[Part], dice: random.Random) -> list[Part]:
    gap = dice.choice(["\n", "\n\n"])
    found = []
    for part in parts:
        if part.role == "answer" and "\n" not in part.text and len(part.text) > 500 and dice.random() < 0.8:
            sentences = _SENTENCE.split(part.text)
            paragraphs = []
            while sentences:
                count = dice.randint(1, 4)
                paragraphs.append(" ".join(sentences[:count]))
                sentences = sentences[count:]
            part = replace(part, text="\n".join(paragraphs))
        found.append(replace(part, gap=gap))
    return found


def _split_questions(parts: Sequence[Part], dice: random.Random) -> list[Part]:
    """The parts, questions of several sentences on several lines, at times with what they ask first."""
    found = []
    for part in parts:
        sentences = _SENTENCE.split(part.text) if part.role == "question" else []
        if len(sentences) > 1 and not part.text.rstrip().endswith("*") and dice.random() < 0.6:
            first, last = sentences[:-1], sentences[-1:]
            if dice.random() < 0.4 and _bare(part.text)[0] is None:
                first, last = last, first
            part = replace(part, text=" ".join(first) + "\n" + " ".join(last))
        found.append(part)
    return found


def _without_type(parts: Sequence[Part]) -> list[Part]:
    return [replace(part, text=re.sub(r"\*{1,3}|(?<!\w)_|_(?!\w)", "", part.text)) for part in parts]


# --- what else stands on a page ---


def _put(parts: Sequence[Part], part: Part, dice: random.Random, inside: bool) -> list[Part]:
    """The parts with one more: inside a long answer, at a paragraph's end, or anywhere between two."""
    lines = _has_lines(parts)
    part = replace(part, gap="\n" if lines else " ")
    places = [n for n in _talk(parts) if parts[n].role == "answer" and len(parts[n].text) > 250] if inside else []
    if not places:
        n = dice.randint(0, len(parts))
        return [*parts[:n], part, *parts[n:]]
    n = dice.choice(places)
    answer = parts[n]
    pattern = re.compile(r"\s*\n\s*") if lines else _SENTENCE
    cuts = [cut for cut in pattern.finditer(answer.text) if cut.start() > 30]
    if not cuts:
        return [*parts[: n + 1], part, *parts[n + 1 :]]
    cut = dice.choice(cuts)
    first, rest = replace(answer, text=answer.text[: cut.start()]), replace(answer, text=answer.text[cut.end() :])
    return [*parts[:n], first, part, replace(rest, gap=part.gap), *parts[n + 1 :]]


def _captions(parts: Sequence[Part], pools: Pools, dice: random.Random) -> list[Part]:
    """The parts, captions without their credit, and captions of other articles among them."""
    bare = dice.choice([0.1, 0.6, 1.0])  # how many captions a paper prints without a credit
    found = [
        replace(part, text=_CREDIT.sub("", part.text) or part.text)
        if part.role == "caption" and dice.random() < bare
        else part
        for part in parts
    ]
    for _ in range(dice.choice([0, 1, 1, 2, 3])):
        caption = dice.choice(pools.captions)
        caption = _CREDIT.sub("", caption) if dice.random() < bare else caption
        if len(caption) > 10:
            caption = caption.rstrip(".") if dice.random() < 0.3 else caption
            found = _put(found, Part(caption, "caption"), dice, inside=dice.random() < 0.7)
    return found


def _strangers(parts: Sequence[Part], pools: Pools, dice: random.Random) -> list[Part]:
    """The parts with headings, boxes and another story among and after them, or without lead or end."""
    found = list(parts)
    lines = _has_lines(parts)
    gap = "\n" if lines else " "
    if dice.random() < 0.5:
        for _ in range(dice.randint(1, 3)):
            heading = dice.choice(pools.headlines)
            heading = f"**{heading}**" if lines and dice.random() < 0.3 else heading
            found = _put(found, Part(heading, "heading"), dice, inside=dice.random() < 0.6)
    if lines and dice.random() < 0.25:
        found = _put(found, Part(dice.choice(pools.paragraphs), "narration"), dice, inside=True)
    if dice.random() < 0.2:
        link = Part(f"[{dice.choice(pools.headlines)}]", "boilerplate")
        found = _put(found, link, dice, inside=dice.random() < 0.7)
    if dice.random() < 0.35:
        found += [Part(headline, "boilerplate", gap=gap) for headline in dice.sample(list(pools.headlines), 3)]
        told = dice.sample(list(pools.paragraphs), dice.randint(0, 3))
        found += [Part(paragraph, "narration", gap=gap) for paragraph in told]
    for share, roles in ((0.15, ("lead", "heading")), (0.2, ("closing", "byline"))):
        if dice.random() < share:
            found = [part for part in found if part.role not in roles] or found
    return found


def _with_opinion(parts: Sequence[Part], pools: Pools, dice: random.Random) -> list[Part]:
    """The parts with another person's opinion in a frame of its own, before a question or after the end."""
    name, post = _name(dice), dice.choice(_WORDS["posts"])
    words = dice.choice(pools.answers)
    head = f"{dice.choice(_WORDS['titles'])} {name}, {post}:"
    shape = dice.choice(["**{}**\n*{}*", "**{}**\n{}", "{}\n{}", "{} {}"])
    opinion = Part(shape.format(head, words), "answer", name, left_out=True)
    places = [n for n in _talk(parts) if parts[n].role == "question"][1:] if dice.random() < 0.5 else []
    n = dice.choice(places) if places else len(parts)
    return [*parts[:n], opinion, *parts[n:]]


def _pulled_quote(parts: Sequence[Part], dice: random.Random) -> list[Part]:
    """The parts, a sentence of an answer printed once more somewhere, as what draws the eye."""
    answers = [part for part in parts if part.role == "answer" and not part.left_out]
    said = [words for part in answers for words in _SENTENCE.split(_bare(part.text)[1]) if 40 < len(words) < 250]
    if not said:
        return list(parts)
    words = dice.choice(["“{}”", '"{}"', "{}"]).format(dice.choice(said).strip('“”" '))
    return _put(parts, Part(words, "narration"), dice, inside=dice.random() < 0.6)


def _cut_off(parts: Sequence[Part], dice: random.Random) -> list[Part]:
    """The parts, the last one broken off somewhere, as a page that asks for money breaks it off."""
    last = parts[-1]
    return [*parts[:-1], replace(last, text=last.text[: dice.randint(10, max(10, len(last.text)))])]


def _beginning(parts: Sequence[Part], dice: random.Random) -> list[Part]:
    """The parts down to one of the first answers, broken off in it, as a list of articles shows their openings."""
    answers = [n for n in _talk(parts) if parts[n].role == "answer"][:_FIRST_ANSWERS]
    return _cut_off(parts[: dice.choice(answers) + 1], dice) if answers else list(parts)


_FIRST_ANSWERS = 3


def _with_debris(parts: Sequence[Part], dice: random.Random) -> list[Part]:
    found = list(parts)
    gap = "\n" if _has_lines(parts) else " "
    for _ in range(dice.randint(1, 4)):
        n = dice.choices([0, len(found), dice.randint(0, len(found))], [0.5, 0.25, 0.25])[0]
        found.insert(n, Part(_debris(dice), "boilerplate", gap=gap))
    return found


def _debris(dice: random.Random) -> str:
    if dice.random() < 0.7:
        return dice.choice(_WORDS["debris"])
    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(2008, 2026)
    clock = f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}"
    return dice.choice(
        [
            f"{dice.choice(_WORDS['days'])}, {day:02}/{month:02}/{year}, {clock}",
            f"{day:02}/{month:02}/{year} {clock} GMT+7",
            f"{clock} | {day}/{month}/{year}",
            f"date {year}-{month:02}",
            f"Cập nhật: {day}/{month}/{year}",
            f"Lượt xem: {dice.randint(10, 99999)}",
            f">> Xem thêm: {_name(dice)} và câu chuyện khởi nghiệp",
        ]
    )
