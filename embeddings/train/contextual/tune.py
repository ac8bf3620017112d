"""Contrastive tuning of the encoder: each question against the passages of its batch, each passage's question against
the others'."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from embeddings.encoder import Encoder
from embeddings.train.contextual.batches import Batch, Batches, Ids
from embeddings.train.contextual.examples import Example, Kind
from embeddings.train.contextual.model import Body, Tokens

SPARED, MINED = 1, 12
"""Nearest passages of an example that are not taken as wrong ones, and how many after them are."""

BLOCK = 2048


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast is learned. `scale` multiplies the cosines; `frozen` lower layers stay as they are.

    The rate rises for `warm` steps, stays, and falls to nothing along the last share, `falling`, of the steps.
    """

    steps: int = 600
    size: int = 24
    rate: float = 1e-4
    warm: int = 30
    falling: float = 0.35
    scale: float = 25.0
    frozen: int = 6
    longest: int = 128
    decay: float = 0.01


@dataclass(frozen=True, slots=True)
class Seen:
    """The last rows that training made of each example, shape (examples, hidden): its questions' and its passage's."""

    questions: Tensor
    passages: Tensor


class Tuning:
    """A tuning that can be broken off after any step and taken up again from its file."""

    def __init__(
        self,
        body: Body,
        tokenizer: Tokenizer,
        examples: Sequence[Example],
        neighbours: Ids,
        recipe: Recipe,
        path: Path,
        seed: int,
    ) -> None:
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._body, self._tokenizer, self._examples, self._recipe, self._path = body, tokenizer, examples, recipe, path
        body.freeze(recipe.frozen)
        body.to(self._device)
        tokenizer.enable_truncation(recipe.longest)
        learned = [weight for weight in body.parameters() if weight.requires_grad]
        self._optimizer = torch.optim.AdamW(learned, lr=recipe.rate, weight_decay=recipe.decay, fused=True)
        hidden = body.bert.config.hidden_size
        self._seen = Seen(*(torch.zeros(len(examples), hidden, device=self._device) for _ in range(2)))
        self._step, self._mined = 0, 0
        self._batches = Batches(examples, neighbours, recipe.size, seed)
        if path.exists():
            self._restore(torch.load(path, map_location=self._device, weights_only=True))

    @property
    def neighbours(self) -> Ids:
        """The neighbours as last mined, shape (examples, choices)."""
        return self._batches.neighbours

    def run(self, save_every: int = 20) -> None:
        """Learns to the last step, saving as it goes."""
        recipe, begin, started, losses = self._recipe, self._step, time.monotonic(), []
        while self._step < recipe.steps:
            losses.append(self._learn(self._batches.draw(self._step)))
            self._step += 1
            self._mine()
            if self._step % 10 == 0:
                pace = (time.monotonic() - started) / (self._step - begin)
                left = pace * (recipe.steps - self._step) / 60
                loss = float(np.mean(losses[-50:]))
                print(
                    f"tune {self._step}/{recipe.steps} loss {loss:.3f} {pace:.2f} s a step {left:.1f} min left",
                    flush=True,
                )
            if self._step % save_every == 0 or self._step == recipe.steps:
                self._save()

    def _learn(self, batch: Batch) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = self._recipe.rate * _schedule(self._step, self._recipe)
        with torch.autocast(self._device.type, torch.bfloat16):
            questions = self._body(self._tokens(batch.questions))
            passages = self._body(self._tokens(batch.passages))
        value = loss(questions, passages, batch, self._recipe.scale)
        self._optimizer.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._body.parameters(), 1.0)
        self._optimizer.step()
        self._remember(batch, questions.detach(), passages.detach())
        return value.item()

    def _tokens(self, texts: Sequence[str]) -> Tokens:
        return Tokens.of(self._tokenizer.encode_batch_fast(list(texts)), self._device)

    def _remember(self, batch: Batch, questions: Tensor, passages: Tensor) -> None:
        places = torch.from_numpy(batch.examples).to(self._device)
        answer = torch.from_numpy(batch.answer).to(self._device)
        self._seen.passages[places] = passages[: len(places)]
        sums = torch.zeros_like(passages[: len(places)]).index_add_(0, answer, questions)
        self._seen.questions[places] = functional.normalize(sums, dim=-1)

    def _mine(self) -> None:
        """Takes the neighbours from what the last round's steps made of questions and passages, when one is over."""
        done = self._batches.rounds(Kind.WRITTEN)
        if done > max(self._mined, 1):
            self._mined = done
            mined = neighbours_of(self._examples, self._seen.questions.cpu(), self._seen.passages.cpu())
            fresh = mined >= 0
            self._batches.neighbours = np.where(fresh, mined, self._batches.neighbours)

    def _save(self) -> None:
        part = self._path.with_suffix(".part")
        state: dict[str, Any] = {
            "body": self._body.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": self._step,
            "mined": self._mined,
            "seen": [self._seen.questions.half(), self._seen.passages.half()],
            "batches": self._batches.state(),
        }
        torch.save(state, part)
        part.replace(self._path)

    def _restore(self, saved: dict[str, Any]) -> None:
        self._body.load_state_dict(saved["body"])
        self._optimizer.load_state_dict(saved["optimizer"])
        self._step, self._mined = saved["step"], saved["mined"]
        self._seen = Seen(*(rows.float() for rows in saved["seen"]))
        self._batches.restore(saved["batches"])


def loss(questions: Tensor, passages: Tensor, batch: Batch, scale: float) -> Tensor:
    """Cross-entropy both ways; what answers a question too stands neither for nor against it."""
    answer = torch.from_numpy(batch.answer).to(questions.device)
    also = torch.from_numpy(batch.also).to(questions.device)
    scores = questions.float() @ passages.float().T * scale
    own = functional.one_hot(answer, len(passages)).bool()
    to_passages = functional.cross_entropy(scores.masked_fill(also & ~own, -torch.inf), answer)
    # Column of each question's passage against all questions: its other questions are left out, one row for each.
    columns = scores[:, answer].T
    rivals = also[:, answer].T.clone()
    rivals.fill_diagonal_(False)
    diagonal = torch.arange(len(questions), device=questions.device)
    to_questions = functional.cross_entropy(columns.masked_fill(rivals, -torch.inf), diagonal)
    return (to_passages + to_questions) / 2


def neighbours_by_table(examples: Sequence[Example]) -> Ids:
    """Neighbours by the bundled table and by BM25, half of each, shape (examples, MINED)."""
    encoder = Encoder()
    questions = torch.from_numpy(encoder.encode_questions([" ".join(row.questions) for row in examples]))
    passages = torch.from_numpy(encoder.encode_passages([f"{row.title}\n{row.text}" for row in examples]))
    by_table = neighbours_of(examples, questions, passages)
    return np.concatenate([by_table[:, : MINED // 2], _neighbours_by_words(examples)[:, : MINED // 2]], axis=1)


def neighbours_of(examples: Sequence[Example], questions: Tensor, passages: Tensor) -> Ids:
    """For each example the places of passages of its kind near its questions; -1 where training has not seen it."""
    found = np.full((len(examples), MINED), -1, np.int64)
    for kind in Kind:
        places = torch.tensor([place for place, row in enumerate(examples) if row.kind is kind])
        places = places[passages[places].any(dim=1)] if len(places) else places
        if len(places) <= SPARED + MINED:
            continue
        for start in range(0, len(places), BLOCK):
            block = places[start : start + BLOCK]
            scores = questions[block] @ passages[places].T
            scores[torch.arange(len(block)), torch.arange(start, start + len(block))] = -2
            best = scores.topk(SPARED + MINED, dim=1).indices[:, SPARED:]
            found[block.numpy()] = places[best].numpy()
    return found


def _neighbours_by_words(examples: Sequence[Example]) -> Ids:
    import bm25s

    found = np.full((len(examples), MINED), -1, np.int64)
    for kind in Kind:
        places = np.array([place for place, row in enumerate(examples) if row.kind is kind])
        if len(places) <= SPARED + MINED:
            continue
        model = bm25s.BM25()
        model.index([_words(f"{examples[p].title} {examples[p].text}") for p in places], show_progress=False)
        asked = [_words(" ".join(examples[p].questions)) for p in places]
        ranked, _ = model.retrieve(asked, k=1 + SPARED + MINED, show_progress=False)
        for place, row in zip(places, ranked, strict=True):
            found[place] = [other for other in places[row] if other != place][SPARED : SPARED + MINED]
    return found


def _words(text: str) -> list[str]:
    return text.lower().split()


def _schedule(step: int, recipe: Recipe) -> float:
    rising = (step + 1) / recipe.warm
    falling = (recipe.steps - step) / (recipe.falling * recipe.steps)
    return max(0.0, min(1.0, rising, falling))
